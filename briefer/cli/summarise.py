"""`briefer summarise`: articles in, headline summaries out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, BinaryIO

import click

from briefer.cli.printing import is_terminal, one_line, warn, write, write_json
from briefer.types import Article, Failure, Summary

Summarise = Callable[[Sequence[Article]], list[Summary]]
Outcome = tuple[Article, Summary] | Failure

BATCH = 64
"""Articles summarised at a time: as many as `briefer.summarise` sorts together, few enough that results keep coming."""

WRITTEN = 16
"""Fewer where a checkpoint writes: each takes seconds on a CPU."""


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer summarise article.txt\n"
    "  briefer summarise --sentences 3 --words 60 https://news.example/story\n"
    "  curl -s https://news.example/story | briefer summarise -\n"
    "  briefer summarise --json articles/ > summaries.jsonl\n"
    "  briefer summarise --model facebook/bart-large-cnn --strict article.txt\n"
    "  briefer summarise --model Qwen/Qwen3-0.6B --instruction highlights article.txt\n"
    "  briefer summarise --model Qwen/Qwen3-0.6B --instruction story monday.txt tuesday.txt other-paper.txt"
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option(
    "--sentences", type=click.IntRange(min=1), default=2, show_default=True, help="At most so many sentences."
)
@click.option(
    "--words", type=click.IntRange(min=0), default=45, show_default=True, help="At most so many; 0: any number."
)
@click.option(
    "--read-words", type=click.IntRange(min=0), default=0, help="Read so many words of each article; 0: all of it."
)
@click.option(
    "--model",
    metavar="NAME|FOLDER|HUB-ID",
    default="briefer-encoder",
    show_default=True,
    help="The checkpoint: bundled, seq2seq or chat.",
)
@click.option("--revision", metavar="COMMIT", default="", help="Of a checkpoint on the Hub: a branch, tag or commit.")
@click.option("--instruction", metavar="NAME|FILE", default="", help="What a chat checkpoint is told.")
@click.option(
    "--device", metavar="auto|cpu|cpu-fp32|cuda|mps", default="auto", show_default=True, help="Where to compute."
)
@click.option("--no-check", is_flag=True, help="Print what a checkpoint writes unchecked.")
@click.option("--strict", is_flag=True, help="Exit with 4 if a sentence is left that its article does not support.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object an article.")
@click.pass_context
def summarise_command(
    context: click.Context,
    inputs: tuple[str, ...],
    *,
    sentences: int,
    words: int,
    read_words: int,
    model: str,
    revision: str,
    instruction: str,
    device: str,
    no_check: bool,
    strict: bool,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Condense each article into a headline summary.

    An INPUT is a file (text, Markdown or HTML), a folder of them, a URL, or - for standard input.

    The bundled checkpoint prints the article's own words. What any other writes is checked against the article: a
    sentence that the article does not bear out is replaced by one that it does, and standard error says so. With
    --instruction story, a chat checkpoint writes one summary of all the articles together.
    """
    if strict and no_check:
        raise click.UsageError("--strict needs the check that --no-check leaves out")
    from briefer.reading import fetch_page, read_articles
    from briefer.summarising.summarise import DEFAULT_MODEL, summarise, tell_story

    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if not inputs and (stdin is None or is_terminal(sys.stdin)):
        write(context.get_help())
        return 0
    fetch = partial(fetch_page, allow_private=allow_private)
    records = read_articles(inputs or ("-",), stdin=stdin, fetch=fetch)
    wanted: dict[str, Any] = {"sentences": sentences, "words": words, "device": device, "revision": revision}
    wanted |= {"model": model, "instruction": instruction, "check": not no_check}
    if _tells_of_several(instruction):
        articles = [record for record in records if isinstance(record, Article)]
        results = story(records, partial(tell_story, **wanted))
        return show(results, total=len(results), as_json=as_json, strict=strict, articles=articles)
    condense = partial(summarise, read_words=read_words, **wanted)
    batch = BATCH if model == DEFAULT_MODEL else WRITTEN
    return show(outcomes(records, condense, batch), total=len(records), as_json=as_json, strict=strict)


