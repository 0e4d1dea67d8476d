"""Do prepared rows stand where they belong without disturbing what was recorded?"""

from __future__ import annotations

from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.prepared import measurement_rows, month_rows
from tests.workbook.build.agreements import one_kpi, reference


def test_a_blank_contract_has_a_row_per_month_and_kpi_in_force() -> None:
    agreement = reference()
    rows = measurement_rows(agreement)
    january = [row.kpi for row in rows if row.month == Month(2026, 1)]
    july = [row.kpi for row in rows if row.month == Month(2026, 7)]
    assert [str(record.month) for record in month_rows(agreement)][:2] == ["2026-01", "2026-02"]
    assert "RET" not in january
    assert set(july) - set(january) == {"RET"}


def test_a_kpi_per_period_has_one_row_in_the_last_month_of_every_period() -> None:
    rows = measurement_rows(one_kpi(frequency="period"))
    assert [str(row.month) for row in rows] == ["2026-03", "2026-06", "2026-09", "2026-12"]


def test_what_was_measured_keeps_its_order() -> None:
    given = tuple(
        Measurement(month=month, kpi="K1", part=part, numerator=1, denominator=2)
        for month, part in (("2026-03", "b"), ("2026-02", ""), ("2026-03", "a"))
    )
    rows = measurement_rows(one_kpi().model_copy(update={"measurements": given}))
    assert [row for row in rows if not row.is_blank] == list(given)
    assert [str(row.month) for row in rows if row.is_blank][:2] == ["2026-01", "2026-04"]
