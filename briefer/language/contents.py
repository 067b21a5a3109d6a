"""What is said: the stretches of a sentence that belong to an attribution.

Knows nothing about names and speakers. Indices are those of the items of one sentence; a piece is a first and a last.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.language import clauses, cues
from briefer.language.attribution import Attribution
from briefer.language.subjects import DAYS, Phrase, Row

_CLAUSE_ONLY = frozenset(
    """add continue read post rule reply respond guess agree conclude observe write ask contend assert maintain admit
    assume quote signal advise shout chant counter elaborate object comment""".split()
)
"""A bare noun after these is no content: `added three points`, `posted a profit`."""
_TO = (
    cues.PROMISING
    | cues.WANTING
    | frozenset("tell agree hope expect threaten offer ask urge claim propose advise".split())
)
_BEFORE_CLAUSE = frozenset("say tell believe think".split())
"""After these a clause may have its verb far off: `said the man, who was ill, left`."""
_HEARERS = frozenset("him her them me us reporters journalists you".split())
_QUESTION_WORDS = frozenset("whether how why what if where when who".split())
_STARTS = clauses.SUBJECT_PRONOUNS - {"one", "who", "which"} | clauses.DETERMINERS - {"no"} | {"there"}
_WARNED = frozenset("of about against".split())
_OPENERS = {":": "clause", "that": "that"}
_AFTER_OBJECT = (clauses.SUBORDINATORS | clauses.PREPOSITIONS | frozenset("which who but".split())) - frozenset(
    "of to for from about that what whether how".split()
)
_STRICT = frozenset("continue read post reply respond counter quip shout rule object conclude chant".split())
"""Only `that` or a quotation is what these say: `continued to fall`."""
_APPOSED = frozenset("who which whose the a an".split())
_RESUMING = frozenset(", : – — --".split())
_NEW = frozenset("who which referring but while as after when according in during and".split())
"""With these begins what is said no more."""
_TRAILING = frozenset("and but or while as that , ; : - – — --".split())


def find_contents(row: Row, attributions: Sequence[Attribution], at: int) -> list[Phrase]:
    """Find what is said according to one of a sentence's attributions, in one or more pieces; none where nothing is.

    Args:
        row: The sentence.
        attributions: All of its attributions.
        at: Which one.
    """
    one = attributions[at]
    if one.shape == "none" or one.cue.passive:
        return _of_passive(row, attributions, at)
    if one.shape == "after":
        return _around(row, attributions, at, one.cue.first, one.last)
    start, kind = _opening(row, one)
    if _parenthesis(row, one, kind):
        return _around(row, attributions, at, one.first, max(one.last, start - 1))
    torn = (
        kind in ("clause", "object") and row.lower(start) in clauses.AUXILIARIES
    )  # `reforms that he said were needed`
    if kind == "none" or torn or not _takes(one, kind):
        return []
    end = _end(row, attributions, at, start, kind)
    return [Phrase(start, end)] if end >= start else []


def _takes(one: Attribution, kind: str) -> bool:
    """Tell whether a verb can have such a content: `said that ...`, `denied the charge`, `vowed to ...`."""
    lemma = one.cue.lemma
    if kind == "to":
        return lemma in _TO or one.cue.last > one.cue.verb
    if kind in ("that", "quote"):
        return True
    if lemma in _STRICT | cues.WANTING:
        return False
    if kind == "clause":
        return True
    return lemma not in _CLAUSE_ONLY


def _opening(row: Row, one: Attribution) -> tuple[int, str]:
    """Find where what is said after a cue begins, and what it is: that, quote, to, clause, object or none."""
    at = one.cue.last + 1
    if one.cue.lemma in cues.TELLING and not one.cue.passive:
        at = at if row.lower(at) in _WARNED else _after_hearer(row, at)
    if one.cue.lemma not in cues.CALLING and not (one.cue.lemma == "warn" and row.lower(at) in _WARNED):
        at = _after_adverbials(row, at)
    while (
        row.lower(at) in (":", ",") and row.is_quote(at + 1) and not (row.lower(at) == "," and _follows_quote(row, one))
    ):
        at += 1
    if row.is_quote(at):
        return at, "quote"
    if at + 1 < len(row.items) and row.lower(at) in _OPENERS:
        return at + 1, _OPENERS[row.lower(at)]
    return at, _kind(row, one, at)


def _kind(row: Row, one: Attribution, at: int) -> str:
    if row.is_mark(at):
        return "none"
    if row.lower(at) in _QUESTION_WORDS:
        return "that"
    if row.lower(at) == "to":
        return "to"
    return "clause" if _has_clause(row, one, at) else "object"


def _has_clause(row: Row, one: Attribution, at: int) -> bool:
    """Tell a clause from a bare object; it must have its verb before the first mark, but after `said` and `says`."""
    if one.cue.lemma in cues.CALLING | cues.DENYING:
        return False
    for n in range(at + 1, len(row.items)):
        if one.cue.lemma not in _BEFORE_CLAUSE and (row.is_mark(n) or row.lower(n) in ("and", "but")):
            return False
        if clauses.is_finite(row.items, n, subject=False):
            return row.lower(n - 1) not in ("who", "which")
    return False


def _after_hearer(row: Row, at: int) -> int:
    """Skip whom something is told: up to `that`, a mark or the start of a clause."""
    if (
        row.is_mark(at)
        or row.items[at].kind == "quote"
        or row.lower(at) in _QUESTION_WORDS | {"that", "to", "on", "in"}
    ):
        return at
    if row.lower(at) in _HEARERS:
        return at + 1
    first = at
    while not row.is_mark(at) and row.items[at].kind != "quote" and row.lower(at) not in ("that", "to", "how", "why"):
        if (
            at > first + (row.lower(first) in clauses.DETERMINERS)
            and row.lower(at) in _STARTS
            and row.lower(at - 1) not in clauses.PREPOSITIONS
        ):
            return at
        at += 1
    return at


def _after_adverbials(row: Row, at: int) -> int:
    """Skip `on Tuesday`, `in a statement`, `late Monday` after a cue."""
    while not row.is_mark(at) and row.items[at].kind != "quote":
        word = row.lower(at)
        if (
            word in DAYS - {"march", "may", "this", "last", "next"}
            or word in ("here", "simply", "publicly")
            or (word in ("this", "last", "next") and row.lower(at + 1) in DAYS)
            or (clauses.is_adverb(word) and word not in ("all", "both", "this", "even", "so", "not", "never", "only"))
        ) or row.items[at].kind == "aside":
            at += 1
        elif word in (
            "in",
            "on",
            "at",
            "during",
            "after",
            "through",
            "via",
            "of",
            "to",
            "by",
            "from",
            "before",
            "about",
            "with",
        ) and (
            word != "to"
            or row.lower(at + 1) in clauses.DETERMINERS | _HEARERS
            or row.capital(min(at + 1, len(row.items) - 1))
        ):
            at = _after_phrase(row, at + 1)
        else:
            break
    return at


def _after_phrase(row: Row, at: int) -> int:
    """Skip the noun phrase of a preposition: up to `that`, a mark, a quotation, or a pronoun that opens a clause."""
    first = at
    while not row.is_mark(at) and row.items[at].kind != "quote" and row.lower(at) != "that":
        if (
            at > first
            and row.lower(at) in _STARTS
            and row.lower(at - 1) not in clauses.PREPOSITIONS | clauses.SUBORDINATORS | clauses.CONJUNCTIONS
            and not row.lower(at - 1).endswith("ing")
        ):
            return at
        at += 1
    return at


def _parenthesis(row: Row, one: Attribution, kind: str) -> bool:
    """Tell `C, X said` from `X said C`."""
    before = one.first - 1
    if one.shape != "before" or before < 0 or one.cue.lemma not in cues.SAYING | cues.THINKING | cues.FINDING:
        return False
    if row.items[before].kind != "quote" and not row.is_mark(before):
        return False
    if kind == "none":
        return row.items[before].kind == "quote" or _is_said(row, before)
    return kind in ("object", "clause") and _follows_quote(row, one)


def _follows_quote(row: Row, one: Attribution) -> bool:
    """Tell whether a source and its cue stand right behind a quotation."""
    before = one.first - 1
    return row.is_quote(before - (row.lower(before) == ","))


def _is_said(row: Row, before: int) -> bool:
    """Tell whether what stands before a mark can be said: a quotation or a clause, or its beginning."""
    if any(item.kind == "quote" for item in row.items[:before]) or clauses.finite_verbs(row.items[:before]):
        return True
    return before > 0 and row.is_word(before - 1) and _goes_on(row, before + 1)


def _goes_on(row: Row, at: int) -> bool:
    """Tell whether words follow behind the next comma."""
    comma = _comma(row, at)
    return bool(comma) and row.is_word(comma + 1)


def _around(row: Row, attributions: Sequence[Attribution], at: int, first: int, last: int) -> list[Phrase]:
    """Give what stands before and behind an attribution in the middle of what is said."""
    pieces = []
    left = first - 1
    while left >= 0 and row.items[left].kind == "mark":
        left -= 1
    if left >= 0:
        start = (
            left if row.items[left].kind == "quote" and _is_alone(row, left) else _start(row, attributions, at, left)
        )
        if start <= left:
            pieces.append(Phrase(start, left))
    right = _resumes(row, attributions, at, last, bool(pieces))
    if right <= len(row.items) - 1:
        end = _end(row, attributions, at, right, "clause")
        if end >= right:
            pieces.append(Phrase(right, end))
    return pieces


def _is_alone(row: Row, at: int) -> bool:
    """Tell a quotation that is all that is said from one within a clause: it opens the sentence, or follows a stop."""
    quote = row.items[at]
    words = row.text[quote.start : quote.end].count(" ") + 1
    return (
        at == 0
        or (words > 8 and row.text[quote.start + 1 : quote.start + 2].isupper())
        or (row.is_mark(at - 1) and words > 4)
    )


def _start(row: Row, attributions: Sequence[Attribution], at: int, left: int) -> int:
    """Find where what is said before an attribution begins: at the sentence's start, after `;`, or after `, but`."""
    start = 0
    for other in attributions[:at]:
        if other.last < left:
            start = max(start, _break_after(row, other.last, left))
    for n in range(left, start, -1):
        if row.lower(n) == ";":
            return n + 1
    while start < left and (row.lower(start) in ("but", "and", "still", ",", "however") and not start):
        start += 1
    return start


