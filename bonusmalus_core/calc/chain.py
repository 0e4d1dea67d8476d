"""Is the history as it was written? Each row is sealed with the seal of the row before it.

The seal is the SHA-256 of the row as data, without its own seal and its archive (whose fingerprint it holds), with the
seal before it under "previous". `docs/canonical.md` describes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.calc.canonical import dense, fingerprint
from bonusmalus_core.model.history import HistoryRow


def seal(row: HistoryRow, previous: str) -> str:
    """The seal of a row that follows the one sealed `previous` ("" before the first)."""
    data = row.model_dump(mode="json", exclude={"hash", "archive"}, exclude_none=True)
    return fingerprint(dense(data | {"previous": previous}))


def head(history: Sequence[HistoryRow]) -> str:
    """The seal of the last row, which stands for all of them; "" while there is none."""
    return history[-1].hash if history else ""


def broken(history: Sequence[HistoryRow]) -> Iterator[int]:
    """The rows (counted from 0) that are not what was sealed, or no longer follow the row that they were sealed with.

    Of a row whose seal alone was changed the next one is not accused: it fits the seal that should stand there.
    """
    written = computed = ""
    for number, row in enumerate(history):
        found = seal(row, written)
        if row.hash not in (found, seal(row, computed)):
            yield number
        written, computed = row.hash, found
