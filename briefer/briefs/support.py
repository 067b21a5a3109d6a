"""Whether a line stands in its evidence: all its words, in the order of the source.

The lines of a brief are cut from their sources, so this check is strict and cheap; what `lines.dated` adds in square
brackets is not the source's and is left aside. Knows nothing about how lines are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefer.briefs.brief import Brief, Citation, Line, Paragraph, StoryItem
from briefer.briefs.lines import BRACKETED
from briefer.summarising.segments import words_of


def lines_of(brief: Brief) -> Iterator[Line]:
    """Yield every line that a brief shows, section by section."""
    yield from (*brief.bluf, *brief.highlights)
    yield from (answer.line for answer in brief.answers)
    yield from (*brief.developments.happened, *brief.developments.matters, *brief.developments.changed)
    yield from (statement.line for statement in brief.statements)
    yield from (*brief.background, *brief.outlook)
    yield from (event.line for event in brief.timeline)
    for story in stories_of(brief):
        yield from (*story.summary, *story.changes, *story.details)


def stories_of(brief: Brief) -> Iterator[StoryItem]:
    """Yield every story that a daily brief tells or names, in its order; none of a situation brief."""
    if brief.day:
        for section in brief.day.sections:
            yield from section.stories
        yield from brief.day.unchanged


def evidence(citation: Citation, paragraphs: Mapping[tuple[int, int], Paragraph]) -> str:
    """Return the text that a citation stands for; `paragraphs` by number of source and of paragraph."""
    paragraph = paragraphs[citation.source, citation.paragraph]
    return paragraph.text[citation.start - paragraph.start : citation.end - paragraph.start]


def is_supported(line: Line, paragraphs: Mapping[tuple[int, int], Paragraph]) -> bool:
    """Tell whether the words of a line stand in one source's evidence for it, in this order."""
    words = words_of(BRACKETED.sub("", line.text))
    sources = {citation.source for citation in line.citations}
    for source in sources:
        parts = [evidence(citation, paragraphs) for citation in line.citations if citation.source == source]
        found = iter(words_of(" ".join(parts)))
        if all(word in found for word in words):
            return True
    return False
