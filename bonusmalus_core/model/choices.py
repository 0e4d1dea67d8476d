"""Which words can a contract choose from? Plain lists, for whoever offers them without loading the models."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["nl", "en", "de", "fr"]
Sector = Literal["contact-centre", "facility", "sales", "production", "transport", "account-management"]
Goal = Literal["loyalty", "quality", "reachability"]
Policy = Literal["neutral", "redistribute"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

SECTORS: tuple[Sector, ...] = get_args(Sector)
GOALS: tuple[Goal, ...] = get_args(Goal)
PHASES = (1, 2, 3, 4, 5)
"""How mature the customer service is, from reactive to surprising."""

TERM = range(1, 601)
"""For how many months a contract can run."""

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
WORKWEEK = WEEKDAYS[:5]
UNITS = ("%", "score", "seconds", "minutes", "hours", "days", "count", "money")
