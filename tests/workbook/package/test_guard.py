"""Which files are refused, and by which code?"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package import archive, guard
from tests.workbook.package.books import MAIN, SHEET, members, plain, rich, zipped

COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
ENTITY = f'<!DOCTYPE w [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData>&a;</sheetData></worksheet>'
OUTSIDE = f'<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd"><worksheet xmlns="{MAIN}"/>'
BOMB = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(b)} "{f"&{chr(b - 1)};" * 10}">' for b in range(98, 108))
    + f']><worksheet xmlns="{MAIN}"><sheetData>&k;</sheetData></worksheet>'
)


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _changed(**changes: str | bytes | None) -> Callable[[Path], object]:
    """A plain workbook with some members replaced or (None) left out; `__` in a name stands for `/`, `_` for `.`."""

    def make(path: Path) -> None:
        content: dict[str, str | bytes | None] = {**members(plain(path, ""))}
        content |= {name.replace("__", "/").replace("_", "."): value for name, value in changes.items()}
        zipped(path, {name: value for name, value in content.items() if value is not None})

    return make


def _cut(share: float) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        whole = rich(path).read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])

    return make


def _flipped(path: Path) -> None:
    """One wrong bit within the compressed sheet."""
    with zipfile.ZipFile(plain(path, '<row r="2"><c r="A2"><v>0.8</v></c></row>')) as archive:
        member = archive.getinfo(SHEET)
    whole = bytearray(path.read_bytes())
    whole[member.header_offset + 30 + len(SHEET) + member.compress_size // 2] ^= 1
    path.write_bytes(whole)


def _doubled(path: Path) -> None:
    plain(path, "")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET.upper(), "another sheet")


def _renamed_bomb(name: str) -> Callable[[Path], object]:
    """A sheet part that expands beyond all proportion, found by its relationship and not by its name."""

    def make(path: Path) -> None:
        content = members(plain(path, f"<row/>{' ' * 2**21}"))
        links = "xl/_rels/workbook.xml.rels"
        content[links] = content[links].replace(b"worksheets/sheet1.xml", name.encode())
        content[f"xl/{name}"] = content.pop(SHEET)
        tables = "xl/worksheets/_rels/sheet1.xml.rels"
        content[f"xl/_rels/{name}.rels"] = content.pop(tables).replace(b"../tables", b"tables")
        zipped(path, content)

    return make


def _rooted(root: str) -> Callable[[Path], object]:
    """Every member named from the root of a disk, as no program that opens workbooks looks for it."""
    return lambda path: zipped(path, {f"{root}{name}": part for name, part in members(plain(path, "")).items()})


def _strict(path: Path) -> None:
    _changed(xl__workbook_xml='<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>')(path)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: None, "file.missing"),
        (lambda path: path.mkdir(), "file.folder"),
        (_bytes(b""), "file.empty"),
        (_bytes(b"a;b;c\n1;2;3"), "file.foreign"),
        (_bytes(COMPOUND + "EncryptedPackage".encode("utf-16-le")), "file.encrypted"),
        (_bytes(COMPOUND + "Workbook".encode("utf-16-le")), "file.xls"),
        (_bytes(COMPOUND + "WordDocument".encode("utf-16-le")), "file.foreign"),
        (_changed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "file.ods"),
        (_changed(xl__workbook_bin=b"\0"), "file.xlsb"),
        (lambda path: zipped(path, {"word/document.xml": "<w/>", "_rels/.rels": "<r/>"}), "file.foreign"),
        (lambda path: zipped(path, {}), "file.foreign"),
        (_rooted("/"), "file.rooted"),
        (_rooted("\\"), "file.rooted"),
        (_strict, "file.strict"),
        (_cut(0.0005), "file.corrupt"),
        (_cut(0.5), "file.corrupt"),
        (_cut(0.999), "file.corrupt"),
        (_flipped, "file.corrupt"),
        (_changed(xl__worksheets__sheet1_xml=None), "file.corrupt"),
        (_changed(xl__worksheets__sheet1_xml="<worksheet"), "file.corrupt"),
        (_changed(xl__workbook_xml=b"\xff\xfe<"), "file.corrupt"),
        (_doubled, "file.duplicate"),
        (_changed(xl__worksheets__sheet1_xml=ENTITY), "file.entities"),
        (_changed(xl__worksheets__sheet1_xml=OUTSIDE), "file.entities"),
        (_changed(xl__worksheets__sheet1_xml=BOMB), "file.entities"),
        (_changed(xl__workbook_xml=BOMB), "file.entities"),
        (_changed(xl__worksheets__sheet1_xml=b" " * 2**21), "file.bomb"),
        (_renamed_bomb("big.bin"), "file.bomb"),
        (_renamed_bomb("big.png"), "file.bomb"),
        (os.mkfifo, "file.foreign"),
        (lambda path: path.symlink_to("/dev/zero"), "file.foreign"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_by_name(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "book.xlsx"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FileRefused) as refusal:
        XlsxWorkbook(path).tables()
    assert (refusal.value.code, refusal.value.path) == (code, path)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("MAX_MEMBERS", 8, None),
        ("MAX_MEMBERS", 7, "file.bomb"),
        ("MAX_TOTAL_BYTES", 1_000_000, None),
        ("MAX_TOTAL_BYTES", 100, "file.bomb"),
        ("MAX_FILE_BYTES", 1_000_000, None),
        ("MAX_FILE_BYTES", 100, "file.too-large"),
    ],
)
def test_the_limits_are_where_they_are_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str | None
) -> None:
    monkeypatch.setattr(guard, limit, value)
    path = plain(tmp_path / "book.xlsx", "")
    if code is None:
        XlsxWorkbook(path)
    else:
        with pytest.raises(FileRefused, match=code):
            XlsxWorkbook(path)


@pytest.mark.parametrize(("limit", "code"), [(100_000, None), (99_999, "file.bomb")])
def test_a_part_is_expanded_up_to_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, code: str | None
) -> None:
    content = members(plain(tmp_path / "book.xlsx", ""))
    content["xl/picture.png"] = bytes(200_000)  # never expanded
    content[SHEET] = content[SHEET].ljust(100_000)
    monkeypatch.setattr(archive, "MAX_PART_BYTES", limit)
    book = XlsxWorkbook(zipped(tmp_path / "book.xlsx", content))
    if code is None:
        book.tables()
    else:
        with pytest.raises(FileRefused, match=code):
            book.tables()


def test_a_picture_may_expand_as_it_likes(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _changed(xl__media__image1_png=bytes(2**22))(path)
    assert "tblPlain" in XlsxWorkbook(path).tables()


def test_members_that_point_outside_stay_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _changed(____etc__passwd="x")(path)
    assert "tblPlain" in XlsxWorkbook(path).tables()
