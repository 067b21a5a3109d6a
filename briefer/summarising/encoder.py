"""The bundled encoder on articles: one forward pass, and from it the signals of every sentence.

Knows how articles become windows and readings become signals; knows nothing about choosing or shortening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.errors import ModelError
from briefer.language.sentences import split_article
from briefer.resources import find_model
from briefer.summarising.engine import WEIGHTS_FILE, Engine, WindowReading, load_engine, read_windows
from briefer.summarising.signals import SentenceSignals
from briefer.summarising.tags import to_entities
from briefer.summarising.windows import Pieces, Window, to_pieces, to_windows
from briefer.types import Article, Entity, Sentence

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """A loaded checkpoint of the bundled kind."""

    tokenizer: Tokenizer
    engine: Engine
    signature: str
    """Name, engine and hash of the weights."""

    def read(self, articles: Sequence[Article]) -> list[list[SentenceSignals]]:
        """Return the signals of every sentence of every article: none for an article without prose."""
        sentences = [split_article(article) for article in articles]
        pieces = [to_pieces(one, self.tokenizer) for one in sentences]
        windows = [to_windows(one) for one in pieces]
        readings = iter(read_windows([window for one in windows for window in one], self.engine))
        return [
            _signals(article.text, split, read, packed, [next(readings) for _ in packed])
            for article, split, read, packed in zip(articles, sentences, pieces, windows, strict=True)
        ]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the meaning of short texts, such as a title and what follows it.

        Args:
            texts: what lies behind the first `SENTENCE_TOKENS` word pieces is not read.

        Returns:
            (texts, D) of length 1, so that a product is the cosine similarity.
        """
        import numpy as np

        readings = self._read_short(texts)[1]
        vectors = np.stack([reading.vectors[0] for reading in readings]) if readings else np.zeros((0, 0), np.float32)
        length: np.ndarray = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(length, 1e-9))

    def entities(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return the entities of short texts, each read by itself, with offsets into it.

        Args:
            texts: what lies behind the first `SENTENCE_TOKENS` word pieces is not read.
        """
        pieces, readings = self._read_short(texts)
        return [
            to_entities(text, one.spans, reading.tags[1:-1])
            for text, one, reading in zip(texts, pieces, readings, strict=True)
        ]

    def _read_short(self, texts: Sequence[str]) -> tuple[list[Pieces], list[WindowReading]]:
        """Read texts as one sentence each, a window each."""
        pieces = to_pieces([Sentence(0, len(text), text, 0) for text in texts], self.tokenizer)
        return pieces, read_windows([to_windows([one])[0] for one in pieces], self.engine)


@lru_cache(maxsize=2)
def load_encoder(model: str, device: str = "auto") -> Encoder:
    """Load a checkpoint of the bundled kind, once.

    Args:
        model: a name in `models/`, or a folder.
        device: "auto", "cpu", "cuda" or "mps".

    Raises:
        ConfigError: There is no such device.
        ModelError: There is no such checkpoint, or it is damaged.
    """
    folder = find_model(model)
    with ThreadPoolExecutor(1) as pool:  # the command is used in shell loops, so it must start fast
        weights = pool.submit(_hash, folder / WEIGHTS_FILE)
        engine = load_engine(folder, device)
        tokenizer = load_tokenizer(folder)
    return Encoder(tokenizer, engine, f"{folder.name}@{weights.result()} engine={engine.name}")


def load_tokenizer(folder: Path) -> Tokenizer:
    """Load a checkpoint's tokenizer, without truncation or padding.

    Raises:
        ModelError: It is missing or damaged.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise ModelError("the tokenizer is missing or damaged; install the checkpoint again", str(path)) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def _signals(
    text: str,
    sentences: Sequence[Sentence],
    pieces: Sequence[Pieces],
    windows: Sequence[Window],
    readings: Sequence[WindowReading],
) -> list[SentenceSignals]:
    import numpy as np

    signals: list[SentenceSignals] = []
    for window, reading in zip(windows, readings, strict=True):
        salience = _sigmoid(reading.salience).tolist()
        keep = _sigmoid(reading.keep)
        sentence_of = np.array(window.sentence_of)
        at = int((sentence_of < 0)[:-1].sum())  # [CLS] and the copy of the lead
        for number in range(window.count):
            spans = pieces[window.first + number].spans
            here = slice(at, at + len(spans))
            signals.append(
                SentenceSignals(
                    sentence=sentences[window.first + number],
                    salience=salience[number],
                    tokens=spans,
                    keep=tuple(keep[here].tolist()),
                    entities=to_entities(text, spans, reading.tags[here]),
                )
            )
            at = here.stop
    return signals


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float32))))
