"""What does olevba read of Visual Basic? It still calls pyparsing by names that pyparsing warns about."""

from __future__ import annotations

import warnings
from pathlib import Path

with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
    from oletools.olevba import VBA_Parser, decompress_stream


def unpacked(container: bytes) -> bytes:
    """What was compressed."""
    return bytes(decompress_stream(bytearray(container)))


def code(project: bytes) -> dict[str, str]:
    """The text of every module of a vbaProject.bin."""
    parser = VBA_Parser("vbaProject.bin", data=project)
    try:
        return {name.rpartition(".")[0]: text for _, _, name, text in parser.extract_macros()}
    finally:
        parser.close()


def marked(path: Path) -> set[str]:
    """The words that olevba marks in the code of a workbook: what runs by itself, and what malware uses too."""
    parser = VBA_Parser(str(path))
    try:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            found = parser.analyze_macros()
        return {word for kind, word, _ in found if kind in ("Suspicious", "AutoExec", "IOC")}
    finally:
        parser.close()
