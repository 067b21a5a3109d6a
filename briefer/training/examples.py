"""Turns corpora into what the network trains on: windows of word pieces with their targets.

Three kinds of rows end in the same `Example`, so that one batch can mix them: articles with reference summaries
(salience and keep targets), sentences with entity tags, sentences with the tokens that a human kept. Knows nothing
about networks; writes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from briefer.summarising.tags import LABELS, TAGS
from briefer.summarising.windows import Pieces, Window, to_pieces, to_windows
from briefer.training.labels import keep_targets, salience_targets
from briefer.types import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ANY_TAG = (1 << len(TAGS)) - 1
IGNORE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One window with its targets; T tokens, S sentences."""

    ids: np.ndarray
    """(T,) uint16."""
    shapes: np.ndarray
    """(T,) uint8."""
    sentence_of: np.ndarray
    """(T,) int16, -1 for none."""
    first: int
    """The article's number of the first sentence."""
    salience: np.ndarray
    """(S,) float32 probabilities, nan where there is no target."""
    keep: np.ndarray
    """(T,) int8: 1 kept, 0 dropped, -1 no target."""
    tags: np.ndarray
    """(T,) uint16: the tags that the annotation allows, a bit each; all bits where there is no target."""
    article: bool
    """Whether the sentences follow each other in one text; else they are unrelated."""


def article_examples(
    text: str,
    sentences: Sequence[Sentence],
    reference: Sequence[str],
    tokenizer: Tokenizer,
    rng: random.Random,
    *,
    later: float = 0.2,
) -> list[Example]:
    """Make the examples of one article: its first window, and with probability `later` one of the others.

    Later windows rarely hold the news; a few teach the network that.
    """
    if not sentences or not reference:
        return []
    targets = salience_targets([s.text for s in sentences], reference)
    pieces = to_pieces(sentences, tokenizer)
    windows = to_windows(pieces)
    chosen = windows[:1] + ([rng.choice(windows[1:])] if len(windows) > 1 and rng.random() < later else [])
    words = [_words(tokenizer, r) for r in reference]
    return [_article_example(text, w, pieces, targets, words) for w in chosen]


def _words(tokenizer: Tokenizer, text: str) -> list[str]:
    return [text[a:b].lower() for a, b in tokenizer.encode(text, add_special_tokens=False).offsets]


def _article_example(
    text: str, window: Window, pieces: Sequence[Pieces], targets: np.ndarray, reference: list[list[str]]
) -> Example:
    keep = np.full(len(window.ids), IGNORE, np.int8)
    sentence_of = np.array(window.sentence_of, np.int16)
    for number in range(window.count):
        words = [text[s.start : s.end].lower() for s in pieces[window.first + number].spans]
        kept = keep_targets(words, reference)
        if kept is not None:
            keep[sentence_of == number] = kept
    return Example(
        ids=np.array(window.ids, np.uint16),
        shapes=np.array(window.shapes, np.uint8),
        sentence_of=sentence_of,
        first=window.first,
        salience=targets[window.first : window.first + window.count].astype(np.float32),
        keep=keep,
        tags=np.full(len(window.ids), ANY_TAG, np.uint16),
        article=True,
    )


def sentence_examples(rows: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> Iterator[Example]:
    """Pack rows of `tokens` with `keep` (0 or 1) or with BIO `tags` into windows, in their order.

    A row's `annotated` lists the labels that its source marks: elsewhere an O may hide one of the other labels, so it
    allows them too. The tag X allows all.
    """
    batch: list[tuple[Pieces, np.ndarray, np.ndarray]] = []
    length = 2
    for row in rows:
        pieces, word_of = _row_pieces(row["tokens"], tokenizer)
        if batch and length + len(pieces.ids) > 512:
            yield _packed(batch)
            batch, length = [], 2
        batch.append((pieces, _row_keep(row, word_of), _row_tags(row, word_of)))
        length += len(pieces.ids)
    if batch:
        yield _packed(batch)


def _packed(batch: list[tuple[Pieces, np.ndarray, np.ndarray]]) -> Example:
    window = to_windows([pieces for pieces, _, _ in batch])[0]
    return Example(
        ids=np.array(window.ids, np.uint16),
        shapes=np.array(window.shapes, np.uint8),
        sentence_of=np.array(window.sentence_of, np.int16),
        first=0,
        salience=np.full(window.count, np.nan, np.float32),
        keep=np.concatenate([[IGNORE], *(keep for _, keep, _ in batch), [IGNORE]]).astype(np.int8),
        tags=np.concatenate([[ANY_TAG], *(tags for _, _, tags in batch), [ANY_TAG]]).astype(np.uint16),
        article=False,
    )


def _row_pieces(tokens: Sequence[str], tokenizer: Tokenizer) -> tuple[Pieces, list[int]]:
    """Return the word pieces of a tokenised sentence, and which token each comes from."""
    text = " ".join(tokens)
    word_at = [number for number, token in enumerate(tokens) for _ in range(len(token) + 1)]
    pieces = to_pieces([Sentence(0, len(text), text, 0)], tokenizer)[0]
    return pieces, [word_at[span.start] for span in pieces.spans]


def _row_keep(row: dict[str, Any], word_of: Sequence[int]) -> np.ndarray:
    if "keep" not in row:
        return np.full(len(word_of), IGNORE, np.int8)
    return np.array([row["keep"][word] for word in word_of], np.int8)


def _row_tags(row: dict[str, Any], word_of: Sequence[int]) -> np.ndarray:
    if "tags" not in row:
        return np.full(len(word_of), ANY_TAG, np.uint16)
    missing = [label for label in LABELS if label not in row.get("annotated", LABELS)]
    outside = 1 | sum(_bit(f"{prefix}-{label}") for label in missing for prefix in "BI")
    allowed, previous = [], -1
    for word in word_of:
        tag = row["tags"][word]
        if word == previous and tag.startswith("B-"):
            tag = "I" + tag[1:]  # the later pieces of an entity's first token
        allowed.append(ANY_TAG if tag == "X" else outside if tag == "O" else _bit(tag))
        previous = word
    return np.array(allowed, np.uint16)


def _bit(tag: str) -> int:
    return 1 << TAGS.index(tag)
