"""Composes a brief from its material: every section that the sources can fill, each sentence with its citation.

Knows the order of the sections and which of them a sentence may stand in; how each is filled stands beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefer.briefs.acronyms import explain_acronyms
from briefer.briefs.brief import (
    SCHEMA_VERSION,
    Brief,
    Citation,
    Developments,
    Line,
    Method,
    Paragraph,
    Source,
    StoryItem,
)
from briefer.briefs.gaps import gaps
from briefer.briefs.grading import grade_sources, independent_publishers
from briefer.briefs.head import BriefOptions, head_of
from briefer.briefs.key_figures import key_figures
from briefer.briefs.lines import line_of, sentence_line
from briefer.briefs.material import Material
from briefer.briefs.narrative import Passage, Teller
from briefer.briefs.spoken import statements
from briefer.briefs.support import is_supported, lines_of, stories_of
from briefer.briefs.tables import actors, answers, places
from briefer.briefs.timeline import timeline
from briefer.stories.agreement import agrees
from briefer.summarising.compress import Version
from briefer.types import Span, SummarySentence

HIGHLIGHT_WORDS, LINE_WORDS = 30, 38
"""Words of a highlight and of any other told line, where the sentence can be shortened to that."""


def compose(materials: Sequence[Material], options: BriefOptions) -> Brief:
    """Compose the brief on the event that the sources report.

    Args:
        materials: one a source, numbered from 1; the first is the leading one, whose summary is the bottom line.
        options: what the user says of the brief.

    Raises:
        ConfigError: Nothing dates the brief.
    """
    leading = materials[0]
    teller = Teller(materials)
    bluf = tuple(_summary_line(sentence, materials) for sentence in leading.summary.sentences)
    told = [Passage(leading, index) for index in leading.led]
    for passage in told:
        teller.tell(passage)
    highlights = teller.highlights()
    said = statements(materials, teller.is_new)
    for statement in said:
        citation = statement.line.citations[0]
        material = materials[citation.source - 1]
        teller.tell(Passage(material, material.index_at(citation.start)))
    rest = teller.rest()
    located = places(materials)
    figures = key_figures(materials)

    def lines(passages: Iterable[Passage], words: int = LINE_WORDS) -> tuple[Line, ...]:
        return tuple(sentence_line(passage.material, passage.index, materials, words) for passage in passages)

    brief = Brief(
        schema=SCHEMA_VERSION,
        head=head_of(materials, bluf, located, options),
        bluf=bluf,
        highlights=lines(highlights, HIGHLIGHT_WORDS),
        figures=figures,
        answers=answers(leading),
        developments=Developments(lines(rest["happened"]), lines(rest["matters"]), ()),
        statements=said,
        actors=actors(materials),
        background=lines(rest["background"]),
        outlook=lines(rest["outlook"]),
        timeline=timeline(materials),
        places=located,
        gaps=gaps(materials, figures),
        sources=(),
        method=Method(leading.summary.signature.partition(" ")[0], leading.summary.signature, 0, 0),
    )
    return _with_sources(explain_acronyms(brief, materials), materials, options)


def _summary_line(sentence: SummarySentence, materials: Sequence[Material]) -> Line:
    pieces = tuple(Span(span.start, span.end) for span in sentence.evidence)
    return line_of(Version(sentence.text, pieces), materials[0], materials)


def _with_sources(brief: Brief, materials: Sequence[Material], options: BriefOptions) -> Brief:
    """Add what depends on all the rest: cited paragraphs, grades, and how many lines stand in their evidence."""
    cited = {(citation.source, citation.paragraph) for citation in citations_of(brief)}
    paragraphs = {(m.number, number): m.paragraphs[number] for m in materials for number in m.paragraphs}
    grades = grade_sources(
        [material.article for material in materials], corroborated(materials), reliability=options.reliability
    )
    sources = tuple(
        source_of(material, grade, [m for at, m in material.paragraphs.items() if (material.number, at) in cited])
        for material, grade in zip(materials, grades, strict=True)
    )
    shown = list(lines_of(brief))
    supported = sum(is_supported(line, paragraphs) for line in shown)
    return replace(brief, sources=sources, method=replace(brief.method, shown=len(shown), supported=supported))


def corroborated(materials: Sequence[Material]) -> list[bool]:
    """Tell of each source whether another, independent publisher says what it leads with."""
    found = []
    for one in materials:
        lead = [one.sentence(index).text for index in one.led]
        others = [
            other for other in materials if independent_publishers([one.article, other.article]) > 1
        ]  # a syndicated copy confirms nothing
        found.append(any(agrees(text, s.text) for text in lead for other in others for s in other.facts.sentences))
    return found


def citations_of(brief: Brief) -> Iterable[Citation]:
    """Yield every citation of a brief."""
    for line in lines_of(brief):
        yield from line.citations
    for figure in brief.figures:
        for reading in figure.readings:
            yield from reading.citations
    for actor in brief.actors:
        yield from actor.citations
    for place in brief.places:
        yield from place.citations
    for story in stories_of(brief):
        yield from citations_of_story(story)


def citations_of_story(story: StoryItem) -> Iterable[Citation]:
    """Yield every citation of a story of a daily brief."""
    for line in (*story.summary, *story.changes, *story.details):
        yield from line.citations
    for reading in (
        *(r for figure in story.figures for r in figure.readings),
        *(f.after for f in story.figure_changes),
    ):
        yield from reading.citations


def source_of(material: Material, grade: tuple[str, int], paragraphs: Sequence[Paragraph]) -> Source:
    """Make the entry of a source, with those of its paragraphs that are cited."""
    article = material.article
    return Source(
        number=material.number,
        publisher=article.source,
        title=article.title,
        byline=article.byline,
        published=article.published,
        url=article.url,
        path=article.path,
        reliability=grade[0],
        credibility=grade[1],
        paragraphs=tuple(paragraphs),
    )