def _tells_of_several(instruction: str) -> bool:
    """Tell whether an instruction makes one summary of all articles.

    Raises:
        TemplateError: There is no such instruction, or it is wrong.
    """
    if not instruction:
        return False
    from briefer.summarising.instructions import load_instruction

    return load_instruction(instruction).several


def story(records: Sequence[Article | Failure], tell: Callable[[Sequence[Article]], Summary]) -> list[Outcome]:
    """Give what failed, in order, and then the one story of all the articles, if there is one."""
    from briefer.summarising.together import together

    articles = [record for record in records if isinstance(record, Article)]
    results: list[Outcome] = [record for record in records if isinstance(record, Failure)]
    if articles:
        results.append(_outcome(together(articles), tell(articles)))
    return results


def outcomes(records: Sequence[Article | Failure], summarise: Summarise, size: int = BATCH) -> Iterator[Outcome]:
    """Pair each article with its summary, in order; a failure stays in its place.

    Args:
        records: What was read.
        summarise: Gives a summary for each article of a batch. It is not called for an empty batch.
        size: How many records make a batch.
    """
    for start in range(0, len(records), size):
        batch = records[start : start + size]
        articles = [record for record in batch if isinstance(record, Article)]
        summaries = iter(summarise(articles) if articles else [])
        for record in batch:
            yield _outcome(record, next(summaries)) if isinstance(record, Article) else record


def _outcome(article: Article, summary: Summary) -> Outcome:
    if summary.sentences:
        return article, summary
    return Failure(_where(article), "no sentence of it makes a summary this short; allow more words")


def show(
    results: Iterable[Outcome],
    *,
    total: int,
    as_json: bool,
    strict: bool = False,
    articles: Sequence[Article] = (),
) -> int:
    """Print the results as they come and return the exit code: 4 where `strict` forbids a sentence that was printed.

    Args:
        results: as `outcomes` or `story` gives them.
        total: how many there will be.
        as_json: whether to print JSON Lines.
        strict: whether an unsupported sentence is an error.
        articles: of the one story that is told, none where each article is summarised by itself.
    """
    failed = unsupported = 0
    for result in _with_progress(results, total):
        if isinstance(result, Failure):
            failed += 1
            warn(f"{result.where}: {result.message}")
        else:
            unsupported += _count_unsupported(result[1])
            for remark in _remarks(result[1]):
                warn(f"{_where(result[0])}: {remark}")
        if as_json:
            write_json(_record(result, articles))
        elif not isinstance(result, Failure):
            write(_paragraph(*result, titled=total > 1))
    if strict and unsupported:
        return 4
    return 0 if not failed else 1 if failed == total else 3


def _count_unsupported(summary: Summary) -> int:
    return sum(s.support is not None and s.support.verdict == "unsupported" for s in summary.sentences)


def _remarks(summary: Summary) -> Iterator[str]:
    """Say in what a summary is not just what a checkpoint made of a whole article."""
    if replaced := sum(bool(sentence.replaced) for sentence in summary.sentences):
        yield f"sentences that the article does not bear out, or that were too long, and were replaced: {replaced}"
    if unsupported := _count_unsupported(summary):
        yield f"sentences that the article does not bear out: {unsupported}"
    if summary.read < 1:
        yield f"{summary.read:.0%} of the article was read"


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


def _record(result: Outcome, articles: Sequence[Article] = ()) -> dict[str, object]:
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
        "read": round(summary.read, 4),
        "signature": summary.signature,
        **({"articles": _places(articles)} if articles else {}),
    }


def _places(articles: Sequence[Article]) -> list[dict[str, object]]:
    """Tell where in the text that a story's evidence counts in each article stands."""
    from briefer.summarising.together import places

    return [
        {"id": article.id, "where": _where(article), "title": article.title, "start": place.start, "end": place.end}
        for article, place in zip(articles, places(articles), strict=True)
    ]


def _where(article: Article) -> str:
    return article.path or article.url or "standard input"
