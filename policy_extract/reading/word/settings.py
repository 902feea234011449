"""What all stories of a document share: styles, the state of its revisions, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.reading.word.paragraph_text import Face
from policy_extract.reading.word.styles import first_said, toggled
from policy_extract.reading.word.xml_names import shown
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.reading.word.styles import ParagraphLook, Styles


@mutable
class Settings:
    """What all stories of a document share."""

    styles: Styles
    report: Report
    gone: dict[str, str]
    """Tracked changes that are left out → why: w:del → deleted."""
    kept: frozenset[str]
    """Tracked changes that are looked through: w:ins."""
    skippable: frozenset[str] = frozenset()
    """Namespaces the document says may be passed over (mc:Ignorable)."""
    original: bool = False
    """The document is read as it was before its tracked changes."""
    _faces: dict[str, Face] = field(default_factory=dict)
    _unknown: set[str] = field(default_factory=set)

    def as_of(self, properties: Element) -> Element:
        """A w:pPr or w:rPr as it was in the state that is read."""
        if not self.original:
            return properties
        before = properties.find(f"{properties.tag}Change/{properties.tag}")
        return properties if before is None else before

    def plain_face(self, look: ParagraphLook) -> Face:
        """How a run without formatting of its own is printed in a paragraph of that look."""
        face = self._faces.get(look.id)
        if face is None:
            defaults = self.styles.defaults
            face = self._faces[look.id] = Face(
                toggled(defaults.bold, look.run.bold, None, None),
                first_said(look.run.underlined, defaults.underlined),
                toggled(defaults.hidden, look.run.hidden, None, None),
                defaults.size if look.run.size is None else look.run.size,
            )
        return face

    def note_unknown(self, element: Element) -> None:
        """Report an element nobody knows, once per name."""
        name = shown(element)
        if name not in self._unknown:
            self._unknown.add(name)
            self.report.note(Code.UNKNOWN_ELEMENT, element=name)

    def may_skip(self, element: Element) -> bool:
        """The document allows readers that do not know the element to pass over it."""
        return str(element.tag).rpartition("}")[0][1:] in self.skippable
