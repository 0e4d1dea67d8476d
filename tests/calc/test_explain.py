"""The explanation of a KPI line says where the value lies, what follows, and whether it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.calc.explain import explanation
from bonusmalus_core.calc.impact import fractions
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Override
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import KpiLine, State

CONTRACT = Contract(start=date(2026, 1, 1), months=12, language="nl")
LEVELS = fractions(CONTRACT.levels)


def line(value: str | None, impact: str | None, state: State = State.MEASURED, **row: Any) -> KpiLine:
    kpi = Kpi.model_validate(
        {"code": "FCR", "thresholds": ("0.70", "0.75", "0.80", "0.85", "0.90"), "weight": "0.2"} | row
    )
    return KpiLine(
        row=kpi,
        months=(Month(2026, 1),),
        state=state,
        weight=kpi.weight,
        thresholds=fractions(kpi.thresholds),
        impacts=LEVELS,
        value=None if value is None else Fraction(value),
        band=None,
        impact=None if impact is None else Fraction(impact),
        contribution=Decimal(0),
    )


SUM: dict[str, Any] = {"aggregate": "sum", "unit": "count", "thresholds": ("10", "20", "30", "40", "50")}


UNWEIGHTED = "Gewicht 0%: alleen gerapporteerd, zonder invloed op de prijs."


@pytest.mark.parametrize(
    ("shown", "sentences"),
    [
        (line("0.82", "1.02"), ["82% ligt tussen 80% (100%) en 85% (105%): lineair, 102%."]),
        (line("0.80", "1"), ["80% is precies de drempel 80%: 100%."]),
        (line("0.82", "1", payout="step"), ["82% bereikt 80% maar nog niet 85%: trapsgewijs, 100%."]),
        (line("0.6", "0.9"), ["60% is slechter dan de slechtste drempel 70%: het laagste niveau, 90%."]),
        (line("0.95", "1.1"), ["95% haalt de beste drempel 90%: het hoogste niveau, 110%."]),
        (line("0.95", "1.15", beyond="extrapolate"), ["95% ligt voorbij de drempels: de lijn loopt door, 115%."]),
        (
            line("0.6", "0.95", impact_floor="0.95"),
            [
                "60% is slechter dan de slechtste drempel 70%: het laagste niveau, 90%.",
                "De ondergrens van deze KPI houdt de impact op 95%.",
            ],
        ),
        (
            line("0.95", "1.05", impact_cap="1.05"),
            [
                "95% haalt de beste drempel 90%: het hoogste niveau, 110%.",
                "Het plafond van deze KPI beperkt de impact tot 105%.",
            ],
        ),
        (
            line("0.86", "1.06", State.OVERRIDDEN),
            [
                "De partijen spraken de waarde 86% af in plaats van de gemeten waarde.",
                "86% ligt tussen 85% (105%) en 90% (110%): lineair, 106%.",
            ],
        ),
        (
            line(None, "1.03", State.OVERRIDDEN),
            [
                "De partijen spraken de impact 103% af;",
                "ondergrens, plafond en malusvrijstelling van de KPI veranderen hem niet.",
            ],
        ),
        (line(None, None, State.WAITING), ["Deze KPI loopt in deze maanden niet en start later.", "Telt als 100%."]),
        (line(None, None, State.ENDED), ["Deze KPI is afgelopen en telt niet meer mee."]),
        (line(None, None, State.MISSING, weight="0"), ["Er is geen bruikbare meting.", UNWEIGHTED]),
        (line("0.80", "1", weight="0"), ["80% is precies de drempel 80%: 100%.", UNWEIGHTED]),
        (
            replace(
                line("20", "1.05", **SUM), thresholds=fractions(tuple(map(Decimal, ("5", "10", "15", "20", "25"))))
            ),
            [
                "De drempels van deze som gelden voor 3 maanden en zijn omgerekend naar 1,5.",
                "20 is precies de drempel 20: 105%.",
            ],
        ),
        (
            replace(line("0.80", "1", metric="FCR"), numerator=Fraction(80), denominator=Fraction(100)),
            ["80% is precies de drempel 80%: 100%.", "n = 100: met 95% zekerheid tussen 71,12% en 86,66%."],
        ),
        (
            replace(line("0.80", "1", metric="AVL"), numerator=Fraction(80), denominator=Fraction(100)),
            ["80% is precies de drempel 80%: 100%."],
        ),
        (
            replace(line("0.80", "1", aggregate="mean"), n=Fraction(412)),
            ["80% is precies de drempel 80%: 100%.", "n = 412."],
        ),
        (
            replace(line("0.80", "1"), excused=(Month(2026, 2), Month(2026, 3))),
            [
                "80% is precies de drempel 80%: 100%.",
                "Zonder 2026-02, 2026-03: uitgesloten met akkoord van beide partijen.",
            ],
        ),
        (
            replace(
                line("0.80", "1", State.OVERRIDDEN),
                override=Override(period=1, kpi="FCR", value="0.8", reason="schikking", by="contractmanager"),
            ),
            [
                "De partijen spraken de waarde 80% af in plaats van de gemeten waarde.",
                "80% is precies de drempel 80%: 100%.",
                "Afwijking: schikking (contractmanager).",
            ],
        ),
    ],
)
def test_the_explanation_of_a_line(shown: KpiLine, sentences: list[str]) -> None:
    assert explanation(shown, CONTRACT) == " ".join(sentences)


@pytest.mark.parametrize(
    ("state", "policies", "said"),
    [
        (State.INACTIVE, {"inactive_kpi": "redistribute"}, "Telt niet mee; het gewicht gaat naar de andere KPI’s."),
        (State.INACTIVE, {"missing_data": "redistribute"}, "Telt als 100%."),
        (State.MISSING, {"missing_data": "redistribute"}, "Telt niet mee; het gewicht gaat naar de andere KPI’s."),
        (State.MISSING, {"missing_data": "neutral", "inactive_kpi": "redistribute"}, "Telt als 100%."),
    ],
)
def test_a_line_without_impact_says_how_the_contract_counts_it(
    state: State, policies: dict[str, str], said: str
) -> None:
    contract = CONTRACT.model_copy(update=policies)
    assert explanation(line(None, None, state), contract).endswith(said)
