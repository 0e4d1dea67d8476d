"""Which files of the extension does LibreOffice have to register, and as what?"""

from __future__ import annotations

from bonusmalus_addin.libreoffice.names import COMPONENT, HANDLER, HANDLERS, SERVICE

_UNO = "application/vnd.sun.star."
_TYPES = {
    # LibreOffice reads IDL as text, too, so that no compiler of its development kit is needed.
    "bonusmalus.idl": f"{_UNO}uno-typelibrary;type=RDB",
    "bonusmalus.components": f"{_UNO}uno-components",
    "CalcAddIns.xcu": f"{_UNO}configuration-data",
    "ProtocolHandler.xcu": f"{_UNO}configuration-data",
    "Addons.xcu": f"{_UNO}configuration-data",
    "CalcWindowState.xcu": f"{_UNO}configuration-data",
}
_SERVICES = {SERVICE: (SERVICE,), HANDLER: HANDLERS}
"""Not com.sun.star.sheet.AddIn: with it, Calc ignores the names by which .xlsx files know the functions."""


def manifest() -> str:
    """META-INF/manifest.xml."""
    entries = "".join(
        f' <manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>\n'
        for name, kind in _TYPES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )


def components() -> str:
    """bonusmalus.components: which module makes which services."""
    implementations = "".join(
        f'  <implementation name="{name}">{"".join(f"<service name={chr(34)}{each}{chr(34)}/>" for each in services)}'
        "</implementation>\n"
        for name, services in _SERVICES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<components xmlns="http://openoffice.org/2010/uno-components">\n'
        f' <component loader="com.sun.star.loader.Python" uri="{COMPONENT}">\n{implementations} </component>\n'
        "</components>\n"
    )
