"""Which part of the package holds which sheet and which table?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import usual
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.text import unescaped
from bonusmalus_core.workbook.package.tree import OFFICE, STRICT, Element, is_on, read, tag

MAX_TABLE_CELLS = 2_000_000
"""A table over more cells was stretched over a whole sheet, or made to fill memory."""

_COLUMNS, _COLUMN = tag("tableColumns"), tag("tableColumn")

CONTENT_TYPES = "[Content_Types].xml"

_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]+)\$(\d+)")
"""What a name stands for that leads to a single cell."""


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


class SheetPart:
    """A worksheet: its name, its part, and its tables, whose parts are read once something asks for them."""

    def __init__(self, archive: Archive, name: str, part: str) -> None:
        self._archive, self.name, self.part = archive, name, part

    @cached_property
    def tables(self) -> tuple[TablePart, ...]:
        """FileRefused: file.corrupt, file.table-too-large."""
        links = (link for link in relations(self._archive, self.part) if link.kind == "table")
        return tuple(_table(self._archive, link.target) for link in links)


class Parts(NamedTuple):
    """The package's map: the workbook part, its links, its worksheets by name, the hidden ones, the date system.

    `names` are those of the whole workbook, each with what it stands for.
    """

    workbook: str
    relations: tuple[Relation, ...]
    sheets: Mapping[str, SheetPart]
    hidden: frozenset[str]
    from_1904: bool
    names: Mapping[str, str]

    def cell(self, name: str) -> tuple[str, str] | None:
        """The sheet and address of the one cell that has a name; None when there is none."""
        found = _ONE_CELL.fullmatch(self.names.get(name, ""))
        if found is None:
            return None
        quoted, plain, column, row = found.groups()
        sheet = plain or quoted.replace("''", "'")
        return (sheet, column + row) if sheet in self.sheets else None

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
    """The map of a package. FileRefused: file.foreign, file.strict, file.corrupt, file.duplicate."""
    workbook = next((link.target for link in relations(archive, "") if link.kind == "officeDocument"), None)
    if workbook is None:
        raise FileRefused("file.foreign", archive.path)
    root = read(archive.read(workbook), archive.path, workbook)
    if root.tag == f"{{{STRICT}}}workbook":
        raise FileRefused("file.strict", archive.path)
    if root.tag != tag("workbook"):
        raise FileRefused("file.foreign", archive.path)
    links = tuple(relations(archive, workbook))
    listed = root.findall(f"{tag('sheets')}/{tag('sheet')}")
    hidden = frozenset(sheet.get("name", "") for sheet in listed if sheet.get("state", "visible") != "visible")
    properties = root.find(tag("workbookPr"))
    from_1904 = properties is not None and is_on(properties.get("date1904"))
    return Parts(workbook, links, _sheets(archive, listed, links), hidden, from_1904, _names(root))


def _names(workbook: Element) -> Mapping[str, str]:
    every = workbook.iterfind(f"{tag('definedNames')}/{tag('definedName')}")
    return {each.get("name", ""): each.text or "" for each in every if each.get("localSheetId") is None}


def _sheets(archive: Archive, listed: Iterable[Element], links: Iterable[Relation]) -> Mapping[str, SheetPart]:
    """The worksheets by name; the other sheets are charts and dialogs. FileRefused: file.corrupt, file.duplicate.

    A sheet that is lost, or hidden behind another of its name, would take its tables along.
    """
    parts = {link.id: link.target for link in links if link.kind == "worksheet"}
    sheets, known = dict[str, SheetPart](), set[str]()
    for sheet in listed:
        name, part = sheet.get("name", ""), parts.get(sheet.get(f"{{{OFFICE}}}id", ""))
        if part is None:
            continue
        if part not in archive.members:
            raise FileRefused("file.corrupt", archive.path, member=part)
        if name.casefold() in known:
            raise FileRefused("file.duplicate", archive.path, member=name)
        sheets[name] = SheetPart(archive, name, part)
        known.add(name.casefold())
    return sheets


def refuse_doubled(archive: Archive, parts: Parts) -> None:
    """FileRefused: file.duplicate for two tables of one name; Excel knows them without case, and so do we."""
    known = set[str]()
    for name in (table.name for sheet in parts.sheets.values() for table in sheet.tables):
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
    for name, kind, target, mode in _links(archive, member):
        if mode != "External":
            yield Relation(name, kind.rpartition("/")[2], _member(archive, posixpath.join(folder, target)))


def _member(archive: Archive, target: str) -> str:
    """The member that a target names; some programs spell it as an address of the web, with %20 for a blank."""
    place = archive.spelled(posixpath.normpath(target).lstrip("/"))
    if place in archive.members or "%" not in place:
        return place
    from urllib.parse import unquote  # few need it

    return archive.spelled(unquote(place))


def _links(archive: Archive, member: str) -> Sequence[usual.Link]:
    """What a list of links holds: the quick way if it is written as usual, else the precise one."""
    part = archive.read(member)
    found = usual.links(part)
    if found is not None:
        return found
    root = read(part, archive.path, member)
    return [(link.get("Id", ""), link.get("Type", ""), link.get("Target", ""), link.get("TargetMode")) for link in root]


def relations_part(part: str) -> str:
    """The member that lists the links of a part.

    >>> relations_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, slash, name = part.replace("\\", "/").rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def _table(archive: Archive, part: str) -> TablePart:
    given, names = _said(archive, part)
    try:
        area = Area.of(given.get("ref", ""))
        header_rows, totals_rows = int(given.get("headerRowCount", "1")), int(given.get("totalsRowCount", "0"))
    except ValueError as error:
        raise FileRefused("file.corrupt", archive.path, member=part) from error
    name = given.get("displayName", given.get("name", ""))
    columns = tuple(map(unescaped, names))
    if area.size > MAX_TABLE_CELLS:
        raise FileRefused("file.table-too-large", archive.path, table=name, limit=MAX_TABLE_CELLS)
    if len(columns) != len(area.columns()) or area.top + header_rows + totals_rows > area.bottom + 1:
        raise FileRefused("file.corrupt", archive.path, member=part)
    return TablePart(part, name, area, header_rows, totals_rows, columns)


def _said(archive: Archive, part: str) -> usual.Said:
    """The attributes of a table and the names of its columns: the quick way if it is written as usual, too."""
    content = archive.read(part)
    found = usual.table(content)
    if found is not None:
        return found
    root = read(content, archive.path, part)
    listed = root.find(_COLUMNS)
    named = () if listed is None else listed.findall(_COLUMN)
    return root.attrib, tuple(column.get("name", "") for column in named)
