"""How does the annex say term and prices, price factor and amount, settlement and payment?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bonusmalus_core.calc.periods import spans, term
from bonusmalus_core.declare.annex.saying import TOPIC, Saying
from bonusmalus_core.model.choices import WEEKDAYS
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import money, price


def term_clauses(said: Saying) -> Iterator[str]:
    """Term, periods, unit and base prices."""
    contract = said.contract
    *_, last = term(contract)
    start, end, first = said.day(contract.start), said.day(last.last), said.month(contract.start)
    yield said.counted("term.runs", "months", start=start, end=end, months=contract.months, first=first)
    facts = {"length": contract.settlement_months, "count": len(spans(contract))}
    yield (
        said.say("term.monthly")
        if contract.settlement_months == 1
        else said.counted(f"term.{contract.calendar}", "count", **facts)
    )
    yield said.say("term.unit", unit=contract.unit, currency=contract.currency)
    for each in sorted(said.agreement.prices, key=lambda each: each.from_month):
        amount = price(each.price, contract.currency, said.language)
        yield said.say("term.price", month=each.from_month, price=amount)
    yield said.say("term.no-price")


def price_clauses(said: Saying) -> Iterator[str]:
    """From the impacts to the price factor, the price per unit and the amount."""
    contract = said.contract
    cent = Decimal(1).scaleb(-minor_units().get(contract.currency, 2))
    yield f"{said.say('price.factor')} {said.say('price.month')}"
    if "redistribute" in (contract.inactive_kpi, contract.missing_data):
        yield said.say("price.nothing")
    yield _cap(said)
    if said.agreement.conditions:
        yield said.say("price.order")
    decimals = contract.price_decimals
    rounded = "price.unit" if decimals is None else "price.unit.rounded"
    yield said.counted(rounded, "decimals", decimals=decimals)
    yield said.say(f"price.amount.{contract.bonus_malus_volume}")
    yield said.say("price.total", cent=money(cent, contract.currency, said.language))
    if any(each.effect == "volume_guarantee" for each in said.agreement.conditions):
        yield said.say("price.top_up")
    yield said.say("price.lines")
    yield said.say("price.refused")


def _cap(said: Saying) -> str:
    low, high = said.contract.malus_cap, said.contract.bonus_cap
    facts = {
        "low": None if low is None else said.share(1 - low),
        "high": None if high is None else said.share(1 + high),
    }
    key = "none" if low is None and high is None else "high" if low is None else "low" if high is None else "both"
    return said.say(f"price.cap.{key}", **facts)


def settlement_clauses(said: Saying) -> Iterator[str]:
    """When and how a period is settled, corrected, taxed, paid and disputed."""
    contract = said.contract
    yield said.say("settlement.due")
    yield from _working_days(said)
    yield said.say("settlement.kept")
    yield _vat(said)
    if contract.payment_days is not None:
        yield said.counted("settlement.pay", "days", days=contract.payment_days)
    if contract.purchase_order:
        yield said.say("settlement.order", order=contract.purchase_order)
    if contract.dispute_days is not None:
        yield said.counted("settlement.dispute", "days", days=contract.dispute_days)


def _working_days(said: Saying) -> Iterator[str]:
    contract, texts = said.contract, words(said.language, TOPIC)
    days = dict(zip(WEEKDAYS, texts["weekdays"].split(), strict=True))
    yield said.say("settlement.days", days=said.listed(days[day] for day in contract.workweek))
    holidays = contract.holidays
    if holidays.country:
        country = texts.get(f"country.{holidays.country}", holidays.country)
        place = f"{country}, {holidays.subdivision}" if holidays.subdivision else country
        yield said.say("settlement.holidays", place=place)
    if holidays.extra:
        yield said.say("settlement.closed", days=said.listed(said.day(day) for day in sorted(holidays.extra)))


def _vat(said: Saying) -> str:
    contract = said.contract
    if contract.vat_treatment != "price_adjustment":
        return said.say(f"settlement.vat.{contract.vat_treatment}")
    if contract.vat_rate is None:
        return said.say("settlement.vat.no-rate")
    return said.say("settlement.vat.price_adjustment", rate=said.share(contract.vat_rate))
