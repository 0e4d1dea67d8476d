"""Is the add-in whole, the same every time, made from the registries alone, and read by others without complaint?"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import olefile
import pytest

from bonusmalus_addin.excel.ribbon import OWN_ICONS
from bonusmalus_addin.excel.xlam.package import members
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.offering import Group, group_label, label, summary
from bonusmalus_core.declare.wording import parameter_help
from bonusmalus_core.words import LANGUAGES
from tests.support.olevba import code, marked

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SUSPICIOUS_BUT_OURS = {"CreateObject", "Hex Strings", "Base64 Strings"}
"""What olevba marks in every add-in that asks another program for something, or has long names in quotes."""


@pytest.fixture(scope="module", params=LANGUAGES)
def parts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Every part of the add-in, its wizard's help in one language."""
    return members(request.param)


@pytest.fixture(scope="module")
def ribbon() -> ElementTree.Element:
    return ElementTree.fromstring(members("nl")["customUI/customUI14.xml"])


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    """The ribbon's words as Visual Basic finds them in the sheet: by language, then by key."""
    rows = [
        {cell.get("r", "")[0]: cell.findtext(f"{MAIN}is/{MAIN}t", "") for cell in row}
        for row in ElementTree.fromstring(members("nl")["xl/worksheets/sheet1.xml"]).iter(f"{MAIN}row")
    ]
    return {rows[0][column]: {row["A"]: row[column] for row in rows[1:]} for column in "BCDE"}


def test_one_command_builds_the_same_bytes_every_time(xlam: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.xlam"
    subprocess.run([sys.executable, "-m", "bonusmalus_addin.excel", str(second)], check=True, cwd=tmp_path)
    assert xlam.read_bytes() == second.read_bytes()


def test_every_part_is_named_and_well_formed(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if not name.endswith(".bin"):
            ElementTree.fromstring(content)
    kinds = re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"])
    targets = re.findall(rb'Target="([^"]+)"', parts["_rels/.rels"])
    below = [b"xl/" + each for each in re.findall(rb'Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"])]
    rest = {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}
    assert {each.decode() for each in (*targets, *below)} == set(parts) - rest
    assert {each.decode() for each in kinds} | {"customUI/customUI14.xml"} == set(parts) - rest


def test_olefile_reads_the_project_without_an_issue(parts: dict[str, bytes]) -> None:
    with olefile.OleFileIO(BytesIO(parts["xl/vbaProject.bin"]), raise_defects=olefile.DEFECT_UNSURE) as project:
        assert project.parsing_issues == []
        assert {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT"} <= {"/".join(e) for e in project.listdir()}


def test_olevba_finds_every_module_and_nothing_that_runs_by_itself(xlam: Path, parts: dict[str, bytes]) -> None:
    assert set(code(parts["xl/vbaProject.bin"])) == {"ThisWorkbook", "Sheet1", "BmRuntime", "BmFunctions", "BmRibbon"}
    assert marked(xlam) == SUSPICIOUS_BUT_OURS


def test_visual_basic_is_plain_text_in_short_lines(parts: dict[str, bytes]) -> None:
    for text in code(parts["xl/vbaProject.bin"]).values():
        assert text.isascii()
        assert "\n" not in text.replace("\r\n", "")
        assert max(map(len, text.split("\r\n"))) < 1023


def test_every_function_is_declared_with_its_arguments_and_category(parts: dict[str, bytes]) -> None:
    functions = code(parts["xl/vbaProject.bin"])["BmFunctions"]
    for function in FUNCTIONS.values():
        taken = ", ".join(f"Optional {each.name}" if each.optional else each.name for each in function.parameters)
        assert f"Public Function {function.name}({taken}) As Variant\r\n" in functions
        assert f'{function.name}.VB_ProcData.VB_Invoke_Func = " \\n20"' in functions
        assert re.search(rf'{function.name}\.VB_Description = "(?:[^"]|""){{10,255}}"\r\n', functions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_explains_every_argument(language: str) -> None:
    workbook = ElementTree.fromstring(members(language)["xl/workbook.xml"])
    told = {
        node.get("name"): [each.text for each in node.iter(f"{NEWER}argumentDescription")]
        for node in workbook.iter(f"{NEWER}definedName")
    }
    assert told == {
        each.name: [parameter_help(each, parameter, language) for parameter in each.parameters]
        for each in FUNCTIONS.values()
    }


def test_the_functions_stand_in_a_group_of_their_own(parts: dict[str, bytes]) -> None:
    (groups,) = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}functionGroups")
    assert (groups.get("builtInGroupCount"), [each.get("name") for each in groups]) == ("19", ["Bonus-Malus"])


def test_every_callback_of_the_ribbon_is_a_procedure(ribbon: ElementTree.Element) -> None:
    callbacks = {value for node in ribbon.iter() for name, value in node.items() if name[:3] in ("get", "onA", "onL")}
    written = code(members("nl")["xl/vbaProject.bin"])
    procedures = {f"BmRibbon.{name}" for name in re.findall(r"^Public Sub (\w+)\(", written["BmRibbon"], re.MULTILINE)}
    later = set(re.findall(r"OnTime .*(BmRibbon\.\w+)", written["BmRuntime"]))
    assert (procedures, len(later)) == (callbacks | later, 1)


def test_every_id_and_picture_of_the_ribbon_is_there_once(ribbon: ElementTree.Element) -> None:
    for name in ("id", "imageMso"):
        assert [
            each for each, times in Counter(node.get(name) for node in ribbon.iter()).items() if each and times > 1
        ] == []


def test_the_ribbon_offers_every_command_in_its_group(ribbon: ElementTree.Element) -> None:
    shown = {group.get("id"): [each.get("id") for each in group] for group in ribbon.iter(f"{UI}group")}
    expected = {
        f"bm_group_{group.value}": [f"bm_{each.name}" for each in COMMANDS.values() if each.group is group]
        for group in Group
    }
    expected["bm_group_help"] += [*(f"bm_{name}" for name in OWN_ICONS), "bm_language"]
    assert shown == {group: members for group, members in expected.items() if members}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_its_words_in_every_language(
    ribbon: ElementTree.Element, words: dict[str, dict[str, str]], language: str
) -> None:
    said = words[language]
    for node in ribbon.iter():
        if node.get("getLabel"):
            assert said[f"{node.get('id')}.label"]
        if node.get("getSupertip"):
            assert said[f"{node.get('id')}.tip"]
    for command in COMMANDS.values():
        assert said[f"bm_{command.name}.label"] == label(command, language)
        assert said[f"bm_{command.name}.tip"] == summary(command, language)
        assert said[f"bm_group_{command.group.value}.label"] == group_label(command.group, language)


def test_visual_basic_looks_at_every_word(words: dict[str, dict[str, str]]) -> None:
    runtime = code(members("nl")["xl/vbaProject.bin"])["BmRuntime"]
    assert f"For row = 2 To {1 + len(words['nl'])}\r\n" in runtime
    assert set(words) == set(LANGUAGES)


def test_nothing_in_the_file_depends_on_the_platform(xlam: Path) -> None:
    with zipfile.ZipFile(xlam) as archive:
        assert {(each.compress_type, each.create_system, each.date_time[0]) for each in archive.infolist()} == {
            (zipfile.ZIP_STORED, 3, 1980)
        }
        assert archive.testzip() is None
