"""`python -m bonusmalus_addin.libreoffice [FILE]`: build the extension for LibreOffice."""

from __future__ import annotations

import sys
from pathlib import Path

from bonusmalus_addin.libreoffice.build.package import build

if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "dist/bonusmalus.oxt")
    path.parent.mkdir(parents=True, exist_ok=True)
    build(path)
    sys.stdout.write(f"{path}\n")
