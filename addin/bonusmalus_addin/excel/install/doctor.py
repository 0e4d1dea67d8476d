"""What keeps the add-in from working on this machine, and how is it mended?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bonusmalus_addin.excel.install.machine import Machine
from bonusmalus_addin.excel.install.plan import Place, registrations
from bonusmalus_addin.excel.xlam.package import packed
from bonusmalus_core import __version__
from bonusmalus_core.words import LANGUAGES, say

_EXPECTED = 1.1
"""BM_CAP(1.3, 0.1)."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that was looked at: whether it is well, and what is known about it."""

    name: str
    good: bool
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """What was found, and what mends it."""
        mark, key = ("ok", "good") if self.good else ("!!", "bad")
        return f"{mark}  {say(language, 'addin', f'{self.name}.{key}', **self.facts)}"


def signs(machine: Machine, place: Place) -> Iterator[Sign]:
    """Everything that Excel needs, in the order in which it needs it."""
    bits = 64 if sys.maxsize > 2**32 else 32
    yield Sign(
        "python", machine.lacks() is None, {"version": sys.version.split()[0], "bits": bits, "lacks": machine.lacks()}
    )
    yield Sign("excel", machine.excel() is not None, {"path": machine.excel()})
    yield _registered(machine, place)
    yield _file(machine, place)
    yield Sign("blocked", not machine.is_marked(place.file), {"path": place.file})
    yield Sign("disabled", not machine.is_disabled())
    yield Sign("elevated", not machine.runs_elevated())
    answer = machine.answer()
    yield Sign("answer", answer == _EXPECTED, {"answer": answer})


def _registered(machine: Machine, place: Place) -> Sign:
    wrong = [key for key, value in registrations(place).items() if machine.value(key) != value]
    return Sign("registered", not wrong, {"key": wrong[0] if wrong else "", "python": place.python})


def _file(machine: Machine, place: Place) -> Sign:
    """Whether the add-in lies there as this version of the package makes it, in any language."""
    content = machine.content(place.file)
    facts = {"path": place.file, "version": __version__}
    if content is None:
        return Sign("file", good=False, facts=facts)
    return Sign("version", content in [packed(language) for language in LANGUAGES], facts)
