"""Which texts and which styles of days do all sheets of a package share?

Texts written as usual are told by one pattern; of the styles, only what tells a day from a number is taken to pieces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

from bonusmalus_core.workbook.package.text import resolved, unescaped
from bonusmalus_core.workbook.package.tree import DEFAULT, SPACE, Element, is_plain, is_usual, read, tag

BLANKS = " \t\r\n"

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\s[^<>]*>\s*")
_ENTRY = re.compile(rb'<si><t(?:>([^<&\r_]*+)|( xml:space="preserve")?>([^<]*+))</t></si>')
_UNKNOWN = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_NO_LETTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_UNPRINTED = bytes({*range(32)} - {*b"\t\n\r"})
_PLAIN = tag("t")

_ATTRIBUTES = rb'(?:\s[\w:]++="[^"<&]*+")*+\s*+'
_STYLE = re.compile(
    rb'<xf numFmtId="([0-9]+)"(%s(?:/>|>(?:<(?:alignment|protection)%s/>)*+</xf>))' % (_ATTRIBUTES, _ATTRIBUTES)
)

Formats = tuple[Mapping[str, str], Sequence[str]]
"""The codes of number formats by number, and the number of the format of every style."""

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def texts(part: bytes, path: Path, member: str) -> Sequence[str]:
    """The shared texts in their order."""
    start, end = part.find(b"<si>"), part.rfind(b"</sst>")
    if 0 < start < end and is_plain(part) and _begins_as_usual(part[:start]) and _is_sound(part):
        inside = part[start:end]
        entries = _ENTRY.findall(inside)
        if _make_up(entries, b"<si><t></t></si>", inside):
            return [
                plain.decode().strip(BLANKS) or _tidy(resolved(text), keeps_spaces=bool(space))
                for plain, space, text in entries
            ]
    return [text_of(entry) for entry in read(part, path, member).iterfind(tag("si"))]


def _begins_as_usual(head: bytes) -> bool:
    """Whether no entry stands before the first that is written as usual: one without a text counts, too."""
    return is_usual(head) and bool(_HEAD.fullmatch(head))


def _is_sound(part: bytes) -> bool:
    """Whether any of its texts could be read: what is not is to be found at once, wherever it stands."""
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    unprinted = len(part.translate(None, _UNPRINTED)) < len(part)
    return not (unprinted or _UNKNOWN.search(part) or _NO_LETTER.search(part))


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
    codes, used = _usual_formats(part) or _formats(read(part, path, member))
    days = {form for form in set(used) if _is_date(form, codes.get(form))}
    return frozenset(str(index) for index, form in enumerate(used) if form in days)


def _formats(root: Element) -> Formats:
    # Conditional formats have number formats too, numbered on their own: those say nothing of cells.
    forms = root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
    codes = {form.get("numFmtId", ""): form.get("formatCode", "") for form in forms}
    return codes, [style.get("numFmtId", "0") for style in root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")]


def _usual_formats(part: bytes) -> Formats | None:
    """The same, fonts, fills and borders passed over; None where the part is written in some other way."""
    forms, styles = _inside(part, b"numFmts"), _inside(part, b"cellXfs")
    used = _STYLE.findall(styles)
    if not (forms and used and _make_up(used, b'<xf numFmtId=""', styles) and is_plain(part) and is_usual(part[:1000])):
        return None
    try:
        root = ElementTree.fromstring(b"<styleSheet %s><numFmts>%s</numFmts></styleSheet>" % (DEFAULT, forms))
    except ElementTree.ParseError:  # as a whole it may have a sense
        return None
    return _formats(root)[0], [form.decode() for form, _ in used]


def _make_up(entries: Sequence[tuple[bytes, ...]], around: bytes, part: bytes) -> bool:
    """Whether a part consists of the entries, with what stands `around` the groups of each, and of nothing else."""
    return sum(map(len, chain.from_iterable(entries))) + len(entries) * len(around) == len(part)


def _inside(part: bytes, name: bytes) -> bytes:
    """What stands inside an element that is there at most once."""
    start, end = part.find(b"<%s " % name), part.find(b"</%s>" % name)
    return part[part.find(b">", start) + 1 : end] if 0 <= start < end else b""


def _is_date(form: str, code: str | None) -> bool:
    if code is None:
        return form.isdigit() and int(form) in _BUILT_IN_DATES
    return not _ELAPSED.search(code) and any(letter in "dmyh" for letter in _QUOTED.sub("", code.split(";")[0]).lower())
