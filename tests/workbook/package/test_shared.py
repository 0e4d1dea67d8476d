"""Which texts and days do all sheets share, in whatever way the parts are written?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.shared import date_styles, texts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WHERE = Path("contract.xlsx"), "xl/part.xml"


def shared(inside: str) -> Sequence[str]:
    return texts(f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{MAIN}">{inside}</sst>'.encode(), *WHERE)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("<si><t>FCR</t></si>", "FCR"),
        ("<si><t>R&amp;D &lt; 5</t></si>", "R&D < 5"),
        ("<si><t>R&#38;D</t></si>", "R&D"),
        ("<si><t>  blank  </t></si>", "blank"),
        ('<si><t xml:space="preserve">  blank  </t></si>', "  blank  "),
        ("<si><t>a_x0009_b</t></si>", "a\tb"),
        ("<si><t>two\r\nlines</t></si>", "two\nlines"),
        ("<si><t></t></si>", ""),
        ("<si><t/></si>", ""),
        ("<si/>", ""),
        ("<si ><t>FCR</t></si>", "FCR"),
        ("<si><r><t>in </t></r><r><rPr><b/></rPr><t>runs</t></r></si>", "in runs"),
        ("<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></si>", "東京"),
        ("<!-- a remark --><si><t>FCR</t></si>", "FCR"),
    ],
)
def test_a_shared_text_reads_as_it_is_shown_beside_any_other(entry: str, text: str) -> None:
    for before in ("", "<si><t>usual</t></si>", "<si><r><t>unusual</t></r></si>"):
        assert shared(before + entry + "<si><t>after</t></si>")[1 if before else 0] == text


@pytest.mark.parametrize("entry", ["<si><t>R&D</t></si>", "<si><t>R&nbsp;D</t></si>", "<si><t>a\x01b</t></si>"])
def test_a_text_that_no_xml_can_hold_is_refused_even_if_no_cell_shows_it(entry: str) -> None:
    with pytest.raises(FileRefused):
        shared("<si><t>usual</t></si>" + entry)


def test_a_text_that_is_not_there_is_none() -> None:
    for inside in ("<si><t>usual</t></si>", "<si><r><t>unusual</t></r></si>"):
        with pytest.raises(IndexError):
            shared(inside)[1]


FORMATS = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm"/></numFmts>'
USED = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
CONDITIONAL = '<dxfs count="1"><dxf><numFmt numFmtId="0" formatCode="dd"/></dxf></dxfs>'


@pytest.mark.parametrize(
    ("inside", "days"),
    [
        (FORMATS + "<fonts/>" + USED + CONDITIONAL, {"1", "2"}),
        ("<fonts/>" + USED, {"1"}),
        ("<!-- a remark -->" + FORMATS + USED, {"1", "2"}),
        ('<numFmts count="0"/>' + USED, {"1"}),
        (FORMATS.replace("yyyy\\-mm", "0.0%") + USED, {"1"}),
        (FORMATS + USED.replace('numFmtId="14"', 'xfId="0" numFmtId="14"'), {"1", "2"}),
        (FORMATS + USED.replace('<xf numFmtId="14"/>', '<xf numFmtId="14"><protection locked="0"/></xf>'), {"1", "2"}),
        (FORMATS + USED.replace('<xf numFmtId="0"/>', '<xf numFmtId="0"><extLst/></xf>'), {"1", "2"}),
        (FORMATS, set()),
    ],
)
def test_the_styles_of_days_are_told_from_the_others(inside: str, days: set[str]) -> None:
    assert date_styles(f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'.encode(), *WHERE) == days
