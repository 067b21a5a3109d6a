"""What became of those counted: the verb of their clause, as printed (`killed`, `carried out`, `deaths or detention`).

Knows nothing about numbers. Without a parser: the verb right before the phrase (`killed three workers`), the noun that
governs it (`the arrest of six members`), the auxiliary and participle after it (`three workers were killed`), a verb
before a list (`arrested the leader and six members`), in this order. Where none is sure the fate is empty.
"""

from __future__ import annotations

from briefer.language import figure_words as lists
from briefer.language.counted import Words, ends_phrase, is_plural

_REACH = 24
"""Words that a clause's verb is looked for on each side."""
_BLOCKING = lists.PREPOSITIONS - {"including"}
_SKIPPED = (lists.DETERMINERS - {"that", "what", "whose", "no"}) | {"other"}
_STATES = ("into custody", "hostage", "prisoner", "captive", "dead")
_CLAUSE_STARTS = lists.SUBORDINATORS | {"that", "which", "who", "what"}
_LIST_GOES_ON = frozenset("including most mostly among all many some".split())


def fate(words: Words, start: int, end: int) -> str:
    """Find the fate of the phrase `words[start:end]`, qualifier included; empty where the clause does not tell.

    Args:
        words: The words of the sentence.
        start: Index of the first word of the whole phrase.
        end: Index after its last word.
    """
    return (
        _beside(words, end)
        or _before(words, start)
        or _governing(words, start)
        or _after(words, start, end)
        or _listed(words, start)
    )


def _beside(words: Words, end: int) -> str:
    """`left twelve people dead`, `took five into custody`."""
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


def subject_fate(words: Words, start: int, end: int) -> str:
    """Find the fate that stands after a phrase: `three workers were killed`."""
    return _after(words, start, end)


def object_fate(words: Words, start: int) -> str:
    """Find the fate that stands before a phrase or before the list that it ends."""
    return _before(words, start) or _governing(words, start) or _listed(words, start)


def is_past(word: str) -> bool:
    """Tell a past tense or a past participle."""
    return (word.endswith("ed") and len(word) > 4 and word not in lists.NO_PAST) or word in lists.IRREGULAR_PAST


def _before(words: Words, start: int) -> str:
    """`killed three workers`, `carried out ten operations`, `to build 300 homes`, `rose to 40 percent`."""
    at = start - 1
    while at >= 0 and (words.lower(at) in _SKIPPED or words.lower(at).endswith("ly")):
        at -= 1
    if at < 0:
        return ""
    if words.lower(at) in ("to", "by") and words.lower(at - 1) in lists.CHANGE_VERBS - {"up", "down"}:
        return words.slice(at - 1, at + (words.lower(at) == "to"))
    if words.lower(at) == "to" and (change := _change_from(words, at)):
        return change
    end = at + 1
    if words.lower(at) in lists.PARTICLES | {"dead", "free", "hostage"} and is_past(words.lower(at - 1)):
        at -= 1
    return _active(words, at, end)


def _change_from(words: Words, to: int) -> str:
    """`rose from 2 to 3 percent`."""
    for at in range(to - 2, max(to - 6, 0), -1):
        if words.lower(at) == "from":
            return words[at - 1].text if words.lower(at - 1) in lists.CHANGE_VERBS else ""
    return ""


def _active(words: Words, at: int, end: int) -> str:
    """Give the verb `words[at:end]` if it acts on what follows it, with its modal, negation, `to` and twin."""
    low = words.lower(at)
    before = words.lower(at - 1)
    if not low.isalpha() or words[at].text[:1].isupper():
        return ""
    if before == "to" and low not in lists.INFINITIVE_STOP and not ends_phrase(words[at]):
        return words.slice(at - 1, end)
    first = at - 1 if before == "not" else at
    if words.lower(first - 1) in lists.MODALS and low not in lists.INFINITIVE_STOP:
        return words.slice(first - 1, end)
    gerund = low.endswith("ing") and len(low) > 5 and low not in lists.NO_ACTIVE
    if not (gerund or low in lists.ACTIVE_PRESENT or (is_past(low) and low not in lists.SAYING)):
        return ""
    if low in lists.CHANGE_VERBS and before in lists.DETERMINERS:
        return ""
    if before in lists.CONJUNCTIONS and low in lists.TWINS and words.lower(at - 2) in lists.TWINS:
        return words.slice(at - 2, end)
    return words.slice(at, end)


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


