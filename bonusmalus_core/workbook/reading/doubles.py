"""Which rows of a table say the same thing twice?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bonusmalus_core.findings import Finding
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.records import AnySection
from bonusmalus_core.workbook.reading.rows import ReadRow

_IDENTITY: Mapping[str, Mapping[str, object]] = {
    "prices": {"from_month": 1},
    "kpis": {"code": None, "from_month": 1},
    "legend": {"kpi": None},
    "months": {"month": None},
    "measurements": {"month": None, "kpi": None, "part": ""},
    "overrides": {"period": None, "kpi": None},
}
"""The fields that tell the rows of a section apart, each with what a blank cell means."""


def doubles(section: AnySection) -> Iterator[Finding]:
    """A finding for every row that repeats an earlier one; `other` is the earlier row's cell."""
    first: dict[tuple[object, ...], ReadRow] = {}
    for row in section.rows:
        identity = None if row.prepared else _identity(section.key, row)
        if identity is None:
            continue
        if identity in first:
            yield _doubled(section, row, first[identity], identity)
        first.setdefault(identity, row)


def _identity(key: str, row: ReadRow) -> tuple[object, ...] | None:
    """What the row is about; None when it cannot be told."""
    fields = _IDENTITY.get(key, {})
    if not fields or row.faulty & fields.keys():
        return None
    found = {name: row.values.get(name, blank) for name, blank in fields.items()}
    if "part" in found:
        found["part"] = str(found["part"]).casefold()
    return None if None in found.values() else tuple(found.values())


def _doubled(section: AnySection, row: ReadRow, earlier: ReadRow, identity: tuple[object, ...]) -> Finding:
    field = next(iter(_IDENTITY[section.key]))
    return section.note(
        codes.ROW_DOUBLED, row, field, found=", ".join(str(part) for part in identity if part != ""),
        other=section.cell(earlier, field),
    )  # fmt: skip
