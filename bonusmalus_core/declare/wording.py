"""How is a worksheet function said in the user's language? English is its docstring, the others are data."""

from __future__ import annotations

from bonusmalus_core.declare.registry import Category, Function, Parameter
from bonusmalus_core.words import words

TOPIC = "functions"


def summary(function: Function, language: str) -> str:
    """What the function gives, in one sentence."""
    return _said(function.name, function.summary, language)


def parameter_help(function: Function, parameter: Parameter, language: str) -> str:
    """What stands in an argument."""
    return _said(f"{function.name}.{parameter.name}", parameter.help, language)


def error_meaning(function: Function, code: str, language: str) -> str:
    """When the function gives that error."""
    return _said(f"{function.name}.{code}", function.errors[code], language)


def category_label(category: Category, language: str) -> str:
    """The group under which the function wizard lists the function."""
    return words(language, TOPIC)[f"category.{category.value}"]


def texts_of(function: Function) -> dict[str, str]:
    """Every key that another language needs for the function, with the English text."""
    return {
        function.name: function.summary,
        **{f"{function.name}.{each.name}": each.help for each in function.parameters},
        **{f"{function.name}.{code}": meaning for code, meaning in function.errors.items()},
    }


def _said(key: str, english: str, language: str) -> str:
    return english if language == "en" else words(language, TOPIC)[key]