def _break_after(row: Row, last: int, left: int) -> int:
    """Find where a second clause begins after an earlier attribution: behind `, but`; 0 where there is none."""
    for n in range(last + 1, left):
        if row.is_mark(n) and row.lower(n + 1) in ("but", "and", "while", "although", "though"):
            return n + 2
    return 0


def _resumes(row: Row, attributions: Sequence[Attribution], at: int, last: int, after_piece: bool) -> int:
    """Find where what is said goes on behind `, X said,`; past the end where it does not."""
    one, beyond, n = attributions[at], len(row.items), last + 1
    if not after_piece:
        return _behind_source(row, one, n)
    if one.shape == "after" and one.cue.lemma != "according":
        quote = next((m for m in range(n, beyond) if row.is_quote(m)), beyond)
        return quote if row.is_mark(quote - 1) else beyond
    if row.is_quote(n):
        return n
    if row.lower(n) not in _RESUMING:
        return beyond
    word = row.lower(n + 1)
    other = any(one.cue.first <= n + 2 and one.cue.last > n for one in attributions[at + 1 :])
    return beyond if other or word in _NEW or word.endswith("ing") else n + 1


def _behind_source(row: Row, one: Attribution, n: int) -> int:
    """Find what is said behind `According to X, the mayor,`: after the source and what stands in apposition to it."""
    while n < len(row.items) and row.lower(n) not in (",", ":") and not row.is_quote(n):
        n += 1
    comma = _comma(row, n + 1)
    if one.shape == "after" and row.lower(n + 1) in _APPOSED and comma and not _has_clause_until(row, n + 1, comma):
        n = comma
    return n + (n < len(row.items) and row.is_mark(n))


