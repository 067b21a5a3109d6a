"""The form of a brief on the command line: template, format and file, for every command that writes one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefer.cli.printing import is_terminal, write_bytes
from briefer.running.files import write_file

if TYPE_CHECKING:
    from briefer.briefs.brief import Brief
    from briefer.briefs.templates import Template

FORMATS = ("md", "html", "pdf", "text", "json", "ninjs", "eml", "rss")
"""The keys of `briefs.render.RENDERERS`, without importing what renders: a test holds the two together."""

_OPTIONS = (
    click.option(
        "-t", "--template", metavar="NAME|FILE", default="", help="The form. Default: sitrep; of a day: daily."
    ),
    click.option("-f", "--format", "to", type=click.Choice(FORMATS), help="Default: by the name of --out, else md."),
    click.option("-o", "--out", metavar="FILE", default="-", help="Where to write; - is standard output."),
    click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
)


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `template`, `to`, `out` and `as_json`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def format_of(to: str | None, out: str, *, as_json: bool) -> str:
    """Return the format that is asked for, by name, by the file's name, or by default.

    Raises:
        click.UsageError: A PDF would go to a terminal.
    """
    from briefer.briefs.render import SUFFIXES

    chosen = "json" if as_json else to or SUFFIXES.get(Path(out).suffix.lower(), "md")
    if chosen == "pdf" and out == "-" and is_terminal(sys.stdout):
        raise click.UsageError("a PDF is nothing to read on a terminal; give --out FILE")
    return chosen


def put_brief(brief: Brief, form: Template, to: str, out: str) -> None:
    """Render a brief and write it to standard output or, whole or not at all, to a file.

    Raises:
        BrieferError: It cannot be rendered or written.
    """
    from briefer.briefs.render import render

    content = render(brief, form, to)
    if out == "-":
        write_bytes(content)
    else:
        write_file(Path(out), content)
