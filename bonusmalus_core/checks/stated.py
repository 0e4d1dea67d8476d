"""Does a text state something, or does it only hold a place for it?"""

from __future__ import annotations

import re

from bonusmalus_core.checks.topics import speaks_of

_LETTER = re.compile(r"[^\W_]")
_PLACEHOLDER = re.compile(
    r"(?:n\.?t\.?b\.?|t\.?b\.?[dac]\.?|tbd|tba|todo|x+|n\.?n\.?|"
    r"(?:nog |nader |noch |à |to be )?(?:te bepalen|in te vullen|zu bestimmen|offen|définir|préciser|compléter|"
    r"defined|determined|decided|completed|agreed|confirmed)|\[.*\]|<.*>|\.{2,}|…)",
    re.IGNORECASE,
)


def is_stated(text: str) -> bool:
    """Whether the text says more than "tbd", "?" or "[fill in]".

    >>> is_stated("CRM report 12"), is_stated(" n.t.b. "), is_stated("?"), is_stated("[source]")
    (True, False, False, False)
    """
    return bool(_LETTER.search(text)) and not _PLACEHOLDER.fullmatch(text.strip())


def is_answered(text: str) -> bool:
    """Whether the text states something, be it that there is nothing.

    >>> is_answered("geen"), is_answered("-"), is_answered("")
    (True, True, False)
    """
    return is_stated(text) or speaks_of("nothing", text)
