"""What a sentence is worth to a story: its salience, times what the other publishers report of it.

So no odd article speaks for the story, nor an argument, a remark that fits any day, or a figure that the others
correct. Knows nothing about what was told already.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefer.briefs.brief import KeyFigure, Reading
from briefer.briefs.key_figures import key_figures
from briefer.briefs.material import Material, speaks
from briefer.briefs.narrative import Passage, kind_of
from briefer.language.facts import Name
from briefer.language.numerals import numbers_in
from briefer.stories.agreement import agrees, content_of
from briefer.stories.voice import argues
from briefer.summarising.segments import unquoted

REACH = 12
"""Sentences of each source that compete: its most valuable ones."""
LEAST, FULL = 0.5, 0.75
"""Cosine to the nearest sentence of another source below which that source says nothing of it, and above which all.
This and `INNER` were set on 60 of the story clusters of three articles, by ROUGE with their summaries (2026-11)."""
LEAD, INNER = 5, 0.3
"""Sentences with which an article says what it is about, and what a sentence counts that stands further in."""
NEWER = 0.05
"""How much more the latest article's sentences are worth than the earliest's: tolls rise, plans become facts."""
OTHER_NUMBERS = 0.5
"""What a report of the same counts, that has none of the sentence's numbers."""
FIRST, EARLY, INSIDE, LATE = 2.0, 1.4, 0.9, 0.5
"""What an article's first sentence is worth to open a story, one of its first `LEAD`, a further one, and one behind its
middle."""
NAMELESS, PARTLY_NAMED = 0.5, 0.75
"""What a sentence keeps of its worth to open a story, where it names nobody and nothing; and of its worth anywhere,
where it has a person by the surname alone and the full name was not told."""
SURNAME = 0.25
"""What a sentence keeps of its worth to open a story, that starts on a surname, or on the sentence before."""
TITLED = 1.5
"""How much more a sentence is worth that has all the words of its article's title: that says what the story is."""
UNTITLED = 0.6
"""What one keeps of its worth to open a story, that has none of them."""
PLAIN = -1.75
"""The logit of a source's voice at which it is believed half. Not measured: on three days of June 2020 most reports
lay below -2 and most opinion above -1.5, but long investigations lay among opinion. This, and what a sentence keeps by
where it stands, its title and its opening, were set by reading the stories of these days (2026-11)."""
FOLLOWS = 2
"""Content words that a second sentence shares with the first or the title; one with fewer is an aside."""
BARE = 0.6
"""What a sentence keeps of its worth that has neither name nor figure: a general remark."""
ARGUED = 0.5
"""What one keeps of it that says what should be, and not who says so."""
OF_KIND = {"outlook": 0.8, "background": 0.5}
"""What one keeps of it that tells what is to come, or what was before."""
LEANING = 0.5
"""What a sentence keeps of its worth that speaks of `the claim` or the like, which another sentence made."""
OUTDATED = 0.4
"""What a sentence keeps of its worth that has a figure which the other publishers contradict."""
LENGTH = range(8, 61)
"""Words of a sentence that can be told: a shorter one says little by itself, a longer one is several run into one."""

