"""The tables of a brief: statements, actors, timeline, places and the six questions.

Knows nothing about the told part, nor about how facts are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from briefer.briefs.brief import Actor, Answer, Citation, Event, Line, Location, Statement
from briefer.briefs.lines import dated, line_of, span_line, version_of
from briefer.briefs.material import Material
from briefer.briefs.narrative import Passage, kind_of
from briefer.language.date_time_group import date_time_group, human_date
from briefer.language.facts import DateMention, Name, Place
from briefer.language.facts import Statement as Said
from briefer.summarising.compress import verbatim
from briefer.summarising.segments import outline
from briefer.types import Span

STATEMENTS, ACTORS, EVENTS, CITED = 8, 8, 12, 3
"""The most rows of each table, and the most citations of an actor or a place."""
_ANONYMOUS = re.compile(
    r"^(?:an?|some|one|several|many|others?) (?!spokes)|\b(?:officials|sources?|authorities|people|residents"
    r"|witness(?:es)?|critics|analysts|experts|observers|reports|locals|activists|diplomats|insiders|media)\b",
    re.IGNORECASE,
)
"""Speakers that nobody could ring up."""
_PRONOUN = re.compile(r"(?:I|you|we|it|this|that|they|he|she|who|which|there)$|(?:my|our|your) ", re.IGNORECASE)
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.?$")
_OPENING = re.compile(r"(?:Following|After|Since) (?=(?:the|a|an|its|their|his|her) )")
_RELATIVE = re.compile(r"(?:in |during |of |to |for )?(?:which|who|whom|whose|where|when)\b", re.IGNORECASE)
QUESTIONS = ("who", "what", "when", "where", "why", "how")
EVENT_WORDS = 28
"""Words of a timeline's line, where its sentence can be shortened to that."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """All that one speaker says in one sentence."""

    material: Material
    parts: tuple[Said, ...]

    @property
    def sentence(self) -> int:
        return self.parts[0].sentence

    def place(self) -> tuple[int, int]:
        return self.material.number, self.parts[0].cue.start

    @property
    def direct(self) -> bool:
        return any(part.direct for part in self.parts)

    @property
    def denies(self) -> bool:
        return self.is_("denial")

    def is_(self, certainty: str) -> bool:
        return any(part.certainty == certainty for part in self.parts)


def statements(materials: Sequence[Material], is_new: Callable[[Passage], bool]) -> tuple[Statement, ...]:
    """Choose the statements to show: one of each speaker, and more of one who is quoted, doubts or denies.

    What is reported plainly, or announces the future, has other sections to stand in.

    Args:
        materials: All sources.
        is_new: Tells whether a sentence says what the brief does not have yet.
    """
    speakers: dict[str, list[_Voice]] = {}
    for material in materials:
        for voice in _voices(material):
            if voice.denies or is_new(Passage(material, voice.sentence)):
                speakers.setdefault(voice.parts[0].speaker.casefold(), []).append(voice)
    chosen: list[tuple[int, _Voice]] = []
    for voices in speakers.values():
        first = next((voice for voice in voices if voice.direct), voices[0])
        more = [v for v in voices if v is not first and (v.direct or v.denies or v.is_("hedged"))]
        chosen += enumerate((first, *more))
    kept = [voice for _, voice in sorted(chosen, key=lambda pair: pair[0])[:STATEMENTS]]
    return tuple(_statement(voice) for voice in sorted(kept, key=_Voice.place))


def _voices(material: Material) -> list[_Voice]:
    """Group the statements by sentence and speaker, those aside that announce what is to come."""
    groups: dict[tuple[int, str], list[Said]] = {}
    for said in material.facts.statements:
        if _is_telling(said, material):
            groups.setdefault((said.sentence, said.speaker.casefold()), []).append(said)
    voices = (_Voice(material, tuple(parts)) for parts in groups.values())
    return [v for v in voices if v.direct or kind_of(Passage(material, v.sentence)) != "outlook"]


