"""What stands in which column of the working block, to the right of the statement?"""

from __future__ import annotations

from bonusmalus_core.workbook.proof.draft import WORK

(ROW, FROM, SINCE, UNTIL, BEGIN, EXCUSED, IDLE, COUNTED, SCALED, LOWER, WORSE, BETTER, WORSE_IMPACT, BETTER_IMPACT,
 COUNTS, EXACT, UNITS, LEFT, ORDER, SHARED) = range(WORK, WORK + 20)  # fmt: skip
"""A KPI's row: its row in the KPI table and from which month; the months looked at; whether it is excused or inactive;
what lies around its value; whether it counts; its money, exact, in whole cents, and what is left of a cent."""

WEIGHTS = WORK + 20
"""A KPI's weight in the first month; behind all months its impact above 100 %, after waivers."""

AGREED, BEFORE, WAIVED, BARRED, WORTH, TOP_UP, BY_WAIVER, BY_BAR, BY_CAP, BY_ROUNDING = range(WORK, WORK + 10)
"""A month's row: the base price as agreed, the factor above 100 % step by step, the volume at the base price, what
changed it."""

TOTAL_WORTH, TOTAL_TOP_UP, DECIMALS, OF_UNIT, COMPARED, TO_SHARE = (*range(WORK + 4, WORK + 9), UNITS)
"""In the row above the KPIs: the sums of the months; how many decimals of money, and of a cent, a sheet keeps of
amounts so large, and how many are compared; the cents to share out; in WEIGHTS the price of weight."""

CONDITION, DEFAULT, FOUND, THRESHOLD, WINDOW, GUARANTEED, WAIVES_KPIS, WAIVES_TOTAL, BARS, OF_PERIOD = range(
    WORK, WORK + 10
)
STARTS, ENDS, BELOW, EQUAL, LISTED, EVERY = range(WORK + 10, WORK + 16)
MET = WEIGHTS
"""A condition's row: whether it is met in the first month; behind all months the values tested."""
