"""What happens when somebody types `bonusmalus`?

Exit codes: 0 done, 1 refused with findings, 2 wrong usage, 3 a file that cannot be read or written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.cli import parser
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.words import say

DONE, REFUSED, WRONG, UNREADABLE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and returns its exit code; every error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a sign shows "?" in its place
    typed = sys.argv[1:] if arguments is None else arguments
    asked = next((word for word in typed if not word.startswith("-")), "")
    given = parser.parser(spoken(), asked).parse_args(typed)
    try:
        code: int = given.carry_out(given)
    except WrongUsage as error:
        return _fail(WRONG, f"usage.{error.code}", **error.facts)
    except FileRefused as error:
        return _fail(UNREADABLE, error.code, **error.facts)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone: nothing is left to flush
        return DONE
    return code


def _fail(code: int, key: str, **facts: object) -> int:
    print(f"bonusmalus: {say(spoken(), 'files', key, **facts)}", file=sys.stderr)
    return code
