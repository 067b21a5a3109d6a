"""The Hugging Face Hub and its cache on this machine: what is there by id and revision, and fetching what is not.

Nothing is fetched that could run code: only safetensors, JSON, text and tokenizer files are asked for. Knows nothing
about what is in a checkpoint. The Hub's library reads the environment once, when it is imported; here it is read at
each call, so that one process can be pointed elsewhere.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from logging import ERROR
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.errors import ModelError
from briefer.resources import model_folders

if TYPE_CHECKING:
    from huggingface_hub import DryRunFileInfo

HUB_ID = re.compile(r"(?:\w(?:[\w.-]{0,94}\w)?/)?\w(?:[\w.-]{0,94}\w)?")
"""`owner/name`; the oldest checkpoints have no owner."""
SMALL_FILES = ["*.json", "*.txt", "*.model", "*.spm", "*.jinja", "README.md"]
WEIGHT_FILES = ["model.safetensors", "model-*-of-*.safetensors"]
"""What transformers loads; other safetensors beside them are the same weights in other forms."""
TELLING_FILES = ["config.json", "tokenizer_config.json", "chat_template.*", "README.md"]
ELSEWHERE = ["*/*"]
"""Files in folders inside a repository: other forms of the same weights, training logs."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def cache_folder() -> Path:
    """Return the folder of the Hub's cache: HF_HUB_CACHE, or `hub` in HF_HOME, or its usual place."""
    if named := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return _expanded(named)
    if home := os.environ.get("HF_HOME"):
        return _expanded(home) / "hub"
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return _expanded(caches) / "huggingface" / "hub"


def endpoint() -> str | None:
    """Return the address of the Hub that HF_ENDPOINT names, such as a mirror's; None for the usual one."""
    return os.environ.get("HF_ENDPOINT") or None


def is_offline() -> bool:
    """Tell whether HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE forbids to ask the Hub."""
    value = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return value.upper() in {"1", "ON", "YES", "TRUE"}


def cached(name: str, revision: str) -> Path | None:
    """Return the folder of a checkpoint in the Hub's cache, or None; its weights may be missing.

    Args:
        name: `owner/name`.
        revision: A branch, tag or commit; "" for `main`.
    """
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        found = try_to_load_from_cache(name, "config.json", cache_dir=cache_folder(), revision=revision or None)
    except HFValidationError:
        return None
    return Path(found).parent if isinstance(found, str) else None


def fetch(name: str, revision: str, *, accept: Callable[[Path], object], progress: bool) -> Path:
    """Fetch a checkpoint into the Hub's cache, or what has changed of it, and return its folder.

    Args:
        name: `owner/name`.
        revision: A branch, tag or commit; "" for `main`.
        accept: Given the folder with all but the weights; raises where they would be of no use.
        progress: Whether bars on standard error show it.

    Raises:
        ModelError: It cannot be had: no such checkpoint, no network, no leave, no room on the disk, or no weights but
            pickled ones.
    """
    if is_offline():
        raise ModelError(f"not on this machine, and HF_HUB_OFFLINE forbids to fetch it; {_advice(name)}", name)
    with _explained(name, revision), _bars(shown=False):
        folder = _download(name, revision, SMALL_FILES)
    accept(folder)
    with _explained(name, revision):
        with _bars(shown=False):
            _refuse_what_cannot_come(name, _listed(name, folder.name))
        with _bars(shown=progress):
            return _download(name, folder.name, SMALL_FILES + WEIGHT_FILES)


def peek(name: str, folder: Path) -> tuple[str, int]:
    """Fetch what tells about a checkpoint, its card and its configuration, into a folder of the caller's.

    Returns:
        The commit, and the bytes that its weights have.

    Raises:
        ModelError: The Hub has no such checkpoint or cannot be asked.
    """
    from huggingface_hub import snapshot_download

    with _explained(name, ""), _bars(shown=False):
        files = _listed(name, "main")
        snapshot_download(name, local_dir=folder, endpoint=endpoint(), allow_patterns=TELLING_FILES)
    return next((file.commit_hash for file in files), ""), sum(file.file_size or 0 for file in files)


def cached_revisions() -> Iterator[tuple[str, Path, str]]:
    """Yield the id, folder and commit of each checkpoint in the cache: of its `main`, or else its newest."""
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = scan_cache_dir(cache_folder()).repos
    except (CacheNotFound, ValueError):
        return
    for repository in sorted(repositories, key=lambda one: one.repo_id):
        if repository.repo_type == "model" and repository.revisions:
            chosen = max(repository.revisions, key=lambda one: ("main" in one.refs, one.last_modified))
            if (chosen.snapshot_path / "config.json").is_file():
                yield repository.repo_id, chosen.snapshot_path, chosen.commit_hash


