"""Finds the bundled models and prompts, in a checkout and in an installed wheel, and checkpoints and prompts by name.

Knows where folders lie and nothing about what is in them, except that a checkpoint has a `config.json` and that a
prompt is a file `NAME.md`. A name is looked up in the project's folder, the user's, and then what ships with briefer.
Names come from users: `os.path` asks about them, which unlike `Path` never fails, however odd a name is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from lzma import LZMAError
from pathlib import Path
from typing import TypeVar

from briefer.errors import ModelError, TemplateError

T = TypeVar("T")

PACKAGE = Path(__file__).parent
LONGEST_PROMPT = 200_000
"""Bytes."""

_CHECKPOINT_NAME = re.compile(r"(?:\w[\w.-]*/)?\w[\w.-]*")
"""No part of it can lead out of a folder."""


def bundled(kind: str) -> Path:
    """Return the folder of what ships with briefer: in the wheel `briefer/_data/KIND`, in a checkout `KIND`.

    Args:
        kind: "models" or "prompts".
    """
    installed = PACKAGE / "_data" / kind
    return installed if installed.is_dir() else PACKAGE.parent / kind


def read_shipped(path: Path, what: str, read: Callable[[Path], T]) -> T:
    """Read a file of figures that ships with briefer.

    Args:
        path: The file.
        what: What it holds, with its verb: `the counts of words are`.
        read: Reads it; what it raises of a damaged file is no bug of briefer's.

    Raises:
        ModelError: It is not there, or is damaged.
    """
    try:
        return read(path)
    except OSError as error:
        raise ModelError(f"{what} not there; reinstall briefer", str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, LZMAError) as error:
        raise ModelError(f"{what} damaged; reinstall briefer", str(path)) from error


def find_model(name_or_path: str) -> Path:
    """Return the folder of a checkpoint: a folder as given, else its name in one of the model folders.

    Raises:
        ModelError: There is no such folder, and no checkpoint has this name.
    """
    explicit = os.path.expanduser(name_or_path)  # noqa: PTH111 - see the module's docstring
    if os.path.isdir(explicit):  # noqa: PTH112
        return Path(explicit)
    if _CHECKPOINT_NAME.fullmatch(name_or_path):
        for folder in model_folders().values():
            if _is_checkpoint(folder / name_or_path):
                return folder / name_or_path
    names = ", ".join(model_names()) or "none"
    raise ModelError(f"no such model; give a folder, or one of the names there are: {names}", name_or_path or "--model")


def model_names() -> list[str]:
    """List the checkpoints of all model folders by name."""
    return sorted({name for folder in model_folders().values() for name in checkpoint_names(folder)})


def checkpoint_names(folder: Path) -> list[str]:
    """List the checkpoints of one model folder by name: `NAME`, or `OWNER/NAME` as on the Hub."""
    found = {path for pattern in ("*", "*/*") for path in folder.glob(pattern) if _is_checkpoint(path)}
    return sorted(path.relative_to(folder).as_posix() for path in found)


def model_folders() -> dict[str, Path]:
    """Return where checkpoints are looked up, in that order, by whose folder it is: project, user or bundled."""
    return {"project": Path("models"), "user": user_data() / "models", "bundled": bundled("models")}


def find_prompt(kind: str, name: str) -> Path:
    """Return the file of a prompt: a file as given, else its name in one of the prompt folders.

    Args:
        kind: "briefs" or "instructions".
        name: `sitrep`, or the path of a file.

    Raises:
        TemplateError: There is no such file, and no prompt has this name.
    """
    explicit = os.path.expanduser(name)  # noqa: PTH111 - see the module's docstring
    if name != Path(name).stem and os.path.isfile(explicit):  # noqa: PTH113
        return Path(explicit)
    for folder in prompt_folders(kind).values():
        if name and name == Path(name).name and os.path.isfile(folder / f"{name}.md"):  # noqa: PTH113
            return folder / f"{name}.md"
    names, what = ", ".join(prompt_names(kind)) or "none", "instruction" if kind == "instructions" else "template"
    raise TemplateError(f"no such {what}; give a file, or one of the names there are: {names}", name or f"--{what}")


def read_prompt(path: Path) -> str:
    """Read a prompt.

    Raises:
        TemplateError: The file cannot be read, is no UTF-8, or is far too long for a prompt.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_PROMPT + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise TemplateError(f"cannot read: {error.strerror}; check the file", str(path)) from error
    except UnicodeDecodeError as error:
        raise TemplateError("not UTF-8; save the template as UTF-8", str(path)) from error
    if len(content) > LONGEST_PROMPT:
        raise TemplateError(f"longer than {LONGEST_PROMPT:,} bytes; a template is a page or two", str(path))
    return text


def prompt_names(kind: str) -> list[str]:
    """List the prompts of all prompt folders by name.

    Args:
        kind: "briefs" or "instructions".
    """
    return sorted({path.stem for folder in prompt_folders(kind).values() for path in folder.glob("*.md")})


def prompt_folders(kind: str) -> dict[str, Path]:
    """Return where prompts are looked up, in that order, by whose folder it is: project, user or bundled.

    Args:
        kind: "briefs" or "instructions".
    """
    return {
        "project": Path("prompts") / kind,
        "user": user_data() / "prompts" / kind,
        "bundled": bundled("prompts") / kind,
    }


def user_data() -> Path:
    """Return the folder of what the user has: checkpoints, prompts, feeds and briefs."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "briefer"


def _is_checkpoint(folder: Path) -> bool:
    return os.path.isfile(folder / "config.json")  # noqa: PTH113
