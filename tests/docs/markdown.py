"""How are headings, tables and lists written in Markdown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, source: str, *parts: str) -> str:
    """A page that says what it was made from; parts that are empty are left out."""
    made = f"<!-- generated from {source} by `python -m tests.docs`: do not edit -->"
    return "\n\n".join(part for part in (f"# {title}", made, *parts) if part) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; without rows nothing."""
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    rule = f"|{'---|' * len(header)}"
    return "\n".join([f"| {' | '.join(header)} |", rule, *lines]) if lines else ""


def anchor(heading: str) -> str:
    """The address of a heading on its page."""
    return "#" + "".join(sign for sign in heading.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
