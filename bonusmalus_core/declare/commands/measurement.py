"""Which commands fill in what was measured?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bonusmalus_core.declare.commands.endings import count, refused
from bonusmalus_core.declare.kinds import Flag, Number, Text
from bonusmalus_core.declare.offering import Group, command
from bonusmalus_core.errors import WrongUsage

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.workbook.port import Workbook


@command("measure", Group.MEASURE, icon="GetExternalDataFromText", writes=True)
def measure(
    workbook: Workbook,
    records: Path,
    mapping: Path | None = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    master: Text | None = None,
) -> Outcome:
    """Measures the KPIs from raw contact records and fills in the measurements.

    Args:
        workbook: The contract.
        records: The records: a file (parquet, CSV, xlsx, DuckDB or SQLite) or a folder of them.
        mapping: A file (TOML or JSON) that says which columns are what, and what the legend chose; else the sheet
            Mapping does.
        engine: What computes: DuckDB on this machine, or a Spark session (the extra spark, and Java 17).
        master: The address of the Spark, e.g. local[*] or spark://host:7077; for the engine spark only.
    """
    from bonusmalus_core.declare.measuring import measure_workbook, measured_data, measured_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import findings_data

    if master and engine != "spark":
        raise WrongUsage("spark-master")
    spark = (master or "local[*]") if engine == "spark" else None
    done = measure_workbook(workbook, records, mapping, date.today(), spark)
    language, locate = done.language, done.places.of
    if done.refused:
        return refused(done.findings, language, locate)
    data = {**measured_data(done), "findings": findings_data(done.findings, language, locate)}
    facts = {"count": len(done.lines), "file": records, "sheet": done.sheet}
    return Outcome("measure.done", language, data, facts, locate=locate, sheet=done.sheet, report=measured_report(done))


@command("team", Group.MEASURE, icon="ReviewShareWorkbook", writes=True)
def team(  # noqa: PLR0917 - hosts give options by name
    workbook: Workbook,
    records: Path,
    mapping: Path | None = None,
    period: Number | None = None,
    months: Text | None = None,
    individuals: Flag = False,
    pseudonyms: Path | None = None,
) -> Outcome:
    """Scores organisation, departments and teams from raw contact records, with causes and bonuses.

    Args:
        workbook: The contract.
        records: The records: a file (parquet, CSV, xlsx, DuckDB or SQLite) or a folder of them.
        mapping: A file (TOML or JSON) that says which columns are what, and what the legend chose.
        period: The number of the settlement period; 1 is the first. Or give months.
        months: The months to score together: 2026-01, or 2026-01..2026-03.
        individuals: Shows and writes people too. Scores of people are personal data: do so only with good reason, and
            give nobody more than they need.
        pseudonyms: A file with a secret key of your own (16 characters or more): people get pseudonyms in place of
            names, always the same with the same key. The key is written nowhere.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import findings_data
    from bonusmalus_core.declare.teaming import Asking, score_teams, team_data, team_report

    asking = Asking(count("period", period), months, individuals, pseudonyms)
    told = score_teams(workbook, records, mapping, asking)
    language, locate = told.language, told.places.of
    if told.refused:
        return refused(told.findings, language, locate)
    data = {**team_data(told), "findings": findings_data(told.findings, language, locate)}
    done = "team.done" if told.sheet else "team.shown"
    facts = {"count": len(told.rows), "file": records, "sheet": told.sheet}
    return Outcome(done, language, data, facts, locate=locate, sheet=told.sheet, report=team_report(told))
