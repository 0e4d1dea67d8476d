"""Where do today's sheets say something else than what a settlement read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bonusmalus_core.calc.canonical import canonical, restored
from bonusmalus_core.declare.changes_said import Said, label_of, rows_said
from bonusmalus_core.declare.unreadable import behind, is_sure
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.differences import Kind, RowChange, begins, differences, name_of
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.record import Record


class Deviations(NamedTuple):
    """Holds today's sheets against one settlement after the other; `faults` is what could not be read in them."""

    agreement: Agreement
    faults: Sequence[Finding]

    def of(self, settled: HistoryRow) -> Iterator[Finding]:
        """H5, H9: every value and row that the settlement read and that is another today; its archive is whole.

        Where a cell of the row cannot be read, that is found instead; besides, where it may be of another row.
        """
        try:
            today = canonical(self.agreement, settled.period)
        except WrongUsage:  # the contract has no such period any more
            yield self._without_period(settled)
            return
        then, now = (None, None) if today == settled.archive else (restored(settled.archive), restored(today))
        for change in differences(then[0], now[0]) if then and now else ():
            number, row = self._today(change)
            for each in rows_said(change, self.agreement.contract):
                where = Where(change.section, number, each.field)
                fault = behind(change, each.field, self.faults)
                if fault:
                    yield fault
                if fault is None or not is_sure(fault, change):
                    yield _finding(settled.document, where, change, each, row)

    def _without_period(self, settled: HistoryRow) -> Finding:
        contract = self.agreement.contract
        then = restored(settled.archive)
        facts = {"document": settled.document, "what": label_of("contract", "months", contract.language)}
        facts |= {"settled": str(then[0].contract.months) if then else "–", "found": str(contract.months)}
        return Finding("H5", Severity.WARNING, Where("contract", None, "months"), facts=facts)

    def _today(self, change: RowChange) -> tuple[int | None, Record | None]:
        """The row as it stands on the sheets today: the same one, or of a change the one that holds in its stead."""
        asked, section = change.after or change.before, change.section
        if asked is None or section == "contract":
            return None, None
        called, since = _called(section, asked), begins(asked)
        rows = [each for each in enumerate(getattr(self.agreement, section)) if _called(section, each[1]) == called]
        same = [each for each in rows if begins(each[1]) == since]
        if not same and change.kind is Kind.CHANGED:
            same = sorted((each for each in rows if begins(each[1]) <= since), key=lambda each: -begins(each[1]))
        return next(iter(same), (None, None))


def _called(section: str, row: Record) -> tuple[str, ...]:
    """What a row is called, whatever the month from which it holds."""
    return () if section == "prices" else name_of(section, row)


def _finding(document: str, where: Where, change: RowChange, said: Said, row: Record | None) -> Finding:
    """H5 about a field, H9 about a row that stood there then or stands there now."""
    asked = change.after or change.before
    month, kpi = getattr(asked, "month", None), getattr(asked, "kpi", getattr(asked, "code", None))
    facts: dict[str, object] = {"document": document, "settled": said.before, "found": said.after}
    if where.field:
        facts |= {"what": " · ".join(filter(None, (said.row, said.label)))}
    else:
        facts |= {"what": said.row} | _of_row(change, row)
    code = "H5" if where.field else "H9"
    return Finding(code, Severity.WARNING, where, None if month is None else str(month), kpi, facts)


def _of_row(change: RowChange, row: Record | None) -> dict[str, object]:
    """What stands in the stead of a row that was not there, is not there any more, or is there and not counted."""
    if change.before is None:
        return {"settled": Phrase("none", topic="verify")}
    is_there = row is not None and not getattr(row, "is_blank", False)
    return {"found": Phrase("uncounted" if is_there else "none", topic="verify")}
