"""What does a whole process cost, from its start to its end?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.race import Task


def bonusmalus(*arguments: str | Path) -> Task:
    """A run of the installed command line, which must succeed."""
    return _process(Path(sys.executable).with_name("bonusmalus"), *arguments)


def python(program: str, *arguments: str) -> Task:
    """A run of the same Python with another program, which must succeed."""
    return _process(sys.executable, "-c", program, *arguments)


def _process(*command: str | Path) -> Task:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
