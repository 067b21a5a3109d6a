"""`briefer evaluate`: what summaries are worth beside human ones and beside the baselines, and how fast they come."""

from __future__ import annotations

import time
from pathlib import Path

import click

from briefer.cli.printing import warn, write
from briefer.types import Failure


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer evaluate corpus.jsonl\n"
    "  briefer evaluate --sentences 3 --words 0 --limit 500 --picture quality.svg corpus.jsonl.xz\n"
    "  briefer evaluate --model runs/mine --beside briefer-encoder corpus/"
)
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option("--model", metavar="NAME|FOLDER", default="briefer-encoder", show_default=True, help="The checkpoint.")
@click.option(
    "--beside",
    multiple=True,
    metavar="NAME",
    default=("lexrank", "textrank"),
    show_default=True,
    help="Compare with this: lead (always there), lexrank, textrank, oracle or a checkpoint. May be repeated.",
)
@click.option(
    "--sentences", type=click.IntRange(min=1), default=2, show_default=True, help="At most so many sentences."
)
@click.option(
    "--words", type=click.IntRange(min=0), default=45, show_default=True, help="At most so many; 0: any number."
)
@click.option("--read-words", type=click.IntRange(min=0), default=0, help="Read so many words of each; 0: all of it.")
@click.option("--limit", type=click.IntRange(min=1), help="Take so many articles at most.")
@click.option("--every", type=click.IntRange(min=1), default=1, show_default=True, help="Take one of so many records.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FILE", help="Draw quality against time: SVG, PNG, PDF."
)
def evaluate_command(
    corpus: tuple[Path, ...],
    *,
    model: str,
    beside: tuple[str, ...],
    sentences: int,
    words: int,
    read_words: int,
    limit: int | None,
    every: int,
    as_json: bool,
    picture: Path | None,
) -> int:
    """Measure a checkpoint on articles with reference summaries.

    A CORPUS is a file of JSON Lines, plain or compressed, or a folder of them: article and summary (or highlights)
    in each record. Prints ROUGE-1, ROUGE-2 and ROUGE-Lsum with 95 % intervals, beside the baselines'. Needs the
    extra: pip install 'briefer[evaluate]'.
    """
    from random import Random

    from briefer.training import evaluation, evaluation_picture, evaluation_report
    from briefer.training.evaluation_systems import Limits

    found = evaluation.run_evaluation(
        corpus,
        systems=(*beside, model),
        limits=Limits(sentences, words, read_words),
        limit=limit,
        every=every,
        clock=time.perf_counter,
        rng=Random(0),  # noqa: S311 - the same resamples each time
    )
    write(evaluation_report.as_json(found) if as_json else evaluation_report.as_table(found))
    if picture:
        evaluation_picture.as_picture(found, picture)
    return _exit_code(found.refused, sum(report.failures for report in found.reports))


def _exit_code(refused: tuple[Failure, ...], failures: int) -> int:
    if refused:
        first = f"{refused[0].where}: {refused[0].message}"
        warn(f"records that could not be used: {len(refused)}; the first: {first}")
    return 3 if refused or failures else 0
