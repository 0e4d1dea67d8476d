"""How does the annex say what holds for which KPIs, days and numbers of its contract?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.words import numbers, say, words

TOPIC = "annex"


@dataclass(frozen=True, slots=True)
class Saying:
    """The voice of one contract."""

    agreement: Agreement

    @property
    def contract(self) -> Contract:
        """The terms of the whole contract."""
        return self.agreement.contract

    @property
    def language(self) -> str:
        """The language of the contract."""
        return self.contract.language

    @property
    def impacts_above(self) -> tuple[Decimal, ...]:
        """The impacts that head the KPI table: the contract's levels, or the first KPI's where none takes those."""
        own = [row.impacts for row in self.agreement.kpis if row.impacts]
        return own[0] if own and len(own) == len(self.agreement.kpis) else self.contract.levels

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the annex; numbers among the facts are written as the language writes them."""
        return say(self.language, TOPIC, key, **{name: self._written(fact) for name, fact in facts.items()})

    def counted(self, key: str, by: str, /, **facts: object) -> str:
        """As `say`, in words of their own where the fact `by` is none or one, as far as there are such words."""
        special = f"{key}.none" if facts[by] == 0 else f"{key}.one" if facts[by] == 1 else key
        return self.say(special if special in words(self.language, TOPIC) else key, **facts)

    def share(self, value: Decimal) -> str:
        """A part of one as a percentage."""
        return numbers.share(value, self.language)

    def day(self, day: date) -> str:
        """A day in full."""
        month = self._month(day)
        return self.say("day.first" if day.day == 1 else "day", d=str(day.day), month=month, y=str(day.year))

    def month(self, day: date) -> str:
        """The month of a day in full."""
        return f"{self._month(day)} {day.year}"

    def listed(self, texts: Iterable[str]) -> str:
        """Texts in a row, the last after "and"."""
        *some, last = texts
        return self.say("and", first=", ".join(some), last=last) if some else last

    def kpis(self, rows: Iterable[Kpi]) -> str:
        """These rows of the KPI table by their codes; one of which not all rows are meant says from when."""
        every, meant = self.agreement.kpis, [id(row) for row in rows]
        if len(meant) == len(every):
            return self.say("all")
        names = dict.fromkeys(self._named(row, meant) for row in every if id(row) in meant)
        return self.listed(names)

    def clauses(self, of: Callable[[Kpi], Hashable], rule: Callable[[Kpi], str | None]) -> Iterator[str]:
        """A clause for every group of rows that are the same in what `of` tells, where `rule` has one."""
        groups: dict[Hashable, list[Kpi]] = {}
        for row in self.agreement.kpis:
            groups.setdefault(of(row), []).append(row)
        for rows in groups.values():
            said = rule(rows[0])
            if said:
                yield self.say("clause", kpis=self.kpis(rows), rule=said)

    def _named(self, row: Kpi, meant: list[int]) -> str:
        same = [id(each) for each in self.agreement.kpis if each.code == row.code]
        return row.code if set(same) <= set(meant) else self.say("row", code=row.code, month=row.from_month)

    def _month(self, day: date) -> str:
        return words(self.language, TOPIC)["months"].split()[day.month - 1]

    def _written(self, fact: object) -> object:
        write = partial(numbers.number, language=self.language)
        return write(fact) if isinstance(fact, (int, Decimal)) and not isinstance(fact, bool) else fact
