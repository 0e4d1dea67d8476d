"""What does a mapping say: whose columns are which fields, how are they written, and what is measured of them?

A mapping is a small TOML or JSON file, or rows of key and value in the workbook; all of them are the same nested keys.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import GROUPS, RECORDS, WORDLESS, Kind
from bonusmalus_core.measures.opening.headers import one_line
from bonusmalus_core.measures.opening.hours import Opening, span
from bonusmalus_core.measures.opening.units import CLOCKS, UNITS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = (
    "time_zone", "source_time_zone", "decimal", "dates", "complete_from", "complete_until", "opening_hours", "exclude",
    "kpis",
)  # fmt: skip
"""What a mapping can say besides where the records stand."""

_TABLE = ("file", "table", "sheet", "twice", "sums", "columns")
ONCE, ALL = "once", "all"
_VOUCHED = {"twice": (ONCE, ALL), "sums": ("none",)}
"""What a mapping says of records that seem to be there twice, the same or different ones; that none are sums."""

_COLUMN = ("column", "format", "unit", "yes", "no", "blank", "country")
_FORMAT = re.compile(r"(?:[^%]|%-?[dmyHIMSj]|%[aAbBpfgnzZwuUWGVYcxX%])+")
"""A way of writing moments that DuckDB understands."""

_COUNTRY = re.compile(r"[1-9]\d{0,2}")
_NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,6})?")


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """How a field is written: in one column, or in a day's and a time's; `blank` is the value that a blank stands for.

    Words in `yes` alone make all others a no. Without columns it is said of the one that is recognised. `sure` says
    that the mapping names the unit, and not just the column's own name; `turned` that a yes in its cells is a no, as
    of who abandoned, unless the mapping says their words; `nothing` are further texts that say nothing there; `country`
    is the code before telephone numbers that are written as one dials them at home.
    """

    columns: tuple[str, ...] = ()
    format: str = ""
    unit: str = ""
    sure: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    blank: str = ""
    turned: bool = False
    nothing: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class TableOf:
    """Where the records of one kind stand, their columns by field, and what those are that seem doubles or sums."""

    file: str = ""
    table: str = ""
    columns: Mapping[str, ColumnOf] = field(default_factory=dict)
    twice: str = ""
    sums: str = ""


@dataclass(frozen=True, slots=True)
class MappingFile:
    """Everything that a mapping says; what it leaves out is recognised by its name or has its default."""

    tables: Mapping[str, TableOf] = field(default_factory=dict)
    kpis: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exclude: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    time_zone: str = ""
    source_time_zone: str = ""
    decimal: str = ""
    dates: str = ""
    complete_from: date | None = None
    complete_until: date | None = None
    opening: Opening | None = None
    findings: tuple[Finding, ...] = ()


def read_mapping(path: Path) -> MappingFile:
    """The mapping in a file; FileRefused when it cannot be read as TOML or JSON."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        held = json.loads(text) if path.suffix.casefold() == ".json" else tomllib.loads(text)
    except FileNotFoundError as error:
        raise FileRefused("file.missing", path) from error
    except OSError as error:
        raise FileRefused("file.unreadable", path, reason=error) from error
    except ValueError as error:  # of JSON, TOML and UTF-8 alike
        raise FileRefused("file.mapping", path, place=_place(error)) from error
    if not isinstance(held, dict):
        raise FileRefused("file.mapping", path, place="1:1")
    return mapping_of(held)


def _place(error: ValueError) -> str:
    """Line and column of what cannot be read, as "3:12"; "–" where its parser names none."""
    return ":".join(re.findall(r"(?:line|column) (\d+)", str(error))) or "–"


def mapping_of(held: Mapping[str, Any]) -> MappingFile:
    """The mapping of nested keys; what it does not know or cannot use is a finding."""
    reader = _Reader()
    tables = {name: reader.table(name, held[name]) for name in RECORDS if name in held}
    reader.known("", held, (*KEYS, *RECORDS))
    return MappingFile(
        tables,
        reader.kpis(held.get("kpis", {})),
        tuple(reader.words_by_field(f"exclude.{n}", each) for n, each in enumerate(_list(held.get("exclude")), 1)),
        reader.zone("time_zone", held),
        reader.zone("source_time_zone", held),
        reader.one_of("decimal", held["decimal"], (".", ",")) if held.get("decimal") else "",
        reader.moments("dates", held.get("dates")),
        reader.day("complete_from", held.get("complete_from")),
        reader.day("complete_until", held.get("complete_until")),
        reader.opening(held.get("opening_hours")),
        tuple(reader.findings),
    )


