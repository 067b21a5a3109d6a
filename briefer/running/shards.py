"""Cuts an input into shards: fixed runs of consecutive records, the same whatever the number of workers.

Knows how records are chosen and counted; knows nothing of who works on them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from briefer.reading.records import Fields, Records
from briefer.reading.rows import Record

SHARD_SIZE = 128
"""Records of a shard: some twenty seconds of work, which is all that a killed worker loses."""

SHARD_BYTES = 64_000_000
"""A shard of giant records ends early, so that memory stays constant; that, too, depends on the input alone."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records of an input are wanted, and how many make a shard."""

    where: tuple[tuple[str, str], ...] = ()
    """Field and value: only rows that have all of them."""
    limit: int = 0
    """The most records; 0 for all."""
    shard_size: int = SHARD_SIZE


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of consecutive records."""

    number: int
    digest: str
    """12 hexadecimal digits that change with any of its records."""
    records: tuple[Record, ...]
    fraction: float | None = None
    """How much of the input was read when it was cut off, 0 to 1, as far as that is known."""

    @property
    def name(self) -> str:
        """Name its finished part: by what it was made of, so that a part never stands for another input."""
        return f"part-{self.number:07}-{self.digest}.jsonl"


def cut(records: Records, selection: Selection) -> Iterator[Shard]:
    """Cut an input into shards, each read when it is asked for."""
    wanted: Iterator[Record] = (record for record in records.rows if _fits(record, selection.where))
    if selection.limit:
        wanted = islice(wanted, selection.limit)
    done = 0
    for number, run in enumerate(_runs(wanted, selection.shard_size)):
        done += len(run)
        fraction = records.fraction()
        if selection.limit:
            fraction = max(fraction or 0.0, done / selection.limit)
        yield Shard(number, _digest(run, records.fields), run, fraction)


def _fits(record: Record, where: Iterable[tuple[str, str]]) -> bool:
    """Say whether a row has all the values asked for; one that cannot be read stays, so that its error shows."""
    return bool(record.error) or all(_printed(record.row, name) == value for name, value in where)


def _printed(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _runs(records: Iterable[Record], size: int) -> Iterator[tuple[Record, ...]]:
    run: list[Record] = []
    held = 0
    for record in records:
        run.append(record)
        held += len(record.body) + sum(len(value) for value in record.row.values() if isinstance(value, str))
        if len(run) == size or held > SHARD_BYTES:
            yield tuple(run)
            run, held = [], 0
    if run:
        yield tuple(run)


def _digest(records: Iterable[Record], fields: Fields) -> str:
    digest = hashlib.sha256(repr(fields).encode())
    for record in records:
        digest.update(json.dumps([record.row, record.suffix, record.content_type, record.error]).encode())
        digest.update(record.body)
    return digest.hexdigest()[:12]
