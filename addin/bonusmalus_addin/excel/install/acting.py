"""`bonusmalus addin`: how is the add-in installed, removed and looked after?"""

from __future__ import annotations

import os
from collections.abc import Iterator

from bonusmalus_addin.excel.install.doctor import signs
from bonusmalus_addin.excel.install.machine import Machine
from bonusmalus_addin.excel.install.plan import Place, here, keys_to_remove, registrations
from bonusmalus_addin.excel.xlam.package import packed
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.words import say

TOPIC = "addin"


def addin(action: str, spoken: str, wizard: str, *, dry_run: bool) -> tuple[list[str], bool]:
    """What was done, or would be, line by line, and whether all is well; `wizard` is the language of Excel's help.

    Raises:
        WrongUsage: This is not Windows, where alone something can be done.
        FileRefused: A file cannot be written or deleted, for Excel holds it open.
    """
    machine = None if dry_run else _this_machine()
    if action == "doctor" and machine:
        found = list(signs(machine, here()))
        return [each.said(spoken) for each in found], all(each.good for each in found)
    if action == "doctor":
        return [say(spoken, TOPIC, "doctor.dry-run")], True
    steps = installed(machine, here(), wizard, spoken) if action == "install" else removed(machine, here(), spoken)
    if dry_run:
        return [say(spoken, TOPIC, f"{action}.dry-run"), *steps], True
    return [*steps, say(spoken, TOPIC, f"{action}.done")], True


def _this_machine() -> Machine:
    if os.name != "nt":
        raise WrongUsage("addin")
    from bonusmalus_addin.excel.install.windows import Windows  # reads the registry, which is there only

    return Windows()


def installed(machine: Machine | None, place: Place, wizard: str, spoken: str) -> Iterator[str]:
    """Every step in words, carried out where there is a machine: the file first, for Excel may hold it open."""
    content = packed(wizard)
    if machine:
        machine.put(place.file, content)
    yield say(spoken, TOPIC, "step.file", path=place.file, size=-(-len(content) // 1024))
    for key, value in registrations(place).items():
        if machine:
            machine.write(key, value)
        yield say(spoken, TOPIC, "step.key", key=rf"HKEY_CURRENT_USER\{key}", value=value)


def removed(machine: Machine | None, place: Place, spoken: str) -> Iterator[str]:
    """Every step back in words, carried out where there is a machine."""
    if machine:
        machine.delete(place.file)
    yield say(spoken, TOPIC, "step.removed", what=place.file)
    for key in keys_to_remove():
        if machine:
            machine.remove(key)
        yield say(spoken, TOPIC, "step.removed", what=rf"HKEY_CURRENT_USER\{key}")
