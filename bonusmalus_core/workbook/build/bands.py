"""How do native formulas find the level and the impact of a value?

Hidden columns hold what lies around the value (the thresholds below and above it, and their impacts), so that the
formula of the impact itself stays short enough to be read. Functions of Excel 2010 only; what is compared is rounded to
12 decimals, because sheets count in binary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc import impact as exact
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.heads import Heads
from bonusmalus_core.workbook.port import Cell, Formula

AROUND = ("lower", "worse", "better", "worse_impact", "better_impact")
"""The hidden columns: the number of the level below the value, then thresholds and impacts around it."""


@dataclass(frozen=True)
class Ladder:
    """Level and impact in the rows of the table `own`, from its column `value`.

    `row` is the column with the KPI's place in tblKpis; the columns it writes begin with `prefix`.
    """

    kpis: Heads
    levels: Heads
    width: int
    own: Heads
    value: str
    prefix: str = ""
    row: str = "row"

    def formulas(self, kpi: Kpi | None, levels: tuple[Decimal, ...], value: Fraction | None) -> dict[str, Formula]:
        """The formula of every column with the value it has now; blank while there is no value."""
        values = _around(kpi, levels, value) if kpi is not None and value is not None else {}
        return {self.prefix + key: Formula(text, values.get(key)) for key, text in self._texts().items()}

    def _texts(self) -> dict[str, str]:
        cell = {key: self.own.this(self.prefix + key) for key in ("level", *AROUND)}
        value, lower = self.own.this(self.value), cell["lower"]
        bands = f"INDEX({self.kpis.span('thresholds', self.width)},{self.own.this(self.row)},0)"
        own = f"INDEX({self.kpis.span('impacts', self.width)},{self.own.this(self.row)},0)"
        impacts = f"IF(COUNT({own})=0,INDEX({self.levels.span('levels', self.width)},1,0),{own})"
        sign = f"SIGN(INDEX({bands},COUNT({bands}))-INDEX({bands},1))"
        reached = f'SUMPRODUCT(({bands}<>"")*(ROUND({bands}*{sign},12)<=ROUND({value}*{sign},12)))'
        return {
            "level": _unless_blank(value, reached),
            "lower": _unless_blank(cell["level"], f"MAX(1,MIN({cell['level']},COUNT({bands})-1))"),
            "worse": _unless_blank(lower, f"INDEX({bands},{lower})"),
            "better": _unless_blank(lower, f"INDEX({bands},{lower}+1)"),
            "worse_impact": _unless_blank(lower, f"INDEX({impacts},{lower})"),
            "better_impact": _unless_blank(lower, f"INDEX({impacts},{lower}+1)"),
            "impact": _unless_blank(lower, self._impact(cell, value, bands)),
        }

    def _impact(self, cell: Mapping[str, str], value: str, bands: str) -> str:
        payout, beyond = self._kpi("payout"), self._kpi("beyond")
        worse, better, low, high = (cell[key] for key in AROUND[1:])
        held = f"IF({beyond}=word_extrapolate,{value},MEDIAN({value},INDEX({bands},1),INDEX({bands},COUNT({bands}))))"
        linear = f"{low}+({held}-{worse})*({high}-{low})/({better}-{worse})"
        nearest = f"IF(ROUND(ABS({value}-{better})-ABS({value}-{worse}),12)<=0,{high},{low})"
        step = f"IF({cell['level']}>{cell['lower']},{high},{low})"
        paid = f"IF({payout}=word_step,{step},IF({payout}=word_nearest,{nearest},{linear}))"
        # MIN and MAX pass over blank cells: a KPI without collar or cap of its own is held by neither.
        return f"ROUND(MIN({self._kpi('impact_cap')},MAX({self._kpi('impact_floor')},{paid})),12)"

    def _kpi(self, key: str) -> str:
        return f"INDEX({self.kpis.all(key)},{self.own.this(self.row)})"


def _unless_blank(cell: str, text: str) -> str:
    return f'IF({cell}="","",IFERROR({text},""))'


def impact_of(kpi: Kpi, levels: tuple[Decimal, ...], value: Fraction) -> Fraction | None:
    """The impact within the KPI's own collar and cap; None when its bands are broken."""
    thresholds, impacts = exact.fractions(kpi.thresholds), exact.fractions(kpi.impacts or levels)
    if len(thresholds) < 2 or len(set(thresholds)) < len(thresholds) or len(impacts) < len(thresholds):
        return None
    return exact.held(
        exact.impact(value, thresholds, impacts, kpi.payout, kpi.beyond), kpi.impact_floor, kpi.impact_cap
    )


def _around(kpi: Kpi, levels: tuple[Decimal, ...], value: Fraction) -> dict[str, Cell]:
    found = impact_of(kpi, levels, value)
    if found is None:
        return {}
    reached = exact.band(value, exact.fractions(kpi.thresholds))
    lower = max(1, min(reached, len(kpi.thresholds) - 1))
    impacts = kpi.impacts or levels
    return {
        "level": Decimal(reached),
        "lower": Decimal(lower),
        "worse": kpi.thresholds[lower - 1],
        "better": kpi.thresholds[lower],
        "worse_impact": impacts[lower - 1],
        "better_impact": impacts[lower],
        "impact": decimal(found),
    }
