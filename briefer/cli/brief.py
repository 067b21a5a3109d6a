"""`briefer brief`: articles on one event in, a situation brief out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

import click

from briefer.cli.forms import form_options, format_of, put_brief
from briefer.cli.printing import is_terminal, warn, write
from briefer.errors import ConfigError
from briefer.types import Article, Failure

TLP = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer brief article.txt\n"
    "  briefer brief article.txt -o brief.html\n"
    "  briefer brief agency.txt paper.html https://news.example/story -o brief.pdf --tlp GREEN --serial 12\n"
    "  briefer brief --template flash article.txt"
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@form_options
@click.option("--tlp", type=click.Choice(TLP, case_sensitive=False), default="CLEAR", help="Handling. Default: CLEAR.")
@click.option("--title", default="", help="Default: the leading article's.")
@click.option("--serial", default="", help="Serial number of the brief.")
@click.option("--prepared-by", default="", help="Who prepared it.")
@click.option("--cleared-by", default="", help="Who cleared it.")
@click.option("--period", default="", help="The period it covers. Default: the days of publication.")
@click.option("--next-report", default="", help="When the next one comes.")
@click.option("--now", metavar="ISO", default="", help="Its moment. Default: the end of the latest source's day.")
@click.option(
    "--reliability", metavar="PUBLISHER=LETTER", multiple=True, help="Admiralty reliability of a source, A to F."
)
@click.option("--model", metavar="NAME|FOLDER", default="briefer-encoder", show_default=True, help="The checkpoint.")
@click.option(
    "--device", metavar="auto|cpu|cpu-fp32|cuda|mps", default="auto", show_default=True, help="Where to compute."
)
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.pass_context
def brief_command(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    *,
    template: str,
    to: str | None,
    out: str,
    tlp: str,
    now: str,
    reliability: tuple[str, ...],
    model: str,
    device: str,
    allow_private: bool,
    as_json: bool,
    **texts: str,
) -> int:
    """Make a situation brief from one or more articles on one event.

    An INPUT is a file (text, Markdown or HTML), a folder of them, a URL, or - for standard input. Give several to have
    them merged: what they agree on is shown once, with all its sources; what they differ on, side by side.
    """
    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if not inputs and (stdin is None or is_terminal(sys.stdin)):
        write(context.get_help())
        return 0
    to = format_of(to, out, as_json=as_json)

    from briefer.briefs.head import BriefOptions
    from briefer.briefs.make import make_brief
    from briefer.briefs.template_files import load_template
    from briefer.reading import fetch_page, read_articles

    form = load_template(template or "sitrep")
    records = read_articles(inputs or ("-",), stdin=stdin, fetch=partial(fetch_page, allow_private=allow_private))
    articles = [record for record in records if isinstance(record, Article)]
    failures = [record for record in records if isinstance(record, Failure)]
    for failure in failures:
        warn(f"{failure.where}: {failure.message}")
    if not articles:
        return 1
    grades = dict(_letter(one) for one in reliability)
    moment = _moment(now, articles)
    options = BriefOptions(tlp=f"TLP:{tlp.upper()}", now=moment, reliability=grades, **texts)
    put_brief(make_brief(articles, options=options, model=model, device=device), form, to, out)
    return 3 if failures else 0


def _moment(now: str, articles: Sequence[Article]) -> datetime | None:
    """Read the moment of the brief; where nothing dates it, neither the user nor a source, it is this one."""
    if not now:
        return None if any(article.published for article in articles) else datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise ConfigError(f"{now!r} is no date and time; give it as 2025-12-21T15:45Z", "--now") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _letter(one: str) -> tuple[str, str]:
    publisher, _, letter = one.rpartition("=")
    if not publisher or letter.upper() not in set("ABCDEF"):
        raise ConfigError(f"{one!r} is no grade; give it as 'Northern Wire=B'", "--reliability")
    return publisher, letter.upper()
