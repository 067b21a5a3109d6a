"""Which checkpoints there are on this machine, and what is known of each without loading it.

They lie in the project's, the user's and the bundled folder of models, and in the Hub's cache. Size, licence and
figures are what the files and the model card say: a card is somebody's text, and is printed, never believed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefer.errors import ModelError
from briefer.resources import bundled, checkpoint_names, model_folders
from briefer.summarising.checkpoint_files import check_settings, check_weights, kind_of, read_json

LONGEST_CARD = 1_000_000
"""Bytes of a model card that are read."""
FIGURES_LINES = 60

_HEADING = re.compile(r"#{1,6} ")
_FIGURES = re.compile(r"#{1,6} .{0,60}\b(?:figures|results?|evaluation|performance|metrics|scores?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A checkpoint on this machine."""

    name: str
    """What `--model` takes."""
    whose: str
    """`project`, `user`, `bundled` or `cached`; `folder` for one given by its path, `hub` for one only there."""
    path: Path | None
    """Its folder; None for one that is only on the Hub."""
    kind: str
    """`encoder`, `seq2seq`, `chat`, or "" where it cannot be told."""
    family: str
    """`bart`, `t5`, `qwen2`; "" where it cannot be told."""
    size: int
    """Bytes on the disk; of one on the Hub those of its weights."""
    licence: str
    """As its card names it; "" where it does not."""
    revision: str
    """The commit on the Hub; "" for a folder."""
    figures: tuple[str, ...]
    """The lines in which its card says how good it is."""
    problem: str
    """Why it cannot be loaded, or ""."""


def list_checkpoints() -> list[Entry]:
    """List the checkpoints of this machine, those that win over others of the same name first."""
    return [*_installed(), *_cached()]


def find_entry(name: str) -> Entry:
    """Return a checkpoint of this machine by its name or its folder.

    Raises:
        ModelError: There is none.
    """
    found = next((entry for entry in list_checkpoints() if entry.name == name), None)
    if found is None and (Path(name).expanduser() / "config.json").is_file():
        found = _entry(name, "folder", Path(name).expanduser())
    if found is None:
        where = model_folders()["user"] / "NAME"
        message = "no such model on this machine; `briefer models list` names those there are, `briefer models pull`"
        raise ModelError(f"{message} fetches one from the Hub, and one of your own belongs into {where}", name)
    return found


def show_entry(name: str) -> Entry:
    """Return a checkpoint of this machine, or else what the Hub says of one that is there.

    Raises:
        ModelError: There is none, or the Hub cannot be asked.
    """
    from briefer.summarising.hub import HUB_ID, is_offline, peek

    try:
        return find_entry(name)
    except ModelError:
        if "/" not in name or not HUB_ID.fullmatch(name) or is_offline():
            raise
    with TemporaryDirectory(prefix="briefer-") as scratch:
        revision, size = peek(name, Path(scratch))
        entry = _entry(name, "hub", Path(scratch), revision)
    problem = "" if size else "the Hub has no safetensors of it, and pickled weights may run code"
    return replace(entry, path=None, size=size, problem=entry.problem or problem)


def remove_checkpoint(entry: Entry) -> None:
    """Remove a checkpoint of the user, the project or the Hub's cache from this machine.

    Raises:
        ModelError: It comes with briefer, was given by its path, or cannot be removed.
    """
    if entry.whose == "bundled":
        raise ModelError("comes with briefer and is never removed; uninstall briefer instead", entry.name)
    if entry.whose == "folder":
        raise ModelError("a folder outside the folders of models; remove it yourself", entry.name)
    try:
        _remove(entry)
    except OSError as error:
        raise ModelError(f"cannot be removed: {error.strerror}; check the folder", str(entry.path)) from error


def read_card(folder: Path) -> tuple[Mapping[str, Any], str]:
    """Read a model card: its front matter and its body; nothing of a card that cannot be read."""
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    try:
        with (folder / "README.md").open("rb") as file:
            text = file.read(LONGEST_CARD).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return {}, ""
    handler = YAMLHandler()
    try:
        front, body = handler.split(text) if handler.detect(text) else ("", text)
        values = handler.load(front)
    except (YAMLError, ValueError, RecursionError):
        return {}, text
    return values if isinstance(values, dict) else {}, body


def _installed() -> Iterator[Entry]:
    """Yield the checkpoints of the folders of models; in a checkout of briefer the project's is the bundled one."""
    own = bundled("models").resolve()
    seen = set()
    for whose, folder in model_folders().items():
        if folder.resolve() in seen:
            continue
        seen.add(folder.resolve())
        for name in checkpoint_names(folder):
            yield _entry(name, "bundled" if folder.resolve() == own else whose, folder / name)


def _cached() -> Iterator[Entry]:
    """Yield the checkpoints of the Hub's cache: of each its `main`, or else the newest revision."""
    from briefer.summarising.hub import cached_revisions

    for name, folder, revision in cached_revisions():
        yield _entry(name, "cached", folder, revision)


def _entry(name: str, whose: str, folder: Path, revision: str = "") -> Entry:
    front, body = read_card(folder)
    try:
        config: Mapping[str, Any] = read_json(folder / "config.json")
    except ModelError:
        config = {}
    return Entry(
        name=name,
        whose=whose,
        path=folder,
        kind=kind_of(config),
        family=str(config.get("model_type") or ""),
        size=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        licence=_licence(front),
        revision=revision,
        figures=tuple(_indexed(front)) or tuple(_section(body)),
        problem=_problem(folder, weights=whose != "hub"),
    )


def _problem(folder: Path, *, weights: bool) -> str:
    """Say why a checkpoint cannot be loaded, or nothing."""
    try:
        check_settings(folder)
        if weights:
            check_weights(folder)
    except ModelError as error:
        return str(error) if weights else error.message
    return ""


def _licence(front: Mapping[str, Any]) -> str:
    named = front.get("license")
    if named == "other":
        named = front.get("license_name") or named
    return ", ".join(map(str, named)) if isinstance(named, list) else str(named or "")


def _remove(entry: Entry) -> None:
    if entry.whose == "cached":
        from briefer.summarising.hub import remove_cached

        remove_cached(entry.name)
    elif entry.path and entry.path.is_symlink():
        entry.path.unlink()
    elif entry.path:
        shutil.rmtree(entry.path)


def _indexed(front: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures of a card's `model-index`, a line each, whatever shape it may be in."""
    for model in _dicts(front.get("model-index")):
        for result in _dicts(model.get("results")):
            dataset = result.get("dataset")
            on = str(dataset.get("name") or dataset.get("type") or "") if isinstance(dataset, dict) else ""
            for metric in _dicts(result.get("metrics")):
                name = metric.get("name") or metric.get("type") or "figure"
                yield f"{on}: {name} {metric.get('value')}".removeprefix(": ")


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _section(body: str) -> list[str]:
    """Return the first section of a card whose heading speaks of figures, up to the next heading."""
    lines = body.splitlines()
    start = next((number for number, line in enumerate(lines) if _FIGURES.match(line)), len(lines))
    section = lines[start + 1 :]
    end = next((number for number, line in enumerate(section) if _HEADING.match(line)), len(section))
    return "\n".join(section[: min(end, FIGURES_LINES)]).strip("\n").splitlines()
