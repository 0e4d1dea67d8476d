"""Which commands fill in what was measured?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bonusmalus_core.declare.commands.endings import refused
from bonusmalus_core.declare.kinds import Text
from bonusmalus_core.declare.offering import Group, command

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.workbook.port import Workbook


@command("measure", Group.MEASURE, icon="GetExternalDataFromText", writes=True)
def measure(workbook: Workbook, records: Text, mapping: Text | None = None) -> Outcome:
    """Measures the KPIs from raw contact records and fills in the measurements.

    Args:
        workbook: The contract.
        records: The records: a file (parquet, CSV, xlsx, DuckDB or SQLite) or a folder of them.
        mapping: A file (TOML or JSON) that says which columns are what, and what the legend chose.
    """
    from bonusmalus_core.declare.measuring import measure_workbook, measured_data, measured_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import findings_data

    done = measure_workbook(workbook, Path(records), Path(mapping) if mapping else None, date.today())
    language, locate = done.language, done.places.of
    if done.refused:
        return refused(done.findings, language, locate)
    data = {**measured_data(done), "findings": findings_data(done.findings, language, locate)}
    facts = {"count": len(done.lines), "file": records, "sheet": done.sheet}
    return Outcome("measure.done", language, data, facts, locate=locate, sheet=done.sheet, report=measured_report(done))
