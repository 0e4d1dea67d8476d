"""Which files are there twice?"""

from __future__ import annotations

from collections.abc import Sequence
from filecmp import cmp

from bonusmalus_core.measures.opening.sources import Part

ALIKE = ("availability", "tests")
"""Shifts, and tests without a number, are alike without being the same, whole files of them too."""


def copies_apart(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of different files, and those of files with the same bytes as one before."""
    files = list(dict.fromkeys(part.path for part in parts))
    sizes = {path: path.stat().st_size for path in files}
    copies = {
        path
        for number, path in enumerate(files)
        if any(sizes[path] == sizes[first] and cmp(path, first, shallow=False) for first in files[:number])
    }
    return [part for part in parts if part.path not in copies], [part for part in parts if part.path in copies]
