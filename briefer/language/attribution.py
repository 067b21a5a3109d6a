"""Verbs of attribution in a sentence, and the words that stand as their sources.

Knows nothing about names, and nothing about what is said. Indices are those of the items of one sentence.

Source: the shapes are those of Pareti's attribution relations (source, cue, content; "PARC 3.0", 2016) and of the
rule-based reader of Krestel, Bergler & Witte, "Minding the Source" (2008), without a parser.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.language import clauses, cues
from briefer.language.subjects import DAYS, Phrase, Row, named_after, phrase_before, subject_before

_INVERTING = cues.SAYING - frozenset("rule post read signal reveal confirm".split())
_BARE_ING = cues.WEAK | frozenset("read feel plan find show seek want consider view expect know".split())
_PLURALS = frozenset("people police men women children many most some others critics officials data".split())
_AFTER_WEAK = clauses.DETERMINERS | clauses.SUBJECT_PRONOUNS | frozenset("that on for how why whether if there".split())
_REDUCED = frozenset("of as by for in at".split())
_SUBJECTS = clauses.SUBJECT_PRONOUNS | {"and", "that", "campaign"}
_NOT_SHARED = (cues.FINDING | cues.WANTING | cues.THINKING) - {"suggest"}
"""After `said ... and` these are part of what is said."""
_BEFORE_PARTICIPLE = clauses.CONJUNCTIONS | clauses.SUBORDINATORS | clauses.PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of attribution, or `according to`."""

    first: int
    """Index of its first auxiliary or adverb, or of the verb itself."""
    verb: int
    last: int
    lemma: str
    form: str
    helpers: frozenset[str] = frozenset()
    """Its auxiliaries: `has`, `would`."""
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its source."""

    cue: Cue
    source: Phrase | None
    shape: str
    """before (`X said`), after (`said X`, `according to X`), shared (`and said`, `, adding`), relative (`who said`) or
    none (`it was reported`)."""

    @property
    def first(self) -> int:
        """Index of the first item of source and cue, where they stand side by side."""
        if self.source and self.shape in ("before", "relative"):
            return min(self.source.first, self.cue.first)
        return self.cue.first

    @property
    def last(self) -> int:
        """Index of the last item of cue and source."""
        return max(self.cue.last, self.source.last) if self.source and self.shape == "after" else self.cue.last


def find_attributions(row: Row) -> list[Attribution]:
    """Find the attributions of a sentence, in its order."""
    found: list[Attribution] = []
    for at, item in enumerate(row.items):
        if item.kind != "word":
            continue
        cue = _cue_at(row, at)
        attribution = _attribute(row, cue, found) if cue else None
        if attribution:
            found.append(attribution)
    return found


def _cue_at(row: Row, at: int) -> Cue | None:
    """Read a word as a cue; None where it is none."""
    word = row.lower(at)
    if word == "according" and row.lower(at + 1) == "to":
        return Cue(at, at, at + 1, "according", "to")
    verb = cues.FORMS.get(word)
    if verb is None or (row.capital(at) and at and verb.form != "ing"):
        return None
    first = at
    while first and _helps(row, first - 1):
        first -= 1
    helpers = [row.lower(n) for n in range(first, at) if row.lower(n) in clauses.AUXILIARIES]
    form = "past" if verb.form == "participle" and first < at else verb.form
    passive = form == "past" and bool(helpers) and helpers[-1] in clauses.BE
    last = at + (row.lower(at + 1) in cues.PARTICLES.get(verb.lemma, ()))
    cue = Cue(first, at, last, verb.lemma, form, frozenset(helpers), passive)
    return cue if _is_plausible(row, cue) else None


def _helps(row: Row, at: int) -> bool:
    """Tell an auxiliary or an adverb from a name like `Will`."""
    word = row.lower(at)
    helps = word in clauses.AUXILIARIES or clauses.is_adverb(word)
    return row.is_word(at) and helps and not (at and row.capital(at) and word in ("will", "may"))


def _is_plausible(row: Row, cue: Cue) -> bool:
    """Tell a verb of attribution from a noun or an adjective of the same form."""
    if cue.form == "participle" or (cue.lemma == "call" and not _calls_names(row, cue)):
        return False
    if cue.lemma in cues.NEEDING_PARTICLE and cue.last == cue.verb:
        return False
    if cue.passive:
        return cue.lemma in cues.PASSIVE
    before = row.lower(cue.first - 1)
    if not cue.helpers and (before in clauses.DETERMINERS - {"that", "this"} or before.endswith("'s")):
        return False
    return _PLAUSIBLE[cue.form](row, cue, before)


def _is_base(row: Row, cue: Cue, before: str) -> bool:
    """Tell `officials say` and `would say` from `to say` and `a say`."""
    if cue.helpers:
        return bool(cue.helpers & (clauses.MODALS | clauses.DO))
    plural = before in _PLURALS or (before.endswith("s") and not before.endswith(("ss", "'s")) and before not in DAYS)
    named = cue.lemma == "say" and row.capital(cue.first - 1)
    if before not in ("they", "we", "i", "you", "who") and not plural and not named:
        return False
    return cue.lemma not in cues.WEAK or _opens_object(row, cue.verb + 1)


def _is_present(row: Row, cue: Cue, before: str) -> bool:
    return before not in clauses.PREPOSITIONS and (cue.lemma not in cues.WEAK or _is_weak_verb(row, cue, before))


def _is_ing(row: Row, cue: Cue, before: str) -> bool:
    """Tell `is saying`, `, adding` and `a letter saying that` from `a saying`."""
    if cue.helpers or cue.lemma in _BARE_ING:
        return bool(cue.helpers)
    spoken = row.lower(cue.verb + 1) == "that" or row.is_quote(cue.verb + 1)
    apart = row.is_mark(cue.first - 1) or row.lower(cue.verb + 1) in ("for", "on", "it", "him", "her", "them")
    return spoken or apart or before in clauses.CONJUNCTIONS


def _is_past(row: Row, cue: Cue, before: str) -> bool:
    """Tell `denied the charge` from `a man accused of theft`."""
    if not cue.helpers and before in clauses.PREPOSITIONS:
        return False
    reduced = row.lower(cue.verb + 1) in _REDUCED and cue.lemma not in cues.SAYING
    return bool(cue.helpers) or not reduced or cue.last > cue.verb


_PLAUSIBLE = {"base": _is_base, "s": _is_present, "ing": _is_ing, "past": _is_past}


def _is_weak_verb(row: Row, cue: Cue, before: str) -> bool:
    """Tell `the report notes that` and `Orhan questions the` from `his remarks` and `serious questions`."""
    if not _opens_object(row, cue.verb + 1) or before.endswith("'s"):
        return False
    named = row.is_word(cue.first - 1) and row.capital(cue.first - 1)
    return (
        named
        or before in _SUBJECTS
        or _reopens(row, cue)
        or row.lower(cue.first - 2) in clauses.DETERMINERS
        or cue.first < cue.verb
    )


def _calls_names(row: Row, cue: Cue) -> bool:
    """Tell `called it a mistake` and `called for` from `called a strike`."""
    after = cue.verb + 1
    naming = row.lower(after) in clauses.DETERMINERS - {"a", "an", "no", "another"} | {"it", "him", "her", "them"}
    return cue.last > cue.verb or naming or row.capital(after) or any(map(row.is_quote, range(after, after + 4)))


def _reopens(row: Row, cue: Cue) -> bool:
    """Tell the verb after an insertion: `the report - published on Monday - shows that`."""
    return row.is_mark(cue.first - 1) and cue.first > 0 and row.lower(cue.verb + 1) == "that"


def _opens_object(row: Row, at: int) -> bool:
    """Tell whether what follows a word opens an object or a clause."""
    return (
        row.is_quote(at)
        or row.lower(at) in _AFTER_WEAK
        or (row.is_word(at) and row.capital(at))
        or row.lower(at) == ":"
    )


def _attribute(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Find the source of a cue; None where there is none that could be."""
    if cue.passive and row.lower(cue.verb + 1) != "by":
        return Attribution(cue, None, "none")
    if cue.passive or cue.lemma == "according" or is_inverted(row, cue):
        source = named_after(row, cue.last + 1 + cue.passive)
        return Attribution(cue, source, "after") if source else None
    before = row.lower(cue.first - 1)
    if cue.form == "ing" and not cue.helpers & clauses.BE:
        return _participle(row, cue, earlier)
    if before in ("and", "but", "or", "then"):
        return None if cue.lemma in _NOT_SHARED and earlier else _shared(row, cue, earlier)
    return _with_subject(row, cue, earlier)


