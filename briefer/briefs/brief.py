"""The brief: one frozen value behind every output. Every format is a rendering of it, and its JSON Schema is published.

Knows nothing about how it is composed or shown. Each line that came from a source carries its citations, and the cited
paragraphs travel with the brief, so that every citation can be followed without the articles:
`paragraph.text[citation.start - paragraph.start : citation.end - paragraph.start]` is the evidence.
Times are ISO 8601; a text from a source may be hostile, and only a renderer knows how to make it inert.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.stories.story import Score

SCHEMA_VERSION = "1"
"""Raised when a field is renamed, removed or changes its meaning."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a line comes from: a span of one paragraph of one source."""

    source: int
    """Number of the source, from 1."""
    paragraph: int
    """Number of the paragraph in the source, from 1."""
    start: int
    """Offset into the source article's text, in code points."""
    end: int

    @property
    def label(self) -> str:
        """The citation as it is printed between brackets: `1 ¶3`."""
        return f"{self.source} ¶{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence shown: the source's own words, perhaps shortened."""

    text: str
    citations: tuple[Citation, ...]
    """Where it stands; several where several sources agree."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first section."""

    title: str
    tlp: str
    """The handling line: `TLP:RED`, `TLP:AMBER+STRICT`, `TLP:AMBER`, `TLP:GREEN` or `TLP:CLEAR`."""
    serial: str
    """Serial number; may be empty, as may every field below but `dtg`, `as_of` and `cutoff`."""
    dtg: str
    """Date-time group of the brief: `211545Z DEC 25`."""
    as_of: str
    """The same moment, ISO 8601 in UTC."""
    cutoff: str
    """Information cut-off: when the latest source was published, ISO 8601, as precise as the source."""
    period: str
    """The period it covers, as given by the user, or from the first to the last publication."""
    next_report: str
    prepared_by: str
    cleared_by: str
    place: str
    """Where the event is: the leading place of the text."""
    latitude: float | None
    """Of `place`, degrees north, where the gazetteer is sure."""
    longitude: float | None
    """Degrees east."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that sources give for a figure."""

    number: str
    """In digits: `70`, `48,000`, `$4.5m`, `40%`."""
    qualifier: str
    """`more than`, `about`; may be empty."""
    text: str
    """As printed in the source: `more than seventy ISIS targets`."""
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that matters, with what it counts."""

    label: str
    """What it counts and what became of them: `ISIS targets hit`, `US soldiers killed`."""
    readings: tuple[Reading, ...]
    """One where the sources agree; more where they differ, side by side."""
    as_of: str
    """ISO date on which the source gave it; empty where unknown."""

    @property
    def disputed(self) -> bool:
        """Whether the sources differ."""
        return len(self.readings) > 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What the text answers to one of the six questions."""

    question: str
    """who, what, when, where, why or how."""
    line: Line


