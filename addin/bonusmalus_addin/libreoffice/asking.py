"""Which options does a command still need, what is proposed for them, and how is the user asked, once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_addin.libreoffice.dialogs import Question, ask, ask_file
from bonusmalus_addin.libreoffice.proposals import proposal
from bonusmalus_core.declare.offering import Command, label
from bonusmalus_core.declare.registry import Parameter
from bonusmalus_core.words import say, words
from bonusmalus_core.workbook.port import Workbook

Options = Mapping[str, Any]


@dataclass(frozen=True)
class _Open:
    """An option that is still open: the question, and the values of its answers."""

    option: str
    question: Question
    values: Sequence[Any]


def completed(desk: Desk, command: Command, workbook: Workbook | None, given: Options) -> Options | None:
    """The options, with what is chosen for the missing ones; None when the user thinks better of it.

    Where nobody can be asked, the proposals stand.
    """
    missing = [option for option in command.options if option.name not in given]
    still_open = [found for found in (_open(desk, option, workbook) for option in missing) if found]
    chosen: Sequence[int] | None = [found.question.proposed for found in still_open]
    if still_open and desk.attended:
        chosen = ask(desk, label(command, desk.spoken), [found.question for found in still_open])
    if chosen is None:
        return None
    options = dict(given) | {found.option: found.values[pick] for found, pick in zip(still_open, chosen, strict=True)}
    if any(option.name == "file" for option in missing) and desk.attended:
        path = ask_file(desk, label(command, desk.spoken), "bonus-malus.xlsx")
        return options | {"file": path} if path else None
    return options


def _open(desk: Desk, option: Parameter, workbook: Workbook | None) -> _Open | None:
    """The question about an option that has a list of answers; the others keep what they have when nothing is said."""
    if option.name == "period" and workbook:
        found = proposal(workbook)
        if found is None:
            return _Open(option.name, Question("", [""], 0), [1])
        question = Question(say(found.language, "libreoffice", "ask.period"), found.periods, found.period - 1)
        return _Open(option.name, question, range(1, len(found.periods) + 1))
    if option.choices:
        said = words(desk.spoken, "choices")
        answers = [said.get(f"{option.name}.{choice}", choice) for choice in option.choices]
        proposed = str(option.default or desk.spoken)
        text = say(desk.spoken, "libreoffice", f"ask.{option.name}")
        return _Open(option.name, Question(text, answers, option.choices.index(proposed)), option.choices)
    return None
