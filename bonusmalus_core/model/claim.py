"""What follows from a settlement: who pays whom, how much, by when, and on which paper?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bonusmalus_core.model.measurement import ExcusedEvent, Override


class Paper(StrEnum):
    """What is sent, and by whom: the supplier's invoice or credit note, the client's debit note, or nothing."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    NOTHING = "nothing"


class Claim(NamedTuple):
    """Amounts have the currency's decimals; positive is owed by the client, negative by the supplier.

    `document` corrects the document `corrects`, in which `settled` was the bonus-malus and `settled_top_up` the top-up;
    a first version corrects "". `net` is what is still owed of both. `vat` is nothing where the contract's treatment
    knows none, or (`lacks_rate`) while it names no rate. `pay_by` is None while the settlement is preliminary or the
    contract names no days. `seal` is that of the history's row, "" while there is none.
    """

    document: str
    version: int
    corrects: str
    settled: Decimal
    settled_top_up: Decimal
    true_up: Decimal
    top_up_true_up: Decimal
    net: Decimal
    vat_rate: Decimal
    lacks_rate: bool
    vat: Decimal
    gross: Decimal
    paper: Paper
    pay_by: date | None
    inputs: str
    seal: str
    events: tuple[ExcusedEvent, ...]
    overrides: tuple[Override, ...]
