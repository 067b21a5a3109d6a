"""What became of those counted: the verb of their clause, as printed (`killed`, `carried out`, `deaths or detention`).

Knows nothing about numbers. Without a parser: a state after the phrase (`left twelve people dead`), the verb right
before it (`killed three workers`), the noun that governs it (`the arrest of six members`), the auxiliary and participle
after it (`three workers were killed`), a verb before a list (`arrested the leader and six members`), in this order.
Modals, negations and `to` stay with the verb. Where none is sure the fate is empty.
"""

from __future__ import annotations

from briefer.language import figure_words as lists
from briefer.language.figure_phrases import Words, ends_phrase, is_number, is_past
from briefer.language.subject_verbs import state_after, subject_fate

_REACH = 12
"""Words that a verb is looked for before the list that it acts on."""
_SKIPPED = (lists.DETERMINERS - {"that", "what", "whose", "no"}) | {"other"}
_STARTS_LIST = (*lists.CONJUNCTIONS, ",", "including")
_WAYS = frozenset(("up", "down"))


def fate(words: Words, start: int, end: int) -> str:
    """Find the fate of the phrase `words[start:end]`, qualifier included; empty where the clause does not tell."""
    if words.lower(start - 1) == "including" and (shared := _listed(words, start, end)):
        return shared
    before = _verb_before(words, start)
    if before.lower() in lists.REPORTING:
        before = subject_fate(words, start, end) or before
    return state_after(words, end) or before or _governing(words, start) or _verb_elsewhere(words, start, end)


def object_fate(words: Words, start: int) -> str:
    """Find the fate that stands before a phrase or before the list that it ends."""
    return _verb_before(words, start) or _governing(words, start) or _listed(words, start, start)


def _verb_elsewhere(words: Words, start: int, end: int) -> str:
    return subject_fate(words, start, end) or _listed(words, start, end)


def _verb_before(words: Words, start: int) -> str:
    """`killed three workers`, `carried out ten operations`, `to build 300 homes`, `rose to 40 percent`."""
    at = start - 1
    while at >= 0 and (words.lower(at) in _SKIPPED or words.lower(at).endswith("ly")):
        at -= 1
    if change := _change(words, at):
        return change
    end = at + 1
    if words.lower(at) in lists.PARTICLES | {"dead", "free", "hostage"} and _is_verb(words, at - 1):
        at -= 1
    return _active(words, at, end)


def _change(words: Words, at: int) -> str:
    """`rose 3 percent`, `fell by 3 percent`, `will rise to 40 percent`, `rose from 2 to 3 percent`, `up 40 percent`."""
    low, before = words.lower(at), words.lower(at - 1)
    if low in ("to", "by") and before in lists.CHANGE_VERBS - (_WAYS if low == "to" else frozenset()):
        return words.slice(_with_modal(words, at - 1), at + (low == "to"))
    if low == "to":
        return _change_from(words, at)
    if low not in lists.CHANGE_VERBS or before in lists.DETERMINERS | {"to"} or is_past(before):
        return ""
    return words.slice(_with_modal(words, at), at + 1)


def _change_from(words: Words, to: int) -> str:
    """`rose from 2 to 3 percent`."""
    for at in range(to - 2, max(to - 6, 0), -1):
        if words.lower(at) == "from" and words.lower(at - 1) in lists.CHANGE_VERBS - _WAYS:
            return words.slice(_with_modal(words, at - 1), at)
    return ""


def _with_modal(words: Words, at: int) -> int:
    """Give the index of the modal before a verb, else that of the verb."""
    return at - 1 if words.lower(at - 1) in lists.MODALS else at


def _active(words: Words, at: int, end: int) -> str:
    """Give the verb `words[at:end]` if it acts on what follows it, with its modal, negation, `to` and twin."""
    low, before = words.lower(at), words.lower(at - 1)
    if not low.isalpha() or words[at].text[:1].isupper():
        return ""
    first = at - 1 if before == "not" else at
    leads = words.lower(first - 1)
    if leads in lists.MODALS and low not in lists.INFINITIVE_STOP:
        return words.slice(first - 1, end)
    if (
        leads == "to"
        and not (low.endswith("ing") and len(low) > 5)
        and low not in lists.INFINITIVE_STOP
        and not ends_phrase(words[at])
    ):
        return words.slice(first - 1, end)
    if not _acts(low):
        return ""
    if is_past(low) and before in _SKIPPED - {"all", "both", "each"}:  # `a proposed $5m plan`
        return ""
    twins = before in lists.CONJUNCTIONS and low in lists.TWINS and words.lower(at - 2) in lists.TWINS
    return words.slice(at - 2 if twins else at, end)


def _is_verb(words: Words, at: int) -> bool:
    """Tell a verb before a particle: `carried out`, `shutting down`, `will lay off`."""
    low = words.lower(at)
    return is_past(low) or low.endswith("ing") or words.lower(at - 1) in lists.MODALS | {"to"}


def _acts(word: str) -> bool:
    """Tell a verb form that acts on the noun after it."""
    if word.endswith("ing"):
        return len(word) > 5 and word not in lists.NO_ACTIVE
    idle = (lists.SAYING | lists.NO_OBJECT | lists.INTRANSITIVE_PAST) - {"voted"}
    return word in lists.ACTIVE_PRESENT or (is_past(word) and word not in idle)


def _governing(words: Words, start: int) -> str:
    """`the arrest of six members`, `the deaths or detention of twenty-three operatives`."""
    at = start - 1
    while at >= 0 and words.lower(at) in lists.DETERMINERS:
        at -= 1
    return _event(words, at) if words.lower(at) == "of" else ""


def _event(words: Words, of: int) -> str:
    """Give the event noun before an `of`, with those that it is joined to."""
    first = of - 1
    if words.lower(first) not in lists.EVENT_NOUNS:
        return ""
    while words.lower(first - 1) in lists.CONJUNCTIONS and words.lower(first - 2) in lists.EVENT_NOUNS:
        first -= 2
    return words.slice(first, of)


def _listed(words: Words, start: int, end: int) -> str:
    """`killed the driver and six passengers`, `the arrest of the leader of a cell and six of its members`."""
    opening = words.lower(start - 1)
    if opening not in _STARTS_LIST or (opening == "," and words.lower(end) not in (*lists.CONJUNCTIONS, ",")):
        return ""
    for at in range(start - 2, max(start - 2 - _REACH, -1), -1):
        low = words.lower(at)
        if low == "of" and (event := _event(words, at)):
            return event
        if low in lists.AUXILIARIES or low in lists.CLAUSE_STARTS or low in lists.STOPS:
            return ""
        if is_past(low) or low.endswith("ing"):
            return _acting_on_list(words, at, opening)
    return ""


def _acting_on_list(words: Words, at: int, opening: str) -> str:
    """Give the verb at a word if a list starts right after it; after a mere comma, a list that counts."""
    if words.lower(at - 1) in lists.AUXILIARIES | {"by"}:
        return words[at].text if opening == "including" and is_past(words.lower(at)) else ""
    after = words[at + 1]
    counts = after.lower in ("a", "an") or is_number(after)
    starts = counts or (opening != "," and (after.lower in lists.DETERMINERS or not ends_phrase(after)))
    return _active(words, at, at + 1) if starts else ""
