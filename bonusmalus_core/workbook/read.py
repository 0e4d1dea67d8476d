"""What does a workbook say the contract and its measurements are, and what in it cannot be used?

Forgiving in layout, strict in money: nothing is guessed, everything wrong is found at once, what can be read is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import FIVE_LEVELS, Contract
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Table, Workbook
from bonusmalus_core.workbook.reading.contract import read_contract
from bonusmalus_core.workbook.reading.impact_levels import read_levels
from bonusmalus_core.workbook.reading.records import AnySection, table_missing
from bonusmalus_core.workbook.reading.sections import Sections, read_sections
from bonusmalus_core.workbook.sheets import TABLES

WRITTEN = {"tblSettlement": "settlement", TBL_ARCHIVE.name: TBL_ARCHIVE.section}
"""The tables that a settlement is written into and that are not read for it, each with its section."""


class Reading(NamedTuple):
    """A workbook as it was read.

    `agreement` is None when the contract's start, its term or its KPIs cannot be used at all; rows at fault are left
    out of it. `faulty` names the sections ("levels" beside those of contract data) in which a blocker was found: what
    is said of them as a whole, such as the sum of the weights, would be said of a part. `unwritable`: why no statement
    can be put into the workbook, however well it can be read. `language` is the contract's, as far as its cell tells.
    """

    agreement: Agreement | None
    findings: tuple[Finding, ...]
    places: Places
    faulty: frozenset[str]
    unwritable: tuple[Finding, ...] = ()
    language: str = "nl"


def is_contract(workbook: Workbook) -> bool:
    """Whether the workbook has any table of a bonus-malus contract; without one there is nothing to read."""
    ours = {name.casefold() for name in TABLES}
    return any(name.casefold() in ours for name in workbook.tables())


def read_agreement(workbook: Workbook) -> Reading:
    """Reads every table; the findings follow the order of the sheets."""
    return read_tables(workbook.tables())


def read_tables(named: Mapping[str, Table]) -> Reading:
    """The same of tables by name, wherever they stand."""
    tables = {name.casefold(): table for name, table in named.items()}
    contract, terms = read_contract(tables)
    levels = read_levels(tables, terms)
    shares = levels.records[0].levels if levels.records else FIVE_LEVELS
    sections = read_sections(tables, terms, len(shares))
    terms_read = contract.records[0].model_copy(update={"levels": shares}) if contract.records else None
    everything: tuple[AnySection, ...] = (contract, levels, *sections)
    findings = tuple(found for section in everything for found in section.findings)
    return Reading(
        _agreement(terms_read, sections),
        findings,
        Places({section.key: section.places for section in everything if section.places}),
        frozenset(found.where.table for found in findings if found.severity is Severity.BLOCKER),
        tuple(table_missing(section, name) for name, section in WRITTEN.items() if name.casefold() not in tables),
        terms.language,
    )


def _agreement(contract: Contract | None, sections: Sections) -> Agreement | None:
    if contract is None or not sections.kpis.complete:
        return None
    return Agreement(
        contract=contract,
        prices=sections.prices.records,
        kpis=sections.kpis.records,
        legend=sections.legend.records,
        conditions=sections.conditions.records,
        months=sections.months.records,
        measurements=sections.measurements.records,
        events=sections.events.records,
        overrides=sections.overrides.records,
        sla=sections.sla.records,
        governance=sections.governance.records,
        actions=sections.actions.records,
        departments=sections.departments.records,
        causes=sections.causes.records,
        bonuses=sections.bonuses.records,
        tiers=sections.tiers.records,
        team=sections.team.records,
        mapping=sections.mapping.records,
        history=sections.history.records,
    )
