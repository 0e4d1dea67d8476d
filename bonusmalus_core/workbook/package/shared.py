"""Which texts and which styles of days do all sheets of a package share?

Texts written as usual are told by one pattern; of the styles, only what tells a day from a number is taken to pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from bonusmalus_core.workbook.package.text import resolved, unescaped
from bonusmalus_core.workbook.package.tree import DEFAULT, SPACE, Element, is_plain, is_usual, read, tag

BLANKS = " \t\r\n"

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\s[^<>]*>\s*")
_ENTRY = re.compile(rb'<si><t( xml:space="preserve")?>([^<]*)</t></si>')
_UNSOUND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)|[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_PLAIN = tag("t")

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def texts(part: bytes, path: Path, member: str) -> Callable[[int], str]:
    """The shared texts, by index; many of a workbook's texts stand in no table. IndexError where there is none."""
    start, end = part.find(b"<si>"), part.rfind(b"</sst>")
    if 0 < start < end and is_plain(part) and _begins_as_usual(part[:start]) and _is_sound(part):
        entries = _ENTRY.findall(part, start, end)
        if not _ENTRY.sub(b"", part[start:end]):
            return lambda index: _tidy(resolved(entries[index][1]), keeps_spaces=bool(entries[index][0]))
    return [text_of(entry) for entry in read(part, path, member).iterfind(tag("si"))].__getitem__


def _begins_as_usual(head: bytes) -> bool:
    """Whether no entry stands before the first that is written as usual: one without a text counts, too."""
    return is_usual(head) and bool(_HEAD.fullmatch(head))


def _is_sound(part: bytes) -> bool:
    """Whether any of its texts could be read: what is not is to be found at once, wherever it stands."""
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return not _UNSOUND.search(part)


def text_of(entry: Element) -> str:
    """The text of a shared or inline string: its runs joined, without the reading aids of East Asian scripts."""
    plain = entry.find(_PLAIN)
    if plain is not None:
        return _tidy(plain.text or "", keeps_spaces=plain.get(SPACE) == "preserve")
    runs = entry.iterfind(f"{tag('r')}/{tag('t')}")
    return unescaped("".join(text.text or "" for text in runs))


def _tidy(text: str, *, keeps_spaces: bool) -> str:
    return unescaped(text if keeps_spaces else text.strip(BLANKS))


def date_styles(part: bytes, path: Path, member: str) -> frozenset[str]:
    """The indexes of the styles that show a number as a day."""
    root = _number_formats(part, path, member)
    # Conditional formats have number formats too, numbered on their own: those say nothing of cells.
    forms = root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
    codes = {form.get("numFmtId"): form.get("formatCode", "") for form in forms}
    used = [style.get("numFmtId", "0") for style in root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")]
    return frozenset(str(index) for index, form in enumerate(used) if _is_date(form, codes.get(form)))


def _number_formats(part: bytes, path: Path, member: str) -> Element:
    """The styles without fonts, fills and borders; all of them where they are written in some other way."""
    sections = (_section(part, b"numFmts"), _section(part, b"cellXfs"))
    if is_plain(part) and is_usual(part[:1000]) and all(sections):
        try:
            return ElementTree.fromstring(b"<styleSheet %s>%s%s</styleSheet>" % (DEFAULT, *sections))
        except ElementTree.ParseError:
            pass  # as a whole it may have a sense
    return read(part, path, member)


def _section(part: bytes, name: bytes) -> bytes:
    start, end = part.find(b"<%s " % name), part.find(b"</%s>" % name)
    return part[start:end] + b"</%s>" % name if 0 <= start < end else b""


def _is_date(form: str, code: str | None) -> bool:
    if code is None:
        return form.isdigit() and int(form) in _BUILT_IN_DATES
    return not _ELAPSED.search(code) and any(letter in "dmyh" for letter in _QUOTED.sub("", code.split(";")[0]).lower())