@dataclass(frozen=True, slots=True)
class Developments:
    """What happened, why it matters, and what changed since the last brief."""

    happened: tuple[Line, ...]
    matters: tuple[Line, ...]
    changed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what."""

    speaker: str
    role: str
    """Rank or role; may be empty."""
    line: Line
    told: Line
    """The line without the speaker at its head, to stand behind the name: `said the raid was over.`"""
    direct: bool
    """Whether it quotes."""
    status: str
    """known (on the record, by a named source), unconfirmed (hedged, or by an unnamed source) or disputed (another
    source denies it or says otherwise)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an organisation that acts in the text."""

    name: str
    kind: str
    """person or organisation."""
    role: str
    """Rank or role as a source prints it; may be empty."""
    aliases: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline."""

    date: str
    """ISO 8601 day, month, year, moment or interval."""
    dtg: str
    """Date-time group where the time of day is known, else empty."""
    approximate: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the text."""

    name: str
    kind: str
    """country, region, city or place."""
    within: str
    """The region that the text says it lies in; may be empty."""
    country: str
    """English name; empty where the gazetteer is not sure."""
    country_code: str
    """ISO 3166-1 alpha-2; empty where not sure."""
    latitude: float | None
    """Degrees north; None where there is no point to show."""
    longitude: float | None
    main: bool
    """Whether the event is here; the others are mentioned."""
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the sources do not answer."""

    topic: str
    """Casualties, Time, Place, Identity, Cause, Claim of responsibility, Sourcing ..."""
    question: str
    """`No source says whether anybody was hurt.`"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cited paragraph of a source."""

    number: int
    start: int
    """Offset of its first character in the article's text."""
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source."""

    number: int
    publisher: str
    """Publisher's name or host; empty where unknown, as may be every text below."""
    title: str
    byline: str
    published: str
    """ISO 8601."""
    url: str
    path: str
    reliability: str
    """Admiralty reliability, A to F; F where it cannot be judged."""
    credibility: int
    """Admiralty credibility of the information, 1 to 6; 6 where it cannot be judged."""
    paragraphs: tuple[Paragraph, ...]
    """Those cited, ascending."""

    @property
    def grade(self) -> str:
        """The Admiralty grade: `F3`."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Method:
    """How the brief was made."""

    checkpoint: str
    signature: str
    """All that can change the output."""
    shown: int
    """Sentences from sources that the brief shows."""
    supported: int
    """How many of them have all their words, numbers and names in their evidence."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that an earlier brief gave differently."""

    label: str
    """What it counts, as in `KeyFigure`."""
    before: str
    """The number as the earlier brief gave it."""
    after: Reading
    since: str
    """ISO day of the brief that gave it so."""


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A story in a daily brief."""

    id: str
    """Stays the same from brief to brief."""
    title: str
    status: str
    """NEW, UPDATED or UNCHANGED."""
    summary: tuple[Line, ...]
    """The headline summary, one or two sentences."""
    details: tuple[Line, ...]
    """Further facts, those that most publishers report first; none where the story is told in brief."""
    changes: tuple[Line, ...]
    """What is new since the last brief that told it."""
    figure_changes: tuple[FigureChange, ...]
    figures: tuple[KeyFigure, ...]
    """Those that matter; where sources differ, their values stand side by side."""
    place: str
    """Where it happened, as in `Head.place`; may be empty."""
    publishers: tuple[str, ...]
    """The independent publishers that report it in this period, the leading one first."""
    sources: tuple[int, ...]
    """Numbers of its sources in the brief."""
    articles: int
    """How many articles of the period report it, copies included."""
    copies: int
    """How many of them are copies of another's text."""
    first: str
    """When it was first reported, ISO 8601."""
    latest: str
    """When it was last reported."""
    told: str
    """ISO day of the last brief that told it; empty for a new story."""
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class StorySection:
    """The stories under one heading: a region of the world, or a topic that the user named."""

    title: str
    stories: tuple[StoryItem, ...]


@dataclass(frozen=True, slots=True)
class QuietStory:
    """A story that an earlier brief told and of which nothing was reported in this period."""

    id: str
    title: str
    latest: str
    """When it was last reported, ISO 8601."""
    told: str
    """ISO day of the last brief that told it."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed in the list of sources of a daily brief."""

    title: str
    address: str
    entries: int
    """Entries of the period."""
    used: int
    """How many of them stand in a story of the brief."""
    error: str
    """What was wrong, in one line; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries became how many stories."""

    entries: int
    """Entries of the period in all feeds."""
    articles: int
    """How many of them could be read."""
    copies: int
    """How many of the articles are copies of another's text."""
    left_out: tuple[tuple[str, int], ...]
    """How many were left out, by reason: opinion, sport, live, stale, unreadable."""
    stories: int
    """Stories of the period, told or not."""


@dataclass(frozen=True, slots=True)
class Day:
    """What only a daily brief has."""

    edition: str
    """ISO day of the brief; one brief a day and archive."""
    start: str
    """Start of the period covered, ISO 8601 in UTC."""
    end: str
    previous: str
    """ISO day of the earlier brief that changes are told against; empty for the first."""
    sections: tuple[StorySection, ...]
    """Stories told, new and updated, the most important section first."""
    unchanged: tuple[StoryItem, ...]
    """Reported again with nothing new: one line for all."""
    quiet: tuple[QuietStory, ...]
    feeds: tuple[FeedLine, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Brief:
    """A situation brief on one event, or a daily brief on many. A section with nothing to say is empty."""

    schema: str
    """Version of this schema."""
    head: Head
    bluf: tuple[Line, ...]
    """Bottom line up front: the headline summary, one or two sentences."""
    highlights: tuple[Line, ...]
    figures: tuple[KeyFigure, ...]
    answers: tuple[Answer, ...]
    developments: Developments
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    background: tuple[Line, ...]
    outlook: tuple[Line, ...]
    timeline: tuple[Event, ...]
    """Ascending."""
    places: tuple[Location, ...]
    """The main place first."""
    gaps: tuple[Gap, ...]
    sources: tuple[Source, ...]
    method: Method
    day: Day | None = None
    """The stories of a daily brief; None in a situation brief. A daily brief's `bluf` is the bottom line of the day,
    its `figures`, `places` and `sources` are those of its stories, and what only one event has is empty."""
