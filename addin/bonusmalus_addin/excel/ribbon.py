"""What stands in the ribbon tab "Bonus-Malus"? A button per declared command, and the host's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

from bonusmalus_addin.excel.names import TITLE
from bonusmalus_core.declare.offering import Command, Group, group_label, label, summary
from bonusmalus_core.words import LANGUAGES, words

TOPIC = "ribbon"
_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
_LANGUAGE, _LANGUAGE_ICON = "bm_language", "SetLanguage"
_LARGE = 2
"""Buttons of a group that are large, its first ones; the others stand three in a column, for the tab must fit."""
_CALLBACKS = 'getLabel="BmRibbon.BmLabel" getSupertip="BmRibbon.BmTip"'


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label and tip in every language, and the picture of Office that it shows (imageMso)."""

    name: str
    group: Group
    icon: str
    labels: Mapping[str, str]
    tips: Mapping[str, str]

    @property
    def id(self) -> str:
        """How the ribbon names it."""
        return f"bm_{self.name}"

    @property
    def procedure(self) -> str:
        """The procedure that it starts."""
        return f"Bm_{self.name}"


OWN_ICONS = {"formulas": "FunctionWizard", "explain": "Help", "unmark": "ClearFormats"}
"""What only a live sheet can be asked for: to insert live formulas, to explain a cell, to take marks away."""


def buttons(commands: Iterable[Command]) -> tuple[Button, ...]:
    """Every button, group by group in the order of the groups."""
    declared = [
        Button(
            each.name,
            each.group,
            each.icon,
            {language: label(each, language) for language in LANGUAGES},
            {language: summary(each, language) for language in LANGUAGES},
        )
        for each in commands
    ]
    own = [Button(name, Group.HELP, icon, _said(f"{name}.label"), _said(name)) for name, icon in OWN_ICONS.items()]
    order = list(Group)
    return tuple(sorted([*declared, *own], key=lambda button: order.index(button.group)))


def ribbon_xml(shown: Iterable[Button]) -> str:
    """customUI14.xml: the tab, its groups and buttons; Visual Basic tells the labels, in the language of Excel."""
    groups = "".join(_group(group, members) for group, members in groupby(shown, lambda button: button.group))
    tab = f'<tab id="bm_tab" label="{TITLE}">\n{groups}</tab>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{_NAMESPACE}" onLoad="BmRibbon.BmLoaded">\n'
        f"<ribbon><tabs>{tab}</tabs></ribbon>\n</customUI>\n"
    )


def ribbon_words(shown: Iterable[Button]) -> dict[str, Mapping[str, str]]:
    """Every word of the ribbon by its key, in every language."""
    every = tuple(shown)
    told: dict[str, Mapping[str, str]] = {"dead": _said("dead")}
    for group in dict.fromkeys(button.group for button in every):
        told[f"{_group_id(group)}.label"] = {each: group_label(group, each) for each in LANGUAGES}
    for button in every:
        told |= {f"{button.id}.label": button.labels, f"{button.id}.tip": button.tips}
    return told | {f"{_LANGUAGE}.label": _said("language.label"), f"{_LANGUAGE}.tip": _said("language")} | _choices()


def _group(group: Group, members: Iterable[Button]) -> str:
    controls = "".join(
        f'<button id="{each.id}" size="{"large" if number < _LARGE else "normal"}" imageMso={quoteattr(each.icon)} '
        f'{_CALLBACKS} onAction="BmRibbon.{each.procedure}"/>\n'
        for number, each in enumerate(members)
    )
    more = _languages() if group is Group.HELP else ""
    return f'<group id="{_group_id(group)}" getLabel="BmRibbon.BmLabel">\n{controls}{more}</group>\n'


def _languages() -> str:
    """The menu in which the language is chosen: as Excel, or one of ours."""
    items = "".join(
        f'<button id="{_LANGUAGE}_{each or "excel"}" tag="{each}" getLabel="BmRibbon.BmLabel" '
        'onAction="BmRibbon.BmChoose"/>\n'
        for each in ("", *LANGUAGES)
    )
    return f'<menu id="{_LANGUAGE}" size="normal" imageMso="{_LANGUAGE_ICON}" {_CALLBACKS}>\n{items}</menu>\n'


def _choices() -> dict[str, Mapping[str, str]]:
    """A language is called by its own name, whichever one is spoken."""
    named = {each: words(each, TOPIC)["name"] for each in LANGUAGES}
    own_names = {f"{_LANGUAGE}_{each}.label": dict.fromkeys(LANGUAGES, name) for each, name in named.items()}
    return {f"{_LANGUAGE}_excel.label": _said("language.excel"), **own_names}


def _group_id(group: Group) -> str:
    return f"bm_group_{group.value}"


def _said(key: str) -> dict[str, str]:
    return {language: words(language, TOPIC)[key] for language in LANGUAGES}
