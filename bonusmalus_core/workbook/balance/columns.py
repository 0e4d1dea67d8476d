"""Where does each figure stand in a row of the Balance sheet? Places are counted from 0 at the margin."""

from __future__ import annotations

LABEL, NAME, WEIGHT, MEAN, SPREAD, EXPECTED, LOW, HIGH, VARIANCE, STEP, SUPPLIER, CLIENT, ORIGIN = range(1, 14)
"""The columns of the KPIs, which the other parts share."""

UNIT, BASIS = 14, 15
"""Hidden: the unit of mean, spread and step; and PRICE where what a step is worth is a share of the price, no money."""

PRICE = "price"

FACT = WEIGHT
"""Where a figure stands beside its name, which runs over the two columns before it."""

COLUMNS = BASIS + 1

KPI = {
    LABEL: "kpi", NAME: "name", WEIGHT: "weight", MEAN: "mean", SPREAD: "spread", EXPECTED: "expected", LOW: "low",
    HIGH: "high", VARIANCE: "variance", STEP: "step", SUPPLIER: "supplier", CLIENT: "client", ORIGIN: "origin",
}  # fmt: skip
"""The columns of the KPIs with the keys of their headers."""

ZONE = {LABEL: "kpi", WEIGHT: "ratio", MEAN: "level", SPREAD: "price", EXPECTED: "money"}
TORNADO = {LABEL: "kpi", LOW: "low", HIGH: "high"}

CARDS = (LABEL, WEIGHT, SPREAD, LOW, VARIANCE, SUPPLIER)
"""Where the six figures above the charts stand."""
