"""Are generated records the same for a seed, others for another, and shaped like those of a contact centre?"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.opening.generated import CAUSES, generate
from bonusmalus_core.measures.opening.opened import opened

FIRST, DAYS, CONTACTS = date(2026, 1, 1), 90, 4_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of contacts, with shifts."""
    made = tmp_path_factory.mktemp("generated")
    generate(made, CONTACTS, FIRST, DAYS, shifts=True)
    return made


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize(("seed", "same"), [(7, True), (8, False)], ids=["the same seed", "another seed"])
def test_a_seed_gives_the_same_files_and_another_seed_others(form: str, seed: int, same: bool, tmp_path: Path) -> None:
    digests = []
    for number, each in enumerate((7, seed)):
        made = tmp_path / str(number)
        made.mkdir()
        generate(made, 500, FIRST, DAYS, seed=each, form=form, shifts=True)
        digests.append(_digests(made))
    first, second = digests
    assert set(first) == {f"{kind}.{form}" for kind in ("contacts", "surveys", "customers", "availability")}
    assert [name for name in first if (first[name] == second[name]) is not same] == []


def test_more_records_are_the_same_ones_and_more(folder: Path, tmp_path: Path) -> None:
    """A contact follows from the seed and its number: only whose it is depends on how many customers there are."""
    generate(tmp_path, CONTACTS // 2, FIRST, DAYS)
    query = f"SELECT * EXCLUDE (customer_id) FROM '{{}}/contacts.parquet' WHERE contact_id < {CONTACTS // 2} ORDER BY 1"
    with duckdb.connect() as con:
        fewer, more = (con.execute(query.format(each)).fetchall() for each in (tmp_path, folder))
    assert fewer == more


FACTS: dict[str, tuple[str, Any, Any]] = {
    "contacts in all": ("count(*) FROM contacts", CONTACTS, CONTACTS),
    "each once": ("count(DISTINCT contact_id) FROM contacts", CONTACTS, CONTACTS),
    "on no weekend": ("count(*) FILTER (WHERE isodow(started_at) > 5) FROM contacts", 0, 0),
    "the first hour": ("min(hour(started_at)) FROM contacts", 8, 8),
    "the last hour": ("max(hour(started_at)) FROM contacts", 17, 17),
    "by phone": ("avg(CAST(channel = 'phone' AS INTEGER)) FROM contacts", 0.65, 0.71),
    "answered": ("avg(CAST(answered_at IS NOT NULL AS INTEGER)) FROM contacts", 0.85, 0.97),
    "waits as its moments tell": (
        "count(*) FILTER (WHERE epoch(answered_at - started_at) <> wait_s) FROM contacts", 0, 0),
    "abandoned without talk": (
        "count(*) FILTER (WHERE (answered_at IS NULL) <> (talk_s IS NULL)) FROM contacts", 0, 0),
    "the median wait": ("median(wait_s) FROM contacts", 15, 30),
    "a long tail of waits": ("quantile_cont(wait_s, 0.99) FROM contacts", 90, 300),
    "surveys per answered contact": (
        "(SELECT count(*) FROM surveys) / count(*) FROM contacts WHERE answered_at IS NOT NULL", 0.065, 0.1),
    "surveys of who was not answered": (
        "count(*) FROM surveys JOIN contacts USING (contact_id) WHERE answered_at IS NULL", 0, 0),
    "the lowest NPS": ("min(nps) FROM surveys", 0, 0),
    "the highest NPS": ("max(nps) FROM surveys", 10, 10),
    "the lowest CSAT": ("min(csat) FROM surveys", 1, 2),
    "the highest CSAT": ("max(csat) FROM surveys", 5, 5),
    "named causes": ("count(DISTINCT (root_cause_1, root_cause_2)) FROM surveys WHERE root_cause_2 IS NOT NULL",
                     len(CAUSES), len(CAUSES)),
    "customers of nobody": (
        "count(*) FROM contacts WHERE customer_id NOT IN (SELECT customer_id FROM customers)", 0, 0),
    "left before they joined": ("count(*) FILTER (WHERE left_at < joined_at) FROM customers", 0, 0),
    "shifts without agreed minutes": ("count(*) FILTER (WHERE agreed_min <> 480) FROM availability", 0, 0),
    "missed shifts": ("avg(CAST(staffed_min = 0 AS INTEGER)) FROM availability WHERE staffed_min IS NOT NULL",
                      0.03, 0.09),
}  # fmt: skip


@pytest.mark.parametrize("fact", FACTS)
def test_generated_records_are_shaped_like_those_of_a_contact_centre(fact: str, folder: Path) -> None:
    query, low, high = FACTS[fact]
    with duckdb.connect() as con:
        for kind in ("contacts", "surveys", "customers", "availability"):
            con.execute(f"CREATE VIEW {kind} AS SELECT * FROM '{folder}/{kind}.parquet'")
        ((found,),) = con.execute(f"SELECT {query}").fetchall()
    assert low <= found <= high


def test_generated_records_are_opened_without_a_word_against_them(folder: Path) -> None:
    with opened(folder) as records:
        assert ([each.code for each in records.findings], set(records.frames)) == (
            [],
            {"contacts", "surveys", "customers", "availability"},
        )
