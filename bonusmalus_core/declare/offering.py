"""What is offered as a command, under which name and in which menu, and how is it carried out?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from inspect import Signature, signature
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from bonusmalus_core.declare.converting import converted
from bonusmalus_core.declare.docstring import read
from bonusmalus_core.declare.registry import Declared, NotDeclarable, Parameter, check_text, parameters
from bonusmalus_core.declare.values import Argument, NoResult
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Phrase
from bonusmalus_core.words import words

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.model.history import Stamp
    from bonusmalus_core.workbook.port import Workbook

TOPIC = "commands"
_WORKBOOK, _STAMP = "workbook", "stamp"
_GIVEN = frozenset({_WORKBOOK, _STAMP})
"""What a host gives a command besides its options: the open contract, and who does it, when."""


class Group(Enum):
    """The part of the menu in which a command stands."""

    CONTRACT = "contract"
    MEASURE = "measure"
    SETTLE = "settle"
    ANALYSE = "analyse"
    HELP = "help"


class Period(Enum):
    """Which period a command is about, so that a host can propose one."""

    NEXT = "the next to settle"
    SETTLED = "the last that is settled and not locked"
    LOCKED = "the last that is locked"


class Command(NamedTuple):
    """A command in English; `icon` is the name of an Office image (imageMso).

    One that acts on a workbook `needs_workbook`, unless it can do without. It `writes` results into the workbook,
    `stamps` them with who did it and when, or `gives_data` that a host prints or keeps in a file. One that `prints`
    writes into a copy, of which the outcome's sheet is for paper, or gives a text for paper. `period` says which one is
    meant most often, where an option is a period.
    """

    name: str
    group: Group
    icon: str
    summary: str
    options: tuple[Parameter, ...]
    acts_on_workbook: bool
    needs_workbook: bool
    stamps: bool
    writes: bool
    gives_data: bool
    prints: bool
    period: Period
    act: Callable[..., Outcome]


COMMANDS: dict[str, Command] = {}
"""Every declared command by name, in the order of the menus; import `declare.commands` to fill it."""


def command(
    name: str,
    group: Group,
    *,
    icon: str,
    writes: bool = False,
    gives_data: bool = False,
    prints: bool = False,
    period: Period = Period.NEXT,
) -> Callable[[Declared], Declared]:
    """Declares a command and gives it back as it is; its first parameter is `workbook`, unless it makes a new one.

    A second one named `stamp` gets who does it, and when; the others are its options.

    Raises:
        NotDeclarable: Some host could not offer it.
    """

    def declare(act: Declared) -> Declared:
        doc, written = read(act), list(signature(act).parameters)
        given = _given(name, written)
        check_text(name, doc.summary)
        COMMANDS[name] = Command(
            name=name,
            group=group,
            icon=icon,
            summary=doc.summary,
            options=parameters(name, act, doc, _hints(act), skip=len(given)),
            acts_on_workbook=_WORKBOOK in given,
            needs_workbook=_WORKBOOK in given and signature(act).parameters[_WORKBOOK].default is Signature.empty,
            stamps=_STAMP in given,
            writes=writes,
            gives_data=gives_data,
            prints=prints,
            period=period,
            act=act,
        )
        return act

    return declare


def _given(name: str, written: Sequence[str]) -> Sequence[str]:
    """What a host gives the command besides its options: the first parameters."""
    if not name.isidentifier() or not name.islower() or name in COMMANDS:
        raise NotDeclarable(f"{name} is no plain word, or is declared twice")
    given = written[: len(_GIVEN.intersection(written))]
    if not _GIVEN.issuperset(given):
        raise NotDeclarable(f"{name}: {_WORKBOOK} and {_STAMP} come before the options")
    return given


def carry_out(
    command: Command, workbook: Workbook | None, options: Mapping[str, Argument], stamp: Stamp | None = None
) -> Outcome:
    """What comes of the command with these options, of which those left out have their defaults.

    `stamp` is who does it, and when: the user of this computer, now, unless the host knows better.

    Raises:
        WrongUsage: An option is missing or of another kind, or the contract has no answer to it.
        FileRefused: A file cannot be read or written.
    """
    given = {each.name: _option(command, each, options.get(each.name)) for each in command.options}
    if command.stamps:
        given[_STAMP] = stamp or _present()
    return command.act(workbook, **given) if command.acts_on_workbook else command.act(**given)


def _present() -> Stamp:
    from bonusmalus_core.declare.stamping import present

    return present()


def label(command: Command, language: str) -> str:
    """What stands on the button."""
    return words(language, TOPIC)[f"{command.name}.label"]


def group_label(group: Group, language: str) -> str:
    """What stands under a group of buttons."""
    return words(language, TOPIC)[f"group.{group.value}"]


def summary(command: Command, language: str) -> str:
    """What the command does, in one sentence."""
    return words(language, TOPIC)[command.name]


def option_help(command: Command, option: Parameter, language: str) -> str:
    """What an option means."""
    return words(language, TOPIC)[f"{command.name}.{option.name}"]


def _hints(act: Callable[..., Any]) -> dict[str, Any]:
    """The types of the options alone: a menu need not load what workbook and outcome are."""
    options = {name: hint for name, hint in act.__annotations__.items() if name not in {*_GIVEN, "return"}}
    return get_type_hints(SimpleNamespace(__annotations__=options), act.__globals__)


def _option(command: Command, option: Parameter, given: Argument) -> Any:
    meaning = Phrase(f"{command.name}.{option.name}", topic=TOPIC)
    try:
        found = converted(given, option.kind)
    except NoResult as none:
        raise WrongUsage("option", option=option.name, found=given, meaning=meaning) from none
    if found is None and not option.optional:
        raise WrongUsage("missing", option=option.name, meaning=meaning)
    if found is not None and option.choices and found not in option.choices:
        raise WrongUsage("option", option=option.name, found=found, meaning=meaning)
    return option.default if found is None else found
