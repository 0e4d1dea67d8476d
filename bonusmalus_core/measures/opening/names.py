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

_UNITS = {
    "seconds": ("s", "sec", "secs", "second", "seconds", "seconde", "seconden", "sek", "sekunden", "secondes"),
    "minutes": ("min", "mins", "minute", "minutes", "minuut", "minuten"),
    "hours": ("h", "hr", "hrs", "hour", "hours", "uur", "uren", "std", "stunden", "heures"),
    "milliseconds": ("ms", "msec", "millis", "milliseconds", "milliseconden", "millisekunden"),
}
_UNIT_OF = {word: unit for unit, every in _UNITS.items() for word in every}
_WRITTEN = (
    "hh mm ss", "h mm ss", "mm ss", "hh mm", "y n", "j n", "o n", "yes no", "ja nee", "ja nein", "oui non",
    "true false", "0 1", "1 0", "dd mm yyyy", "dd mm jjjj", "mm dd yyyy", "yyyy mm dd",
    "0 10", "1 10", "1 7", "1 5", "1 3",
)  # fmt: skip
_BEFORE_A_UNIT = ("in", "en")


def folded(name: str) -> str:
    """A name without what people write differently.

    >>> folded("Temps d'attente (s)"), folded("AvgTalkDuration"), folded("Eröffnet_am")
    ('temps d attente s', 'avg talk duration', 'eroffnet am')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", original(name))
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
    """
    whole = folded(name)
    yield squeezed(whole), ""
    bare = next((whole.removesuffix(f" {each}") for each in _WRITTEN if whole.endswith(f" {each}")), whole)
    *head, last = bare.split() or [""]
    unit = _UNIT_OF.get(last, "") if head else ""
    if unit:
        bare = " ".join(head[:-1] if len(head) > 1 and head[-1] in _BEFORE_A_UNIT else head)
    if bare != whole:
        yield squeezed(bare), unit


def allowed(kind: Kind | None, unit: str) -> bool:
    """Whether a name with that unit can be a field of that kind."""
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
