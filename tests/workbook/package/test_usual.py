"""What the patterns make of a table or a list of links is what XML makes of it, or nothing."""

from __future__ import annotations

import zipfile
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bonusmalus_core.workbook.package import usual
from bonusmalus_core.workbook.package.tree import tag
from tests.workbook.package.books import MAIN, OFFICE, PACKAGE

Parts = dict[str, bytes]
TEMPLATES = sorted(each.name for each in files("bonusmalus_templates").iterdir() if each.name.endswith(".xlsx"))

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TABLE = (
    f'{DECLARATION}<table xmlns="{MAIN}" id="1" name="tblPlain" displayName="tblPlain" ref="A1:C3" totalsRowShown="0">'
    '<autoFilter ref="A1:C3"/><tableColumns count="3"><tableColumn id="1" name="maand"/>'
    '<tableColumn id="2" name="beïnvloedbaar" dataDxfId="3"/><tableColumn id="3" name="€ _x000a_ 100%">'
    '<calculatedColumnFormula>IF(A1&lt;&gt;"",1,"é"&amp;2)</calculatedColumnFormula></tableColumn></tableColumns>'
    '<tableStyleInfo name="TableStyleLight1" showRowStripes="1"/></table>'
)
LINKS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/table" Target="../tables/table1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/hyperlink" Target="https://é.example" TargetMode="External"/>\n'
    "</Relationships>"
)


def parts_of(template: str) -> Parts:
    with zipfile.ZipFile(BytesIO((files("bonusmalus_templates") / template).read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table_by_xml(part: bytes) -> tuple[dict[str, str], list[str]]:
    root = ElementTree.fromstring(part)
    return root.attrib, [column.get("name", "") for column in root.iterfind(f"{tag('tableColumns')}/*")]


def links_by_xml(part: bytes) -> list[tuple[str, str, str, str | None]]:
    links = ElementTree.fromstring(part)
    return [(link.attrib["Id"], link.attrib["Type"], link.attrib["Target"], link.get("TargetMode")) for link in links]


def links_by_pattern(part: bytes) -> list[usual.Link] | None:
    found = usual.links(part)
    return None if found is None else list(found)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_table_and_list_of_a_template_is_written_as_usual(template: str) -> None:
    parts = parts_of(template)
    tables = {name: part for name, part in parts.items() if name.startswith("xl/tables/")}
    lists = {name: part for name, part in parts.items() if name.endswith(".rels")}
    assert {name: usual.table(part) for name, part in tables.items()} == {
        name: table_by_xml(part) for name, part in tables.items()
    }
    assert {name: links_by_pattern(part) for name, part in lists.items()} == {
        name: links_by_xml(part) for name, part in lists.items()
    }
    assert tables
    assert lists


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('encoding="UTF-8"', 'encoding="UTF-16"'),
        ('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        ("<table ", "<!DOCTYPE table><table "),
        ("<autoFilter", "<!-- why --><autoFilter"),
        ("<tableColumn id", "<![CDATA[]]><tableColumn id"),
        ("<tableColumn id", "<?why?><tableColumn id"),
        (f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'),
        (f'xmlns="{MAIN}"', 'xmlns="urn:other"'),
        ('name="maand"', 'name="maand" name="month"'),
        ('name="maand"', "name='maand'"),
        ('name="maand"', 'name="a &amp; b"'),
        ('name="maand"', 'name="a &#10; b"'),
        ('name="maand"', 'name="a &unknown; b"'),
        ('name="maand"', 'name="a < b"'),
        ('name="maand"', 'name="a\tb"'),
        ('name="maand"', 'name="a\x01b"'),
        ('name="maand"', 'name="a\ufffeb"'),
        ('name="maand"', 'x:name="maand"'),
        ('id="1" name="maand"', 'name="maand" id="1"'),
        ('id="2" name="beïnvloedbaar"', 'id="2" name="beïnvloedbaar" xmlns="urn:other"'),
        ('ref="A1:C3" totals', 'totals ref="A1:C3" '),
        ('totalsRowShown="0"', 'totalsRowShown="0" ref="A1:C9"'),
        ("</tableColumn>", "</tableColumn><tableColumn/>"),
        ("</tableColumn>", "</tableColumn>text"),
        ("</tableColumns>", ""),
        ("</calculatedColumnFormula>", "]]></calculatedColumnFormula>"),
        ("&amp;2", "&2"),
        ("&amp;2", "&unknown;2"),
        ("</table>", "</table><table/>"),
        ("</table>", "</table>\f"),
    ],
)
def test_a_table_that_is_written_in_any_other_way_is_left_to_xml(old: str, new: str) -> None:
    assert usual.table(TABLE.encode()) == table_by_xml(TABLE.encode())
    assert old in TABLE
    assert usual.table(TABLE.replace(old, new).encode()) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('encoding="UTF-8"', 'encoding="latin-1"'),
        ("<Relationship Id", "<!-- why --><Relationship Id"),
        ("<Relationship Id", "<x:Relationship Id"),
        ('Id="rId1"', 'Id="rId1" Id="rId2"'),
        ('Target="../tables/table1.xml"', 'Target="../tables/table&#49;.xml"'),
        ('Target="../tables/table1.xml"', 'Target="../tables/table1.xml" Target="../tables/table2.xml"'),
        (' Target="../tables/table1.xml"', ""),
        ("table1.xml", "table1.xml\n"),
        ('TargetMode="External"/>', 'TargetMode="External"></Relationship>'),
        ("</Relationships>", "</Relationship>"),
        ("</Relationships>", "</Relationships>."),
    ],
)
def test_a_list_of_links_that_is_written_in_any_other_way_is_left_to_xml(old: str, new: str) -> None:
    assert links_by_pattern(LINKS.encode()) == links_by_xml(LINKS.encode())
    assert old in LINKS
    assert usual.links(LINKS.replace(old, new).encode()) is None


