"""Which jobs are measured? These; each row's module says what its floor and its peer are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import command_help, engine, package, records, simulation, whole_process
from benchmarks.race import Job, race
from benchmarks.table import HEADER, line

JOBS: tuple[Callable[[Path], Job], ...] = (
    command_help.job,
    *whole_process.JOBS,
    *package.JOBS,
    *engine.JOBS,
    *simulation.JOBS,
    *records.JOBS,
)


def main() -> None:
    """Print the table, row by row as the results come in; a job may leave its files in the folder it is given."""
    print(HEADER)
    with TemporaryDirectory() as folder:
        for prepare in JOBS:
            job = prepare(Path(folder))
            print(line(job, race(job)), flush=True)


if __name__ == "__main__":
    main()
