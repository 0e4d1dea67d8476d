"""Does the annex say every rule of its contract, in the contract's language, with the contract's own values?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bonusmalus_core.calc.history import terms_sealed
from bonusmalus_core.calc.terms import agreed_terms
from bonusmalus_core.declare.annex import annex, annex_data, annex_report
from bonusmalus_core.declare.annex.saying import Saying
from bonusmalus_core.declare.annex.tables import kpi_table
from bonusmalus_core.declare.report import plain
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import SECTORS
from bonusmalus_core.model.contract import Holidays
from bonusmalus_core.model.service import Meeting, ServiceLevel
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import contents
from tests.declare.annexes import STAMP, YEAR, text, with_condition, with_kpi, with_terms


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({}, "Het contract loopt van 1 januari 2026 tot en met 31 december 2027 (24 maanden)."),
        ({}, "per periode van 3 maanden, geteld vanaf het begin van het contract (8 periodes)"),
        ({"settlement_months": 1}, "Elke maand is een afzonderlijke verrekeningsperiode."),
        ({"calendar": "calendar", "start": date(2026, 2, 1)}, "per blok van 3 kalendermaanden dat in januari begint"),
        ({}, "De prijsfactor ligt tussen 85% en 115%"),
        ({"malus_cap": None}, "De prijsfactor is hoogstens 115%; naar beneden is er geen grens."),
        ({"bonus_cap": None}, "De prijsfactor is minstens 85%; naar boven is er geen grens."),
        ({"bonus_cap": None, "malus_cap": None}, "De prijsfactor heeft geen grenzen."),
        ({}, "de basisprijs × de prijsfactor, niet afgerond."),
        ({"price_decimals": 4}, "de basisprijs worden afgerond op 4 decimalen"),
        ({}, "één keer afgerond op € 0,01"),
        ({"currency": "JPY"}, "één keer afgerond op JP¥ 1 "),
        ({}, "Elke KPI krijgt één waarde per periode."),
        ({"evaluation": "month"}, "Elke KPI krijgt een waarde per maand."),
        ({}, "telt mee met een impact van 100%."),
        ({"inactive_kpi": "redistribute"}, "Blijft er geen KPI over om te wegen, dan is de prijsfactor 100%."),
        ({"inactive_kpi": "redistribute"}, "zijn gewicht gaat naar verhouding naar de andere KPI’s."),
        ({"missing_data": "neutral"}, "Een KPI zonder enige meting, of met een noemer van nul, telt mee"),
        ({}, "is het geleverde volume ×"),
        ({"bonus_malus_volume": "payable"}, "is het te vergoeden volume, met de volumegarantie, ×"),
        ({}, "er is 21% btw op verschuldigd."),
        ({"vat_rate": None}, "met btw tegen het tarief dat voor de prijs geldt."),
        ({"vat_treatment": "damages"}, "geldt als schadevergoeding"),
        ({"vat_treatment": "none"}, "Zoals afgesproken is op de bonus-malus geen btw verschuldigd."),
        ({}, "betaald binnen 30 dagen na de definitieve verrekening."),
        ({}, "laat dat binnen 14 dagen na ontvangst schriftelijk"),
        ({}, "Werkdagen zijn maandag, dinsdag, woensdag, donderdag en vrijdag."),
        ({"holidays": Holidays(country="DE", subdivision="BY")}, "Wettelijke feestdagen in Duitsland, BY zijn"),
        ({"holidays": Holidays(extra=(date(2026, 7, 21),))}, "Ook deze dagen zijn geen werkdagen: 21 juli 2026."),
    ],
)
def test_a_term_is_said_with_its_value(terms: dict[str, Any], sentence: str) -> None:
    assert sentence in text(with_terms(**terms))


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"months": 1, "settlement_months": 3}, "(1 maand)."),
        ({"months": 3}, "Bonus en malus worden in één keer verrekend, over de hele looptijd."),
        ({"months": 4}, "(2 periodes)."),
        ({"price_decimals": 1}, "afgerond op 1 decimaal ("),
        ({"price_decimals": 0}, "afgerond op 0 decimalen ("),
        ({"payment_days": 0}, "betaald op de dag van de definitieve verrekening."),
        ({"payment_days": 1}, "binnen 1 dag na de definitieve verrekening."),
        ({"payment_days": 2}, "binnen 2 dagen na de definitieve verrekening."),
        ({"dispute_days": 0}, "laat dat op de dag van ontvangst schriftelijk"),
        ({"dispute_days": 1}, "binnen 1 dag na ontvangst"),
    ],
)
def test_none_and_one_are_said_in_words_of_their_own(terms: dict[str, Any], sentence: str) -> None:
    assert sentence in text(with_terms(**terms))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"unit": "days", "scale_min": Decimal(0)}, "FCR: een waarde onder 0 is een fout"),
        ({"unit": "days", "scale_max": Decimal(9)}, "FCR: een waarde boven 9 is een fout"),
        ({}, "een waarde buiten de schaal van 0% tot 100% is een fout"),
        (
            {"unit": "days", "aggregate": "mean"},
            "FCR: de waarde is het gemiddelde van de maanden, gewogen met het aantal gemeten",
        ),
        ({"unit": "score", "aggregate": "mean"}, "gewogen met het aantal antwoorden"),
        ({"aggregate": "sum", "window_months": 1}, "De drempels gelden voor 1 maand en"),
        ({"window_months": 1}, "FCR: gemeten over de laatste maand alleen."),
    ],
)
def test_a_rule_is_said_in_the_words_of_what_is_measured(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in text(with_kpi(**fields))


@pytest.mark.parametrize(("offset", "day"), [(0, "van maand M\n"), (1, "van maand M+1\n"), (2, "van maand M+2\n")])
def test_the_day_of_calculation_names_the_last_month_or_one_after_it(offset: int, day: str) -> None:
    first, *others = YEAR.legend
    entry = first.model_copy(update={"calc_month_offset": offset})
    assert day in text(YEAR.model_copy(update={"legend": (entry, *others)}))


@pytest.mark.parametrize(("days", "words"), [(0, "geen: het gemeten feit"), (1, "1 dag na"), (2, "2 dagen na")])
def test_an_observation_window_of_no_days_is_none(days: int, words: str) -> None:
    first, *others = YEAR.legend
    entry = first.model_copy(update={"window_days": days})
    assert f"Observatiedagen: {words}" in text(YEAR.model_copy(update={"legend": (entry, *others)}))


CLUMSY = {
    "nl": r"\d %|\b[01] (?:dagen|maanden|periodes)\b|∞",
    "en": r"\d\s%|\b[01] (?:days|months|periods)\b|∞",
    "de": r"\d%|\b[01] (?:Tage|Monate|Perioden)\b|∞|\bKPIs\b",
    "fr": r"\d%|\b0 jours\b|∞|\b[Qq]ue une?\b|[^\s\u00a0][:;?!](?:\s|$)| [:;?!](?:\s|$)"
    r"|\((?:la|le|les|l’)\s?(?!Client|Prestataire)[A-Z]",
}
"""What an editor would mark, by language; a French sign stands behind a space that does not break."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_an_annex_reads_as_its_language_is_written(sector: str, language: str) -> None:
    found = annex(Agreement.model_validate(contents(sector, language)))
    lines = [line for part in annex_report(found) for line in plain([part]).splitlines()]
    assert [line for line in lines if re.search(CLUMSY[language], line)] == []


