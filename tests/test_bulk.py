"""Bulk runs: a row out for each row in; a run is continued with what it was begun with, and only so."""

import csv
import gzip
import json
import os
import re
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from bulk_inputs import Here, Raising, rows, text, write_json_lines

from briefer import summarise
from briefer.errors import BrieferError, ConfigError, ResumeError
from briefer.reading import article_from_text
from briefer.reading.records import Fields, Records, open_records
from briefer.reading.rows import Record
from briefer.running.bulk import local_engine, run_bulk
from briefer.running.cache import SummaryCache, text_key
from briefer.running.recipe import Recipe
from briefer.running.run_folder import RunFolder
from briefer.running.shards import Selection, cut

pytestmark = pytest.mark.needs_model

SHARDS_OF_3 = Selection(shard_size=3)


@pytest.fixture
def source(tmp_path) -> Path:
    return write_json_lines(tmp_path / "news.jsonl", rows(8))


def run(source, output, *, engine=Here, selection=SHARDS_OF_3, retry_failed=False, stdin=None, told=None, **settings):
    records = open_records(str(source), stdin=stdin)
    return run_bulk(
        records,
        Path(output),
        Recipe(records.fields, **settings),
        selection=selection,
        engine=engine,
        retry_failed=retry_failed,
        on_progress=(told if told is not None else []).append,
    )


