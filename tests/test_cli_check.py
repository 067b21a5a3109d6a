"""`briefer check`: what it prints, what it reads, and the exit codes."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click
import pytest
from command import run_command

from briefer.cli.check import LARGEST, check_command
from briefer.errors import InputError

pytestmark = pytest.mark.needs_model

SOURCE = "Two boats sank off Calder Bay in a storm. Mayor Ines Farrow did not order an evacuation.\n"
GOOD = "Two boats sank off Calder Bay."
BAD = "Nine planes crashed in Lima, Pablo Reyes said."


run = partial(run_command, check_command)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source.txt").write_text(SOURCE, encoding="utf-8")
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    Path("bad.txt").write_text(f"{GOOD} {BAD}", encoding="utf-8")
    return tmp_path


def test_each_sentence_is_printed_with_verdict_reasons_and_evidence(files):
    code, out, err = run("source.txt", "bad.txt")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("supported ")
    assert lines[0].endswith(GOOD)
    assert lines[1] == "    > Two boats sank off Calder Bay in a storm."
    assert lines[2].startswith("unsupported ")
    assert "    place: Lima" in lines
    assert "    name: Pablo Reyes" in lines


def test_strict_leaves_with_four_where_a_sentence_is_unsupported(files):
    assert run("--strict", "source.txt", "bad.txt")[0] == 4
    assert run("--strict", "source.txt", "good.txt")[0] == 0


@pytest.mark.parametrize(("arguments", "given"), [(("source.txt", "-"), GOOD), (("-", "good.txt"), SOURCE)])
def test_either_may_come_from_standard_input(files, arguments, given):
    assert run(*arguments, given=given)[1] == run("source.txt", "good.txt")[1]


def test_json_is_one_object(files):
    record = json.loads(run("--json", "source.txt", "bad.txt")[1])
    assert record["verdict"] == "unsupported"
    assert [sentence["text"] for sentence in record["sentences"]] == [GOOD, BAD]
    assert record["supported"] == min(sentence["score"] for sentence in record["sentences"])
    evidence = record["sentences"][0]["evidence"][0]
    assert SOURCE[evidence["start"] : evidence["end"]] == evidence["text"]


def pairs(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_pairs_are_checked_line_by_line_in_order(files):
    given = pairs({"source": SOURCE, "summary": GOOD}, {"source": SOURCE, "summary": BAD})
    Path("pairs.jsonl").write_text(given, encoding="utf-8")
    code, out, err = run("--pairs", "pairs.jsonl")
    assert (code, err) == (0, "")
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["supported", "unsupported"]
    assert run("--pairs", "-", given=given)[1] == out
    assert run("--strict", "--pairs", "pairs.jsonl")[0] == 4


def test_a_line_that_is_no_pair_is_reported_in_its_place(files):
    good = {"source": SOURCE, "summary": GOOD}
    Path("pairs.jsonl").write_text(f"{pairs(good)}nonsense\n{pairs({'source': 1, 'summary': ''}, good)}", "utf-8")
    code, out, err = run("--pairs", "pairs.jsonl")
    assert code == 3
    assert ["error" in json.loads(line) for line in out.splitlines()] == [False, True, True, False]
    assert "pairs.jsonl:2: no JSON object" in err
    assert "pairs.jsonl:3: " in err


def test_a_file_without_one_good_pair_is_an_error(files):
    Path("pairs.jsonl").write_text("[]\n", encoding="utf-8")
    assert run("--pairs", "pairs.jsonl")[0] == 1


@pytest.mark.parametrize("arguments", [(), ("source.txt",), ("-", "-"), ("--pairs", "pairs.jsonl", "source.txt")])
def test_what_makes_no_sense_is_wrong_usage(files, arguments):
    with pytest.raises(click.UsageError):
        run(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.txt", "good.txt"), "none.txt"),
        (("source.txt", "none.txt"), "none.txt: there is no such file"),
        ((".", "good.txt"), "a folder"),
        (("--pairs", "none.jsonl"), "none.jsonl: it cannot be read"),
        (("source.txt", "empty.txt"), "there is no sentence in it"),
    ],
)
def test_what_cannot_be_read_is_one_line(files, arguments, message):
    Path("empty.txt").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        run(*arguments)


@pytest.mark.parametrize("name", ["long.txt", "-"])
def test_a_summary_without_end_is_refused_and_never_cut(files, name):
    content = "Two boats sank. " * (LARGEST // 16 + 1)
    Path("long.txt").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"it is larger than 20 MB"):
        run("source.txt", name, given=content)


def test_nothing_in_a_text_steers_the_terminal(files):
    Path("bad.txt").write_text("Two boats \x1b[31msank off Calder Bay.", encoding="utf-8")
    assert "\x1b" not in run("source.txt", "bad.txt")[1]
