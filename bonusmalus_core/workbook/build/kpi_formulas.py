"""What do the formula columns of the KPI table compute? When a row weighs, what is tried, how it stands so far."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.workbook.build.bands import Ladder, impact_of
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running, SoFar, Span
from bonusmalus_core.workbook.port import Cell, Formula

TRY_DECIMALS = 4


def kpi_formulas(plan: Plan, running: Running, number: int) -> dict[str, Cell | Formula]:
    """The formula columns of one row of tblKpis by key; `number` counts the rows from 0."""
    kpi, span, now = plan.agreement.kpis[number], running.spans[number], running.so_far[number]
    tried = tried_value(now)
    return {
        "row": Formula(plan.kpis.place("code"), Decimal(number + 1)),
        **_spans(plan, span),
        "try": None if tried is None else decimal(tried),
        **_ladder(plan, "try", "try_").formulas(kpi, plan.contract.levels, tried),
        "try_effect": _try_effect(plan, running, number),
        **_so_far(plan, now),
        **_ladder(plan, "now_scaled", "now_").formulas(kpi, plan.contract.levels, now.scaled),
        **_pays(plan, running, now),
    }


def tried_value(now: SoFar) -> Fraction | None:
    """What the Try column starts with: the KPI's value so far, shortened to what a user would type."""
    return None if now.scaled is None else Fraction(round(decimal(now.scaled), TRY_DECIMALS))


def tried_factor(plan: Plan, running: Running) -> Fraction:
    """The capped price factor if all tried values hold."""
    effects = (_tried(plan, running, number) for number in range(len(plan.agreement.kpis)))
    return running.capped(1 + sum(effects, Fraction(0)))


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


def _try_effect(plan: Plan, running: Running, number: int) -> Formula:
    kpis = plan.kpis
    later = (
        f"SUMPRODUCT(({kpis.all('code')}={kpis.this('code')})*({kpis.all('begins')}>{kpis.this('begins')})"
        f'*({kpis.all("try")}<>""))'
    )
    moves = f"{kpis.this('weight')}*({kpis.this('try_impact')}-1)"
    text = f'IF({kpis.this("try_impact")}="",0,IF({later}>0,0,{moves}))'
    return Formula(text, decimal(_tried(plan, running, number)))


def _tried(plan: Plan, running: Running, number: int) -> Fraction:
    """What one tried row adds to the factor; of a progression only the latest tried row counts."""
    kpis = plan.agreement.kpis
    kpi, value = kpis[number], tried_value(running.so_far[number])
    impact = None if value is None else impact_of(kpi, plan.contract.levels, value)
    later = (
        row.code == kpi.code and row.from_month > kpi.from_month and tried_value(now) is not None
        for row, now in zip(kpis, running.so_far, strict=True)
    )
    return Fraction(0) if impact is None or any(later) else Fraction(kpi.weight) * (impact - 1)


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
