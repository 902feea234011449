"""Pictures that a page writes as letters of a font of its own: <i class="iconfont">\ue61a</i>."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd]{1,3}")
"""Characters that mean nothing but in one font."""


def is_icon(element: Element) -> bool:
    """Whether an element holds nothing but such letters, and is called an icon or is an <i>; a rare ideograph in a <span> is text."""
    text = element.text
    return bool(
        text
        and not len(element)
        and _PRIVATE.fullmatch(text.strip())
        and (element.tag == "i" or "icon" in element.get("class", "").lower())
    )
