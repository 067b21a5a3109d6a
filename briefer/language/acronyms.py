"""Tell whether a short form in capitals stands for a full name: `CENTCOM` for `US Central Command`.

Knows nothing about labels or articles.
"""

from __future__ import annotations

from typing import Final

_SMALL: Final = frozenset("a an and at by de des du for in la of on the to und &".split())


def shortens(short: str, full: str) -> bool:
    """Tell whether a short form is made of the starts of a name's words, in order, the first or second word included.

    Small words may give a letter or none; the last word gives one, so that `UN` is not the `United Nations Force`.
    """
    letters = "".join(letter for letter in short.casefold() if letter.isalnum())
    parts = full.casefold().replace("-", " ").split()
    if len(letters) < 2 or len(letters) > 10 or len(parts) < 2 or len(parts) > 12:
        return False
    return _spells(letters, parts) or (len(parts) > 2 and _spells(letters, parts[1:]))


def _spells(letters: str, parts: list[str]) -> bool:
    """Tell whether letters are the starts of the words: a table of how far each word may bring us, no backtracking."""
    reached = {0}
    for part in parts:
        gained = set(reached) if part in _SMALL else set()
        for at in reached:
            taken = 0
            while taken < min(len(part), 5) and at + taken < len(letters) and part[taken] == letters[at + taken]:
                taken += 1
                gained.add(at + taken)
        reached = gained
    return len(letters) in reached


def initials(full: str) -> set[str]:
    """Give the letters that a short form of a name may start with."""
    return {part[0] for part in full.casefold().split()[:3]}
