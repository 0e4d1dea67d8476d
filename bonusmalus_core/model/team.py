"""Which teams are there, which causes do people control, which bonuses were promised, and what did each unit score?

Source: KPI measures, "Individual and team results". Nothing here touches the settlement of the contract.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bonusmalus_core.model.kpi import Direction, Payout
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.numbers import Exact, Money, Result
from bonusmalus_core.model.record import Record

Group = Literal["organisation", "department", "team", "person"]
Audience = Literal["agent", "team_manager", "planning"]
Form = Literal["collective", "individual", "both"]
Unit = Literal["%", "score", "seconds", "minutes", "hours", "days", "count", "money"]

LEAST_N = 20
"""So many answers or contacts a score needs, unless the bonus says another number."""


class Department(Record):
    """The department to which a team belongs; a team without one is a department of its own."""

    team: str = Field(min_length=1)
    department: str = Field(min_length=1)


class Cause(Record):
    """A second cause that customers can give, and whether the person who helped them controls it.

    `first` narrows it down to one first cause; "" means under any.
    """

    first: str = ""
    second: str = Field(min_length=1)
    controllable: bool


class Bonus(Record):
    """A promise: who reaches the goal of `metric` gets the amount of the highest tier reached.

    `collective`: everyone of a department that reaches it; `individual`: everyone whose own score does; `both`: whose
    own score does, in a department that reaches `department_goal` (by default the lowest tier).
    """

    code: str = Field(min_length=1)
    metric: str = Field(min_length=1)
    audience: Audience = "agent"
    form: Form
    department: str = ""
    payout: Payout = "step"
    department_goal: Exact | None = None
    min_n: int | None = Field(default=None, ge=1)
    direction: Direction | None = None


class Tier(Record):
    """From this score on a bonus pays so much to each person; the tier of the lowest score is the goal itself."""

    bonus: str = Field(min_length=1)
    goal: Exact
    amount: Money = Field(ge=0)


class TeamResult(Record):
    """What one unit scored in some months, and what a bonus paid on it; `amount` is None where nothing can be said."""

    group: Group
    name: str = ""
    within: str = ""
    from_: Month = Field(alias="from")
    to: Month
    metric: str = Field(min_length=1)
    unit: Unit | None = None
    value: Result | None = None
    low: Result | None = None
    high: Result | None = None
    n: int | None = Field(default=None, ge=0)
    answers: int | None = Field(default=None, ge=0)
    bonus: str = ""
    goal: Result | None = None
    reached: bool | None = None
    amount: Result | None = None
    note: str = ""
