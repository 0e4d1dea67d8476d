"""How does a new contract workbook come about: from a sector's template or from contract data?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.exchange import parse_agreement
from bonusmalus_core.workbook.build import build_workbook


def draft(data: dict[str, Any], path: Path) -> tuple[Finding, ...]:
    """Builds the workbook of `data` at `path`; with findings nothing is built.

    Raises FileRefused when there is a file already, or when none can be written.
    """
    agreement, findings = parse_agreement(data)
    if agreement is None:
        return findings
    build(agreement, path)
    return ()


def build(agreement: Agreement, path: Path) -> None:
    """Writes a new workbook; an existing file is never overwritten."""
    if path.exists():
        raise FileRefused("file.exists", path)
    try:
        build_workbook(agreement, path)
    except OSError as error:
        raise FileRefused("file.not-written", path, reason=error.strerror or str(error)) from error


def contract_data(path: Path) -> Any:
    """The contract data in a JSON file; FileRefused when it cannot be read as such."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise FileRefused("file.missing", path) from error
    except OSError as error:
        raise FileRefused("file.unreadable", path, reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FileRefused("file.json", path, reason=str(error)) from error
