"""How do other programs write the same workbook? Each dialect changes one of these; what they say stays the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.workbook.package.books import MAIN, OFFICE, SHEET, members, plain, zipped

Members = dict[str, bytes]
Dialect = Callable[[Members], None]

TEXTS, STYLES, TABLE = "xl/sharedStrings.xml", "xl/styles.xml", "xl/tables/table1.xml"
BOOK, LINKS, SHEET_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"

EXCEL = (
    '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="0"><f>8.2/10</f><v>0.81999999999999995</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" s="1"><v>46023</v></c></row>'
)
"""Headers a and b, then FCR with 0.82 and "C & S" with 1 January 2026."""
_SHARED = "<si><t>a</t></si><si><t>b</t></si><si><t>FCR</t></si><si><t>C &amp; S</t></si>"


def excel(path: Path) -> Path:
    """The workbook as Excel writes it."""
    content: dict[str, str | bytes] = {**members(plain(path, EXCEL))}
    link = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    content[LINKS] = members(path)[LINKS].replace(b"</Relationships>", link.encode())
    content[TEXTS] = f'<sst xmlns="{MAIN}" count="4" uniqueCount="4">{_SHARED}</sst>'
    return zipped(path, content)


def spoken(path: Path, dialect: Dialect) -> Path:
    """The workbook of `excel` in a dialect."""
    content = members(excel(path))
    dialect(content)
    return zipped(path, dict(content))


def replaced(member: str, old: str, new: str) -> Dialect:
    """A dialect that writes one thing in another way."""

    def change(content: Members) -> None:
        assert old.encode() in content[member]
        content[member] = content[member].replace(old.encode(), new.encode())

    return change


def rows(written: str) -> Dialect:
    """A dialect that writes the rows in another way."""
    return replaced(SHEET, EXCEL, written)


def both(*dialects: Dialect) -> Dialect:
    """One dialect after the other."""

    def change(content: Members) -> None:
        for dialect in dialects:
            dialect(content)

    return change


def renamed(names: Mapping[str, str]) -> Dialect:
    """A dialect that spells the names of members in another way; links keep theirs."""

    def change(content: Members) -> None:
        for old, new in names.items():
            content[new] = content.pop(old)

    return change


def without(member: str) -> Dialect:
    """A dialect that leaves a member out, though it is linked."""

    def change(content: Members) -> None:
        del content[member]

    return change


def every_part(change: Callable[[bytes], bytes]) -> Dialect:
    """A dialect of XML itself."""

    def apply(content: Members) -> None:
        for name in content:
            content[name] = change(content[name])

    return apply


def prefixed(part: bytes) -> bytes:
    """`x:` before every name of the main namespace, as .NET libraries write it."""
    if f'xmlns="{MAIN}"'.encode() not in part:
        return part
    opened = part.replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode())
    return opened.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")


def commented(part: bytes) -> bytes:
    """A comment before every element and inside every value."""
    return part.replace(b"<", b"<!-- why -->\n<").replace(b"<!-- why -->\n<", b"<", 1).replace(b"<v>", b"<v><!-- 7 -->")


def indented(part: bytes) -> bytes:
    """Every element on a line of its own, ended as Windows does; texts stay as they are."""
    return part.replace(b"><", b">\r\n  <").replace(b"<v>\r\n  <", b"<v><").replace(b"<t>\r\n  <", b"<t><")


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def streamed(path: Path) -> Path:
    """Written to a pipe: sizes follow the members, as programs write that send while they pack."""
    return _packed(path, _Pipe())


def with_long_sizes(path: Path) -> Path:
    """Every size in 64 bits, as programs write that do not know beforehand how much comes."""
    content, whole = members(path), io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(part)
    path.write_bytes(whole.getvalue())
    return path


def stored(path: Path) -> Path:
    """Not compressed at all."""
    return _packed(path, io.BytesIO(), zipfile.ZIP_STORED)


def _packed(path: Path, whole: io.BytesIO, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    content = members(path)
    with zipfile.ZipFile(whole, "w", compression) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    path.write_bytes(whole.getvalue())
    return path
