"""How do tests type a command and read what it prints?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bonusmalus_core.hosts.cli import main


@dataclass(frozen=True)
class Run:
    """What a command gave: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Run]
"""Types a command, word by word."""


def typed(capsys: Any, *words: object) -> Run:
    """The command carried out in this process; argparse's own exit is an exit code too."""
    capsys.readouterr()
    try:
        code = main([str(word) for word in words])
    except SystemExit as left:
        code = int(left.code or 0)
    printed = capsys.readouterr()
    return Run(code, printed.out, printed.err)


def contract_file(folder: Path, data: object) -> Path:
    """Contract data as a file."""
    path = folder / "contract.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
