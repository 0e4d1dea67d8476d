"""Which names do people give to a field, and what does a name say of how its cells are written?

Names are compared without case, accents, signs and spaces. "Wait (min)" is a wait in minutes, "Answered (Y/N)" a flag.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.headers import original
from bonusmalus_core.measures.opening.units import CLOCKS, ENDINGS, UNIT_OF, UTC

_BEFORE_A_UNIT = ("in", "en")
_MICRO = str.maketrans("µμ", "uu")


def folded(name: str) -> str:
    """A name without what people write differently.

    >>> folded("Temps d'attente (s)"), folded("AvgTalkDuration"), folded("Eröffnet_am")
    ('temps d attente s', 'avg talk duration', 'eroffnet am')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", original(name).translate(_MICRO))
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def squeezed(name: str) -> str:
    """A folded name without its spaces: "call id" and "callid" are one."""
    return name.replace(" ", "")


def forms(name: str) -> Iterator[tuple[str, str]]:
    """The name, and the name without what it says of how it is written, each with the unit that it names.

    >>> list(forms("Talk duration (minutes)"))
    [('talkdurationminutes', ''), ('talkduration', 'minutes')]
    >>> list(forms("Answered (Y/N)"))
    [('answeredyn', ''), ('answered', '')]
    >>> list(forms("Talk time [h:mm]"))
    [('talktimehmm', ''), ('talktime', 'hh:mm')]
    """
    whole = folded(name)
    yield squeezed(whole), ""
    bare, unit = _bare(whole)
    if bare and bare != whole:
        yield squeezed(bare), unit


def _bare(name: str) -> tuple[str, str]:
    """The name without how it is written, and what that says."""
    for ending, clock in ENDINGS.items():
        if name.endswith(f" {ending}"):
            return name.removesuffix(f" {ending}"), clock
    *head, last = name.split() or [""]
    unit = UNIT_OF.get(last, "") if head else ""
    if not unit:
        return name, ""
    return " ".join(head[:-1] if len(head) > 1 and head[-1] in _BEFORE_A_UNIT else head), unit


def unit_named(name: str) -> str:
    """The unit or the clock that a name states; "" when it states none."""
    *_, (_, unit) = forms(name)
    return unit


def allowed(kind: Kind | None, unit: str) -> bool:
    """Whether a name with that unit can be a field of that kind; a clock shows times of day too."""
    if unit in (UTC, *CLOCKS):
        return kind in (None, Kind.MOMENT) or (unit != UTC and kind is Kind.DURATION)
    return not unit or kind is Kind.DURATION


@cache
def names_of(field: str) -> tuple[str, ...]:
    """The names of a field, squeezed, the most telling first."""
    return tuple(dict.fromkeys(squeezed(folded(each)) for each in (field, *_names().get(field, ()))))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    text = files(__package__).joinpath("names.json").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in json.loads(text).items()}


def known(said: Iterable[str]) -> Callable[[str], bool]:
    """Whether a name is known of any field, or is one of those `said` in a mapping."""
    mapped = {squeezed(folded(each)) for each in said}
    every = {name for field in _every_field() for name in names_of(field)} | mapped
    return lambda name: any(form in every for form, _ in forms(name))


def _every_field() -> set[str]:
    return {field for records in RECORDS.values() for field in records.fields} | set(_names())
