"""Which worksheet functions are there? Each is declared once, where it is written, and every host reads it here.

The declaration refuses, at import, what some host could not offer. English stands in the docstring; the other languages
are data (`words/<language>/functions.json`).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from types import NoneType
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from bonusmalus_core.declare.docstring import Doc, read
from bonusmalus_core.declare.kinds import KINDS, Kind
from bonusmalus_core.declare.reserved import RESERVED
from bonusmalus_core.declare.values import Answer, Argument

LONGEST_HELP = 255
"""What the function wizard of Excel shows of a text."""

Declared = TypeVar("Declared", bound=Callable[..., Any])

_NAME = re.compile(r"BM(_[A-Z]{2,})+")
_PARAMETER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*_?")
_ERRORS = frozenset({"#N/A", "#VALUE!", "#NUM!", "#DIV/0!"})
_SHOWN = frozenset({Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.CELLS})
"""What a function can give."""

_NO_CELL = frozenset({Kind.PATH, Kind.WORKBOOK})
"""What no cell can hold: options of commands only."""


class NotDeclarable(TypeError):
    """The developer declared a function or command that some host could not offer."""


class Category(Enum):
    """What a function is for."""

    IMPACT = "impact"
    SETTLEMENT = "settlement"
    MEASURE = "measure"
    DATE = "date"
    TEXT = "text"


class Example(NamedTuple):
    """A call with its answer, which a test holds against what the function really gives."""

    arguments: tuple[Argument, ...]
    answer: Answer


class Parameter(NamedTuple):
    """An argument. `blank` says that the function answers without it, and for an optional one with its `default`.

    Only options of commands have `choices`, from which hosts make lists.
    """

    name: str
    kind: Kind
    help: str
    blank: bool
    optional: bool
    default: object
    choices: tuple[str, ...] = ()


class Function(NamedTuple):
    """A worksheet function, in English; `wording` says it in the user's language."""

    name: str
    category: Category
    summary: str
    details: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    result: Kind
    errors: Mapping[str, str]
    example: Example
    act: Callable[..., Any]

    @property
    def required(self) -> int:
        """How many arguments must stand in a formula."""
        return sum(not each.optional for each in self.parameters)


FUNCTIONS: dict[str, Function] = {}
"""Every declared function by name, in the order of declaration; import `declare.functions` to fill it."""


def function(name: str, category: Category, example: Example) -> Callable[[Declared], Declared]:
    """Declares a worksheet function, and gives it back as it is.

    Raises:
        NotDeclarable: Some host could not offer it.
    """

    def declare(act: Declared) -> Declared:
        doc, hints = read(act), get_type_hints(act)
        _check(name, doc, hints.get("return"))
        every, result = parameters(name, act, doc, hints), KINDS[hints["return"]]
        _check_arguments(name, every)
        FUNCTIONS[name] = Function(name, category, doc.summary, doc.details, every, result, doc.errors, example, act)
        return act

    return declare


def _check(name: str, doc: Doc, result: Any) -> None:
    """Refuses a name that some host could not use, and an answer that no cell can show."""
    if not _NAME.fullmatch(name):
        raise NotDeclarable(f"{name}: a name is BM_ and capitals, for BM1 would be a cell")
    if name in FUNCTIONS:
        raise NotDeclarable(f"{name} is declared twice")
    check_text(name, doc.summary)
    if KINDS.get(result) not in _SHOWN:
        raise NotDeclarable(f"{name}: no host can show a result of type {result}")
    if not doc.errors.keys() <= _ERRORS:
        raise NotDeclarable(f"{name}: not errors of a spreadsheet: {sorted(doc.errors.keys() - _ERRORS)}")


def _check_arguments(name: str, every: Sequence[Parameter]) -> None:
    """Refuses what is only for options of commands; and UNO knows no underscore, so that `from_` would be reserved."""
    for each in every:
        if each.kind in _NO_CELL or each.choices or each.name.endswith("_"):
            raise NotDeclarable(f"{name}: {each.name} can be an option of a command, but no argument in a formula")


def parameters(
    name: str, act: Callable[..., Any], doc: Doc, hints: Mapping[str, Any], skip: int = 0
) -> tuple[Parameter, ...]:
    """The arguments as they are written in Python, without the first `skip`; NotDeclarable when a host has no place."""
    every = list(inspect.signature(act).parameters.values())
    written, left_out = every[skip:], {each.name for each in every[:skip]}
    if doc.arguments.keys() - left_out != {each.name for each in written}:
        raise NotDeclarable(f"{name}: documented are {list(doc.arguments)}, written {[each.name for each in written]}")
    return tuple(_parameter(name, each, doc.arguments[each.name], hints.get(each.name)) for each in written)


def check_text(name: str, text: str) -> None:
    """Refuses a text that is missing or too long for a host to show."""
    if not 0 < len(text) <= LONGEST_HELP:
        raise NotDeclarable(f"{name}: a text has 1 to {LONGEST_HELP} characters, not {len(text)}: {text!r}")


def _parameter(function: str, written: inspect.Parameter, help_text: str, hint: Any) -> Parameter:
    name = f"{function}: {written.name}"
    if not _PARAMETER.fullmatch(written.name) or written.name in RESERVED:
        raise NotDeclarable(f"{name} is no plain name, or one that a host keeps for itself")
    if written.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
        raise NotDeclarable(
            f"{name}: a formula has neither named arguments nor, beside optional ones, any number of them"
        )
    check_text(name, help_text)
    kind, blank, choices = _kind(hint)
    if kind is None:
        raise NotDeclarable(f"{name}: no host can pass a {hint}")
    optional = written.default is not inspect.Parameter.empty
    default = written.default if optional else None
    return Parameter(written.name, kind, help_text, blank or optional, optional, default, choices)


def _kind(hint: Any) -> tuple[Kind | None, bool, tuple[str, ...]]:
    """The kind of an annotation, whether it may be blank, and the words that it is one of."""
    if hint in KINDS:
        return KINDS[hint], KINDS[hint] is Kind.CELL, ()
    if get_origin(hint) is Literal:
        return Kind.TEXT, False, get_args(hint)
    inner = tuple(each for each in get_args(hint) if each is not NoneType)
    if len(inner) != 1 or NoneType not in get_args(hint):
        return None, False, ()
    kind, _, choices = _kind(inner[0])
    return kind, True, choices
