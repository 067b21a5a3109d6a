"""What goes wrong in a long run: processes are killed, records crash, disks fill, users press Ctrl-C."""

import json
import os
import random
import resource
import signal
import time
from pathlib import Path

import pytest
from bulk_inputs import Deadly, Unloadable, kill, rows, start, write_json_lines

from briefer.errors import BrieferError, ModelError
from briefer.reading.records import Fields, Records
from briefer.reading.rows import Record
from briefer.running.bulk import local_engine, run_bulk
from briefer.running.recipe import Recipe
from briefer.running.shards import Selection

pytestmark = pytest.mark.needs_model

COUNT = 120
KILLS = int(os.environ.get("BRIEFER_KILLS", "4"))
"""`BRIEFER_KILLS=30` tries so many moments, spread by a seed."""


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    return write_json_lines(tmp_path_factory.mktemp("faults") / "news.jsonl", [*rows(COUNT - 1), "nonsense"])


@pytest.fixture(scope="module")
def undisturbed(source) -> tuple[bytes, float]:
    """The output of a run that nothing happens to, and how many seconds it takes."""
    output = source.with_name("whole.jsonl")
    began = time.monotonic()
    with start(source, output, 1) as process:
        process.communicate(timeout=120)
    assert process.returncode == 3
    return output.read_bytes(), time.monotonic() - began


def processes_below(parent: int) -> list[int]:
    """Find the worker processes of a run, as Linux lists them."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    children = [int(number) for number in listed.read_text(encoding="ascii").split()] if listed.exists() else []
    return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks processes up as Linux lists them")
@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_any_moment_and_resumed_with_other_workers_the_output_is_the_same(
    seed, source, undisturbed, tmp_path
):
    """kill -9 of the first process, of a worker, or of both; then the run is continued with more or fewer workers."""
    whole, seconds = undisturbed
    rng = random.Random(seed)
    output = tmp_path / "out.jsonl"
    with start(source, output, 1 + seed % 2) as process:
        time.sleep(rng.uniform(0.1, seconds))
        victim = rng.choice([process.pid, *processes_below(process.pid)])
        kill(victim)
        if victim == process.pid or rng.random() < 0.5:
            time.sleep(rng.uniform(0.0, 0.5))
            kill(process.pid)
        process.communicate(timeout=120)
    with start(source, output, 2 - seed % 2) as process:
        process.communicate(timeout=120)
    assert process.returncode == 3
    assert output.read_bytes() == whole
    assert not [path.name for path in tmp_path.iterdir() if "unfinished" in path.name]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_end_is_exit_code_130_and_one_line_that_says_how_to_go_on(number, source, undisturbed, tmp_path):
    output = tmp_path / "out.jsonl"
    with start(source, output, 2) as process:
        while not list(tmp_path.glob("out.jsonl.run/part-*")) and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, number) if number == signal.SIGINT else os.kill(process.pid, number)
        told = process.communicate(timeout=60)[1].decode().splitlines()
    assert process.returncode == 130
    assert told[1:] == [f"briefer: stopped; what is done is kept in {output}.run: run the same command again to go on"]
    with start(source, output, 1) as process:
        process.communicate(timeout=120)
    assert output.read_bytes() == undisturbed[0]


def test_a_disk_that_is_full_is_one_line_and_the_run_can_be_continued(source, undisturbed, tmp_path):
    output = tmp_path / "out.jsonl"
    for limit in (900, len(undisturbed[0]) // 2):  # in the run file and the parts; in the output
        with start(
            source, output, 1, preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        ) as process:
            told = process.communicate(timeout=120)[1].decode().splitlines()
        assert process.returncode == 1
        assert "cannot write: " in told[-1]
        assert not output.exists()
    with start(source, output, 1) as process:
        process.communicate(timeout=120)
    assert output.read_bytes() == undisturbed[0]


def run(records: list[Record], output: Path, workers: int, shard_size: int):
    recipe = Recipe(Fields(text="body"))
    given = Records("-", "jsonl", recipe.fields, iter(records))
    selection = Selection(shard_size=shard_size)
    return run_bulk(given, output, recipe, selection=selection, engine=local_engine(workers))


def test_a_record_that_ends_its_process_is_left_out_and_no_other_is(tmp_path):
    good = [Record(f"line {number}", row) for number, row in enumerate(rows(5))]
    bad = [good[0], Deadly("line 1", good[1].row), *good[2:]]
    statistics = run(bad, tmp_path / "out.jsonl", 2, 3)
    errors = [json.loads(line)["error"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert errors[1] == "a worker process was ended by signal 9 at this record, 2 times; it was left out"
    assert errors[:1] + errors[2:] == [None] * 4
    assert (statistics.records, statistics.failed) == (5, 1)


def test_a_model_that_is_not_there_is_told_once_and_ends_the_run(tmp_path):
    given = Records("-", "jsonl", Fields(text="body"), iter([Record("line 1", rows(1)[0])]))
    with pytest.raises(ModelError, match="no such model"):
        run_bulk(
            given,
            tmp_path / "out.jsonl",
            Recipe(given.fields, model="missing"),
            selection=Selection(),
            engine=local_engine(2),
        )


def test_workers_that_die_before_they_are_ready_end_the_run(tmp_path):
    given = Records("-", "jsonl", Fields(text="body"), iter([Record("line 1", rows(1)[0])]))
    with pytest.raises(BrieferError, match="a worker process ended with exit code 7 before it was ready"):
        run_bulk(
            given,
            tmp_path / "out.jsonl",
            Recipe(given.fields),
            selection=Selection(),
            engine=lambda recipe: local_engine(1)(Unloadable(recipe.fields)),
        )
