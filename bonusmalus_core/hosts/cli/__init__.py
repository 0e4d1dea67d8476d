"""What happens when somebody types `bonusmalus`?

Exit codes: 0 done, 1 refused with findings, 2 wrong usage, 3 a file that cannot be read or written, 4 our own fault.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.cli import bar, delivery, mistyped, parser
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.words import say
from bonusmalus_core.words.refusals import refusal

DONE, REFUSED, WRONG, UNREADABLE, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and returns its exit code; every error is one line on standard error."""
    delivery.prepare()
    try:
        return _carry_out(sys.argv[1:] if arguments is None else arguments)
    except (WrongUsage, FileRefused) as error:
        return _fail(UNREADABLE if isinstance(error, FileRefused) else WRONG, refusal(error, spoken()))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone, as `head` does: nothing is left to flush
        return DONE
    except Exception as error:  # the last safety net
        return _fault(error)


def run() -> int:
    """The same as a whole process: looking for waste in its memory, or for plugins, would take a fifth of it."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    gc.freeze()
    return code


def _carry_out(typed: Sequence[str]) -> int:
    """The exit code of the command, once all that it printed has been taken."""
    asked = next((word for word in typed if not word.startswith("-")), "")
    language = spoken()
    made = parser.parsers(language, asked)
    try:
        if not typed:
            made.top.print_help(sys.stderr)
            return WRONG
        mistyped.refuse(typed, asked, made, language)
        given = made.top.parse_args(typed)
        with bar.shown():
            code: int = given.carry_out(given)
        return code
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # rich leaves as if it had failed
            raise left.__context__ from None
        raise
    finally:
        with delivery.taken():
            pass


def _fault(error: Exception) -> int:
    """One line that can be reported; all that a developer wants with BONUSMALUS_TRACEBACK=1."""
    import traceback  # 9 ms, which no run without a fault pays

    if os.environ.get("BONUSMALUS_TRACEBACK") == "1":
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "bonusmalus_" in frame.filename]
    last = (ours or frames)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return _fail(FAULT, say(spoken(), "files", "fault", kind=type(error).__name__, place=place))


def _fail(code: int, sentence: str) -> int:
    try:
        print(f"bonusmalus: {sentence}", file=sys.stderr)
    except OSError:  # the exit code is left
        delivery.give_up(sys.stderr)
    return code
