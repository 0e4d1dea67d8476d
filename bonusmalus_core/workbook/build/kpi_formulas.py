"""What do the formula columns of the KPI table compute? When a row weighs, what is tried, how it stands so far."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.model.decimals import rounded
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.workbook.build.bands import Ladder, impact_of
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running, SoFar, Span
from bonusmalus_core.workbook.port import Cell, Formula

TRY_DECIMALS = 4


Row = dict[str, Cell | Formula]


def kpi_formulas(plan: Plan, running: Running) -> list[Row]:
    """The formula columns of every row of tblKpis by key; a contract without KPIs has one blank row."""
    rows = zip(plan.agreement.kpis, running.spans, running.so_far, _tried(plan, running), strict=True)
    known = [
        _row(plan, running, kpi, (Decimal(number), span, now, effect))
        for number, (kpi, span, now, effect) in enumerate(rows, 1)
    ]
    blank = (Decimal(1), Span(0, 0, 1), SoFar((running.period[0], 0)), Fraction(0))
    return known or [_row(plan, running, None, blank)]


def _row(plan: Plan, running: Running, kpi: Kpi | None, facts: tuple[Decimal, Span, SoFar, Fraction]) -> Row:
    number, span, now, effect = facts
    tried = tried_value(now)
    return {
        "row": Formula(plan.kpis.place("code"), number),
        **_spans(plan, span),
        "try": None if tried is None else decimal(tried),
        **_ladder(plan, "try", "try_").formulas(kpi, plan.contract.levels, tried),
        "try_effect": Formula(_try_effect(plan), decimal(effect)),
        **_so_far(plan, now),
        **_ladder(plan, "now_scaled", "now_").formulas(kpi, plan.contract.levels, now.scaled),
        **_pays(plan, running, now),
    }


def tried_value(now: SoFar) -> Fraction | None:
    """What the Try column starts with: the KPI's value so far, shortened to what a user would type."""
    return None if now.scaled is None else Fraction(rounded(decimal(now.scaled), TRY_DECIMALS))


def tried_factor(plan: Plan, running: Running) -> Fraction:
    """The capped price factor if all tried values hold."""
    return running.capped(1 + sum(_tried(plan, running), Fraction(0)))


def _ladder(plan: Plan, value: str, prefix: str) -> Ladder:
    return Ladder(plan.kpis, plan.level_row, plan.levels, plan.kpis, value, prefix)


def _spans(plan: Plan, span: Span) -> dict[str, Formula]:
    kpis = plan.kpis
    same = f"({kpis.all('code')}={kpis.this('code')})"
    begins, begun = kpis.all("begins"), kpis.this("begins")
    later = f"SUMPRODUCT(MAX({same}*({begins}>{begun})*(contract_months+1-{begins})))"
    until = f'IF({kpis.this("to_month")}="",contract_months,{kpis.this("to_month")})'
    earlier = f"SUMPRODUCT(MAX({same}*({begins}<{begun})*{kpis.all('ends')}))"
    blank = f'{kpis.this("code")}=""'
    return {
        "begins": Formula(f"IF({blank},0,MAX(1,{kpis.this('from_month')}))", Decimal(span.begins)),
        "ends": Formula(f"IF({blank},0,IFERROR(MIN({until},contract_months-{later}),0))", Decimal(span.ends)),
        "weighs": Formula(f"IF({blank},1,IFERROR(1+{earlier},1))", Decimal(span.weighs)),
    }


def _try_effect(plan: Plan) -> str:
    kpis = plan.kpis
    later = (
        f"SUMPRODUCT(({kpis.all('code')}={kpis.this('code')})*({kpis.all('begins')}>{kpis.this('begins')})"
        f'*({kpis.all("try")}<>""))'
    )
    moves = f"{kpis.this('weight')}*({kpis.this('try_impact')}-1)"
    return f'IF({kpis.this("try_impact")}="",0,IF({later}>0,0,{moves}))'


def _tried(plan: Plan, running: Running) -> list[Fraction]:
    """What each tried row adds to the factor; of a progression only the latest tried row counts."""
    rows = [(kpi, tried_value(now)) for kpi, now in zip(plan.agreement.kpis, running.so_far, strict=True)]
    latest: dict[str, int] = {}
    for kpi, value in rows:
        if value is not None:
            latest[kpi.code] = max(kpi.from_month, latest.get(kpi.code, 0))
    return [
        _effect(plan, kpi, value) if value is not None and kpi.from_month == latest[kpi.code] else Fraction(0)
        for kpi, value in rows
    ]


