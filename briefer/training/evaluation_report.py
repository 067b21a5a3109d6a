"""What an evaluation found, as values, as a table and as JSON.

This module knows nothing about how the figures came about.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import PurePath
from textwrap import fill
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefer.training.rouge import Interval
    from briefer.types import Failure


@dataclass(frozen=True, slots=True)
class Score:
    """A system's mean score in points, and by how much it is above the baseline's."""

    points: Interval
    gain: Interval
    """The paired difference to lead-k."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How far a system's sentences stand in their articles, by the support check."""

    supported: float
    """Share of the sentences that are supported."""
    numbers: float
    """Numbers that the article does not have, per 100 summaries."""
    names: float
    """Names and places that the article does not have, per 100 summaries."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one system did."""

    system: str
    rouge1: Score
    rouge2: Score
    rouge_lsum: Score
    obeyed: float
    """Share of the pairs that got a summary within the limits."""
    novelty: float
    """Share of a summary's bigrams that its article does not have, on average."""
    before: Fidelity
    """Of the sentences as the system wrote them."""
    after: Fidelity
    """Of the sentences as they are shown: what was not supported may have been replaced."""
    words: float
    """Words a summary, on average."""
    articles_per_second: float
    failures: int
    """Pairs that got no summary; they score 0."""
    signature: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How several systems did on one corpus, under the same limits."""

    corpus: tuple[str, ...]
    corpus_hash: str
    pairs: int
    sentences: int
    words: int
    """0 for no limit."""
    baseline: str
    reports: tuple[Report, ...]
    refused: tuple[Failure, ...]
    """The records that could not be used."""


def as_json(evaluation: Evaluation) -> str:
    """Return an evaluation as one JSON object."""
    return json.dumps(asdict(evaluation), ensure_ascii=False)


def as_table(evaluation: Evaluation, width: int = 110) -> str:
    """Return an evaluation as text: its table, `width` columns wide, and the signatures.

    Under each score stands by how much it is above the baseline's; what follows ± is half a 95 % interval.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, cell in _COLUMNS.items():
        justify: Literal["left", "right"] = "left" if cell is _system else "right"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=cell is not _system)
    for report in evaluation.reports:
        table.add_row(*(escape(cell(report, evaluation)) for cell in _COLUMNS.values()))
    text = StringIO()
    Console(file=text, width=width, color_system=None).print(table)
    lines = [_title(evaluation), "", text.getvalue().rstrip(), "", "Support check:"]
    support = (f"{name(report.system)}: {_fidelity(report)}" for report in evaluation.reports)
    lines += [fill(line, width, subsequent_indent="  ") for line in support]
    lines += ["", "Signatures:"]
    return "\n".join(lines + [f"{name(report.system)}: {report.signature}" for report in evaluation.reports])


def name(system: str) -> str:
    """Return a system's name as shown: of a folder, its last part."""
    return PurePath(system).name or system


def limits(evaluation: Evaluation) -> str:
    """Say in words how long the summaries may be."""
    sentences = _count(evaluation.sentences, "sentence")
    return f"{sentences}, at most {evaluation.words} words" if evaluation.words else f"{sentences}, any length"


def _title(evaluation: Evaluation) -> str:
    refused = f", {_count(len(evaluation.refused), 'record')} refused" if evaluation.refused else ""
    corpus = " ".join(PurePath(path).name for path in evaluation.corpus)
    return (
        f"{corpus} ({evaluation.corpus_hash}): {_count(evaluation.pairs, 'pair')}{refused}; {limits(evaluation)}\n"
        f"ROUGE F1 ± half its 95 % interval; below it the difference to {evaluation.baseline}"
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _fidelity(report: Report) -> str:
    changed = f" ({_told(report.before)} before the check)" if report.before != report.after else ""
    return f"{_told(report.after)} not in the article per 100 summaries{changed}"


def _told(fidelity: Fidelity) -> str:
    strange = f"{fidelity.numbers:.1f} numbers, {fidelity.names:.1f} names"
    return f"{fidelity.supported:.1%} of sentences supported; {strange}"


def _system(report: Report, _evaluation: Evaluation) -> str:
    return name(report.system)


def _half(interval: Interval) -> float:
    return (interval.high - interval.low) / 2


def _score(metric: str) -> Cell:
    """Return what fills a score's column."""

    def cell(report: Report, evaluation: Evaluation) -> str:
        score: Score = getattr(report, metric)
        own = f"{score.points.mean:.1f} ± {_half(score.points):.1f}"
        is_baseline = report.system == evaluation.baseline
        return own if is_baseline else f"{own}\n{score.gain.mean:+.1f} ± {_half(score.gain):.1f}"

    return cell


Cell = Callable[[Report, Evaluation], str]

_COLUMNS: dict[str, Cell] = {
    "system": _system,
    "ROUGE-1": _score("rouge1"),
    "ROUGE-2": _score("rouge2"),
    "ROUGE-Lsum": _score("rouge_lsum"),
    "length\nobeyed": lambda report, _: f"{report.obeyed:.1%}",
    "new\nbigrams": lambda report, _: f"{report.novelty:.1%}",
    "words": lambda report, _: f"{report.words:.1f}",
    "articles\n/second": lambda report, _: f"{report.articles_per_second:.3g}",
    "failed": lambda report, _: str(report.failures),
}