_LEANING = re.compile(
    r"\bsuch an? |\bth(?:e|is|at|ese|ose) (?:claims?|allegations?|accusations?|charges?|decision|move|plans?|proposals?"
    r"|statement|remarks?|comments?|requests?|reports?|offer|deal|incident|interview|poll|survey|video|image|chart)\b"
    r"(?! (?:of|that|to|by|in|on|for|from|against|with|which|over|about|at|showing)\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(?:only |just |even )?(?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:\w+ed|was|were|had|have|has|is|are)\b"
    r"|(?:even )?(?:if|though|although|when|while|because|since) (?:they|he|she|it|this|that|these|those)\b"
    r"|(?:in |over )?the (?:next|following|previous|same) |the only one\b|there(?:['’]s| is| are| was| were) also\b"
    r"|(?:an|one|another) example\b|[\w’'.-]+ also\b|[\w’'.-]+ (?:is|was|are) (?:just )?the latest\b"
    r"|[^,]{1,60}, (?:however|in contrast|by contrast|meanwhile|too|also|instead|for example|for instance),",
    re.IGNORECASE,
)
"""Openings that answer the sentence before."""
_SPOILT = re.compile(
    r"MORE\b|^\d{1,2}[:.]\d\d\b"
    r"|\[(?:[a-z]{1,20} [a-z ]{0,50}ing|applause|laughter|laughs|crosstalk|inaudible)\]|sharing options for"
    r"|^(?:[A-Z][\w.’'-]+ ){2,4}is (?:an?|the) [^.]{0,80}\b"
    r"(?:author of|columnist|contributor|writer (?:for|at)|fellow at)"
    r"|, (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2}, \d{4}\W*$"
)
"""The titles of other articles in the middle of a sentence, as one publisher's pages have them before `MORE`; an entry
of a live page, which starts with its time; what is heard in a transcript; what a writer is; and a caption, which ends
with its day."""
_INSET = re.compile(
    r"\b(?P<surname>[A-Z][\w’'-]+)(?P<inset> (?:[\w.()’'-]+ ){1,5}(?P=surname)(?=[A-Z\d‘'“\"]).{0,400}?MORE\b)"
)
"""`Joe Biden` and then `Joe BidenFirst title Second title MORE`: the full name with titles of other articles."""
_ALONE = re.compile(r"^(?P<name>[\w-]+)")
_SAID = re.compile(r", (?P<name>[\w-]+) (?:said|says|added|noted|told)\b[^,]{0,30}$")
_CAPITAL = re.compile(r"[a-z,] [A-Z]")
_NORM = re.compile(r"\b(?:should|must|ought to)\b", re.IGNORECASE)


_LOADED = re.compile(
    r"\b(?:does not appear|appears? (?:content|determined|desperate)|wrong side of history|something terrible"
    r"|to behold|(?:truly|utterly|blatantly|remarkably|sadly|unsurprisingly|predictably|of course) \w+"
    r"|remarkably|radical|failed|disgraceful|shameful|absurd|ridiculous|hypocri\w+|bleak|hysteria|idiots?|mobs?"
    r"|high-stakes|incredible|baseless|outrageous|ever-\w+|far-left|leftists?|liberal media"
    r"|just (?:dug|made|proved|got))\b"
    r"|[“\"]?\bso-called\b",
    re.IGNORECASE,
)
"""Words with which a writer judges, outside what somebody is quoted with."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A sentence with what it is worth to the story."""

    passage: Passage
    worth: float


def weigh(passages: Iterable[Passage], materials: Sequence[Material]) -> list[Weighed]:
    """Weigh sentences: the most valuable first, few of each source, and none that nobody can tell."""
    told: dict[int, list[Passage]] = {}
    for passage in passages:
        if len(_INSET.sub(r"\g<surname>", passage.text).split()) in LENGTH and not is_spoilt(passage.text):
            told.setdefault(passage.material.number, []).append(passage)
    best = [passage for some in told.values() for passage in sorted(some, key=lambda p: -_salience(p))[:REACH]]
    newness = _newness(materials)
    central = {material.number: _centrality(material, materials) for material in materials}
    most = max(central.values(), default=0.0) or 1.0
    old = _outdated(materials)
    weighed = []
    for passage in best:
        number = passage.material.number
        reported = sum(_said_by(passage, materials).values())
        worth = _salience(passage) * (1 + reported) * (1 + NEWER * newness[number]) * central[number] / most
        worth *= _weight(passage) * (OUTDATED if _holds(passage, old) else 1.0) * (1 + TITLED * _titled(passage))
        weighed.append(Weighed(passage, worth))
    return sorted(weighed, key=lambda one: (-one.worth, one.passage.material.number, one.passage.index))


def without_inset(text: str) -> list[tuple[int, int]]:
    """Find what is left of a sentence without the titles of other articles set into it: start and end of each piece."""
    pieces, start = [], 0
    for inset in _INSET.finditer(text):
        pieces.append((start, inset.start("inset")))
        start = inset.end()
    return [*pieces, (start, len(text))]


