"""How does a package show one sheet and hide the others? For a printer, which prints what is seen."""

from __future__ import annotations

from pathlib import Path

from bonusmalus_core.workbook.package import guard
from bonusmalus_core.workbook.package.parts import mapped
from bonusmalus_core.workbook.package.tree import tag


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
    return archive.rewritten({parts.workbook: serialise(root)}, frozenset())
