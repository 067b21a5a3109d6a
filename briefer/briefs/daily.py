"""Composes the daily brief: the day's stories in their sections, what changed, and what their sources add up to.

Knows the order of the parts; how one story is told stands in `story_item`, how sections are made in `sections`. A
story's sources bear out that story only: what another story's sources say confirms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from briefer.briefs.bare import bare_brief
from briefer.briefs.brief import (
    Brief,
    Citation,
    Counts,
    Day,
    FeedLine,
    Gap,
    Head,
    KeyFigure,
    Location,
    Method,
    QuietStory,
    Source,
    StoryItem,
)
from briefer.briefs.compose import citations_of, citations_of_story, corroborated, source_of
from briefer.briefs.grading import grade_sources, independent_publishers
from briefer.briefs.head import BriefOptions, moment_of
from briefer.briefs.material import Material
from briefer.briefs.sections import Placed, SectionRule, in_sections
from briefer.briefs.story_item import Period, StoryMaterial, ToldStory, is_told, told_story, unchanged_story
from briefer.briefs.story_weights import LEAD
from briefer.briefs.support import is_supported, lines_of
from briefer.language.date_time_group import date_time_group, human_date
from briefer.stories.change import NEW, UPDATED

__all__ = ["StoryMaterial", "compose_daily"]

BOTTOM_LINE = 3
"""Stories whose first sentence is the bottom line of the day."""
SIX_DAYS = timedelta(days=6)
FIGURES, OF_ONE = 6, 2
"""Figures of the day, and of one story among them."""
EARLY = 3
"""Sentences at the beginning of an article that speak of the story's own place."""
NAMED = 4
"""Feeds named that could not be read."""
_HAS_DIGIT = re.compile(r"\d")
_T = TypeVar("_T")


def compose_daily(  # noqa: PLR0913 - a day has so many parts
    stories: Sequence[StoryMaterial],
    *,
    quiet: Sequence[QuietStory],
    feeds: Sequence[FeedLine],
    counts: Counts,
    edition: str,
    start: str,
    end: str,
    previous: str,
    sections: Sequence[SectionRule] = (),
    options: BriefOptions,
    signature: str = "",
) -> Brief:
    """Compose the daily brief.

    Args:
        stories: Best first.
        quiet: Stories that earlier briefs told and of which nothing is reported in this period.
        feeds: What each feed gave.
        counts: How many entries became how many stories.
        edition: ISO day of the brief.
        start: Start of the period, ISO 8601.
        end: Its end; also the moment of the brief, where the options give none.
        previous: ISO day of the brief that changes are told against; empty for the first.
        sections: The user's topics, the first match wins; none for the regions of the world.
        options: What the user says of the brief.
        signature: All that can change the output, where no story has a source that says so.
    """
    period = Period(moment_of(start), moment_of(end))
    told = [told_story(story, materials, period) for story, materials in _numbered(stories)]
    unchanged = tuple(unchanged_story(story, period) for story in stories if not has_news(story))
    materials = {material.number: material for story in told for material in story.materials}
    signature = next((material.summary.signature for material in materials.values()), signature)
    items = [story.item for story in told]
    brief = replace(
        bare_brief(_head(edition, period, options), Method(signature.partition(" ")[0], signature, 0, 0)),
        bluf=tuple(item.summary[0] for item in islice(filter(_has_summary, items), BOTTOM_LINE)),
        figures=tuple(islice((figure for story in told for figure in _figures(story)), FIGURES)),
        places=_places(told),
        gaps=_gaps(items, feeds),
        day=Day(
            edition=edition,
            start=_iso(period.start),
            end=_iso(period.end),
            previous=previous,
            sections=in_sections([_placed(story) for story in told], sections),
            unchanged=unchanged,
            quiet=tuple(quiet),
            feeds=tuple(feeds),
            counts=counts,
        ),
    )
    return _with_sources(brief, told, options)


def _numbered(stories: Sequence[StoryMaterial]) -> Iterator[tuple[StoryMaterial, list[Material]]]:
    """Give the stories to tell with their sources numbered through the day, until it is known which are cited."""
    number = 0
    for story in stories:
        usable = [material for material in story.materials if material.summary.sentences]
        if has_news(story) and usable:
            yield story, [replace(_undoubted(one), number=number + at) for at, one in enumerate(usable, 1)]
            number += len(usable)


def has_news(story: StoryMaterial) -> bool:
    """Tell whether a story is new, or a figure of it moved, or an article begins with what is new.

    What is new at the end of an article only is colour: a writer puts the news first.
    """
    if story.change.status != UPDATED:
        return story.change.status == NEW
    by_id = {material.article.id for material in story.materials}
    return bool(story.change.figures) or any(
        fact.sentence < LEAD for fact in story.change.facts if fact.article in by_id
    )


def _undoubted(material: Material) -> Material:
    """Leave out the days of weekdays that may be tomorrow's as well as last week's.

    Articles are changed after their first publication, and in Asia it is tomorrow already when they appear: of eight
    articles with such a weekday in three days of June 2020 five meant the day after (2026-11).
    """
    published = material.published
    if published is None:
        return material
    doubtful = (published - SIX_DAYS).isoformat()
    dates = tuple(one for one in material.facts.dates if one.iso[:10] != doubtful or _HAS_DIGIT.search(one.text))
    return replace(material, facts=replace(material.facts, dates=dates))