@pytest.mark.parametrize("field", ["payment_days", "dispute_days"])
def test_what_was_not_agreed_is_not_said(field: str) -> None:
    assert len(text(with_terms(**{field: None}))) < len(text(YEAR))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"payout": "step"}, "FCR: de beste drempel die bereikt is bepaalt de impact"),
        ({"payout": "step"}, "CES, RET, SL60, SL120 en DD: tussen twee drempels ligt de impact op de rechte lijn"),
        ({"payout": "nearest"}, "FCR: de drempel die het dichtst bij ligt bepaalt de impact"),
        ({"beyond": "extrapolate"}, "FCR: voorbij de buitenste drempels loopt de laatste rechte lijn door."),
        ({"payout": "step", "beyond": "extrapolate"}, "Alle KPI’s: een waarde voorbij de buitenste drempels houdt"),
        ({"impact_floor": Decimal("0.95")}, "FCR: de impact is nooit lager dan 95%."),
        ({"impact_cap": Decimal("1.05")}, "FCR: de impact is nooit hoger dan 105%."),
        ({"multiplier": Decimal(100)}, "FCR: de waarde is 100 × de som van de tellers"),
        ({"aggregate": "sum"}, "FCR: de waarde is de som van de maanden. De drempels gelden voor 3 maanden"),
        ({"aggregate": "sum", "window_months": 6}, "De drempels gelden voor 6 maanden"),
        ({"aggregate": "last"}, "FCR: de waarde is de laatst gemeten waarde."),
        ({"frequency": "period"}, "FCR: één keer gemeten, over de hele periode."),
        ({"window_months": 6}, "FCR: gemeten over de 6 maanden die eindigen in de laatste maand"),
        ({"decimals": 3}, "FCR: de waarde wordt afgerond op een veelvoud van 0,1%"),
        ({"min_n": Decimal(30)}, "FCR: met minder dan 30 antwoorden of gevallen"),
        ({"weight": Decimal(0)}, "FCR: gewicht 0%, gerapporteerd zonder invloed op de prijs."),
        ({"to_month": 6}, "FCR eindigt na contractmaand 6."),
        ({"critical": True}, "FCR: kritisch"),
        ({"impacts": tuple(map(Decimal, (".8", ".9", "1", "1", "1.2")))}, "FCR: de impacts bij de drempels zijn 80%"),
    ],
)
def test_what_holds_for_one_kpi_is_said_of_it(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in text(with_kpi(**fields))


def test_one_row_of_a_progression_is_told_from_the_other() -> None:
    rows = tuple(row.model_copy(update={"payout": "step"}) if row.name == "SL 85/60" else row for row in YEAR.kpis)
    assert "SL60 vanaf contractmaand 4: de beste drempel" in text(YEAR.model_copy(update={"kpis": rows}))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "VOL-LOW: als het werkelijke volume van een maand en de 2 voorgaande maanden samen"),
        ({}, "lager is dan 90% van de forecast ervan, geldt: ten minste 90% van de forecast van die maand"),
        ({"effect_value": None}, "geldt: ten minste 90% van de forecast van die maand"),
        ({"window_months": 1}, "het werkelijke volume van een maand lager is"),
        ({"window_months": 2}, "van een maand en de voorgaande maand samen lager is"),
        ({"comparator": ">="}, "minstens 90% van de forecast ervan is"),
        ({"tested": "period"}, "van de laatste maand van de periode en de 2 maanden ervoor samen"),
        ({"tested": "period"}, "VOL-LOW: één keer per periode getoetst"),
        ({"effect": "bar_bonus"}, "een prijsfactor boven 100% wordt 100%"),
        ({"effect": "warn"}, "dit wordt gemeld; er volgt geen bedrag uit"),
        ({"effect": "waive_malus"}, "een impact onder 100% telt als 100% (malusvrijstelling) voor alle KPI’s"),
        ({"effect": "waive_malus", "kpis": ("FCR", "DD")}, "(malusvrijstelling) voor FCR en DD"),
        ({"effect": "waive_malus", "scope": "total"}, "een prijsfactor onder 100% wordt 100%"),
        ({"measure": "quality_test"}, "het gemiddelde van “kwaliteitstest” van een maand en"),
        ({"measure": "quality_test"}, "lager is dan 90%"),
        ({"measure": "quality_test", "threshold": Decimal(8)}, "lager is dan 8"),
        ({"measure": "training_cost", "threshold": Decimal(250)}, "lager is dan 250"),
        ({"measure": "Uitvaluren", "threshold": Decimal("0.5")}, "van “Uitvaluren” van een maand en"),
        ({"measure": "Uitvaluren", "threshold": Decimal("0.5")}, "lager is dan 0,5, geldt"),
        ({"from_month": 4}, "Dit geldt vanaf contractmaand 4."),
        ({"to_month": 9}, "Dit geldt van contractmaand 1 tot en met 9."),
    ],
)
def test_a_condition_is_a_sentence(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in text(with_condition(**fields))


def test_a_contract_without_conditions_says_so() -> None:
    said = text(YEAR.model_copy(update={"conditions": ()}))
    assert "Er zijn geen randvoorwaarden overeengekomen." in said
    assert "volumegarantie" not in said


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ({"sla": (ServiceLevel(topic="response", subject="chat", norm="95% binnen 30 s", agreement="Geen robot."),)},
         "Responstijd – chat: 95% binnen 30 s. Geen robot."),
        ({"sla": (ServiceLevel(topic="availability", language="fr"),)}, "Beschikbaarheid – fr: –"),
        ({"governance": (Meeting(name="Stuurgroep", interval="yearly", client="An", supplier="Bob", agenda="Prijs"),)},
         "Stuurgroep: jaarlijks. Voor de opdrachtgever: An. Voor de leverancier: Bob. Waarover: Prijs."),
        ({"governance": (Meeting(interval="incident", within="2 uur"),)}, "bij incident: bij incident, 2 uur."),
    ],
)  # fmt: skip
def test_what_is_agreed_about_the_service_is_printed(rows: dict[str, Any], line: str) -> None:
    lines = text(YEAR.model_copy(update={"sla": (), "governance": ()} | rows)).splitlines()
    assert line in [each.strip() for each in lines]


