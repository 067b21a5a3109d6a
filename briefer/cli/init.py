"""`briefer init`: writes the file of settings, every one with what it is for."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefer.cli.printing import one_line, write
from briefer.errors import ConfigError
from briefer.running.files import write_file


@click.command(
    epilog="\b\nExamples:\n  briefer init\n  briefer init ~/.config/briefer\n  briefer init briefs-on-shipping"
)
@click.argument("folder", metavar="[FOLDER]", default=".")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def init_command(folder: str, *, force: bool) -> None:
    """Write briefer.toml, the settings of a folder, with comments.

    Every setting stands in it with its default, commented out: feeds, sections, template, handling line, archive,
    delivery. The folder is made where there is none. Commands read the file of the folder that they run in, and before
    it the user's own in ~/.config/briefer. `briefer config show` tells what holds.
    """
    from briefer.config.load import FILE
    from briefer.config.written import example

    path = Path(os.path.expanduser(folder)) / FILE  # noqa: PTH111 - it never fails
    if path.exists() and not force:
        raise ConfigError("is there already; give --force to overwrite it", str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise ConfigError(f"cannot make the folder: {reason}; check the path", folder) from error
    write_file(path, example().encode())
    write(one_line(str(path)))
