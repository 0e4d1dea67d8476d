"""Is a package that Excel would not open refused?"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from tests.workbook.package.books import MAIN, members, zipped
from tests.workbook.package.dialects import excel


def _encrypted(path: Path) -> None:
    """As an archiver with a password leaves it: the members' flags say so."""
    whole = bytearray(excel(path).read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = whole.find(signature)
        while at >= 0:
            struct.pack_into("<H", whole, at + flags, 1)
            at = whole.find(signature, at + 4)
    path.write_bytes(whole)


def _behind_junk(path: Path) -> None:
    path.write_bytes(b"#!/bin/sh\n" + excel(path).read_bytes())


def _in_another_way(path: Path) -> None:
    content = members(excel(path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, part in content.items():
            archive.writestr(name, part)


@pytest.mark.parametrize(
    ("pack", "code"),
    [
        (_encrypted, "file.encrypted"),
        (_behind_junk, "file.foreign"),
        (_in_another_way, "file.corrupt"),
        (
            lambda path: zipped(path, {"_rels/.rels": "<r/>", "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}),
            "file.foreign",
        ),
    ],
)
def test_a_package_that_excel_would_not_open_is_refused_and_left_alone(
    tmp_path: Path, pack: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "book.xlsx"
    pack(path)
    before = path.read_bytes()
    with pytest.raises(FileRefused) as refusal:
        XlsxWorkbook(path).tables()
    assert (refusal.value.code, path.read_bytes()) == (code, before)