def test_a_contract_without_service_rows_has_no_chapter_for_them() -> None:
    bare = annex(YEAR.model_copy(update={"sla": (), "governance": ()}))
    headings = [chapter.heading for chapter in annex(YEAR).chapters]
    added = ["Dienstafspraken (SLA)", "Opvolgoverleg en escalatie"]
    assert [each for each in headings if each not in added] == [chapter.heading for chapter in bare.chapters]
    assert [each for each in headings if each in added] == added


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_every_template_has_an_annex_in_its_language(sector: str, language: str) -> None:
    document = annex(Agreement.model_validate(contents(sector, language)))
    clauses = [clause for chapter in document.chapters for clause in chapter.clauses]
    assert len(document.chapters) == 11
    assert [each for each in clauses if re.search(r"[{}]|None|\bTrue|\bFalse", each) or not each.endswith(".")] == []


def sealings() -> Iterator[tuple[Agreement, str]]:
    row = terms_sealed((), YEAR.contract.title, agreed_terms(YEAR), STAMP)
    sealed = YEAR.model_copy(update={"history": (row,)})
    yield YEAR, "De afspraken zijn nog niet verzegeld."
    yield sealed, f"Vingerafdruk van de afspraken (SHA-256): {row.inputs}"
    yield sealed, f"Zegel van de historiek: {row.hash}"
    yield sealed.model_copy(update={"prices": ()}), f"wijken af van wat verzegeld is als {row.document}"


