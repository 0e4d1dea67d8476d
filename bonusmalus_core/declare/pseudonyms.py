"""What is a person called who is not to be named?

The same name and the same key always give the same pseudonym (HMAC-SHA-256); without the key nobody can tell whose it
is, nor try names. The key stays in the user's own file and is written nowhere.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from hmac import digest
from pathlib import Path

from bonusmalus_core.errors import FileRefused

SHORTEST_KEY = 16
"""Bytes of a key: what is shorter can be guessed."""

_LENGTH = 12


def pseudonym(key: bytes, name: str) -> str:
    """The pseudonym of a name: 60 bits of its keyed hash.

    >>> pseudonym(b"a key of 16 bytes or more", "Ada")
    'P-BL6GFJRDLUFH'
    """
    return f"P-{b32encode(digest(key, name.encode(), sha256)).decode()[:_LENGTH]}"


def read_key(path: Path) -> bytes:
    """The key in a file, without the white space around it; FileRefused for one that is not there or too short."""
    try:
        key = path.read_bytes().strip()
    except FileNotFoundError as error:
        raise FileRefused("file.key-missing", path, least=SHORTEST_KEY) from error
    except OSError as error:
        raise FileRefused("file.unreadable", path, reason=error) from error
    if len(key) < SHORTEST_KEY:
        raise FileRefused("file.key-short", path, least=SHORTEST_KEY)
    return key
