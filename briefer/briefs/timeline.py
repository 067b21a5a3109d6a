"""The timeline of a brief: what the sources date, in order of time.

Knows nothing about how dates are found and resolved, nor about the picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from briefer.briefs.agreement import content_of
from briefer.briefs.brief import Event, Line
from briefer.briefs.lines import line_of, span_line, version_of
from briefer.briefs.material import Material
from briefer.briefs.narrative import REPEATED
from briefer.language.date_time_group import date_time_group
from briefer.language.facts import DateMention
from briefer.summarising.compress import verbatim
from briefer.summarising.segments import outline
from briefer.summarising.sets import overlap

MOST = 12
"""Events shown."""
EVENT_WORDS = 28
"""Words of an event's line, where its sentence can be shortened to that."""
_OPENING = re.compile(r"(?:Following|After|Since) (?=(?:the|a|an|its|their|his|her) )")
_RELATIVE = re.compile(r"(?:in |during |of |to |for )?(?:which|who|whom|whose|where|when)\b", re.IGNORECASE)


def timeline(materials: Sequence[Material]) -> tuple[Event, ...]:
    """List what the sources date, ascending: from moments to months; years only where there is little else."""
    dated = [(material, mention) for material in materials for mention in material.facts.dates if mention.iso]
    sharp = [
        (material, mention)
        for material, mention in dated
        if mention.precision in {"time", "day"} or (mention.precision in {"week", "month"} and not mention.approximate)
    ]
    chosen = sharp if len({mention.iso[:10] for _, mention in sharp}) > 1 else dated
    events: list[Event] = []
    for material, mention in chosen:
        event = _event(material, mention)
        if event and not any(_is_same(event, other) for other in events):
            events.append(event)
    ordered = sorted(events, key=lambda event: event.date)  # ISO 8601 sorts as text
    return tuple(_spread(ordered))


def _is_same(one: Event, other: Event) -> bool:
    """Tell whether two lines tell one event of one day."""
    same_day = one.date[:10] == other.date[:10]
    return same_day and overlap(content_of(one.line.text), content_of(other.line.text)) >= REPEATED


def _spread(events: Sequence[Event]) -> list[Event]:
    """Keep so many events that the table stays readable: the first line of each date before any second one."""
    seen: dict[str, int] = {}
    ranked = []
    for at, event in enumerate(events):
        seen[event.date] = seen.get(event.date, 0) + 1
        ranked.append((seen[event.date], at))
    return [events[at] for _, at in sorted(sorted(ranked)[:MOST], key=lambda pair: pair[1])]


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
