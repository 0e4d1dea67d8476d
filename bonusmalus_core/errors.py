"""What can go wrong that is not a finding about the contract?

    BonusMalusError
    ├── FileRefused     a file that cannot be opened, trusted or written   (exit code 3)
    └── WrongUsage      a question that the contract has no answer to      (exit code 2)

A mistake in the contract or its measurements is never an exception: it is a `Finding`.
Both errors carry a stable code and the facts of the case; the sentence stands in `words/<language>.json`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self


class BonusMalusError(Exception):
    """The root of everything that this package raises on purpose.

    `language` is the contract's, where the error is about one; None for the user's own.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
        self.language: str | None = None

    def said_in(self, language: str | None) -> Self:
        """The same error, to be told in that language."""
        self.language = language
        return self


class FileRefused(BonusMalusError):
    """A file was left as it was, because opening or writing it would not be safe."""

    def __init__(self, code: str, path: Path | str, **facts: object) -> None:
        super().__init__(code, path=str(path), **facts)
        self.path = Path(path)


class WrongUsage(BonusMalusError):
    """The caller asked for something that does not exist, such as period 9 of 8."""
