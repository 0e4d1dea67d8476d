"""How do the tests install the extension, ask for a command and look at the sheets?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.libreoffice import Office, Workbook

IDENTIFIER = "org.bonusmalus.calc"
_USER = "user"
_SUCCESS = 1


class _Approving:
    """Says yes to the licence; as root, LibreOffice's own installer refuses to run at all."""

    def getTypes(self) -> tuple[Any, ...]:
        import uno

        names = ("com.sun.star.ucb.XCommandEnvironment", "com.sun.star.task.XInteractionHandler")
        return tuple(map(uno.getTypeByName, names))

    def getImplementationId(self) -> tuple[()]:
        return ()

    def getInteractionHandler(self) -> _Approving:
        return self

    def getProgressHandler(self) -> None:
        return None

    def handle(self, request: Any) -> None:
        import uno

        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for continuation in request.getContinuations():
            if continuation.queryInterface(approve):
                continuation.select()


def install(office: Office, oxt: Path) -> None:
    """Installs the extension for the user of this profile; it is loaded when soffice starts again."""
    _manager(office).addExtension(oxt.as_uri(), (), _USER, None, _Approving())


def uninstall(office: Office, oxt: Path) -> None:
    """Takes the extension away again."""
    _manager(office).removeExtension(IDENTIFIER, oxt.name, _USER, None, _Approving())


def installed(office: Office) -> list[str]:
    """The identifiers of the installed extensions."""
    return [each.Identifier.Value for each in _manager(office).getDeployedExtensions(_USER, None, _Approving())]


def _manager(office: Office) -> Any:
    return office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    done: bool
    message: str


def dispatch(office: Office, opened: Workbook, command: str) -> Said:
    """What comes of a command, such as `settle?period=2`, in the window of a workbook."""
    helper = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", office.context
    )
    frame = opened.document.CurrentController.Frame
    event = helper.executeDispatch(frame, f"{IDENTIFIER}:{command}", "", 0, ())
    return Said(event.State == _SUCCESS, event.Result)


def count_as_saved(opened: Workbook) -> None:
    """Forgets what was changed so far, so that what a command changes shows.

    LibreOffice asks the charts of a workbook, too, whether they are modified, and each is as soon as its figures are
    computed, even to the same ones again: as they are when a test opens a workbook.
    """
    opened.document.UndoManager.clear()
    for sheet in opened.document.Sheets:
        for chart in sheet.Charts:
            chart.EmbeddedObject.setModified(False)
    opened.document.setModified(False)


def untouched(office: Office, opened: Workbook) -> bool:
    """Whether nobody would be asked to save the workbook, and there is nothing to undo or to do again.

    What a command leaves to be drawn is drawn first, for a chart may be modified by it.
    """
    office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.awt.Toolkit", office.context
    ).processEventsToIdle()
    undo = opened.document.UndoManager
    return not (opened.document.isModified() or undo.isUndoPossible() or undo.isRedoPossible())