@pytest.mark.parametrize(("agreement", "sentence"), list(sealings()))
def test_the_annex_bears_its_seal(agreement: Agreement, sentence: str) -> None:
    assert sentence in text(agreement)


def test_as_data_it_is_its_clauses() -> None:
    data = annex_data(annex(YEAR), YEAR)
    assert data["sealed"] is None
    assert data["chapters"][0]["clauses"][0].startswith("Het contract loopt van")


NINE = tuple(Decimal(each) for each in ("0.8", "0.85", "0.9", "0.94", "0.97", "1", "1.01", "1.02", "1.03"))
TENTHS = tuple(Decimal(each) / 10 for each in range(1, 10))
OWN = YEAR.kpis[0].model_copy(update={"code": "FCR", "thresholds": TENTHS, "impacts": NINE, "weight": Decimal(1)})


def test_every_threshold_stands_under_its_impact_where_all_kpis_have_their_own() -> None:
    table = kpi_table(Saying(YEAR.model_copy(update={"kpis": (OWN,)})))
    heads, values = (
        ("80%", "85%", "90%", "94%", "97%", "100%", "101%", "102%", "103%"),
        [f"{n}0%" for n in range(1, 10)],
    )
    assert (table.header[3:-2], table.rows) == (heads, (("FCR", OWN.name, "%", *values, "100%", "1"),))
    assert "in plaats van die boven de tabel" not in text(YEAR.model_copy(update={"kpis": (OWN,)}))


def test_impacts_of_its_own_stand_below_a_kpi_beside_others() -> None:
    other = YEAR.kpis[1].model_copy(update={"weight": Decimal(0)})
    table = kpi_table(Saying(YEAR.model_copy(update={"kpis": (OWN, other)})))
    assert table.header[3:-2] == ("90%", "95%", "100%", "105%", "110%", "", "", "", "")
    first, below, second = table.rows
    assert first[3:-2] == tuple(f"{n}0%" for n in range(1, 10))
    assert below == ("", "Impact", "", "80%", "85%", "90%", "94%", "97%", "100%", "101%", "102%", "103%", "", "")
    assert (second[0], second[-6:-2]) == (other.code, ("", "", "", ""))
