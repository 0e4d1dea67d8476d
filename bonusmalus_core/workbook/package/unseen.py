"""How do hidden columns stay off paper?

LibreOffice prints their words at the edge of the page, where nobody sees them; who copies the text or has it read
aloud meets them. A rule over those columns, in the copy that is printed, shows nothing of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts
from bonusmalus_core.workbook.package.tree import tag
from bonusmalus_core.workbook.port import letters

if TYPE_CHECKING:
    from bonusmalus_core.workbook.package.xml import Element

_ROWS = 2**20
_NOTHING, _FORMAT = ";;;", "999"
"""The format that shows nothing, under a number that no workbook has come to."""

_AFTER_RULES = frozenset((
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
))  # fmt: skip
_AFTER_LOOKS = frozenset(("tableStyles", "colors", "extLst"))
"""What comes in its part after the rules of a sheet, and after the looks that rules give."""


def without_hidden_words(archive: Archive, parts: Parts, sheet: str) -> dict[str, bytes]:
    """The parts as they are printed, of a sheet that hides columns; none of another."""
    from bonusmalus_core.workbook.package.xml import parse, serialise

    part, styles = parts.sheets[sheet].part, parts.one("styles")
    root = parse(archive.read(part), archive.path, part)
    hidden = [_whole(each) for each in root.iterfind(f"{tag('cols')}/{tag('col')}") if _is_hidden(each)]
    if not hidden or styles is None:
        return {}
    looks = parse(archive.read(styles), archive.path, styles)
    _rule(root, " ".join(hidden), _look(looks))
    return {part: serialise(root), styles: serialise(looks)}


def _is_hidden(column: Element) -> bool:
    return column.get("hidden") in ("1", "true")


def _whole(column: Element) -> str:
    """The cells of one or more neighbouring columns."""
    first, last = (letters(int(column.get(end, "1"))) for end in ("min", "max"))
    return f"{first}1:{last}{_ROWS}"


def _look(looks: Element) -> int:
    """Adds the look that shows nothing, and gives its number."""
    from bonusmalus_core.workbook.package.xml import insert

    every = looks.find(tag("dxfs"))
    if every is None:
        every = looks.makeelement(tag("dxfs"))
        insert(looks, every, _AFTER_LOOKS)
    _child(_child(every, "dxf"), "numFmt", numFmtId=_FORMAT, formatCode=_NOTHING)
    every.set("count", str(len(every)))
    return len(every) - 1


def _rule(root: Element, cells: str, look: int) -> None:
    from bonusmalus_core.workbook.package.xml import insert

    rules = root.makeelement(tag("conditionalFormatting"), {"sqref": cells})
    insert(root, rules, _AFTER_RULES)
    _child(_child(rules, "cfRule", type="expression", dxfId=str(look), priority="1"), "formula").text = "TRUE"


def _child(parent: Element, name: str, **attributes: str) -> Element:
    added = parent.makeelement(tag(name), attributes)
    parent.append(added)
    return added
