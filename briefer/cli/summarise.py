"""`briefer summarise`: articles in, headline summaries out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import BinaryIO

import click

from briefer.cli.printing import is_terminal, one_line, warn, write, write_json
from briefer.types import Article, Failure, Summary

Summarise = Callable[[Sequence[Article]], list[Summary]]
Outcome = tuple[Article, Summary] | Failure

BATCH = 64
"""Articles summarised at a time: as many as `briefer.summarise` sorts together, few enough that results keep coming."""


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer summarise article.txt\n"
    "  briefer summarise --sentences 3 --words 60 https://news.example/story\n"
    "  curl -s https://news.example/story | briefer summarise -\n"
    "  briefer summarise --json articles/ > summaries.jsonl"
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option(
    "--sentences", type=click.IntRange(min=1), default=2, show_default=True, help="At most so many sentences."
)
@click.option(
    "--words", type=click.IntRange(min=0), default=45, show_default=True, help="At most so many; 0: any number."
)
@click.option("--model", metavar="NAME|FOLDER", default="briefer-encoder", show_default=True, help="The checkpoint.")
@click.option("--device", metavar="auto|cpu|cuda|mps", default="auto", show_default=True, help="Where to compute.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object an article.")
@click.pass_context
def summarise_command(
    context: click.Context,
    inputs: tuple[str, ...],
    *,
    sentences: int,
    words: int,
    model: str,
    device: str,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Condense each article into a headline summary.

    An INPUT is a file (text, Markdown or HTML), a folder of them, a URL, or - for standard input.
    """
    from briefer.reading import fetch_page, read_articles
    from briefer.summarising.summarise import summarise

    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if not inputs and (stdin is None or is_terminal(sys.stdin)):
        write(context.get_help())
        return 0
    fetch = partial(fetch_page, allow_private=allow_private)
    records = read_articles(inputs or ("-",), stdin=stdin, fetch=fetch)
    condense = partial(summarise, model=model, sentences=sentences, words=words, device=device)
    return show(outcomes(records, condense), total=len(records), as_json=as_json)


def outcomes(records: Sequence[Article | Failure], summarise: Summarise) -> Iterator[Outcome]:
    """Pair each article with its summary, in order; a failure stays in its place.

    Args:
        records: What was read.
        summarise: Gives a summary for each article of a batch. It is not called for an empty batch.
    """
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        articles = [record for record in batch if isinstance(record, Article)]
        summaries = iter(summarise(articles) if articles else [])
        for record in batch:
            yield _outcome(record, next(summaries)) if isinstance(record, Article) else record


def _outcome(article: Article, summary: Summary) -> Outcome:
    if summary.sentences:
        return article, summary
    return Failure(_where(article), "no sentence of it makes a summary this short; allow more words")


def show(results: Iterable[Outcome], *, total: int, as_json: bool) -> int:
    """Print the results as they come and return the exit code."""
    failed = 0
    for result in _with_progress(results, total):
        if isinstance(result, Failure):
            failed += 1
            warn(f"{result.where}: {result.message}")
        if as_json:
            write_json(_record(result))
        elif not isinstance(result, Failure):
            write(_paragraph(*result, titled=total > 1))
    return 0 if not failed else 1 if failed == total else 3


def _with_progress(results: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Show a progress bar on a terminal, unless the results themselves appear there and show the progress."""
    hidden = total < 2 or is_terminal(sys.stdout) or not is_terminal(sys.stderr)
    with click.progressbar(results, length=total, label="Summarising", file=sys.stderr, hidden=hidden) as shown:
        yield from shown


def _paragraph(article: Article, summary: Summary, *, titled: bool) -> str:
    if not titled:
        return summary.text
    title = click.style(one_line(article.title) or _where(article), bold=True)
    return f"{title}\n{summary.text}\n"


def _record(result: Outcome) -> dict[str, object]:
    """Make the JSON object of one result: part of the interface, so fields are added but never renamed."""
    if isinstance(result, Failure):
        return {"error": result.message, "where": result.where}
    article, summary = result
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "summary": summary.text,
        "sentences": [asdict(sentence) for sentence in summary.sentences],
        "words": summary.words,
        "signature": summary.signature,
    }


def _where(article: Article) -> str:
    return article.path or article.url or "standard input"
