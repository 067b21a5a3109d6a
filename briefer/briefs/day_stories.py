"""The stories of a daily brief as a reader meets them: numbered, and those told in full before those in brief.

Knows nothing about templates or pictures, which use the same numbers: a story's on the map is the one in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.briefs.brief import Brief, Day, KeyFigure, StoryItem
from briefer.language.date_time_group import human_date


@dataclass(frozen=True, slots=True)
class Numbered:
    """A story with its number in the brief."""

    number: int
    """From 1, through all sections."""
    story: StoryItem


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """A section with its stories in the order in which they are shown."""

    title: str
    full: tuple[Numbered, ...]
    brief: tuple[Numbered, ...]
    """Those told in a sentence or two."""

    @property
    def stories(self) -> tuple[Numbered, ...]:
        """All of them."""
        return self.full + self.brief

    @property
    def updated(self) -> tuple[Numbered, ...]:
        """Those of which something is new since an earlier brief."""
        return tuple(item for item in self.stories if item.story.status == "UPDATED")


def numbered(day: Day) -> tuple[NumberedSection, ...]:
    """Number the stories that a day tells; a section without stories is left out."""
    sections: list[NumberedSection] = []
    before = 0
    for section in day.sections:
        ordered = sorted(section.stories, key=in_brief)
        items = tuple(Numbered(number, story) for number, story in enumerate(ordered, before + 1))
        full = tuple(item for item in items if not in_brief(item.story))
        before += len(items)
        if items:
            sections.append(NumberedSection(section.title, full, items[len(full) :]))
    return tuple(sections)


def dated_title(brief: Brief) -> str:
    """Give the title of a brief as it stands among others, in a mailbox or a feed: that of a day with its date."""
    title = brief.head.title
    date = human_date(brief.day.edition) if brief.day else ""
    return f"{title}, {date}" if date and date not in title else title


def in_brief(story: StoryItem) -> bool:
    """Tell whether a story is told in brief: its summary, and at most what moved."""
    return not story.details


def stories_of(day: Day | None) -> tuple[Numbered, ...]:
    """Give all stories that a day tells; none without a day."""
    return tuple(item for section in (numbered(day) if day else ()) for item in section.stories)


def untold(day: Day) -> int:
    """Count the stories of the period that the brief does not tell, not even as unchanged: those ranked last."""
    return max(0, day.counts.stories - len(stories_of(day)) - len(day.unchanged))


def figures_by_story(figures: Sequence[KeyFigure], day: Day | None) -> tuple[KeyFigure, ...]:
    """Give figures with their story behind what they count: in a day, `people killed` alone says too little.

    Without a day they stay as they are.
    """
    stories = stories_of(day)
    return tuple(_of_its_story(figure, stories) for figure in figures)


def _of_its_story(figure: KeyFigure, stories: tuple[Numbered, ...]) -> KeyFigure:
    shown = {(reading.text, *reading.citations) for reading in figure.readings}
    for item in stories:
        if any(shown & {(one.text, *one.citations) for one in other.readings} for other in item.story.figures):
            what, _, place = figure.label.removesuffix(")").rpartition(" (") if figure.label.endswith(")") else (
                figure.label, "", item.story.place
            )  # fmt: skip
            behind = ", ".join(filter(None, (f"story {item.number}", place)))  # where room ends, the place may go
            return replace(figure, label=f"{what} ({behind})")
    return figure
