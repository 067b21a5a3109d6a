"""Cuts an article's sentences into windows of word pieces that the encoder reads in one pass each.

Knows the tokenizer and the window's layout; knows nothing about networks or summaries. A window holds whole sentences,
`[CLS] s1 s2 ... [SEP]`. Every window but an article's first opens with a copy of the lead sentence, so that the encoder
knows what the text is about; those tokens belong to no sentence (`sentence_of` -1). The cost is linear in the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.types import Sentence, Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WINDOW_TOKENS = 512
SENTENCE_TOKENS = 254
"""Longer sentences are read up to here: two always fit a window."""
LEAD_TOKENS = 64
CLS, SEP = 101, 102

# The token's case shape: the vocabulary is uncased, and names need their capitals.
NO_SHAPE, LOWER, CAPITALISED, UPPER, MIXED, DIGITS, ALPHANUMERIC, OTHER = range(8)
SHAPES = 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence as word pieces."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    spans: tuple[Span, ...]
    """Offsets into the article's text."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads in one pass: `T` tokens of `S` whole sentences."""

    ids: tuple[int, ...]
    """(T,) word pieces, with [CLS] and [SEP]."""
    shapes: tuple[int, ...]
    """(T,) case shapes."""
    sentence_of: tuple[int, ...]
    """(T,) which of the window's sentences a token belongs to; -1 for none."""
    first: int
    """The article's number of the window's first sentence; the others follow."""
    count: int
    """S."""


def word_shape(word: str) -> int:
    """Classify a word by the case of its letters."""
    if word.isalpha():
        if word.islower():
            return LOWER
        if word.isupper():
            return UPPER if len(word) > 1 else CAPITALISED
        return CAPITALISED if word[0].isupper() and word[1:].islower() else MIXED
    if word.isdigit():
        return DIGITS
    return ALPHANUMERIC if word.isalnum() else OTHER


def to_pieces(sentences: Sequence[Sentence], tokenizer: Tokenizer) -> list[Pieces]:
    """Split each sentence into word pieces, at most `SENTENCE_TOKENS` of them."""
    # A word piece has at least one character, and white space none; what lies far behind the limit need not be read.
    texts = [sentence.text[: 40 * SENTENCE_TOKENS] for sentence in sentences]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [
        _pieces(text, sentence.start, encoding)
        for text, sentence, encoding in zip(texts, sentences, encodings, strict=True)
    ]


def _pieces(text: str, start: int, encoding: Encoding) -> Pieces:
    ids = encoding.ids[:SENTENCE_TOKENS]
    offsets = encoding.offsets[:SENTENCE_TOKENS]
    words = encoding.word_ids[:SENTENCE_TOKENS]
    # 1. The extent of each word: its pieces stand side by side.
    extent: dict[int | None, tuple[int, int]] = {}
    for word, (begin, end) in zip(words, offsets, strict=True):
        extent[word] = (extent[word][0] if word in extent else begin, end)
    # 2. Its shape, given to each of its pieces.
    shape_of = {word: word_shape(text[begin:end]) for word, (begin, end) in extent.items()}
    return Pieces(
        ids=tuple(ids),
        shapes=tuple(shape_of[word] for word in words),
        spans=tuple(Span(start + begin, start + end) for begin, end in offsets),
    )


def to_windows(pieces: Sequence[Pieces], size: int = WINDOW_TOKENS) -> list[Window]:
    """Pack the sentences of one article, in order, into windows of at most `size` tokens."""
    windows: list[Window] = []
    first = 0
    while first < len(pieces):
        lead = pieces[0] if first else None
        used = 2 + (min(len(lead.ids), LEAD_TOKENS) if lead else 0)
        last = first
        while last < len(pieces) and (last == first or used + len(pieces[last].ids) <= size):
            used += len(pieces[last].ids)
            last += 1
        windows.append(_window(pieces[first:last], first, lead))
        first = last
    return windows


def _window(pieces: Sequence[Pieces], first: int, lead: Pieces | None) -> Window:
    ids, shapes, sentence_of = [CLS], [NO_SHAPE], [-1]
    if lead:
        ids += lead.ids[:LEAD_TOKENS]
        shapes += lead.shapes[:LEAD_TOKENS]
        sentence_of += [-1] * len(lead.ids[:LEAD_TOKENS])
    for number, sentence in enumerate(pieces):
        ids += sentence.ids
        shapes += sentence.shapes
        sentence_of += [number] * len(sentence.ids)
    return Window((*ids, SEP), (*shapes, NO_SHAPE), (*sentence_of, -1), first, len(pieces))
