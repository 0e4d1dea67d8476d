"""What stands in, on Linux, for the parts of Windows that xlwings' own functions and server are written for?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

_UDFS = "bonusmalus_addin.excel.udfs"


class _Class:
    """Can be made with anything, and does nothing."""

    def __init__(self, *_given: Any, **_named: Any) -> None: ...


def _modules() -> dict[str, dict[str, Any]]:
    interfaces = {"IID_IDispatch": 0, "TypeIIDs": {0: type("Dispatch", (), {})}}
    return {
        "pythoncom": {"CoInitialize": lambda: None, **interfaces},
        "pywintypes": {},
        "win32com": {},
        "win32com.client": {"Dispatch": lambda given, **_: given},
        "xlwings.com_server": {"loop": None},
        "xlwings._xlwindows": {
            "Range": _Class,
            "Book": _Class,
            "COMRetryObjectWrapper": lambda given: given,
            "is_range_instance": lambda _given: False,
            "N_COM_ATTEMPTS": 0,
        },
    }


@contextmanager
def windows_parts() -> Iterator[Any]:
    """xlwings' udfs module, with our functions exposed by its real decorators; everything is put back in the end."""
    with pytest.MonkeyPatch.context() as patch:
        for name, members in _modules().items():
            made = ModuleType(name)
            vars(made).update(members)
            patch.setitem(sys.modules, name, made)
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                patch.setattr(sys.modules[parent], child, made, raising=False)
        udfs = import_module("xlwings.udfs")
        for public, real in {"func": udfs.xlfunc, "arg": udfs.xlarg, "ret": udfs.xlret}.items():
            patch.setattr(xlwings, public, real)
        engine = xlwings.Engine(impl=SimpleNamespace(name="excel", type="desktop"))
        patch.setitem(xlwings.engines.engines_by_name, "excel", engine)
        patch.delitem(sys.modules, _UDFS, raising=False)
        try:
            yield udfs
        finally:
            for name in (_UDFS, "xlwings.udfs"):
                sys.modules.pop(name, None)
