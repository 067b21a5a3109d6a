"""Sentences of sources as lines of a brief: shortened, dated, cited.

Knows nothing about sections. A line has the source's own words; what is added stands in square brackets: the day that
`Sunday` or `yesterday` was, without which a brief cannot be read the week after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from briefer.briefs.agreement import agreeing
from briefer.briefs.brief import Line
from briefer.briefs.material import Material
from briefer.language.facts import DateMention
from briefer.summarising.compress import Version, verbatim
from briefer.summarising.segments import quotes_and_brackets
from briefer.types import Span

BRACKETED = re.compile(r" \[[^\[\]]{1,80}\]| \([\w :,–-]{0,30}\b\d{4}\b[\w :,–-]{0,12}\)$")
"""What is added to a source's words: days, the names behind acronyms, and the date in the answer to `when`."""
_RELATIVE = re.compile(
    r"^(?!.*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)).*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|today|yesterday|tomorrow|tonight)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A day by its weekday alone, perhaps with a time: `2:47 p.m. on Friday`."""
_LOOSE_END = re.compile(r"[\s,;:–—-]+$")
_COMMA_IN_QUOTE = re.compile(r",([\"”’']+)$")


def line_of(version: Version, material: Material, materials: Sequence[Material]) -> Line:
    """Make the line of a version of a sentence, cited with every source that says the same."""
    citations = [*material.cite_pieces(version.pieces)]
    for other, at in agreeing(version.text, material, materials):
        sentence = other.sentence(at)
        citations.append(other.cite(sentence.start, sentence.end))
    return Line(dated(version.text, version.pieces, material), tuple(citations))


def sentence_line(material: Material, index: int, materials: Sequence[Material], words: int = 0) -> Line:
    """Make the line of a sentence.

    Args:
        material: The source.
        index: Of the sentence.
        materials: All sources.
        words: The longest version that has no more words is shown, the shortest where none has; 0: the whole.
    """
    return line_of(version_of(material, index, words), material, materials)


def version_of(material: Material, index: int, words: int) -> Version:
    """Choose the longest version of a sentence with no more than `words` words, else the shortest; 0: the whole."""
    candidate = material.candidates.get(index)
    if not words or candidate is None:
        return verbatim(material.sentence(index))
    sound = [version for version in candidate.versions if not version.resort]
    return next((version for version in sound if version.words <= words), sound[-1])


def span_line(material: Material, start: int, end: int, *, capital: bool = True) -> Line:
    """Make the line of a stretch of a sentence, with the stop of a sentence, and its capital unless it goes on."""
    stretch = " ".join(material.article.text[start:end].split())
    text = tidy(stretch)
    text = text if capital else stretch[:1] + text[1:]
    return Line(dated(text, (Span(start, end),), material), (material.cite(start, end),))


def tidy(text: str) -> str:
    """End a stretch of a sentence as a sentence ends."""
    text = _COMMA_IN_QUOTE.sub(r".\1", _LOOSE_END.sub("", text))
    text = text if not text or text.rstrip("\"”’')]").endswith((".", "!", "?", "…")) else f"{text}."
    return text[:1].upper() + text[1:]


def dated(text: str, pieces: Sequence[Span], material: Material) -> str:
    """Put the day behind each `Sunday` or `yesterday` of a line: `Sunday [21 Dec]`; never inside a quotation."""
    for mention in _days(pieces, material):
        zones = [zone for zone in quotes_and_brackets(text) if zone.kind == "quote"]
        for found in re.finditer(rf"(?<!\w){re.escape(mention.text)}(?:['’]s)?(?!\w| \[)", text):
            if not any(zone.start <= found.start() < zone.end for zone in zones):
                day = _short(date.fromisoformat(mention.iso[:10]), material.published)
                text = f"{text[: found.end()]} [{day}]{text[found.end() :]}"
                break
    return text


def _days(pieces: Sequence[Span], material: Material) -> list[DateMention]:
    """List the mentions inside the pieces that name a day only relative to the day of publication."""
    return [
        mention
        for mention in material.facts.dates
        if mention.relative
        and mention.precision in {"day", "time"}
        and re.match(r"\d{4}-\d\d-\d\d(?:T|$)", mention.iso)
        and (_RELATIVE.search(mention.text) or not any(character.isdigit() for character in mention.text))
        and any(piece.start <= mention.start and mention.end <= piece.end for piece in pieces)
    ]


def _short(day: date, published: date | None) -> str:
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]
    return f"{day.day} {month}" if published and day.year == published.year else f"{day.day} {month} {day.year}"
