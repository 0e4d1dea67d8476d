"""What does LibreOffice load? The worksheet functions, and the handler of the commands.

A Python object becomes a UNO object by saying which interfaces it has (`getTypes`): no inheritance is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import uno
import unohelper

from bonusmalus_addin.libreoffice import packages
from bonusmalus_addin.libreoffice.answers import Cells, answer
from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_addin.libreoffice.names import HANDLER, HANDLERS, INTERFACE, PROTOCOL, SERVICE, uno_name
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.values import Argument

_FAILURE, _SUCCESS, _DONT_KNOW = 0, 1, 2
"""Of com.sun.star.frame.DispatchResultState."""


def _types(*interfaces: str) -> tuple[Any, ...]:
    return tuple(map(uno.getTypeByName, (*interfaces, "com.sun.star.lang.XTypeProvider")))


class Functions:
    """The worksheet functions: one method each. What Calc shows of them stands in CalcAddIns.xcu, so no XAddIn."""

    def __init__(self, _context: Any) -> None:
        """LibreOffice makes it with its context, for which functions have no use."""

    def getTypes(self) -> tuple[Any, ...]:
        """Its interfaces."""
        return _types(INTERFACE)

    def getImplementationId(self) -> tuple[()]:
        """Nothing: UNO asks, but has no use for it any more."""
        return ()


def _method(name: str) -> Callable[..., Cells]:
    def call(_functions: Functions, *given: Argument) -> Cells:
        return answer(name, *given)

    return call


# The only function that can use a package is BM_WORKDAY: it knows public holidays where they can be found.
packages.found()
for _name in FUNCTIONS:
    setattr(Functions, uno_name(_name), _method(_name))


class Commands:
    """Whatever has a URL with our protocol: LibreOffice makes one for each window, and calls `initialize` with it."""

    def __init__(self, context: Any, *frames: Any) -> None:
        self._context = context
        self._frame = frames[0] if frames else None

    def getTypes(self) -> tuple[Any, ...]:
        """Its interfaces."""
        frame, lang = "com.sun.star.frame.", "com.sun.star.lang."
        return _types(f"{frame}XDispatchProvider", f"{frame}XNotifyingDispatch", f"{lang}XInitialization")

    def getImplementationId(self) -> tuple[()]:
        """Nothing: UNO asks, but has no use for it any more."""
        return ()

    def initialize(self, arguments: Sequence[Any]) -> None:
        """The window comes first."""
        self._frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, _target: str, _flags: int) -> Commands | None:
        """Who carries out a URL."""
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Sequence[Any]) -> tuple[Commands | None, ...]:
        """Who carries out several URLs."""
        return tuple(self.queryDispatch(each.FeatureURL, each.FrameName, each.SearchFlags) for each in requests)

    def dispatch(self, url: Any, _arguments: Sequence[Any]) -> None:
        """Carries out a URL."""
        self._dispatched(url)

    def dispatchWithNotification(self, url: Any, _arguments: Sequence[Any], listener: Any) -> None:
        """Carries out a URL and gives its closing message to the program that asked for it."""
        event = self._dispatched(url)
        if listener is not None:
            listener.dispatchFinished(event)

    def addStatusListener(self, _listener: Any, _url: Any) -> None:
        """A command can always be chosen: nothing of it changes with the selection."""

    def removeStatusListener(self, _listener: Any, _url: Any) -> None:
        """There are none."""

    def _dispatched(self, url: Any) -> Any:
        from bonusmalus_addin.libreoffice.dispatching import dispatched  # a window of functions only needs no dialogs

        closing = dispatched(Desk(self._context, self._frame), url.Complete)
        event = uno.createUnoStruct("com.sun.star.frame.DispatchResultEvent")
        event.State = _DONT_KNOW if closing is None else _SUCCESS if closing.done else _FAILURE
        event.Result = closing.message if closing else None
        return event


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, SERVICE, (SERVICE,))
g_ImplementationHelper.addImplementation(Commands, HANDLER, HANDLERS)
