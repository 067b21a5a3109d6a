"""One story of a daily brief: its title, summary, changes, further facts, figures and place.

Knows nothing about the other stories of the day, nor about the numbers that its sources have in the finished brief.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefer.briefs.acronyms import explain_acronyms
from briefer.briefs.brief import FigureChange, KeyFigure, Line, Location, Reading, StoryItem
from briefer.briefs.full_names import complete_names
from briefer.briefs.head import place_in_words
from briefer.briefs.key_figures import key_figures
from briefer.briefs.material import Material
from briefer.briefs.narrative import Passage, kind_of
from briefer.briefs.story_lines import StoryTeller
from briefer.briefs.story_title import title_of
from briefer.briefs.story_weights import LEAD, is_spoilt
from briefer.briefs.tables import location, main_place, merged_places
from briefer.language.facts import Place
from briefer.language.numerals import numbers_in
from briefer.stories.change import NEW, UNCHANGED, UPDATED, Change, FigureMove
from briefer.stories.figure_label import GRAVE, gravity, label_of
from briefer.stories.rank import publishers
from briefer.stories.story import Ranked
from briefer.summarising import grammar

CHANGES, FIGURES = 4, 4
"""The most new facts and figures of a story."""
MAIN, EARLY, MENTION, MENTIONS = 2.0, 1.0, 0.2, 3
"""What a place weighs in each source: as the answer to where it was, in one of its first sentences, and for each of so
many mentions."""


APART = 3
"""Two numbers of which one is so many times the other count two things."""
CONTINENTS = frozenset("africa america antarctica asia australia europe oceania".split())
"""`Europe's largest port` says not that the port lies in a region of that name."""
RULING = 2
"""A country none of whose places the told lines name has more than one of so many mentions of places."""
SEVERAL = 3
"""A story that so many places of one country are named for is the country's."""
COUNTRY = 0.5
"""What a country weighs beside a place in it: the map wants a point."""