def _is_telling(said: Said, material: Material) -> bool:
    """Tell whether a statement has a speaker and enough content to be worth a row."""
    words = sum(len(material.article.text[piece.start : piece.end].split()) for piece in said.content)
    known = said.speaker and not _PRONOUN.match(said.speaker)
    listed = material.sentence(said.sentence).text.startswith(("- ", "• ", "* "))
    return bool(known) and not listed and (words >= 3 or said.certainty == "denial")


def _statement(voice: _Voice) -> Statement:
    first = voice.parts[0]
    role = next((part.role for part in voice.parts if part.role and not _COURTESY.match(part.role)), "")
    line, told = _said(voice)
    return Statement(first.speaker, role, line, told, voice.direct, _status(voice))


def _status(voice: _Voice) -> str:
    """Say how a statement stands: denied by another or denying it, hedged or by somebody unknown, or on the record."""
    first = voice.parts[0]
    if voice.denies or _is_denied(voice):
        return "disputed"
    anonymous = not first.named and _ANONYMOUS.search(first.speaker)
    return "unconfirmed" if voice.is_("hedged") or anonymous else "known"


def _is_denied(voice: _Voice) -> bool:
    """Tell whether another speaker denies something in the sentence just after, or later in this one."""
    mine = voice.parts[0]
    for other in voice.material.facts.statements:
        near = 0 <= other.sentence - mine.sentence <= 1 and other.cue.start > mine.cue.start
        if near and other.certainty == "denial" and other.speaker != mine.speaker:
            return True
    return False


def _said(voice: _Voice) -> tuple[Line, Line]:
    """Show what is said, without what others say in the same sentence; and the same without the speaker at its head."""
    material, sentence = voice.material, voice.material.sentence(voice.sentence)
    inside = [said for said in material.facts.statements if said.sentence == voice.sentence]
    start, end = sentence.start, sentence.end
    if any(said.speaker.casefold() != voice.parts[0].speaker.casefold() for said in inside):
        spans = [span for part in voice.parts for span in (*part.content, part.cue, part.source or part.cue)]
        start, end = max(start, min(span.start for span in spans)), min(end, max(span.end for span in spans))
    line, first = span_line(material, start, end), voice.parts[0]
    if first.source and first.source.start < first.cue.start:
        before = material.article.text[start : first.source.start]
        if all(word[0].isupper() for word in before.split()):  # nothing but a rank or an office stands before the name
            return line, span_line(material, first.cue.start, end, capital=False)
    return line, line


def actors(materials: Sequence[Material]) -> tuple[Actor, ...]:
    """List the people and organisations that the sources name most, those with a role first among equals."""
    merged: dict[str, list[tuple[Material, Name]]] = {}
    for material in materials:
        for name in material.facts.names:
            if name.label in {"PER", "ORG"} and any(at in material.prose for at in name.sentences):
                merged.setdefault(name.text.casefold(), []).append((material, name))
    ranked = sorted(merged.values(), key=_weight, reverse=True)  # equal ones stay in the order of their first mention
    return tuple(_actor(group) for group in ranked[:ACTORS])


def _weight(group: Sequence[tuple[Material, Name]]) -> float:
    return sum(len(name.mentions) + 1.5 * bool(name.role or name.rank) for _, name in group)


def _actor(group: Sequence[tuple[Material, Name]]) -> Actor:
    names = [name for _, name in group]
    role = next((name.role for name in names if name.role), "")
    rank = next((name.rank for name in names if name.rank and not _COURTESY.match(name.rank)), "")
    role = role if rank.casefold() in role.casefold() else ", ".join(part for part in (rank, role) if part)
    kind = "person" if names[0].label == "PER" else "organisation"
    aliases = tuple(dict.fromkeys(alias for name in names for alias in name.aliases if alias != names[0].text))
    cited = [material.cite(span.start, span.end) for material, name in group for span in name.mentions]
    return Actor(names[0].text, kind, role, aliases, _first_of_each(cited))


def _first_of_each(cited: Sequence[Citation]) -> tuple[Citation, ...]:
    """Keep the first citation of each paragraph, and few of these."""
    first = {(citation.source, citation.paragraph): citation for citation in reversed(cited)}
    return tuple(sorted(first.values(), key=lambda citation: (citation.source, citation.start)))[:CITED]


