"""What did the parties agree for the contract as a whole, and at which prices?

Source: contract and settlement rules, section 1. Labels and help of every field stand in `words/<language>.json`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator

from bonusmalus_core.model.choices import TERM, WORKWEEK, Language, Policy, Sector, Weekday
from bonusmalus_core.model.limits import DAYS, MONTHS
from bonusmalus_core.model.numbers import Exact, Money, Share
from bonusmalus_core.model.record import Record

FIVE_LEVELS = tuple(map(Decimal, ("0.90", "0.95", "1.00", "1.05", "1.10")))
CAP = Decimal("0.15")


class Holidays(Record):
    """Which days are no working days, besides the days off of the workweek."""

    country: str | None = None
    subdivision: str | None = None
    extra: tuple[date, ...] = ()


class Contract(Record):
    """The terms that hold for every KPI and month."""

    title: str = ""
    client: str = ""
    supplier: str = ""
    sector: Sector = "contact-centre"
    language: Language = "nl"
    currency: str = "EUR"
    start: date = Field(ge=date(1900, 1, 1), le=date(9900, 12, 31))
    months: int = Field(ge=TERM[0], le=TERM[-1])
    unit: str = "contact"
    levels: tuple[Share, ...] = FIVE_LEVELS
    settlement_months: int = Field(default=3, ge=1, le=MONTHS)
    calendar: Literal["contract", "calendar"] = "contract"
    bonus_cap: Share | None = CAP
    malus_cap: Share | None = CAP
    evaluation: Literal["period", "month"] = "period"
    inactive_kpi: Policy = "neutral"
    missing_data: Literal["refuse", "neutral", "redistribute"] = "refuse"
    bonus_malus_volume: Literal["delivered", "payable"] = "delivered"
    holidays: Holidays = Holidays()
    workweek: tuple[Weekday, ...] = Field(default=WORKWEEK, min_length=1)
    price_decimals: int | None = Field(default=None, ge=0, le=9)
    maturity_phase: int | None = Field(default=None, ge=1, le=5)
    dispute_days: int | None = Field(default=None, ge=0, le=DAYS)
    client_contact: str = ""
    supplier_contact: str = ""
    vat_treatment: Literal["price_adjustment", "damages", "none"] = "price_adjustment"
    vat_rate: Share | None = None
    payment_days: int | None = Field(default=None, ge=0, le=DAYS)
    purchase_order: str = ""

    @field_validator("holidays", mode="before")
    @classmethod
    def _country_alone(cls, value: Any) -> Any:
        return {"country": value} if isinstance(value, str) else value


class Price(Record):
    """The price per unit at 100 %, from a contract month on."""

    from_month: int = Field(default=1, ge=1, le=MONTHS)
    price: Money = Field(gt=0)


__all__ = ["Contract", "Exact", "Holidays", "Language", "Policy", "Price", "Sector", "Weekday"]
