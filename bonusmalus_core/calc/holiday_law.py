"""Which days are public holidays by the law of a country?

The `holidays` package keeps every country's law in a module of its own, with sources, but imports all 250 of them when
the first is asked for, which takes longer than a settlement. Here only the country's own module is loaded.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from bonusmalus_core.errors import WrongUsage


@cache
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The public holidays of a year by ISO code of country ("BE") and subdivision ("BW"), where it has its own.

    Raises WrongUsage for a country or subdivision that the package does not know.
    """
    try:
        return frozenset(_law(country)(subdiv=subdivision, years=year))
    except NotImplementedError as error:
        raise WrongUsage("holidays", country=country, subdivision=subdivision or "") from error


@cache
def _law(country: str) -> Any:
    """The package's class of the country; NotImplementedError, as its own look-up raises it, when there is none."""
    import holidays
    from holidays.registry import COUNTRIES

    folder = Path(holidays.__file__).parent / "countries"
    for name, (entity, *codes) in COUNTRIES.items():
        if country in codes:
            spec = spec_from_file_location(f"holidays.countries.{name}", folder / f"{name}.py")
            assert spec is not None  # the package lists the file
            assert spec.loader is not None
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return getattr(module, entity)
    raise NotImplementedError(country)
