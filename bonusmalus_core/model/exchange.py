"""How does an agreement go out as JSON data, and how does such data become an agreement?

    code  what is wrong                           facts
    J1    the data is not a contract at all       found
    J2    an unknown key                          path, found, expected (the nearest key)
    J3    a key that is needed is missing         path
    J4    a value of another kind                 path, found
    J5    not one of the allowed words            path, found, expected
    J6    a value outside what is possible        path, found, expected ("≥ 1")
    J7    a text that a workbook could not hold   path, found
    J8    a text or list too short or too long    path, found (its length), expected ("≤ 9")

Every one is a blocker: half a contract is no contract. `path` names the place in the data, such as "kpis[2].weight".
Source: contract and settlement rules, section 6. Absent keys mean the default, null means none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract, Holidays
from bonusmalus_core.model.days import is_day
from bonusmalus_core.model.limits import FEWEST_LEVELS, MOST_LEVELS, SIGNS
from bonusmalus_core.model.names import Path, ambiguous, damaged
from bonusmalus_core.model.record import Record

NO_CONTRACT = "J1"
UNKNOWN_KEY = "J2"
KEY_MISSING = "J3"
OTHER_KIND = "J4"
UNKNOWN_WORD = "J5"
IMPOSSIBLE = "J6"
UNREADABLE = "J7"
OTHER_LENGTH = "J8"

CODES = (NO_CONTRACT, UNKNOWN_KEY, KEY_MISSING, OTHER_KIND, UNKNOWN_WORD, IMPOSSIBLE, UNREADABLE, OTHER_LENGTH)

_LONGEST_QUOTE = 60
_INTERNAL = {
    "months": ("measures", "month, forecast, actual, forecast_locked_on"),
    "events": ("from_", "from"),
    "team": ("from_", "from"),
}
"""The model's own name in a section, which is no key of contract data, and what to use instead."""


def parse_agreement(data: object) -> tuple[Agreement | None, tuple[Finding, ...]]:
    """The agreement that JSON data (decoded) describes, or None and everything that is wrong with the data.

    Numbers may be JSON numbers or decimal strings; what a person cannot see (digits after the 15th) is dropped.
    """
    if not isinstance(data, dict) or "contract" not in data:
        return None, (_finding(NO_CONTRACT, (), data),)
    broken = tuple(_finding(UNREADABLE, path, text) for path, text in damaged(data))
    if broken:
        return None, broken
    internal = {path: _finding(UNKNOWN_KEY, path, path[-1], instead) for path, instead in _internal(data)}
    try:
        agreement = Agreement.model_validate(data)
    except ValidationError as invalid:
        found = {_path(error["loc"]): _of_error(error) for error in invalid.errors(include_url=False)}
        return None, tuple((found | internal).values())
    loose = {path: _finding(OTHER_KIND, path, value) for path, value in _loose(data, agreement)}
    names = {path: _finding(UNREADABLE, path, name) for path, name in ambiguous(agreement)}
    sizes = {path: _finding(OTHER_LENGTH, path, count, limit) for path, count, limit in _other_sizes(agreement)}
    wrong = tuple((names | loose | internal | sizes).values())
    return (None if wrong else agreement), wrong


def export_agreement(agreement: Agreement) -> dict[str, Any]:
    """The agreement as JSON data: every section, every term of the contract, of the records what is not the default.

    Months are "2026-01", days "2026-01-31", numbers decimal strings; parsing it again gives an equal agreement.
    """
    sections = {name: getattr(agreement, name) for name in Agreement.model_fields if name != "contract"}
    return {"contract": _contract(agreement.contract)} | {
        name: [_row(row) if isinstance(row, Record) else row for row in rows] for name, rows in sections.items()
    }


def _contract(contract: Contract) -> dict[str, Any]:
    return contract.model_dump(mode="json") | {"holidays": _holidays(contract.holidays)}


def _holidays(holidays: Holidays) -> str | dict[str, Any]:
    """A country alone is written as its code, as people do."""
    if holidays.country is not None and holidays == Holidays(country=holidays.country):
        return holidays.country
    return holidays.model_dump(mode="json")


def _row(row: Record) -> dict[str, Any]:
    written = row.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    measures: dict[str, Any] = written.pop("measures", {})
    return written | measures


