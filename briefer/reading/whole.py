"""Reads a file or standard input whole, up to a limit.

Knows nothing about what is in it.
"""

from __future__ import annotations

from typing import BinaryIO

from briefer.errors import InputError


def read_whole(name: str, stdin: BinaryIO | None, *, largest: int, advice: str) -> bytes:
    """Read all bytes of a file, never a part of them.

    Args:
        name: The file's; `-` is standard input.
        stdin: What `-` reads.
        largest: The most bytes.
        advice: What to say of a file that has more.

    Raises:
        InputError: It cannot be read, or is too large.
    """
    where = "standard input" if name == "-" else name
    try:
        if name != "-":
            with open(name, "rb") as file:  # noqa: PTH123 - Path raises for a name with a NUL
                content = file.read(largest + 1)
        elif stdin is None:
            raise InputError("there is none; name a file", where)
        else:
            content = stdin.read(largest + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path", where) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise InputError(f"it cannot be read ({reason}); check the path", where) from error
    if len(content) > largest:
        raise InputError(f"it is larger than {largest / 1e6:g} MB; {advice}", where)
    return content
