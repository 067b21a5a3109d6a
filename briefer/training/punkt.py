"""Trains `models/punkt-news/punkt.json`: what NLTK's Punkt learns about stops from a corpus.

    python -m briefer.training.punkt CORPUS... -o models/punkt-news/punkt.json

A corpus is JSON Lines as `briefer train` reads them; references are not needed. This module knows nothing about rules.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import lzma
import re
import sys
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefer.errors import BrieferError, InputError
from briefer.language.abbreviations import CURATED
from briefer.language.punkt import STRAIGHT, punkt_module
from briefer.training.corpus import ARTICLE_FIELDS, corpus_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

BATCH: Final = 200
"""Articles a call of Punkt's trainer: its memory grows with a call's tokens, about 1 GB for 1,000 articles."""
LEAST: Final = 5
"""How often an abbreviation or a pair must occur in the corpus to be kept: below it, chance."""
LEAST_WORD: Final = 20
"""How often any other word must: against 5, two of 88,000 boundaries change on 2,000 of the articles, and the file has
half the size (November 2026)."""
LOWER: Final = 16 + 32 + 64
UPPER_WITHIN: Final = 4
"""NLTK's flags of a word: seen in lower case at a sentence's beginning, within it, either; with a capital within it."""
ABBREVIATION: Final = re.compile(r"[^\W\d_]{2,}|(?:[^\W\d_]+\.)+[^\W\d_]+")
NUMBER: Final = "##number##"
"""Punkt's word for any figure."""

_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


def train(articles: Iterable[str]) -> dict[str, Any]:
    """Learn a model's tables from the texts of articles, one paragraph a line.

    Source: Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection, Computational Linguistics 32 (2006),
    as in NLTK. Collocations are learned after abbreviations only.
    """
    curated = frozenset(" ".join(CURATED.values()).split())
    trainer = _trainer(curated)
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        paragraphs = "\n\n".join(line for text in batch for line in text.splitlines())
        trainer.train(paragraphs.translate(STRAIGHT), finalize=False)
    return _tables(trainer, curated)


def _trainer(curated: frozenset[str]) -> Any:  # noqa: ANN401 - NLTK has no types
    """Make a trainer that knows the curated abbreviations and keeps them.

    NLTK's would drop `Gen` and `Sen` from them wherever an article writes them without the stop, and then learn names
    as words that begin sentences.
    """
    punkt = punkt_module()

    class Trainer(punkt.PunktTrainer):  # type: ignore[misc,name-defined]
        INCLUDE_ABBREV_COLLOCS = True
        MIN_COLLOC_FREQ = LEAST

        def _reclassify_abbrev_types(self, types: Iterable[str]) -> Iterator[tuple[str, float, bool]]:
            return (change for change in super()._reclassify_abbrev_types(types) if change[0] not in curated)

    trainer = Trainer()
    trainer.get_params().abbrev_types.update(curated)
    return trainer


def _tables(trainer: Any, curated: frozenset[str]) -> dict[str, Any]:  # noqa: ANN401 - NLTK has no types
    """Write down what was learned, without what is rare and what no decision can need.

    Left out: collocations of figures (all from lists and captions) and of words that a rule decides alone; learned
    single letters and compounds (Punkt takes a compound by its last part); and of the orthography all words but those
    that were seen in lower case and never within a sentence with a capital, which alone tell a new sentence.
    """
    counts = trainer._type_fdist  # noqa: SLF001 - the one place where NLTK keeps them
    learned = trainer.get_params()
    decided = {NUMBER, *CURATED["title"].split(), *CURATED["number"].split(), *CURATED["clock"].split()}
    collocations = defaultdict(set)
    for first, then in learned.collocations:
        if first not in decided:
            collocations[first].add(then)
    orthography = defaultdict(set)
    for word, flags in learned.ortho_context.items():
        if flags & LOWER and not flags & UPPER_WITHIN and counts[word] + counts[word + "."] >= LEAST_WORD:
            orthography[str(flags)].add(word)
    frequent = {word for word in learned.abbrev_types - curated if counts[word + "."] >= LEAST}
    new = filter(ABBREVIATION.fullmatch, frequent)
    return {
        "abbreviations": _lines({**{name: words.split() for name, words in CURATED.items()}, "learned": new}),
        "sentence_starters": " ".join(sorted(learned.sent_starters)),
        "collocations": _lines(collocations),
        "orthography": _lines(orthography),
    }


def _lines(groups: dict[str, Any]) -> dict[str, str]:
    return {name: " ".join(sorted(set(groups[name]))) for name in sorted(groups)}


def read_articles(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the article texts of JSON Lines files and folders of them, plain or compressed.

    Raises:
        InputError: A path does not exist, or a file cannot be read or is not JSON Lines.
    """
    for file in corpus_files(paths):
        try:
            with _OPENERS.get(file.suffix, open)(file, "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    yield next((record[name] for name in ARTICLE_FIELDS if isinstance(record.get(name), str)), "")
        except (OSError, EOFError, lzma.LZMAError, ValueError, AttributeError) as error:
            raise InputError(f"cannot be read as JSON Lines ({error})", str(file)) from error


def write(tables: dict[str, Any], path: Path) -> None:
    """Write a model: to a temporary name, then renamed."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the corpora of the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m briefer.training.punkt", description=train.__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, help="JSON Lines files, or folders of them")
    parser.add_argument("-o", "--output", required=True, type=Path, help="where to write the model")
    options = parser.parse_args(arguments)
    try:
        write(train(read_articles(options.corpus)), options.output)
    except BrieferError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
