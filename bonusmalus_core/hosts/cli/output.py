"""How are data and findings printed, for a machine or for a person?"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.findings import Finding
from bonusmalus_core.words import say, words
from bonusmalus_core.words.said import Locate, Said, said

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"blocker": "bold red", "error": "red", "warning": "yellow", "info": "cyan"}
_PIPED_WIDTH = 200


def print_json(data: Any) -> None:
    """Data on standard output, in UTF-8 whatever the console speaks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(data, ensure_ascii=False, indent=1))


def print_report(report: Report) -> None:
    """Every passage and listing, each under its heading."""
    for part in report:
        if part.heading:
            console().print(part.heading, style="bold", markup=False, highlight=False)
        if isinstance(part, Passage):
            for line in part.lines:
                console().print(line, markup=False, highlight=False)
        else:
            _print_listing(part)
        print()


def _print_listing(listing: Listing) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for number, header in enumerate(listing.header):
        table.add_column(Text(header), justify="right" if number in listing.numbers else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*map(Text, row))
    console().print(table)


def print_findings(findings: Sequence[Finding], language: str, locate: Locate) -> None:
    """Every finding: its severity and place, what is wrong, and what to do."""
    out, texts = console(), words(language, "cli")
    for finding in findings:
        each = said(finding, language, locate)
        colour = _COLOURS[str(each.severity)]
        out.print(f"[{colour}]{texts[f'severity.{each.severity}']}[/] {each.code}{_place(each)}", highlight=False)
        out.print(f"  {each.message}\n  → {each.remedy}", markup=False, highlight=False)


def console() -> Console:
    """Where people read: in colour on a terminal, plain when piped, and then wide unless COLUMNS says how wide."""
    from rich.console import Console  # 50 ms, which machines need not wait for

    return Console(width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH)


def written_day(day: date, language: str) -> str:
    """The day as the language writes it: nl "1-2-2027"."""
    return say(language, "cli", "day", d=day.day, m=day.month, y=day.year)


def _place(each: Said) -> str:
    from rich.markup import escape

    return f"  {escape(each.sheet)} {each.cell}" if each.sheet else ""
