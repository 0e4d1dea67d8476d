"""Do customers stay, and how do they pay: RET, DD? Both look at the customers as they stand at the end of a month."""

from __future__ import annotations

from bonusmalus_core.measures.measure import Measure, Parameter, always

RET = Measure(
    "RET",
    "customers",
    always("joined_at", "left_at"),
    None,
    "%",
    "higher",
    (0, 1),
    ("000", "002"),
    (
        Parameter("after_months", "count", 6),
        Parameter("cohort", "choice", "joined", choices=("joined", "contact")),
    ),
    special="retention",
    margin="wilson",
)
DD = Measure(
    "DD",
    "customers",
    always("direct_debit"),
    None,
    "%",
    "higher",
    (0, 1),
    ("000",),
    special="snapshot",
    margin="wilson",
)

MEASURES = (RET, DD)
