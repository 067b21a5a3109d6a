"""What became of those counted: the verb of their clause, as printed (`killed`, `carried out`, `deaths or detention`).

Knows nothing about numbers. Without a parser: a state after the phrase (`left twelve people dead`), the verb right
before it (`killed three workers`), the noun that governs it (`the arrest of six members`), the auxiliary and participle
after it (`three workers were killed`), a verb before a list (`arrested the leader and six members`), in this order.
Modals, negations and `to` stay with the verb. Where none is sure the fate is empty.
"""

from __future__ import annotations

from briefer.language import figure_words as lists
from briefer.language.counted import Words, ends_phrase, is_number, is_past, is_plural, noun_phrase

_REACH = 24
"""Words that the verb of a clause is looked for after its subject; a verb before a list, half as many."""
_SKIPPED = (lists.DETERMINERS - {"that", "what", "whose", "no"}) | {"other"}
_BLOCKING = (lists.PREPOSITIONS | lists.BE) - {"including"}
"""What stands after these is no subject: `in two cars`, `they are 76`."""
_CLAUSE_STARTS = lists.SUBORDINATORS | {"that", "which", "who", "what"}
_LIST_GOES_ON = frozenset("including most mostly among all many some and or".split())
_STATES = ("into custody", "hostage", "prisoner", "captive", "dead")
_STOPS = frozenset('.;:!?()—–"“”')
_STARTS_LIST = (*lists.CONJUNCTIONS, ",", "including")


def fate(words: Words, start: int, end: int) -> str:
    """Find the fate of the phrase `words[start:end]`, qualifier included; empty where the clause does not tell."""
    if words.lower(start - 1) == "including" and (shared := _listed(words, start, end)):
        return shared
    before = _verb_before(words, start)
    if before.lower() in lists.REPORTING:
        before = subject_fate(words, start, end) or before
    return _state(words, end) or before or _governing(words, start) or _verb_elsewhere(words, start, end)


def subject_fate(words: Words, start: int, end: int) -> str:
    """Find the fate that stands after a phrase: `three workers were killed`."""
    at = end
    while _is_adverb(words, at):
        at += 1
    if words.lower(at) in lists.POSTPOSED:
        return words[at].text
    reduced = _reduced(words, at)
    if reduced and (words.lower(at) in lists.TWINS | lists.INTRANSITIVE_PAST or _is_blocked(words, start)):
        return reduced
    if words.lower(at) in ("who", "which", "that"):
        return _reduced(words, at + 1) if words.lower(at + 1) in lists.INTRANSITIVE_PAST else _auxiliary(words, at + 1)
    if _is_blocked(words, start):
        return ""
    return _clause_verb(words, at + bool(reduced)) or reduced


def object_fate(words: Words, start: int) -> str:
    """Find the fate that stands before a phrase or before the list that it ends."""
    return _verb_before(words, start) or _governing(words, start) or _listed(words, start, start)


def _verb_elsewhere(words: Words, start: int, end: int) -> str:
    return subject_fate(words, start, end) or _listed(words, start, end)


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


def _state(words: Words, end: int) -> str:
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


def _verb_before(words: Words, start: int) -> str:
    """`killed three workers`, `carried out ten operations`, `to build 300 homes`, `rose to 40 percent`."""
    at = start - 1
    while at >= 0 and (words.lower(at) in _SKIPPED or words.lower(at).endswith("ly")):
        at -= 1
    if change := _change(words, at):
        return change
    end = at + 1
    if words.lower(at) in lists.PARTICLES | {"dead", "free", "hostage"} and is_past(words.lower(at - 1)):
        at -= 1
    return _active(words, at, end)


def _change(words: Words, at: int) -> str:
    """`rose 3 percent`, `fell by 3 percent`, `rose to 40 percent`, `rose from 2 to 3 percent`, `up 40 percent`."""
    low, before = words.lower(at), words.lower(at - 1)
    if low in lists.CHANGE_VERBS:
        return "" if before in lists.DETERMINERS | lists.MODALS | {"to"} or is_past(before) else words[at].text
    verbs = lists.CHANGE_VERBS - {"up", "down"}
    if low == "by" and before in lists.CHANGE_VERBS:
        return words[at - 1].text
    if low == "to" and before in verbs:
        return words.slice(at - 1, at + 1)
    if low == "to":
        for place in range(at - 2, max(at - 6, 0), -1):
            if words.lower(place) == "from" and words.lower(place - 1) in verbs:
                return words[place - 1].text
    return ""


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
    for at in range(start - 2, max(start - 2 - _REACH // 2, -1), -1):
        low = words.lower(at)
        if low == "of" and (event := _event(words, at)):
            return event
        if low in lists.AUXILIARIES or low in _CLAUSE_STARTS or low in _STOPS:
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


def _reduced(words: Words, at: int) -> str:
    """Give a participle or an intransitive past right after the noun: nothing that it acts on follows it."""
    low = words.lower(at)
    if low.startswith("remain"):
        state = words.lower(at + 1) in lists.POSTPOSED
        return words[at + 1].text if state else _with_tail(words, at, at) if _tail(words, at + 1) else ""
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
    return past or low in _CLAUSE_STARTS or low in lists.SAYING or low in lists.FINITE or low in _STOPS


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
