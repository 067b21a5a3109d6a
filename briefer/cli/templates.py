"""`briefer templates`: the forms of a brief, to list, to show, to copy and change, and to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import one_line, warn, write, write_json
from briefer.errors import BrieferError, TemplateError
from briefer.running.files import write_file
from briefer.types import Failure

if TYPE_CHECKING:
    from briefer.briefs.templates import Template

KIND = "briefs"

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a template.")


@click.group(
    epilog="\b\nExamples:\n"
    "  briefer templates list\n"
    "  briefer templates copy sitrep\n"
    "  briefer templates check sitrep\n"
    "  briefer brief --template flash article.txt"
)
def templates_command() -> None:
    """List, show, copy and check the templates of a brief.

    A template is a text file. One in ./prompts/briefs/ wins over one of the same name in the user's folder, and that
    over the one that comes with briefer: copy it, then change the copy.

    It is written in Jinja: text, {{ expressions }}, if, for and set. It takes the fields of the brief that its first
    lines list (`briefer schema` describes them), the filters attributed, besides, by_story, capital, citations, cited,
    coordinates, counted, date, iso, join, join_names, link, numbered, other_names, untold, url and values, and
    picture("figures"), picture("map") and picture("timeline").
    """


@templates_command.command("list")
@as_json_option
def list_templates(*, as_json: bool) -> int:
    """Name them, and say whose and what for.

    Whose: the project's, the user's, or bundled with briefer.
    """
    from briefer.resources import prompt_names

    read = list(_read(prompt_names(KIND)))
    width = max((len(name) for name, _, _ in read), default=0)
    for name, path, template in read:
        if isinstance(template, Failure):
            _report(template, as_json=as_json)
        elif as_json:
            write_json(_record(name, path, template))
        else:
            write(f"{name:{width}}  {_whose(path):7}  {one_line(template.purpose)}")
    return _exit_code([template for _, _, template in read])


@templates_command.command("show")
@click.argument("name", metavar="NAME|FILE")
@as_json_option
def show_template(name: str, *, as_json: bool) -> None:
    """Print a template as it is."""
    from briefer.briefs.templates import parse_template
    from briefer.resources import find_prompt, read_prompt

    path = find_prompt(KIND, name)
    text = read_prompt(path)
    if as_json:
        write_json(_record(path.stem, path, parse_template(text, str(path))) | {"text": text})
    else:
        write(text.rstrip("\n"))


@templates_command.command("copy")
@click.argument("name", metavar="NAME|FILE")
@click.option("--user", is_flag=True, help="Copy into the user's folder, for all projects, not into ./prompts/briefs/.")
@click.option("--force", is_flag=True, help="Overwrite a copy that is there.")
@as_json_option
def copy_template(name: str, *, user: bool, force: bool, as_json: bool) -> None:
    """Copy a template, to change it: the copy wins."""
    from briefer.resources import find_prompt, prompt_folders, read_prompt

    folders = prompt_folders(KIND)
    original = folders["bundled"] / f"{name}.md"
    source = original if name in {path.stem for path in folders["bundled"].glob("*.md")} else find_prompt(KIND, name)
    target = folders["user" if user else "project"] / f"{source.stem}.md"
    if target.exists() and not force:
        raise TemplateError("is there already; give --force to overwrite it", str(target))
    content = read_prompt(source).encode()
    _make_folder(target.parent)
    write_file(target, content)
    if as_json:
        write_json({"name": target.stem, "path": str(target)})
    else:
        write(one_line(str(target)))


@templates_command.command("check")
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...")
@as_json_option
def check_templates(names: tuple[str, ...], *, as_json: bool) -> int:
    """Say what is wrong, with file and line.

    Each template, by default all, is read and filled with two invented briefs, one full and one nearly empty.
    """
    from briefer.resources import prompt_names

    outcomes = []
    for name, path, template in _read(names or prompt_names(KIND), thorough=True):
        outcomes.append(template)
        if isinstance(template, Failure):
            _report(template, as_json=as_json)
        elif as_json:
            write_json(_record(name, path, template))
        else:
            write(f"{one_line(str(path))}: good")
    return _exit_code(outcomes)


def _read(names: Sequence[str], *, thorough: bool = False) -> Iterator[tuple[str, Path, Template | Failure]]:
    """Yield each template with its name and file; one that is wrong is a failure in its place."""
    from briefer.briefs.templates import check, parse_template
    from briefer.resources import find_prompt, read_prompt

    for name in names:
        path = Path(name)
        try:
            path = find_prompt(KIND, name)
            read = (check if thorough else parse_template)(read_prompt(path), str(path))
            yield path.stem, path, read
        except TemplateError as error:
            yield name, path, Failure(error.where, error.message)


def _report(failure: Failure, *, as_json: bool) -> None:
    warn(f"{failure.where}: {failure.message}")
    if as_json:
        write_json({"error": failure.message, "where": failure.where})


def _exit_code(outcomes: Sequence[Template | Failure]) -> int:
    failed = sum(isinstance(outcome, Failure) for outcome in outcomes)
    return 0 if not failed else 1 if failed == len(outcomes) else 3


def _record(name: str, path: Path, template: Template) -> dict[str, object]:
    """Make the JSON object of a template: part of the interface, so fields are added but never renamed."""
    return {
        "name": name,
        "purpose": template.purpose,
        "fields": list(template.fields),
        "from": _whose(path),
        "path": str(path),
    }


def _whose(path: Path) -> str:
    """Say which folder a template lies in: project, user or bundled, else file.

    In a checkout of briefer the project's folder is the bundled one, too, and called that.
    """
    from briefer.resources import prompt_folders

    folders = {folder.resolve(): whose for whose, folder in prompt_folders(KIND).items()}
    return folders.get(path.parent.resolve(), "file")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrieferError(f"cannot make the folder: {error.strerror}; check the path", str(folder)) from error
