"""Invented briefs to try a template on: one has something everywhere, one next to nothing, one a day without news."""

from __future__ import annotations

from dataclasses import replace

from briefer.briefs.bare import bare_brief
from briefer.briefs.brief import (
    SCHEMA_VERSION,
    Actor,
    Answer,
    Brief,
    Citation,
    Counts,
    Day,
    Developments,
    Event,
    FeedLine,
    FigureChange,
    Gap,
    Head,
    KeyFigure,
    Line,
    Location,
    Method,
    Paragraph,
    QuietStory,
    Reading,
    Source,
    Statement,
    StoryItem,
    StorySection,
)
from briefer.stories.story import Score

TEXTS = (
    "Engineers closed the Vell bridge in Ostrava Falls on 3 May 2025 after finding cracks in two of its nine piers.",
    "The closure cuts the valley's only rail line, mayor Ada Brandt said. The Rail Authority denied that.",
)


def _cite(source: int, text: str) -> tuple[Citation, ...]:
    start = TEXTS[source - 1].index(text)
    return (Citation(source, 1, start, start + len(text)),)


def _line(source: int, text: str) -> Line:
    return Line(text, _cite(source, text))


_CLOSED = _line(1, TEXTS[0])
_CUT = _line(2, "The closure cuts the valley's only rail line")
_DENIED = _line(2, "The Rail Authority denied that.")
_PIERS = (Reading("2", "", "two", _cite(1, "two")), Reading("9", "at most", "nine", _cite(1, "nine")))

_STORY = StoryItem(
    id="vell-bridge",
    title="Vell bridge closed",
    status="UPDATED",
    summary=(_CLOSED,),
    details=(_CUT,),
    changes=(_DENIED,),
    figure_changes=(FigureChange("cracked piers", "1", _PIERS[0], "2025-05-02"),),
    figures=(KeyFigure("cracked piers", _PIERS, "2025-05-03"), KeyFigure("rail lines cut", _PIERS[:1], "")),
    place="Ostrava Falls",
    publishers=("Herald", "Courier"),
    sources=(1, 2),
    articles=3,
    copies=1,
    first="2025-05-02T06:00Z",
    latest="2025-05-03T18:00Z",
    told="2025-05-02",
    scores=(Score("publishers", 0.5, 1.0, "2 independent publishers"),),
)
_NEW = replace(
    _STORY,
    id="rail-line",
    title="Valley's only rail line cut",
    status="NEW",
    changes=(),
    figure_changes=(),
    publishers=("Courier",),
    sources=(2,),
    told="",
)
_BRIEF = replace(_NEW, id="denial", title="Rail Authority denies closure", summary=(_DENIED,), details=(), figures=())

_DAY = Day(
    edition="2025-05-03",
    start="2025-05-02T18:00Z",
    end="2025-05-03T18:00Z",
    previous="2025-05-02",
    sections=(
        StorySection("Europe", (_STORY, replace(_BRIEF, id="pier", title="Ninth pier sound"))),
        StorySection("Railways", (_NEW, _BRIEF)),
        StorySection("World", (replace(_BRIEF, id="engineers", title="Engineers at work"),)),
    ),
    unchanged=(replace(_STORY, id="ferry", title="Ferry replaces trains", status="UNCHANGED", changes=()),),
    quiet=(QuietStory("toll", "Bridge toll raised", "2025-05-01T09:00Z", "2025-05-01"),),
    feeds=(
        FeedLine("Herald", "https://herald.example/feed", 12, 2, ""),
        FeedLine("Courier", "https://courier.example/feed", 0, 0, "the server answered 503"),
    ),
    counts=Counts(entries=12, articles=10, copies=1, left_out=(("opinion", 1), ("sport", 1)), stories=6),
)

FULL = Brief(
    schema=SCHEMA_VERSION,
    head=Head(
        title="Vell bridge closed",
        tlp="TLP:CLEAR",
        serial="001",
        dtg="032359Z MAY 25",
        as_of="2025-05-03T23:59Z",
        cutoff="2025-05-03T18:00Z",
        period="3 May 2025",
        next_report="5 May 2025",
        prepared_by="Valley desk",
        cleared_by="A. Editor",
        place="Ostrava Falls",
        latitude=49.8,
        longitude=18.3,
    ),
    bluf=(_CLOSED,),
    highlights=(_CUT,),
    figures=(KeyFigure("cracked piers", _PIERS, "2025-05-03"), KeyFigure("rail lines cut", _PIERS[:1], "")),
    answers=tuple(
        Answer(question, _line(1, text))
        for question, text in {
            "who": "Engineers",
            "what": "closed the Vell bridge",
            "when": "3 May 2025",
            "where": "Ostrava Falls",
            "why": "after finding cracks",
            "how": "cracks",
        }.items()
    ),
    developments=Developments((_CLOSED,), (_CUT,), (_DENIED,)),
    statements=(
        Statement("Ada Brandt", "mayor", _CUT, _CUT, direct=False, status="known"),
        Statement("engineers", "", _CLOSED, _CLOSED, direct=False, status="unconfirmed"),
        Statement("Rail Authority", "", _DENIED, _DENIED, direct=False, status="disputed"),
    ),
    actors=(
        Actor("Ada Brandt", "person", "mayor", ("Brandt",), _cite(2, "Ada Brandt")),
        Actor("Rail Authority", "organisation", "", ("RA",), _cite(2, "Rail Authority")),
    ),
    background=(_CUT,),
    outlook=(_CUT,),
    timeline=(
        Event("2025-05", "", approximate=True, line=_CUT),
        Event("2025-05-03T18:00Z", "031800Z MAY 25", approximate=False, line=_CLOSED),
    ),
    places=(
        Location("Ostrava Falls", "city", "the valley", "Czechia", "CZ", 49.8, 18.3, True, _cite(1, "Ostrava Falls")),
        Location("the valley", "place", "", "", "", None, None, False, _cite(2, "the valley")),
    ),
    gaps=(Gap("Duration", "No source says how long the bridge stays closed."),),
    sources=tuple(
        Source(
            number=number,
            publisher=publisher,
            title="Bridge closed",
            byline="Jo Vane",
            published="2025-05-03T18:00Z",
            url=f"https://{publisher.lower()}.example/bridge",
            path="bridge.txt",
            reliability="F",
            credibility=3,
            paragraphs=(Paragraph(1, 0, TEXTS[number - 1]),),
        )
        for number, publisher in ((1, "Herald"), (2, "Courier"))
    ),
    method=Method("briefer-encoder", "briefer-encoder@0123456789ab sentences=2 words=45", shown=6, supported=6),
    day=_DAY,
)
"""Every field of every part has a value, and every status, kind and question occurs."""

_HEAD = Head(
    "Vell bridge closed", "TLP:CLEAR", "", "032359Z MAY 25", "2025-05-03T23:59Z", "", "", "", "", "", "", None, None
)
BARE = replace(
    bare_brief(_HEAD, Method("briefer-encoder", "briefer-encoder@0123456789ab", shown=0, supported=0)),
    sources=tuple(
        replace(source, publisher="", title="", byline="", published="", url="", path="") for source in FULL.sources[:1]
    ),
)
"""Only what every brief has."""

QUIET_DAY = replace(
    BARE,
    day=Day("2025-05-03", "2025-05-02T18:00Z", "2025-05-03T18:00Z", "", (), (), (), (), Counts(0, 0, 0, (), 0)),
)
"""A daily brief of a day of which no feed tells anything."""
