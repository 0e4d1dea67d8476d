"""Does an independent reading of the bonuses, in plain loops, come to the same amounts for any answers?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures.teams import TIERS, Answer, bonus, results


class Naive:
    """The same once more, by loops over the answers, with nothing shared."""

    def __init__(self, answers: Sequence[Answer], form: str, least: int, gate: int) -> None:
        self.answers, self.form, self.least, self.gate = answers, form, least, gate

    @staticmethod
    def department(team: str) -> str:
        return "Care" if team in ("A", "B") else team

    @staticmethod
    def mine(first: str, second: str) -> bool:
        return second == "Friendliness" or (second == "Speed" and first == "Service")

    @staticmethod
    def score(scores: list[int]) -> Fraction | None:
        if not scores:
            return None
        up, down = len([x for x in scores if x >= 9]), len([x for x in scores if x <= 6])
        return Fraction(100 * (up - down), len(scores))

    def amount(self, person: str) -> str | None:
        own = [x for _, who, x, first, second in self.answers if who == person and self.mine(first, second)]
        homes = Counter(self.department(team) for team, who, *_ in self.answers if who == person)
        best = [name for name, count in homes.items() if count == max(homes.values())]
        together = [x for team, _, x, *_ in self.answers if self.department(team) == best[0]]
        if self.form != "individual" and len(best) > 1:
            return None
        asked = {"individual": [(own, 50)], "collective": [(together, 50)]}.get(
            self.form, [(own, 50), (together, self.gate)]
        )
        known = [(self.score(xs), goal) for xs, goal in asked if len(xs) >= self.least]
        if any(value is not None and value < goal for value, goal in known):
            return "0.00"
        if len(known) < len(asked) or known[0][0] is None:
            return None
        return "180.00" if known[0][0] >= 100 else "100.00"


SCORES = st.one_of(st.sampled_from([0, 6, 7, 8, 9, 10]), st.integers(9, 10))
SOME = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["ann", "bob", "cid"]),
        SCORES,
        st.sampled_from(["Service", "Price", ""]),
        st.sampled_from(["Speed", "Friendliness", "Price", "Colour", ""]),
    ),
    min_size=1,
    max_size=24,
)


@settings(max_examples=25, deadline=None)
@given(SOME, st.sampled_from(["individual", "collective", "both"]), st.integers(1, 4), st.sampled_from([0, 50, 60]))
def test_a_plain_reading_comes_to_the_same_amounts(answers: list[Answer], form: str, least: int, gate: int) -> None:
    promise = bonus(form, min_n=least, department_goal=gate if form == "both" else None)
    with TemporaryDirectory() as folder:
        found = results(Path(folder), answers, bonuses=[promise], tiers=TIERS)
    naive = Naive(answers, form, least, gate)
    got = {each.unit.name: each.award.amount for each in found.paid}
    expected = {person: naive.amount(person) for _, person, *_ in answers}
    assert got == {person: None if amount is None else Decimal(amount) for person, amount in expected.items()}
