"""Works on shards on a Ray cluster, through Ray Data: the same shards, recipe and lines as on one machine.

Knows Ray and nothing of files. Shards go into a queue from which a read task takes them, and an actor pool works on
them. An actor has a worker process as the local engine has them, so that a record that ends a process is found and left
out here, too. No more shards are under way than the actors have at hand, so memory stays constant.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Self

from briefer.errors import BrieferError, ConfigError
from briefer.running.pool import Done, Pool
from briefer.running.recipe import Recipe
from briefer.running.shards import Shard

ACTOR_CPUS = 0.9
"""Of an actor: where actors took all cores of a machine, nothing would be left to read with, and Ray would wait for
ever (Ray 2.60)."""

READER_CPUS = 0.1

AT_HAND = 3
"""Shards under way for each actor: one in work, one waiting, one being read."""

REACH_SECONDS = 10.0
"""How long a cluster may take to answer at its address."""

END = b""
"""In the queue: there are no more shards."""


def ray_engine(workers: int | None, address: str) -> Callable[[Recipe], RayEngine]:
    """Return what makes the engine of a cluster.

    Args:
        workers: how many actors; None for as many as the cluster has GPUs or else cores, started as they are needed.
        address: of the cluster, `auto` for the one that this machine belongs to; empty to start one for the run.
    """
    return lambda recipe: RayEngine(recipe, workers, address)


class RayEngine:
    """A connection to a cluster, which ends with the context."""

    def __init__(self, recipe: Recipe, workers: int | None, address: str) -> None:
        """Connect to a cluster, or start one.

        Raises:
            ConfigError: Ray is not installed, or there is no cluster at the address.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers of the run
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # it would tell users of its own inner life
        try:
            self._ray = _part("ray")
        except ImportError as error:
            raise ConfigError("Ray is not installed; install 'briefer[ray]'", "--engine ray") from error
        self._recipe = recipe
        self._signature = ""
        _connect(self._ray, address, workers)
        resources: dict[str, float] = self._ray.cluster_resources()
        self._gpus = 1.0 if resources.get("GPU") and recipe.device in ("auto", "cuda") else 0.0
        self._most = workers or max(1, int(resources.get("GPU" if self._gpus else "CPU", 1)))
        self._least = workers or 1

    def __enter__(self) -> Self:
        """Take the engine into use."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; one that was started for the run ends."""
        self._ray.shutdown()

    def signature(self) -> str:
        """Return what an actor says that it will sign summaries with.

        Raises:
            BrieferError: The model cannot be loaded.
        """
        ask = self._ray.remote(num_cpus=ACTOR_CPUS, num_gpus=self._gpus)(_ask_signature)
        found = pickle.loads(self._ray.get(ask.remote(self._recipe)))  # noqa: S301 - our own actor's words
        if isinstance(found, BrieferError):
            raise found
        self._signature = found
        return self._signature

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Work on all shards; those that a lost machine took with it are worked on again.

        Raises:
            BrieferError: The model cannot be loaded on a machine of the cluster, or is another one there.
        """
        under_way: dict[int, Shard] = {}
        while first := next(shards, None):
            yield from self._round(chain([first], shards), under_way)
            shards = iter(list(under_way.values()))
            under_way = {}

    def _round(self, shards: Iterator[Shard], under_way: dict[int, Shard]) -> Iterator[Done]:
        """Work on shards in one dataset; those that are lost are left in `under_way`."""
        queue = _part("ray.util.queue").Queue(actor_options={"num_cpus": 0})
        more = _hand_out(queue, shards, under_way, AT_HAND * self._most)
        for row in self._dataset(queue).iter_rows():
            done: Done | BrieferError = pickle.loads(row["done"])  # noqa: S301 - our own actor's words
            if isinstance(done, BrieferError):
                raise done
            if shard := under_way.pop(done.shard.number, None):
                yield replace(done, shard=shard)
            if more:
                more = _hand_out(queue, shards, under_way, AT_HAND * self._most)

    def _dataset(self, queue: Any) -> Any:  # noqa: ANN401 - Ray has no types
        data = _part("ray.data")
        context = data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context.target_max_block_size = 1  # each shard goes on its way at once: a block of many would wait to be full
        source = data.read_datasource(_source(queue), override_num_blocks=1, num_cpus=READER_CPUS)
        return source.map_batches(
            ShardActor,
            batch_size=1,
            compute=data.ActorPoolStrategy(min_size=self._least, max_size=self._most),
            fn_constructor_args=(self._recipe, self._signature),
            num_cpus=ACTOR_CPUS,
            num_gpus=self._gpus,
        )


def _part(name: str) -> Any:  # noqa: ANN401
    """Import a part of Ray, whose types come and go with its versions."""
    return import_module(name)


def _connect(ray: Any, address: str, workers: int | None) -> None:  # noqa: ANN401
    logging.getLogger("ray").setLevel(logging.ERROR)
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        _reach(address)
        with _hushed():
            if address:
                ray.init(address=address, **quiet)
            else:
                ray.init(num_cpus=workers, include_dashboard=False, **quiet)
    except (OSError, OverflowError, ValueError, RuntimeError) as error:  # a port of 99999 overflows
        reason = str(error).partition("\n")[0]
        raise ConfigError(f"no Ray cluster can be reached there ({reason}); check it", address or "--engine") from error


def _reach(address: str) -> None:
    """See that something listens at HOST:PORT or ray://HOST:PORT: Ray itself would try for many minutes.

    Raises:
        OSError: Nothing does.
    """
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), REACH_SECONDS).close()


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep off standard error what Ray's compiled part writes when it starts: that its level of logging is set."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _hand_out(queue: Any, shards: Iterator[Shard], under_way: dict[int, Shard], most: int) -> bool:  # noqa: ANN401
    """Put shards into the queue until so many are under way; say whether there may be more."""
    while len(under_way) < most:
        shard = next(shards, None)
        if shard is None:
            queue.put(END)
            return False
        under_way[shard.number] = shard
        queue.put(pickle.dumps(shard))
    return True


def _source(queue: Any) -> Any:  # noqa: ANN401
    """Make a source of data that is one task, which reads the queue to its end."""
    import pyarrow as pa

    data = _part("ray.data")
    unknown = _part("ray.data.block").BlockMetadata(num_rows=None, size_bytes=None, exec_stats=None)

    def read() -> Iterator[Any]:
        while shard := queue.get():
            yield pa.table({"shard": pa.array([shard], pa.large_binary())})
        queue.put(END)  # for the task that is started in this one's place, should its machine be lost

    methods = {
        "get_read_tasks": lambda *_, **__: [data.ReadTask(read, unknown)],
        "estimate_inmemory_data_size": lambda _: None,
    }
    return type("Shards", (data.Datasource,), methods)()


def _ask_signature(recipe: Recipe) -> bytes:
    try:
        with Pool(recipe, 1, 1) as pool:
            return pickle.dumps(pool.signature())
    except BrieferError as error:
        return pickle.dumps(error)


class ShardActor:
    """Works on shards on a machine of the cluster."""

    def __init__(self, recipe: Recipe, signature: str) -> None:
        """Args: `signature` is what the model must sign with, for the same output wherever a shard is worked on."""
        self._error: BrieferError | None = None
        self._pool = Pool(recipe, 1, 1).__enter__()
        try:
            found = self._pool.signature()
            if found != signature:
                self._error = BrieferError(f"its machines differ: {found} and {signature}", "cluster")
        except BrieferError as error:
            self._error = error

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Work on the shards of a batch."""
        return {"done": [self._work(pickle.loads(shard)) for shard in batch["shard"]]}  # noqa: S301 - our own

    def _work(self, shard: Shard) -> bytes:
        if self._error:
            return pickle.dumps(self._error)
        (done,) = self._pool.run(iter([shard]))
        return pickle.dumps(replace(done, shard=replace(shard, records=())))
