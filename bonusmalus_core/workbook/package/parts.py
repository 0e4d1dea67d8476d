"""Which part of the package holds which sheet and which table?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.text import unescaped
from bonusmalus_core.workbook.package.tree import OFFICE, STRICT, Element, is_on, read, tag

MAX_TABLE_CELLS = 2_000_000
"""A table over more cells was stretched over a whole sheet, or made to fill memory."""

_COLUMNS, _COLUMN = tag("tableColumns"), tag("tableColumn")

CONTENT_TYPES = "[Content_Types].xml"


class Relation(NamedTuple):
    """One link of a part: its id, the last word of its type ("table", "worksheet") and the member it leads to."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True)
class TablePart:
    """A table's part: where it stands, and which of its rows are header and totals."""

    part: str
    name: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]

    @property
    def header(self) -> Area:
        """The header's row; no row at all when the table does not show one."""
        return replace(self.area, bottom=self.area.top + self.header_rows - 1)

    @property
    def body(self) -> Area:
        """The rows between header and totals."""
        return replace(self.area, top=self.area.top + self.header_rows, bottom=self.area.bottom - self.totals_rows)


class SheetPart(NamedTuple):
    """A worksheet: its name, its part, its tables."""

    name: str
    part: str
    tables: tuple[TablePart, ...]


class Parts(NamedTuple):
    """The package's map: the workbook part, its links, its worksheets by name, and the date system."""

    workbook: str
    relations: tuple[Relation, ...]
    sheets: Mapping[str, SheetPart]
    from_1904: bool

    def one(self, kind: str) -> str | None:
        """The part that the workbook links under `kind` ("sharedStrings", "styles", "calcChain"), if any."""
        return next((relation.target for relation in self.relations if relation.kind == kind), None)

    def table(self, name: str) -> tuple[SheetPart, TablePart]:
        """The table of that name with its sheet. KeyError when there is none."""
        for sheet in self.sheets.values():
            for table in sheet.tables:
                if table.name == name:
                    return sheet, table
        raise KeyError(name)


def mapped(archive: Archive) -> Parts:
    """The map of a package. FileRefused: file.foreign, file.strict, file.corrupt."""
    workbook = next((link.target for link in relations(archive, "") if link.kind == "officeDocument"), None)
    if workbook is None:
        raise FileRefused("file.foreign", archive.path)
    root = read(archive.read(workbook), archive.path, workbook)
    if root.tag == f"{{{STRICT}}}workbook":
        raise FileRefused("file.strict", archive.path)
    if root.tag != tag("workbook"):
        raise FileRefused("file.foreign", archive.path)
    links = tuple(relations(archive, workbook))
    worksheets = {link.id: link.target for link in links if link.kind == "worksheet"}
    sheets = {
        sheet.get("name", ""): worksheets[sheet.get(f"{{{OFFICE}}}id", "")]
        for sheet in root.iterfind(f"{tag('sheets')}/{tag('sheet')}")
        if sheet.get(f"{{{OFFICE}}}id") in worksheets  # the others are chart sheets and dialogs
    }
    properties = root.find(tag("workbookPr"))
    from_1904 = properties is not None and is_on(properties.get("date1904"))
    named = {name: SheetPart(name, part, tuple(_tables(archive, part))) for name, part in sheets.items()}
    _refuse_doubled(archive, [table.name for sheet in named.values() for table in sheet.tables])
    return Parts(workbook, links, named, from_1904)


def _refuse_doubled(archive: Archive, tables: Iterable[str]) -> None:
    """FileRefused: file.duplicate, for Excel knows tables without case, and so do we."""
    known = set[str]()
    for name in tables:
        if name.casefold() in known:
            raise FileRefused("file.duplicate", archive.path, member=name)
        known.add(name.casefold())


def relations(archive: Archive, part: str) -> Iterator[Relation]:
    """The internal links of a part ("" is the package itself)."""
    links = relations_part(part)
    member = archive.spelled(links)
    if member not in archive.members:
        return
    folder = posixpath.dirname(posixpath.dirname(f"/{links}"))
    for link in read(archive.read(member), archive.path, member):
        if link.get("TargetMode") != "External":
            target = posixpath.join(folder, link.get("Target", ""))
            kind = link.get("Type", "").rpartition("/")[2]
            yield Relation(link.get("Id", ""), kind, archive.spelled(posixpath.normpath(target).lstrip("/")))


def relations_part(part: str) -> str:
    """The member that lists the links of a part.

    >>> relations_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, slash, name = part.replace("\\", "/").rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def _tables(archive: Archive, sheet: str) -> Iterator[TablePart]:
    for link in relations(archive, sheet):
        if link.kind == "table":
            yield _table(read(archive.read(link.target), archive.path, link.target), link.target, archive)


def _table(root: Element, part: str, archive: Archive) -> TablePart:
    try:
        area = Area.of(root.get("ref", ""))
        header_rows, totals_rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    except ValueError as error:
        raise FileRefused("file.corrupt", archive.path, member=part) from error
    name = root.get("displayName", root.get("name", ""))
    listed = root.find(_COLUMNS)
    named = () if listed is None else listed.findall(_COLUMN)
    columns = tuple([unescaped(column.get("name", "")) for column in named])
    if area.size > MAX_TABLE_CELLS:
        raise FileRefused("file.table-too-large", archive.path, table=name, limit=MAX_TABLE_CELLS)
    if len(columns) != len(area.columns()) or area.top + header_rows + totals_rows > area.bottom + 1:
        raise FileRefused("file.corrupt", archive.path, member=part)
    return TablePart(part, name, area, header_rows, totals_rows, columns)
