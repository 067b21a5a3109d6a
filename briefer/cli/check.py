"""`briefer check`: holds anyone's summary against its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from briefer.cli.printing import one_line, warn, write, write_json
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.types import Article, Support

LARGEST = 20_000_000
"""Bytes of a summary: a longer one is not read, and never in part."""


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer check article.txt summary.txt\n"
    "  some-summariser article.txt | briefer check --strict article.txt -\n"
    "  briefer check --pairs summaries.jsonl > checked.jsonl"
)
@click.argument("source", required=False)
@click.argument("summary", required=False)
@click.option("--pairs", metavar="FILE", help="Check JSON Lines with the fields source and summary; - reads them.")
@click.option("--strict", is_flag=True, help="Leave with exit code 4 where a sentence is unsupported.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a summary; --pairs always does.")
def check_command(source: str | None, summary: str | None, *, pairs: str | None, strict: bool, as_json: bool) -> int:
    """Check each sentence of a SUMMARY against its SOURCE.

    SOURCE and SUMMARY are files; one of them may be - for standard input. Each sentence gets a verdict (supported,
    partly or unsupported), the words that the source does not bear out, and the evidence it was held against.
    """
    if pairs is not None:
        if source is not None:
            raise click.UsageError("give --pairs FILE, or SOURCE and SUMMARY, not both")
        return _check_file(pairs, strict=strict)
    if source is None or summary is None:
        raise click.UsageError("give SOURCE and SUMMARY, or --pairs FILE")
    if source == summary == "-":
        raise click.UsageError("only one of SOURCE and SUMMARY may be -")
    return _check_one(source, summary, strict=strict, as_json=as_json)


def _check_one(source: str, summary: str, *, strict: bool, as_json: bool) -> int:
    from briefer.summarising.support import check_sentences, sentences_of

    article, texts = _article(source), sentences_of(_text(summary))
    if not texts:
        raise InputError("there is no sentence in it; give a summary", summary)
    supports = check_sentences(article, texts)
    if as_json:
        write_json(_record(texts, supports))
    else:
        for text, support in zip(texts, supports, strict=True):
            _show(text, support)
    return 4 if strict and _is_bad(supports) else 0


def _is_bad(supports: tuple[Support, ...]) -> bool:
    return any(support.verdict == "unsupported" for support in supports)


def _show(text: str, support: Support) -> None:
    write(f"{support.verdict:<12}{support.score:.2f}  {one_line(text)}")
    for reason in support.reasons:
        write(f"    {reason.kind}: {one_line(reason.text)}")
    for evidence in support.evidence:
        write(f"    > {one_line(evidence.text)}")


def _record(texts: list[str], supports: tuple[Support, ...]) -> dict[str, object]:
    from dataclasses import asdict

    from briefer.summarising.support import overall

    verdict, score = overall(supports)
    sentences = [{"text": text, **asdict(support)} for text, support in zip(texts, supports, strict=True)]
    return {"supported": score, "verdict": verdict, "sentences": sentences}


def _article(name: str) -> Article:
    """Read the source.

    Raises:
        InputError: It cannot be read.
    """
    from briefer.reading import read_articles
    from briefer.types import Failure

    if not name.startswith("-") and Path(name).is_dir():
        raise InputError("a folder; give one file", name)
    found = read_articles([name], stdin=getattr(sys.stdin, "buffer", None))[0]
    if isinstance(found, Failure):
        raise InputError(found.message, found.where)
    return found


def _text(name: str) -> str:
    """Read the summary as it is: it has no dateline and no byline to be left out.

    Raises:
        InputError: It cannot be read.
    """
    from briefer.reading.decoding import decode
    from briefer.reading.whole import read_whole

    stdin = getattr(sys.stdin, "buffer", None)
    return decode(read_whole(name, stdin, largest=LARGEST, advice="that is no summary; check the file"), name)


def _check_file(name: str, *, strict: bool) -> int:
    """Check the pairs of a JSON Lines file as they are read; a line that is no pair is reported in its place."""
    from briefer.summarising.support import check_sentences, sentences_of
    from briefer.types import Article

    failed = total = 0
    bad = False
    for where, line in _lines(name):
        total += 1
        try:
            source, summary = _pair(line, where)
        except InputError as error:
            failed += 1
            warn(str(error))
            write_json({"error": error.message, "where": where})
            continue
        texts = sentences_of(summary)
        supports = check_sentences(Article(where, source), texts)
        write_json(_record(texts, supports))
        bad = bad or not texts or _is_bad(supports)
    if failed:
        return 1 if failed == total else 3
    return 4 if strict and bad else 0


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file that are not blank, each with where it stands.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with _opened(name) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{name}:{number}", line
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8, or its name is not valid"
        raise InputError(f"it cannot be read ({reason}); check the file", name) from error


def _opened(name: str) -> nullcontext[TextIO] | TextIO:
    return nullcontext(sys.stdin) if name == "-" else Path(name).open(encoding="utf-8-sig")


def _pair(line: str, where: str) -> tuple[str, str]:
    """Read one record.

    Raises:
        InputError: It is no JSON object with a source and a summary, both texts.
    """
    try:
        record = json.loads(line)
        source, summary = record["source"], record["summary"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError('no JSON object with "source" and "summary"; give one a line', where) from error
    if not isinstance(source, str) or not isinstance(summary, str):
        raise InputError('"source" and "summary" must be texts; give strings', where)
    return source, summary
