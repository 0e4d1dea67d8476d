"""How is a refused file, or a question without an answer, said to the user?

What the operating system names as the cause is said in his language too, not in that of the system.
"""

from __future__ import annotations

from errno import errorcode

from bonusmalus_core.errors import BonusMalusError, FileRefused
from bonusmalus_core.findings import Phrase
from bonusmalus_core.words import say

_CAUSES = {
    "ENOENT": "missing",
    "EISDIR": "folder",
    "ENOTDIR": "folder",
    "EACCES": "permission",
    "EPERM": "permission",
    "EROFS": "read_only",
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "full",
    "EBUSY": "busy",
    "EBADF": "closed",
    "ETXTBSY": "busy",
    "ENAMETOOLONG": "name",
    "EINVAL": "name",
    "ESTALE": "network",
    "ETIMEDOUT": "network",
    "EHOSTDOWN": "network",
    "EHOSTUNREACH": "network",
}
"""By name, for not every system knows the numbers of all."""


def refusal(error: BonusMalusError, spoken: str) -> str:
    """The sentence of a refused file or a wrong question, in the contract's language where it is about one.

    A fact that is an error of the system becomes its cause.
    """
    language = error.language or spoken
    key = error.code if isinstance(error, FileRefused) else f"usage.{error.code}"
    return say(language, "files", key, **{name: _fact(fact, language) for name, fact in error.facts.items()})


def _fact(fact: object, language: str) -> object:
    match fact:
        case OSError():
            return cause(fact, language)
        case Phrase():
            return say(language, fact.topic, fact.key, **fact.facts)
    return fact


def cause(error: OSError, language: str) -> str:
    """What the operating system reports.

    >>> cause(FileNotFoundError(2, "No such file or directory"), "nl")
    'het bestand of de map bestaat niet'
    """
    if error.errno is None:
        return str(error)
    return say(language, "causes", _CAUSES.get(errorcode.get(error.errno, ""), "other"), number=error.errno)