class _Reader:
    """Reads one mapping and gathers what is wrong with it."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def wrong(self, key: str, found: object, expected: Iterable[str]) -> None:
        facts = {"key": key, "found": str(found), "expected": ", ".join(expected)}
        self.findings.append(Finding("G14", Severity.BLOCKER, Where("mapping"), facts=facts))

    def known(self, at: str, held: Mapping[str, Any], keys: Iterable[str]) -> None:
        keys = tuple(keys)
        for key in held:
            if key not in keys:
                self.wrong(f"{at}{key}", key, keys)

    def table(self, name: str, held: Any) -> TableOf:
        if not isinstance(held, dict):
            self.wrong(name, held, _TABLE)
            return TableOf()
        fields, columns = RECORDS[name].fields, held.get("columns", {})
        self.known(f"{name}.", held, _TABLE)
        if not isinstance(columns, dict):
            self.wrong(f"{name}.columns", columns, fields)
            columns = {}
        self.known(f"{name}.columns.", columns, fields)
        kinds = {key: kind for key, kind in fields.items() if key in columns}
        read = {key: self.column(f"{name}.columns.{key}", columns[key], kind) for key, kind in kinds.items()}
        said = {key: held[key] for key in _VOUCHED if held.get(key) not in (None, "")}
        told = {key: self.one_of(f"{name}.{key}", word, _VOUCHED[key]) for key, word in said.items()}
        return TableOf(str(held.get("file", "")), str(held.get("table") or held.get("sheet") or ""), read, **told)

    def column(self, key: str, held: Any, kind: Kind) -> ColumnOf:
        if not isinstance(held, dict):
            return ColumnOf(self.names(key, held, kind))
        self.known(f"{key}.", held, _COLUMN)
        return ColumnOf(
            self.names(f"{key}.column", held["column"], kind) if "column" in held else (),
            self.moments(f"{key}.format", held.get("format")),
            self.one_of(f"{key}.unit", held["unit"], (*UNITS, *CLOCKS)) if "unit" in held else "",
            "unit" in held,
            words_of(held.get("yes", ())),
            words_of(held.get("no", ())),
            self.blank(f"{key}.blank", str(held.get("blank", "")), kind),
            country=self.country(f"{key}.country", str(held.get("country", ""))),
        )

    def names(self, key: str, held: Any, kind: Kind) -> tuple[str, ...]:
        """The columns of a field; "" is one that no source has, and only moments are written in more than one."""
        names = tuple(map(one_line, words_of(held, split=kind is Kind.MOMENT))) or ("",)
        if len(names) > 1 and kind is not Kind.MOMENT:
            self.wrong(key, held, names)
        return names

    def blank(self, key: str, found: str, kind: Kind) -> str:
        if found and kind in (Kind.DURATION, Kind.NUMBER) and not _NUMBER.fullmatch(found):
            self.wrong(key, found, ("0",))
            return ""
        return found

    def country(self, key: str, found: str) -> str:
        code = found.strip().lstrip("+0")
        if found and not _COUNTRY.fullmatch(code):
            self.wrong(key, found, ("32", "+49"))
            return ""
        return code

    def kpis(self, held: Any) -> dict[str, Mapping[str, Any]]:
        if not isinstance(held, dict):
            self.wrong("kpis", held, ("kpis.SL60.within_s",))
            return {}
        for code in [code for code, said in held.items() if not isinstance(said, dict)]:
            self.wrong(f"kpis.{code}", held[code], (f"kpis.{code}.within_s",))
        return {str(code): said for code, said in held.items() if isinstance(said, dict)}

    def words_by_field(self, key: str, held: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(held, dict):
            self.wrong(key, held, GROUPS)
            return {}
        kinds = {name: kind for records in RECORDS.values() for name, kind in records.fields.items()}
        fields = sorted(name for name, kind in kinds.items() if kind not in WORDLESS)
        self.known(f"{key}.", held, fields)
        return {name: words_of(held[name]) for name in fields if name in held}

    def one_of(self, key: str, found: Any, known: Iterable[str]) -> str:
        known = tuple(known)
        if found in known:
            return str(found)
        self.wrong(key, found, known)
        return known[0]

    def moments(self, key: str, found: Any) -> str:
        text = str(found or "")
        if not text or ("%" in text and _FORMAT.fullmatch(text)):
            return text
        self.wrong(key, found, ("%d/%m/%Y", "%m/%d/%Y %H:%M"))
        return ""

    def zone(self, key: str, held: Mapping[str, Any]) -> str:
        name = str(held.get(key, "") or "")
        try:
            return ZoneInfo(name).key if name else ""
        except (ValueError, OSError, LookupError):
            self.wrong(key, name, ("Europe/Brussels", "Europe/Amsterdam", "UTC"))
            return ""

    def day(self, key: str, found: Any) -> date | None:
        if isinstance(found, date) or found in (None, ""):
            return found.date() if isinstance(found, datetime) else found or None
        try:
            return date.fromisoformat(str(found))
        except ValueError:
            self.wrong(key, found, ("2026-04-20",))
            return None

    def opening(self, held: Any) -> Opening | None:
        if not held:
            return None
        if not isinstance(held, dict):
            self.wrong("opening_hours", held, WEEKDAYS)
            return None
        self.known("opening_hours.", held, WEEKDAYS)
        return Opening(tuple(self.hours(f"opening_hours.{day}", held.get(day)) for day in WEEKDAYS))

    def hours(self, key: str, held: Any) -> tuple[tuple[int, int], ...]:
        try:
            spans = tuple(sorted(span(each) for each in words_of(held, split=True)))
        except ValueError:
            spans = ((1, 0),)
        if any(first >= last for first, last in spans) or any(a[1] > b[0] for a, b in pairwise(spans)):
            self.wrong(key, held, ("08:00-18:00",))
            return ()
        return spans


def words_of(held: Any, *, split: bool = False) -> tuple[str, ...]:
    """A word or a list of words; in a cell, or where a field `split`s over columns, ";" stands between them."""
    if held is None or held == "":
        return ()
    if isinstance(held, (list, tuple)):
        return tuple(str(each) for each in held)
    text = str(held)
    return tuple(each.strip() for each in text.split(";")) if split or ";" in text else (text,)


def _list(held: Any) -> list[Any]:
    if isinstance(held, dict):  # rows of a workbook number their exclusions
        return list(held.values()) if all(isinstance(each, dict) for each in held.values()) else [held]
    return held if isinstance(held, list) else [] if held in (None, "") else [held]
