"""What does a reader see of a name? Neither spaces around it nor marks that say where it breaks or how it runs.

Such marks come along when a name is copied from a web page or a right-to-left text; two names that look the same are
the same. The joiners within an emoji or a Persian word are part of how it looks, and stay.
"""

from __future__ import annotations

_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
)


def tidy(name: str) -> str:
    r"""The name as it is seen.

    >>> tidy("  SL\u00a0 60\u200f "), tidy("\ufeffF\u00adCR")
    ('SL 60', 'FCR')
    """
    return " ".join((name if name.isascii() else name.translate(_UNSEEN)).split())
