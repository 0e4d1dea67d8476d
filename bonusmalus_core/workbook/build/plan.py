"""What is known of a workbook before its first cell is written? The contract, its language, its headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO, VOLUMES
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.words import say, words
from bonusmalus_core.workbook import sheets
from bonusmalus_core.workbook.build.bands import AROUND
from bonusmalus_core.workbook.build.design import Formats, formats
from bonusmalus_core.workbook.build.heads import Heads, heads
from bonusmalus_core.workbook.layout import choice_label

KPI_HIDDEN = (
    "row", "begins", "ends", "weighs", *(f"try_{key}" for key in AROUND), "try_effect",
    "now_from", "now_to", "now_value", "now_scaled", "now_level", *(f"now_{key}" for key in AROUND), "now_impact",
    "now_pays", "now_counts",
)  # fmt: skip
MEASUREMENT_HIDDEN = ("in_month", "row", "asks", "scaled", "off_scale", *AROUND)


_VOLUMES = frozenset({VOLUME_RATIO, *VOLUMES})
"""What conditions can read without a column of their own."""


@dataclass(frozen=True)
class Plan:
    """One workbook to build."""

    agreement: Agreement

    @property
    def contract(self) -> Contract:
        """The terms."""
        return self.agreement.contract

    @property
    def language(self) -> str:
        """The language of every label."""
        return self.contract.language

    @cached_property
    def formats(self) -> Formats:
        """Number formats for this language and currency."""
        return formats(self.language, self.contract.currency, self.contract.price_decimals)

    @cached_property
    def levels(self) -> int:
        """How many columns there are per level: as many as the KPI with the most thresholds needs."""
        return max([len(self.contract.levels), *(len(kpi.thresholds) for kpi in self.agreement.kpis)])

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The further columns of the months: what conditions read, and what was recorded."""
        read = [condition.measure for condition in self.agreement.conditions if condition.measure not in _VOLUMES]
        recorded = [measure for month in self.agreement.months for measure in month.measures]
        return tuple(dict.fromkeys((*read, *recorded)))

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the sheets."""
        return say(self.language, "sheets", key, **facts)

    def word(self, column: str, choice: str) -> str:
        """The word of a choice, as drop-downs show it."""
        return choice_label(self.language, column, choice)

    def measure_label(self, measure: str) -> str:
        """The word of a measure, or its own code when it has none."""
        return words(self.language, "choices").get(f"measure.{measure}", measure)

    @cached_property
    def terms(self) -> Heads:
        """The headers of tblContract."""
        fields = words(self.language, "fields")
        shown = {key: fields[f"contract.{key}"] for key in ("key", "label", "value", "help")}
        return Heads("tblContract", shown | {"default": "_default"})

    @cached_property
    def kpis(self) -> Heads:
        """The headers of tblKpis."""
        return heads(self.language, sheets.TBL_KPIS, self.levels, sheets.TRY, KPI_HIDDEN)

    @cached_property
    def level_row(self) -> Heads:
        """The headers of tblLevels."""
        return heads(self.language, sheets.TBL_LEVELS, self.levels)

    @cached_property
    def measured(self) -> Heads:
        """The headers of tblMeasurements."""
        return heads(self.language, sheets.TBL_MEASUREMENTS, self.levels, hidden=MEASUREMENT_HIDDEN)

    @cached_property
    def volumes(self) -> Heads:
        """The headers of tblMonths, measures under "measure." and their code."""
        declared = heads(self.language, sheets.TBL_MONTHS, self.levels).headers
        labels = {measure: self.measure_label(measure) for measure in self.measures}
        measures = {f"measure.{measure}": label[:1].upper() + label[1:] for measure, label in labels.items()}
        return Heads("tblMonths", {**declared, **measures})

    @cached_property
    def prices(self) -> Heads:
        """The headers of tblPrices."""
        return heads(self.language, sheets.TBL_PRICES, self.levels)

    @cached_property
    def legend(self) -> Heads:
        """The headers of tblLegend."""
        return heads(self.language, sheets.TBL_LEGEND, self.levels, ("calculated_on",))

    @cached_property
    def conditions(self) -> Heads:
        """The headers of tblConditions."""
        return heads(self.language, sheets.TBL_CONDITIONS, self.levels, ("sentence",))

    @cached_property
    def checks(self) -> Heads:
        """The headers of tblChecks."""
        return heads(self.language, sheets.TBL_CHECKS, self.levels, hidden=("mark",))
