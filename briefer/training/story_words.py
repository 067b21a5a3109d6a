"""Counts in how many articles each word stands: `python -m briefer.training.story_words FILE... -o FOLDER`.

Writes what `stories.words` reads. Only stems and their counts are kept, and only those that many articles share.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from briefer.stories.items import OPENING_WORDS
from briefer.stories.words import FILE, LEAST, WordCounts, stems
from briefer.training.corpus import read_records


def count_words(records: Iterable[Mapping[str, Any]]) -> WordCounts:
    """Count the articles that each stem stands in, by title and opening."""
    counts: Counter[str] = Counter()
    articles = 0
    for articles, record in enumerate(records, 1):  # noqa: B007 - the last number is how many there were
        opening = " ".join(islice(record["article"].split(), OPENING_WORDS))
        counts.update(set(stems(f"{record['title']}. {opening}")))
    return WordCounts(articles, {word: count for word, count in counts.items() if count >= LEAST and len(word) > 1})


def write_word_counts(counts: WordCounts, path: Path) -> None:
    """Write counts, the same bytes for the same counts."""
    rows = defaultdict(list)
    for word, count in counts.counts.items():
        rows[count].append(word)
    lines = [f"{count} {' '.join(sorted(words))}" for count, words in sorted(rows.items(), reverse=True)]
    path.write_bytes(lzma.compress("\n".join([str(counts.articles), *lines, ""]).encode(), preset=9))


def main(arguments: Sequence[str] | None = None) -> None:
    """Count the words of the files, and write the table into the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    records = (record for file in options.files for record in read_records(file) if isinstance(record, dict))
    options.output.mkdir(parents=True, exist_ok=True)
    write_word_counts(count_words(records), options.output / FILE)


if __name__ == "__main__":
    main()
