"""Which commands are there? Each is declared once; the command line, the menus and the ribbon are made from it.

A command acts on a contract workbook and saves nothing: its host saves when the command `writes` and was not refused.
What a command needs is imported when it acts, so that a menu or `--help` is there at once. The order of the modules
here, and of the commands in each, is that of the menus.
"""

from __future__ import annotations

from bonusmalus_core.declare.commands import contract, measurement, settlement, analysis  # isort: skip
from bonusmalus_core.declare.offering import COMMANDS

__all__ = ["COMMANDS", "analysis", "contract", "measurement", "settlement"]
