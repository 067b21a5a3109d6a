"""One run: from the feeds to the day's brief, its files, its place in the archive and its readers.

Knows the order of the steps and nothing about how each is done. The same feeds, archive and moment give the same brief:
what an edition builds on are editions of earlier days only, and how long a step took stands beside the brief.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo

from briefer.briefs.brief import Brief, Counts, FeedLine
from briefer.briefs.daily import compose_daily
from briefer.briefs.head import BriefOptions
from briefer.briefs.material import signature_of
from briefer.briefs.sections import SectionRule
from briefer.reading.entries import entry_id
from briefer.reading.fetch import Fetch
from briefer.running.archive import Archive
from briefer.running.article_store import articles_kept
from briefer.running.choosing import Chosen, Wanted, choose
from briefer.running.editions import (
    Edition,
    articles_of_stories,
    edition_before,
    seen_before,
    stories_of,
    stories_told_before,
)
from briefer.running.intake import STALE, UNREADABLE, Intake, items_of, take_in
from briefer.running.materials import ArchivedMaterials
from briefer.running.period import Period, belongs, count_by_feed, iso_of, period_of
from briefer.running.sources import Entries
from briefer.running.stages import Stage, Stages
from briefer.stories.gather import gather
from briefer.stories.story import Item, Story
from briefer.summarising.encoder import load_encoder
from briefer.summarising.summarise import DEFAULT_MODEL
from briefer.types import Entry, FeedReport

KINDS = ("opinion", "sport", "live")
"""What is left out by default, besides what is stale."""
REASONS = (*KINDS, STALE, UNREADABLE)
TOLD = 7
"""How many editions back a story counts as told; its articles stay together for days, not for weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailySettings:
    """What the user wants of a day."""

    options: BriefOptions = field(default_factory=BriefOptions)
    length: timedelta | None = None
    """How long before its end the period starts; None: where the previous edition ended, or a day."""
    zone: tzinfo = UTC
    """Where the edition's day is looked up."""
    wanted: Wanted = field(default_factory=Wanted)
    leave_out: Sequence[str] = KINDS
    sections: Sequence[SectionRule] = ()
    model: str = DEFAULT_MODEL
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class Daily:
    """What came of a run."""

    period: Period
    brief: Brief | None
    """None where nothing is new."""
    reports: tuple[FeedReport, ...]
    """On every feed."""
    intake: Intake
    chosen: Chosen
    stories: tuple[Story, ...]
    """All that are known, also those not reported today; the best first."""
    seen: tuple[str, ...]
    """Ids of the articles of all entries in reach."""
    stages: tuple[Stage, ...]

    @property
    def edition(self) -> Edition | None:
        """The edition to keep."""
        if self.brief is None:
            return None
        period = self.period
        return Edition(period.day, iso_of(period.start), iso_of(period.end), period.previous, self.brief)


def make_daily(
    archive: Archive,
    source: Entries,
    *,
    now: datetime,
    fetch: Fetch,
    settings: DailySettings | None = None,
    update: bool = True,
    stages: Stages | None = None,
) -> Daily:
    """Make the brief of a day; the archive keeps what was read on the way, and no edition yet.

    Args:
        archive: Holds earlier editions and every article read; the caller keeps other runs away from it.
        source: Gives the entries.
        now: The moment at which the edition closes.
        fetch: Fetches the page of an entry that carries only a teaser.
        settings: What the user wants.
        update: Whether to read the feeds anew.
        stages: Are told how far it is.

    Raises:
        BrieferError: The archive cannot be read or written.
        ConfigError: There is no such device.
        ModelError: There is no such checkpoint, or it is damaged.
    """
    settings, stages = settings or DailySettings(), stages or Stages()
    period = _period(archive, now, settings)
    reports = _reports(source, period, stages, update=update)
    seen, entries = _entries(archive, source, period, stages)
    intake = take_in(archive, entries, period, fetch, settings.leave_out, stages)
    encoder = load_encoder(settings.model, settings.device)
    materials = ArchivedMaterials(archive, encoder, signature_of(encoder.signature))
    today = _items(archive, intake, period, materials, stages)
    stories = _stories(archive, today, period, materials, stages)
    with stages.stage("choosing", len(stories)):
        before = stories_told_before(archive, period.day, TOLD)
        chosen = choose(stories, today.keys(), before, materials, now=period.end, wanted=settings.wanted)
    brief = None
    if chosen.fresh:
        with stages.stage("composing", len(chosen.told)):
            brief = _compose(chosen, _counts(entries, intake, today, chosen), reports, entries, period, settings)
    best = {one.story.id: at for at, one in enumerate(chosen.ranked)}
    read = tuple(one for one in seen if one not in intake.failures)  # what cannot be read today may be tomorrow
    ordered = sorted(stories, key=lambda story: (best.get(story.id, len(best)), story.id))
    return Daily(period, brief, tuple(reports), intake, chosen, tuple(ordered), read, tuple(stages.ended))


