"""Find the whole units of a sentence that a wire editor may strike out, by rules from the text alone.

This module knows nothing about budgets or the network: it says what may go, never what goes. A unit never holds a
negation or a hedge, never cuts a name, a quotation or a bracket, and is marked `resort` where it holds a figure.

Never a unit: conditions (`if`, `unless`, `under the plan`), `but` clauses, named attributions, and the attribution of
any claim that needs its source. A plain `officials said` or `he said` goes only from a sentence without a single word
of `lexicon.SENSITIVE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefer.summarising import grammar, lexicon
from briefer.summarising.segments import Outline, words_of
from briefer.types import Span

PENALTIES = {
    "connective": 0.0, "bracket": 0.0, "including": 0.01, "lead": 0.02, "participle": 0.02, "dash": 0.02,
    "relative": 0.03, "with": 0.03, "appositive": 0.03, "noun": 0.03, "subordinate": 0.05, "attribution": 0.05,
    "adverbial": 0.06, "place": 0.15, "tail": 0.08, "semicolon": 0.08, "coordinate": 0.12,
}  # fmt: skip
"""What striking a unit of each kind costs beside the share of the sentence it holds: the risk to grammar and sense.
Ordered by hand from reading 60 articles' summaries, 2026-11."""

_TAIL_MARKS = frozenset(("after", "amid", "while", "as", "following", "despite", "because", "before", "when"))
_NOT_BEFORE_TAIL = frozenset(
    """day days week weeks month months year years hour hours minute minutes moment moments shortly soon long just even
    only immediately not ever such well known described same regarded seen identified named served serve serves serving
    viewed used many much far as and or time often especially particularly is was are were be been look looking
    including come comes came""".split()
)
_PLAIN_SOURCES = frozenset(
    "he she it they officials police authorities statement agency ministry company spokesman spokeswoman".split()
)
_PRONOUNS = frozenset("he she it they his her its their him them this that".split())
_MODALS = frozenset("would could should might must need needs".split())
"""A clause with one of these may hold only under what its lead says (`With the bill, taxes would rise`)."""
_ASIDES = frozenset("relative appositive noun participle subordinate including with adverbial connective".split())
_QUANTIFYING = frozenset("of over about around between off out past".split())
"""Prepositions that open a subject as often as an adverbial: `Over 40 people`, `Of the five men`."""
_SCOPES = (("with",), ("given",), ("by",), ("for",))
_BARE_CONJUNCTIONS = frozenset((("and",), ("but",), ("or",), ("that",), ("if",)))
_NAMING = frozenset(
    "describe described describes regarded regards seen viewed views known named identified cited".split()
)
_PLACE_AFTER = frozenset("the a an he she they it his her their its".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that may go: characters `[start, end)`, and the segments `first..last` that go with it entirely."""

    kind: str
    start: int
    end: int
    first: int
    last: int
    resort: bool = False
    """It holds a figure: it goes only where nothing else meets the budget."""


@dataclass(frozen=True, slots=True)
class Group:
    """One or more segments that form one construction."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What may go from a sentence, and for each segment whether it needs a comma beside it: `core` needs none."""

    units: tuple[Unit, ...]
    roles: tuple[str, ...]


def find_units(outlined: Outline, names: Sequence[Span] = ()) -> Plan:
    """Find every unit that may be struck out; none where a quotation or bracket is never closed.

    Args:
        outlined: The sentence, cut up.
        names: Spans of names, relative to the sentence; none is ever cut.
    """
    kinds = tuple(grammar.opener(segment, outlined.text) for segment in outlined.segments)
    main = _main_start(outlined, kinds)
    unsure = not main and (kinds[0] == "condition" or _is_leading(outlined.segments[0].lowers, kinds[0]))
    loose = any(segment.lowers in _BARE_CONJUNCTIONS for segment in outlined.segments)  # `and, if he could, left`
    unsure = (unsure and len(kinds) > 1) or loose or not outlined.segments[main].words
    resume = -1 if unsure else _resumption(outlined, kinds, main)
    lead = [Group("connective" if kinds[0] == "connective" else "lead", 0, main - 1)] if main else []
    within = _groups(outlined, kinds, main + 1, resume, "insert") if resume >= 0 else []
    tail = _groups(outlined, kinds, resume + 1, len(kinds), "tail") if resume >= 0 else []
    candidates = [*_of_lead(outlined, lead, kinds, main), *_of_inserts(outlined, within), *_of_tail(outlined, tail)]
    candidates += [*_of_zones(outlined), *_of_last_clause(outlined, main, resume, tail)]
    if not all(zone.closed for zone in outlined.zones):
        candidates = []
    checked = [unit for unit in (_protected(unit, outlined.text, names) for unit in candidates) if unit]
    return Plan(tuple(checked), _roles(len(kinds), lead, [*within, *tail]))


def _roles(count: int, lead: list[Group], groups: list[Group]) -> tuple[str, ...]:
    roles = ["core"] * count
    for group in [*lead, *groups]:
        for at in range(group.first, group.last + 1):
            roles[at] = "core" if group.kind == "other" else "aside"
    return tuple(roles)


def _main_start(outlined: Outline, kinds: Sequence[str]) -> int:
    """Find the segment where the main clause starts: 0 unless an adverbial certainly stands before it."""
    segments = outlined.segments
    if len(segments) < 2 or not _is_leading(segments[0].lowers, kinds[0]):
        return 0
    skipped = ("relative", "participle", "and", "but", "attribution", "subordinate", "including", "condition", "with")
    for at in range(1, len(segments)):
        words = segments[at].lowers
        if grammar.starts_finite(words) or (words and words[0] in lexicon.ADVERBS):
            return 0
        if kinds[at] in skipped or outlined.text[outlined.separators[at - 1].start] == ";":
            continue
        later = range(at + 2, len(segments))
        resumed = kinds[at + 1] in ("appositive", "relative", "noun", "participle") if at + 1 < len(segments) else False
        if words and words[0] in lexicon.PREPOSITIONS:
            continue
        if grammar.has_plain_clause(words) or (resumed and any(grammar.may_resume(segments[k].lowers) for k in later)):
            return at
    return 0


def _is_leading(words: tuple[str, ...], kind: str) -> bool:
    if not words or kind in ("condition", "attribution", "and", "but", "relative"):
        return kind == "attribution" and words[0] == "according"
    if kind in ("connective", "subordinate", "participle"):
        return True
    known = words[0] in lexicon.LEADING and words[0] not in _QUANTIFYING
    cut = next((at for at, word in enumerate(words) if word in ("who", "which", "that", "what", "where")), len(words))
    counting = words[:2] in (("at", "least"), ("at", "most"))
    return known and not counting and not any(word in lexicon.FINITE for word in words[:cut])


def _resumption(outlined: Outline, kinds: Sequence[str], main: int) -> int:
    """Find the segment that holds the main verb: `main`, or a later one after insertions; -1 where it is not found."""
    segments = outlined.segments
    later = range(main + 1, len(segments))
    if not grammar.has_clause(segments[main].lowers):
        found = [at for at in later if grammar.may_resume(segments[at].lowers)]
        certain = [at for at in found if grammar.starts_finite(segments[at].lowers) and kinds[at] != "attribution"]
        likely = [at for at in found if kinds[at] != "participle"]  # `coupled with` is one, `touched off` looks like it
        return next(iter((*certain, *likely, *found[-1:])), -1)
    for at in later:
        between = kinds[main + 1 : at]
        if grammar.starts_finite(segments[at].lowers) and kinds[at] != "attribution":
            return at if between and all(kind in _ASIDES for kind in between) else main
    return main


def _groups(outlined: Outline, kinds: Sequence[str], start: int, stop: int, place: str) -> list[Group]:
    """Gather segments `[start, stop)` into constructions; what cannot be told apart from a list becomes `other`."""
    groups: list[Group] = []
    for at in range(start, stop):
        kind = _kind_here(outlined, kinds[at], at, place, groups)
        if kind:
            groups.append(Group(kind, at, at))
        else:
            last = groups.pop()
            listed = last.kind in ("appositive", "noun", "adverbial", "coordinate", "attribution")
            listed = listed or (bool(groups) and groups[-1].kind == "other")
            groups.append(Group("other" if listed and place == "tail" else last.kind, last.first, at))
    return groups


def _kind_here(outlined: Outline, kind: str, at: int, place: str, groups: list[Group]) -> str:
    """Give the kind of the group that segment `at` opens, or an empty string where it belongs to the one before."""
    words = outlined.segments[at].lowers
    mark = outlined.text[outlined.separators[at - 1].start : outlined.separators[at - 1].end]
    free = not groups or groups[-1].kind in ("other", "connective")
    joined = "other" if free else ""
    lone = outlined.segments[at - 1].lowers if groups else ()
    if len(lone) == 1 and not lone[0][0].isdigit():  # `, usually, with`: an adverb inside a phrase
        kind = joined
    elif mark == ";":
        kind = "semicolon" if grammar.has_clause(words) else "other"
    elif mark not in (",", "") and kind in ("other", "noun", "adverbial"):
        kind = "appositive" if free and not grammar.has_plain_clause(words) and words else "other"
    elif kind == "and":
        kind = _coordination(words, free=free, opens=not groups)
    elif kind == "other" or (kind == "subordinate" and words[0] == "as" and not grammar.finite_verbs(words[1:])):
        kind = joined
    elif place == "tail":
        kind = _kind_in_tail(words, kind, groups, joined)
    return kind


def _coordination(words: Sequence[str], *, free: bool, opens: bool) -> str:
    """Tell `, and the senate agreed` from the last item of a list and from a second verb of the main clause."""
    if grammar.starts_finite(words[1:]):
        return "other"
    clause = len(words) > 3 and not grammar.may_resume(words[1:]) and grammar.has_plain_clause(words[1:])
    return ("coordinate" if clause and opens else "other") if free else ""


def _kind_in_tail(words: Sequence[str], kind: str, groups: list[Group], joined: str) -> str:
    """Doubt what may be an item of a list, which nothing after it closes."""
    if kind == "adverbial" and not groups:
        return kind
    if kind in ("noun", "adverbial"):
        return joined
    if kind == "appositive" and ("and" in words or not joined):
        return "" if not joined and groups[-1].kind != "appositive" else "other"
    return kind


def _of_lead(outlined: Outline, lead: list[Group], kinds: Sequence[str], main: int) -> Iterator[Unit]:
    words = outlined.segments[main].lowers
    leans = bool(_PRONOUNS & set(words[:6]))  # what a pronoun stands for may be in the lead
    opening = outlined.segments[0].lowers
    said = next((at for at, word in enumerate(words) if word in lexicon.SAYING), len(words))
    hangs = bool(_MODALS & set(words[: len(words) if opening[:1] in _SCOPES else said]))
    if lead and (kinds[0] == "connective" or not (kinds[0] == "attribution" or leans or hangs)):
        start, end = outlined.segments[0].start, outlined.segments[main].start
        yield Unit("place" if _is_place(outlined) else lead[0].kind, start, end, 0, main - 1)
    for at in range(1, main):
        if kinds[at] in ("relative", "appositive", "noun", "participle") and kinds[at + 1] != "and":
            yield _whole(outlined, kinds[at], at, at)


def _is_place(outlined: Outline) -> bool:
    """Tell a lead that names a place or somebody, without which a clause may say too much (`In Ohio, polls shut`)."""
    names = (word for word in outlined.segments[0].words[1:] if outlined.text[word.start].isupper())
    return any(name.lower not in lexicon.DATES for name in names)


def _of_inserts(outlined: Outline, groups: list[Group]) -> Iterator[Unit]:
    """Yield each insertion with all that follow it, which may be about it: `, a judge, who sits in Paris, said`."""
    for at, group in enumerate(groups):
        if group.kind == "connective":
            yield _whole(outlined, group.kind, group.first, group.last)
        elif not any(_stays(outlined, following) for following in groups[at:]):
            yield _whole(outlined, group.kind, group.first, groups[-1].last)


def _of_tail(outlined: Outline, groups: list[Group]) -> Iterator[Unit]:
    """Yield the runs of groups that may go: up to the end, or up to an attribution or a `but` that stays."""
    fixed = [_stays(outlined, group) for group in groups]
    for at, group in enumerate(groups):
        if fixed[at] or group.kind == "connective":
            if group.kind == "connective":
                yield _whole(outlined, group.kind, group.first, group.last)
            continue
        stop = next((k for k in range(at, len(groups)) if fixed[k]), len(groups))
        closes = stop == len(groups) or groups[stop].kind == "attribution"
        if closes or (stop == at + 1 and group.kind == "relative" and groups[stop].kind == "but"):
            yield _whole(outlined, group.kind, group.first, groups[stop - 1].last)


def _stays(outlined: Outline, group: Group) -> bool:
    """Tell a construction that is never struck out: a condition, a contrast, a source, part of a list, a verb."""
    if group.kind == "attribution":
        return not _is_plain(outlined, group)
    if group.kind in ("including", "noun", "adverbial"):
        inside = [word for at in range(group.first, group.last + 1) for word in outlined.segments[at].lowers]
        listed = group.kind == "noun" and ("and" in inside or "or" in inside)
        return listed or grammar.has_plain_clause(inside)
    return group.kind not in PENALTIES


def _whole(outlined: Outline, kind: str, first: int, last: int) -> Unit:
    return Unit(kind, outlined.segments[first].start, outlined.segments[last].end, first, last)


def _of_zones(outlined: Outline) -> Iterator[Unit]:
    """Yield brackets and dash pairs with blanks at both sides; an abbreviation that is used again stays."""
    text = outlined.text
    for zone in outlined.zones:
        spaced = text[zone.start - 1 : zone.start].isspace() and not text[zone.end : zone.end + 1].isalnum()
        again = text.count(text[zone.start + 1 : zone.end - 1]) > 1
        if zone.kind == "dash" and not _goes_on(words_of(text[zone.end : zone.end + 60])):
            continue
        if zone.closed and zone.kind != "quote" and spaced and not (zone.kind == "bracket" and again):
            yield Unit(zone.kind, zone.start, zone.end, 0, -1)


def _goes_on(words: Sequence[str]) -> bool:
    """Tell whether the words after a pair of dashes go on with the clause, so that no comma is needed in its place."""
    joins = lexicon.PREPOSITIONS | {
        "and",
        "or",
        "but",
        "who",
        "that",
        "which",
        "as",
        "than",
        "because",
        "when",
        "while",
    }
    return not words or words[0] in joins or grammar.may_resume(words)


def _of_last_clause(outlined: Outline, main: int, resume: int, tail: list[Group]) -> Iterator[Unit]:
    """Yield adverbial clauses that no comma sets off, from their first word to the end of the sentence.

    Only where the words before hold a complete clause, do not end in a verb of saying, and the clause itself holds no
    `that` (`he said after the talks that ...`).
    """
    closing = tail[-1:] if tail and tail[-1].kind == "attribution" and not _is_plain(outlined, tail[-1]) else []
    inner = tail[: len(tail) - len(closing)]
    if resume < 0 or any(_stays(outlined, g) or g.kind in ("coordinate", "attribution") for g in inner):
        return
    segment = outlined.segments[resume]
    words = segment.lowers
    marks = [at for at in range(4, len(words) - 2) if words[at] in _TAIL_MARKS]
    subject = outlined.segments[main].lowers if main != resume else ()
    for at in marks[-1:] if len(marks) < 2 else (marks[0], marks[-1]):
        if _is_tail(words, at) and grammar.has_clause((*subject, *words[:at])):
            last = closing[0].first - 1 if closing else len(outlined.segments) - 1
            yield Unit("tail", segment.words[at].start, outlined.segments[last].end, resume + 1, last)


def _is_tail(words: Sequence[str], at: int) -> bool:
    head, rest = words[:at], words[at:]
    if "that" in rest or head[-1] in _NOT_BEFORE_TAIL or any(word in lexicon.SAYING for word in head[-3:]):
        return False
    if rest[1].endswith("ing") and "to" in rest[2:]:  # `used his speech before leaving to call for peace`
        return False
    if words[at] == "when" and (_MODALS | {"will", "can", "may"}) & set(head):
        return False
    if words[at] == "as" and not (
        rest[1] in _PLACE_AFTER and grammar.has_plain_clause(rest[1:]) and not _NAMING & set(head)
    ):
        return False
    return grammar.surely_finite(head) or not any(word in lexicon.FINITE for word in rest)


def _is_plain(outlined: Outline, group: Group) -> bool:
    """Tell whether an attribution may go: a generic source, and nothing in the sentence that needs one."""
    words = [word for at in range(group.first, group.last + 1) for word in outlined.segments[at].lowers]
    generic = words[0] in _PLAIN_SOURCES or (words[0] == "the" and len(words) > 1 and words[1] in _PLAIN_SOURCES)
    rest = words_of(outlined.text)
    quoted = any(zone.kind == "quote" for zone in outlined.zones)
    return (
        generic and not quoted and len(words) <= 6 and not any(w in lexicon.SENSITIVE or w[0].isdigit() for w in rest)
    )


def _protected(unit: Unit, text: str, names: Sequence[Span]) -> Unit | None:
    """Refuse a unit that holds a negation or a hedge or cuts a name; mark one that holds a figure."""
    inside = text[unit.start : unit.end]
    words = words_of(inside)
    kept = [w for w in words if w in lexicon.NEGATIONS or w in lexicon.HEDGES or w.endswith("n't")]
    if [w for w in kept if w != "may" or not re.search(r"\bMay\b", inside)]:
        return None
    if any(name.start < cut < name.end for name in names for cut in (unit.start, unit.end)):
        return None
    figure = any(word in lexicon.NUMBERS or any(char.isdigit() for char in word) for word in words)
    return Unit(unit.kind, unit.start, unit.end, unit.first, unit.last, resort=figure)
