"""The cited paragraphs of a brief as HTML: what every citation leads to, the evidence marked in it.

Knows nothing about the page around them. The text of a source never goes through Markdown here: it is escaped as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from html import escape

from briefer.briefs.brief import Brief, Citation, Paragraph, Source
from briefer.briefs.markup import seen

Spans = dict[tuple[int, int], list[tuple[int, int]]]
"""What is cited of a paragraph, by numbers of source and paragraph; offsets into the article's text."""

_CONTEXT = 10_000
"""Characters shown of the beginning and of the end of a piece. The longest paragraph in 10,000 news articles has 12,291
of them; what is longer than both is no prose, and would take minutes to print."""


def cited_section(brief: Brief, name: str, cited_at: Collection[str]) -> str:
    """Write the section "Cited paragraphs"; nothing where the page cites none.

    Args:
        brief: The brief.
        name: The section's id.
        cited_at: The ids on the page, among them that of the first citation of each paragraph: `cite-s1-p3`.
    """
    spans = cited_spans(brief)
    written = "".join(_source(source, spans, cited_at) for source in brief.sources)
    if not written:
        return ""
    heading = f'<h2 id="{name}-heading">Cited paragraphs</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-heading">{heading}\n{written}</section>'


def cited_spans(brief: Brief) -> Spans:
    """Gather what the brief cites of each paragraph: ascending, overlapping spans as one."""
    spans: Spans = {}
    for citation in sorted(_citations(brief), key=lambda found: (found.start, found.end)):
        cited = spans.setdefault((citation.source, citation.paragraph), [])
        if cited and citation.start <= cited[-1][1]:
            cited[-1] = (cited[-1][0], max(cited[-1][1], citation.end))
        else:
            cited.append((citation.start, citation.end))
    return spans


def _citations(value: object) -> Iterator[Citation]:
    """Find the citations anywhere in a value."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _citations(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _citations(getattr(value, field.name))


def _source(source: Source, spans: Spans, cited_at: Collection[str]) -> str:
    """Write what is cited of a source, if anything is."""
    places = {f"s{source.number}-p{paragraph.number}": paragraph for paragraph in source.paragraphs}
    cited = [_paragraph(source, one, spans) for place, one in places.items() if f"cite-{place}" in cited_at]
    if not cited:
        return ""
    publisher = _escaped(source.publisher) or "Unnamed publisher"
    return f'<h3>Source {source.number}: {publisher}</h3>\n<div class="cited">{"".join(cited)}</div>\n'


def _paragraph(source: Source, paragraph: Paragraph, spans: Spans) -> str:
    place, number = f"s{source.number}-p{paragraph.number}", f"{source.number} ¶{paragraph.number}"
    back = f"Back to the first citation of source {source.number}, paragraph {paragraph.number}"
    link = f'<a class="back" href="#cite-{place}" title="{back}">{number} <span aria-hidden="true">↩</span></a>'
    text = marked(paragraph, spans.get((source.number, paragraph.number), ()))
    return f'<p id="{place}" tabindex="-1">{link} <span dir="auto">{text}</span></p>\n'


def marked(paragraph: Paragraph, cited: Iterable[tuple[int, int]]) -> str:
    """Escape a paragraph's text, with `mark` around what is cited.

    Args:
        paragraph: The paragraph.
        cited: Ascending, disjoint spans of the article's text; what reaches beyond the paragraph is cut.
    """
    text, at, pieces = paragraph.text, 0, []
    for start, end in cited:
        first, last = max(start - paragraph.start, at), min(end - paragraph.start, len(text))
        if first < last:
            pieces += [_escaped(text[at:first]), f"<mark>{_escaped(text[first:last])}</mark>"]
            at = last
    return "".join([*pieces, _escaped(text[at:])])


def _escaped(text: str) -> str:
    if len(text) > 2 * _CONTEXT:
        text = f"{text[:_CONTEXT]} […] {text[-_CONTEXT:]}"
    return escape(seen(text))
