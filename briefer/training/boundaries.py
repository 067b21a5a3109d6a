"""Measures sentence splitting: the golden rules, and boundary F1 on paragraphs by genre. Prints every failure.

    python -m briefer.training.boundaries DATA_DIR

DATA_DIR holds `golden_rules_en.jsonl.xz` and `paragraphs_dev.jsonl.xz` (`text`, and its `sentences`). This module knows
nothing about how sentences are found.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefer.errors import BrieferError, InputError
from briefer.language.sentences import split_text

if TYPE_CHECKING:
    from collections.abc import Sequence

GOLDEN: Final = "golden_rules_en.jsonl.xz"
PARAGRAPHS: Final = "paragraphs_dev.jsonl.xz"
AROUND: Final = 45
"""Characters shown on each side of a wrong boundary."""


@dataclass(frozen=True, slots=True)
class Score:
    """Boundaries between the sentences of a paragraph: found and true, found and wrong, missed."""

    true: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both together."""
        return Score(self.true + other.true, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was."""
        found = 2 * self.true + self.wrong + self.missed
        return 2 * self.true / found if found else 1.0

    def __str__(self) -> str:
        """Return the score as a line of a table."""
        return f"F1 {self.f1:.4f}  {self.true} true, {self.wrong} wrong, {self.missed} missed"


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, and the failures as lines to read."""

    rules_passed: int
    rules: int
    by_genre: dict[str, Score]
    """News first; `all` has the sum."""
    failures: tuple[str, ...]


def measure(folder: Path) -> Report:
    """Split the golden rules and the paragraphs of a folder and compare.

    Counted as golden rules are the rows with `golden` and `lossless`: those of the original list that ask for a split
    of the text, none for a change of it. A boundary is the place between two sentences, counted in characters that
    are not white space; the ends of a paragraph are none. Scores are summed over boundaries (micro).

    Raises:
        InputError: A file is not there, or is not as it should be.
    """
    rules = [row for row in _rows(folder / GOLDEN) if row.get("golden") and row.get("lossless")]
    failures = [line for row in rules if (line := _broken_rule(row))]
    by_genre: dict[str, Score] = {"news": Score()}
    for row in _rows(folder / PARAGRAPHS):
        score, lines = _compare(row)
        by_genre[row["genre"]] = by_genre.get(row["genre"], Score()) + score
        failures += lines
    passed = len(rules) - sum(line.startswith("rule") for line in failures)
    return Report(passed, len(rules), {**by_genre, "all": sum(by_genre.values(), Score())}, tuple(failures))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise InputError(f"cannot be read ({error}); give the folder of the sentence corpora", str(path)) from error


def _broken_rule(row: dict[str, Any]) -> str:
    """Return the failure as a line, or nothing."""
    found = [" ".join(sentence.split()) for sentence in _split(row["text"])]
    wanted = [" ".join(sentence.split()) for sentence in row["sentences"]]
    return f"rule  {row['name']}\n      found  {found}\n      wanted {wanted}" if found != wanted else ""


def _compare(row: dict[str, Any]) -> tuple[Score, list[str]]:
    """Score a paragraph; list its failures."""
    text = "".join(row["text"].split())
    found, wanted = _boundaries(_split(row["text"])), _boundaries(row["sentences"])
    lines = [
        f"{name}  {row['genre']}: {text[max(0, place - AROUND) : place]} | {text[place : place + AROUND]}"
        for name, places in (("wrong ", found - wanted), ("missed", wanted - found))
        for place in sorted(places)
    ]
    return Score(len(found & wanted), len(found - wanted), len(wanted - found)), lines


def _boundaries(sentences: Sequence[str]) -> set[int]:
    """Count the characters before each boundary, white space left out."""
    return set(accumulate(len("".join(sentence.split())) for sentence in sentences[:-1]))


def _split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_text(text)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure on the folder of the command line; print failures and scores; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m briefer.training.boundaries", description=measure.__doc__)
    parser.add_argument("folder", type=Path, help=f"with {GOLDEN} and {PARAGRAPHS}")
    try:
        report = measure(parser.parse_args(arguments).folder)
    except BrieferError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    scores = "".join(f"{genre:<10} {score}\n" for genre, score in report.by_genre.items())
    sys.stdout.write("\n".join(report.failures) + f"\n\ngolden rules {report.rules_passed} of {report.rules}\n{scores}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
