"""Small tests of grammar without a parser: is there a finite verb, how does a segment open, is it an attribution?

This module knows nothing about deletion or salience; it reads words only. Every test errs on the side that makes a
segment undeletable.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.summarising import lexicon
from briefer.summarising.segments import Segment

_RELATIVE_WORDS = frozenset(("who", "which", "that", "whom", "whose", "what", "where", "how", "why"))
_PRONOUN_SUBJECTS = frozenset(("he", "she", "they", "it", "we", "i", "you", "who", "which"))
_BEFORE_PARTICIPLE = lexicon.DETERMINERS | lexicon.PREPOSITIONS | {"newly", "recently", "widely", "so"}
_BEFORE_SUBJECT = (
    lexicon.AUXILIARIES
    | lexicon.SAYING
    | lexicon.PREPOSITIONS
    | lexicon.SUBORDINATORS
    | lexicon.CONDITIONS
    | lexicon.ADVERBS
) | {"and", "but", "or", "that", "so", "than", "how", "why", "what"}
_AFTER_VERB = lexicon.DETERMINERS | lexicon.PREPOSITIONS | {"him", "them", "it", "that", ""}
_AFTER_PARTICIPLE = lexicon.PREPOSITIONS | {"when", "after", "as", "during", "following"}
_CONNECTIVES = frozenset(
    (
        "however", "meanwhile", "though", "too", "therefore", "moreover", "for example", "for instance", "in turn",
        "of course", "indeed", "in fact", "as well", "furthermore", "nevertheless", "nonetheless", "also",
        "for his part", "for her part", "for its part",
    )
)  # fmt: skip
_AFTER_ATTRIBUTION = lexicon.PREPOSITIONS | {
    "earlier", "later", "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "during", "after", "late", "early", "reporters", "cnn", "reuters", "last", "this", "there", "afterwards",
}  # fmt: skip
_TAKES_CLAUSE = frozenset(
    "said says say believes believe thinks think thought adds added argues argued insists insisted".split()
)
_QUANTITY = frozenset(("some", "many", "most", "all", "one", "both", "none", "each", "several", "two", "three", "part"))


def is_past(word: str) -> bool:
    """Tell whether a word may be a past tense in -ed."""
    return word.endswith("ed") and len(word) > 3 and word not in lexicon.NOT_PAST


def is_irregular_past(word: str) -> bool:
    """Tell whether a word is an irregular past tense that may also be a participle."""
    return word in lexicon.PARTICIPLES and word not in lexicon.ONLY_PARTICIPLES


def finite_verbs(words: Sequence[str], *, strict: bool = False) -> int:
    """Count the words that stand where a finite verb stands.

    Args:
        words: The words of a segment or sentence.
        strict: Do not count what is as likely a participle (`the envoy sent to ...`).
    """
    found = 0
    for at, word in enumerate(words):
        if word in lexicon.FINITE:
            found += 1
        elif is_irregular_past(word) or is_past(word):
            before = words[at - 1] if at else ""
            after = words[at + 1] if at + 1 < len(words) else ""
            adverb = before in lexicon.ADVERBS or before.endswith("ly")
            helped = (words[at - 2] if adverb and at > 1 else before) in lexicon.AUXILIARIES
            attribute = before.endswith("ly") and after not in _AFTER_VERB
            reduced = after == "by" or (strict and after in lexicon.PREPOSITIONS and not is_past(word))
            found += bool(at) and not (helped or attribute or reduced or before in _BEFORE_PARTICIPLE)
    return found


def surely_finite(words: Sequence[str]) -> bool:
    """Tell whether some verb cannot be a participle: `was`, `said`, or a past tense with its object after it."""
    objects = lexicon.DETERMINERS | {"him", "them", "that"}
    pairs = zip(words, (*words[1:], ""), strict=True)
    return any(
        word in lexicon.FINITE or (after in objects and (is_past(word) or is_irregular_past(word)))
        for word, after in pairs
    )


def has_clause(words: Sequence[str]) -> bool:
    """Tell whether the words hold a complete main clause: more finite verbs than relative clauses, nothing left open.

    Left open are `he said ...`, `because ...`, `between one ...`.
    """
    if finite_verbs(words) <= _relatives(words) or _is_halved(words):
        return False
    said = max((at for at, word in enumerate(words) if word in _TAKES_CLAUSE), default=-1)
    rest = words[said + 1 :]
    if said >= 0 and rest and rest[0] not in _AFTER_ATTRIBUTION and finite_verbs(rest, strict=True) <= _relatives(rest):
        return False
    joined = max((at for at, word in enumerate(words) if _opens_clause(words, at)), default=-1)
    return joined < 0 or finite_verbs(words[joined + 1 :]) > 0


def _relatives(words: Sequence[str]) -> int:
    """Count the relative words, and the subjects of relative clauses without one (`the reason he was there`)."""
    contact = (
        word in ("he", "she", "they", "we", "i") and words[at - 1] not in _BEFORE_SUBJECT
        for at, word in enumerate(words)
        if at > 1
    )
    return sum(word in _RELATIVE_WORDS for word in words) + sum(contact)


def _is_halved(words: Sequence[str]) -> bool:
    """Tell a pair of which only the first half is there: `between the town`, `both the mayor`."""
    first = max((at for at, word in enumerate(words) if word in ("between", "both", "either", "neither")), default=-1)
    return first >= 0 and not {"and", "or", "nor"} & set(words[first:]) and words[first : first + 2] != ("both", "of")


def _opens_clause(words: Sequence[str], at: int) -> bool:
    """Tell a word after which a finite verb must come: `because`, `that` after a verb, `comes as`."""
    before = words[at - 1] if at else ""
    if words[at] == "as":
        return before in ("comes", "came", "come", "just", "even")
    return words[at] in ("because", "whether", "that", "while", "if", "although", "though")


def has_plain_clause(words: Sequence[str]) -> bool:
    """Tell whether a finite verb comes before any relative word."""
    cut = next((at for at, word in enumerate(words) if word in _RELATIVE_WORDS), len(words))
    return finite_verbs(words[:cut]) > 0


def starts_finite(words: Sequence[str]) -> bool:
    """Tell whether the words open with a verb that can only be finite, an adverb before it allowed."""
    if not words:
        return False
    first = words[0]
    if (first in lexicon.ADVERBS or first.endswith("ly")) and len(words) > 1:
        return words[1] in lexicon.FINITE or is_past(words[1])
    second = words[1].split("'")[0] if len(words) > 1 else ""
    objects = second in lexicon.DETERMINERS | _PRONOUN_SUBJECTS | {"that"}
    return first in lexicon.FINITE or (objects and is_past(first))


def may_resume(words: Sequence[str]) -> bool:
    """Tell whether the words may go on with the main verb after an insertion."""
    if starts_finite(words):
        return True
    past = bool(words) and (is_past(words[0]) or is_irregular_past(words[0]))
    return past and (len(words) < 2 or words[1] != "by")


def is_attribution(words: Sequence[str]) -> bool:
    """Tell `police said`, `he told reporters on Monday`, `said John Smith`, `according to the agency` from a clause."""
    if words[:2] == ("according", "to"):
        return True
    at = next((at for at, word in enumerate(words[:12]) if word in lexicon.SAYING), -1)
    if at < 0 or (at and words[at - 1] in lexicon.AUXILIARIES | {"been", "be", "being"}):
        return False
    if at == 0:  # `said John Smith`, not `said he would go`
        subject = len(words) > 1 and words[1] not in lexicon.PREPOSITIONS | _PRONOUN_SUBJECTS
        return subject and len(words) <= 14 and not finite_verbs(words[1:])
    rest = words[at + 1 :]
    return not rest or rest[0] in _AFTER_ATTRIBUTION or (words[at] in ("told", "tells") and len(rest) <= 6)


def opener(segment: Segment, text: str) -> str:
    """Name the construction that a segment opens: what it may be, judged by its first words alone."""
    words = segment.lowers
    if not words:
        return "other"
    first, second = words[0], words[1] if len(words) > 1 else ""
    if " ".join(words) in _CONNECTIVES:
        return "connective"
    if is_attribution(words):
        return "attribution"
    if first in lexicon.RELATIVES or (first in lexicon.PREPOSITIONS and second in ("which", "whom", "whose")):
        return "relative"
    if first in _QUANTITY and second == "of" and len(words) > 2 and words[2] in ("which", "whom"):
        return "relative"
    return _conjunction(first, second) or _phrase(segment, text, first, second)


def _conjunction(first: str, second: str) -> str:
    if first in ("but", "yet", "nor"):
        return "but"
    if first in ("and", "or"):
        return "and"
    if first in lexicon.CONDITIONS or second == "if":
        return "condition"
    if first in ("including", "excluding") or (first, second) in (("such", "as"), ("among", "them"), ("as", "well")):
        return "including"
    return "subordinate" if first in lexicon.SUBORDINATORS else ""


def _phrase(segment: Segment, text: str, first: str, second: str) -> str:
    if is_participle(first, second):
        return "participle"
    if first in lexicon.PREPOSITIONS:
        return "with" if first == "with" else "adverbial"
    capital = text[segment.words[0].start].isupper()
    plain = first in lexicon.DETERMINERS or not (capital or first.endswith("ly") or may_resume(segment.lowers))
    nominal = first not in _PRONOUN_SUBJECTS | lexicon.ADVERBS | lexicon.NUMBERS
    if plain and nominal and not has_plain_clause(segment.lowers):
        return "appositive" if first in lexicon.DETERMINERS else "noun"
    return "other"


def is_participle(first: str, second: str) -> bool:
    """Tell whether two words open a participial phrase: `stressing that`, `quickly leaving`, `killed in`."""
    if first.endswith("ly"):
        return is_participle(second, "in") if second and not second.endswith("ly") else False
    if first.endswith("ing") and len(first) > 5:
        return first not in lexicon.NO_PARTICIPLE
    return (is_past(first) or first in lexicon.PARTICIPLES) and second in _AFTER_PARTICIPLE | {"by"}
