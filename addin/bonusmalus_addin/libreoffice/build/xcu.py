"""How is a file of LibreOffice's configuration written?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from bonusmalus_addin.libreoffice.names import LOCALES

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)


def component(name: str, *nodes: str) -> str:
    """A whole file: the nodes of one component of the office's configuration."""
    package, _, last = f"org.openoffice.Office.{name}".rpartition(".")
    named = f'oor:package="{package}" oor:name="{last}"'
    return f"{_HEAD} {named}>\n{''.join(nodes)}</oor:component-data>\n"


def group(name: str, *nodes: str) -> str:
    """A node that LibreOffice has already."""
    return f"<node oor:name={quoteattr(name)}>\n{''.join(nodes)}</node>\n"


def entry(name: str, *nodes: str) -> str:
    """A node of our own."""
    return f'<node oor:name={quoteattr(name)} oor:op="replace">\n{"".join(nodes)}</node>\n'


def entries(prefix: str, nodes: Iterable[str]) -> str:
    """Nodes of our own in their order, for which LibreOffice goes by their names."""
    return "".join(entry(f"{prefix}{number:02}", node) for number, node in enumerate(nodes, 1))


def text(name: str, value: str) -> str:
    """A property with one value."""
    return f"<prop oor:name={quoteattr(name)}><value>{escape(value)}</value></prop>\n"


def texts(name: str, values: Mapping[str, str]) -> str:
    """A property with a value by language."""
    every = "".join(
        f"<value xml:lang={quoteattr(LOCALES[language])}>{escape(value)}</value>" for language, value in values.items()
    )
    return f"<prop oor:name={quoteattr(name)}>{every}</prop>\n"
