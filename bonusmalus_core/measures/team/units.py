"""To which team and department does a record belong, and where is a person at home?

A person is at home in the department with most of their records; with as many in two, nobody can tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import narwhals as nw

from bonusmalus_core.measures.core import Frame, Frames, collected
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.team.control import folded
from bonusmalus_core.model.team import Department, Group

WORKED = ("contacts", "surveys", "availability")
"""The records that tell who works where; of each person the first that know them."""


class Unit(NamedTuple):
    """Somebody or something that is scored; the organisation has no name."""

    group: Group
    name: str = ""


ORGANISATION = Unit("organisation")
BY: Mapping[Group, tuple[str, ...]] = {
    "organisation": (), "department": ("department",), "team": ("team",), "person": ("agent_id",),
}  # fmt: skip
"""By which columns the records of each kind of unit are told apart."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person works: the teams with most of their records, and the department; None when two are as much."""

    teams: tuple[str, ...]
    department: str | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone with records in the months, and the department of every team."""

    people: Mapping[str, Home] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)

    def within(self, unit: Unit) -> str:
        """What the unit is part of."""
        if unit.group == "person":
            return ", ".join(self.people[unit.name].teams) if unit.name in self.people else ""
        return self.departments.get(unit.name, "") if unit.group == "team" else ""


def joined(records: Opened) -> Opened:
    """The records with surveys that know team and person: where they name none themselves, those of their contact."""
    if not {"surveys", "contacts"} <= records.frames.keys():
        return records
    surveys, contacts = (dict(records.columns[name].of) for name in ("surveys", "contacts"))
    theirs: dict[str, ColumnOf] = {
        name: contacts[name] for name in ("team", "agent_id") if name in contacts and name not in surveys
    }
    if not theirs or not all("contact_id" in each for each in (surveys, contacts)):
        return records
    frame = _with_theirs(records.frames["surveys"], records.frames["contacts"], list(theirs))
    columns = Columns({**surveys, **theirs}, records.columns["surveys"].findings)
    return replace(
        records, frames={**records.frames, "surveys": frame}, columns={**records.columns, "surveys": columns}
    )


def _with_theirs(surveys: Frame, contacts: Frame, names: list[str]) -> Frame:
    key = nw.col("contact_id").cast(nw.String)
    known = contacts.select(key.alias("contact_id"), *names)
    return surveys.drop(*names).with_columns(key.alias("contact_id")).join(known, on="contact_id", how="left")


def rostered(frames: Frames, agreed: Iterable[Department], span: range) -> Roster:
    """Who worked in which team in these months (numbers of core frames)."""
    agreed = tuple(agreed)
    departments, people = dict[str, str](), dict[str, Home]()
    for name in WORKED:
        if name not in frames:
            continue
        worked = dict[str, Counter[str]]()
        for team, person, count in _worked(frames[name], span):
            if team:
                departments.setdefault(team, department_of(team, agreed))
            if person:
                worked.setdefault(person, Counter())[team or ""] += int(count)
        for person in sorted(worked.keys() - people.keys()):
            people[person] = _home(worked[person], departments)
    return Roster(people, departments)


def department_of(team: str, agreed: Iterable[Department]) -> str:
    """The department that the table says, else the team itself."""
    return next((each.department for each in agreed if folded(each.team) == folded(team)), team)


def _worked(frame: Frame, span: range) -> list[tuple[Any, ...]]:
    inside = frame.filter((nw.col("month") >= span.start) & (nw.col("month") < span.stop))
    return collected(inside.group_by("team", "agent_id").agg(nw.len().alias("records")))


def _home(worked: Counter[str], departments: Mapping[str, str]) -> Home:
    named = Counter({team: count for team, count in worked.items() if team})
    most = _most(named)
    shares = Counter[str]()
    for team, count in named.items():
        shares[departments[team]] += count
    home = _most(shares)
    return Home(tuple(most), home[0] if len(home) == 1 else None)


def _most(counts: Counter[str]) -> list[str]:
    best = max(counts.values(), default=0)
    return sorted(name for name, count in counts.items() if count == best)


def departed(frames: Frames, roster: Roster) -> Frames:
    """The frames with a column that names the department of each record."""
    teams = dict[str, list[str]]()
    for team, department in roster.departments.items():
        teams.setdefault(department, []).append(team)
    named = nw.col("team")
    for department, theirs in teams.items():
        if theirs != [department]:
            named = nw.when(nw.col("team").is_in(theirs)).then(nw.lit(department)).otherwise(named)
    return {name: frame.with_columns(department=named) for name, frame in frames.items()}