def _effect(plan: Plan, kpi: Kpi, value: Fraction) -> Fraction:
    impact = impact_of(kpi, plan.contract.levels, value)
    return Fraction(0) if impact is None else Fraction(kpi.weight) * (impact - 1)


def _so_far(plan: Plan, now: SoFar) -> dict[str, Formula]:
    kpis, value = plan.kpis, plan.kpis.this("now_value")
    last = f"MIN({kpis.this('ends')},running_month)"
    first = f"MAX({kpis.this('begins')},running_first)"
    window = kpis.this("window_months")
    months = f"({kpis.this('now_to')}-{kpis.this('now_from')}+1)"
    stated = f'IF({window}="",period_length,{window})'
    return {
        "now_from": Formula(
            f'IF(OR({window}="",{first}>{last}),{first},MAX(1,{last}-{window}+1))', Decimal(now.months[0])
        ),
        "now_to": Formula(last, Decimal(now.months[1])),
        "now_value": Formula(_value(plan), None if now.value is None else decimal(now.value)),
        "now_scaled": Formula(
            f'IF({value}="","",IF({kpis.this("aggregate")}=word_sum,{value}*{stated}/{months},{value}))',
            None if now.scaled is None else decimal(now.scaled),
        ),
    }


def _value(plan: Plan) -> str:
    """The formula of a row's value over its months of the running period, by its own aggregate."""
    kpis, rows = plan.kpis, plan.measured
    code, first, last = kpis.this("code"), kpis.this("now_from"), kpis.this("now_to")
    among = f'{rows.all("kpi")},{code},{rows.all("in_month")},">="&{first},{rows.all("in_month")},"<="&{last}'
    inside = f"({rows.all('kpi')}={code})*({rows.all('in_month')}>={first})*({rows.all('in_month')}<={last})"
    total = {key: f"SUMIFS({rows.all(key)},{among})" for key in ("numerator", "denominator", "value", "n")}
    measured = f'COUNTIFS({among},{rows.all("value")},"<>")'
    multiplier = f'IF({kpis.this("multiplier")}="",1,{kpis.this("multiplier")})'
    ratio = f"{multiplier}*{total['numerator']}/{total['denominator']}"
    weighted = f"SUMPRODUCT({inside}*{rows.all('value')}*{rows.all('n')})/{total['n']}"
    mean = f"IF({total['n']}=0,{total['value']}/{measured},{weighted})"
    newest = f'SUMPRODUCT(MAX({inside}*({rows.all("value")}<>"")*{rows.all("in_month")}))'
    latest = f"SUMIFS({rows.all('value')},{rows.all('kpi')},{code},{rows.all('in_month')},{newest})"
    aggregate = kpis.this("aggregate")
    by_value = (
        f'IF({measured}=0,"",IF({aggregate}=word_mean,{mean},IF({aggregate}=word_sum,{total["value"]},{latest})))'
    )
    found = f"IF(OR({aggregate}=word_mean,{aggregate}=word_sum,{aggregate}=word_last),{by_value},{ratio})"
    answers = f"IF({aggregate}=word_mean,{total['n']},{total['denominator']})"
    enough, single = kpis.this("min_n"), f"OR({aggregate}=word_sum,{aggregate}=word_last)"
    few = f"AND(ISNUMBER({enough}),NOT({single}),{answers}<{enough})"
    decimals = f'IF({kpis.this("decimals")}="",12,{kpis.this("decimals")})'
    return f'IF(OR({first}>{last},{few}),"",IFERROR(ROUND({found},{decimals}),""))'


def _pays(plan: Plan, running: Running, now: SoFar) -> dict[str, Formula]:
    impact = plan.kpis.this("now_impact")
    paid = Decimal(1) if now.impact is None else decimal(now.impact)
    counts = running.counts_idle if now.impact is None else 1
    return {
        "now_pays": Formula(f'IF({impact}="",1,{impact})', paid),
        "now_counts": Formula(f'IF({impact}="",idle_counts,1)', Decimal(counts)),
    }
