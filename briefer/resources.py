"""Finds the bundled models and prompts, in a checkout and in an installed wheel, and checkpoints by name.

Knows where folders lie and nothing about what is in them, except that a checkpoint has a `config.json`.
Names come from users: `os.path` asks about them, which unlike `Path` never fails, however odd a name is.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefer.errors import ModelError

PACKAGE = Path(__file__).parent


def bundled(kind: str) -> Path:
    """Return the folder of what ships with briefer: in the wheel `briefer/_data/KIND`, in a checkout `KIND`.

    Args:
        kind: "models" or "prompts".
    """
    installed = PACKAGE / "_data" / kind
    return installed if installed.is_dir() else PACKAGE.parent / kind


def find_model(name_or_path: str) -> Path:
    """Return the folder of a checkpoint: a folder as given, else its name in one of the model folders.

    Raises:
        ModelError: There is no such folder, and no checkpoint has this name.
    """
    explicit = os.path.expanduser(name_or_path)  # noqa: PTH111 - see the module's docstring
    if os.path.isdir(explicit):  # noqa: PTH112
        return Path(explicit)
    if name_or_path == Path(name_or_path).name:
        for folder in _model_folders():
            if _is_checkpoint(folder / name_or_path):
                return folder / name_or_path
    names = ", ".join(_model_names()) or "none"
    raise ModelError(f"no such model; give a folder, or one of the names there are: {names}", name_or_path or "--model")


def _model_folders() -> tuple[Path, ...]:
    """List where names are looked up: the project's folder, the user's folder, the bundled one."""
    user_data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path("models"), Path(user_data) / "briefer" / "models", bundled("models")


def _model_names() -> list[str]:
    """List the checkpoints of all model folders by name."""
    return sorted({path.name for folder in _model_folders() for path in folder.glob("*") if _is_checkpoint(path)})


def _is_checkpoint(folder: Path) -> bool:
    return os.path.isfile(folder / "config.json")  # noqa: PTH113
