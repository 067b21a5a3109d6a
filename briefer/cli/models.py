"""`briefer models`: the checkpoints on this machine, to list, to look at, to fetch and to remove."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import is_terminal, one_line, write, write_json
from briefer.errors import ModelError

if TYPE_CHECKING:
    from briefer.summarising.catalogue import Entry

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a checkpoint.")


@click.group(
    epilog="\b\nExamples:\n"
    "  briefer models list\n"
    "  briefer models show briefer-encoder\n"
    "  briefer models pull facebook/bart-large-cnn\n"
    "  briefer models remove facebook/bart-large-cnn"
)
def models_command() -> None:
    """List, show, fetch and remove checkpoints.

    A checkpoint is a folder in the Hugging Face layout. One in ./models/ wins over one of the same name in the user's
    folder, that over the one that comes with briefer, and that over one in the Hub's cache. Weights are safetensors
    only, and a checkpoint that brings code of its own is refused.
    """


@models_command.command("list")
@as_json_option
def list_models(*, as_json: bool) -> None:
    """Name them, and say whose, kind, family, size and licence.

    Whose: the project's, the user's, bundled with briefer, or cached from the Hub.
    """
    from briefer.summarising.catalogue import list_checkpoints

    entries = list_checkpoints()
    if as_json:
        for entry in entries:
            write_json(_record(entry))
        return
    rows = [_row(entry) for entry in entries]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        write("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


@models_command.command("show")
@click.argument("name", metavar="NAME|FOLDER|OWNER/NAME")
@as_json_option
def show_model(name: str, *, as_json: bool) -> None:
    """Print what is known of one, here or on the Hub, with the figures of its card."""
    from briefer.summarising.catalogue import show_entry

    entry = show_entry(name)
    if as_json:
        write_json(_record(entry))
        return
    for key, value in _lines(entry).items():
        write(f"{key + ':':9} {one_line(value)}")
    if entry.figures:
        write("\nFigures, as its card gives them:\n")
    for line in entry.figures:
        write(one_line(line))


@models_command.command("pull")
@click.argument("name", metavar="OWNER/NAME")
@click.option("--revision", metavar="REVISION", default="", help="A branch, tag or commit, not the newest of main.")
@as_json_option
def pull_model(name: str, *, revision: str, as_json: bool) -> None:
    """Fetch one from the Hugging Face Hub into its cache, or what has changed of it, and print its folder."""
    from briefer.summarising.checkpoints import pull_checkpoint

    checkpoint = pull_checkpoint(name, revision=revision, progress=is_terminal(sys.stderr))
    if as_json:
        write_json(asdict(checkpoint) | {"path": str(checkpoint.path)})
    else:
        write(one_line(str(checkpoint.path)))


@models_command.command("path")
@click.argument("name", metavar="NAME")
@as_json_option
def print_path(name: str, *, as_json: bool) -> None:
    """Print the folder of one."""
    from briefer.summarising.catalogue import find_entry

    path = _folder(find_entry(name))
    if as_json:
        write_json({"name": name, "path": path})
    else:
        write(one_line(path))


@models_command.command("remove")
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
def remove_model(name: str, *, yes: bool, as_json: bool) -> None:
    """Remove one from this machine; what comes with briefer stays."""
    from briefer.summarising.catalogue import find_entry, remove_checkpoint

    entry = find_entry(name)
    if not yes and entry.whose in {"project", "user", "cached"}:
        if not is_terminal(sys.stdin):
            raise ModelError(f"would remove {entry.path}; give --yes to do so", name)
        click.confirm(one_line(f"Remove {entry.path}, {_size(entry.size)}?"), abort=True, err=True)
    remove_checkpoint(entry)
    if as_json:
        write_json(_record(entry))
    else:
        write(one_line(f"removed {entry.path}, {_size(entry.size)}"))


def _record(entry: Entry) -> dict[str, object]:
    """Make the JSON object of a checkpoint: part of the interface, so fields are added but never renamed."""
    return {
        "name": entry.name,
        "from": entry.whose,
        "kind": entry.kind,
        "family": entry.family,
        "size": entry.size,
        "licence": entry.licence,
        "revision": entry.revision,
        "path": _folder(entry),
        "figures": list(entry.figures),
        "problem": entry.problem,
    }


def _lines(entry: Entry) -> dict[str, str]:
    """Return what is known of a checkpoint, for a reader; what is not known is left out."""
    known = {
        "Name": entry.name,
        "From": entry.whose,
        "Kind": entry.kind,
        "Family": entry.family,
        "Size": _size(entry.size),
        "Licence": entry.licence,
        "Revision": entry.revision,
        "Folder": _folder(entry),
        "Problem": entry.problem,
    }
    return {key: value for key, value in known.items() if value}


def _folder(entry: Entry) -> str:
    return str(entry.path.absolute()) if entry.path else ""


def _row(entry: Entry) -> list[str]:
    fault = "cannot be loaded; see `briefer models show`" if entry.problem else ""
    cells = [entry.name, entry.whose, entry.kind or "?", entry.family or "?", _size(entry.size), entry.licence or "?"]
    return [one_line(cell) for cell in [*cells, fault]]


def _size(size: int) -> str:
    """Write a number of bytes with three digits: `53.9 MB`."""
    power = next((power for power in (3, 2, 1) if size >= 1000**power), 0)
    return f"{size / 1000**power:.3g} {('B', 'kB', 'MB', 'GB')[power]}"
