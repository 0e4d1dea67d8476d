"""What does a text for signature consist of: chapters of numbered clauses, tables, definitions and signature lines?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a header and rows as long, in words; `widths` in characters; the first `texts` columns stand left."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    texts: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one thing: a label and a text a line. Without a heading each line stands for itself."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, its clauses, and what stands below them."""

    heading: str
    clauses: tuple[str, ...]
    parts: tuple[Grid | Facts, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole text. `page` is the word for a page; everybody of `signers` signs above `signature`."""

    language: str
    title: str
    subtitle: str
    opening: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    agreed: str
    signers: tuple[str, ...]
    signature: str
    page: str
