"""Is the extension whole, the same every time, and made from the registries alone?"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bonusmalus_addin.libreoffice.build.package import build, members
from bonusmalus_addin.libreoffice.names import uno_name
from bonusmalus_core import __version__
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.offering import label
from bonusmalus_core.declare.wording import parameter_help, summary
from bonusmalus_core.words import LANGUAGES

LOCALES = {"nl": "nl", "en": "en-US", "de": "de", "fr": "fr"}
OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEAVY = {"pydantic", "pandas", "numpy", "openpyxl", "xlwings", "lxml", "python_calamine", "babel", "holidays", "rich"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return members()


def test_one_command_builds_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.oxt", tmp_path / "second.oxt"
    build(first)
    subprocess.run([sys.executable, "-m", "bonusmalus_addin.libreoffice", str(second)], check=True, cwd=tmp_path)
    assert first.read_bytes() == second.read_bytes()


def test_what_is_to_be_registered_is_there(files: dict[str, bytes]) -> None:
    listed = re.findall(r'full-path="([^"]+)"', files["META-INF/manifest.xml"].decode())
    assert set(listed) == {name for name in files if re.fullmatch(r"[^/]+\.(xcu|idl|components)", name)}
    assert "python/component.py" in files


def test_every_xml_file_is_well_formed(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith((".xml", ".xcu", ".components", ".svg")):
            ElementTree.fromstring(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_knows_every_function_and_argument(files: dict[str, bytes], language: str) -> None:
    for function in FUNCTIONS.values():
        node = _node(files["CalcAddIns.xcu"], uno_name(function.name))
        assert _said(node, "CompatibilityName", "en") == _said(node, "DisplayName", "en") == function.name
        assert _said(node, "Description", language) == summary(function, language)
        for parameter in function.parameters:
            shown = _node(ElementTree.tostring(node), uno_name(parameter.name))
            assert _said(shown, "Description", language) == parameter_help(function, parameter, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["m", "t"], ids=["menu", "toolbar"])
def test_menu_and_toolbar_offer_every_command(files: dict[str, bytes], place: str, language: str) -> None:
    root = ElementTree.fromstring(files["Addons.xcu"])
    nodes = [node for node in root.iter("node") if re.fullmatch(rf"{place}\d+", node.get(f"{OOR}name", ""))]
    offered = {_value(node, "URL"): _said(node, "Title", language) for node in nodes if _said(node, "Title", language)}
    assert offered == {f"org.bonusmalus.calc:{each.name}": label(each, language) for each in COMMANDS.values()}


def test_every_picture_that_is_named_is_carried(files: dict[str, bytes]) -> None:
    named = set(re.findall(r"%origin%/([^<]+)", files["Addons.xcu"].decode()))
    named |= set(re.findall(r'<default xlink:href="([^"]+)"', files["description.xml"].decode()))
    assert named <= set(files)
    assert len(named) > 1


def test_every_picture_is_that_of_a_command_or_of_the_extension(files: dict[str, bytes]) -> None:
    pictures = {name for name in files if name.startswith("icons/")}
    assert pictures <= {"icons/bonusmalus.svg", *(f"icons/{name}.svg" for name in COMMANDS)}


def test_it_says_its_version_and_licence_and_introduces_itself_in_every_language(files: dict[str, bytes]) -> None:
    told = files["description.xml"].decode()
    assert f'<version value="{__version__}"/>' in told
    assert files["LICENSE"].startswith(b"MIT License")
    for name in re.findall(r'<src lang="\w+" xlink:href="([^"]+)"', told):
        assert files[name].strip()


def test_the_service_of_the_functions_is_its_own_only(files: dict[str, bytes]) -> None:
    assert b"com.sun.star.sheet.AddIn" not in files["bonusmalus.components"]


def test_the_functions_run_on_what_the_extension_carries_without_any_package(oxt: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(oxt) as archive:
        archive.extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'python/pythonpath')!r})\n"
        "from bonusmalus_addin.libreoffice.answers import answer\n"
        "print(answer('BM_IMPACT', ((0.82,),), ((0.8, 0.85),), ((1.0, 1.05),), None, None))\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    # -S: no site-packages, as in a Python into which nothing was ever installed
    told = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True)
    shown, loaded = told.stdout.splitlines()
    assert (shown, set(loaded.split()) & HEAVY) == ("((1.02,),)", set())


def _node(xml: bytes, name: str) -> ElementTree.Element:
    return next(node for node in ElementTree.fromstring(xml).iter("node") if node.get(f"{OOR}name") == name)


def _said(node: ElementTree.Element, name: str, language: str) -> str | None:
    for value in node.iterfind(f"prop[@{OOR}name='{name}']/value"):
        if value.get(LANG) == LOCALES[language]:
            return value.text
    return None


def _value(node: ElementTree.Element, name: str) -> str | None:
    return node.findtext(f"prop[@{OOR}name='{name}']/value")
