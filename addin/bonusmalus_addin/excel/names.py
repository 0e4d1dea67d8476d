"""By which names do Excel and Windows know the add-in and its server?"""

from __future__ import annotations

CLASS = "{5B0C1D5E-6E0F-4B63-9B0E-2F0D5C7B7A41}"
"""The server's class id; ours alone, so that no other xlwings server can be meant."""

PROGRAM = "BonusMalus.Python"
"""The name by which Visual Basic asks COM for the server."""

PROJECT = "BonusMalus"
TITLE = "Bonus-Malus"
FILE = "bonusmalus.xlam"
SERVER = "bonusmalus_addin.excel.server"
FUNCTIONS, COMMANDS = "functions", "commands"
"""The two parts of the server: cells ask the first, buttons the second."""

ERROR = "BM!"
"""What an error begins with on its way to Visual Basic, then comes its number; no answer of ours begins so."""

RUNNING = "BM~"
"""What the answer to a button begins with while its command is still at work, then comes how far it is."""

GO_ON = "go_on"
"""What Visual Basic asks the commands for when one was still at work; no command is called so."""
