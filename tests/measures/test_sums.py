"""Is a report, whose rows count several contacts, told from an export of contacts?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.words.said import said
from tests.measures.systems import measured_by, sums_of


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("Date,Agent,Calls,Abandoned", ["2026-01-05,ann,20,1", "2026-01-06,ann,20,0"], True),
        ("Date,Agent,Calls,Abandoned", ["2026-01-05,ann,20,1", "2026-01-06,ann,1,0"], False),
        ("Date,Agent,Abandoned,Aantal gesprekken", ["2026-01-05,ann,1,2", "2026-01-06,ann,0,3"], True),
        ("Call Id,Date,Calls,Abandoned", ["1,2026-01-05,20,1", "2,2026-01-06,20,0"], False),
        ("Id,Date,Calls,Abandoned", ["1,2026-01-05,20,1", "2,2026-01-06,20,0"], True),
        ("Nr,Interval,Offered,Abandoned", ["1,2026-01-05 09:00,20,1", "2,2026-01-05 09:30,20,0"], True),
        ("Id,Date,Answered,Abandoned", ["1,2026-01-05,20,1", "2,2026-01-06,20,0"], True),
        ("Id,Date,Calls,Abandoned", ["1,2026-01-05,1,1", "2,2026-01-06,20,0"], False),
        ("Date,Agent,Earlier calls,Abandoned", ["2026-01-05,ann,20,1", "2026-01-06,ann,20,0"], False),
    ],
    ids=[
        "a report",
        "half of its rows",
        "Dutch",
        "contacts with a number",
        "rows with a number",
        "intervals",
        "counts of the answered",
        "half of the numbered rows",
        "another count",
    ],
)
def test_a_report_of_sums_is_no_export_of_contacts(header: str, rows: list[str], told: bool, tmp_path: Path) -> None:
    found = measured_by(tmp_path / "export.csv", "\n".join([header, *rows]) + "\n", {}, {}, "AR")
    assert ("G71" in {each.code for each in found.findings}) is told
    assert sums_of(found) == ({} if told else {"AR": "1/2"})


def test_contacts_that_tell_how_often_their_customer_called_are_none_where_the_mapping_says_so(tmp_path: Path) -> None:
    text = "Start;Customer;Calls;Abandoned\n2026-01-05 10:00;ann;1234567;1\n2026-01-06 10:00;bob;2;0\n"
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "AR")
    (sums,) = (each for each in found.findings if each.code == "G71")
    told = said(sums, "en", lambda _: None)
    assert ["1,234,567" in told.message, "contacts.sums" in told.remedy] == [True, True]
    found = measured_by(tmp_path / "export.csv", text, {}, {"contacts": {"sums": "none"}}, "AR")
    assert sums_of(found) == {"AR": "1/2"}
    numbered = text.replace("Customer", "Id")
    found = measured_by(tmp_path / "export.csv", numbered, {}, {"contacts": {"columns": {"contact_id": "Id"}}}, "AR")
    assert sums_of(found) == {"AR": "1/2"}
    found = measured_by(tmp_path / "export.csv", text, {}, {"contacts": {"sums": False}}, "AR")
    assert [each.code for each in found.findings if each.code == "G14"] == ["G14"]
