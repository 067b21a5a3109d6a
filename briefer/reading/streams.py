"""Opens what records come from as one stream of plain bytes: files, standard input, remote paths; packed or not.

Knows compressions (by their first bytes, whatever the name says) and where bytes come from; knows nothing about what
is in them. Nothing is read further than it is asked for, so that memory stays constant whatever the size.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from briefer.errors import InputError

REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
BUFFER = 1 << 20
"""Bytes read at a time."""


@dataclass(frozen=True, slots=True)
class Stream:
    """An open input."""

    file: BinaryIO
    """Its bytes, unpacked."""
    raw: BinaryIO
    """Its bytes as they lie there."""
    size: int
    """Of `raw` in bytes; 0 where that is not known."""
    start: bytes
    """Its first bytes, unpacked: what tells a format."""

    owned: bool = True
    """Whether it is to be closed when it has been read: standard input is not ours."""

    def close(self) -> None:
        """Close what was opened."""
        if self.owned:
            with suppress(OSError, ValueError):
                self.file.close()
            self.raw.close()

    def fraction(self) -> float | None:
        """Return how much of it has been read, 0 to 1, as far as that is known."""
        try:
            return min(1.0, self.raw.tell() / self.size) if self.size else None
        except (OSError, ValueError):
            return None


def open_stream(name: str, stdin: BinaryIO | None) -> Stream:
    """Open a file, a remote path or, for `-`, standard input.

    Raises:
        InputError: It is not there, may not be read, or is packed in a way that cannot be unpacked here.
    """
    raw, size = _raw(name, stdin)
    buffered = raw if hasattr(raw, "peek") else io.BufferedReader(cast("io.RawIOBase", raw), BUFFER)
    try:
        with damage_told(name):
            file = _unpacked(cast("io.BufferedReader", buffered), name)
            return Stream(cast("BinaryIO", file), raw, size, file.peek(4096)[:4096], owned=name != "-")
    except InputError:
        if name != "-":
            raw.close()
        raise


def plain_name(name: str) -> str:
    """Return a name without the ending of its compression, in lower case."""
    lowered = name.casefold()
    return next((lowered.removesuffix(ending) for ending in PACKED_SUFFIXES if lowered.endswith(ending)), lowered)


@contextmanager
def damage_told(where: str) -> Iterator[None]:
    """Turn what the unpackers raise on damaged bytes into an `InputError`.

    Raises:
        InputError: The bytes are damaged, or cannot be read.
    """
    try:
        yield
    except InputError:
        raise
    except (EOFError, lzma.LZMAError, zlib.error) as error:
        raise InputError("it ends too early or is damaged; what follows is not read; fetch it again", where) from error
    except OSError as error:
        reason = error.strerror or "it is damaged"
        raise InputError(f"it cannot be read ({reason}); what follows is not read; fetch it again", where) from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # which has two homes, neither of which is always installed
            raise
        raise InputError("it is damaged; what follows is not read; fetch it again", where) from error


def _raw(name: str, stdin: BinaryIO | None) -> tuple[BinaryIO, int]:
    if name == "-":
        if stdin is None:
            raise InputError("there is none; name a file", "standard input")
        return stdin, 0
    if REMOTE.match(name):
        return _remote(name)
    try:
        file = open(name, "rb", buffering=BUFFER)  # noqa: SIM115, PTH123 - the caller reads it; Path raises for a NUL
        return file, os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path", name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise InputError(f"it cannot be read ({reason}); check the path", name) from error


def _remote(name: str) -> tuple[BinaryIO, int]:
    try:
        import fsspec
    except ImportError as error:
        raise InputError("remote paths need fsspec; install 'briefer[remote]'", name) from error
    try:
        file = fsspec.open(name, "rb", block_size=BUFFER).open()
    except ImportError as error:
        raise InputError(f"{error}; install what this kind of path needs", name) from error
    except Exception as error:
        raise InputError(f"it cannot be opened ({type(error).__name__}: {error}); check the path", name) from error
    size = getattr(file, "size", None)
    return cast("BinaryIO", file), size if isinstance(size, int) else 0


def _gzip(file: IO[bytes], _: str) -> IO[bytes]:
    import gzip

    return cast("IO[bytes]", gzip.GzipFile(fileobj=file))


def _bz2(file: IO[bytes], _: str) -> IO[bytes]:
    import bz2

    return bz2.BZ2File(file)


def _xz(file: IO[bytes], _: str) -> IO[bytes]:
    return lzma.LZMAFile(file)


def _zstd(file: IO[bytes], name: str) -> IO[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise InputError("unpacking zst needs zstandard; install 'briefer[bulk]'", name) from error
    reader: Any = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return cast("IO[bytes]", reader)


UNPACKERS: dict[bytes, Callable[[IO[bytes], str], IO[bytes]]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": _bz2,
    b"\xfd7zXZ\x00": _xz,
    b"(\xb5/\xfd": _zstd,
}
"""The unpacker for each beginning of a packed file."""


def _unpacked(file: io.BufferedReader, name: str) -> io.BufferedReader:
    start = file.peek(8)[:8]
    for magic, unpack in UNPACKERS.items():
        if start.startswith(magic):
            return io.BufferedReader(cast("io.RawIOBase", unpack(file, name)), BUFFER)
    return file


def spooled(stream: Stream, folder: Path | None = None) -> BinaryIO:
    """Copy a stream to a temporary file that can be read from any place, as Parquet needs it.

    Raises:
        InputError: It is damaged, or the disk is full.
    """
    import shutil
    import tempfile

    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it goes when it is closed
    with damage_told("standard input"):
        shutil.copyfileobj(stream.file, file, BUFFER)
    file.seek(0)
    return cast("BinaryIO", file)
