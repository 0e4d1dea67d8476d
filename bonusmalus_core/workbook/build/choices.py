"""Which words do the drop-downs offer, and where do they stand on the Lists sheet?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from bonusmalus_core.model.condition import QUALITY_TEST, VOLUME_RATIO
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.sheets import MEASURES, TABLES

TOP = 2
"""The 0-based row of the first word; the column's key stands above."""

EFFECT_WORDS, MONTH_NAMES, STATUS = "effect_words", "month_names", "status"
"""Words that formulas show or look for: what an effect does, the months of the year, how far a statement is."""

NAMED = {
    "word_step": ("payout", "step"),
    "word_nearest": ("payout", "nearest"),
    "word_extrapolate": ("beyond", "extrapolate"),
    "word_mean": ("aggregate", "mean"),
    "word_sum": ("aggregate", "sum"),
    "word_last": ("aggregate", "last"),
    "word_period": ("frequency", "period"),
    "word_calendar": ("calendar", "calendar"),
    "word_redistribute": ("inactive_kpi", "redistribute"),
    "word_day": ("calc_kind", "day"),
    "word_percent": ("unit", "%"),
    "word_money": ("unit", "money"),
    "word_higher": ("direction", "higher"),
    "word_lower": ("direction", "lower"),
    "word_guarantee": ("effect", "volume_guarantee"),
    "word_settled": ("event", "settled"),
    "word_ratio": ("measure", VOLUME_RATIO),
    "word_quality": ("measure", QUALITY_TEST),
}
"""Words that formulas compare with, by the name under which they find them."""


@dataclass(frozen=True)
class DropDowns:
    """The words by column key, in the order of the columns of the Lists sheet."""

    sheet: str
    words: Mapping[str, tuple[str, ...]]

    def source(self, key: str) -> str | None:
        """The range with the words of a column, as a data validation names it; None when it has no drop-down."""
        if key not in self.words:
            return None
        column, words = list(self.words).index(key), self.words[key]
        return f"={self.sheet}!{_fixed(TOP, column)}:{_fixed(TOP + len(words) - 1, column)}"

    def words_of(self, column: Column) -> tuple[str, ...]:
        """The words that the drop-down of a column offers; none where it has no drop-down."""
        return self.words.get(column.key, ()) if column.kind is Kind.CHOICE else ()

    def cell(self, key: str, word: str) -> str:
        """The cell that holds one word."""
        return f"{self.sheet}!{_fixed(TOP + self.words[key].index(word), list(self.words).index(key))}"


def drop_downs(plan: Plan) -> DropDowns:
    """Every drop-down of the workbook in the contract's language."""
    words: dict[str, tuple[str, ...]] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.kind is Kind.CHOICE:
                words[column.key] = _offered(plan, column)
    words[EFFECT_WORDS] = tuple(
        plan.say(f"conditions.effect.{effect}") for effect in TABLES["tblConditions"].column("effect").choices
    )
    words[MONTH_NAMES] = tuple(plan.say("months").split())
    words[STATUS] = tuple(plan.say(f"settlement.status.{status}") for status in ("preliminary", "final"))
    words["flag"] = (plan.word("flag", "true"), plan.word("flag", "false"))
    return DropDowns(quote_sheetname(plan.say("sheet.lists")), words)


def _offered(plan: Plan, column: Column) -> tuple[str, ...]:
    if column.key != "measure":
        return tuple(plan.word(column.key, choice) for choice in column.choices)
    return tuple(plan.measure_label(measure) for measure in dict.fromkeys((*MEASURES, *plan.measures)))


def _fixed(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
