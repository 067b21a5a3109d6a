"""The Ray engine: on a local cluster, with an actor or the driver killed, its output is the local engine's."""

import os
import socket
import time
from functools import partial
from pathlib import Path

import pytest
from bulk_inputs import Here, kill, rows, start, write_json_lines

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

COUNT = 300
SHARD = 8
WORKING = ("raylet", "ShardActor", "spawn_main")
"""Processes of a cluster that do its work; its agents look after their cluster once a minute only."""


def records() -> Records:
    given = [Record(f"line {number}", row) for number, row in enumerate(rows(COUNT))]
    given[COUNT - 5] = Record("line", error="not a line of JSON")
    return Records("-", "jsonl", Fields(text="body"), iter(given))


def run(given: Records, output: Path, engine, on_progress=lambda _: None):
    recipe = Recipe(given.fields)
    return run_bulk(
        given, output, recipe, selection=Selection(shard_size=SHARD), engine=engine, on_progress=on_progress
    )


def parent(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def is_below(number: int, ancestor: int) -> bool:
    while number > 1 and number != ancestor:
        number = parent(number)
    return number == ancestor


def processes_below(ancestor: int) -> dict[int, str]:
    """Find all processes that another started, or that these started, and what they call themselves."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        number = int(path.parent.name)
        try:
            name = path.read_text("utf-8", "replace")
        except OSError:
            continue
        if number != ancestor and is_below(number, ancestor):
            found[number] = name
    return found


def actors() -> list[int]:
    """Find the processes of actors of our own cluster."""
    below = processes_below(os.getpid())
    return [number for number, name in below.items() if name.startswith("ray::") and "ShardActor" in name]


def wait_until(holds, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


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
                kill(number)

    statistics = run(records(), tmp_path / "out.jsonl", ray_engine(2, ""), kill_one)
    assert killed
    assert (statistics.records, statistics.failed, statistics.kept) == (COUNT, 1, 2 * SHARD)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_a_driver_that_is_killed_takes_its_cluster_with_it_and_the_local_engine_goes_on(tmp_path):
    source = write_json_lines(tmp_path / "news.jsonl", [*rows(COUNT - 1), "nonsense"])
    whole, output = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    with start(source, whole, 2) as process:
        process.communicate(timeout=300)
    with start(source, output, 2, "--engine", "ray") as process:
        wait_until(lambda: len(list(tmp_path.glob("out.jsonl.run/part-*"))) > 5, 180)
        below = processes_below(process.pid)
        cluster = {number: name for number, name in below.items() if any(part in name for part in WORKING)}
        process.kill()
        process.wait()
    wait_until(lambda: not any(Path(f"/proc/{number}/exe").exists() for number in cluster), 60)
    done = len(list(tmp_path.glob("out.jsonl.run/part-*")))
    assert 5 < done < COUNT // 4
    assert all(any(part in name for name in cluster.values()) for part in WORKING)
    with start(source, output, 1) as process:
        told = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 3
    assert f"{COUNT - 4 * done} of them in this run" in told
    assert output.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_an_address_where_nobody_listens_is_one_line_at_once(scheme, tmp_path):
    source = write_json_lines(tmp_path / "news.jsonl", rows(1))
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"{scheme}127.0.0.1:{nobody.getsockname()[1]}"
    with start(source, tmp_path / "out.jsonl", 1, "--engine", "ray", "--address", address) as process:
        told = process.communicate(timeout=60)[1].decode().splitlines()
    assert process.returncode == 1
    assert len(told) == 2
    assert told[1].startswith(f"briefer: {address}: no Ray cluster can be reached there (")
