"""`briefer filter`: a feed on standard input, the same feed with summaries on standard output."""

from __future__ import annotations

import sys
from functools import partial
from typing import BinaryIO

import click

from briefer.cli.printing import is_terminal, warn, write, write_bytes
from briefer.errors import FeedError


@click.command(
    epilog="\b\nExamples:\n"
    "  curl -s https://news.example/feed.xml | briefer filter > summarised.xml\n"
    "\b\n  In newsboat's urls file:\n"
    '  "filter:briefer filter:https://news.example/feed.xml"'
)
@click.option(
    "--sentences", type=click.IntRange(min=1), default=2, show_default=True, help="At most so many a summary."
)
@click.option(
    "--words", type=click.IntRange(min=0), default=45, show_default=True, help="At most so many; 0: any number."
)
@click.option(
    "--model", metavar="NAME|FOLDER|HUB-ID", default="briefer-encoder", show_default=True, help="The checkpoint."
)
@click.option(
    "--device", metavar="auto|cpu|cpu-fp32|cuda|mps", default="auto", show_default=True, help="Where to compute."
)
@click.option("--pages", is_flag=True, help="Fetch the pages of entries that are only teasers.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--cache/--no-cache", default=True, show_default=True, help="Keep summaries, and use those kept.")
@click.pass_context
def filter_command(
    context: click.Context,
    *,
    sentences: int,
    words: int,
    model: str,
    device: str,
    pages: bool,
    allow_private: bool,
    cache: bool,
) -> int:
    """Put a summary at the top of each entry of a feed (RSS or Atom), and change nothing else.

    The feed is read from standard input and written to standard output. What is no sound feed is passed on as it is:
    standard error says why, and the exit code is 1.
    """
    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stdin is None or is_terminal(sys.stdin):
        write(context.get_help())
        return 0
    from briefer.reading.fetch import fetch_page
    from briefer.reading.records import Fields
    from briefer.running.cache import default_cache
    from briefer.running.feed_filter import filter_feed
    from briefer.running.recipe import Recipe

    kept = str(default_cache()) if cache else ""
    recipe = Recipe(Fields(), model=model, sentences=sentences, words=words, device=device, cache=kept)
    feed = stdin.read()
    try:
        fetch = partial(fetch_page, allow_private=allow_private) if pages else None
        feed, _ = filter_feed(feed, recipe, fetch=fetch)
    except FeedError as error:
        write_bytes(feed)
        warn(str(error))
        return 1
    write_bytes(feed)
    return 0