def lines(path) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_each_row_comes_out_in_order_with_its_summary_as_summarise_makes_it(source, tmp_path):
    told = []
    statistics = run(source, tmp_path / "out.jsonl", told=told)
    found = lines(tmp_path / "out.jsonl")
    assert [{name: row[name] for name in rows(1)[0]} for row in found] == rows(8)
    wanted = summarise([article_from_text(text(number)) for number in range(8)])
    assert [row["summary"] for row in found] == [summary.text for summary in wanted]
    assert {row["signature"] for row in found} == {wanted[0].signature}
    for row in found:
        assert list(row)[4:] == ["summary", "sentences", "support", "signature", "error"]
        for evidence in (one for sentence in row["sentences"] for one in sentence["evidence"]):
            assert row["body"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert (statistics.records, statistics.failed, statistics.kept) == (8, 0, 0)
    assert [progress.records for progress in told] == [3, 6, 8]


BAD = ["nonsense", {"id": "x"}, {"id": "y", "body": " "}, {"id": "z", "body": "A\ud800 flat " + "word " * 200_000}]


def test_a_record_that_fails_stays_in_its_place_with_its_error(tmp_path):
    source = write_json_lines(tmp_path / "news.jsonl", [*rows(2), *BAD, *rows(1)])
    statistics = run(source, tmp_path / "out.jsonl")
    found = lines(tmp_path / "out.jsonl")
    assert [row["error"] is None for row in found] == [True, True, False, False, False, False, True]
    assert [row.get("id") for row in found] == ["n0", "n1", None, "x", "y", "z", "n0"]
    assert [found[2][name] for name in ("summary", "sentences", "support", "signature")] == [None] * 4
    assert found[5]["body"] == BAD[3]["body"]
    assert statistics.failed == 4


def test_a_field_of_the_input_that_has_the_name_of_one_of_ours_is_kept_under_another(tmp_path):
    source = write_json_lines(tmp_path / "news.jsonl", [{"article": text(1), "summary": "theirs", "error": 404}])
    run(source, tmp_path / "out.jsonl")
    (row,) = lines(tmp_path / "out.jsonl")
    assert (row["input_summary"], row["input_error"], row["error"]) == ("theirs", 404, None)
    assert "Work will begin" in row["summary"] or "approved" in row["summary"]


def test_shards_depend_on_the_input_alone(source):
    records = partial(open_records, str(source))
    first, again = ([shard.name for shard in cut(records(), SHARDS_OF_3)] for _ in range(2))
    assert first == again
    assert [len(shard.records) for shard in cut(records(), SHARDS_OF_3)] == [3, 3, 2]
    limited = list(cut(records(), Selection(limit=4, shard_size=3)))
    assert [len(shard.records) for shard in limited] == [3, 1]
    assert limited[-1].fraction == 1


def test_only_the_rows_asked_for(source, tmp_path):
    where = (("pages", "1"),)
    run(source, tmp_path / "out.jsonl", selection=Selection(where=where, limit=2))
    assert [row["id"] for row in lines(tmp_path / "out.jsonl")] == ["n1", "n4"]


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same_bytes_whatever_their_number(source, tmp_path, workers):
    run(source, tmp_path / "here.jsonl")
    run(source, tmp_path / "there.jsonl", engine=local_engine(workers))
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


@pytest.mark.parametrize("stop_after", [0, 1, 2])
def test_a_run_that_was_stopped_goes_on_where_it_was(source, tmp_path, stop_after):
    run(source, tmp_path / "whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        run(source, tmp_path / "out.jsonl", engine=partial(Here, stop_after=stop_after))
    assert not (tmp_path / "out.jsonl").exists()
    (tmp_path / "out.jsonl.run" / ".part-0000002-leftover").touch()
    statistics = run(source, tmp_path / "out.jsonl")
    assert statistics.kept == 3 * stop_after
    assert statistics.work.records == 8 - 3 * stop_after
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert {path.name for path in (tmp_path / "out.jsonl.run").iterdir()} == {"run.json", "lock"}


def test_a_finished_run_is_not_done_again(source, tmp_path):
    run(source, tmp_path / "out.jsonl")
    before = (tmp_path / "out.jsonl").stat()
    assert run(source, tmp_path / "out.jsonl", engine=None).already
    assert (tmp_path / "out.jsonl").stat() == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"input": rows(9)}, "was begun with input "),
        ({"words": 20}, "was begun with --words 45, not 20"),
        ({"model": "other"}, 'was begun with --model "briefer-encoder", not "other"'),
        ({"selection": Selection(shard_size=4)}, "was begun with --shard-size 3, not 4"),
        ({"selection": Selection(shard_size=3, limit=5)}, "was begun with --limit 0, not 5"),
        ({"template": "flash"}, 'was begun with --template "", not "flash@'),
    ],
)
@pytest.mark.parametrize("finished", [True, False])
def test_a_run_is_not_continued_with_anything_else(source, tmp_path, change, message, finished):
    stopped = Here if finished else partial(Here, stop_after=1)
    try:
        run(source, tmp_path / "out.jsonl", engine=stopped)
    except KeyboardInterrupt:
        assert not finished
    if "input" in change:
        write_json_lines(source, change["input"])
    with pytest.raises(ResumeError, match=message) as error:
        run(source, tmp_path / "out.jsonl", **{name: value for name, value in change.items() if name != "input"})
    assert "\n" not in str(error.value)


