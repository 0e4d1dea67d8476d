"""What does a settlement add to the history: nothing, a first version, or a correction? And what locks and seals?

Source: contract and settlement rules, section 5. Nothing here reads a clock: who and when come as a `Stamp`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.calc.canonical import fingerprint
from bonusmalus_core.calc.chain import head, seal
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.model.history import Event, HistoryRow, Stamp
from bonusmalus_core.model.settlement import Settlement


class Entry(NamedTuple):
    """The row that stands for a settlement, the one that it corrects, and whether it would be new in the history."""

    row: HistoryRow
    before: HistoryRow | None
    is_new: bool

    @property
    def true_up(self) -> Decimal:
        """What changed in the bonus-malus since the corrected document."""
        return self.row.true_up or Decimal(0)

    @property
    def top_up_change(self) -> Decimal:
        """What changed in the top-up since the corrected document."""
        return (self.row.top_up or Decimal(0)) - (self.before.top_up or Decimal(0)) if self.before else Decimal(0)


def versions(history: Sequence[HistoryRow], period: int) -> list[HistoryRow]:
    """The settlements of a period, the latest last."""
    return [row for row in history if row.event == "settled" and row.period == period]


def lock(history: Sequence[HistoryRow], period: int) -> HistoryRow | None:
    """The row that locks the period now, if one does."""
    events = [row for row in history if row.event in ("locked", "unlocked") and row.period == period]
    return events[-1] if events and events[-1].event == "locked" else None


def entered(history: Sequence[HistoryRow], settlement: Settlement, archive: str, day: date, stamp: Stamp) -> Entry:
    """The entry of a settlement that read `archive`: an old one when nothing that it reads has changed."""
    known, inputs = versions(history, settlement.period), fingerprint(archive)
    if known and known[-1].inputs == inputs:
        return Entry(known[-1], known[-2] if len(known) > 1 else None, False)
    before = known[-1] if known else None
    version = before.version + 1 if before else 1
    nothing = settlement.bonus_malus - settlement.bonus_malus
    row = HistoryRow(
        period=settlement.period,
        version=version,
        document=document(settlement.label, version),
        day=day,
        factor=exact(settlement.factor.numerator / settlement.factor.denominator),
        amount=settlement.bonus_malus,
        top_up=settlement.top_up,
        true_up=settlement.bonus_malus - (before.amount or 0) if before else nothing,
        corrects=before.document if before else "",
        inputs=inputs,
        archive=archive,
        **_stamped(stamp),
    )
    return Entry(_sealed(history, row), before, True)


def document(label: str, version: int) -> str:
    """How a settlement is called wherever it is named.

    >>> document("2026-01/2026-03", 2)
    '2026-01/2026-03 v2'
    """
    return f"{label} v{version}"


def noted(history: Sequence[HistoryRow], event: Event, last: HistoryRow, reason: str, stamp: Stamp) -> HistoryRow:
    """The row that locks or unlocks the period whose `last` settlement stands in the history."""
    row = HistoryRow(
        event=event,
        period=last.period,
        version=last.version,
        document=last.document,
        day=stamp.at.astimezone(UTC).date(),
        reason=" ".join(reason.split()),
        **_stamped(stamp),
    )
    return _sealed(history, row)


def seals(history: Sequence[HistoryRow]) -> list[HistoryRow]:
    """The rows in which the agreed terms were sealed, the latest last."""
    return [row for row in history if row.event == "sealed"]


def terms_sealed(history: Sequence[HistoryRow], title: str, archive: str, stamp: Stamp) -> HistoryRow:
    """The row that seals the terms in `archive`, named after the title of the contract."""
    version = len(seals(history)) + 1
    row = HistoryRow(
        event="sealed",
        period=0,
        version=version,
        document=document(" ".join(title.split()), version),
        day=stamp.at.astimezone(UTC).date(),
        inputs=fingerprint(archive),
        archive=archive,
        **_stamped(stamp),
    )
    return _sealed(history, row)


def _sealed(history: Sequence[HistoryRow], row: HistoryRow) -> HistoryRow:
    return row.model_copy(update={"hash": seal(row, head(history))})


def _stamped(stamp: Stamp) -> dict[str, str]:
    moment = stamp.at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return {"who": " ".join(stamp.who.split()), "at": f"{moment.isoformat()}Z", "tool": stamp.tool}