def remove_cached(name: str) -> None:
    """Remove all revisions of a checkpoint from the cache."""
    from huggingface_hub import scan_cache_dir

    cache = scan_cache_dir(cache_folder())
    commits = [
        revision.commit_hash
        for repository in cache.repos
        if repository.repo_id == name and repository.repo_type == "model"
        for revision in repository.revisions
    ]
    cache.delete_revisions(*commits).execute()


def _download(name: str, revision: str, patterns: list[str]) -> Path:
    from huggingface_hub import snapshot_download

    folder = snapshot_download(
        name,
        revision=revision or None,
        cache_dir=cache_folder(),
        endpoint=endpoint(),
        allow_patterns=patterns,
        ignore_patterns=ELSEWHERE,
    )
    return Path(folder)


def _listed(name: str, revision: str) -> list[DryRunFileInfo]:
    """List a checkpoint's files with weights as they are on the Hub."""
    from huggingface_hub import snapshot_download

    return snapshot_download(
        name,
        revision=revision,
        cache_dir=cache_folder(),
        endpoint=endpoint(),
        allow_patterns=WEIGHT_FILES,
        ignore_patterns=ELSEWHERE,
        dry_run=True,
    )


def _refuse_what_cannot_come(name: str, files: Sequence[DryRunFileInfo]) -> None:
    if not files:
        message = "the Hub has no safetensors of it, and pickled weights may run code; take another, or convert it"
        raise ModelError(f"{message}, then {_advice(name)}", name)
    _refuse_without_room(name, sum(file.file_size or 0 for file in files if file.will_download))


def _refuse_without_room(name: str, size: int) -> None:
    folder = cache_folder()
    there = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    free = shutil.disk_usage(there).free
    if size > free:
        message = f"takes {size / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free in {folder}; make room"
        raise ModelError(f"{message}, or name another folder in HF_HUB_CACHE", name)


@contextmanager
def _explained(name: str, revision: str) -> Iterator[None]:
    """Turn what the Hub's library raises into one line; nothing half-written stays on a full disk."""
    from huggingface_hub import errors
    from huggingface_hub.utils import logging

    level = logging.get_verbosity()
    logging.set_verbosity(ERROR)
    try:
        yield
    except ModelError:
        raise
    except errors.GatedRepoError as error:
        message = f"the Hub gives it only to those who have accepted its terms; do so there, or {_advice(name)}"
        raise ModelError(message, name) from error
    except errors.RepositoryNotFoundError as error:
        message = f"the Hub has no such checkpoint, or shows it to others only; check the spelling, or {_advice(name)}"
        raise ModelError(message, name) from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"it has no revision {revision!r}; check --revision", name) from error
    except Exception as error:
        if _is_full(error):
            _remove_unfinished(name)
            message = f"the disk is full: {cache_folder()}; make room, or name another folder in HF_HUB_CACHE"
            raise ModelError(message, name) from error
        raise ModelError(f"cannot be fetched from the Hub: {_reason(error)}; {_advice(name)}", name) from error
    finally:
        logging.set_verbosity(level)


def _advice(name: str) -> str:
    return f"put its files into {model_folders()['user'] / name}"


def _reason(error: BaseException) -> str:
    """Say in a few words why the Hub cannot be asked."""
    causes = []
    cause: BaseException | None = error
    while cause is not None:
        causes.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    if any("Connect" in one or one == "OfflineModeIsEnabled" for one in causes):
        return "no connection"
    if any("Timeout" in one for one in causes):
        return "it does not answer"
    return str(error).strip().partition("\n")[0].rstrip(".")[:200] or type(error).__name__


def _is_full(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in FULL:
            return True
        cause = cause.__cause__ or cause.__context__
    return "No space left" in str(error)


def _remove_unfinished(name: str) -> None:
    """Remove what was being written: on a full disk it would only stay in the way."""
    for path in (_repository(name) / "blobs").glob("*.incomplete"):
        path.unlink(missing_ok=True)


def _repository(name: str) -> Path:
    return cache_folder() / f"models--{name.replace('/', '--')}"


def _expanded(folder: str) -> Path:
    return Path(os.path.expandvars(folder)).expanduser().absolute()


@contextmanager
def _bars(*, shown: bool) -> Iterator[None]:
    """Show the Hub library's progress bars, or hide them."""
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    if shown or are_progress_bars_disabled():
        yield
        return
    disable_progress_bars()
    try:
        yield
    finally:
        enable_progress_bars()
