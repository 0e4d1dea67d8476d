"""Which command or option was meant, where one was typed that does not exist?

argparse would first ask for an option that is missing: the one that was mistyped.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence

from bonusmalus_core.hosts.cli.parser import Parsers
from bonusmalus_core.words import say

_OPTION = re.compile(r"[-–—]{1,2}[^\W\d][^=]*")
"""A word processor makes one long dash of two short ones."""


def refuse(typed: Sequence[str], asked: str, parsers: Parsers, language: str) -> None:
    """Ends with wrong usage at an option that the command does not have, or is told twice, or at the `asked` itself.

    A command whose name is like no other is left to argparse, which tells them all.
    """
    if not asked or asked in parsers.commands:
        _refuse_option(typed[typed.index(asked) + 1 :] if asked else typed, parsers.of(asked), language)
    elif nearest := _nearest(asked, parsers.commands):
        parsers.top.error(say(language, "cli", "wrong.command", found=asked, nearest=nearest))


def _refuse_option(typed: Sequence[str], parser: ArgumentParser, language: str) -> None:
    known, words, told = parser._option_string_actions, iter(typed), set[str]()
    for word in words:
        if word == "--":
            return
        found = _OPTION.match(word)
        if not found:
            continue
        meant = next((option for option in known if option.startswith(found[0])), None)
        if meant is None:
            parser.error(_unknown(found[0], [option for option in known if option.startswith("--")], language))
        if known[meant].nargs != 0 and known[meant].dest in told:
            parser.error(say(language, "cli", "wrong.twice", found=meant))
        told.add(known[meant].dest)
        if found[0] == word and known[meant].nargs != 0:
            next(words, None)  # its value, whatever that begins with


def _unknown(found: str, known: Sequence[str], language: str) -> str:
    if nearest := _nearest(found, known):
        return say(language, "cli", "wrong.option-nearly", found=found, nearest=nearest)
    return say(language, "cli", "wrong.option", found=found, known=", ".join(known))


def _nearest(found: str, known: Iterable[str]) -> str | None:
    """The name that looks most like it, if any does, whatever its dashes."""
    from difflib import get_close_matches  # only who mistypes waits for it

    bare = {each.lstrip("-"): each for each in known}
    return next((bare[each] for each in get_close_matches(found.lstrip("-–—"), bare, 1)), None)