def _with_subject(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Find the source before a finite verb."""
    at = cue.first - 1
    if row.lower(at) in ("who", "which", "that"):
        source, shape = phrase_before(row, at - 2 if row.lower(at - 1) == "," else at - 1), "relative"
    elif row.is_mark(at) or row.is_quote(at):
        return _across_mark(row, cue, earlier)
    else:
        source, shape = phrase_before(row, at), "before"
    return Attribution(cue, source, shape) if source else None


def is_inverted(row: Row, cue: Cue) -> bool:
    """Tell `"...," said X` and `..., said X` from `X, the mayor, said the town ...`."""
    at, after = cue.first - 1, cue.last + 1
    if cue.form not in ("past", "s", "base") or cue.lemma not in _INVERTING or cue.first != cue.verb or at < 0:
        return False
    if not (row.is_mark(at) or row.items[at].kind == "quote") or after >= len(row.items):
        return False
    word = row.lower(after)
    if row.items[after].kind != "word" or word in clauses.RELATIVES | clauses.PREPOSITIONS | DAYS - {"this"}:
        return False
    end = after
    while end < len(row.items) and not row.is_mark(end) and row.lower(end) not in ("who", "that"):
        end += 1
    if any(clauses.is_finite(row.items, n) for n in range(after + 1, end)):
        return False
    quote = row.items[at].kind == "quote" or (at > 0 and row.items[at - 1].kind == "quote")
    return quote or _has_main_clause(row, at)


def _has_main_clause(row: Row, end: int) -> bool:
    """Tell whether a finite verb stands before an index, outside relative clauses."""
    relative = False
    for n in range(end):
        if row.is_mark(n):
            relative = False
        relative = relative or row.lower(n) in ("who", "which", "whose", "where")
        if not relative and clauses.is_finite(row.items, n):
            return True
    return False


def _participle(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Find the source of `, adding`, `a statement saying` or `by saying`."""
    at = cue.first - 1
    if at >= 0 and not row.is_mark(at) and row.items[at].kind == "word" and row.lower(at) not in _BEFORE_PARTICIPLE:
        source = phrase_before(row, at)
        return Attribution(cue, source, "before") if source else None
    return _shared(row, cue, earlier)


def _across_mark(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    source = subject_before(row, cue.first - 1) if cue.first else None
    if source and row.lower(source.last) in ("who", "which"):
        source = None
    return Attribution(cue, source, "before") if source else _shared(row, cue, earlier)


def _shared(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Take the source of the cue before, or the subject of the sentence's first verb."""
    for attribution in reversed(earlier):
        if attribution.source:
            return Attribution(cue, attribution.source, "shared")
    for at in range(1, cue.first):
        if clauses.is_finite(row.items, at):
            source = subject_before(row, at - 1) if row.is_mark(at - 1) else phrase_before(row, at - 1)
            if source and row.lower(source.last) not in ("who", "which", "that"):
                return Attribution(cue, source, "shared")
    return None
