"""Which measures does the catalogue hold? All of them, by id, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping

from bonusmalus_core.measures.families import customers, reachability, resolution, satisfaction
from bonusmalus_core.measures.measure import Measure

CATALOGUE: Mapping[str, Measure] = {
    each.id: each for family in (reachability, resolution, satisfaction, customers) for each in family.MEASURES
}
