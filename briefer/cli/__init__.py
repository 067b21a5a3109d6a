"""The command line: each command parses, calls one library function and prints.

Here stand the list of commands and the one boundary where expected errors are shown, each in one line. Exit codes:
0 done, 1 an expected error, 2 wrong usage, 3 finished with failed records, 4 a check failed under --strict,
130 interrupted. Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from briefer import __version__
from briefer.cli.archive import archive_command
from briefer.cli.brief import brief_command
from briefer.cli.bulk import bulk_command
from briefer.cli.check import check_command
from briefer.cli.config import config_command
from briefer.cli.daily import daily_command
from briefer.cli.evaluate import evaluate_command
from briefer.cli.feeds import feeds_command
from briefer.cli.filter import filter_command
from briefer.cli.init import init_command
from briefer.cli.lint import lint_command
from briefer.cli.models import models_command
from briefer.cli.printing import warn
from briefer.cli.render import render_command
from briefer.cli.schema import schema_command
from briefer.cli.summarise import summarise_command
from briefer.cli.templates import templates_command
from briefer.cli.train import train_command
from briefer.errors import BrieferError

ALIASES = {"summarize": "summarise"}


class Commands(click.Group):
    """A group whose commands are found by their other spelling, too, which `--help` does not list."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name or alias."""
        return super().get_command(ctx, ALIASES.get(cmd_name, cmd_name))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefer", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Condense news into summaries and briefs, on this machine, with the transformer that comes with briefer."""
    context.color = False if os.environ.get("NO_COLOR") else None


commands.add_command(summarise_command, "summarise")
commands.add_command(brief_command, "brief")
commands.add_command(daily_command, "daily")
commands.add_command(archive_command, "archive")
commands.add_command(bulk_command, "bulk")
commands.add_command(filter_command, "filter")
commands.add_command(render_command, "render")
commands.add_command(templates_command, "templates")
commands.add_command(check_command, "check")
commands.add_command(feeds_command, "feeds")
commands.add_command(init_command, "init")
commands.add_command(config_command, "config")
commands.add_command(lint_command, "lint")
commands.add_command(schema_command, "schema")
commands.add_command(models_command, "models")
commands.add_command(evaluate_command, "evaluate")
commands.add_command(train_command, "train")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_character(stream)
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return commands.main(arguments, prog_name="briefer", standalone_mode=False) or 0
    except BrieferError as error:
        warn(str(error))
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130


def _never_fail_on_a_character(stream: TextIO) -> None:
    """Let a character that the stream's encoding lacks come out escaped, in a form that JSON reads, too."""
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(errors="backslashreplace")
