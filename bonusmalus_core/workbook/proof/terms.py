"""Where do formulas find the terms of the contract? In the first rows of the working block: term, default, and value.

Below each other stand what the contract says, what the settlement is about, and the words that formulas compare with:
so no formula holds a number or a word of its own.
"""

from __future__ import annotations

from decimal import Decimal
from math import floor, log10

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import CAP
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.limits import KEPT
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.layout import label
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.proof.draft import WORK, Draft, Value, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.spoken import said
from bonusmalus_core.workbook.statement.columns import said as shown

KEY, DEFAULT, TERM, WORD = WORK, WORK + 1, WORK + 2, WORK + 4
_SIGNS = ("<", "=", "<=", ">=", ",", ";", " ")
_PLAIN = {"payout.step", "payout.nearest", "beyond.extrapolate"}
_OF_CONDITIONS = {"effect.volume_guarantee", "effect.waive_malus", "effect.bar_bonus", "scope.total", "tested.period"}


class Terms:
    """The terms of one statement; each is the address of its cell."""

    def __init__(self, draft: Draft, names: Names, agreement: Agreement, settlement: Settlement) -> None:
        self._draft, self._names, self._row, self._word_row = draft, names, 0, 0
        self._fields: SectionPlaces = names.places.sections["contract"]
        contract, self._language = agreement.contract, agreement.contract.language
        digits = minor_units()[contract.currency]
        currency = label(self._language, "contract", "currency")
        self.period = self._known(shown(self._language, "period"), settlement.period)
        self.digits = self._known(currency, digits)
        self.unit = self._known(currency, 10.0**-digits)
        self.kept = self._known(shown(self._language, "block.kept"), KEPT)
        self.stated = self._term("settlement_months", 3, contract.settlement_months)
        self.high = self._cap("bonus_cap", "", contract.bonus_cap)
        self.low = self._cap("malus_cap", "-", contract.malus_cap)
        self.idle = self._policy("inactive_kpi", "redistribute", contract.inactive_kpi != "redistribute", "0,1")
        self.missing = self._policy("missing_data", "redistribute", contract.missing_data != "redistribute", "0,1")
        self.payable = self._policy("bonus_malus_volume", "payable", contract.bonus_malus_volume == "payable", "1,0")
        self.price_decimals = self._term("price_decimals", "", contract.price_decimals, is_number=True)
        self.vat = self._term("vat_rate", "", contract.vat_rate, is_number=True)
        self._signs = {sign: self._put_sign(place, sign) for place, sign in enumerate(_SIGNS)}
        wanted = _PLAIN | (_OF_CONDITIONS if agreement.conditions else set())
        self._words = {key: self._put_words(key) for key in (*sorted(wanted), "all")}

    def sign(self, sign: str) -> str:
        """The cell with a sign."""
        return self._signs[sign]

    def keeps(self, amount: str) -> str:
        """How many decimals of an amount are certain: a sheet keeps so many digits, and computing costs the last."""
        return f"{self.kept}-1-INT(LOG10(MAX(1,{amount})))"

    @staticmethod
    def known_to(amount: float) -> int:
        """The same of an amount that is known."""
        return KEPT - 1 - floor(log10(max(1.0, amount)))

    def says(self, cell: str, key: str) -> str:
        """The condition that a cell holds the word of a choice."""
        return f"ISNUMBER(MATCH({cell},{self._words[key]},0))"

    def every(self) -> tuple[str, str]:
        """The cells with the words for all KPIs."""
        first, _, last = self._words["all"].partition(":")
        return first, last

    def _next(self) -> int:
        self._row += 1
        return self._row

    def _known(self, name: str, value: float) -> str:
        row = self._next()
        self._draft.put(row, KEY, name)
        self._draft.put(row, TERM, value)
        return fixed(TERM, row)

    def _asked(self, key: str) -> tuple[int, str]:
        """A new row, and the text that reads the field; a contract sheet without it has the default."""
        row, column = self._next(), "key" if "key" in self._fields.columns else "label"
        line = self._fields.fields.get(key)
        if line is None:
            self._draft.put(row, KEY, key)
            return row, '""'
        self._draft.put(row, KEY, self._fields.table.rows[line][self._fields.columns[column]])
        found, of = self._names.all("contract", "value"), self._names.all("contract", column)
        return row, f"INDEX({found},MATCH({fixed(KEY, row)},{of},0))"

    def _term(self, key: str, default: Value, value: Decimal | int | None, is_number: bool = False) -> str:
        row, text = self._asked(key)
        self._draft.put(row, DEFAULT, default or None)
        given = f"ISNUMBER({text})" if is_number else f'{text}<>""'
        otherwise = '""' if default == "" else fixed(DEFAULT, row)
        self._draft.compute(row, TERM, f"IF({given},{text},{otherwise})", None if value is None else float(value))
        return fixed(TERM, row)

    def _cap(self, key: str, sign: str, cap: Decimal | None) -> str:
        """How far from 100 % the factor can go."""
        row, text = self._asked(key)
        self._draft.put(row, DEFAULT, CAP)
        value = None if cap is None else float(-cap if sign else cap)
        formula = f'IF(ISNUMBER({text}),{sign}{text},IF({text}="",{sign}{fixed(DEFAULT, row)},""))'
        self._draft.compute(row, TERM, formula, value)
        return fixed(TERM, row)

    def _policy(self, key: str, choice: str, value: bool, outcomes: str) -> str:
        row, text = self._asked(key)
        words = self._put_words(f"{key}.{choice}")
        self._draft.compute(row, TERM, f"IF(ISNUMBER(MATCH({text},{words},0)),{outcomes})", int(value))
        return fixed(TERM, row)

    def _put_words(self, key: str) -> str:
        """The two words of a choice, one after the other."""
        self._word_row += 1
        row, words = self._word_row, said(self._language, key)
        for place, word in enumerate(words, WORD):
            self._draft.put(row, place, word)
        return f"{fixed(WORD, row)}:{fixed(WORD + 1, row)}"

    def _put_sign(self, place: int, sign: str) -> str:
        self._draft.put(1, WORD + 3 + place, sign)
        return fixed(WORD + 3 + place, 1)