def _period(archive: Archive, now: datetime, settings: DailySettings) -> Period:
    day = period_of(now, None, length=None, zone=settings.zone).day
    return period_of(now, edition_before(archive, day), length=settings.length, zone=settings.zone)


def _reports(source: Entries, period: Period, stages: Stages, *, update: bool) -> Sequence[FeedReport]:
    feeds = source.feeds()
    if not update:
        return feeds
    with stages.stage("feeds", len(feeds)):
        return source.update(period.end)


def _entries(archive: Archive, source: Entries, period: Period, stages: Stages) -> tuple[list[str], list[Entry]]:
    """Return the ids of the articles of all entries in reach, and the entries that are this edition's."""
    with stages.stage("entries", 0):
        reach = source.entries(since=period.reach, until=period.end)
        before = seen_before(archive, period.day)
        ids = [entry_id(entry) for entry in reach]
        new = [entry for entry, one in zip(reach, ids, strict=True) if one not in before and belongs(entry, period)]
    return ids, new


def _items(
    archive: Archive, intake: Intake, period: Period, materials: ArchivedMaterials, stages: Stages
) -> dict[str, Item]:
    articles = {one: article for one, article in intake.articles.items() if one not in intake.left_out}
    return items_of(archive, articles, intake.entries, period, materials.encoder, materials.signature, stages)


def _stories(
    archive: Archive, today: dict[str, Item], period: Period, materials: ArchivedMaterials, stages: Stages
) -> list[Story]:
    """Gather the day's items into the stories of the previous edition, those long silent left out, and new ones."""
    articles = articles_kept(archive, articles_of_stories(archive, period.previous))
    known = items_of(archive, articles, {}, period, materials.encoder, materials.signature, stages)
    earlier = stories_of(archive, period.previous, known)
    recent = [story for story in earlier if story.items[-1].published >= period.reach]
    with stages.stage("gathering", len(today)):
        return gather(list(today.values()), recent)


def _compose(
    chosen: Chosen,
    counts: Counts,
    reports: Iterable[FeedReport],
    entries: Sequence[Entry],
    period: Period,
    settings: DailySettings,
) -> Brief:
    used = {item.id for one in chosen.told for item in one.ranked.story.items}
    in_feed = count_by_feed(entries)
    in_brief = count_by_feed([entry for entry in entries if entry_id(entry) in used])
    lines = [
        FeedLine(one.title, one.address, in_feed.get(one.address, 0), in_brief.get(one.address, 0), one.error)
        for one in reports
    ]
    return compose_daily(
        chosen.told,
        quiet=chosen.quiet,
        feeds=sorted(lines, key=lambda line: (line.title.casefold(), line.address)),
        counts=counts,
        edition=period.day,
        start=iso_of(period.start),
        end=iso_of(period.end),
        previous=period.previous,
        sections=settings.sections,
        options=replace(settings.options, now=period.end),
    )


def _counts(entries: Sequence[Entry], intake: Intake, today: dict[str, Item], chosen: Chosen) -> Counts:
    unread = {one: "unreadable" for one in intake.articles if one not in intake.left_out and one not in today}
    reasons = list((intake.left_out | unread).values())
    return Counts(
        entries=len(entries),
        articles=len(intake.articles),
        copies=sum(len(one.story.copies) for one in chosen.ranked),
        left_out=tuple((reason, reasons.count(reason)) for reason in REASONS if reason in reasons),
        stories=len(chosen.ranked),
    )
