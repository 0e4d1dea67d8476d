"""Is this file a contract workbook?"""

from __future__ import annotations

from pathlib import Path

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.read import is_contract


def opened(path: Path) -> XlsxWorkbook:
    """The workbook at `path`; FileRefused when it cannot be read or holds no contract."""
    workbook = XlsxWorkbook(path)
    if not is_contract(workbook):
        raise FileRefused("file.not-a-contract", path)
    return workbook
