"""Can every draft be signed as it stands, in every language?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import SECTORS, contents

DRAFTS = [(sector, language) for sector in SECTORS for language in LANGUAGES]
STORED = (*SECTORS, "example")
TEXTS = (
    "definition", "numerator", "denominator", "inclusions", "exclusions", "source", "data_owner", "measured_by",
    "frequency", "rationale",
)  # fmt: skip

VAGUE = {
    "nl": (
        "voldoende snel streven termijn binnenkort structureel tijdig regelmatig periodiek redelijk passend adequaat "
        "acceptabel behoorlijk optimaal maximaal ongeveer circa nagenoeg doorgaans meestal principe beginsel "
        "klantvriendelijk kwalitatief efficiënt vlot aanzienlijk diverse enkele bijvoorbeeld bevorderen verbeteren "
        "zorgdragen altijd"
    ),
    "en": (
        "some several many approximately adequate sufficient appropriate reasonable timely promptly regularly normal "
        "significant always never may should improve"
    ),
    "de": (
        "ausreichend angemessen geeignet schnell häufig meistens regelmäßig kontinuierlich entsprechend vergleichbar "
        "gering kaum benutzerfreundlich erheblich möglichst unverzüglich zeitnah grundsätzlich gegebenenfalls immer"
    ),
    "fr": (
        "rapide convivial suffisant adéquat approprié raisonnable nécessaire principe régulièrement environ "
        "généralement notamment satisfaisant optimal tendre efforcer toujours"
    ),
}

each_draft = pytest.mark.parametrize(("sector", "language"), DRAFTS)
each_sector = pytest.mark.parametrize("sector", SECTORS)


@cache
def draft(sector: str, language: str = "nl") -> Agreement:
    return Agreement.model_validate(contents(sector, language))


def objects(stored: Any) -> Iterator[dict[str, Any]]:
    if isinstance(stored, dict):
        yield stored
    for item in stored.values() if isinstance(stored, dict) else stored if isinstance(stored, list) else ():
        yield from objects(item)


def target(kpi: Kpi, agreement: Agreement) -> Decimal:
    return kpi.thresholds[agreement.contract.levels.index(Decimal(1))]


# Every draft


@each_draft
def test_a_draft_is_an_agreement_in_its_own_language(sector: str, language: str) -> None:
    assert (draft(sector, language).contract.sector, draft(sector, language).contract.language) == (sector, language)


@pytest.mark.parametrize("name", STORED)
def test_a_text_that_differs_per_language_has_all_languages(name: str) -> None:
    stored = json.loads((files("bonusmalus_templates") / "contents" / f"{name}.json").read_text(encoding="utf-8"))
    localised = [item for item in objects(stored) if item.keys() & set(LANGUAGES)]
    assert localised
    assert [item for item in localised if item.keys() != set(LANGUAGES) or not all(item.values())] == []


@each_sector
def test_the_numbers_are_the_same_in_every_language(sector: str) -> None:
    def numbers(language: str) -> Any:
        kpis = [kpi.model_copy(update={"name": ""}) for kpi in draft(sector, language).kpis]
        days = [(entry.kpi, entry.window_days, entry.calc_n) for entry in draft(sector, language).legend]
        return kpis, days, draft(sector, language).prices, draft(sector, language).conditions

    assert all(numbers(language) == numbers("nl") for language in LANGUAGES)


@each_sector
def test_active_and_waiting_weights_are_1_in_every_contract_month(sector: str) -> None:
    rows = progressions(draft(sector).kpis)
    for month in range(1, draft(sector).contract.months + 1):
        standings = [standing(of_code, month) for of_code in rows.values()]
        assert sum(each.row.weight for each in standings if each.stage is not Stage.ENDED) == 1, month


@each_sector
def test_there_are_four_to_six_kpis_of_10_to_40_per_cent(sector: str) -> None:
    codes = {kpi.code for kpi in draft(sector).kpis}
    assert 4 <= len(codes) <= (6 if sector == "contact-centre" else 5)
    assert all(Decimal("0.1") <= kpi.weight <= Decimal("0.4") for kpi in draft(sector).kpis)


@each_sector
def test_thresholds_are_strictly_monotonic_in_the_kpi_s_direction(sector: str) -> None:
    for kpi in draft(sector).kpis:
        assert len(kpi.thresholds) == len(draft(sector).contract.levels)
        better = kpi.thresholds if kpi.direction == "higher" else tuple(reversed(kpi.thresholds))
        assert all(worse < good for worse, good in pairwise(better)), kpi.name


@each_sector
def test_every_level_can_be_reached_on_the_scale(sector: str) -> None:
    for kpi in draft(sector).kpis:
        low, high = kpi.scale
        assert low is None or low <= min(kpi.thresholds), kpi.name
        assert high is None or max(kpi.thresholds) <= high, kpi.name


@each_sector
def test_a_level_stands_at_100_per_cent(sector: str) -> None:
    assert Decimal(1) in draft(sector).contract.levels


@each_sector
def test_unit_and_aggregation_fit_each_other(sector: str) -> None:
    for kpi in draft(sector).kpis:
        shares = kpi.unit == "%" and kpi.aggregate == "ratio" and kpi.multiplier == 1
        scaled = kpi.aggregate == "ratio" and kpi.multiplier in (100, 1000) and kpi.scale_max is not None
        means = kpi.aggregate == "mean" and kpi.unit != "%" and kpi.scale_min is not None
        assert shares or scaled or means, kpi.name


@each_sector
def test_a_progression_raises_the_target(sector: str) -> None:
    for rows in progressions(draft(sector).kpis).values():
        for earlier, later in pairwise(rows):
            change = target(later, draft(sector)) - target(earlier, draft(sector))
            assert change > 0 if later.direction == "higher" else change < 0, later.name


@each_sector
def test_a_target_evolves(sector: str) -> None:
    assert any(kpi.from_month > 1 for kpi in draft(sector).kpis)


@each_draft
def test_every_code_has_one_complete_legend_entry_and_no_entry_lacks_a_kpi(sector: str, language: str) -> None:
    legend = draft(sector, language).legend
    assert Counter(entry.kpi for entry in legend) == Counter({kpi.code for kpi in draft(sector, language).kpis})
    assert [(entry.kpi, text) for entry in legend for text in TEXTS if not getattr(entry, text)] == []
    assert all(entry.controllable and entry.calc_n and entry.window_days is not None for entry in legend)


@each_draft
def test_a_definition_is_one_sentence(sector: str, language: str) -> None:
    for entry in draft(sector, language).legend:
        assert entry.definition.endswith("."), entry.kpi
        assert ". " not in entry.definition, entry.kpi


@each_draft
def test_no_legend_entry_uses_a_vague_word(sector: str, language: str) -> None:
    vague = re.compile(rf"\b({'|'.join(VAGUE[language].split())})(e|en|er|es|s)?\b", re.IGNORECASE)
    texts = [(entry.kpi, getattr(entry, text)) for entry in draft(sector, language).legend for text in TEXTS]
    assert [(kpi, text) for kpi, text in texts if vague.search(text)] == []


@each_draft
def test_nothing_in_a_draft_blocks_its_settlement(sector: str, language: str) -> None:
    assert blockers(draft(sector, language)) == []


@each_draft
def test_no_kpi_is_calculated_before_its_observation_window_has_passed(sector: str, language: str) -> None:
    contract = draft(sector, language).contract
    for entry in draft(sector, language).legend:
        for number in range(contract.months):
            month = Month.of(contract.start) + number
            observed = month.last + timedelta(days=entry.window_days or 0)
            assert calculation_date(contract, entry, month) >= observed, (entry.kpi, str(month))


@each_sector
def test_the_volume_and_the_quality_are_conditions(sector: str) -> None:
    assert {(each.measure, each.effect) for each in draft(sector).conditions} == {
        ("volume_ratio", "volume_guarantee"),
        ("volume_ratio", "waive_malus"),
        ("quality_test", "bar_bonus"),
    }


@each_sector
def test_the_end_customer_is_asked_or_served_by_a_kpi(sector: str) -> None:
    assert {kpi.metric for kpi in draft(sector).kpis} & {"CSAT", "CES", "NPS"} or sector == "production"


# The reference contract

REFERENCE = [
    ("FCR", 1, "0.20", "0.70 0.75 0.80 0.85 0.90"),
    ("CES", 1, "0.20", "3 2.5 2 1.5 1"),
    ("RET", 7, "0.20", "0.80 0.825 0.85 0.875 0.90"),
    ("SL60", 1, "0.15", "0.70 0.75 0.80 0.85 0.90"),
    ("SL60", 4, "0.15", "0.75 0.80 0.85 0.90 0.95"),
    ("SL120", 1, "0.15", "0.85 0.875 0.90 0.925 0.95"),
    ("DD", 1, "0.10", "0.05 0.075 0.10 0.125 0.15"),
]


def test_the_contact_centre_has_the_bands_of_the_reference_contract() -> None:
    rows = [(kpi.code, kpi.from_month, kpi.weight, kpi.thresholds) for kpi in draft("contact-centre").kpis]
    assert rows == [
        (code, month, Decimal(weight), tuple(map(Decimal, bands.split()))) for code, month, weight, bands in REFERENCE
    ]


def test_the_contact_centre_has_the_price_and_the_caps_of_the_reference_contract() -> None:
    terms = draft("contact-centre").contract
    assert (terms.months, terms.settlement_months, terms.bonus_cap, terms.malus_cap) == (
        24, 3, Decimal("0.15"), Decimal("0.15"),
    )  # fmt: skip
    assert [price.price for price in draft("contact-centre").prices] == [Decimal(10)]


def test_first_contact_resolution_is_calculated_on_working_day_11_of_the_next_month() -> None:
    entry = next(each for each in draft("contact-centre").legend if each.kpi == "FCR")
    assert (entry.calc_n, entry.calc_kind, entry.calc_month_offset, entry.window_days) == (11, "workday", 1, 14)
