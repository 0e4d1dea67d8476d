"""How does a formula say consecutive months in words? As a statement does: "Jan – Mar 2026"."""

from __future__ import annotations


def span_text(first: str, last: str) -> str:
    """The text of two days of the first and the last month, both formulas themselves; as `month_span` of a statement.

    Month names come from the Lists sheet, because TEXT() speaks Excel's own language.
    """
    year = f'IF(YEAR({first})=YEAR({last}),""," "&YEAR({first}))'
    start = f'{_name(first)}&{year}&" – "'
    return f'IF(AND(YEAR({first})=YEAR({last}),MONTH({first})=MONTH({last})),"",{start})&{_name(last)}&" "&YEAR({last})'


def _name(day: str) -> str:
    return f"INDEX(month_names,MONTH({day}))"