def _of_error(error: ErrorDetails) -> Finding:
    """The finding that one of the model's complaints stands for."""
    path, value, context = _path(error["loc"]), error["input"], error.get("ctx", {})
    limits = ", ".join(f"{SIGNS[key]} {limit}" for key, limit in context.items() if key in SIGNS)
    match error["type"]:
        case "extra_forbidden":
            return _finding(UNKNOWN_KEY, path, path[-1], expected=_nearest_key(path))
        case "missing":
            return _finding(KEY_MISSING, path, "")
        case "literal_error":
            return _finding(UNKNOWN_WORD, path, value, expected=str(context["expected"]).replace(" or ", ", "))
        case "string_too_short" | "string_too_long" | "too_short" | "too_long":
            return _finding(OTHER_LENGTH, path, len(value), expected=limits)
        case _:
            return _finding(IMPOSSIBLE if limits else OTHER_KIND, path, value, expected=limits)


def _path(location: Path) -> Path:
    """Where in the data the model found it: without the model's own names for alternatives and for measures."""
    known = tuple(step for step in location if step != "measures")
    return known[:3] if known[2:3] == ("kpis",) else known


def _internal(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The model's own names among the keys of a record, each with the key to use instead."""
    for section, (name, instead) in _INTERNAL.items():
        rows = data.get(section)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping) and name in row:
                yield (section, number, name), instead


def _nearest_key(path: Path) -> str:
    section = Agreement.model_fields if len(path) == 1 else _model(str(path[0])).model_fields
    keys = [field.alias or name for name, field in section.items()]
    return next(iter(get_close_matches(str(path[-1]), keys, 1)), ", ".join(keys))


def _model(section: str) -> type[Record]:
    """The model of a section's records; those of later issues have none yet."""
    annotation = Agreement.model_fields[section].annotation
    model: object = annotation if section == "contract" else get_args(annotation)[0]
    return model if isinstance(model, type) and issubclass(model, Record) else Record


def _loose(data: Mapping[str, Any], agreement: Agreement) -> Iterator[tuple[Path, object]]:
    """What pydantic reads kindly but nobody should have to guess: true as the number 1, a number or a time as a day."""
    yield from _loose_in(("contract",), data["contract"], agreement.contract)
    for section in data.keys() - {"contract"}:
        for number, (row, record) in enumerate(zip(data[section], getattr(agreement, section), strict=True)):
            yield from _loose_in((section, number), row, record)


def _loose_in(
    path: Path, row: Mapping[str, object], record: Record | Mapping[str, object]
) -> Iterator[tuple[Path, object]]:
    values = dict(record)
    for key, value in row.items():
        read = values.get(key, values.get(f"{key}_"))
        if isinstance(value, bool) is not isinstance(read, bool) or (isinstance(read, date) and not _is_day(value)):
            yield (*path, key), value


def _other_sizes(agreement: Agreement) -> Iterator[tuple[Path, int, str]]:
    """Lists of levels for which a workbook has no columns: where, how long and how long they can be."""
    if len(agreement.contract.levels) < FEWEST_LEVELS:
        yield ("contract", "levels"), len(agreement.contract.levels), f"{SIGNS['ge']} {FEWEST_LEVELS}"
    lists: list[tuple[Path, Sequence[object]]] = [(("contract", "levels"), agreement.contract.levels)]
    for number, row in enumerate(agreement.kpis):
        lists += [(("kpis", number, "thresholds"), row.thresholds), (("kpis", number, "impacts"), row.impacts or ())]
    yield from ((path, len(held), f"{SIGNS['le']} {MOST_LEVELS}") for path, held in lists if len(held) > MOST_LEVELS)


def _is_day(value: object) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and is_day(value))


def _finding(code: str, path: Path, found: object, expected: str = "") -> Finding:
    path = tuple(_whole(step) if isinstance(step, str) else step for step in path)
    row = next((step for step in path if isinstance(step, int)), None)
    section, field, *_ = [step for step in path if isinstance(step, str)] + ["", ""]
    quote = found if isinstance(found, str) else json.dumps(found, default=str, ensure_ascii=False)
    facts = {"path": _written(path), "found": _whole(quote[:_LONGEST_QUOTE]), "expected": expected}
    return Finding(code, Severity.BLOCKER, Where(section, row, field or None), facts=facts)


def _whole(text: str) -> str:
    """The text with a question mark for half a character, so that it can be shown."""
    return text.encode("utf-8", "replace").decode()


def _written(path: Path) -> str:
    """The path as programmers write it: ("kpis", 2, "weight") is "kpis[2].weight"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
