"""How does a table's part state another place on its sheet, or other columns?"""

from __future__ import annotations

import re
from dataclasses import replace

from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.package.tree import is_plain

_ELEMENT = re.compile(rb"<(?:table|autoFilter)\s")
_PLACE = re.compile(rb'(<(?:table|autoFilter)\s(?:[^>]*\s)?ref=")[^"]*(?=")')


def restated(archive: Archive, old: TablePart, new: TablePart) -> bytes:
    """The part of the table as it stands now: as text when nothing but its place changed."""
    part = archive.read(old.part)
    moved = replace(old, area=new.area)
    if new == moved and not new.totals_rows and is_plain(part) and b"<table " in part and b"<sortState" not in part:
        stated, places = _PLACE.subn(rb"\g<1>" + str(new.area).encode(), part)
        if places == len(_ELEMENT.findall(part)):  # it may say so between other marks
            return stated
    from bonusmalus_core.workbook.package.tables import state
    from bonusmalus_core.workbook.package.xml import parse, serialise

    root = parse(part, archive.path, old.part)
    state(root, new)
    return serialise(root)