def timeline(materials: Sequence[Material]) -> tuple[Event, ...]:
    """List what the sources date, ascending: from moments to months; years only where there is little else."""
    dated = [(material, mention) for material in materials for mention in material.facts.dates if mention.iso]
    sharp = [
        (material, mention)
        for material, mention in dated
        if mention.precision in {"time", "day"} or (mention.precision in {"week", "month"} and not mention.approximate)
    ]
    chosen = sharp if len({mention.iso[:10] for _, mention in sharp}) > 1 else dated
    events: dict[tuple[str, str], Event] = {}
    for material, mention in chosen:
        event = _event(material, mention)
        if event and not any(event.date[:10] == day and event.line.text == text for day, text in events):
            events.setdefault((event.date[:10], event.line.text), event)
    ordered = sorted(events.values(), key=lambda event: event.date)  # ISO 8601 sorts as text
    return tuple(_spread(ordered))


def _spread(events: Sequence[Event]) -> list[Event]:
    """Keep so many events that the table stays readable: the first line of each date before any second one."""
    seen: dict[str, int] = {}
    ranked = []
    for at, event in enumerate(events):
        seen[event.date] = seen.get(event.date, 0) + 1
        ranked.append((seen[event.date], at))
    return [events[at] for _, at in sorted(sorted(ranked)[:EVENTS], key=lambda pair: pair[1])]


def _event(material: Material, mention: DateMention) -> Event | None:
    index = material.index_at(mention.start)
    candidate = material.candidates.get(index)
    if candidate is None or index not in material.prose or (candidate.antecedent is not None and not candidate.person):
        return None
    line = _clause(material, mention, index)
    return Event(mention.iso, _moment(mention.iso), mention.approximate, line)


def _clause(material: Material, mention: DateMention, index: int) -> Line:
    """Show what is dated: the opening `Following the Dec. 13 attack` by itself, else the sentence, shortened."""
    sentence = material.sentence(index)
    opening = _OPENING.match(sentence.text)
    if opening and mention.end - sentence.start <= (end := _opening_end(sentence.text, opening.end())):
        return span_line(material, sentence.start + opening.end(), sentence.start + end)
    short = version_of(material, index, EVENT_WORDS)
    dated = any(piece.start <= mention.start and mention.end <= piece.end for piece in short.pieces)
    return line_of(short if dated else verbatim(sentence), material, ())


def _opening_end(text: str, start: int) -> int:
    """Return where an opening phrase ends: at its first comma that no relative clause follows; 0 for nowhere."""
    segments = [segment for segment in outline(text).segments if segment.end > start]
    for segment, following in pairwise(segments):
        if not _RELATIVE.match(text[following.start : following.end].lstrip()):
            return segment.end
    return 0


def _moment(iso: str) -> str:
    """Return the date-time group of a moment whose offset to UTC is known."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return date_time_group(moment) if moment.tzinfo else ""


def places(materials: Sequence[Material]) -> tuple[Location, ...]:
    """List the places: where the event is by the leading source, then those on the map, then the others."""
    merged: dict[tuple[str, str], list[tuple[Material, Place]]] = {}
    for material in materials:
        for place in material.facts.places:
            if any(at in material.prose for at in place.sentences):
                merged.setdefault((place.name.casefold(), place.country_code), []).append((material, place))
    groups = list(merged.values())
    main = main_place(materials[0])
    groups.sort(key=lambda group: (not any(place is main for _, place in group), group[0][1].latitude is None))
    return tuple(_location(group, main=any(place is main for _, place in group)) for group in groups)


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


def _location(group: Sequence[tuple[Material, Place]], *, main: bool) -> Location:
    place = group[0][1]
    within = next((other.within for _, other in group if other.within), "")
    cited = [material.cite(span.start, span.end) for material, other in group for span in other.mentions]
    return Location(
        place.name, place.kind, within, place.country, place.country_code, place.latitude, place.longitude, main,
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
