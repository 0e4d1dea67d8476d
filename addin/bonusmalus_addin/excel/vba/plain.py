"""How is a text written where only plain signs can stand: in Visual Basic (ASCII), and in its message box?"""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "œ": "oe", "Œ": "Oe",
        "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "…": "...", "€": "EUR", "×": "x", "·": "-",
    }
)  # fmt: skip
_UNKNOWN_TO_WINDOWS = str.maketrans({"→": "->", "−": "-", "≤": "<=", "≥": ">=", "≠": "<>", "\u202f": "\u00a0"})
_WINDOWS = "cp1252"
_LONGEST_MESSAGE = 1000
"""Characters; Visual Basic drops what comes after 1,023."""


def plain(text: str) -> str:
    """The text in ASCII, as a typist without accents writes it.

    >>> plain("Gibt für ‘größer’ eine Wirkung – mit é")
    "Gibt fuer 'groesser' eine Wirkung - mit e"
    """
    apart = unicodedata.normalize("NFKD", text.translate(_UNKNOWN_TO_WINDOWS).translate(_SIGNS))
    return apart.replace("–", "-").replace("—", "-").encode("ascii", "ignore").decode()


def message(text: str) -> str:
    """The text as a message box can show it: with the signs of Windows in western Europe, and no longer than it holds.

    >>> message("82 % → 102 %")
    '82 % -> 102 %'
    """
    shown = text.translate(_UNKNOWN_TO_WINDOWS).encode(_WINDOWS, "replace").decode(_WINDOWS)
    return shown if len(shown) <= _LONGEST_MESSAGE else f"{shown[: _LONGEST_MESSAGE - 1]}…"
