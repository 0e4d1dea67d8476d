"""Which terms are sealed, and is every change of them found?"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.chain import broken
from bonusmalus_core.calc.history import seals, terms_sealed
from bonusmalus_core.calc.terms import SECTIONS, agreed_terms, changed_since_sealed, sealed_terms
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import SECTORS
from bonusmalus_core.model.contract import Holidays
from bonusmalus_core.model.history import Stamp
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import contents, example

STAMP = Stamp("An Peeters", datetime(2026, 1, 5, 9, 30, tzinfo=UTC), "1.0")
YEAR = Agreement.model_validate(example("en"))


def sealed(agreement: Agreement) -> Agreement:
    row = terms_sealed(agreement.history, agreement.contract.title, agreed_terms(agreement), STAMP)
    return agreement.model_copy(update={"history": (*agreement.history, row)})


def other(agreement: Agreement, section: str, /, **fields: Any) -> Agreement:
    """The agreement with another first row of a section, as somebody would type it."""
    held = getattr(agreement, section)
    if section == "contract":
        return agreement.model_copy(update={section: held.model_copy(update=fields)})
    return agreement.model_copy(update={section: (held[0].model_copy(update=fields), *held[1:])})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_sealed_terms_come_back_whole(sector: str, language: str) -> None:
    agreement = sealed(Agreement.model_validate(contents(sector, language)))
    found = sealed_terms(agreement.history[-1])
    assert found is not None
    assert agreed_terms(found) == agreed_terms(agreement)
    assert changed_since_sealed(agreement) == ()


FIELDS = [
    (section, field)
    for section in SECTIONS
    if getattr(YEAR, section)
    for field in type(YEAR.contract if section == "contract" else getattr(YEAR, section)[0]).model_fields
]


@pytest.mark.parametrize(("section", "field"), FIELDS)
def test_every_field_of_the_terms_is_sealed(section: str, field: str) -> None:
    row = YEAR.contract if section == "contract" else getattr(YEAR, section)[0]
    again = other(YEAR, section, **{field: other_of(field, getattr(row, field))})
    found = changed_since_sealed(again.model_copy(update={"history": sealed(YEAR).history}))
    assert found
    assert {each.section for each in found} == {section}


def other_of(field: str, value: Any) -> Any:
    """Another value of the field."""
    match value:
        case Holidays():
            return value.model_copy(update={"country": "DE"})
        case bool() | None | "":
            return "1"
        case int() | Decimal():
            return value + 1
        case tuple():
            return value[:-1]
    return None if field not in ("language", "sector") else f"{value}-2"


@given(st.data())
def test_terms_are_the_same_in_any_order_of_their_rows_of_one_name_too(data: st.DataObject) -> None:
    doubled = {section: (*getattr(YEAR, section), *twins(section)) for section in SECTIONS[1:]}
    mixed = {section: tuple(data.draw(st.permutations(rows))) for section, rows in doubled.items()}
    agreement, other_order = YEAR.model_copy(update=doubled), YEAR.model_copy(update=mixed)
    assert agreed_terms(other_order) == agreed_terms(agreement)
    assert changed_since_sealed(other_order.model_copy(update={"history": sealed(agreement).history})) == ()


TOLD_APART_BY = {
    "prices": "price", "kpis": "weight", "legend": "definition", "conditions": "threshold", "sla": "norm",
    "governance": "agenda",
}  # fmt: skip


def twins(section: str) -> list[Any]:
    """Two rows with the name of the first one that say something else."""
    row, field = getattr(YEAR, section)[0], TOLD_APART_BY[section]
    values = ("one", "two") if isinstance(getattr(row, field), str) else (Decimal(1), Decimal(2))
    return [row.model_copy(update={field: value}) for value in values]


@pytest.mark.parametrize("section", ["months", "measurements", "events", "overrides"])
def test_what_is_measured_is_not_sealed(section: str) -> None:
    agreement = sealed(YEAR)
    assert agreed_terms(agreement.model_copy(update={section: ()})) == agreed_terms(agreement)
    assert changed_since_sealed(agreement.model_copy(update={section: ()})) == ()


@pytest.mark.parametrize("section", SECTIONS[1:5])
def test_sorting_a_sheet_changes_no_term(section: str) -> None:
    agreement = sealed(YEAR)
    turned = agreement.model_copy(update={section: getattr(agreement, section)[::-1]})
    assert agreed_terms(turned) == agreed_terms(agreement)
    assert changed_since_sealed(turned) == ()


def test_every_sealing_has_a_number_and_a_place_in_the_chain() -> None:
    twice = sealed(other(sealed(YEAR), "prices", price=Decimal(11)))
    assert [(row.document, row.period, row.version) for row in seals(twice.history)] == [
        (f"{YEAR.contract.title} v1", 0, 1),
        (f"{YEAR.contract.title} v2", 0, 2),
    ]
    assert list(broken(twice.history)) == []
    assert list(broken(twice.history[1:])) == [0]


@pytest.mark.parametrize("archive", ["", "{}", "[]", "no data", '{"form":2}'])
def test_sealed_terms_that_were_edited_are_not_whole(archive: str) -> None:
    agreement = sealed(YEAR)
    edited = agreement.history[-1].model_copy(update={"archive": archive})
    assert sealed_terms(edited) is None
    assert changed_since_sealed(agreement.model_copy(update={"history": (edited,)})) is None


def test_nothing_was_changed_while_nothing_was_sealed() -> None:
    assert changed_since_sealed(YEAR) is None
