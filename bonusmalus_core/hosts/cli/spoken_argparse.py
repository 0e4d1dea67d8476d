"""How does argparse speak the user's language?

Each of its sentences passes through gettext under the name `_` of its own module. gettext itself takes nothing but
compiled catalogues that it finds by the environment, so argparse is given the words of `cli.json` there. A sentence
that another version of Python says otherwise stays English.
"""

from __future__ import annotations

import argparse

from bonusmalus_core.words import words

_KEYS = {
    "usage: ": "usage",
    "positional arguments": "positional",
    "options": "options",
    "show this help message and exit": "help",
    "%(prog)s: error: %(message)s\n": "error",
    "argument %(argument_name)s: %(message)s": "argument",
    "the following arguments are required: %s": "required",
    "unrecognized arguments: %s": "unrecognized",
    "expected one argument": "one",
    "ignored explicit argument %r": "explicit",
    "ambiguous option: %(option)s could match %(matches)s": "ambiguous",
    "invalid choice: %(value)r (choose from %(choices)s)": "choice",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "parser",
}
_FIELDS = ("prog", "message", "argument_name", "option", "matches", "value", "choices", "parser_name")
_QUOTED = {name: f"%({name})s" for name in _FIELDS} | {"given": "%s"}


def speak(language: str) -> None:
    """From now on argparse says everything in `language`."""
    texts = words(language, "cli")

    def said(sentence: str) -> str:
        key = _KEYS.get(sentence)
        if key is None:
            return sentence
        ending = sentence[len(sentence.rstrip()) :]
        return texts[f"argparse.{key}"].format_map(_QUOTED) + ending

    vars(argparse)["_"] = said
