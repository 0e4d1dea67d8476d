"""What does a contract workbook look like? One palette, one type scale, one set of number formats.

A style is a plain dict of XlsxWriter's format properties; styles are merged with `|` and made into formats by `Book`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bonusmalus_core.model.currency import minor_units

Style = dict[str, object]

INK = "#1F2933"
MUTED = "#6B7785"
LINE = "#DCE2E7"
ACCENT = "#14505C"
TINT = "#E8F1F2"
INPUT = "#FFFAEC"
INPUT_LINE = "#EADFC0"
BAD, BAD_TINT = "#A63A24", "#FBE9E3"
GOOD, GOOD_TINT = "#2B6B45", "#E4F2E8"
LATE_TINT = "#F8C27A"
WARNING_TINT, INFO_TINT = "#FDE8C8", "#DCEBF5"
OFF_TINT = "#F1F3F5"

_WORST, _MIDDLE, _BEST = (0xF4, 0xCF, 0xC3), (0xF6, 0xF5, 0xF1), (0xC5, 0xE2, 0xCF)

FONT = "Calibri"
TEXT: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
TITLE = TEXT | {"font_size": 22, "bold": True, "font_color": ACCENT}
HEADING = TEXT | {"font_size": 14, "bold": True, "font_color": ACCENT}
CAPTION = TEXT | {"font_size": 10, "font_color": MUTED}
NUMBER = TEXT | {"font_size": 22, "bold": True, "align": "left"}
LINK = TEXT | {"font_color": ACCENT, "underline": 1}
HEADER = TEXT | {
    "font_size": 10, "bold": True, "font_color": ACCENT, "bg_color": TINT, "text_wrap": True, "bottom": 1,
    "bottom_color": ACCENT,
}  # fmt: skip
RESULT_HEADER = HEADER | {"font_color": MUTED, "bg_color": "#FFFFFF"}
ENTRY = TEXT | {"bg_color": INPUT, "border": 1, "border_color": INPUT_LINE}
RESULT = TEXT | {"bottom": 1, "bottom_color": LINE}
WRAP: Style = {"text_wrap": True}
SHRINK: Style = {"shrink": True}
LEFT: Style = {"align": "left", "indent": 1}
RIGHT: Style = {"align": "right", "indent": 1}
CENTER: Style = {"align": "center", "indent": 0}
UNLOCKED: Style = {"locked": False}

WRONG: Style = {"bg_color": BAD_TINT, "font_color": BAD, "bold": True}
"""What breaks a rule."""

ROOM = "_0_0"
"""After a number format: room as wide as two digits. LibreOffice loses the indent of a number beside another one."""

BROKEN: Style = {"bg_color": "#B3261E", "font_color": "#FFFFFF", "bold": True}
"""What breaks a rule that all others rest on."""

BANNER: Style = {"bg_color": BAD, "font_color": "#FFFFFF", "bold": True}
"""What must not be mistaken for final."""

SHEET_TABS = {
    "start": ACCENT, "contract": "#C9A227", "kpis": "#C9A227", "legend": "#C9A227", "conditions": "#C9A227",
    "measurements": "#7FA65A", "settlement": ACCENT, "dashboard": ACCENT, "events": "#B0B9C2",
    "sla": "#C9A227", "governance": "#C9A227", "actions": "#7FA65A",
    "history": ACCENT, "archive": "#B0B9C2", "checks": "#B0B9C2", "balance": ACCENT,
    "rules": "#C9A227", "team": ACCENT,
    "mapping": "#C9A227", "catalogue": "#B0B9C2",
    "lists": "#B0B9C2",
}  # fmt: skip
"""What was agreed is ochre, what is filled in every month green, what the product answers petrol."""

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF"}


@dataclass(frozen=True, slots=True)
class Formats:
    """Number format codes as the contract's language writes numbers; the codes themselves are locale-neutral."""

    money: str
    price: str
    percent: str
    percent_fine: str
    money_bare: str
    price_bare: str
    month: str = "mmm yyyy"
    month_long: str = "mmmm yyyy"
    day: str = "d mmm yyyy"
    count: str = "#,##0"
    number: str = "#,##0"
    general: str = "General"
    text: str = "@"


def formats(language: str, currency: str, price_decimals: int | None = None) -> Formats:
    r"""The formats of a contract in `language` that pays in `currency` (ISO 4217).

    >>> formats("nl", "EUR").money, formats("de", "JPY").money, formats("fr", "EUR").percent
    ('"€" #,##0.00;"€" -#,##0.00', '#,##0 "¥"', '0\\ %')
    """
    decimals = minor_units().get(currency, 2)
    price = max(decimals, decimals + 2 if price_decimals is None else price_decimals)
    gap = "" if language in ("nl", "en") else "\\ "
    money_digits, price_digits = _digits("0" * decimals), _digits("0" * decimals + "#" * (price - decimals))
    return Formats(
        money=_money(language, currency, money_digits),
        price=_money(language, currency, price_digits),
        money_bare=money_digits,
        price_bare=price_digits,
        percent=f"0{gap}%",
        percent_fine=f"0.0#{gap}%",
    )


def _digits(decimals: str) -> str:
    return "#,##0." + decimals if decimals.strip("#") else "#,##0"


def _money(language: str, currency: str, digits: str) -> str:
    symbol = f'"{_SYMBOLS.get(currency, currency)}"'
    if language in ("de", "fr"):
        return f"{digits} {symbol}"
    return f"{symbol}{digits}" if language == "en" else f"{symbol} {digits};{symbol} -{digits}"


def band_tint(level: int, levels: int) -> str:
    """The colour of a level, 0 being the worst of `levels`.

    >>> band_tint(0, 5), band_tint(2, 5), band_tint(4, 5)
    ('#F4CFC3', '#F6F5F1', '#C5E2CF')
    """
    place = 2 * level / max(levels - 1, 1) - 1
    end, share = (_BEST, place) if place > 0 else (_WORST, -place)
    mixed = (round(middle + (edge - middle) * share) for middle, edge in zip(_MIDDLE, end, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def lighter(colour: str, share: float) -> str:
    """The colour mixed with so much white: 0 leaves it, 1 is white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)
