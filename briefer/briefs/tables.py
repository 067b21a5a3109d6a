"""Tables of a brief: people and organisations, places, and the six questions.

Knows nothing about the told part, nor about how facts are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.briefs.brief import Actor, Answer, Citation, Line, Location
from briefer.briefs.lines import dated
from briefer.briefs.material import Material
from briefer.language.date_time_group import human_date
from briefer.language.facts import Name, Place
from briefer.types import Span

ACTORS, CITED = 8, 3
"""The most actors, and the most citations of an actor or a place."""
QUESTIONS = ("who", "what", "when", "where", "why", "how")


def actors(materials: Sequence[Material]) -> tuple[Actor, ...]:
    """List the people and organisations that the sources name most, those with a role first among equals."""
    named = [
        (material, name)
        for material in materials
        for name in material.facts.names
        if name.label in {"PER", "ORG"} and any(at in material.prose for at in name.sentences)
    ]
    merged: dict[str, list[tuple[Material, Name]]] = {}
    for pair in sorted(
        named, key=lambda pair: -len(pair[1].text.split())
    ):  # full names first, so that short ones find them
        key = next((key for key, group in merged.items() if _is_one(pair[1], group[0][1])), pair[1].text.casefold())
        merged.setdefault(key, []).append(pair)
    ranked = sorted(merged.values(), key=_weight, reverse=True)  # equal ones stay in the order of their first mention
    return tuple(_actor(group) for group in ranked[:ACTORS])


def _is_one(short: Name, full: Name) -> bool:
    """Tell whether two sources name one: by the same form, or a person by the surname or without the middle name."""
    forms = {text.casefold() for text in (full.text, *full.aliases)}
    if short.label != full.label or short.text.casefold() in forms:
        return short.label == full.label
    mine, theirs = short.text.casefold().split(), full.text.casefold().split()
    return short.label == "PER" and mine[-1] == theirs[-1] and (len(mine) == 1 or mine[0] == theirs[0])


def _weight(group: Sequence[tuple[Material, Name]]) -> float:
    return sum(len(name.mentions) + 1.5 * bool(name.role or name.rank) for _, name in group)


def _actor(group: Sequence[tuple[Material, Name]]) -> Actor:
    names = [name for _, name in group]
    role = next((role for material, name in group if (role := material.role(name))), "")
    kind = "person" if names[0].label == "PER" else "organisation"
    aliases = tuple(dict.fromkeys(alias for name in names for alias in name.aliases if alias != names[0].text))
    cited = [material.cite(span.start, span.end) for material, name in group for span in name.mentions]
    return Actor(names[0].text, kind, role, aliases, _first_of_each(cited))


def _first_of_each(cited: Sequence[Citation]) -> tuple[Citation, ...]:
    """Keep the first citation of each paragraph, and few of these."""
    first = {(citation.source, citation.paragraph): citation for citation in reversed(cited)}
    return tuple(sorted(first.values(), key=lambda citation: (citation.source, citation.start)))[:CITED]


def places(materials: Sequence[Material]) -> tuple[Location, ...]:
    """List the places: where the event is by the leading source, then those on the map, then the others."""
    groups = merged_places(materials)
    main = main_place(materials[0])
    groups.sort(key=lambda group: (not any(place is main for _, place in group), group[0][1].latitude is None))
    return tuple(location(group, main=any(place is main for _, place in group)) for group in groups)


def merged_places(materials: Sequence[Material]) -> list[list[tuple[Material, Place]]]:
    """Put together what the sources' prose says of one place, in the order of its first mention."""
    merged: dict[tuple[str, str], list[tuple[Material, Place]]] = {}
    for material in materials:
        for place in material.facts.places:
            if any(at in material.prose for at in place.sentences):
                name = place.kind if place.kind == "country" else place.name.casefold()
                merged.setdefault((name, place.country_code), []).append((material, place))
    return list(merged.values())


def main_place(material: Material) -> Place | None:
    """Find where the event is: the most precise place of the `where` answer, else of the sentences of the summary."""
    where = next((answer for answer in material.facts.answers if answer.question == "where"), None)
    inside: list[Place] = []
    if where:
        inside = _within(material, where.start, where.end)
    for sentence in material.summary.sentences:
        inside = inside or _within(material, sentence.evidence[0].start, sentence.evidence[-1].end)
    order = ("city", "place", "region", "country")
    return min(inside, key=lambda place: order.index(place.kind) if place.kind in order else 9, default=None)


def _within(material: Material, start: int, end: int) -> list[Place]:
    return [p for p in material.facts.places if any(start <= span.start and span.end <= end for span in p.mentions)]


def location(group: Sequence[tuple[Material, Place]], *, main: bool) -> Location:
    """Make the line of a place of what the sources say of it."""
    place = group[0][1]
    within = next((other.within for _, other in group if other.within), "")
    cited = [material.cite(span.start, span.end) for material, other in group for span in other.mentions]
    name = place.country if place.kind == "country" and place.country else place.name
    return Location(
        name, place.kind, within, place.country, place.country_code, place.latitude, place.longitude, main,
        _first_of_each(cited),
    )  # fmt: skip


def answers(material: Material) -> tuple[Answer, ...]:
    """Show what the leading source answers to the six questions; to `when` the day is added."""
    found = {answer.question: answer for answer in material.facts.answers}
    shown = []
    for question in QUESTIONS:
        if question in found:
            answer = found[question]
            line = Line(_answer_text(material, answer.start, answer.end, question),
                        (material.cite(answer.start, answer.end),))  # fmt: skip
            shown.append(Answer(question, line))
    return tuple(shown)


def _answer_text(material: Material, start: int, end: int, question: str) -> str:
    text = " ".join(material.article.text[start:end].split())
    text = re.sub(r"[\s,;:–—-]+$", "", text)
    text = text[:1].upper() + text[1:]
    if question != "when":
        return dated(text, (Span(start, end),), material)
    inside = [m for m in material.facts.dates if start <= m.start < end and m.iso and m.relative]
    return f"{text} ({human_date(inside[0].iso)})" if inside else text
