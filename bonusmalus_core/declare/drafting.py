"""How does a new contract workbook come about: from a sector's template or from contract data?"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from bonusmalus_core.checks.advisor import advise
from bonusmalus_core.declare import wizard
from bonusmalus_core.declare.advising import ASSUMED_PHASE, weights
from bonusmalus_core.declare.chosen import listed
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import GOALS, Sector
from bonusmalus_core.model.exchange import parse_agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.package import turn
from bonusmalus_core.workbook.package.saving import new_version
from bonusmalus_templates import composed, contents


def free(file: str) -> Path:
    """The path of a workbook that can be made; WrongUsage for another ending, FileRefused when there is a file."""
    path = Path(file)
    if path.suffix.casefold() != ".xlsx":
        raise WrongUsage("ending", found=file)
    if path.exists():
        raise FileRefused("file.exists", path)
    return path


def draft(data: dict[str, Any], path: Path) -> tuple[Finding, ...]:
    """Builds the workbook of `data` at `path`; with findings nothing is built.

    Raises FileRefused when there is a file already, or when none can be written.
    """
    agreement, findings = parse_agreement(data)
    if agreement is None:
        return findings
    build(agreement, path)
    return ()


def drafted(sector: Sector, language: str, price: str | None, phase: int | None, goals: str | None) -> dict[str, Any]:
    """The contract data of a sector's draft; with a phase or goals, the KPIs are those that the advice takes.

    WrongUsage: what is no price, or no goal.
    """
    wanted = None if goals is None else wizard.goals(goals)
    cost = None if price is None else wizard.price(price)
    if price is not None and cost is None:
        raise WrongUsage("price", found=price)
    if goals is not None and wanted is None:
        raise WrongUsage("goals", found=goals, known=listed("goal", GOALS, language))
    if phase is None and goals is None:
        data = contents(sector, language)
    else:
        advice = advise(wanted or GOALS, phase or ASSUMED_PHASE, sector)
        data = composed(sector, language, advice.phase, weights(advice))
    return data if cost is None else data | {"prices": [{"from_month": 1, "price": cost}]}


def build(agreement: Agreement, path: Path) -> None:
    """Writes the workbook of an agreement to a new file."""
    put_new(path, partial(build_workbook, agreement))


def put_new(path: Path, write: Callable[[BytesIO], object]) -> None:
    """Lets a new workbook be written, whole or not at all; an existing file is never overwritten.

    Its bytes first stand where a later version of it would: whoever makes or saves it next clears what a killed process
    left there.
    """
    new, beside = BytesIO(), new_version(path)
    try:
        if path.exists():
            raise FileExistsError(path)
        write(new)
        with turn.taken(beside, path, mode=0o666) as mine:
            with os.fdopen(mine.open(), "wb") as file:
                file.write(new.getvalue())
            if not mine.is_there():
                raise FileExistsError(path)
            _put(beside, path)
    except FileExistsError as error:
        raise FileRefused("file.exists", path) from error
    except OSError as error:
        raise FileRefused("file.not-written", path, reason=error) from error


def _put(beside: Path, path: Path) -> None:
    """Gives the file its name; FileExistsError when another came there in the meantime."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk without hard links
        if path.exists():
            raise FileExistsError(path) from None
        beside.rename(path)


def contract_data(path: Path) -> Any:
    """The contract data in a JSON file; FileRefused when it cannot be read as such."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=lambda pairs: _object(path, pairs))
    except FileNotFoundError as error:
        raise FileRefused("file.missing", path) from error
    except OSError as error:
        raise FileRefused("file.unreadable", path, reason=error) from error
    except json.JSONDecodeError as error:
        raise FileRefused("file.json", path, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise FileRefused("file.not-json", path) from error


def _object(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these keys; JSON itself would take the last of two values for one key."""
    found = dict[str, Any]()
    for key, value in pairs:
        if key in found:
            raise FileRefused("file.doubled-key", path, key=key.encode("utf-8", "replace").decode())
        found[key] = value
    return found
