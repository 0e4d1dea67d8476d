"""By which formulas does Start show what was settled? From the history what is final, from its sheet the statement."""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.workbook.build.from_statement import KIND, statement_column
from bonusmalus_core.workbook.build.history import history_column
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.spans import span_text
from bonusmalus_core.workbook.port import Formula, Row
from bonusmalus_core.workbook.statement.columns import FACT
from bonusmalus_core.workbook.statement.start import NOTHING, settled_period, settled_result, shown_statement


def settled_in_words(plan: Plan) -> Formula:
    """The latest period that was settled for good."""
    latest = _latest(plan)
    first = f"EDATE(contract_start,MAX(1,({latest}-1)*period_length-period_offset+1)-1)"
    last = f"EDATE(contract_start,MIN(contract_months,{latest}*period_length-period_offset)-1)"
    text = f'{latest}&" · "&{span_text(first, last)}'
    return Formula(_if_settled(plan, text), settled_period(plan.contract, plan.agreement.history))


def result_of_settled(plan: Plan) -> Formula:
    """The bonus-malus of its newest version."""
    event, period, version = (history_column(plan, key) for key in ("event", "period", "version"))
    newest = f"SUMPRODUCT(MAX(({event}=word_settled)*({period}={_latest(plan)})*{version}))"
    among = f"{event},word_settled,{period},{_latest(plan)},{version},{newest}"
    text = f"SUMIFS({history_column(plan, 'amount')},{among})"
    return Formula(_if_settled(plan, text), settled_result(plan.agreement.history))


def statement_in_words(plan: Plan, rows: Sequence[Row]) -> Formula:
    """Period and status of the statement that stands on its sheet, which may be preliminary."""
    period, status = (_fact(plan, kind) for kind in ("period", "status"))
    return Formula(f'IF({period}="","{NOTHING}",{period}&", "&{status})', shown_statement(rows))


def _latest(plan: Plan) -> str:
    return f"SUMPRODUCT(MAX(({history_column(plan, 'event')}=word_settled)*{history_column(plan, 'period')}))"


def _if_settled(plan: Plan, text: str) -> str:
    return f'IF({_latest(plan)}=0,"{NOTHING}",{text})'


def _fact(plan: Plan, kind: str) -> str:
    """A fact of the statement, found by the kind of its row: the rows are replaced whenever a period is settled."""
    return f'INDEX({statement_column(plan, FACT)},MATCH("{kind}",{statement_column(plan, KIND)},0))'
