"""What does the ribbon tab look like? A drawing of its definition: Office's own pictures are only hinted at."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from bonusmalus_addin.excel.names import TITLE
from bonusmalus_addin.excel.ribbon import buttons, ribbon_words, ribbon_xml
from bonusmalus_core.declare.commands import COMMANDS

_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
_LANGUAGE = "en"
_LETTER, _LEAST, _GAP, _MARGIN = 6.6, 64, 8, 12
"""Pixels: the width of a letter, of the narrowest button, between buttons, at the sides of a group."""

_TAB, _ICON, _HEIGHT = 34, 32, 148


def page() -> str:
    """The tab as SVG."""
    shown = buttons(COMMANDS.values())
    said = {key: each[_LANGUAGE] for key, each in ribbon_words(shown).items()}
    drawn, left = [], 0.0
    for group in ElementTree.fromstring(ribbon_xml(shown)).iter(f"{_UI}group"):
        picture, width = _group(group, said, left)
        drawn.append(picture)
        left += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left:.0f}" height="{_HEIGHT}" '
        'font-family="Segoe UI, Carlito, sans-serif" font-size="12" fill="#262626">\n'
        f"<title>The ribbon tab {TITLE}, drawn from its definition</title>\n"
        f'<rect width="{left:.0f}" height="{_HEIGHT}" fill="#f3f3f3"/>\n'
        f'<rect y="{_TAB}" width="{left:.0f}" height="{_HEIGHT - _TAB}" fill="#ffffff"/>\n'
        f'<text x="{_MARGIN}" y="21" font-weight="600">{TITLE}</text>\n'
        f'<rect x="{_MARGIN}" y="29" width="{len(TITLE) * _LETTER:.0f}" height="3" fill="#217346"/>\n'
        f"{''.join(drawn)}</svg>\n"
    )


def _group(group: ElementTree.Element, said: Mapping[str, str], left: float) -> tuple[str, float]:
    """A group, its buttons side by side over its name, and how wide it is."""
    drawn, x = [], left + _MARGIN
    for control in group:
        picture, width = _button(said[f"{control.get('id')}.label"], x, opens=control.tag == f"{_UI}menu")
        drawn.append(picture)
        x += width + _GAP
    width = x - _GAP + _MARGIN - left
    name = said[f"{group.get('id')}.label"]
    drawn.append(
        f'<text x="{left + width / 2:.0f}" y="{_HEIGHT - 9}" text-anchor="middle" fill="#666666" font-size="11">'
        f"{escape(name)}</text>\n"
        f'<path d="M{left + width:.1f} {_TAB + 8}V{_HEIGHT - 8}" stroke="#d0d0d0"/>\n'
    )
    return "".join(drawn), width


def _button(label: str, left: float, *, opens: bool) -> tuple[str, float]:
    lines = _lines(label)
    width = max(_LEAST, max(map(len, lines)) * _LETTER)
    middle = left + width / 2
    words = "".join(
        f'<text x="{middle:.0f}" y="{_TAB + 60 + 15 * number}" text-anchor="middle">{escape(line)}</text>\n'
        for number, line in enumerate([*lines, "▾"] if opens else lines)
    )
    frame = f'<rect x="{middle - _ICON / 2:.0f}" y="{_TAB + 10}" width="{_ICON}" height="{_ICON}" rx="5"'
    return f'{frame} fill="#e8f2ec" stroke="#217346"/>\n{words}', width


def _lines(label: str) -> list[str]:
    """A label on two lines at most, as even as its words allow."""
    words = label.split()
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut)))) if cuts else [label]
