"""What does a text of the words quote?"""

from __future__ import annotations

import string


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
