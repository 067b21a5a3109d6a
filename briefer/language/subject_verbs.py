"""The verb of a clause whose subject is counted, as printed: `three workers were killed`, `six men taken hostage`.

Knows nothing about numbers, nor about verbs before the phrase: those are in `fates`. Modals, negations and hedges stay
with the verb.
"""

from __future__ import annotations

from briefer.language import figure_words as lists
from briefer.language.figure_phrases import Words, ends_phrase, is_number, is_past, is_plural, noun_phrase

_REACH = 24
"""Words that the verb is looked for after its subject."""
_BLOCKING = (lists.PREPOSITIONS | lists.BE) - {"including"}
"""What stands after these is no subject: `in two cars`, `they are 76`."""
_LIST_GOES_ON = frozenset("including most mostly among all many some and or".split())
_STATES = ("into custody", "hostage", "prisoner", "captive", "dead")


def subject_fate(words: Words, start: int, end: int) -> str:
    """Find the fate that stands after a phrase: `three workers were killed`."""
    at = end
    while _is_adverb(words, at):
        at += 1
    if words.lower(at) in lists.POSTPOSED:
        return words[at].text
    reduced = _reduced(words, at)
    if reduced and (
        " " in reduced or words.lower(at) in lists.TWINS | lists.INTRANSITIVE_PAST or _is_blocked(words, start)
    ):
        return reduced
    if words.lower(at) in ("who", "which", "that"):
        return _reduced(words, at + 1) if words.lower(at + 1) in lists.INTRANSITIVE_PAST else _auxiliary(words, at + 1)
    if _is_blocked(words, start):
        return ""
    return _clause_verb(words, at + bool(reduced)) or reduced


def _is_adverb(words: Words, at: int) -> bool:
    return words.lower(at) in lists.ADVERBS or words.lower(at).endswith("ly")


def _is_blocked(words: Words, start: int) -> bool:
    """Tell a phrase that a preposition or a verb governs: it is not the subject of its clause."""
    before = start - 1
    while words.lower(before) in lists.DETERMINERS:
        before -= 1
    low = words.lower(before)
    verb = is_past(low) or low in lists.ACTIVE_PRESENT or low in lists.HAVE
    return low in _BLOCKING or (verb and low not in lists.SAYING | lists.REPORTING)


def state_after(words: Words, end: int) -> str:
    """`left twelve people dead`, `left two soldiers and six rebels dead`, `took five into custody`."""
    if words.lower(end) in ("and", ",") and is_number(words[end + 1]):
        end = noun_phrase(words, end + 2, singular=False)
    if words.lower(end) in lists.POSTPOSED:
        return words[end].text
    tail = words.slice(end, end + _tail(words, end))
    return tail if tail in _STATES else ""


def _tail(words: Words, at: int) -> int:
    """Count the words of a second half of a fate that starts at a word."""
    for length in (2, 1):
        if " ".join(words.lower(place) for place in range(at, at + length)) in lists.AFTER_PARTICIPLE:
            return length
    return 0


def _reduced(words: Words, at: int) -> str:
    """Give a participle or an intransitive past right after the noun: nothing that it acts on follows it."""
    low = words.lower(at)
    if low.startswith("remain"):
        state = words.lower(at + 1) in lists.POSTPOSED
        return words[at + 1].text if state else _with_tail(words, at, at) if _tail(words, at + 1) else ""
    if low in lists.HEDGED | {"confirmed"} and words.lower(at + 1) == "to":
        return _hedged(words, at)
    if not is_past(low) or low in lists.NO_FATE:
        return ""
    follows = words[at + 1]
    if follows.lower in lists.PARTICLES:
        follows = words[at + 2]
    named = follows.lower[:1].isalnum() and not ends_phrase(follows) and not _tail(words, at + 1)
    if low in lists.INTRANSITIVE_PAST or not (named or follows.lower in lists.DETERMINERS | lists.PRONOUNS):
        return _with_tail(words, at, at)
    return ""


def _clause_verb(words: Words, at: int) -> str:
    """Walk to the verb of the clause whose subject ends before a word."""
    for place in range(at, min(at + _REACH, len(words))):
        low = words.lower(place)
        if low in lists.AUXILIARIES:
            return "" if low in lists.NO_FINITE else _auxiliary(words, place)
        if low in lists.INTRANSITIVE_PAST:
            return words[place].text
        if low in ("who", "which"):
            return _past_relative(words, place)
        if _ends_subject(words, place):
            return ""
    return ""


