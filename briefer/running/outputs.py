"""Puts the parts of a run together into its output: JSON Lines, CSV or Parquet, packed or not.

Knows formats; knows nothing of how parts are made. Memory stays constant whatever the size: where columns must be known
before the first row is written, the parts are read twice.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from briefer.errors import BrieferError, ConfigError
from briefer.reading.streams import PACKED_SUFFIXES, plain_name
from briefer.running.recipe import ADDED
from briefer.running.run_folder import remove_leftovers, unfinished

Rows = Callable[[], Iterator[bytes]]
"""Gives the lines of all parts, from the first on, each time it is called."""

Write = Callable[[Rows, IO[bytes]], None]

GROUP = 4096
"""Rows of a row group of Parquet."""


def _json_lines(rows: Rows, file: IO[bytes]) -> None:
    for line in rows():
        file.write(line)


def _csv(rows: Rows, file: IO[bytes]) -> None:
    columns = list(_kinds(rows()))
    text = io.TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for line in rows():
        row = json.loads(line)
        writer.writerow([_cell(row.get(column)) for column in columns])
    text.detach()


def _cell(value: object) -> object:
    """Put a value into a cell: lists and objects as JSON, nothing as an empty cell."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _parquet(rows: Rows, file: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = _kinds(rows())
    schema = pa.schema([(name, _type(name, kind)) for name, kind in kinds.items()])
    lines = rows()
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := [json.loads(line) for line in islice(lines, GROUP)]:
            columns = [[_value(row.get(field.name), field.type) for row in group] for field in schema]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _type(name: str, kind: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    if name == "sentences":
        evidence = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())]))
        reasons = pa.list_(pa.struct([("kind", pa.string()), ("text", pa.string())]))
        support = [("verdict", pa.string()), ("score", pa.float64()), ("reasons", reasons), ("evidence", evidence)]
        sentence = [("text", pa.string()), ("evidence", evidence), ("support", pa.struct(support))]
        return pa.list_(pa.struct([*sentence, ("replaced", pa.string())]))
    return {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}.get(kind, pa.string())


def _value(value: Any, kind: Any) -> Any:  # noqa: ANN401
    import pyarrow as pa

    if value is None or isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode() if value else value
    return _cell(value) if kind == pa.string() else value


def _kinds(lines: Iterable[bytes]) -> dict[str, str]:
    """Return the columns, those of the input first, and of what kind the values of each are."""
    kinds: dict[str, str] = {}
    for line in lines:
        for name, value in json.loads(line).items():
            kinds[name] = _wider(kinds.get(name, ""), _kind(value))
    return {name: kinds[name] for name in sorted(kinds, key=lambda name: name in ADDED)}


def _kind(value: object) -> str:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return "str"
    return "" if value is None else type(value).__name__


def _wider(one: str, other: str) -> str:
    """Return the kind that can hold both."""
    if not one or not other or one == other:
        return one or other
    return "float" if {one, other} == {"int", "float"} else "str"


WRITERS: dict[str, Write] = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}
"""What writes each kind of output, by the ending of its name."""


def output_kind(output: Path) -> str:
    """Return the key of `WRITERS` that an output's name asks for.

    Raises:
        ConfigError: It asks for none, or for one that is not installed.
    """
    ending = Path(plain_name(output.name)).suffix
    kind = {".ndjson": ".jsonl"}.get(ending, ending)
    if kind not in WRITERS:
        names = ", ".join(f"NAME{ending}" for ending in WRITERS)
        raise ConfigError(
            f"its format cannot be told; call it {names}, or one of these with .gz, .xz, .zst", str(output)
        )
    if kind == ".parquet" and output.suffix.casefold() != ".parquet":
        raise ConfigError("Parquet is packed within; call it NAME.parquet", str(output))
    needed = {".parquet": "pyarrow", ".zst": "zstandard"}.get(output.suffix.casefold(), "")
    if needed and not _installed(needed):
        raise ConfigError(f"writing it needs {needed}; install 'briefer[bulk]'", str(output))
    return kind


def _installed(library: str) -> bool:
    from importlib.util import find_spec

    return find_spec(library) is not None


def put_together(rows: Rows, output: Path) -> None:
    """Write the output beside its name, then rename it: an output that exists is complete.

    Raises:
        BrieferError: The disk is full, or the folder not writable.
    """
    remove_leftovers(output)
    temporary = unfinished(output)
    try:
        with temporary.open("wb") as file:
            packed = _packed(file, output.suffix.casefold())
            WRITERS[output_kind(output)](rows, packed)
            if packed is not file:
                packed.close()
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(output)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BrieferError(f"cannot write: {reason}; make room, and run the same command again", str(output)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _packed(file: IO[bytes], ending: str) -> IO[bytes]:
    """Wrap a file so that what is written to it is packed; the same bytes each time: no name, no moment."""
    if ending not in PACKED_SUFFIXES:
        return file
    if ending == ".gz":
        return cast("IO[bytes]", gzip.GzipFile("", "wb", 6, file, mtime=0))
    if ending == ".bz2":
        return bz2.BZ2File(file, "wb")
    if ending == ".xz":
        return lzma.LZMAFile(file, "wb")
    import zstandard

    return cast("IO[bytes]", zstandard.ZstdCompressor(3).stream_writer(file, closefd=False))
