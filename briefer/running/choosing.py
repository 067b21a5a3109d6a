"""Which stories a day tells, what changed in each, and which have gone quiet.

Knows nothing about feeds and files. A story was told before where an earlier edition told it, or told any of its
articles: so one that was split or joined since is never told twice as new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from briefer.briefs.brief import QuietStory
from briefer.briefs.daily import StoryMaterial
from briefer.running.editions import ToldStory
from briefer.stories.change import NEW, UPDATED, Account, Change, change_of
from briefer.stories.rank import publishers, rank
from briefer.stories.story import Item, Ranked, Story

if TYPE_CHECKING:
    from briefer.briefs.material import Material

IN_FULL, IN_BRIEF, EARLIER = 8, 3, 12
"""Most articles that a story is told from, in full and in brief, and most earlier ones that it is compared with."""
RECALL = 3
"""How many editions a story is listed as quiet for; a guess, by what an editor would still ask about."""


class Materials(Protocol):
    """Gives the materials of articles by their ids, with the meaning of each sentence where they are compared."""

    def __call__(self, ids: Iterable[str], *, compared: bool) -> Mapping[str, Material]:
        """Return the materials of articles, by id; without those that have no sentence for a summary."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much a day tells."""

    in_full: int = 8
    in_brief: int = 12
    publishers: int = 1
    """How many independent ones a story needs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a day tells."""

    told: tuple[StoryMaterial, ...]
    """In full, then in brief, then those told before of which nothing is new."""
    quiet: tuple[QuietStory, ...]
    ranked: tuple[Ranked, ...]
    """All stories of the period, the best first."""
    statuses: Mapping[str, str]
    """Of each of these stories, by its id."""

    @property
    def fresh(self) -> bool:
        """Whether anything is new."""
        return any(one.change.status in (NEW, UPDATED) for one in self.told)


def choose(
    stories: Sequence[Story],
    period: Collection[str],
    before: Sequence[ToldStory],
    materials: Materials,
    *,
    now: datetime,
    wanted: Wanted,
) -> Chosen:
    """Choose the stories of a day.

    Args:
        stories: All that are known, with their earlier articles.
        period: Ids of the articles of this period.
        before: What earlier editions told, the latest first.
        materials: Reads articles.
        now: The moment of the edition.
        wanted: How much it tells.
    """
    today = {story.id: story for story in stories if any(item.id in period for item in story.items)}
    told = {one: found for one, story in today.items() if (found := _told(story, before))}
    changes = {one: _change(today[one], period, materials) for one in told}
    statuses = {one: changes[one].status if one in changes else NEW for one in today}
    parts = [_part(story, period) for story in today.values()]
    ranked = rank(parts, now=now, changes=statuses)
    enough = [one for one in ranked if len(publishers(one.story)) >= wanted.publishers]
    moving = [one for one in enough if statuses[one.story.id] in (NEW, UPDATED)]

    def tell(one: Ranked, *, in_brief: bool) -> StoryMaterial:
        story = one.story.id
        articles = _leading_first(one.story)[: IN_BRIEF if in_brief else IN_FULL]
        read = materials(articles, compared=len(articles) > 1 or story in told)
        return StoryMaterial(
            ranked=replace(one, story=today[story]),
            materials=tuple(read[article] for article in articles if article in read),
            change=changes.get(story, Change(NEW)),
            told=told[story].day if story in told else "",
            in_brief=in_brief,
        )

    chosen: list[StoryMaterial] = []
    for one in moving:
        if len(chosen) == wanted.in_full + wanted.in_brief:
            break
        story = tell(one, in_brief=len(chosen) >= wanted.in_full)
        chosen += [story] if story.materials else []  # of some articles no sentence can be shown
    chosen += [tell(one, in_brief=True) for one in enough if statuses[one.story.id] not in (NEW, UPDATED)]
    return Chosen(tuple(chosen), _quiet(before, today.values()), tuple(ranked), statuses)


def _told(story: Story, before: Sequence[ToldStory]) -> ToldStory | None:
    """Find the last time that a story was told."""
    articles = {item.id for item in story.items}
    return next((one for one in before if one.story.id == story.id or articles & one.articles), None)


def _change(story: Story, period: Collection[str], materials: Materials) -> Change:
    """Tell what is new in a story that was told before."""
    copies = dict(story.copies)
    earlier = [item.id for item in story.items if item.id not in period and item.id not in copies][-EARLIER:]
    later = _leading_first(_part(story, period))[:IN_FULL]
    read = materials([*earlier, *later], compared=True)
    return change_of(_accounts(earlier, read), _accounts(later, read))


def _accounts(articles: Sequence[str], read: Mapping[str, Material]) -> list[Account]:
    found = []
    for one in (read[article] for article in articles if article in read):
        salience = tuple(signal.salience for signal in one.signals)
        if one.vectors is not None:
            found.append(Account(one.article, one.facts, salience, one.vectors))
    return found


def _part(story: Story, period: Collection[str]) -> Story:
    """Return what of a story was reported in the period."""
    items = tuple(item for item in story.items if item.id in period)
    return replace(story, items=items, copies=tuple(pair for pair in story.copies if pair[0] in period))


def _leading_first(story: Story) -> list[str]:
    """Order a story's articles, copies left out: one of each publisher, then the rest; the most typical first."""
    import numpy as np

    copies = dict(story.copies)
    own = [item for item in story.items if item.id not in copies] or list(story.items)
    middle = np.mean([item.vector for item in own], axis=0)

    def typical(item: Item) -> tuple[float, str]:
        return -round(float(item.vector @ middle), 5), item.id

    ordered = sorted(own, key=typical)
    leaders = {item.publisher: item for item in reversed(ordered)}
    return [item.id for item in sorted(ordered, key=lambda item: leaders[item.publisher] is not item)]


def _quiet(before: Sequence[ToldStory], today: Iterable[Story]) -> tuple[QuietStory, ...]:
    """List the stories that the last editions told and nobody reports today; what one publisher told is let go."""
    days = sorted({one.day for one in before}, reverse=True)[:RECALL]
    gone = {story.id for story in today}
    known = {item.id for story in today for item in story.items}
    quiet = []
    for one in before:
        if one.day in days and one.story.id not in gone and not one.articles & known:
            gone.add(one.story.id)
            known |= one.articles
            if len(one.story.publishers) > 1:
                quiet.append(QuietStory(one.story.id, one.story.title, one.story.latest, one.day))
    return tuple(quiet)
