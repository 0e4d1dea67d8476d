"""Is a KPI per period measured from all the months that count, and else told and not entered?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.measuring import measure_workbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.read import read_agreement

CONTRACT = {"start": "2026-01-01", "months": 3, "levels": ["0.9", "1", "1.1"]}
KPI = {"code": "SL", "metric": "SL", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"], "frequency": "period"}
PHONE: dict[str, Any] = {"only": {"channel": "phone"}}
BY_CHANNEL: dict[str, Any] = {"by": ["channel"]}

CELLS = {
    "whole": ["phone,1,10"],
    "no wait": ["phone,1,"],
    "another channel": ["chat,1,10"],
    "no channel": [",1,10"],
    "both": ["phone,1,10", "chat,1,10"],
    "chat without wait": ["phone,1,10", "chat,1,"],
    "abandoned without wait": ["phone,1,10", "phone,0,"],
    "nobody knows": ["phone,,10"],
    "one of two": ["phone,1,10", "phone,0,10"],
}
"""Channel, answered and wait of the contacts of every day of a month."""


def _records(path: Path, *months: str) -> Path:
    """Contacts of January, February and March; "" is a month without any."""
    rows = [
        f"{month}-{day}-{number},{date(2026, month, day)} 10:00:00,{cells}"
        for month, name in enumerate(months, 1)
        for day in range(1, 32 if month != 2 else 29)
        for number, cells in enumerate(CELLS.get(name, ()))
    ]
    path.write_text("\n".join(["contact_id,started_at,channel,answered,wait_s", *rows]) + "\n")
    return path


def _agreement(excused: int | None = None, **kpi: Any) -> Agreement:
    month = f"2026-{excused:02}" if excused else ""
    events = [{"kpi": "SL", "from": month, "to": month, "agreed": "2026-04-01"}] if excused else []
    return Agreement.model_validate({"contract": CONTRACT, "kpis": [KPI | kpi], "events": events})


def _measured(path: Path, agreement: Agreement, choices: Mapping[str, Any] | None = None) -> Measured:
    return measured(agreement, path, mapping_of({"kpis": {"SL": {"within_s": 20, **(choices or {})}}}))


def _rows(found: Measured) -> list[str]:
    parts = (f" {row.part}" if row.part else "" for row in found.rows)
    return [f"{row.month}{part} {row.numerator}/{row.denominator}" for row, part in zip(found.rows, parts, strict=True)]


@pytest.mark.parametrize(
    ("months", "rows", "lacking"),
    [
        (("whole", "whole", "whole"), ["2026-03 90/90"], []),
        (("no wait", "whole", "whole"), [], ["2026-01"]),
        (("whole", "", "whole"), [], ["2026-02"]),
        (("", "", "whole"), [], ["2026-01, 2026-02"]),
        (("nobody knows", "whole", "one of two"), [], ["2026-01"]),
        (("whole", "whole", "no wait"), [], ["2026-03"]),
        (("whole", "whole", ""), [], []),
        (("", "whole", ""), [], []),
    ],
    ids=["all of them", "a first without waits", "none of the second", "the last alone", "a first without answers",
         "a last without waits", "the last is to come", "only the second"],
)  # fmt: skip
def test_a_period_is_measured_from_all_its_months_or_says_which_one_is_lacking(
    months: tuple[str, ...], rows: list[str], lacking: list[str], tmp_path: Path
) -> None:
    found = _measured(_records(tmp_path / "contacts.csv", *months), _agreement())
    assert _rows(found) == rows
    told = [each for each in found.findings if each.code == "G36"]
    assert [each.facts["months"] for each in told] == lacking
    assert {(each.month, each.kpi, each.facts["period"]) for each in told} <= {("2026-03", "SL", "2026-01/2026-03")}


@pytest.mark.parametrize(
    ("kpi", "months", "row"),
    [
        ({"from_month": 2}, ("no wait", "whole", "whole"), "2026-03 59/59"),
        ({"to_month": 2}, ("whole", "whole", "no wait"), "2026-02 59/59"),
        ({"excused": 1}, ("no wait", "whole", "whole"), "2026-03 59/59"),
        ({"excused": 2}, ("whole", "whole", "whole"), "2026-03 62/62"),
        ({"excused": 3}, ("whole", "whole", "whole"), "2026-02 59/59"),
    ],
    ids=["not begun", "ended", "the first is excused", "the second is excused", "the last is excused"],
)
def test_months_that_do_not_count_are_no_part_of_the_period(
    kpi: dict[str, Any], months: tuple[str, ...], row: str, tmp_path: Path
) -> None:
    found = _measured(_records(tmp_path / "contacts.csv", *months), _agreement(**kpi))
    assert (_rows(found), [each for each in found.findings if each.code == "G36"]) == ([row], [])


@pytest.mark.parametrize(
    ("first", "rows", "codes"),
    [("another channel", ["2026-03 59/59"], set()), ("no channel", [], {"G36", "G37"})],
    ids=["nobody called", "nobody says"],
)
def test_a_month_without_a_case_adds_nothing_and_one_that_cannot_tell_is_lacking(
    first: str, rows: list[str], codes: set[str], tmp_path: Path
) -> None:
    found = _measured(_records(tmp_path / "contacts.csv", first, "whole", "whole"), _agreement(), PHONE)
    assert (_rows(found), {each.code for each in found.findings} & {"G35", "G36", "G37"}) == (rows, codes)


@pytest.mark.parametrize(
    ("first", "rows", "parts"),
    [
        ("both", ["2026-03 phone 90/90", "2026-03 chat 31/31"], []),
        ("chat without wait", [], [" (chat)"]),
        ("whole", ["2026-03 phone 90/90"], []),
    ],
)
def test_parts_are_measured_together_or_not_at_all(
    first: str, rows: list[str], parts: list[str], tmp_path: Path
) -> None:
    found = _measured(_records(tmp_path / "contacts.csv", first, "whole", "whole"), _agreement(), BY_CHANNEL)
    assert sorted(_rows(found)) == sorted(rows)
    assert [each.facts["parts"] for each in found.findings if each.code == "G35"] == parts
    assert [each.facts["months"] for each in found.findings if each.code == "G36"] == ["2026-01"] * len(parts)


@pytest.mark.parametrize(
    ("letters", "rows", "told"),
    [
        (0, ["2026-01 phone 99/99"], {}),
        (1, ["2026-01 phone 99/99"], {"G66": "letter"}),
        (2, [], {"G35": " (letter)"}),
    ],
    ids=["none", "one in a hundred", "more"],
)
def test_a_part_without_waits_that_changes_nothing_is_left_out_and_told(
    letters: int, rows: list[str], told: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    many = [("phone", "5")] * 99 + [("letter", "")] * letters
    cells = [f"{n},2026-01-{1 + n % 28:02} 10:00:00,1,{channel},{wait}" for n, (channel, wait) in enumerate(many)]
    path.write_text("\n".join(["contact_id,started_at,answered,channel,wait_s", *cells]) + "\n")
    said_so = mapping_of({"kpis": {"SL": {"within_s": 20, **BY_CHANNEL}}, "complete_until": "2026-01-31"})
    found = measured(_agreement(frequency="monthly"), path, said_so)
    assert _rows(found) == rows
    assert {each.code: each.facts["parts"] for each in found.findings if each.code in ("G35", "G66")} == told
    for language in LANGUAGES:
        assert "{" not in "".join(said(each, language, lambda _: None).message for each in found.findings)


@pytest.mark.parametrize(("variant", "known"), [(1, False), (2, True), (3, True), (4, False), (5, False), (6, False)])
@pytest.mark.parametrize("frequency", ["monthly", "period"])
def test_a_variant_that_looks_at_the_waits_of_who_abandoned_needs_one_of_every_month(
    variant: int, known: bool, frequency: str, tmp_path: Path
) -> None:
    path = _records(tmp_path / "contacts.csv", "abandoned without wait", "whole", "whole")
    found = _measured(path, _agreement(frequency=frequency), {"variant": variant, "short_s": 5})
    told = [each for each in found.findings if each.code == "G35"]
    assert [each.month for each in told] == ([] if known else ["2026-01"])
    assert all("(abandoned)" in said(each, "en", lambda _: None).message for each in told)
    whole, without = (
        (["2026-03"], []) if frequency == "period" else (["2026-01", "2026-02", "2026-03"], ["2026-02", "2026-03"])
    )
    assert [str(row.month) for row in found.rows] == (whole if known else without)


@pytest.mark.parametrize("metric", ["ASA", "AHT", "AR", "FRT"])
@pytest.mark.parametrize(("first", "code"), [("no wait", "G35"), ("nobody knows", "G37")])
def test_a_month_that_no_record_tells_of_is_not_one_without_cases(
    metric: str, first: str, code: str, tmp_path: Path
) -> None:
    path = _records(tmp_path / "contacts.csv", first, "whole", "one of two")
    path.write_text(path.read_text().replace("wait_s", "talk_s") if metric == "AHT" else path.read_text())
    given = {"within_s": 20} if metric == "FRT" else {}
    found = measured(_agreement(metric=metric), path, mapping_of({"kpis": {"SL": given}}))
    alone = metric == "AR" and code == "G35"
    assert [each.month for each in found.findings if each.code in ("G35", "G37")] == ([] if alone else ["2026-01"])
    assert len(found.rows) == alone


@pytest.mark.parametrize(("stated", "entered"), [(None, False), ("2026-03-31", True)], ids=["unsaid", "said"])
def test_a_month_without_any_record_counts_where_their_owner_says_that_they_hold_everything(
    stated: str | None, entered: bool, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case_id,kind,opened_at,first_reply_at\n1,critical,2026-01-05,2026-01-05\n2,critical,2026-03-05,\n")
    mapping = mapping_of({"complete_until": stated} if stated else {})
    found = measured(_agreement(metric="ESC"), path, mapping)
    assert _rows(found) == (["2026-03 1/2"] if entered else [])
    assert [each.facts["months"] for each in found.findings if each.code == "G36"] == ([] if entered else ["2026-02"])


ANSWERS = {**KPI, "code": "AR", "metric": "AR", "weight": "0", "frequency": "monthly"}


def _contract(path: Path, *rows: dict[str, Any], **kpi: Any) -> Path:
    """The contract with these measurements of its KPI, and a KPI per month beside it."""
    data = {"contract": CONTRACT, "kpis": [KPI | kpi, ANSWERS], "measurements": [{"kpi": "SL", **row} for row in rows]}
    build(Agreement.model_validate(data), path)
    return path


def _entered(workbook: Path, records: Path, **columns: str) -> tuple[Measurement, ...]:
    """The rows of the KPI after measuring with these columns."""
    mapping = {"contacts": {"columns": columns}, "kpis": {"SL": {"within_s": 20}}}
    said_so = workbook.with_suffix(".json")
    said_so.write_text(str(mapping).replace("'", '"'))
    book = XlsxWorkbook(workbook)
    measure_workbook(book, records, said_so, date(2026, 5, 1))
    book.save()
    agreement = read_agreement(XlsxWorkbook(workbook)).agreement
    assert agreement is not None
    return tuple(row for row in agreement.measurements if row.kpi == "SL" and not row.is_blank)


def _figures(rows: Iterable[Measurement]) -> list[str]:
    return [f"{row.month} {row.numerator}/{row.denominator}" for row in rows]


def test_a_row_goes_that_these_records_measured_before_and_one_of_others_stays(tmp_path: Path) -> None:
    workbook, records = tmp_path / "contract.xlsx", _records(tmp_path / "contacts.csv", "whole", "whole", "whole")
    header, *rows = records.read_text().splitlines()
    records.write_text("\n".join([f"{header},other", *(f"{row},{'' if row[0] == '1' else 10}" for row in rows)]) + "\n")
    before = _entered(_contract(workbook), records, wait_s="wait_s")
    assert _figures(before) == ["2026-03 90/90"]
    later = _records(tmp_path / "later.csv", "no wait", "whole", "whole")
    assert _entered(workbook, later, wait_s="wait_s") == before
    assert _entered(workbook, records, wait_s="other") == ()


def test_months_that_were_measured_before_are_not_counted_again_in_their_period(tmp_path: Path) -> None:
    records = _records(tmp_path / "contacts.csv", "whole", "whole", "whole")
    monthly = _entered(_contract(tmp_path / "monthly.xlsx", frequency="monthly"), records)
    assert _figures(monthly) == ["2026-01 31/31", "2026-02 28/28", "2026-03 31/31"]
    rows = [row.model_dump(mode="json", exclude_defaults=True) for row in monthly]
    again = _contract(tmp_path / "period.xlsx", *rows)
    assert _figures(_entered(again, records)) == ["2026-03 90/90"]


@pytest.mark.parametrize(("excused", "figures"), [(3, "2026-02 59/59"), (2, "2026-03 62/62"), (1, "2026-03 59/59")])
def test_the_row_of_a_period_moves_where_its_last_month_is_excused_though_no_row_is_blank(
    excused: int, figures: str, tmp_path: Path
) -> None:
    records = _records(tmp_path / "contacts.csv", "whole", "whole", "whole")
    (row,) = _entered(_contract(tmp_path / "before.xlsx"), records)
    month, entered = f"2026-{excused:02}", row.model_dump(mode="json", exclude_defaults=True)
    event = {"kpi": "SL", "from": month, "to": month, "agreed": "2026-04-01"}
    data = {"contract": CONTRACT, "kpis": [KPI, ANSWERS], "measurements": [entered], "events": [event]}
    build(Agreement.model_validate(data), tmp_path / "after.xlsx")
    assert _figures(_entered(tmp_path / "after.xlsx", records)) == [figures]


def test_a_period_of_which_a_month_was_entered_by_hand_is_left_to_who_did_so(tmp_path: Path) -> None:
    records = _records(tmp_path / "contacts.csv", "whole", "whole", "whole")
    workbook = _contract(tmp_path / "contract.xlsx", {"month": "2026-01", "numerator": "20", "denominator": "31"})
    assert _figures(_entered(workbook, records)) == ["2026-01 20/31"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_lacking_can_be_said(language: str, tmp_path: Path) -> None:
    path = _records(tmp_path / "contacts.csv", "chat without wait", "no channel", "whole")
    found = [*_measured(path, _agreement(), BY_CHANNEL).findings, *_measured(path, _agreement(), PHONE).findings]
    told = {each.code: said(each, language, lambda _: None) for each in found}
    assert {"G35", "G36", "G37"} <= told.keys()
    assert [each for each in told.values() if "{" in each.message + each.remedy] == []
    assert "(chat)" in told["G35"].message


@pytest.mark.parametrize(
    ("stated", "entered"),
    [
        ({"complete_from": "2026-01-01", "complete_until": "2026-03-31"}, True),
        ({"complete_from": "2026-01-02", "complete_until": "2026-03-31"}, False),
        ({"complete_from": "2026-01-01"}, False),
        ({"complete_until": "2026-03-31"}, False),
    ],
    ids=str,
)
def test_months_before_the_first_record_count_where_their_owner_vouches_for_them(
    stated: dict[str, str], entered: bool, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    days = "\n".join(f"{day},critical,2026-03-{day:02},2026-03-{day:02}" for day in range(1, 32))
    path.write_text(f"case_id,kind,opened_at,first_reply_at\n{days}\n")
    found = measured(_agreement(metric="ESC"), path, mapping_of(stated))
    assert _rows(found) == (["2026-03 31/31"] if entered else [])
