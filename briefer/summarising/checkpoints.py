"""Finds a checkpoint by folder, name or Hub id, and refuses, in one line each, what cannot or must not be loaded.

Looked up are: a folder as given; a name in the project's, the user's and the bundled folder of models; the Hub's cache
on this machine; the Hub, unless HF_HUB_OFFLINE forbids it. Knows nothing about torch, transformers and what a
checkpoint is used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefer.errors import ModelError
from briefer.resources import find_model, model_folders
from briefer.summarising.checkpoint_files import check_settings, check_weights, digest, weight_files


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint on this machine that may be loaded."""

    name: str
    """The Hub id, the name in a folder of models, or a folder's own name."""
    path: Path
    kind: str
    """`encoder`: of the bundled kind, chooses sentences; `seq2seq` writes a text from a text; `chat` follows
    instructions."""
    model_type: str
    """The family: `bart`, `t5`, `qwen2`."""
    revision: str
    """The commit on the Hub; "" for a folder."""
    digest: str
    """12 hexadecimal digits that change with the files it is loaded from; an encoder hashes its own weights."""


def find_checkpoint(model: str, *, revision: str = "", progress: bool = False) -> Checkpoint:
    """Find a checkpoint that may be loaded, fetching it from the Hub where it is not on this machine.

    Args:
        model: A folder, the name of a bundled or installed checkpoint, or a Hub id `owner/name`.
        revision: A branch, tag or commit on the Hub.
        progress: Whether bars on standard error show a download.

    Raises:
        ModelError: There is none, or it cannot or must not be loaded.
    """
    try:
        folder = find_model(model)
    except ModelError as error:
        folder, commit = _on_hub(model, revision, progress=progress, absent=error)
        return _checked(folder, model, commit)
    if revision:
        raise ModelError("only a checkpoint of the Hub has revisions; leave out --revision", model)
    return _checked(folder, _name(folder), "")


def pull_checkpoint(name: str, *, revision: str = "", progress: bool = False) -> Checkpoint:
    """Fetch a checkpoint from the Hub, or what has changed of it there.

    Args:
        name: Its Hub id, `owner/name`.
        revision: A branch, tag or commit.
        progress: Whether bars on standard error show it.

    Raises:
        ModelError: It cannot be had, or cannot or must not be loaded.
    """
    from briefer.summarising.hub import HUB_ID, fetch

    if not HUB_ID.fullmatch(name) or "/" not in name:
        raise ModelError("no id of the Hub; give OWNER/NAME", name or "pull")
    folder = fetch(name, revision, accept=check_settings, progress=progress)
    return _checked(folder, name, folder.name)


def _on_hub(model: str, revision: str, *, progress: bool, absent: ModelError) -> tuple[Path, str]:
    """Return the folder and the commit of a checkpoint of the Hub.

    A name without an owner is never asked for there: it would be a slip of the keyboard more often than one of the
    few oldest checkpoints. What only the cache has is taken as it is; what it has in part, in full.
    """
    from briefer.summarising.hub import HUB_ID, cached, fetch, is_offline

    if not HUB_ID.fullmatch(model):
        raise absent
    folder = cached(model, revision)
    if folder is None and "/" not in model:
        where = model_folders()["user"] / model
        raise ModelError(f"{absent.message}; a new one belongs into {where}, or give its Hub id OWNER/NAME", model)
    if folder is None or not (_is_whole(folder) or is_offline() or "/" not in model):
        folder = fetch(model, revision, accept=check_settings, progress=progress)
    return folder, folder.name


def _is_whole(folder: Path) -> bool:
    try:
        return (folder / "config.json").is_file() and all(path.is_file() for path in weight_files(folder))
    except ModelError:
        return False


def _checked(folder: Path, name: str, revision: str) -> Checkpoint:
    kind, model_type = check_settings(folder)
    if kind != "encoder":  # which checks and hashes its own weights, and must start fast
        check_weights(folder)
    return Checkpoint(name, folder, kind, model_type, revision, digest(folder, weights=kind != "encoder"))


def _name(folder: Path) -> str:
    """Name a folder as `find_model` would find it, else by its own name."""
    for models in model_folders().values():
        if folder.is_relative_to(models):
            return folder.relative_to(models).as_posix()
    return folder.resolve().name