def is_spoilt(text: str) -> bool:
    """Tell whether a sentence is not the article's prose: mixed with other titles, a live page's entry, a caption."""
    return bool(_SPOILT.search(_INSET.sub(r"\g<surname>", text)))


def _holds(passage: Passage, places: frozenset[tuple[int, int]]) -> bool:
    """Tell whether one of the places, by source and offset, lies in a sentence."""
    sentence, number = passage.material.sentence(passage.index), passage.material.number
    return any(source == number and sentence.start <= at < sentence.end for source, at in places)


def _outdated(materials: Sequence[Material]) -> frozenset[tuple[int, int]]:
    """Where figures stand, by source and offset, that differ from what most publishers give, or a later toll."""
    disputed = (figure for figure in key_figures(materials) if figure.disputed)
    readings = (reading for figure in disputed for reading in outdated(figure, materials))
    return frozenset((citation.source, citation.start) for reading in readings for citation in reading.citations)


def in_order(materials: Sequence[Material]) -> tuple[Material, ...]:
    """Put the article first whose summary most of the others bear out, and which does not argue; the rest stays."""
    if len(materials) < 2:
        return tuple(materials)
    scores = [_centrality(one, materials) for one in materials]
    at = scores.index(max(scores))
    return (materials[at], *materials[:at], *materials[at + 1 :])


def outdated(figure: KeyFigure, materials: Sequence[Material]) -> list[Reading]:
    """Return the readings of a disputed figure that do not stand.

    What most publishers give stands; a higher number stands instead where all of its reports came later.
    """
    by_number = {material.number: material for material in materials}

    def publishers(reading: Reading) -> int:
        return len({by_number[citation.source].article.source for citation in reading.citations})

    def times(reading: Reading) -> list[str]:
        return [by_number[citation.source].article.published for citation in reading.citations]

    def value(reading: Reading) -> float:
        return max(numbers_in(reading.number), default=0.0)

    stands = max(figure.readings, key=publishers)
    for reading in figure.readings:
        if value(reading) > value(stands) and min(times(reading)) > max(times(stands)):
            stands = reading
    return [reading for reading in figure.readings if reading is not stands]


def _centrality(one: Material, materials: Sequence[Material]) -> float:
    led = [Passage(one, index) for index in one.led] or [Passage(one, 0)]
    borne_out = sum(sum(_said_by(passage, materials).values()) for passage in led) / len(led)
    sentences = one.facts.sentences
    arguing = sum(speaks(sentence.text) for sentence in sentences) / max(1, len(sentences))
    return (0.5 + borne_out) * (1 - arguing) * plainness(one)


def plainness(material: Material) -> float:
    """Say how sure it is that a source reports and does not argue, 0 to 1."""
    return 1 / (1 + math.exp(argues(material.article.text) - PLAIN))


def _titled(passage: Passage) -> float:
    """Say how many of the words of its article's title a sentence has, 0 to 1."""
    title = content_of(passage.material.article.title)
    return len(title & content_of(passage.text)) / max(1, len(title))


def _said_by(passage: Passage, materials: Sequence[Material]) -> dict[str, float]:
    """Say of each other publisher how much of a sentence it reports, 0 to 1."""
    found: dict[str, float] = {}
    own = passage.material.article.source
    vectors = passage.material.vectors
    for other in materials:
        name = other.article.source
        if other is passage.material or (name and name == own):
            continue
        if vectors is not None and other.vectors is not None and len(other.vectors):
            near = other.vectors @ vectors[passage.index]
            nearest = max(float(near[:LEAD].max()), LEAST + INNER * (float(near.max()) - LEAST))
            said = min(1.0, max(0.0, (nearest - LEAST) / (FULL - LEAST)))
        else:
            said = float(any(agrees(passage.text, sentence.text) for sentence in other.facts.sentences))
        said *= OTHER_NUMBERS + (1 - OTHER_NUMBERS) * _share_of_numbers(passage.text, other)
        key = name or str(other.number)
        found[key] = max(found.get(key, 0.0), said)
    return found


