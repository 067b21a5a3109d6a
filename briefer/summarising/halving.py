"""Runs work in batches of like size, and a batch that does not fit in memory in halves.

Knows nothing about what the work is: `run` and the items' sizes are arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from briefer.errors import ModelError

Item = TypeVar("Item")
Result = TypeVar("Result")

FULL = ("out of memory", "can't allocate memory", "not enough memory", "bad allocation")


def in_batches(
    items: Sequence[Item],
    sizes: Sequence[int],
    run: Callable[[Sequence[Item]], list[Result]],
    *,
    budget: int,
) -> list[Result]:
    """Run items in batches, longest first, and give the results in the order of the items.

    Where memory runs out the batch is halved, and so is every later one.

    Args:
        items: What to run.
        sizes: The length of each; a batch takes its longest item's length for each of its items.
        run: Gives a result an item.
        budget: The most a batch may take; one item is always a batch.

    Raises:
        ModelError: A single item does not fit in memory.
    """
    results: dict[int, Result] = {}
    waiting = sorted(range(len(items)), key=lambda at: (-sizes[at], at))
    while waiting:
        batch = waiting[: max(1, budget // max(1, sizes[waiting[0]]))]
        found = _tried(run, [items[at] for at in batch])
        if found is None:
            budget = _halved(batch, sizes)
            _free()
        else:
            results.update(zip(batch, found, strict=True))
            waiting = waiting[len(batch) :]
    return [results[at] for at in range(len(items))]


def _tried(run: Callable[[Sequence[Item]], list[Result]], batch: Sequence[Item]) -> list[Result] | None:
    """Run a batch; None where memory ran out. The error, which holds on to the batch's memory, is gone by then."""
    try:
        return run(batch)
    except (RuntimeError, MemoryError) as error:  # torch.OutOfMemoryError is a RuntimeError
        if not _is_full(error):
            raise
    return None


def _is_full(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in FULL)


def _halved(batch: Sequence[int], sizes: Sequence[int]) -> int:
    if len(batch) == 1:
        raise ModelError(
            f"{sizes[batch[0]]:,} tokens do not fit in memory at a time; use a smaller checkpoint or --device cpu",
            "--device",
        )
    return len(batch) // 2 * max(1, sizes[batch[0]])


def _free() -> None:
    """Give cached memory back: what the failed batch held would be missing for its halves."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