_SPAN = re.compile(
    r"\b(?:since|(?:each|every|a|per|one|previous|same|last|next|that) (?:year|month|decade|season)|yearly|annual\w*"
    r"|previously|so far|by the end of|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Over which time is counted, which no label says."""


PlaceGroup = Sequence[tuple[Material, Place]]
"""What the sources say of one place."""


@dataclass(frozen=True, slots=True)
class Period:
    """The period of a brief."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class StoryMaterial:
    """A story of the period with all that is needed to tell it."""

    ranked: Ranked
    materials: tuple[Material, ...]
    """Its sources of this period, the leading one first, copies left out; `compose_daily` numbers them."""
    change: Change
    told: str
    """ISO day of the last brief that told it; empty for a new story."""
    in_brief: bool
    """Whether it gets its summary only."""


@dataclass(frozen=True)
class ToldStory:
    """A story as it is told."""

    item: StoryItem
    place: Location | None
    materials: tuple[Material, ...]


def told_story(story: StoryMaterial, materials: Sequence[Material], period: Period) -> ToldStory:
    """Tell a story of which there is something new.

    Args:
        story: The story.
        materials: Its sources, numbered.
        period: What lies outside is not counted.
    """
    teller = StoryTeller(materials)
    summary = teller.summary()
    changes = _changes(story.change, teller) if story.change.status == UPDATED else ()
    details = () if story.in_brief else teller.details()
    title = title_of(teller.materials, summary, teller.first)
    place = place_of(teller.materials, " ".join([title, *(line.text for line in summary)]))
    item = replace(
        _frame(story, period, teller.leading.article.source),
        title=title,
        summary=summary,
        details=details,
        changes=changes,
        figure_changes=_figure_changes(story, teller.materials),
        figures=figures_of(teller.materials, (*summary, *changes, *details)),
        place=place_in_words(place) if place else "",
    )
    item = complete_names(explain_acronyms(item, teller.materials), teller.materials)
    return ToldStory(item, place, teller.materials)


def unchanged_story(story: StoryMaterial, period: Period) -> StoryItem:
    """Name a story of which nothing new is reported: its title is all that is told."""
    items = story.ranked.story.items
    title = title_of(story.materials, ()) if story.materials else items[0].title
    return replace(_frame(story, period, items[0].publisher), title=title)


def _frame(story: StoryMaterial, period: Period, leading: str) -> StoryItem:
    """Make the part of an item that comes from who reported it, and when."""
    whole = story.ranked.story
    items = tuple(item for item in whole.items if period.start <= item.published <= period.end) or whole.items
    ids = {item.id for item in items}
    named = publishers(replace(whole, items=items)) or tuple(dict.fromkeys(item.publisher for item in items))
    return StoryItem(
        id=whole.id,
        title="",
        status=NEW if story.change.status == NEW else UPDATED if story.change.status == UPDATED else UNCHANGED,
        summary=(),
        details=(),
        changes=(),
        figure_changes=(),
        figures=(),
        place="",
        publishers=tuple(sorted(named, key=lambda name: name != leading)),
        sources=(),
        articles=len(items),
        copies=sum(copy in ids for copy, _ in whole.copies),
        first=_iso(min(item.published for item in whole.items)),
        latest=_iso(max(item.published for item in items)),
        told=story.told,
        scores=story.ranked.scores,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def _changes(change: Change, teller: StoryTeller) -> tuple[Line, ...]:
    """Tell the new facts, the most important first; for one that the summary tells stands its line there."""
    by_id = {material.article.id: material for material in teller.materials}
    passages = [Passage(by_id[fact.article], fact.sentence) for fact in change.facts if fact.article in by_id]
    lines = (teller.line_for(passage) for passage in passages)
    return tuple(dict.fromkeys(line for line in lines if line))[:CHANGES]


def _figure_changes(story: StoryMaterial, materials: Sequence[Material]) -> tuple[FigureChange, ...]:
    by_id = {material.article.id: material for material in materials}
    moves = [move for move in story.change.figures if move.article in by_id]
    return tuple(_figure_change(move, by_id[move.article], story.told) for move in moves[:FIGURES])


def _figure_change(move: FigureMove, material: Material, since: str) -> FigureChange:
    figure = move.after
    cited = (material.cite(figure.start, figure.end),)
    return FigureChange(move.label, move.before, Reading(figure.number, figure.qualifier, figure.text, cited), since)


def figures_of(materials: Sequence[Material], lines: Sequence[Line]) -> tuple[KeyFigure, ...]:
    """Choose the figures of the lines told whose label says what happened to whom, or what money is for.

    Several under one label count other places or times, which the label leaves out: none of them is shown.
    """
    known = key_figures(materials)
    told = [_comparable(figure, materials) for figure in known if is_told(figure, lines)]
    speaking = {figure.readings[0].number: figure for figure in reversed(told) if _speaks(figure, materials)}
    labels = [figure.label.casefold() for figure in known]
    kept = [one for one in reversed(speaking.values()) if labels.count(one.label.casefold()) == 1]
    return tuple(kept[:FIGURES])


def _speaks(figure: KeyFigure, materials: Sequence[Material]) -> bool:
    """Tell whether the label of a figure says enough to stand without its sentence."""
    cited = figure.readings[0].citations[0]
    material = next(one for one in materials if one.number == cited.source)
    found = next(one for one in material.facts.figures if one.start == cited.start)
    words = figure.label.casefold().split()
    if found.kind == "money":
        return len(words) > 1 and not (grammar.is_past(words[-1]) or grammar.is_irregular_past(words[-1]))
    passage = Passage(material, found.sentence)
    if kind_of(passage) == "background" or _SPAN.search(passage.text) or len(words) < 2:
        return False
    grave = gravity(replace(found, counts="")) < len(GRAVE)
    return bool(found.fate) and label_of(found) != found.counts and (figure.disputed or grave)


def is_told(figure: KeyFigure, lines: Sequence[Line]) -> bool:
    """Tell whether a figure stands in the evidence of one of the lines."""
    cited = [citation for line in lines for citation in line.citations]
    return any(
        one.source == other.source and one.start <= other.start < one.end
        for one in cited
        for reading in figure.readings
        for other in reading.citations
    )


def _comparable(figure: KeyFigure, materials: Sequence[Material]) -> KeyFigure:
    """Keep the readings that can be of one thing: `52 hurt` and `46`, but not `three, seriously`, nor two `states`."""
    if figure.disputed and not _has_fate(figure, materials):
        return replace(figure, readings=figure.readings[:1])
    value = max(numbers_in(figure.readings[0].number), default=0.0)
    kept = [
        reading
        for reading in figure.readings
        if value / APART <= max(numbers_in(reading.number), default=0.0) <= value * APART
    ]
    return replace(figure, readings=tuple(kept) or figure.readings)


def _has_fate(figure: KeyFigure, materials: Sequence[Material]) -> bool:
    """Tell whether it is said what became of what is counted."""
    cited = figure.readings[0].citations[0]
    found = (f for m in materials if m.number == cited.source for f in m.facts.figures if f.start == cited.start)
    return any(one.fate for one in found)


def place_of(materials: Sequence[Material], told: str) -> Location | None:
    """Find where a story is: the place of most weight in the country of most weight.

    Args:
        materials: Its sources.
        told: Its title and summary: a place counts that stands there or in a dateline, or that the sources keep to.
    """
    groups = [group for group in merged_places(materials) if group[0][1].kind != "place" and _is_told_of(group)]
    country = country_of(groups)
    mentions = sum(_mentions(group) for group in groups if group[0][1].country_code)
    inside = [group for group in groups if group[0][1].country_code in (country, "")]
    named = [group for group in inside if _is_early(group) and _is_named(group, told)]
    if named and sum(group[0][1].kind != "country" for group in named) < SEVERAL:
        best = max(named, key=lambda group: _weight(group) * (COUNTRY if group[0][1].kind == "country" else 1.0))
        found = location(best, main=True)
        return replace(found, within="") if found.within.casefold() in CONTINENTS else found
    in_country = [group for group in inside if group[0][1].country_code]
    ruling = sum(map(_mentions, in_country))
    if country and (named or (ruling >= MENTIONS and ruling * RULING > mentions)):
        found = location(max(in_country, key=_mentions), main=True)
        return replace(found, name=found.country, kind="country", within="", latitude=None, longitude=None)
    return None


def _is_named(group: PlaceGroup, told: str) -> bool:
    """Tell whether a text or a dateline names a place in one of its forms."""
    text = " ".join([told, *(material.article.dateline.title() for material, _ in group)])
    forms = {material.article.text[span.start : span.end] for material, place in group for span in place.mentions}
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms | {group[0][1].name})


def _mentions(group: PlaceGroup) -> int:
    return sum(len(place.mentions) for _, place in group)


def country_of(groups: Sequence[PlaceGroup]) -> str:
    """Find the country of most weight, by its code; empty where no place has one."""
    countries: dict[str, float] = {}
    for group in groups:
        code = group[0][1].country_code
        countries[code] = countries.get(code, 0.0) + _weight(group)
    countries.pop("", None)
    return max(countries, key=lambda code: countries[code], default="")


def _is_told_of(group: PlaceGroup) -> bool:
    """Tell whether a source names the place in its own prose."""
    return any(not is_spoilt(material.sentence(at).text) for material, place in group for at in place.sentences)


def _is_early(group: PlaceGroup) -> bool:
    """Tell whether a source names the place at its beginning, or in its summary."""
    return any(at < LEAD or at in material.led for material, place in group for at in place.sentences)


def _weight(group: PlaceGroup) -> float:
    return sum(
        MAIN * (main_place(material) is place)
        + EARLY * any(at < LEAD for at in place.sentences)
        + MENTION * min(MENTIONS, len(place.mentions))
        for material, place in group
    )
