"""A fate as what was done: `killing twelve people`, `kills twelve people` and `killed twelve people` are one.

Knows nothing about sentences. A modal, a negation or a `to` says that it is not done, so such a fate stays as it is.
"""

from __future__ import annotations

from briefer.language import figure_words as lists

_IRREGULAR = {
    "build": "built", "break": "broken", "bring": "brought", "buy": "bought", "catch": "caught", "cut": "cut",
    "drive": "driven", "driv": "driven", "expel": "expelled", "feed": "fed", "find": "found", "freez": "frozen",
    "giv": "given", "give": "given", "hit": "hit", "hitt": "hit", "hold": "held", "hurt": "hurt", "kidnap": "kidnapped",
    "lay": "laid", "leav": "left", "leave": "left", "los": "lost", "lose": "lost", "mak": "made", "make": "made",
    "keep": "kept", "pay": "paid", "put": "put", "putt": "put", "sell": "sold", "send": "sent", "set": "set",
    "sett": "set",
    "shoot": "shot", "shut": "shut", "shutt": "shut", "sink": "sunk", "spend": "spent", "steal": "stolen",
    "strik": "struck", "strike": "struck", "tak": "taken", "take": "taken", "win": "won", "winn": "won", "cutt": "cut",
}  # fmt: skip
_VOWELS = "aeiou"


def as_done(fate: str) -> str:
    """Give a fate with its verb as a participle: `killing` and `kills` become `killed`; any other stays as printed."""
    first, space, rest = fate.partition(" ")
    if first in lists.CHANGE_VERBS:
        return fate
    joint, _, second = rest.partition(" ")
    if joint in lists.CONJUNCTIONS:
        rest = f"{joint} {_participle(second)}"
    return f"{_participle(first)}{space}{rest}"


def _participle(verb: str) -> str:
    """Give the past participle of a form in -ing, or of a present tense that is known to act."""
    if verb.endswith("ing") and len(verb) > 5 and verb not in _STATES:
        return _past(verb[:-3])
    if verb in lists.ACTIVE_PRESENT and verb not in lists.EVENT_NOUNS:
        stems = (verb.removesuffix("s"), verb.removesuffix("es"), verb)
        return _past(next(stem for stem in stems if stem in lists.ACTIVE_PRESENT))
    return verb


_STATES = frozenset("waiting missing going staying living fighting working remaining heading standing sitting".split())
"""Forms in -ing that a subject is in: nothing was done to it."""


def _past(stem: str) -> str:
    if stem in _IRREGULAR:
        return _IRREGULAR[stem]
    if stem.endswith("y") and stem[-2:-1] not in _VOWELS:
        return f"{stem[:-1]}ied"
    return f"{stem}d" if stem.endswith("e") else f"{stem}ed"
