"""What changes in a package when results are written, and what does not?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import CellError, Formula, Row, Written, shown
from tests.workbook.package.books import FOREIGN_PARTS, MAIN, PACKAGE, members, plain, rich, written, zipped

SETTLEMENT = [
    Row("title", ("Settlement",)),
    Row("head", ("kpi", "amount")),
    Row("kpi", ("FCR", Decimal("-12.5"))),
    Row("kpi", ("=CES", Formula("C3*2", Decimal(-25)))),
    Row("total", (None, Formula("SUM(tblSettlement[amount])", Decimal("-37.5")))),
]
CHANGED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml",
    "xl/worksheets/sheet2.xml", "xl/tables/table2.xml", "xl/worksheets/sheet3.xml", "xl/tables/table3.xml",
}  # fmt: skip


def settle(path: Path) -> None:
    book = XlsxWorkbook(path)
    book.write_sheet("Settlement", SETTLEMENT)
    book.write_rows("tblChecks", [("E1", "KPIs!C3"), ("E2", "KPIs!C4"), ("E3", None)])
    book.save()


def with_calc_chain(path: Path) -> Path:
    """As Excel saves it: the list of cells that hold a formula."""
    content = members(path)
    relation = b'<Relationship Id="c" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    content["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="C5" i="2"/></calcChain>'.encode()
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    content[links] = content[links].replace(b"</Relationships>", relation)
    content[types] = content[types].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="c"/></Types>'
    )
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    return zipped(path, dict(content))


def test_everything_but_the_results_stays_byte_for_byte(tmp_path: Path) -> None:
    path = with_calc_chain(rich(tmp_path / "book.xlsx"))
    before = members(path)
    settle(path)
    after = members(path)
    assert {name for name in before if before[name] != after.get(name)} == CHANGED
    assert [name for name in before if name in after] == list(after)
    assert {"xl/charts/chart1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", *FOREIGN_PARTS} < set(after)


def test_other_members_keep_their_compressed_bytes_dates_and_attributes(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")

    def raw() -> dict[str, tuple[object, ...]]:
        with zipfile.ZipFile(path) as archive:
            return {
                member.filename: (
                    member.date_time,
                    member.external_attr,
                    member.create_system,
                    member.compress_size,
                    member.extra,
                )
                for member in archive.infolist()
                if member.filename not in CHANGED
            }

    before = raw()
    settle(path)
    assert raw() == before


@pytest.mark.parametrize("streamed", [False, True], ids=["sizes in front", "sizes behind"])
@pytest.mark.parametrize("zip64", [False, True])
def test_every_way_of_zipping_is_copied(tmp_path: Path, streamed: bool, zip64: bool) -> None:
    path = tmp_path / "book.xlsx"
    content = members(plain(path, ""))
    stream = _Unseekable if streamed else io.BufferedWriter
    with stream(path.open("wb", buffering=0)) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"a remark"
        for name, part in {**content, "xl/media/é.png": b"picture" * 99}.items():
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(part)
    written(path, {"A2": Decimal(1)})
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert bool(archive.getinfo("xl/media/é.png").flag_bits & 0x8) is streamed
        assert (archive.comment, archive.read("xl/media/é.png")) == (b"a remark", b"picture" * 99)


class _Unseekable(io.BufferedWriter):
    """A stream, into which sizes can only be written behind the content."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_writing_the_same_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    settle(path)
    once = path.read_bytes()
    settle(path)
    assert path.read_bytes() == once


def test_saving_without_changes_leaves_the_file_alone(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    before = path.stat()
    XlsxWorkbook(path).save()
    assert path.stat() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        (
            "<definedNames/><pivotCaches/><extLst/>",
            '<definedNames/><calcPr fullCalcOnLoad="1"/><pivotCaches/><extLst/>',
        ),
    ],
)
def test_excel_is_asked_to_recalculate_the_user_s_own_formulas(tmp_path: Path, before: str, after: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    content = members(path)
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"</workbook>", f"{before}</workbook>".encode())
    written(zipped(path, dict(content)), {"A2": Decimal(1)})
    assert members(path)["xl/workbook.xml"].decode().endswith(f"</sheets>{after}</workbook>")


@pytest.mark.parametrize(
    ("value", "kept"), [(Decimal(1), True), (Formula("1", Decimal(1)), False)], ids=["same formulas", "a new formula"]
)
def test_the_calculation_chain_goes_only_when_formulas_come_or_go(tmp_path: Path, value: Written, kept: bool) -> None:
    path = with_calc_chain(rich(tmp_path / "book.xlsx"))
    book = XlsxWorkbook(path)
    book.write_cells("Checks", {"E9": value})
    book.save()
    named = (
        b"calcChain" in members(path)["[Content_Types].xml"],
        b"calcChain" in members(path)["xl/_rels/workbook.xml.rels"],
    )
    assert ("xl/calcChain.xml" in members(path), *named) == (kept, kept, kept)


SAVED_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6),
    st.text(max_size=30),
    st.sampled_from(["#N/A", "#DIV/0!", "#VALUE!"]).map(CellError),
)


@given(rows=st.lists(st.tuples(SAVED_VALUES, SAVED_VALUES), min_size=1, max_size=8))
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Written, ...]]) -> None:
    path = plain(tmp_path_factory.mktemp("written") / "book.xlsx", "")
    book = XlsxWorkbook(path)
    book.write_rows("tblPlain", rows)
    book.save()
    assert book.tables()["tblPlain"].rows == tuple(tuple(map(shown, row)) for row in rows)


def _signed(content: dict[str, bytes], origin: str) -> None:
    content[origin] = b""


def _linked(content: dict[str, bytes], origin: str) -> None:
    """Signed where the package says; only the usual folder is known without that."""
    _signed(content, origin)
    kind = f"{PACKAGE}/relationships/digital-signature/origin"
    link = f'<Relationship Id="s" Type="{kind}" Target="/{origin}"/></Relationships>'
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"</Relationships>", link.encode())


@pytest.mark.parametrize(
    ("sign", "origin"),
    [
        (_signed, "_xmlsignatures/origin.sigs"),
        (_signed, "_XMLSignatures/Origin.sigs"),
        (_signed, "_xmlsignatures\\origin.sigs"),
        (_linked, "package/services/digital-signature/origin.psdsor"),
    ],
)
def test_a_signed_workbook_is_read_but_not_written(
    tmp_path: Path, sign: Callable[[dict[str, bytes], str], None], origin: str
) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    content = members(path)
    sign(content, origin)
    before = zipped(path, dict(content)).read_bytes()
    with pytest.raises(FileRefused, match=r"file\.signed"):
        written(path, {"A2": Decimal(1)})
    assert path.read_bytes() == before
