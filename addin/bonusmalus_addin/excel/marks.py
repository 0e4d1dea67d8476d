"""How are the cells that findings point at marked, and how do all marks go again?

A mark is a conditional format that always holds, so that the cell's own colour comes back with its removal, and a note
where the cell has none. Whatever else a cell wears is left alone.
"""

from __future__ import annotations

from collections import defaultdict

from xlwings import Book, Sheet

from bonusmalus_addin.excel import native
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.words.said import said

_SIGN = "bonus-malus"
_RULE = f'="{_SIGN}"<>""'
"""True in every language of Excel, whose conditional formats want formulas in its own."""
_NOTE = "Bonus-Malus: "
_TINT = (255, 213, 153)


def mark(book: Book, outcome: Outcome, spoken: str) -> None:
    """Marks the cells of an outcome's findings, and no other; protected sheets stay as they are."""
    with native.undisturbed(book.app):
        _wipe(book)
        for (sheet, cell), text in _texts(outcome, spoken).items():
            found = book.sheets[sheet]
            if not native.is_protected(found):
                place = found.range(cell)
                place.conditional_formats.add_custom(_RULE, fill_color=_TINT)
                if place.note is None:
                    place.add_note(_NOTE + text)


def unmark(book: Book) -> int:
    """Takes all marks away, and gives their number."""
    with native.undisturbed(book.app):
        return _wipe(book)


def _wipe(book: Book) -> int:
    return sum(_wiped(sheet) for sheet in book.sheets if not native.is_protected(sheet))


def _wiped(sheet: Sheet) -> int:
    for note in [note for note in sheet.notes if note.text.startswith(_NOTE)]:
        note.delete()
    rules = [rule for rule in sheet.used_range.conditional_formats if rule.type == "custom"]
    ours = [rule for rule in rules if _SIGN in (rule.formula or "")]
    for rule in reversed(ours):  # Excel counts anew after each that goes
        rule.delete()
    return len(ours)


def _texts(outcome: Outcome, spoken: str) -> dict[tuple[str, str], str]:
    """What the note of each cell says."""
    texts = defaultdict[tuple[str, str], list[str]](list)
    for finding in outcome.findings:
        each = said(finding, outcome.language or spoken, outcome.locate)
        if each.sheet and each.cell:
            texts[each.sheet, each.cell].append(f"{each.message} → {each.remedy}")
    return {place: "\n".join(lines) for place, lines in texts.items()}
