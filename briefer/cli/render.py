"""`briefer render`: a brief in JSON in, the same brief in another form out."""

from __future__ import annotations

import sys

import click

from briefer.cli.forms import form_options, format_of, put_brief
from briefer.errors import InputError

LARGEST = 64_000_000
"""Bytes of JSON that are read: a brief has some tens of thousands."""


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer brief article.txt -o brief.json\n"
    "  briefer render brief.json -o brief.pdf\n"
    "  briefer render --template flash brief.json"
)
@click.argument("file", metavar="FILE")
@form_options
def render_command(file: str, *, template: str, to: str | None, out: str, as_json: bool) -> None:
    """Render a brief that was written as JSON, without reading the articles again.

    FILE is what `briefer brief --json` wrote, or - for standard input.
    """
    to = format_of(to, out, as_json=as_json)

    from briefer.briefs.json_format import from_json
    from briefer.briefs.template_files import default_template, load_template

    where = "standard input" if file == "-" else file
    brief = from_json(_read(file, where), where=where)
    put_brief(brief, load_template(template or default_template(brief)), to, out)


def _read(file: str, where: str) -> str:
    """Read the brief's text.

    Raises:
        InputError: It cannot be read, or is no text.
    """
    from briefer.reading.whole import read_whole

    content = read_whole(file, getattr(sys.stdin, "buffer", None), largest=LARGEST, advice="give a brief as JSON")
    try:
        return content.decode("utf-8")
    except ValueError as error:
        raise InputError("it is not UTF-8 text; give a brief as JSON", where) from error
