"""Corpora to parts on disk: examples are made once, then read by every pass and after every interruption.

A part is an `.npz` without pickles that exists only when complete; `prepared.json` beside them says what they were
made of.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefer.language.sentences import split_article, split_text
from briefer.summarising.windows import to_pieces, to_windows
from briefer.training.corpus import WELL_COVERED, Pair, corpus_files, corpus_hash, coverage, read_pairs, read_records
from briefer.training.examples import ANY_TAG, IGNORE, Example, article_examples, sentence_examples
from briefer.types import Failure, Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PART = 2000
"""Examples a part: about 6 MB."""
OPENING_WORDS = 90
"""A title and so many words stand for an article when stories are compared."""
FORMAT = 1
"""Goes up when examples change, so that old parts are made anew."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing made."""

    examples: int
    refused: int
    """Records that could not be used."""
    first_refusal: str
    corpus: str
    """Hash of the corpus files."""


def prepare(paths: Sequence[Path], tokenizer: Tokenizer, folder: Path, report: Callable[[int], None]) -> Prepared:
    """Make the parts in a folder, unless they are there.

    Args:
        paths: corpora; a file named twice counts twice. A record has an article and its summary, or `tokens` and
            `tags` (BIO), or `tokens` and `keep` (0 or 1).
        folder: made if it is not there.
        report: called with the number of examples made so far.

    Raises:
        InputError: A path does not exist, or a folder has no corpus in it.
    """
    digest = f"{FORMAT}-{corpus_hash(paths)}"
    note = folder / "prepared.json"
    if note.is_file() and (known := json.loads(note.read_text(encoding="utf-8")))["corpus"] == digest:
        return Prepared(**known)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("part-*.npz"):
        old.unlink()
    refusals: list[Failure] = []
    examples = _examples(paths, tokenizer, random.Random(1), refusals)  # noqa: S311 - the same examples each time
    made = 0
    for number in range(1_000_000):
        part = list(islice(examples, PART))
        if not part:
            break
        _save(part, folder / f"part-{number:05}.npz")
        made += len(part)
        report(made)
    first = f"{refusals[0].where}: {refusals[0].message}" if refusals else ""
    prepared = Prepared(made, len(refusals), first, digest)
    _write(note, json.dumps({name: getattr(prepared, name) for name in prepared.__slots__}).encode())
    return prepared


def load_parts(folder: Path) -> list[Example]:
    """Return all examples of a folder: about 3 kB each in memory."""
    return [example for path in sorted(folder.glob("part-*.npz")) for example in _load(path)]


def _examples(
    paths: Sequence[Path], tokenizer: Tokenizer, rng: random.Random, refusals: list[Failure]
) -> Iterator[Example]:
    for file in corpus_files(paths):
        first = next((record for record in read_records(file) if isinstance(record, dict)), {})
        if "tokens" in first:
            yield from sentence_examples(_sentence_rows(file, refusals), tokenizer)
        else:
            for item in read_pairs([file], every_article=True):
                if isinstance(item, Failure):
                    refusals.append(item)
                elif coverage(item) >= WELL_COVERED:
                    yield from _pair_examples(item, tokenizer, rng)


def _sentence_rows(file: Path, refusals: list[Failure]) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(read_records(file), 1):
        if isinstance(record, Failure):
            refusals.append(record)
        elif _is_sentence_row(record):
            yield record
        else:
            refusals.append(
                Failure(f"{file}:{number}", "give tokens with as many tags, or keep marks, as there are tokens")
            )


def _is_sentence_row(record: dict[str, Any]) -> bool:
    tokens = record.get("tokens")
    marks = [record[name] for name in ("tags", "keep") if isinstance(record.get(name), list)]
    return isinstance(tokens, list) and bool(tokens) and bool(marks) and all(len(m) == len(tokens) for m in marks)


def _pair_examples(pair: Pair, tokenizer: Tokenizer, rng: random.Random) -> Iterator[Example]:
    yield from article_examples(pair.article.text, split_article(pair.article), pair.references, tokenizer, rng)
    if pair.article.title:
        yield _opening(f"{pair.article.title.rstrip('.')}. {pair.article.text}", tokenizer)


def _opening(text: str, tokenizer: Tokenizer) -> Example:
    """Make an example without targets but the teacher's: a short text by itself."""
    text = " ".join(text.split()[:OPENING_WORDS])
    sentences = [Sentence(span.start, span.end, text[span.start : span.end], 0) for span in split_text(text)]
    window = to_windows(to_pieces(sentences, tokenizer))[0]
    return Example(
        ids=np.array(window.ids, np.uint16),
        shapes=np.array(window.shapes, np.uint8),
        sentence_of=np.array(window.sentence_of, np.int16),
        first=0,
        salience=np.full(window.count, np.nan, np.float32),
        keep=np.full(len(window.ids), IGNORE, np.int8),
        tags=np.full(len(window.ids), ANY_TAG, np.uint16),
        article=True,
    )


_BY_TOKEN = ("ids", "shapes", "sentence_of", "keep", "tags")


def _save(examples: Sequence[Example], path: Path) -> None:
    arrays = {name: np.concatenate([getattr(e, name) for e in examples]) for name in (*_BY_TOKEN, "salience")}
    arrays["tokens"] = np.array([len(e.ids) for e in examples])
    arrays["sentences"] = np.array([len(e.salience) for e in examples])
    arrays["first"] = np.array([e.first for e in examples])
    arrays["article"] = np.array([e.article for e in examples])
    temporary = path.with_suffix(".tmp.npz")
    np.savez(temporary, allow_pickle=False, **arrays)
    temporary.replace(path)


def _load(path: Path) -> Iterator[Example]:
    with np.load(path, allow_pickle=False) as file:
        tokens, sentences = file["tokens"].cumsum()[:-1], file["sentences"].cumsum()[:-1]
        columns = {name: np.split(file[name], tokens) for name in _BY_TOKEN}
        columns["salience"] = np.split(file["salience"], sentences)
        firsts, articles = file["first"].tolist(), file["article"].tolist()
    for number, (first, article) in enumerate(zip(firsts, articles, strict=True)):
        yield Example(**{name: column[number] for name, column in columns.items()}, first=first, article=article)


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
