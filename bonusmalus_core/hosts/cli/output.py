"""How are data and findings printed, for a machine or for a person?"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from typing import Any

from bonusmalus_core.declare.report import Passage, Report
from bonusmalus_core.findings import Finding
from bonusmalus_core.hosts.cli.page import Head, page
from bonusmalus_core.words import say, words
from bonusmalus_core.words.said import Locate, Said, said

_COLOURS = {"blocker": "bold red", "error": "red", "warning": "yellow", "info": "cyan"}


def print_json(data: Any) -> None:
    """Data on standard output, in UTF-8 whatever the console speaks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(data, ensure_ascii=False, indent=1))


def print_report(report: Report) -> None:
    """Every passage and listing, each under its heading."""
    out = page()
    for part in report:
        if part.heading:
            out.line(part.heading, "bold")
        if isinstance(part, Passage):
            for line in part.lines:
                out.line(line)
        else:
            out.table([Head((text,), place not in part.numbers) for place, text in enumerate(part.header)], part.rows)
        out.line()


def print_findings(findings: Sequence[Finding], language: str, locate: Locate) -> None:
    """Every finding: its severity and place, what is wrong, and what to do."""
    out, texts = page(), words(language, "cli")
    for finding in findings:
        each = said(finding, language, locate)
        out.line(texts[f"severity.{each.severity}"], _COLOURS[str(each.severity)], f" {each.code}{_place(each)}")
        out.line(f"  {each.message}\n  → {each.remedy}")


def written_day(day: date, language: str) -> str:
    """The day as the language writes it: nl "1-2-2027"."""
    return say(language, "cli", "day", d=day.day, m=day.month, y=day.year)


def _place(each: Said) -> str:
    return f"  {each.sheet} {each.cell}" if each.sheet else ""
