"""`bonusmalus functions`: which functions are there for the cells of a worksheet, and what do they take and give?"""

from __future__ import annotations

from argparse import Namespace
from difflib import get_close_matches

from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.registry import Category, Function
from bonusmalus_core.declare.wording import category_label, error_meaning, parameter_help, summary
from bonusmalus_core.declare.written import formula, shown, usage
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.cli.delivery import taken
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.words import words


def carry_out(given: Namespace) -> int:
    """Prints all functions by what they are for, or everything about one."""
    language = spoken()
    lines = _one(_named(given.name), language) if given.name else _all(language)
    with taken():
        print("\n".join(lines))
    return 0


def _named(name: str) -> Function:
    found = FUNCTIONS.get(name.upper()) or FUNCTIONS.get(f"BM_{name.upper()}")
    if found is None:
        bare = {each.removeprefix("BM_"): each for each in FUNCTIONS}
        near = get_close_matches(name.upper().removeprefix("BM_"), bare, 3) or bare
        raise WrongUsage("function", found=name, known=", ".join(bare[each] for each in near))
    return found


def _all(language: str) -> list[str]:
    lines: list[str] = []
    for category in Category:
        lines += ["", category_label(category, language)]
        for function in FUNCTIONS.values():
            if function.category is category:
                lines += [f"  {usage(function)}", f"      {summary(function, language)}"]
    return lines[1:]


def _one(function: Function, language: str) -> list[str]:
    texts = words(language, "functions")
    arguments = [(each.name, parameter_help(function, each, language)) for each in function.parameters]
    errors = [(code, error_meaning(function, code, language)) for code in function.errors]
    example = f"{formula(function.name, function.example.arguments)}  →  {shown(function.example.answer)}"
    return [
        usage(function),
        f"  {summary(function, language)}",
        *_listed(texts["cli.arguments"], arguments),
        *_listed(texts["cli.errors"], errors),
        "",
        texts["cli.example"],
        f"  {example}",
    ]


def _listed(title: str, pairs: list[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in pairs), default=0)
    return ["", title, *(f"  {name:<{width}}  {meaning}" for name, meaning in pairs)] if pairs else []