def _listed(words: Words, start: int) -> str:
    """`killed the driver and six passengers`, `the arrest of the leader of a cell and six of its members`."""
    if words.lower(start - 1) not in (*lists.CONJUNCTIONS, ",", "including"):
        return ""
    for at in range(start - 2, max(start - 2 - _REACH // 2, -1), -1):
        low = words.lower(at)
        if low == "of" and (event := _event(words, at)):
            return event
        if low in lists.AUXILIARIES or low in _CLAUSE_STARTS or low in '.;:!?()—–"“”':
            return ""
        if is_past(low) or low.endswith("ing"):
            return "" if words.lower(at - 1) in lists.AUXILIARIES | {"by"} else _acting_on_list(words, at)
    return ""


def _acting_on_list(words: Words, at: int) -> str:
    """Give the verb at a word if its object starts right after it."""
    after = words[at + 1]
    starts_object = after.lower in lists.DETERMINERS or after.lower[:1].isdigit() or not ends_phrase(after)
    return _active(words, at, at + 1) if starts_object else ""


def _after(words: Words, start: int, end: int) -> str:
    """`three workers were killed`, `12 soldiers in the convoy died`, `six operatives taken into custody`."""
    at = end
    while words.lower(at) in lists.ADVERBS or words.lower(at).endswith("ly"):
        at += 1
    if words.lower(at) in lists.POSTPOSED:
        return words[at].text
    if is_past(words.lower(at)) and (reduced := _reduced(words, at)):
        return reduced
    if words.lower(at) in ("who", "which", "that") and words.lower(at + 1) in lists.AUXILIARIES:
        return _auxiliary(words, at + 1)
    before = start - 1
    while words.lower(before) in lists.DETERMINERS:
        before -= 1
    return "" if words.lower(before) in _BLOCKING else _clause_verb(words, at)


def _reduced(words: Words, at: int) -> str:
    """Give a participle or an intransitive past right after the noun: nothing that it acts on follows it."""
    follows = words[at + 1]
    acts = (
        follows.lower in lists.DETERMINERS | lists.PRONOUNS or follows.lower[:1].isalnum() and not ends_phrase(follows)
    )
    if words.lower(at) in lists.INTRANSITIVE_PAST or not acts or follows.lower in lists.WEEKDAYS:
        return _with_tail(words, at, at)
    return _with_tail(words, at, at) if words.lower(at + 1) in ("dead", "hostage", "into") else ""


def _clause_verb(words: Words, at: int) -> str:
    """Walk to the verb of the clause whose subject ends before a word."""
    for place in range(at, min(at + _REACH, len(words))):
        low = words.lower(place)
        if low in lists.AUXILIARIES:
            return _auxiliary(words, place)
        if low in lists.INTRANSITIVE_PAST:
            return words[place].text
        if low in _CLAUSE_STARTS or low in lists.SAYING or low in lists.FINITE or low in '.;:!?()—–"“”':
            return ""
        if is_past(low) and words.lower(place - 1) not in lists.DETERMINERS | {"and"}:
            return ""
        if low == "," and words.lower(place + 1) in lists.AUXILIARIES:
            continue
        if low in (*lists.CONJUNCTIONS, ",") and not _list_goes_on(words, place + 1):
            return ""
    return ""


def _list_goes_on(words: Words, at: int) -> bool:
    """Tell whether what follows a comma or a conjunction is one more of those that the verb is about."""
    word = words[at]
    if word.lower in _LIST_GOES_ON or word.lower in lists.DETERMINERS or word.lower in ("and", "or"):
        return True
    return word.lower[:1].isalnum() and (not ends_phrase(word) or is_plural(word))


def _auxiliary(words: Words, at: int) -> str:
    """Read a chain of auxiliaries and the participle after it: `were killed`, `have since died`, `could be deployed`."""
    place, passive, hedged = at, False, words.lower(at) in lists.MODALS
    while words.lower(place) in lists.AUXILIARIES | lists.ADVERBS or words.lower(place).endswith("ly"):
        passive |= words.lower(place) in lists.BE
        hedged |= words.lower(place) in ("not", "never") or words.lower(place).endswith("n't")
        if place - at > 6 or (words.lower(place) == "to" and not passive):
            return ""
        place += 1
    low = words.lower(place)
    first = at if hedged else place
    if passive and (
        is_past(low) or low in lists.POSTPOSED or low in lists.NO_PAST & {"opened", "received", "involved"}
    ):
        return _with_tail(words, first, place)
    if passive and low == "to" and words.lower(place + 1) == "be" and is_past(words.lower(place + 2)):
        return _with_tail(words, place, place + 2)
    if passive and low.endswith("ing") and low not in lists.NO_ACTIVE and ends_phrase(words[place + 1]):
        return words.slice(first, place + 1)
    if not passive and low in lists.INTRANSITIVE_PAST:
        return words.slice(first, place + 1)
    return ""


def _with_tail(words: Words, first: int, last: int) -> str:
    """Give the words to a participle, with its particle or second half, and with its twin (`killed or injured`)."""
    end = last + 1
    if words.lower(end) in lists.CONJUNCTIONS and is_past(words.lower(end + 1)):
        return words.slice(first, end + 2) if words.lower(end + 2) not in lists.DETERMINERS else words.slice(first, end)
    if tail := _tail(words, end):
        return words.slice(first, end + tail)
    if words.lower(end) in lists.PARTICLES and words.lower(end + 1) not in ("of", "from", "the"):
        end += 1
    return words.slice(first, end)
