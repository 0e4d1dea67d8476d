"""Commands typed in this process, their language set by the test."""

from __future__ import annotations

from functools import partial

import pytest

from tests.hosts.cli.runs import Type, typed


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """`type_in("settle", path, "--period", 1)` gives exit code and output; nobody's locale plays a part."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return partial(typed, capsys)
