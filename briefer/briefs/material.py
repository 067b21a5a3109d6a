"""What a brief is composed from: each source with its article, the encoder's signals, its facts and its summary.

Knows how a span of an article becomes a citation; knows nothing about sections.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.briefs.brief import Citation, Paragraph
from briefer.language.facts import Facts, Name
from briefer.language.understand import understand
from briefer.summarising.candidates import NOWHERE, Candidate, candidates
from briefer.summarising.headline import headline
from briefer.summarising.openings import has_speaker
from briefer.summarising.segments import unquoted
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Sentence, Span, Summary

if TYPE_CHECKING:
    import numpy as np

SENTENCES, WORDS = 2, 45
"""Length of the bottom line: the headline summary as `summarise` makes it."""
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.?$")
_TRAIL = re.compile(r"[\s,;]+(?:and|or|but)?$")
LONGEST = 200_000
"""Characters of an article that a brief reads, about 30,000 words: what goes on longer is no news article."""
_TURN = re.compile(r"(?:[A-Z][A-Z.'’-]+ ?){1,5}:")
"""How a transcript marks who speaks: `DR. STEFFIE WOOLHANDLER:`."""


def speaks(text: str) -> bool:
    """Tell whether the writer or a reader speaks in a sentence, outside its quotations."""
    return has_speaker(unquoted(text))


def within_reach(article: Article) -> Article:
    """Leave what lies behind `LONGEST` characters unread; a gap of the brief says so."""
    if len(article.text) <= LONGEST:
        return article
    read = tuple(span for span in article.noise if span.end <= LONGEST)
    return replace(article, noise=(*read, Span(LONGEST, len(article.text))))


def material_of(
    article: Article,
    signals: Sequence[SentenceSignals],
    *,
    signature: str,
    embed: Callable[[Sequence[str]], np.ndarray] | None = None,
) -> Material:
    """Find out all that a brief needs to know of an article; its number is for whoever composes.

    Args:
        article: The article.
        signals: Its sentences, as the encoder read them.
        signature: Of the encoder and the length of the summary, see `signature_of`.
        embed: Gives the meaning of sentences, where several sources are compared.
    """
    sentences = [item.sentence for item in signals]
    facts = understand(article, sentences, [item.entities for item in signals], [item.salience for item in signals])
    summary = Summary(article.id, headline(article, signals, sentences=SENTENCES, words=WORDS), signature)
    vectors = embed([sentence.text for sentence in sentences]) if embed and sentences else None
    return Material(0, article, tuple(signals), facts, summary, vectors)


def signature_of(encoder: str) -> str:
    """Write the signature of a brief's summaries behind that of the encoder."""
    return f"{encoder} sentences={SENTENCES} words={WORDS} briefer={__version__}"


@dataclass(frozen=True)
class Material:
    """One source: its article and all that is known of it."""

    number: int
    """Of the source, from 1; 0 as long as nobody has numbered it."""
    article: Article
    signals: tuple[SentenceSignals, ...]
    facts: Facts
    summary: Summary
    vectors: np.ndarray | None = field(default=None, compare=False, repr=False)
    """(sentences, D): the meaning of each sentence, of length 1; only where several sources are compared."""

    @cached_property
    def candidates(self) -> dict[int, Candidate]:
        """Its sentences as candidates, by index; those whose antecedent is nowhere are left out."""
        return {c.index: c for c in candidates(self.signals, len(self.signals)) if c.antecedent != NOWHERE}

    @cached_property
    def prose(self) -> frozenset[int]:
        """The sentences in which the article itself tells something: no headings, quotations or turns of a talk."""
        talk = {sentence.paragraph for sentence in self.facts.sentences if _TURN.match(sentence.text)}
        told = (index for index, candidate in self.candidates.items() if not candidate.poor)
        return frozenset(
            index
            for index in told
            if self.sentence(index).paragraph not in talk and not speaks(self.sentence(index).text)
        )

    @cached_property
    def published(self) -> date | None:
        """The day of publication."""
        try:
            return date.fromisoformat(self.article.published[:10])
        except ValueError:
            return None

    @cached_property
    def paragraphs(self) -> dict[int, Paragraph]:
        """Its paragraphs by their number, from 1."""
        text = self.article.text
        bounds: dict[int, tuple[int, int]] = {}
        for sentence in self.facts.sentences:
            start = bounds.get(sentence.paragraph, (sentence.start, 0))[0]
            bounds[sentence.paragraph] = (start, sentence.end)
        return {at + 1: Paragraph(at + 1, start, text[start:end]) for at, (start, end) in bounds.items()}

    @cached_property
    def led(self) -> tuple[int, ...]:
        """The sentences that its summary rests on, by index: one for each sentence of the summary."""
        return tuple(self.index_at(sentence.evidence[0].start) for sentence in self.summary.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.facts.sentences]

    def role(self, name: Name) -> str:
        """Return a role as it reads behind a name: `harbour master`, `who leads the union`; courtesies are none."""
        role = _TRAIL.sub("", name.role)
        if name.role_span and self.article.text[: name.role_span.start].endswith("who "):
            role = f"who {role}"
        rank = "" if _COURTESY.match(name.rank) or name.rank.casefold() in role.casefold() else name.rank
        return ", ".join(part for part in (rank, "" if _COURTESY.match(role) else role) if part)

    def sentence(self, index: int) -> Sentence:
        """Return a sentence by its place in the article."""
        return self.facts.sentences[index]

    def index_at(self, offset: int) -> int:
        """Return the index of the sentence that an offset stands in, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def cite(self, start: int, end: int) -> Citation:
        """Cite a span of the article: what lies in one paragraph."""
        paragraph = self.sentence(self.index_at(start)).paragraph + 1
        return Citation(self.number, paragraph, start, end)

    def cite_pieces(self, pieces: Sequence[Span]) -> tuple[Citation, ...]:
        """Cite the pieces of one line: one citation a paragraph, from the first piece there to the last."""
        found: dict[int, Citation] = {}
        for piece in pieces:
            new = self.cite(piece.start, piece.end)
            old = found.get(new.paragraph, new)
            found[new.paragraph] = replace(new, start=min(old.start, new.start), end=max(old.end, new.end))
        return tuple(found.values())