def _past_relative(words: Words, at: int) -> str:
    """`One person, a man who had refused to leave, was found dead`."""
    for place in range(at, min(at + _REACH // 2, len(words))):
        if words.lower(place) == "," and words.lower(place + 1) in lists.AUXILIARIES - lists.NO_FINITE:
            return _auxiliary(words, place + 1)
    return ""


def _ends_subject(words: Words, at: int) -> bool:
    """Tell a word after which the verb found would not be the subject's own."""
    low = words.lower(at)
    if low == "," and words.lower(at + 1) in lists.AUXILIARIES - lists.NO_FINITE:
        return False
    if low in (*lists.CONJUNCTIONS, ","):
        return not _list_goes_on(words, at + 1)
    past = low.endswith("ed") and len(low) > 4 and words.lower(at - 1) not in lists.DETERMINERS | {"and"}
    return past or low in lists.CLAUSE_STARTS or low in lists.SAYING or low in lists.FINITE or low in lists.STOPS


def _list_goes_on(words: Words, at: int) -> bool:
    """Tell whether what follows a comma or a conjunction is one more of those that the verb is about."""
    word = words[at]
    if word.lower in _LIST_GOES_ON or word.lower in lists.DETERMINERS:
        return True
    return word.lower[:1].isalnum() and (not ends_phrase(word) or is_plural(word))


def _auxiliary(words: Words, at: int) -> str:
    """Read auxiliaries and the participle after them: `were killed`, `have since died`, `could be deployed`."""
    place, passive, hedged = at, False, words.lower(at) in lists.MODALS
    while words.lower(place) in lists.AUXILIARIES or _is_adverb(words, place):
        passive |= words.lower(place) in lists.BE
        hedged |= words.lower(place) in ("not", "never") or words.lower(place).endswith("n't")
        place += 1
        if place - at > 6:
            return ""
    first = at if hedged else place
    return _passive(words, first, place) if passive else _perfect(words, first, place)


def _passive(words: Words, first: int, at: int) -> str:
    """Read what follows a form of `be`: a participle, a state, `to be` and a participle, or what goes on."""
    low = words.lower(at)
    if low == "to" and words.lower(at + 1) == "be" and is_past(words.lower(at + 2)):
        return _with_tail(words, min(first, at), at + 2)
    if low in lists.HEDGED and words.lower(at + 1) not in lists.POSTPOSED:
        return _hedged(words, at)
    if is_past(low) or low in lists.POSTPOSED:
        follows = words[at + 1]
        names_them = is_plural(follows) and not ends_phrase(follows)  # `were unaccompanied children`
        return "" if low in lists.NO_FATE or names_them else _with_tail(words, first, at)
    goes_on = low.endswith("ing") and low not in lists.NO_ACTIVE and ends_phrase(words[at + 1])
    return words.slice(first, at + 1) if goes_on else ""


def _hedged(words: Words, at: int) -> str:
    """`feared to have drowned`, `believed to be trapped`."""
    last = at + 2
    while words.lower(last) in ("be", "have", "been"):
        last += 1
    told = words.lower(at + 1) == "to" and (is_past(words.lower(last)) or words.lower(last) in lists.POSTPOSED)
    return words.slice(at, last + 1) if told else ""


def _perfect(words: Words, first: int, at: int) -> str:
    """Read what follows `have` or a modal: only what the subject itself undergoes."""
    return words.slice(first, at + 1) if words.lower(at) in lists.INTRANSITIVE_PAST else ""


def _with_tail(words: Words, first: int, last: int) -> str:
    """Give the words to a participle, with its particle or second half, and with its twin (`killed or injured`)."""
    end = last + 1
    if words.lower(end) in lists.CONJUNCTIONS and words.lower(end + 1) in lists.TWINS:
        acts = words.lower(end + 2) in lists.DETERMINERS
        return words.slice(first, end if acts else end + 2)
    if tail := _tail(words, end) or words.lower(end) in lists.POSTPOSED:
        return words.slice(first, end + tail)
    if words.lower(end) in lists.PARTICLES and words.lower(end + 1) not in ("of", "from", "the"):
        end += 1
    return words.slice(first, end)
