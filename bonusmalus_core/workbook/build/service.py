"""What do the sheets show on which the service itself is agreed: SLA schedule, follow-up meetings, action register?"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.model.record import Record
from bonusmalus_core.workbook.build.design import ENTRY, LATE_TINT, ROOM, Style
from bonusmalus_core.workbook.build.grid import Area, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.page import Page, height
from bonusmalus_core.workbook.build.plain import Typed, mark_unknown_kpi
from bonusmalus_core.workbook.layout import TableLayout
from bonusmalus_core.workbook.service_tables import TBL_ACTIONS, TBL_GOVERNANCE, TBL_SLA

TOP = 3
SPARE = 3
WAITING = 24
"""Blank rows of the register: a command proposes its rows there."""
SMALL: Style = {"font_size": 10}


def write_sla(page: Page) -> None:
    """What the service is, topic by topic; a topic without a norm and an agreement is marked."""
    area = _write(page, TBL_SLA, page.plan.agreement.sla)
    topic, norm, agreement = (area.cell(key) for key in ("topic", "norm", "agreement"))
    page.mark(area.reach("norm", "agreement"), f'AND({topic}<>"",{norm}="",{agreement}="")', bg_color=LATE_TINT)


def write_governance(page: Page) -> None:
    """Who meets when and about what, and whom to call when something goes badly wrong."""
    _write(page, TBL_GOVERNANCE, page.plan.agreement.governance)


def write_actions(page: Page) -> None:
    """Which results below target got which action; an action that nobody has or that has no day is marked."""
    area = _write(page, TBL_ACTIONS, page.plan.agreement.actions, WAITING)
    mark_unknown_kpi(page, area)
    kpi = area.cell("kpi")
    for key in ("action", "owner", "due"):
        page.mark(area.reach(key), f'AND({kpi}<>"",{area.cell(key)}="")', bg_color=LATE_TINT)
    figure, formats = area.cell("measured", fixed=False), page.plan.formats
    share = f"IFERROR(INDEX(kpi_units,MATCH({kpi},kpi_codes,0))=word_percent,FALSE)"
    whole = f"ROUND({figure}*100,9)=ROUND({figure}*100,0)"
    for rule, shown in ((f"AND(ISNUMBER({figure}),{share},{whole})", formats.percent), (share, formats.percent_fine)):
        page.mark(area.reach("measured", "target"), rule, num_format=shown + ROOM)


def _write(page: Page, layout: TableLayout, records: Sequence[Record], spare: int = SPARE) -> Area:
    page.title(layout.section)
    named = heads(page.plan.language, layout, page.plan.levels)
    columns = Typed(page, layout, named, records, spare, ENTRY | SMALL).columns()
    area = write_table(page, layout.name, (TOP, 1), columns)
    page.sheet.set_row(TOP, 34)
    for row in range(len(records) + spare):
        texts = ((str(column.cells[row] or ""), column.width) for column in columns)
        page.sheet.set_row(area.first + row, height(*texts))
    page.freeze(TOP + 1)
    return area
