"""The Ray engine: on a local cluster, with an actor killed, it goes on with what the local engine began."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest
from bulk_inputs import Here, rows

from briefer.reading.records import Fields, Records
from briefer.reading.rows import Record
from briefer.running.bulk import run_bulk
from briefer.running.recipe import Recipe
from briefer.running.shards import Selection

pytest.importorskip("ray")
pytestmark = [
    pytest.mark.needs_model,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up as Linux lists them"),
    pytest.mark.filterwarnings("ignore"),  # of Ray's own making, about itself
]

COUNT = 60


def records() -> Records:
    given = [Record(f"line {number}", row) for number, row in enumerate(rows(COUNT))]
    given[COUNT - 5] = Record("line", error="not a line of JSON")
    return Records("-", "jsonl", Fields(text="body"), iter(given))


def run(given: Records, output: Path, engine, on_progress=lambda _: None):
    recipe = Recipe(given.fields)
    return run_bulk(given, output, recipe, selection=Selection(shard_size=4), engine=engine, on_progress=on_progress)


def parent(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def is_ours(number: int) -> bool:
    while number > 1 and number != os.getpid():
        number = parent(number)
    return number == os.getpid()


def actors() -> list[int]:
    """Find the processes of actors of our own cluster."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            name = path.read_bytes()
        except OSError:
            continue
        if name.startswith(b"ray::") and b"ShardActor" in name and is_ours(int(path.parent.name)):
            found.append(int(path.parent.name))
    return found


def test_it_continues_a_local_run_survives_the_death_of_an_actor_and_gives_the_same_bytes(tmp_path):
    from briefer.running.ray_engine import ray_engine

    run(records(), tmp_path / "here.jsonl", Here)
    with pytest.raises(KeyboardInterrupt):
        run(records(), tmp_path / "out.jsonl", partial(Here, stop_after=2))
    killed = []

    def kill_one(progress) -> None:
        if progress.new and not killed:
            killed.extend(actors()[:1])
            for number in killed:
                os.kill(number, signal.SIGKILL)

    statistics = run(records(), tmp_path / "out.jsonl", ray_engine(2, ""), kill_one)
    assert killed
    assert (statistics.records, statistics.failed, statistics.kept) == (COUNT, 1, 8)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
