"""Runs one command of the command line in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

if TYPE_CHECKING:
    import click


def run_command(command: click.Command, *arguments: str, given: str | bytes | None = None):
    """Run a command and give its exit code, output and complaints; what it raises comes through."""
    result = CliRunner().invoke(command, arguments, input=given, standalone_mode=False)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.return_value, result.stdout, result.stderr
