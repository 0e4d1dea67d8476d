"""Which options does a command still need, what is proposed for them, and how is the user asked, once?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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

_PERIOD, _MONTHS = "period", "months"
"""The option of a period, and that of months that can take its place."""

_FILE, _FOLDER = None, ""
"""A path that is still to be chosen: in the dialog for files, or in the one for folders."""

_Pick = Callable[[], str | None]


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
    known = {*given, _PERIOD} if _MONTHS in given else set(given)
    missing = [option for option in command.options if option.name not in known]
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
    dropped = (_EXAMPLE, "language") if _is_from_data(options) else ()
    found = {name: value for name, value in options.items() if name not in dropped}
    for name, pick in _picks(seat, title, missing, options):
        found[name] = pick()
        if found[name] is None:
            return None
    return found


def _picks(seat: Seat, title: str, missing: Sequence[Parameter], options: Options) -> Iterator[tuple[str, _Pick]]:
    """The options that are files or folders, each with the dialog in which it is chosen."""
    if _is_from_data(options):
        yield _DATA, partial(seat.ask_existing, title, "json")
    for each in missing:
        if each.kind is Kind.WORKBOOK and not each.optional:
            yield each.name, partial(seat.ask_existing, title, "xlsx")
        if each.kind is Kind.PATH and not each.optional:
            is_folder = options[each.name] == _FOLDER
            yield each.name, partial(seat.ask_folder, title) if is_folder else partial(seat.ask_existing, title, "*")
    if any(each.name == "file" for each in missing):
        yield "file", partial(seat.ask_file, title, "bonus-malus.xlsx")


def _is_from_data(options: Options) -> bool:
    return options.get(_EXAMPLE, "") is None


def _open(seat: Seat, command: Command, option: Parameter, workbook: Workbook | None) -> _Open | None:
    """The question about an option that must be given, or about the choices for a new workbook; others do without."""
    if option.name == _PERIOD and workbook:
        return _period(seat, command, option, workbook)
    if option.choices and not (workbook and option.optional):
        return _listed(seat, command, option)
    if option.optional or option.name == "file" or option.kind is Kind.WORKBOOK:
        return None
    if option.kind is Kind.PATH:
        answers = [say(seat.spoken, "live", "ask.one-file"), say(seat.spoken, "live", "ask.folder")]
        return _Open(option.name, Question(option_help(command, option, seat.spoken), answers, 0), [_FILE, _FOLDER])
    return _Open(option.name, Question(option_help(command, option, seat.spoken), None, ""), None)


def _period(seat: Seat, command: Command, option: Parameter, workbook: Workbook) -> _Open:
    """The periods of the contract; where the command can choose by itself, it is proposed that it does."""
    found, chooses = proposal(workbook, command.period), option.optional and not _has(command, _MONTHS)
    if found is None:  # whichever it is, the command says why the contract cannot be read
        return _Open(option.name, Question("", [""], 0), [None if chooses else 1])
    answers, values = list(found.periods), list[int | None](range(1, len(found.periods) + 1))
    if not chooses:
        return _Open(
            option.name, Question(say(found.language, "live", "ask.period"), answers, found.period - 1), values
        )
    answers.append(say(found.language, "live", "ask.default"))
    question = Question(option_help(command, option, seat.spoken), answers, len(answers) - 1)
    return _Open(option.name, question, [*values, None])


def _listed(seat: Seat, command: Command, option: Parameter) -> _Open:
    answers = list(labels(option.name, option.choices, seat.spoken))
    values: list[Any] = list(option.choices)
    if option.name == _EXAMPLE and _has(command, _DATA):
        answers.append(say(seat.spoken, "live", "ask.data"))
        values.append(None)
    text = words(seat.spoken, "live").get(f"ask.{option.name}", option_help(command, option, seat.spoken))
    proposed = option.default or seat.spoken
    return _Open(option.name, Question(text, answers, values.index(proposed) if proposed in values else 0), values)


def _has(command: Command, option: str) -> bool:
    return any(each.name == option for each in command.options)