def test_a_run_is_not_continued_with_other_weights(source, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(source, tmp_path / "out.jsonl", engine=partial(Here, stop_after=1))
    path = tmp_path / "out.jsonl.run" / "run.json"
    path.write_text(re.sub("briefer-encoder@.{12}", "briefer-encoder@000000000000", path.read_text("utf-8")), "utf-8")
    with pytest.raises(ResumeError, match=r"begun with signature .*@000000000000 .*, not .*; give the same"):
        run(source, tmp_path / "out.jsonl")


def test_standard_input_that_differs_from_that_of_the_finished_part_is_refused(source, tmp_path):
    def piped(count, **more):
        (tmp_path / "pipe.jsonl").write_bytes(b"")
        with write_json_lines(tmp_path / "pipe.jsonl", rows(count)).open("rb") as stdin:
            return run("-", tmp_path / "out.jsonl", stdin=stdin, **more)

    with pytest.raises(KeyboardInterrupt):
        piped(8, engine=partial(Here, stop_after=2))
    with pytest.raises(ResumeError, match="the records of shard 0 differ"):
        piped(2)
    assert piped(8).kept == 6
    with pytest.raises(ResumeError, match="finished already"):
        piped(8)


def test_an_output_that_no_run_made_is_not_overwritten(source, tmp_path):
    (tmp_path / "out.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="there already"):
        run(source, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "mine"


def test_two_processes_are_not_at_one_run(source, tmp_path):
    with RunFolder(tmp_path / "out.jsonl").locked(), pytest.raises(ResumeError, match="another process"):
        run(source, tmp_path / "out.jsonl")


def records_of(*records: Record) -> Records:
    return Records("-", "jsonl", Fields(text="body"), iter(records))


def test_what_failed_is_tried_again_and_nothing_else(tmp_path):
    good = [Record(f"line {number}", row) for number, row in enumerate(rows(5))]
    bad = [*good[:3], Raising("line 3", good[3].row), good[4]]

    def attempt(records, **more):
        recipe = Recipe(Fields(text="body"))
        return run_bulk(
            records_of(*records), tmp_path / "out.jsonl", recipe, selection=SHARDS_OF_3, engine=local_engine(1), **more
        )

    assert attempt(bad).failed == 1
    assert lines(tmp_path / "out.jsonl")[3]["error"] == "OverflowError: too many pieces"
    statistics = attempt(good, retry_failed=True)
    assert (statistics.records, statistics.failed, statistics.work.records, statistics.kept) == (5, 0, 1, 4)
    assert [row["error"] for row in lines(tmp_path / "out.jsonl")] == [None] * 5
    assert [row["id"] for row in lines(tmp_path / "out.jsonl")] == [f"n{number}" for number in range(5)]


def test_csv_has_a_column_a_field_and_lists_as_json(source, tmp_path):
    run(source, tmp_path / "out.jsonl")
    run(source, tmp_path / "out.csv.gz")
    with gzip.open(tmp_path / "out.csv.gz", "rt", encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    wanted = lines(tmp_path / "out.jsonl")
    assert [row["summary"] for row in found] == [row["summary"] for row in wanted]
    assert [json.loads(row["sentences"]) for row in found] == [row["sentences"] for row in wanted]
    assert list(found[0]) == list(wanted[0])


def test_parquet_keeps_what_is_a_number_and_nests_the_sentences(tmp_path):
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    mixed = [{"n": 1, "x": 1, "big": 2**70, "tags": ["a"]}, {"n": 2, "x": 1.5, "big": 1, "tags": None}]
    source = write_json_lines(tmp_path / "news.jsonl", [row | {"body": text(row["n"])} for row in mixed] + ["bad"])
    for name in ("out.jsonl", "out.parquet"):
        run(source, tmp_path / name)
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    wanted = lines(tmp_path / "out.jsonl")
    assert [row["sentences"] for row in found] == [row["sentences"] for row in wanted]
    assert [row["error"] for row in found] == [row["error"] for row in wanted]
    assert [(row["n"], row["x"], row["big"], row["tags"]) for row in found] == [
        (1, 1.0, str(2**70), '["a"]'),
        (2, 1.5, "1", None),
        (None, None, None, None),
    ]


@pytest.mark.parametrize("name", ["out.jsonl.gz", "out.jsonl.xz", "out.jsonl.bz2", "out.csv", "out.jsonl.zst"])
def test_an_output_can_be_the_input_of_another_run_and_is_the_same_each_time(source, tmp_path, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        run(source, tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    records = open_records(str(tmp_path / "one" / name))
    assert [record.row["id"] for record in records.rows] == [f"n{number}" for number in range(8)]


@pytest.mark.parametrize("name", ["out", "out.txt", "out.parquet.gz"])
def test_an_output_of_no_known_format_is_an_expected_error(source, tmp_path, name):
    with pytest.raises(ConfigError):
        run(source, tmp_path / name)


def test_an_output_in_a_folder_that_is_not_there_is_an_expected_error(source, tmp_path):
    with pytest.raises(BrieferError, match="cannot write"):
        run(source, tmp_path / "missing" / "out.jsonl")


def test_an_empty_input_makes_an_empty_output(tmp_path):
    source = write_json_lines(tmp_path / "news.jsonl", [])
    assert run(source, tmp_path / "out.jsonl").records == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_brief_a_record_is_dated_by_the_record_or_by_the_run(tmp_path):
    dated = [{"body": text(0), "date": "2026-03-01"}, {"body": text(1)}, {"body": ""}]
    source = write_json_lines(tmp_path / "news.jsonl", dated)
    run(source, tmp_path / "out.jsonl", template="flash", now="2026-04-02T12:00:00+00:00")
    first, second, third = lines(tmp_path / "out.jsonl")
    assert "MAR 26" in first["brief"]
    assert "APR 26" in second["brief"]
    assert (third["brief"], third["error"] is None) == (None, False)


def test_pages_of_a_folder_bring_their_facts(tmp_path, articles):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_bytes((articles / "transit.html").read_bytes())
    run(tmp_path / "in", tmp_path / "out.jsonl")
    (row,) = lines(tmp_path / "out.jsonl")
    assert list(row)[:5] == ["path", "title", "source", "published", "article_text"]
    assert row["summary"]
    for evidence in (one for sentence in row["sentences"] for one in sentence["evidence"]):
        assert row["article_text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_what_was_summarised_before_comes_from_the_cache_and_is_the_same(source, tmp_path):
    cache = str(tmp_path / "cache" / "summaries.sqlite")
    run(source, tmp_path / "none.jsonl")
    first = run(source, tmp_path / "first.jsonl", cache=cache)
    second = run(source, tmp_path / "second.jsonl", cache=cache)
    other = run(source, tmp_path / "other.jsonl", cache=cache, words=30)
    assert [one.work.cached for one in (first, second, other)] == [0, 8, 0]
    assert (tmp_path / "none.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()


def test_a_cache_that_is_damaged_or_cannot_be_made_is_no_matter(source, tmp_path):
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"nonsense" * 1000)
    for number, path in enumerate((damaged, source / "below" / "a-file.sqlite")):
        assert run(source, tmp_path / f"{number}.jsonl", cache=str(path)).work.cached == 0


def test_a_cache_is_bounded_and_forgets_what_was_longest_unused(tmp_path):
    cache = SummaryCache.open(str(tmp_path / "summaries.sqlite"), largest=10)
    articles = [article_from_text(text(number)) for number in range(12)]
    keys = [text_key(article) for article in articles]
    assert len(set(keys)) == 12
    known = [replace(summary, article_id="") for summary in summarise(articles)]
    for key, summary in list(zip(keys, known, strict=True))[:10]:
        cache.put({key: summary}, "signature")
    assert cache.get(keys[:1], "signature")[keys[0]].sentences == known[0].sentences
    cache.put({keys[10]: known[10]}, "signature")
    assert [number for number, key in enumerate(keys) if cache.get([key], "signature")] == [0, *range(3, 11)]
    assert not cache.get(keys, "another")
    cache.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read_once_and_whole(source, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cp", str(source), str(tmp_path / "pipe")]):
        run(tmp_path / "pipe", tmp_path / "out.jsonl")
    assert [row["id"] for row in lines(tmp_path / "out.jsonl")] == [f"n{number}" for number in range(8)]


def test_a_link_that_leads_nowhere_is_a_failed_record(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "b.txt").write_text(text(1), encoding="utf-8")
    assert run(tmp_path / "in", tmp_path / "out.jsonl").failed == 1
    first, second = lines(tmp_path / "out.jsonl")
    assert (first["path"], first["error"].startswith("it cannot be read")) == ("a.txt", True)
    assert second["summary"]
