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
_STACK, _ROW = 3, 26
"""Small buttons in a column, and the pixels from one to the next."""


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
    """A group: its large buttons side by side, then the small ones three in a column, over its name; how wide it is."""
    large = [each for each in group if each.get("size") == "large"]
    small = [each for each in group if each.get("size") != "large"]
    drawn, x = list[str](), left + _MARGIN
    for column in (*([each] for each in large), *(small[at : at + _STACK] for at in range(0, len(small), _STACK))):
        draw = _large if column[0] in large else _small
        labels = [_label(each, said) for each in column]
        pictures, widths = zip(*(draw(label, x, row) for row, label in enumerate(labels)), strict=True)
        drawn += pictures
        x += max(widths) + _GAP
    width = x - _GAP + _MARGIN - left
    name = said[f"{group.get('id')}.label"]
    drawn.append(
        f'<text x="{left + width / 2:.0f}" y="{_HEIGHT - 9}" text-anchor="middle" fill="#666666" font-size="11">'
        f"{escape(name)}</text>\n"
        f'<path d="M{left + width:.1f} {_TAB + 8}V{_HEIGHT - 8}" stroke="#d0d0d0"/>\n'
    )
    return "".join(drawn), width


def _label(control: ElementTree.Element, said: Mapping[str, str]) -> str:
    return said[f"{control.get('id')}.label"] + " ▾" * (control.tag == f"{_UI}menu")


def _large(label: str, left: float, _row: int) -> tuple[str, float]:
    lines = _lines(label)
    width = max(_LEAST, max(map(len, lines)) * _LETTER)
    middle = left + width / 2
    words = "".join(
        f'<text x="{middle:.0f}" y="{_TAB + 60 + 15 * number}" text-anchor="middle">{escape(line)}</text>\n'
        for number, line in enumerate(lines)
    )
    return f"{_icon(middle - _ICON / 2, _TAB + 10, _ICON)}{words}", width


def _small(label: str, left: float, row: int) -> tuple[str, float]:
    top = _TAB + 8 + row * _ROW
    words = f'<text x="{left + _ICON / 2 + 6:.0f}" y="{top + 13}">{escape(label)}</text>\n'
    return f"{_icon(left, top, _ICON // 2)}{words}", _ICON / 2 + 6 + len(label) * _LETTER


def _icon(left: float, top: int, size: int) -> str:
    return (
        f'<rect x="{left:.0f}" y="{top}" width="{size}" height="{size}" rx="{size // 6}" fill="#e8f2ec" '
        'stroke="#217346"/>\n'
    )


def _lines(label: str) -> list[str]:
    """A label on two lines at most, as even as its words allow."""
    words = label.split()
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut)))) if cuts else [label]
