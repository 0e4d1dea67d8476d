"""How does `new --wizard` ask? One plain question after the other, until each has an answer that can be used.

Questions go to standard error, so that what a command prints stays clean; answers come from standard input, typed or
piped. Where the input ends, the defaults hold.
"""

from __future__ import annotations

import sys
from typing import Any

from bonusmalus_core.declare import wizard
from bonusmalus_core.declare.drafting import free
from bonusmalus_core.declare.wizard import Question
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.words import say

Options = dict[str, Any]


def completed(options: Options, spoken: str) -> Options:
    """The options, with an answer for each that the wizard asks for and that was not given.

    What stands in the way of the file is said before the first question (FileRefused, WrongUsage).
    """
    if options.get("from_"):
        raise WrongUsage("from-twice", option="wizard")
    free(options["file"])
    known = dict(options)
    for option in wizard.ORDER:
        if known.get(option) is None:
            known[option] = _asked(wizard.question(option, known, spoken), known.get("language") or spoken)
    return known


def _asked(question: Question, language: str) -> Any:
    _tell(f"\n{question.text}")
    for number, line in enumerate(question.choices, 1):
        _tell(f"  {number}  {line}")
    while True:
        _tell(f"[{question.default}] > ", end="")
        typed = sys.stdin.readline()
        if not typed:
            _tell(say(language, "wizard", "ended", default=question.default))
        answer = question.read(typed)
        if answer is not None:
            return answer
        _tell(question.wrong)


def _tell(text: str, end: str = "\n") -> None:
    print(text, end=end, file=sys.stderr, flush=True)