def _has_summary(item: StoryItem) -> bool:
    return bool(item.summary)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def _head(edition: str, period: Period, options: BriefOptions) -> Head:
    moment = options.now or period.end
    return Head(
        title=options.title or f"Daily brief, {human_date(edition)}",
        tlp=options.tlp,
        serial=options.serial,
        dtg=date_time_group(moment),
        as_of=_iso(moment),
        cutoff="",
        period=options.period or human_date(f"{_iso(period.start)}/{_iso(period.end)}"),
        next_report=options.next_report,
        prepared_by=options.prepared_by,
        cleared_by=options.cleared_by,
        place="",
        latitude=None,
        longitude=None,
    )


def _figures(story: ToldStory) -> list[KeyFigure]:
    """Choose the figures of a story that can stand among the day's: with what they count, and where."""
    by_number = {material.number: material for material in story.materials}
    found = []
    for figure in story.item.figures:
        cited = figure.readings[0].citations[0]
        where = _where(story, by_number[cited.source], cited.start)
        if where and " " in figure.label and is_told(figure, story.item.summary):
            found.append(replace(figure, label=f"{figure.label} ({where})"))
    return found[:OF_ONE]


def _where(story: ToldStory, material: Material, at: int) -> str:
    """Say where a figure belongs: the story's place, if its sentence names that or stands early; else its country."""
    index = material.index_at(at)
    named = [place for place in material.facts.places if index in place.sentences]
    if story.place and (index < EARLY or any(place.name == story.place.name for place in named)):
        return story.item.place
    return next((place.country for place in named if place.country), "")


def _places(stories: Sequence[ToldStory]) -> tuple[Location, ...]:
    """List the place of each story, those of one place together, in the order of the stories."""
    found: dict[tuple[str, str], Location] = {}
    for story in stories:
        if story.place:
            found.setdefault((story.place.name.casefold(), story.place.country_code), story.place)
    return tuple(found.values())


def _placed(story: ToldStory) -> Placed:
    item = story.item
    text = " ".join([item.title, *(line.text for line in (*item.summary, *item.changes, *item.details))])
    country = (story.place.country, story.place.country_code) if story.place else ("", "")
    return Placed(item, text, *country)


def _gaps(items: Sequence[StoryItem], feeds: Sequence[FeedLine]) -> tuple[Gap, ...]:
    """List what the day lacks: feeds that could not be read, and stories that rest on one publisher."""
    found = []
    failed = [feed.title or feed.address for feed in feeds if feed.error]
    if failed:
        named = ", ".join(failed[:NAMED]) + (f" and {len(failed) - NAMED} more" if len(failed) > NAMED else "")
        found.append(Gap("Feeds", f"{len(failed)} of {len(feeds)} feeds could not be read: {named}."))
    single = sum(len(item.publishers) < 2 for item in items)
    if single:
        rest = "rests" if single == 1 else "rest"
        found.append(Gap("Sourcing", f"{single} of {len(items)} stories {rest} on a single publisher."))
    return tuple(found)


def _with_sources(brief: Brief, stories: Sequence[ToldStory], options: BriefOptions) -> Brief:
    """Number the cited sources in the order in which they are cited first, and add what depends on them."""
    numbers = {old: new for new, old in enumerate(dict.fromkeys(c.source for c in citations_of(brief)), 1)}
    brief = _renumbered(brief, numbers)
    cited = {(citation.source, citation.paragraph) for citation in citations_of(brief)}
    sources = tuple(sorted(_sources(stories, numbers, cited, options), key=lambda source: source.number))
    paragraphs = {(source.number, one.number): one for source in sources for one in source.paragraphs}
    shown = list(lines_of(brief))
    supported = sum(is_supported(line, paragraphs) for line in shown)
    published = sorted((source.published for source in sources if source.published), key=moment_of)
    return replace(
        brief,
        head=replace(brief.head, cutoff=published[-1] if published else ""),
        sources=sources,
        method=replace(brief.method, shown=len(shown), supported=supported),
    )


def _sources(
    stories: Sequence[ToldStory], numbers: Mapping[int, int], cited: set[tuple[int, int]], options: BriefOptions
) -> Iterator[Source]:
    """Make the sources that are cited; each is graded by what the others of its own story say."""
    for story in stories:
        articles = [material.article for material in story.materials]
        grades = grade_sources(articles, _confirmed(story), reliability=options.reliability)
        for material, grade in zip(story.materials, grades, strict=True):
            if number := numbers.get(material.number):
                paragraphs = [one for at, one in material.paragraphs.items() if (number, at) in cited]
                yield source_of(replace(material, number=number), grade, paragraphs)


def _confirmed(story: ToldStory) -> list[bool]:
    """Tell of each source whether an independent publisher says what it leads with, or what is told from it."""
    articles = {material.number: material.article for material in story.materials}
    item = story.item
    together = [
        {citation.source for citation in line.citations} for line in (*item.summary, *item.changes, *item.details)
    ]
    confirmed = [sources for sources in together if independent_publishers([articles[one] for one in sources]) > 1]
    return [
        leads or any(material.number in sources for sources in confirmed)
        for material, leads in zip(story.materials, corroborated(story.materials), strict=True)
    ]


def _renumbered(value: _T, numbers: Mapping[int, int]) -> _T:
    """Copy a value of the brief with new numbers of its sources."""
    if isinstance(value, Citation):
        return replace(value, source=numbers[value.source])
    if isinstance(value, StoryItem):
        value = replace(value, sources=tuple(sorted({numbers[c.source] for c in citations_of_story(value)})))
    if isinstance(value, tuple):
        return type(value)(_renumbered(item, numbers) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: _renumbered(getattr(value, field.name), numbers) for field in fields(value)}
        )
    return value
