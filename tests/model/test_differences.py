"""Which differences between two versions of a contract are found?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.differences import NAMED_BY, Kind, differences, replaced
from bonusmalus_templates import example

DATA = example("en")
YEAR = Agreement.model_validate(DATA)


def version(**sections: Any) -> Agreement:
    return Agreement.model_validate(DATA | sections)


def kpis(code: str, **fields: Any) -> Agreement:
    """The example with another first row of one KPI."""
    place = next(number for number, row in enumerate(DATA["kpis"]) if row["code"] == code)
    rows = [row | fields if number == place else row for number, row in enumerate(DATA["kpis"])]
    return version(kpis=rows)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (kpis("FCR", weight="0.25"), [("kpis", ("FCR",), "changed", ["weight"])]),
        (kpis("SL60", name="SL", payout="step"), [("kpis", ("SL60",), "changed", ["name", "payout"])]),
        (version(contract=DATA["contract"] | {"title": "Other"}), [("contract", (), "changed", ["title"])]),
        (
            version(contract=DATA["contract"] | {"holidays": {"country": "NL"}}),
            [("contract", (), "changed", ["holidays_country"])],
        ),
        (version(conditions=DATA["conditions"][:-1]), [("conditions", ("QUALITY",), "removed", [])]),
        (version(prices=[*DATA["prices"], {"from_month": 13, "price": "11"}]), [("prices", ("13",), "added", [])]),
        (
            version(months=[DATA["months"][0] | {"quality_test": "0.5"}, *DATA["months"][1:]]),
            [("months", ("2026-01",), "changed", ["quality_test"])],
        ),
        (version(events=DATA["events"][:-1]), [("events", ("SL120", "2026-05"), "removed", [])]),
    ],
)
def test_a_change_names_its_row_and_fields(after: Agreement, found: list[Any]) -> None:
    changes = differences(YEAR, after)
    assert [(c.section, c.name, str(c.kind), [f.field for f in c.fields]) for c in changes] == found


def test_a_progression_that_begins_later_is_one_changed_row() -> None:
    rows = [row | {"from_month": 5} if row.get("from_month") == 4 else row for row in DATA["kpis"]]
    first = [row | {"to_month": 4} if row.get("to_month") == 3 else row for row in rows]
    changes = differences(YEAR, version(kpis=first))
    assert {(change.name, change.kind) for change in changes} == {(("SL60",), Kind.CHANGED)}


def test_a_row_of_one_name_that_comes_between_two_others_is_one_added_row() -> None:
    first, second, new = (DATA["conditions"][0] | {"threshold": each} for each in ("0.7", "0.8", "0.9"))
    before, after = version(conditions=[first, second]), version(conditions=[second, new, first])
    (change,) = differences(before, after)
    assert (change.kind, change.row) == (Kind.ADDED, 1)


def test_nothing_differs_between_equal_contracts_and_the_order_of_rows_is_no_difference() -> None:
    assert differences(YEAR, YEAR) == ()
    assert (
        differences(YEAR, version(measurements=DATA["measurements"][::-1], conditions=DATA["conditions"][::-1])) == ()
    )


SECTIONS = [section for section in NAMED_BY if section != "contract" and DATA.get(section)]


@given(st.data())
def test_the_changes_together_make_the_later_version_of_the_earlier_one(data: st.DataObject) -> None:
    kept = {
        section: data.draw(st.lists(st.sampled_from(DATA[section]), unique_by=id, min_size=1)) for section in SECTIONS
    }
    title = data.draw(st.sampled_from(["One", "Two"]))
    after = version(contract=DATA["contract"] | {"title": title}, **kept)
    made = YEAR
    for change in differences(YEAR, after):
        made = replaced(made, change)
    assert differences(made, after) == ()
    assert {section: len(getattr(made, section)) for section in SECTIONS} == {s: len(kept[s]) for s in SECTIONS}
