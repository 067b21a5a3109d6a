"""What a text says without a neural model: the values that the finders of this room give.

Knows nothing about how they are found. Every value carries the span of `Article.text` that it came from: offsets count
Unicode code points, and a text beside a span is what stands there, character for character.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.types import Sentence, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or time that the text names, resolved against the day of publication."""

    start: int
    end: int
    text: str
    iso: str
    """ISO 8601, as precise as the text: `2025`, `2025-12`, `2025-12-13`, `2025-12-13T14:30`, an interval
    `2025-12-08/2025-12-14`; empty where the text does not tell (`Sunday` with no day of publication)."""
    precision: str
    """time, day, week, month, season, year or span."""
    relative: bool
    """Whether the day of publication was needed: `Sunday`, `last week`, `Dec. 13`."""
    approximate: bool = False
    """Whether the text hedges it: `around noon`, `early December`, `in the coming days`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    start: int
    """Where the whole phrase starts, qualifier included."""
    end: int
    text: str
    """The whole phrase as printed: `more than seventy ISIS targets`."""
    value: float
    """The number; of a range its lower end, of a money amount in units of its currency, of a percentage in per cent."""
    high: float | None
    """The upper end of a range, else None."""
    number: str
    """The number in digits, short, as it is shown: `70`, `48,000`, `$4.5m`, `40%`, `10-12`, `1 in 5`."""
    qualifier: str
    """As printed, in lower case: `more than`, `about`, `at least`, `nearly`; empty where there is none."""
    kind: str
    """count, money, percent, measure (with a unit: km, hectares, metres, degrees), duration, age, ratio or ordinal."""
    counts: str
    """What it counts, as printed: `ISIS targets`, `US soldiers`, `hectares of pine forest`; may be empty."""
    fate: str
    """What the clause says of them, one or two words as printed: `killed`, `hit`, `arrested`; may be empty."""
    sentence: int
    """Index of the sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, an organisation, a place or a people, with all its mentions."""

    label: str
    """PER, ORG, LOC or NORP."""
    text: str
    """The fullest form that the article prints, without rank or role: `Ahmed al-Dalati`."""
    aliases: tuple[str, ...]
    """Other forms printed: `Al-Dalati`, `CENTCOM`."""
    rank: str
    """A title or rank as printed before the name: `Brig. Gen.`, `Dr.`, `President`; may be empty."""
    role: str
    """As printed: `commander of internal security in Rural Damascus`, `US President`; may be empty."""
    role_span: Span | None
    mentions: tuple[Span, ...]
    """Ascending; each covers the name itself, without rank."""
    sentences: tuple[int, ...]
    """Index of the sentence of each mention."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text names, on the map where a gazetteer is sure."""

    name: str
    """As printed: `Daraya`."""
    kind: str
    """country, region, city or place (not resolved)."""
    country: str
    """Country's English name; empty where not sure."""
    country_code: str
    """ISO 3166-1 alpha-2; empty where not sure."""
    latitude: float | None
    """Degrees north; None where the gazetteer is not sure. A country has no point: it is an area."""
    longitude: float | None
    """Degrees east."""
    within: str
    """The region that the text says it lies in, as printed: `Rural Damascus`; may be empty."""
    mentions: tuple[Span, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what."""

    sentence: int
    """Index of the sentence."""
    source: Span | None
    """Who says it, as printed in this sentence; None where the cue has no source (`it was reported that`)."""
    speaker: str
    """The source's full name where the text tells (pronouns and surnames resolved), else as printed; may be empty."""
    role: str
    """The speaker's role or rank; may be empty."""
    cue: Span
    """`said`, `according to`, `announced`."""
    content: tuple[Span, ...]
    """What is said, in one or more pieces: the cue may stand in the middle."""
    direct: bool
    """Whether any of it is a quotation."""
    certainty: str
    """plain, hedged (`alleged`, `reportedly`, `believes`), denial (`denied`, `rejected`) or promise (`pledged`)."""
    named: bool
    """Whether the speaker is named (a person or an organisation), not `officials` or `sources`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the text answers to one of the six questions."""

    question: str
    """who, what, when, where, why or how."""
    start: int
    end: int
    text: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was found in one article."""

    sentences: tuple[Sentence, ...]
    dates: tuple[DateMention, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
