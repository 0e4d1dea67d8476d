"""Does every row of a file count, however its header, its letters and its name were made?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.measures.opening.opened import opened

ROWS = "1,2026-01-05,N,20\n2,2026-01-06,Y,30\n3,2026-01-07,Y,40\n"
FIRST_ROW = ("1", 0, 20_000_000)


def _read(path: Path) -> tuple[list[tuple[object, ...]], list[str]]:
    with opened(path) as records:
        found = records.con.execute("SELECT contact_id, answered, wait_s FROM typed_contacts").fetchall()
        return found, [each.code for each in records.findings]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    "above",
    [
        'ID,Start,Answered,"Wait\n(sec)"',
        '"Call\nID","Start\n\ntime","Answered\n(Y/N)","Wait\ntime\n(sec)"',
        'Report,,,\nID,Start,Answered,"Wait\n(s)"',
        '"Report of\nJanuary",,,\nID,Start,Answered,Wait',
        '"Report\nof","January\n2026",,\n\nID,Start,"Answered",Wait',
        'Report of 5" screens\nID,Start,Answered,Wait',
        '"Report" of screens,,\nID,Start,Answered,Wait',
        'sep=,\nID,Start,Answered,"Wait\n(s)"',
    ],
)
def test_no_row_is_lost_below_line_breaks_in_a_header_or_a_title(above: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(f"{above}\n{ROWS}".replace("\n", end).encode())
    found, codes = _read(path)
    assert (len(found), found[0], codes) == (3, FIRST_ROW, [])


def test_a_row_has_its_number_below_a_header_of_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f'Title\nID,Start,Answered,"Wait\n(sec)"\n{ROWS}4,2026-01-07,Y,soon\n')
    with opened(path) as records:
        assert [each.facts["examples"] for each in records.findings] == ["#6 soon"]
        assert "Wait (sec)" in records.sources["contacts"].columns


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_letters_of_two_bytes_are_read_with_and_without_their_mark(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(f"ID;Start;Répondu;Wait\n{ROWS.replace(',', ';')}".encode(encoding))
    assert _read(path)[0][0] == FIRST_ROW


PAGE = """<html><head><meta charset="utf-8"><style>td {{ color: red }}</style></head><body><table><tr><td>Export</table>
<table border=1>{head}<TR><TH>ID</TH><th>Start</th><th><b>Answered</b></th><th>Wait<br>(s)</th></tr>
{rows}</table></body></html>"""


def _page(*, closed: bool, head: str = "") -> str:
    ends = ("</td>", "</tr>") if closed else ("", "")
    rows = "\n".join("<tr>" + "".join(f"<td>{c}{ends[0]}" for c in row.split(",")) + ends[1] for row in ROWS.split())
    return PAGE.format(head=head, rows=rows)


@pytest.mark.parametrize(
    "held",
    [
        _page(closed=True),
        _page(closed=False),
        _page(closed=True, head="<tr><td colspan=4>January &amp; more</td></tr>"),
        "\ufeff" + _page(closed=True),
        f"ID\tStart\tAnswered\tWait\n{ROWS}".replace(",", "\t"),
        f"ID;Start;Answered;Wait\n{ROWS}".replace(",", ";"),
    ],
    ids=["a page", "cells that nothing closes", "a title over all columns", "a mark", "tabs", "semicolons"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_only_called_a_workbook_is_read_as_what_it_is(held: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.xls"
    path.write_bytes(held.encode(encoding))
    found, codes = _read(path)
    assert (len(found), found[0], codes) == (3, FIRST_ROW, [])


@pytest.mark.parametrize(
    ("rows", "found", "longer"),
    [
        ("<tr><td>9<td>2026-01-06 10:00<td>N<td>7", [("9", 0, 7)], []),
        ("<tr><td>9<td>2026-01-06 10:00<td>N", [("9", 0, None)], []),
        ("<tr><td>9<td>2026-01-06 10:00<td>N<td>7<td>", [("9", 0, 7)], []),
        ("<tr><td>9<td>2026-01-06 10:00<td>N<td>7<td>8", [("9", 0, 7)], ["#5"]),
        ("<tr><td colspan=4>", [], []),
        ("<tr>", [], []),
        ("<tr><td>8<td rowspan=2>2026-01-06 10:00<td>N<td>6<tr><td>9<td>Y<td>7", [("8", 0, 6), ("9", 1, 7)], []),
        ("<tr><td>8<td>2026-01-06<td>N<td rowspan=2>6<tr><td>9<td>2026-01-06<td>Y", [("8", 0, 6), ("9", 1, 6)], []),
        ("<tr><td>8<td>2026-01-06<td>N<td rowspan=1>6<tr><td>9<td>2026-01-06<td>Y", [("8", 0, 6), ("9", 1, None)], []),
    ],
    ids=[
        "as long", "shorter", "longer by a blank", "longer", "a blank one", "none", "one day of two", "one wait of two",
        "one wait of one",
    ],
)  # fmt: skip
def test_rows_of_a_page_that_are_shorter_or_longer_are_read(
    rows: str, found: list[tuple[object, ...]], longer: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "calls.xls"
    path.write_text(_page(closed=False).replace("</table></body>", f"{rows}</table></body>"))
    with opened(path) as records:
        query = "SELECT contact_id, answered, CAST(wait_s / 1000000 AS INTEGER) FROM typed_contacts OFFSET 3"
        assert records.con.execute(query).fetchall() == found
        assert [each.facts["examples"] for each in records.findings if each.code == "G29"] == longer


def test_a_workbook_in_another_dress_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "calls.xls"
    path.write_text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Table/></Workbook>')
    with pytest.raises(FileRefused) as refused, opened(path):
        pass
    assert refused.value.code == "file.records-no-workbook"
