"""Which language does the person at the command line speak?"""

from __future__ import annotations

import locale
import os

from bonusmalus_core.words import LANGUAGES

_NAMES = {"dutch": "nl", "english": "en", "german": "de", "french": "fr"}
"""Windows names its locales in English."""


def spoken(otherwise: str = "en") -> str:
    """The language of the environment; `otherwise` where it names none, English where it is none of ours."""
    named = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    name = (named or locale.getlocale()[0] or "").casefold()
    first = name.split("_")[0].split(".")[0]
    if first in ("", "c", "posix"):
        return otherwise
    language = _NAMES.get(first, first)
    return language if language in LANGUAGES else "en"
