"""Which commands look ahead, and leave the workbook as it is?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bonusmalus_core.declare.commands.endings import count, refused, within
from bonusmalus_core.declare.kinds import Flag, Number, Texts
from bonusmalus_core.declare.offering import Group, command
from bonusmalus_core.model.choices import Goal, Language, Sector

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.model.agreement import Agreement
    from bonusmalus_core.simulate.balance import Balance
    from bonusmalus_core.simulate.relief import Relief
    from bonusmalus_core.workbook.port import Workbook


POSSIBLE_DRAWS = range(1, 1_000_001)
"""A million keep half a gigabyte busy, and nobody sees the difference."""

SEEDS = range(2**32)


@command("whatif", Group.ANALYSE, icon="WhatIfAnalysisMenu")
def whatif(workbook: Workbook, period: Number, figures: Texts) -> Outcome:
    """Shows what a period would come to with other figures, and writes nothing.

    Args:
        workbook: The contract.
        period: The number of the settlement period; 1 is the first.
        figures: The other figures: FCR=0.86 or FCR=86%, FCR.impact=1.05, volume=11000, volume@2026-02=11000,
            price=10.5 or a measure of the months.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.declare.whatif import compare, comparison_data, comparison_report, of_sheets
    from bonusmalus_core.model.settlement import Refusal
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    language, locate = language_of(reading), reading.places.of
    if reading.agreement is None:
        return refused(found_in(reading), language, locate)
    found = compare(reading, reading.agreement, count("period", period), figures)
    if isinstance(found, Refusal):
        return refused(found.findings, language, of_sheets(locate))
    return Outcome(
        "whatif.done", language, comparison_data(found, locate), locate=locate, report=comparison_report(found)
    )


@command("dashboard", Group.ANALYSE, icon="ChartTypeColumnInsertGallery", writes=True)
def dashboard(workbook: Workbook) -> Outcome:
    """Shows the sheet with charts: KPIs on their bands, price factor and bonus-malus per period, contributions.

    Args:
        workbook: The contract.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import language_of
    from bonusmalus_core.words import say
    from bonusmalus_core.workbook.dashboard_sheet import redraw
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    language = language_of(reading)
    sheet = say(language, "sheets", "sheet.dashboard")
    try:
        workbook.show(sheet)
        if reading.agreement is not None:
            redraw(workbook, reading.agreement)
    except KeyError:
        return Outcome("dashboard.lacking", language, {"sheet": None}, failed=True)
    return Outcome("dashboard.done", language, {"sheet": sheet}, {"sheet": sheet}, sheet=sheet)


@command("balance", Group.ANALYSE, icon="ChartInsert", writes=True)
def balance(
    workbook: Workbook,
    period: Number | None = None,
    draws: Number | None = None,
    seed: Number | None = None,
    write_: Flag = False,
) -> Outcome:
    """Works out who carries which risk: what the scheme is expected to cost or bring, and why.

    Args:
        workbook: The contract.
        period: The number of the settlement period; default the first in which every KPI is active.
        draws: How many possible periods are drawn; default 100000.
        seed: Start of the random series: the same number gives the same outcome.
        write_: Puts the outcome with its charts on the sheet Balance; otherwise the workbook stays as it is.
    """
    from bonusmalus_core.declare.balance_page import balance_page
    from bonusmalus_core.declare.balancing import balance_data, balance_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.workbook.balance import put_balance
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    agreement, findings = reading.agreement, found_in(reading)
    if agreement is None or blocks(findings):
        return refused(findings, language_of(reading), reading.places.of)
    found, zone = _balanced(agreement, period, draws, seed)
    language, data = agreement.contract.language, balance_data(found, zone)
    sheet = put_balance(workbook, balance_page(found, zone, agreement), language) if write_ else None
    told = "written" if sheet else "no-sheet" if write_ else "done"
    facts = {"period": found.period, "sheet": sheet}
    report = balance_report(found, zone, agreement)[: 1 if sheet else None]
    failed = told == "no-sheet"
    return Outcome(f"balance.{told}", language, data, facts, sheet=sheet, report=report, failed=failed)


def _balanced(
    agreement: Agreement, period: Number | None, draws: Number | None, seed: Number | None
) -> tuple[Balance, Sequence[Relief]]:
    """The balance of a period, and what contacts above their forecast do to its service level."""
    from bonusmalus_core.checks.topics import speaks_of
    from bonusmalus_core.simulate.balance import DRAWS, SEED
    from bonusmalus_core.simulate.balance import balance as balanced
    from bonusmalus_core.simulate.outlook import first_complete, outlook
    from bonusmalus_core.simulate.relief import relief

    chosen = first_complete(agreement) if period is None else count("period", period)
    many, start = within("draws", draws, POSSIBLE_DRAWS), within("seed", seed, SEEDS)
    found = balanced(agreement, chosen, many or DRAWS, SEED if start is None else start)
    per_contact = speaks_of("per_contact", agreement.contract.unit)
    return found, relief(outlook(agreement, chosen)) if per_contact else ()


@command("advise", Group.ANALYSE, icon="ResearchPane")
def advise(
    workbook: Workbook | None = None,
    goal: Goal | None = None,
    phase: Number | None = None,
    sector: Sector | None = None,
    language: Language | None = None,
) -> Outcome:
    """Advises which KPIs fit a goal and a phase, with references and what balances what.

    Args:
        workbook: The contract whose sector, phase and language hold; none is needed.
        goal: The goal: loyalty, quality or reachability; default all three.
        phase: The maturity phase, 1 to 5; default that of the contract, otherwise 3.
        sector: The sector; default that of the contract, otherwise contact-centre.
        language: The language of the advice without a contract: nl, en, de or fr.
    """
    from bonusmalus_core.declare.advising import advice_data, advice_report, told
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.model.choices import PHASES, SECTORS
    from bonusmalus_core.workbook.read import read_agreement

    agreement = read_agreement(workbook).agreement if workbook else None
    contract = agreement.contract if agreement else None
    found = told(
        goal,
        within("phase", phase, PHASES) or (contract.maturity_phase if contract else None),
        sector or (contract.sector if contract else SECTORS[0]),
        contract.language if contract else language or "nl",
    )
    facts = {"count": len(found.advice.chosen)}
    return Outcome("advise.done", found.language, advice_data(found), facts, report=advice_report(found))
