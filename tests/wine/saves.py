"""Can two processes on Windows save one file without losing anything? Under Wine, each adds so many to the same number.

The file named first is shared; who is not named second starts both, and says what the number is and what lies about.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.saving import replace

TIMES = 40


def count(path: Path) -> None:
    """Adds one at a time; who finds the file changed reads it again."""
    counted = 0
    while counted < TIMES:
        read = path.read_bytes()
        try:
            replace(path, read, [str(int(read) + 1).encode()])
        except FileRefused as refusal:
            if refusal.code != "file.changed":
                raise
        else:
            counted += 1


def main() -> None:
    """Both at once, or one of them."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        count(path)
        return
    path.write_bytes(b"0")
    both = [subprocess.Popen([sys.executable, __file__, path, "one"]) for _ in range(2)]
    ended = [each.wait(300) for each in both]
    print(*ended, path.read_text(), *(each.name for each in path.parent.iterdir()))


main()
