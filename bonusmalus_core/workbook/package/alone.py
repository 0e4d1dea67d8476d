"""How does a package show one sheet and hide the others? For a printer, which prints what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bonusmalus_core.workbook.package import guard
from bonusmalus_core.workbook.package.parts import mapped
from bonusmalus_core.workbook.package.tree import tag
from bonusmalus_core.workbook.package.unseen import without_hidden_words

if TYPE_CHECKING:
    from bonusmalus_core.workbook.package.xml import Element

PRINT_AREA = "_xlnm.Print_Area"


def shown_alone(path: Path, sheet: str) -> list[bytes | memoryview]:
    """The package at `path`, in pieces, of which only that sheet is seen. KeyError when there is no such sheet."""
    from bonusmalus_core.workbook.package.xml import parse, serialise

    archive = guard.opened(path)
    parts = mapped(archive)
    root = parse(archive.read(parts.workbook), path, parts.workbook)
    sheets = list(root.iterfind(f"{tag('sheets')}/{tag('sheet')}"))
    names = [str(each.get("name")) for each in sheets]
    if sheet not in names:
        raise KeyError(sheet)
    for each, name in zip(sheets, names, strict=True):
        each.set("state", "visible" if name == sheet else "hidden")
    for view in root.iterfind(f"{tag('bookViews')}/{tag('workbookView')}"):
        view.set("activeTab", str(names.index(sheet)))
        view.attrib.pop("firstSheet", "")
    _without_other_print_areas(root, names.index(sheet))
    changed = {parts.workbook: serialise(root), **without_hidden_words(archive, parts, sheet)}
    return archive.rewritten(changed, frozenset())


def _without_other_print_areas(root: Element, index: int) -> None:
    """LibreOffice prints a sheet with a print area even while it is hidden."""
    for name in list(root.iterfind(f"{tag('definedNames')}/{tag('definedName')}")):
        if name.get("name") == PRINT_AREA and name.get("localSheetId") != str(index):
            parent = name.getparent()
            assert parent is not None  # it was found inside one
            parent.remove(name)