@pytest.mark.parametrize("part", [TABLE, LINKS])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_what_is_not_plain_utf_8_is_left_to_xml(part: str, encoding: str) -> None:
    strange = part.replace("€", "").encode(encoding)
    assert usual.table(strange) is None
    assert usual.links(strange) is None


FRAGMENTS = [
    *(
        '"',
        "<",
        ">",
        "/>",
        "=",
        "&",
        ";",
        "&amp;",
        "&lt;",
        "]]>",
        "\n",
        "\t",
        " ",
        "\0",
        "é",
        "\ufffe",
        "\ufeff",
        "name=",
    ),
    *(' name="b"', ' id="2"', ' ref="B1"', ' xmlns="urn:b"', ' dataDxfId="1"', ' headerRowCount="0"', "<autoFilter/>"),
    *("<tableColumn/>", '<tableColumn id="4" name="d"/>', "</tableColumn>", "</tableColumns>", "</table>", "<!---->"),
    *('<Relationship Id="a" Type="b" Target="c"/>', ' TargetMode="External"', "</Relationships>", "<?a?>", "<![CDATA["),
]


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """A table or a list in which a few stretches were replaced."""
    part = draw(st.sampled_from([TABLE, LINKS]))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(part)))
        end = start + draw(st.integers(0, 3))
        part = part[:start] + draw(st.sampled_from(["", *FRAGMENTS])) + part[end:]
    return part.encode()


@given(altered())
@example(TABLE.replace("<autoFilter", "<tableColumn id='9' name='z'/><autoFilter").encode())
@example(TABLE.replace("<table ", '<tab<tableColumn id="4" name="d"/>le ').encode())
def test_whatever_the_patterns_read_xml_reads_alike(part: bytes) -> None:
    table, links = usual.table(part), links_by_pattern(part)
    assert table is None or table == table_by_xml(part)
    assert links is None or links == links_by_xml(part)
