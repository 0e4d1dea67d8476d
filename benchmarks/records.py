"""How fast are twenty million contacts measured, and in how much memory? Seven KPIs by month and channel.

The floor reads the same columns once, the ids too that order contacts of the same moment; the peer finds repeats as
pandas users do, and nothing else. CSV is measured by a million rows. Memory is that of a process which does the job
alone.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.race import Job
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.fast.repeats import fast_repeats
from bonusmalus_core.measures.opening.generated import generate
from bonusmalus_core.measures.opening.opened import Opened, opened
from bonusmalus_core.measures.repeat import counted_repeats
from bonusmalus_core.model.month import Month

CONTACTS, CSV_ROWS = 20_000_000, 1_000_000
MONTHS = [Month(2026, 1) + n for n in range(12)]
CHOICES = {"SL": {"within_s": 20}, "CSAT": {"scale": 5}}
WAYS = {"portable": counted_repeats, "fast": fast_repeats}
_OPEN = ExitStack()
_READ = """
SELECT max(channel), sum(customer_id), sum(contact_id), max(started_at), max(answered_at), sum(wait_s), sum(talk_s),
    sum(hold_s), sum(wrap_s) FROM read_parquet('{0}/contacts.parquet')
"""
_COUNT = "SELECT count(*), max(contact_id) FROM read_csv('{0}/contacts.csv', all_varchar = true)"
_SURVEYS = "SELECT max(asked_at), sum(nps), sum(csat) FROM read_parquet('{0}/surveys.parquet')"
_PANDAS = """
import pandas as pd
contacts = pd.read_parquet({0!r}, columns=["customer_id", "started_at", "channel"])
contacts = contacts.sort_values(["customer_id", "started_at"])
following = contacts.groupby("customer_id")["started_at"].shift(-1)
contacts["repeat"] = (following - contacts["started_at"]).dt.days < 14
contacts["month"] = contacts["started_at"].dt.to_period("M")
print(contacts.groupby(["month", "channel", "customer_id"])["repeat"].max().groupby(["month", "channel"]).mean())
"""
_PEAK = "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
"""The peak of the process itself: what `getrusage` tells begins with that of the process which started it."""


def measure(folder: Path, way: str) -> int:
    """Opens, checks and measures all seven KPIs; gives how many rows there are."""
    with opened(folder) as records:
        return kpis(records, way)


def kpis(records: Opened, way: str) -> int:
    """The seven KPIs of records that are open; gives how many rows there are."""
    ids = ("SL", "ASA", "AHT", "AR", "FCR", "CSAT", "NPS")
    asked = [Asked(each, CATALOGUE[each], _given(each), ("channel",)) for each in ids if each not in ("CSAT", "NPS")]
    asked += [Asked(each, CATALOGUE[each], _given(each)) for each in ("CSAT", "NPS")]
    return len(evaluate(records.frames, asked, MONTHS, WAYS[way]))


def scan(folder: Path) -> None:
    """Reads the columns that the KPIs need, once."""
    with duckdb.connect() as con:
        for query in (_READ, _SURVEYS):
            con.execute(query.format(folder)).fetchall()


def _given(measure_id: str) -> dict[str, object]:
    return {each.name: each.default for each in CATALOGUE[measure_id].parameters} | CHOICES.get(measure_id, {})


def portable(folder: Path) -> Job:
    """The expression that runs on every engine, beside pandas."""
    _generated(folder)
    program = _PANDAS.format(str(folder / "contacts.parquet"))
    peak = _peak(f"from benchmarks.records import *; measure(Path({str(folder)!r}), 'portable')")
    return Job(
        name=f"20 M contacts, 7 KPIs, any engine ({peak:.2f} GB ≤ 1.2)",
        ours=partial(kpis, _open(folder), "portable"),
        floor=lambda: scan(folder),
        peer=lambda: _process(program),
        at_most={"floor": 4.5},
        rounds=1,
    )


def fast(folder: Path) -> Job:
    """The fast path of FCR."""
    _generated(folder)
    peak = _peak(f"from benchmarks.records import *; measure(Path({str(folder)!r}), 'fast')")
    return Job(
        name=f"20 M contacts, 7 KPIs, fast path ({peak:.2f} GB ≤ 0.6)",
        ours=partial(kpis, _open(folder), "fast"),
        floor=lambda: scan(folder),
        at_most={"floor": 3},
        rounds=3,
    )


def from_csv(folder: Path) -> Job:
    """A million contacts in a text, to be read, checked and measured in at most three seconds."""
    texts = folder / "csv"
    texts.mkdir()
    generate(texts, CSV_ROWS, date(2026, 1, 1), 365, form="csv")
    return Job(
        name="1 M contacts from CSV, 7 KPIs (≤ 3 s)",
        ours=lambda: measure(texts, "fast"),
        floor=lambda: duckdb.execute(_COUNT.format(texts)).fetchall(),
        rounds=3,
    )


def _open(folder: Path) -> Opened:
    """The records, checked beforehand: what is raced is the measuring. Open until the process ends."""
    return _OPEN.enter_context(opened(folder))


def _generated(folder: Path) -> None:
    if not (folder / "contacts.parquet").exists():
        generate(folder, CONTACTS, date(2026, 1, 1), 365)


def _peak(program: str) -> float:
    """The largest memory of a process that does it, in GB."""
    return int(_process(f"{program}\n{_PEAK}").split()[-1]) / 1e6


def _process(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return run.stdout


JOBS = (portable, fast, from_csv)
