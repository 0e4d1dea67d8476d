"""How do our languages write numbers, by the Unicode locale data? Writes `words/<language>/numbers.json`.

Generated from babel by `python -m tests.words.locales`: the running product needs four small files of it, no library.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale
from babel.numbers import NumberPattern, get_currency_symbol
from iso4217 import Currency

import bonusmalus_core.words
from bonusmalus_core.words import LANGUAGES

FOLDER = Path(bonusmalus_core.words.__file__).parent


def number_words(language: str) -> str:
    """The content of one file: separators, the affixes of shares and amounts, currencies with symbol and decimals."""
    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    texts: dict[str, str] = {"decimal": symbols["decimal"], "group": symbols["group"]}
    texts |= _affixes("share", locale.percent_formats[None])
    texts |= _affixes("money", locale.currency_formats["standard"])
    for currency in sorted(Currency, key=lambda each: each.code):
        if currency.exponent is not None:
            texts[f"currency.{currency.code}"] = get_currency_symbol(currency.code, language)
            texts[f"decimals.{currency.code}"] = str(currency.exponent)
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"


def _affixes(name: str, pattern: NumberPattern) -> dict[str, str]:
    """What stands before and after a positive and a negative number."""
    return {
        f"{name}.{sign}": f"{pattern.prefix[index]}{{}}{pattern.suffix[index]}"
        for index, sign in enumerate(("positive", "negative"))
    }


if __name__ == "__main__":
    for each in LANGUAGES:
        (FOLDER / each / "numbers.json").write_text(number_words(each), encoding="utf-8")
