"""Which options does a command still need, what is proposed for them, and how is the user asked, once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bonusmalus_core.declare.chosen import labels
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Command, label, option_help
from bonusmalus_core.declare.registry import Parameter
from bonusmalus_core.hosts.live.proposals import proposal
from bonusmalus_core.hosts.live.seat import Answer, Question, Seat
from bonusmalus_core.words import say, words
from bonusmalus_core.workbook.port import Workbook

Options = Mapping[str, Any]


_EXAMPLE, _DATA = "sector", "from_"
"""The option of an example to begin with, and that of the contract data that can take its place."""


@dataclass(frozen=True)
class _Open:
    """An option that is still open: the question, and the values of its answers; None where the answer is typed.

    A question without words need not be asked: what is proposed stands.
    """

    option: str
    question: Question
    values: Sequence[Any] | None

    def means(self, answer: Answer) -> Any:
        """The value of the answer."""
        return self.values[answer] if self.values is not None and isinstance(answer, int) else answer


def completed(seat: Seat, command: Command, workbook: Workbook | None, given: Options) -> Options | None:
    """The options, with what is chosen for the missing ones; None when the user thinks better of it.

    Where nobody can be asked, the proposals stand.
    """
    missing = [option for option in command.options if option.name not in given]
    still_open = [found for found in (_open(seat, command, option, workbook) for option in missing) if found]
    proposed = {each.option: each.means(each.question.proposed) for each in still_open if each.values is not None}
    if not seat.attended:
        return dict(given) | proposed
    asked = [found for found in still_open if found.question.text]
    answers = seat.ask(label(command, seat.spoken), [found.question for found in asked]) if asked else []
    if answers is None:
        return None
    chosen = proposed | {found.option: found.means(answer) for found, answer in zip(asked, answers, strict=True)}
    return _with_files(seat, label(command, seat.spoken), missing, dict(given) | chosen)


def _with_files(seat: Seat, title: str, missing: Sequence[Parameter], options: Options) -> Options | None:
    """The options with the files that are still to be named: what is read first, what is written last."""
    found = dict(options)
    reads = {each.name: "xlsx" for each in missing if each.kind is Kind.WORKBOOK and not each.optional}
    if found.get(_EXAMPLE, "") is None:
        reads[_DATA] = "json"
        found = {name: value for name, value in found.items() if name not in (_EXAMPLE, "language")}
    for name, suffix in reads.items():
        found[name] = seat.ask_existing(title, suffix)
        if found[name] is None:
            return None
    if any(each.name == "file" for each in missing):
        found["file"] = seat.ask_file(title, "bonus-malus.xlsx")
        if found["file"] is None:
            return None
    return found


def _open(seat: Seat, command: Command, option: Parameter, workbook: Workbook | None) -> _Open | None:
    """The question about an option that must be given, or about the choices for a new workbook; others do without."""
    if option.name == "period" and workbook:
        return _period(seat, command, option, workbook)
    if option.choices and not (workbook and option.optional):
        return _listed(seat, command, option)
    if option.optional or option.name == "file" or option.kind is Kind.WORKBOOK:
        return None
    return _Open(option.name, Question(option_help(command, option, seat.spoken), None, ""), None)


def _period(seat: Seat, command: Command, option: Parameter, workbook: Workbook) -> _Open:
    """The periods of the contract; where the command can choose by itself, it is proposed that it does."""
    found = proposal(workbook, command.period)
    if found is None:  # whichever it is, the command says why the contract cannot be read
        return _Open(option.name, Question("", [""], 0), [None if option.optional else 1])
    answers, values = list(found.periods), list[int | None](range(1, len(found.periods) + 1))
    if not option.optional:
        return _Open(
            option.name, Question(say(found.language, "live", "ask.period"), answers, found.period - 1), values
        )
    answers.append(say(found.language, "live", "ask.default"))
    question = Question(option_help(command, option, seat.spoken), answers, len(answers) - 1)
    return _Open(option.name, question, [*values, None])


def _listed(seat: Seat, command: Command, option: Parameter) -> _Open:
    answers = list(labels(option.name, option.choices, seat.spoken))
    values: list[Any] = list(option.choices)
    if option.name == _EXAMPLE and any(each.name == _DATA for each in command.options):
        answers.append(say(seat.spoken, "live", "ask.data"))
        values.append(None)
    text = words(seat.spoken, "live").get(f"ask.{option.name}", option_help(command, option, seat.spoken))
    proposed = option.default or seat.spoken
    return _Open(option.name, Question(text, answers, values.index(proposed) if proposed in values else 0), values)
