"""How does the progress bar look, and does it go?"""

from __future__ import annotations

import pytest

from bonusmalus_core.hosts.cli.bar import draw


def test_the_bar_fills_and_goes(capsys: pytest.CaptureFixture[str]) -> None:
    draw(1, 3)
    draw(3, 3)
    first, *_, last = capsys.readouterr().err.lstrip("\r").split("\r")
    assert first.count("█") == 10
    assert last == ""
