"""Do the container formats of a VBA project hold any content, at their edges too?"""

from __future__ import annotations

from io import BytesIO

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_addin.excel.xlam.compound_file import compound_file
from bonusmalus_addin.excel.xlam.compression import compressed
from tests.support.olevba import unpacked

NOISE = bytes(place * place * 31 % 251 for place in range(20000))


@pytest.mark.parametrize("length", [1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 20000])
def test_a_stream_of_any_length_comes_back(length: int) -> None:
    written = compound_file({"VBA": {"dir": NOISE[:length], "other": b"x"}, "PROJECT": NOISE[:length]})
    with olefile.OleFileIO(BytesIO(written), raise_defects=olefile.DEFECT_UNSURE) as read:
        assert read.openstream("PROJECT").read() == NOISE[:length]
        assert read.openstream("VBA/dir").read() == NOISE[:length]
        assert read.parsing_issues == []


def test_many_streams_are_found_by_name() -> None:
    streams = {f"Module{number}": f"{number}".encode() for number in range(50)}
    with olefile.OleFileIO(BytesIO(compound_file({"VBA": streams}))) as read:
        assert {name: read.openstream(f"VBA/{name}").read() for name in streams} == streams


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        compound_file({"all": bytes(109 * 128 * 512)})


@given(st.binary(min_size=1, max_size=300) | st.text("abc ", min_size=1, max_size=5000).map(str.encode))
def test_what_is_compressed_can_be_read_again(content: bytes) -> None:
    assert unpacked(compressed(content)) == content


@pytest.mark.parametrize("content", [b"a" * 4096, b"a" * 4097, b"ab" * 5000, NOISE[:4096], NOISE[:4097], NOISE])
def test_chunks_that_are_full_or_cannot_be_packed_can_be_read_again(content: bytes) -> None:
    assert unpacked(compressed(content))[: len(content)] == content
