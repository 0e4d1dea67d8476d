"""Is a choice understood however people type it, and is what can be chosen said in the words that they see?"""

from __future__ import annotations

import pytest

from bonusmalus_core.declare.chosen import all_meant, labels, listed, meant
from bonusmalus_core.declare.drafting import drafted
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.model.choices import GOALS
from bonusmalus_core.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_is_understood_by_what_users_see_in_every_language(goal: str, language: str) -> None:
    label = labels("goal", GOALS, language)[GOALS.index(goal)]
    assert meant(f" {label.upper()} ", "goal", GOALS) == goal


@pytest.mark.parametrize(
    ("typed", "goal"),
    [("kwaliteit", "quality"), ("Erreichbarkeit", "reachability"), ("fidélité", "loyalty"), ("2", "quality"),
     ("et", None), ("en", None), ("winst", None), ("4", None), ("", None)],
)  # fmt: skip
def test_the_word_that_tells_is_enough_and_one_that_does_not_is_none(typed: str, goal: str | None) -> None:
    assert meant(typed, "goal", GOALS) == goal


def test_several_goals_stand_on_one_line() -> None:
    assert all_meant("kwaliteit, groei; 3", "goal", GOALS) == ("quality", "loyalty", "reachability")
    assert all_meant("kwaliteit, winst", "goal", GOALS) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_goal_is_answered_with_all_goals_in_the_language_of_the_contract(language: str) -> None:
    with pytest.raises(WrongUsage) as wrong:
        drafted("contact-centre", language, None, None, "winst")
    assert wrong.value.facts["known"] == listed("goal", GOALS, language)


def test_the_command_line_takes_the_words_and_lists_them_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "--goal", "kwaliteit", "--phase", "3", "--json"]) == 0
    assert '"goals": [\n' in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        main(["advise", "--goal", "winst"])
    assert "reachability (" in capsys.readouterr().err
