"""How do the results read? One line per job: durations, then ratios beside their goals."""

from __future__ import annotations

from benchmarks.race import Job, Medians

COLUMNS = "{:<52} {:>9} {:>9} {:>9}   {:<14} {:<14}"
HEADER = COLUMNS.format("job", "ours", "floor", "peer", "ours/floor", "ours/peer").rstrip()


def line(job: Job, took: Medians) -> str:
    """The job's row; a goal that was missed stands behind `>`."""
    row = COLUMNS.format(
        job.name,
        _duration(took.ours),
        _duration(took.floor),
        _duration(took.peer),
        _ratio(took.ours, took.floor, job.at_most.get("floor")),
        _ratio(took.ours, took.peer, job.at_most.get("peer")),
    )
    return row.rstrip()


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    for factor, unit in ((1, "s"), (1e3, "ms")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.1f} {unit}"
    return f"{seconds * 1e6:.1f} µs"


def _ratio(ours: float, rival: float | None, goal: float | None) -> str:
    if rival is None:
        return "–"
    ratio = ours / rival
    if goal is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} {'≤' if ratio <= goal else '>'} {goal:g}"
