"""How do modules of Visual Basic become vbaProject.bin (MS-OVBA)? As source, which Excel compiles when it loads it.

Three things say that nothing is compiled: `_VBA_PROJECT` is its head of 7 bytes alone, the text of every module begins
at 0, and every cookie is 0xFFFF.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from bonusmalus_addin.excel.names import PROJECT
from bonusmalus_addin.excel.xlam.compound_file import compound_file
from bonusmalus_addin.excel.xlam.compression import compressed

_ID = "{7E0B1F5C-4E2A-4D57-9C3B-2B1B7B0C4A11}"
_ENGLISH, _CODE_PAGE = 0x409, 1252
_NOT_COMPILED = bytes.fromhex("CC61FFFF000000")
_NO_COOKIE = b"\xff\xff"
_NONE = bytes(4)
_SEED = 0x5D
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
"""The libraries that Visual Basic looks names up in; Excel finds them by their ids, wherever they lie."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of Visual Basic: `kind` is Module, Class, or Document for what belongs to the workbook or a sheet."""

    name: str
    source: str
    kind: str = "Module"


def vba_project(modules: Sequence[Module]) -> bytes:
    """The file; UnicodeEncodeError when a source is not ASCII."""
    code = {each.name: compressed(_lines(each.source.splitlines())) for each in modules}
    described = compressed(_description(modules))
    names = b"".join(each.name.encode() + b"\0" + each.name.encode("utf-16-le") + b"\0\0" for each in modules)
    return compound_file(
        {
            "VBA": {**code, "dir": described, "_VBA_PROJECT": _NOT_COMPILED},
            "PROJECT": _lines(_project(modules)),
            "PROJECTwm": names + b"\0\0",
        }
    )


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _project(modules: Sequence[Module]) -> list[str]:
    """The PROJECT stream: what there is, and that anyone may look at it."""
    documents = {"Document": "/&H00000000"}
    return [
        f'ID="{_ID}"',
        *(f"{each.kind}={each.name}{documents.get(each.kind, '')}" for each in modules),
        f'Name="{PROJECT}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obscured(_NONE)}"',  # no protection
        f'DPB="{_obscured(bytes(1))}"',  # no password
        f'GC="{_obscured(bytes([0xFF]))}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{each.name}=0, 0, 0, 0, C" for each in modules),
    ]


def _description(modules: Sequence[Module]) -> bytes:
    """The dir stream: records about the project, its references and its modules, in the order that MS-OVBA wants."""
    project = [
        _record(0x01, struct.pack("<I", 1)),
        _record(0x02, struct.pack("<I", _ENGLISH)),
        _record(0x14, struct.pack("<I", _ENGLISH)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, PROJECT.encode()),
        _twice(0x05, 0x40, ""),
        _twice(0x06, 0x3D, ""),
        _record(0x07, _NONE),
        _record(0x08, _NONE),
        struct.pack("<HIIH", 0x09, 4, 1467127224, 5),
        _twice(0x0C, 0x3C, ""),
    ]
    references = [_reference(name, library) for name, library in _REFERENCES.items()]
    count = [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, _NO_COOKIE)]
    return b"".join([*project, *references, *count, *map(_described, modules), _record(0x10)])


def _reference(name: str, library: str) -> bytes:
    written = library.encode()
    return _twice(0x16, 0x3E, name) + _record(0x0D, struct.pack("<I", len(written)) + written + bytes(6))


def _described(module: Module) -> bytes:
    records = [
        _twice(0x19, 0x47, module.name),
        _twice(0x1A, 0x32, module.name),
        _twice(0x1C, 0x48, ""),
        _record(0x31, _NONE),
        _record(0x1E, _NONE),
        _record(0x2C, _NO_COOKIE),
        _record(0x21 if module.kind == "Module" else 0x22),
        _record(0x2B),
    ]
    return b"".join(records)


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _twice(plain: int, wide: int, text: str) -> bytes:
    """A text as bytes and as UTF-16."""
    return _record(plain, text.encode()) + _record(wide, text.encode("utf-16-le"))


def _obscured(content: bytes) -> str:
    """What PROJECT keeps unreadable (MS-OVBA 2.4.3.2); no secret, for the key stands beside it."""
    key = sum(_ID.encode()) & 0xFF
    written = [_SEED, _SEED ^ 2, _SEED ^ key]
    plain, last, before = key, written[2], written[1]
    for byte in b"\x07" * ((_SEED & 6) // 2) + struct.pack("<I", len(content)) + content:
        written.append(byte ^ ((before + plain) & 0xFF))
        plain, last, before = byte, written[-1], last
    return bytes(written).hex().upper()
