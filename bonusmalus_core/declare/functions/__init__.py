"""Which worksheet functions does the product have? All of them, by family; importing this fills the registry."""

from __future__ import annotations

from bonusmalus_core.declare.calling import call
from bonusmalus_core.declare.functions import bands, days, price, satisfaction, service_level, settlement, texts
from bonusmalus_core.declare.registry import FUNCTIONS

FAMILIES = (bands, price, settlement, service_level, satisfaction, days, texts)

__all__ = ["FAMILIES", "FUNCTIONS", "call"]
