"""Word segmentation by jieba with our own dictionary, loaded without side effects on the process and thread-safe.

Importing jieba the ordinary way takes ten times as long as segmenting a plan:
it imports `pkg_resources` and loads tables for guessing unknown words, which
are never used here. So its main module is loaded under a private name, with
stubs for those two parts. No other module is replaced, and `import jieba`
elsewhere still gives the original.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OURS: Final = f"{__name__}_jieba"
"""The name under which it is loaded; its relative imports find the stand-ins below it."""
_LOCK: Final = threading.Lock()


class Cutter:
    """Cuts texts by one dictionary."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        """`weights` says of each word how often it is met; jieba's own file of words is not read."""
        openings = {word[:end]: 0 for word in weights for end in range(1, len(word))}
        self._tokenizer = _jieba().Tokenizer()
        self._tokenizer.FREQ = openings | dict(weights)
        self._tokenizer.total = sum(weights.values())
        self._tokenizer.initialized = True

    def cut(self, text: str) -> Iterator[str]:
        """The words of the text, end to end; what the dictionary does not know is cut into single characters."""
        words: Iterator[str] = self._tokenizer.cut(text, HMM=False)
        return words


def _jieba() -> Any:  # jieba has no types
    with _LOCK:
        return _loaded()


@cache
def _loaded() -> ModuleType:
    """Jieba's main module, under our name."""
    found = find_spec("jieba")
    assert found is not None, "jieba is a dependency of this package"
    assert found.origin is not None
    spec = spec_from_file_location(_OURS, found.origin, submodule_search_locations=[os.path.dirname(found.origin)])  # noqa: PTH120  # as in found
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[_OURS] = module
    sys.modules[f"{_OURS}._compat"] = _compatible()
    sys.modules[f"{_OURS}.finalseg"] = ModuleType(f"{_OURS}.finalseg")
    with warnings.catch_warnings():
        # Escapes in its patterns, when Python compiles it for the first time.
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    module.setLogLevel(logging.ERROR)
    return module


def _compatible() -> ModuleType:
    """What jieba's main module takes from its module for old Pythons, in Python 3."""
    module = ModuleType(f"{_OURS}._compat")
    vars(module).update(
        os=os,
        sys=sys,
        logging=logging,
        PY2=False,
        text_type=str,
        string_types=(str,),
        xrange=range,
        iteritems=dict.items,
        strdecode=str,
        resolve_filename=str,
        get_module_res=None,
        check_paddle_install={"is_paddle_installed": False},
    )
    return module
