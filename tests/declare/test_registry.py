"""Does a declaration refuse what some host could not offer?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest

from bonusmalus_core.declare import kinds, offering, registry
from bonusmalus_core.declare.functions import FAMILIES, FUNCTIONS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Group, command
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.registry import Category, Example, Function, NotDeclarable, function

THE_TABLE = """
    BM_IMPACT BM_BAND BM_WEIGHTED BM_CAP BM_AMOUNT BM_VOLUME BM_SETTLE BM_SL BM_NPS BM_NPS_MOE BM_CSAT BM_CES BM_WORKDAY
    BM_CONTRACTMONTH BM_INDEX BM_VAGUE BM_EXPLAIN
"""

FINE = '''
def act(value: Number, scores: Numbers, word: Text = "x", day: Date | None = None, sure: Flag = False) -> Number:
    """Gives the value.

    More about it, in
    two lines.

    Args:
        value: The value, which
            goes on here.
        scores: The scores.
        word: A word.
        day: A day.
        sure: Whether.

    Raises:
        #N/A: It is blank.
    """
'''


@pytest.fixture(autouse=True)
def _own_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FUNCTIONS", dict(FUNCTIONS))
    monkeypatch.setattr(offering, "COMMANDS", {})


def written(source: str) -> Callable[..., Any]:
    """The function `act` of a piece of source, as a developer would have written it in a module."""
    names = {**vars(kinds), "Outcome": Outcome, "Literal": Literal}
    exec(source, names)
    act: Callable[..., Any] = names["act"]
    return act


def declared(source: str, name: str = "BM_TEST") -> Function:
    function(name, Category.TEXT, Example((), None))(written(source))
    return registry.FUNCTIONS[name]


def test_a_declaration_records_and_returns_the_function() -> None:
    act = written(FINE)
    assert function("BM_TEST", Category.TEXT, Example((), None))(act) is act
    made = registry.FUNCTIONS["BM_TEST"]
    assert (made.summary, made.details) == ("Gives the value.", ("More about it, in two lines.",))
    assert (made.result, made.required, made.errors) == (Kind.NUMBER, 2, {"#N/A": "It is blank."})
    assert [(each.name, each.kind, each.optional, each.blank, each.default) for each in made.parameters] == [
        ("value", Kind.NUMBER, False, False, None),
        ("scores", Kind.NUMBERS, False, False, None),
        ("word", Kind.TEXT, True, True, "x"),
        ("day", Kind.DATE, True, True, None),
        ("sure", Kind.FLAG, True, True, False),
    ]
    assert made.parameters[0].help == "The value, which goes on here."


@pytest.mark.parametrize(
    "name", ["BM1", "IMPACT", "BM_", "BM_a", "bm_impact", "BM_SL60", "BM__X", "BM_X", "_BM_XX", ""]
)
def test_a_name_that_looks_like_a_cell_or_not_like_ours_is_refused(name: str) -> None:
    with pytest.raises(NotDeclarable):
        declared(FINE, name)


def test_a_name_is_declared_once() -> None:
    declared(FINE)
    with pytest.raises(NotDeclarable, match="twice"):
        declared(FINE)


@pytest.mark.parametrize(
    ("why", "signature", "documented"),
    [
        ("unknown type", "value: complex", "value"),
        ("two types", "value: Number | Text", "value"),
        ("no type that a cell has", "value: list", "value"),
        ("undocumented", "value: Number, other: Number", "value"),
        ("documented too much", "value: Number", "value other"),
        ("reserved by Visual Basic", "date: Date", "date"),
        ("reserved by UNO", "sequence: Number", "sequence"),
        ("reserved whatever the capitals", "paramarray: Number", "paramarray"),
        ("capitals", "Value: Number", "Value"),
        ("not ASCII", "één: Number", "één"),
        ("reserved by UNO, which knows no underscore", "any_: Number", "any_"),
        ("two underscores, of which UNO makes one word", "a__b: Number", "a__b"),
        ("no type", "value", "value"),
        ("words to choose from, which a cell cannot offer", "word: Literal['x', 'y']", "word"),
        ("a workbook, which no cell holds", "other: Opened", "other"),
        ("a file, which no cell holds", "records: Path", "records"),
        ("a workbook that may be left out", "other: Opened | None = None", "other"),
        ("optional and any number of them", "value: Number | None = None, *more: Number", "value more"),
        ("named only", "*, value: Number", "value"),
        ("any name", "**more: Number", "more"),
    ],
)
def test_an_argument_that_a_host_could_not_offer_is_refused(why: str, signature: str, documented: str) -> None:
    arguments = "\n".join(f"        {name}: It." for name in documented.split())
    with pytest.raises(NotDeclarable, match="BM_TEST"):
        declared(f'def act({signature}) -> Number:\n    """Gives.\n\n    Args:\n{arguments}\n    """\n')
    assert "BM_TEST" not in registry.FUNCTIONS, why


@pytest.mark.parametrize(
    ("why", "source"),
    [
        ("no docstring", "def act() -> Number: ..."),
        ("a summary of 256 characters", f"def act() -> Number:\n    '''{'x' * 256}'''"),
        ("help of 256 characters", f"def act(n: Number) -> Number:\n    '''Gives.\n\nArgs:\n    n: {'x' * 256}\n'''"),
        ("no result", "def act():\n    '''Gives.'''"),
        ("a result that no cell holds", "def act() -> Flag:\n    '''Gives.'''"),
        ("an error that no spreadsheet has", "def act() -> Number:\n    '''Gives.\n\nRaises:\n    #OOPS!: Odd.\n'''"),
    ],
)  # fmt: skip
def test_a_function_that_a_host_could_not_offer_is_refused(why: str, source: str) -> None:
    with pytest.raises(NotDeclarable, match="BM_TEST"):
        declared(source)
    assert "BM_TEST" not in registry.FUNCTIONS, why


def test_texts_of_255_characters_are_shown() -> None:
    assert len(declared(f"def act() -> Number:\n    '''{'x' * 255}'''").summary) == 255


@pytest.mark.parametrize("name", ["", "Check", "two words", "1st"])
def test_a_command_has_a_plain_name(name: str) -> None:
    with pytest.raises(NotDeclarable):
        command(name, Group.HELP, icon="Help")(written("def act(workbook) -> Outcome:\n    '''Does.'''"))


@pytest.mark.parametrize(
    ("why", "parameters", "documented"),
    [
        ("unknown type", "workbook, value: complex", "workbook value"),
        ("no type", "workbook, value", "workbook value"),
        ("undocumented", "workbook, value: Number", "workbook"),
        ("reserved", "workbook, next: Number", "workbook next"),
        ("any number of options", "workbook, *more: Number", "workbook more"),
        ("the workbook after an option", "value: Number, workbook", "value workbook"),
        ("the stamp after an option", "workbook, value: Number, stamp", "workbook value stamp"),
    ],
)
def test_a_command_that_a_host_could_not_offer_is_refused(why: str, parameters: str, documented: str) -> None:
    arguments = "\n".join(f"        {name}: It." for name in documented.split())
    source = f'def act({parameters}) -> Outcome:\n    """Does.\n\n    Args:\n{arguments}\n    """\n'
    with pytest.raises(NotDeclarable, match="odd"):
        command("odd", Group.HELP, icon="Help")(written(source))
    assert offering.COMMANDS == {}, why


@pytest.mark.parametrize("text", ["", "x" * 256])
def test_the_summary_of_a_command_is_there_and_is_shown_whole(text: str) -> None:
    with pytest.raises(NotDeclarable, match="odd"):
        command("odd", Group.HELP, icon="Help")(written(f"def act(workbook) -> Outcome:\n    '''{text}'''"))


def test_a_command_is_declared_once() -> None:
    act = written("def act(workbook) -> Outcome:\n    '''Does.'''")
    command("once", Group.HELP, icon="Help")(act)
    with pytest.raises(NotDeclarable, match="twice"):
        command("once", Group.HELP, icon="Help")(act)


def test_a_command_acts_on_the_workbook_if_it_asks_for_it() -> None:
    source = "def act({}) -> Outcome:\n    '''Does.'''"
    command("first", Group.HELP, icon="Help")(written(source.format("workbook")))
    command("second", Group.HELP, icon="Help")(written(source.format("")))
    assert [(each.name, each.acts_on_workbook) for each in offering.COMMANDS.values()] == [
        ("first", True),
        ("second", False),
    ]


def test_every_function_of_the_table_is_there_and_no_other() -> None:
    assert sorted(FUNCTIONS) == sorted(THE_TABLE.split())


def test_every_function_stands_in_a_family_that_is_listed() -> None:
    assert {each.act.__module__ for each in FUNCTIONS.values()} == {family.__name__ for family in FAMILIES}


def test_only_the_table_of_a_settlement_always_spills() -> None:
    assert [name for name, each in FUNCTIONS.items() if each.result is Kind.CELLS] == ["BM_SETTLE"]
