"""`briefer config`: the settings that hold, and where each came from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import one_line, write, write_json

if TYPE_CHECKING:
    from briefer.config import Config

SECRETS = ("smtp.password_variable", "webhook.url_variable")
"""Settings that name a variable: its name is shown and whether it is set, never what is in it."""


@click.group(epilog="\b\nExamples:\n  briefer config show\n  briefer config show --json")
def config_command() -> None:
    """Show the settings.

    Defaults < ~/.config/briefer/briefer.toml < ./briefer.toml < BRIEFER_* variables < the flags of a command. The
    variable of tlp in the table daily is BRIEFER_DAILY_TLP; a list is parted by commas. `briefer init` writes a file.
    """


@config_command.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a setting.")
def show_config(*, as_json: bool) -> None:
    """Print each setting with its value and where that came from.

    Of a secret only the name of its variable is printed, and whether it is set.
    """
    from briefer.config import load_config

    config = load_config(environ=os.environ, folder=Path())
    rows = list(_rows(config, os.environ))
    if as_json:
        for row in rows:
            write_json(row)
        return
    width = max(len(str(row["setting"])) for row in rows)
    for row in rows:
        write(f"{row['setting']:{width}}  {one_line(_shown(row))}  ({one_line(str(row['from']))})")


def _rows(config: Config, environ: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield the JSON object of each setting: part of the interface, so fields are added but never renamed."""
    for key, origin in config.origins.items():
        table, _, name = key.partition(".")
        value = getattr(getattr(config, table), name) if name else [asdict(section) for section in config.sections]
        row = {"setting": key, "value": _plain(value), "from": origin}
        yield row | ({"set": bool(environ.get(str(value)))} if key in SECRETS else {})


def _plain(value: object) -> object:
    """Make of a value what JSON has."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _shown(row: Mapping[str, object]) -> str:
    import json

    value = row["value"]
    text = (
        "-" if value in (None, "", []) else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    )
    return f"{text}, which is {'' if row['set'] else 'not '}set" if "set" in row else str(text)
