"""Verbs by which news prose says who said, thought or promised something, in all their forms.

This module is a lexicon: it knows nothing about sentences. Forms are lower-case. Which verbs are in it, and what each
takes, was read off news articles and the attribution corpus (2026-11).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of attribution."""

    lemma: str
    form: str
    """base, s, past, participle (where it differs from the past) or ing."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TELLING = _words("tell inform assure remind warn advise notify ask urge promise show")
"""What may name a hearer before what is said: `told reporters that`."""

SAYING = _words(
    """say tell add announce state note explain write claim allege argue insist warn testify acknowledge remark comment
    report confirm reveal disclose admit concede recall reiterate stress emphasise emphasize maintain contend assert
    declare predict conclude estimate joke quip tweet respond continue ask caution complain lament affirm reaffirm
    clarify inform assure remind indicate observe recount boast quote elaborate advise signal rule guess mention
    suggest caution reply counter echo object interject shout chant post read point"""
)
"""What takes a clause, before or after it."""

THINKING = _words("believe think suspect fear expect hope doubt worry anticipate assume agree know feel consider view")

FINDING = _words("find show suggest indicate reveal demonstrate estimate document rate")
"""What a study or a poll does."""

CALLING = _words(
    """describe call accuse condemn criticise criticize denounce blame praise hail welcome slam blast applaud dub label
    cite question urge demand propose recommend request discuss defend dismiss oppose endorse mock
    apologise apologize detail threaten characterize characterise liken ridicule speak hint
    decry deride lambaste rebuke chide commend laud portray tout champion advocate"""
)
"""What takes an object, after it."""

DENYING = _words("deny reject refute dispute rebuff contradict disavow")
PROMISING = _words("pledge promise vow swear commit guarantee undertake")
WANTING = _words("want plan")
"""An attitude that news prose reports as it reports words: what follows is `to`."""

HEDGING = _words(
    "claim allege believe think suspect fear expect hope doubt worry anticipate assume estimate guess feel"
)
"""What leaves open whether it is so."""

PASSIVE = _words("believe report allege say accuse suspect think expect fear estimate consider describe")
"""What may stand without its source: `is believed to`, `was reported that`."""

WEAK = _words(
    """call report claim charge plan state note estimate post quote rule want show doubt view question
    remark tweet comment document demand request object chant echo counter detail fear hope worry warn
    dispute rate guess promise vow reply champion signal"""
)
"""Verbs whose base or -s form is more often a noun or an adjective."""

PARTICLES = {"call": _words("for on"), "point": _words("out to"), "speak": _words("of"), "hint": _words("at")}
"""What makes one cue with a verb: `called for`, `pointed out`."""
NEEDING_PARTICLE = _words("point speak hint")

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "read": ("reads", "read", "read", "reading"),
}
_DOUBLED = {"admit": "admitt", "commit": "committ", "plan": "plann", "quip": "quipp", "dub": "dubb", "slam": "slamm"}


def _forms(lemma: str) -> tuple[str, str, str, str]:
    """Give the -s form, past, participle and -ing form of a verb."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    stem = _DOUBLED.get(lemma, lemma)
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma[:-1]}ied", f"{lemma}ing"
    ending = "es" if lemma.endswith(("s", "ch", "sh")) else "s"
    return lemma + ending, f"{stem}ed", f"{stem}ed", f"{stem}ing"


def _table() -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for lemma in sorted(SAYING | THINKING | FINDING | CALLING | DENYING | PROMISING | WANTING):
        s, past, participle, ing = _forms(lemma)
        forms = {"base": lemma, "s": s, "participle": participle, "past": past, "ing": ing}
        found.update({word: Verb(lemma, form) for form, word in forms.items()})
    found["read"] = Verb("read", "past")
    return found


FORMS = _table()
"""Every form of every verb."""


def certainty(lemma: str) -> str:
    """Give how sure a verb leaves what is said: plain, hedged, denial or promise."""
    if lemma in DENYING:
        return "denial"
    if lemma in PROMISING:
        return "promise"
    return "hedged" if lemma in HEDGING else "plain"
