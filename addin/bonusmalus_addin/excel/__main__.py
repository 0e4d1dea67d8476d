"""`python -m bonusmalus_addin.excel [FILE]`: build the add-in for Excel."""

from __future__ import annotations

import sys
from pathlib import Path

from bonusmalus_addin.excel.names import FILE
from bonusmalus_addin.excel.xlam.package import build

if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else f"dist/{FILE}")
    path.parent.mkdir(parents=True, exist_ok=True)
    build(path)
    sys.stdout.write(f"{path}\n")
