"""How long do ours, the floor and the peer take, side by side on the same machine in the same minute?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from timeit import timeit
from typing import Literal

Task = Callable[[], object]
Rival = Literal["floor", "peer"]

SHORTEST = 0.02  # seconds that one measurement lasts at least, so that the clock is not what is measured


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the table: the floor does the unavoidable, the peer is what others would use.

    `at_most` is the goal: how many times a rival's duration ours may last. Jobs of many seconds take fewer `rounds`.
    """

    name: str
    ours: Task
    floor: Task | None = None
    peer: Task | None = None
    at_most: Mapping[Rival, float] = field(default_factory=dict)
    rounds: int = 15


@dataclass(frozen=True, slots=True)
class Medians:
    """What a job took, in seconds; None where it has no such rival."""

    ours: float
    floor: float | None
    peer: float | None


def race(job: Job) -> Medians:
    """Run all in turn, round by round: what disturbs the machine disturbs each of them alike."""
    tasks = {"ours": job.ours, "floor": job.floor, "peer": job.peer}
    runners = {name: (task, _calls(task)) for name, task in tasks.items() if task is not None}
    rounds = [{name: timeit(task, number=n) / n for name, (task, n) in runners.items()} for _ in range(job.rounds)]
    took = {name: median(seconds[name] for seconds in rounds) for name in runners}
    return Medians(took["ours"], took.get("floor"), took.get("peer"))


def _calls(task: Task) -> int:
    task()  # fills caches: every measured call is a warm one
    return max(1, round(SHORTEST / timeit(task, number=1)))
