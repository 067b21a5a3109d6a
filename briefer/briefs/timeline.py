"""The timeline of a brief: what the sources date, in order of time.

Knows nothing about how dates are found and resolved, nor about the picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from briefer.briefs.brief import Event, Line
from briefer.briefs.lines import line_of, span_line, version_of
from briefer.briefs.material import Material
from briefer.briefs.narrative import REPEATED
from briefer.language.date_time_group import date_time_group
from briefer.language.facts import DateMention
from briefer.stories.agreement import content_of
from briefer.summarising import grammar
from briefer.summarising.compress import verbatim
from briefer.summarising.segments import outline, words_of
from briefer.summarising.sets import overlap
from briefer.types import Span

MOST = 12
"""Events shown."""
EVENT_WORDS = 28
"""Words of an event's line, where its sentence can be shortened to that."""
_OPENING = re.compile(r"(?:Following|After|Since) (?=(?:the|a|an|its|their|his|her) )")
_MEASURED = re.compile(r"\b(?:since|until|till|before|after|following)\b[^,;]*$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:in |during |of |to |for )?(?:which|who|whom|whose|where|when)\b", re.IGNORECASE)


def timeline(materials: Sequence[Material]) -> tuple[Event, ...]:
    """List what the sources date, ascending: from moments to months; years only where there is little else."""
    dated = [(material, mention) for material in materials for mention in material.facts.dates if mention.iso]
    sharp = [
        (material, mention)
        for material, mention in dated
        if mention.precision in {"time", "day"} or (mention.precision in {"week", "month"} and not mention.approximate)
    ]
    days = [pair for pair in sharp if pair[1].precision in {"time", "day"}]
    pools = (days, 3), (sharp, 2), (dated, 0)
    chosen = next(pool for pool, enough in pools if len({mention.iso[:10] for _, mention in pool}) >= enough)
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
    if _is_aside(material, mention, index):
        return None
    line = _clause(material, mention, index)
    return Event(mention.iso, _moment(mention.iso), mention.approximate, line)


def _is_aside(material: Material, mention: DateMention, index: int) -> bool:
    """Tell whether a sentence that dates its event elsewhere only measures by this date: `since the fall on Nov. 2`."""
    sentence = material.sentence(index)
    dated = [m for m in material.facts.dates if sentence.start <= m.start < sentence.end and m.iso]
    return len(dated) > 1 and bool(_MEASURED.search(material.article.text[sentence.start : mention.start]))


def _clause(material: Material, mention: DateMention, index: int) -> Line:
    """Show what is dated: the opening `Following the Dec. 13 attack` by itself, else the sentence, shortened."""
    sentence = material.sentence(index)
    opening = _OPENING.match(sentence.text)
    if opening and mention.end - sentence.start <= (end := _opening_end(sentence.text, opening.end())):
        return span_line(material, sentence.start + opening.end(), sentence.start + end)
    if part := _part(sentence.text, mention.start - sentence.start):
        return span_line(material, sentence.start + part.start, sentence.start + part.end)
    short = version_of(material, index, EVENT_WORDS)
    dated = any(piece.start <= mention.start and mention.end <= piece.end for piece in short.pieces)
    return line_of(short if dated else verbatim(sentence), material, ())


def _part(text: str, at: int) -> Span | None:
    """Return the clause around an offset, where semicolons divide a sentence and the clause can stand alone."""
    start, end = text.rfind("; ", 0, at) + 1, text.find("; ", at)
    end = len(text) if end < 0 else end
    whole = (start, end) == (0, len(text))
    return None if whole or not grammar.has_clause(words_of(text[start:end])) else Span(start, end)


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
