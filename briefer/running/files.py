"""Writes a result file whole or not at all. Knows nothing about what is in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefer.errors import BrieferError


def write_file(path: Path, content: bytes) -> None:
    """Write beside the name, then rename: a result file that exists is complete.

    Raises:
        BrieferError: The folder is not there, or not writable, or the disk is full.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:80]}.", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_mask())  # a temporary file is private; a result is not
        Path(temporary).replace(path)
    except (OSError, ValueError) as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) else "the name has a character that no file can have"
        raise BrieferError(f"cannot write: {reason}; give a file in a folder you may write to", str(path)) from error


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, by name, each whole or not at all; the folder is made where it is not there.

    Raises:
        BrieferError: The folder cannot be made, or a file not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrieferError(f"cannot make this folder: {error.strerror}; give another", str(folder)) from error
    for name, content in contents.items():
        write_file(folder / name, content)
    return tuple(folder / name for name in contents)


def _mask() -> int:
    """Return the process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