def _comma(row: Row, at: int) -> int:
    return next((n for n in range(at, len(row.items)) if row.lower(n) == ","), 0)


def _has_clause_until(row: Row, first: int, end: int) -> bool:
    return row.lower(first) not in ("who", "which", "whose") and any(
        clauses.is_finite(row.items, n) for n in range(first + 1, end)
    )


def _end(row: Row, attributions: Sequence[Attribution], at: int, start: int, kind: str) -> int:
    """Find the last item of what is said from `start` on: it ends where the next attribution of its rank begins."""
    stop = len(row.items)
    for other in attributions[at + 1 :]:
        if other.first > start and other.first < stop and _same_rank(row, other):
            stop = other.first
            break
    for n in range(start + 1, stop):
        if not row.is_mark(n):
            continue
        if (
            (kind in ("object", "to") and row.lower(n) == "," and row.lower(n + 1) in _AFTER_OBJECT)
            or (
                attributions[at].shape == "relative"
                and row.lower(n) == ","
                and row.lower(attributions[at].cue.first - 2) == ","
            )
            or (row.lower(n) == ";" and any(other.first > n for other in attributions[at + 1 :]))
        ):
            stop = n
        if stop == n:
            break
    end = stop - 1
    while end >= start and row.items[end].kind != "quote" and row.lower(end) in _TRAILING:
        end -= 1
    return end


def _same_rank(row: Row, other: Attribution) -> bool:
    """Tell an attribution that follows another (`, adding`, `, while X said`) from one inside what is said."""
    before = other.first - 1
    if other.shape == "shared":
        return row.is_mark(before) or row.lower(before) in ("and", "but")
    if row.lower(before) in ("while", "but", "and", "as", "although"):
        return row.is_mark(before - 1) or row.lower(before) == "while"
    return row.is_mark(before) and (other.cue.lemma == "according" or other.shape in ("after", "before"))


def _of_passive(row: Row, attributions: Sequence[Attribution], at: int) -> list[Phrase]:
    """Give what is said of `it was reported that C`, `S is believed to P`, `S was described as Q by X`."""
    one = attributions[at]
    start = one.cue.last + 1
    subject = one.cue.first - 1
    if row.lower(start) == "that" and start + 1 < len(row.items):
        return [Phrase(start + 1, _end(row, attributions, at, start + 1, "that"))]
    if row.lower(start) not in ("to", "as", "of", "by") or subject < 0 or row.is_mark(subject):
        return []
    first = subject
    while first and not row.is_mark(first - 1) and row.lower(first - 1) not in clauses.SUBORDINATORS | {"and", "but"}:
        first -= 1
    pieces = [Phrase(first, subject)]
    if row.lower(start) != "by":
        end = _end(row, attributions, at, start, "to")
        pieces += [Phrase(start, end)] if end >= start else []
    return pieces