def _share_of_numbers(text: str, other: Material) -> float:
    """Say how many of a sentence's numbers another source has anywhere, 0 to 1; 1 where it has none."""
    numbers = {word for word in content_of(text) if word.startswith("#")}
    if not numbers:
        return 1.0
    stated = frozenset[str]().union(*(content_of(sentence.text) for sentence in other.facts.sentences))
    return len(numbers & stated) / len(numbers)


def _salience(passage: Passage) -> float:
    return passage.candidate.worth if passage.candidate else 0.0


def _newness(materials: Sequence[Material]) -> dict[int, float]:
    """Say of each article how late it is among the story's, 0 to 1."""
    ordered = sorted({material.article.published for material in materials})
    last = max(1, len(ordered) - 1)
    return {material.number: ordered.index(material.article.published) / last for material in materials}


def opening(passage: Passage) -> float:
    """Say what a sentence keeps of its worth where it opens a story."""
    part = OF_KIND.get(kind_of(passage), 1.0)
    middle = len(passage.material.facts.sentences) // 2
    part *= EARLY if passage.index < LEAD else INSIDE if passage.index <= middle else LATE
    part *= FIRST / EARLY if not passage.index else 1.0
    back = _POINTING.match(passage.text) or _LEANING.match(passage.text) or _by_surname(passage, _ALONE)
    part *= SURNAME if back else PARTLY_NAMED if _by_surname(passage, _SAID) else 1.0
    part *= 1.0 if _titled(passage) else UNTITLED
    return part * (1.0 if _is_specific(passage) else NAMELESS)


def following(passage: Passage, first: Passage) -> float:
    """Say what a sentence keeps of its worth where it follows another as the second and last: 0 for an aside."""
    known = content_of(first.text) | content_of(first.material.article.title)
    facts = passage.material.facts
    stated = passage.index in {
        *(statement.sentence for statement in facts.statements),
        *(figure.sentence for figure in facts.figures),
    }
    argues_on = plainness(passage.material) < ARGUED and not stated
    aside = len(known & content_of(passage.text)) < FOLLOWS or _LEANING.search(passage.text)
    if argues_on or aside or _judges(passage):
        return 0.0
    return opening(passage) * (1.0 if passage.material is first.material else 0.5 + plainness(passage.material) / 2)


def _is_specific(passage: Passage) -> bool:
    """Tell whether a sentence names anybody or anything."""
    return bool(_names(passage) or _CAPITAL.search(passage.text))


def _by_surname(passage: Passage, pattern: re.Pattern[str]) -> bool:
    """Tell whether somebody whom a pattern finds has the surname only there: `Kudlow is ...`, `..., Kudlow said.`."""
    word = pattern.search(passage.text)
    people = [name.text for name in _names(passage) if name.label == "PER"]
    return word is not None and any(
        name.split()[-1] == word["name"] and (" " not in name or name not in passage.text) for name in people
    )


def _names(passage: Passage) -> list[Name]:
    return [name for name in passage.material.facts.names if passage.index in name.sentences]


def named(passage: Passage, told: str) -> float:
    """Say what a sentence keeps of its worth where neither it nor what was told has a person's full name."""
    people = (name.text for name in _names(passage) if name.label == "PER" and " " in name.text)
    return 1.0 if all(name in passage.text or name in told for name in people) else PARTLY_NAMED


def _weight(passage: Passage) -> float:
    """Say what a sentence keeps of its worth for what it says: a general remark and an opinion are no facts."""
    facts = passage.material.facts
    part = LEANING if _LEANING.search(passage.text) or _POINTING.match(passage.text) else 1.0
    if not _is_specific(passage) and not any(figure.sentence == passage.index for figure in facts.figures):
        part *= BARE
    return part * (ARGUED if _judges(passage) else 1.0)


def _judges(passage: Passage) -> bool:
    """Tell whether the writer says what should be, or calls something names, and quotes nobody."""
    text = unquoted(passage.text)
    said = any(statement.sentence == passage.index for statement in passage.material.facts.statements)
    return bool(_LOADED.search(text) or (_NORM.search(text) and not said))
