"""Verbs of attribution in a sentence, and the words that stand as their sources.

Knows nothing about names, and nothing about what is said. Indices are those of the items of one sentence.

Source: the shapes are those of Pareti's attribution relations (source, cue, content; "PARC 3.0", 2016) and of the
rule-based reader of Krestel, Bergler & Witte, "Minding the Source" (2008), without a parser.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.language import clauses, cues
from briefer.language.noun_phrases import DAYS, Phrase, Row, named_after, phrase_after, phrase_before, subject_before

_INVERTING = cues.SAYING - frozenset("rule post read signal reveal confirm".split())
_BARE_ING = cues.WEAK | frozenset("read feel plan find show seek want consider view expect know".split())
_PLURALS = frozenset("people police men women children many most some others critics officials data".split())
_AFTER_WEAK = clauses.DETERMINERS | clauses.SUBJECT_PRONOUNS | frozenset("that on for how why whether if there".split())
_REDUCED = frozenset("of as by for in at".split())
_SKIPPED = frozenset("to not n't".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of attribution, or `according to`."""

    first: int
    """Index of its first auxiliary or adverb, or of the verb itself."""
    verb: int
    last: int
    lemma: str
    form: str
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
    word = row.lower(at)
    if word == "according" and row.lower(at + 1) == "to":
        return Cue(at, at, at + 1, "according", "to")
    verb = cues.FORMS.get(word)
    if verb is None or (row.capital(at) and at and verb.form != "ing"):
        return None
    first = at
    while first and row.items[first - 1].kind == "word" and _helps(row, first - 1):
        first -= 1
    form = "past" if verb.form == "participle" and first < at else verb.form
    helpers = [row.lower(n) for n in range(first, at)]
    passive = (
        form == "past"
        and bool([h for h in helpers if h in clauses.AUXILIARIES][-1:])
        and [h for h in helpers if h in clauses.AUXILIARIES][-1] in clauses.BE
    )
    cue = Cue(
        first, at, at + (row.lower(at) in _CALLS and row.lower(at + 1) in ("for", "on")), verb.lemma, form, passive
    )
    return cue if _is_plausible(row, cue, helpers) else None


_CALLS = frozenset("call calls called calling".split())


def _helps(row: Row, at: int) -> bool:
    word = row.lower(at)
    return (word in clauses.AUXILIARIES or clauses.is_adverb(word) or word in _SKIPPED - {"to"}) and not (
        at and row.capital(at) and word in ("will", "may")
    )


def _is_plausible(row: Row, cue: Cue, helpers: list[str]) -> bool:
    """Tell a finite verb or a participle of attribution from a noun or an adjective of the same form."""
    if cue.form == "participle" or (cue.lemma == "call" and not _calls_names(row, cue)):
        return False
    before, after = row.lower(cue.first - 1), row.lower(cue.verb + 1)
    helped = bool(set(helpers) & clauses.AUXILIARIES)
    if cue.passive:
        return cue.lemma in cues.PASSIVE and cue.lemma != "tell"
    if not helped and (before in clauses.DETERMINERS - {"that", "this"} or before.endswith("'s")):
        return False
    if cue.form == "base":
        return _is_plain_base(row, cue, helpers, before, after)
    if cue.form == "s":
        return before not in clauses.PREPOSITIONS and (cue.lemma not in cues.WEAK or _is_weak_verb(row, cue, before))
    if cue.form == "ing":
        spoken = row.lower(cue.verb + 1) == "that" or row.is_quote(cue.verb + 1)
        apart = row.is_mark(cue.first - 1) or row.lower(cue.verb + 1) in ("for", "on", "it", "him", "her", "them")
        return helped or (cue.lemma not in _BARE_ING and (spoken or apart or before in clauses.CONJUNCTIONS))
    if not helped and (before in clauses.PREPOSITIONS or before == "to"):
        return False
    return helped or cue.lemma in cues.SAYING or after not in _REDUCED or cue.last > cue.verb


def _is_plain_base(row: Row, cue: Cue, helpers: list[str], before: str, after: str) -> bool:
    if set(helpers) & (clauses.MODALS | clauses.DO):
        return True
    if helpers and set(helpers) & clauses.AUXILIARIES:
        return False
    plural = before in _PLURALS or (before.endswith("s") and not before.endswith(("ss", "'s")) and before not in DAYS)
    named = cue.lemma == "say" and row.is_word(cue.first - 1) and row.capital(cue.first - 1)
    if before not in ("they", "we", "i", "you", "who") and not plural and not named:
        return False
    return cue.lemma not in cues.WEAK or _opens_object(row, cue.verb + 1)


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


_SUBJECTS = clauses.SUBJECT_PRONOUNS | {"and", "that", "campaign"}


def _opens_object(row: Row, at: int) -> bool:
    """Tell whether what follows a word opens an object or a clause."""
    return (
        row.is_quote(at)
        or row.lower(at) in _AFTER_WEAK
        or (row.is_word(at) and row.capital(at))
        or row.lower(at) == ":"
    )


def _attribute(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Find the source of a cue."""
    if cue.lemma == "according":
        source = named_after(row, cue.last + 1)
        return Attribution(cue, source, "after") if source else None
    if cue.passive:
        return _passive(row, cue)
    at = cue.first - 1
    before = row.lower(at)
    if is_inverted(row, cue):
        return Attribution(cue, named_after(row, cue.last + 1), "after")
    if cue.form == "ing" and not any(row.lower(n) in clauses.BE for n in range(cue.first, cue.verb)):
        return _participle(row, cue, earlier)
    if before in ("and", "but", "or", "then") and at:
        return None if cue.lemma in _NOT_SHARED and earlier else _shared(row, cue, earlier)
    if before in ("who", "which", "that"):
        antecedent = phrase_before(row, at - 2 if row.lower(at - 1) == "," else at - 1)
        return Attribution(cue, antecedent, "relative") if antecedent else None
    if at < 0 or row.is_mark(at) or row.items[at].kind == "quote":
        return _across_mark(row, cue, earlier)
    source = phrase_before(row, at)
    return Attribution(cue, source, "before") if source else None


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


def _passive(row: Row, cue: Cue) -> Attribution | None:
    if row.lower(cue.verb + 1) == "by":
        source = phrase_after(row, cue.verb + 2)
        return Attribution(cue, source, "after") if source else None
    return Attribution(cue, None, "none")


def _participle(row: Row, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    """Find the source of `, adding`, `a statement saying` or `by saying`."""
    at = cue.first - 1
    if at >= 0 and not row.is_mark(at) and row.items[at].kind == "word" and row.lower(at) not in _BEFORE_PARTICIPLE:
        source = phrase_before(row, at)
        return Attribution(cue, source, "before") if source else None
    return _shared(row, cue, earlier)


_NOT_SHARED = (cues.FINDING | cues.WANTING | cues.THINKING) - {"suggest"}
"""After `said ... and` these are part of what is said."""
_BEFORE_PARTICIPLE = clauses.CONJUNCTIONS | clauses.SUBORDINATORS | clauses.PREPOSITIONS


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
