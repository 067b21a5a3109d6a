"""`briefer bulk` on the command line: what it reads, says and returns."""

import io
import json
import sys

import pytest
from bulk_inputs import rows, text, write_json_lines

from briefer.cli import main
from briefer.cli.bulk import INPUT_FORMATS
from briefer.cli.bulk_progress import Pace
from briefer.reading.records import FORMATS
from briefer.running.bulk import Progress


def run(*arguments) -> int:
    with pytest.raises(SystemExit) as end:
        main(["bulk", *map(str, arguments)])
    return end.value.code


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_the_formats_that_help_names_are_those_that_are_read():
    assert set(INPUT_FORMATS) == set(FORMATS)


@pytest.mark.needs_model
def test_it_says_which_field_is_what_and_what_came_of_the_run_and_a_second_one_does_nothing(tmp_path, capsys):
    source = write_json_lines(tmp_path / "news.jsonl", [*rows(2), "nonsense"])
    output = tmp_path / "out.jsonl"
    assert run(source, "-o", output, "--json", "--workers", 1) == 3
    shown = capsys.readouterr()
    told = shown.err.splitlines()
    assert told[0] == f"briefer: {source}: jsonl, text from 'body', id from 'id', title from 'headline'"
    assert told[1].startswith(f"briefer: {output}: 3 records, 1 of them failed, 3 of them in this run in ")
    assert "--retry-failed" in told[2]
    known = json.loads(shown.out)
    counts = {name: known[name] for name in ("records", "failed", "kept", "new", "cached")}
    assert counts == {"records": 3, "failed": 1, "kept": 0, "new": 3, "cached": 0}
    assert set(known["stages"]) == {"reading", "articles", "summaries", "lines", "writing", "output"}
    assert run(source, "-o", output) == 3
    assert "3 records, 1 of them failed, done before; nothing was left to do" in capsys.readouterr().err
    assert run(source, "-o", output, "--retry-failed", "--workers", 1, "--json") == 3
    assert json.loads(capsys.readouterr().out)["new"] == 1


@pytest.mark.needs_model
def test_standard_input_and_a_choice_of_rows(tmp_path, monkeypatch, capsys):
    class Piped:
        buffer = io.BytesIO("".join(f"{json.dumps(row)}\n" for row in rows(8)).encode())

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", Piped())
    output = tmp_path / "out.jsonl"
    assert run("-", "-o", output, "--where", "pages=1", "--limit", 2, "--workers", 1, "--title-field", "id") == 0
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["n1", "n4"]
    assert "title from 'id'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["missing.jsonl", "-o", "out.jsonl"], 1, "missing.jsonl: there is no such file"),
        (["news.jsonl", "-o", "out.doc"], 1, "its format cannot be told; call it NAME.jsonl"),
        (["news.jsonl", "-o", "out.jsonl", "--where", "pages"], 1, "--where: 'pages' is no condition"),
        (["news.jsonl", "-o", "out.jsonl", "--text-field", "txt"], 1, "--text-field: no field 'txt'"),
        (["news.jsonl", "-o", "out.jsonl", "--now", "soon"], 1, "--now: 'soon' is no date and time"),
        (["news.jsonl", "-o", "out.jsonl", "--address", "auto"], 1, "--address: only --engine ray"),
        (["news.jsonl", "-o", "out.jsonl", "--workers", "0"], 2, "--workers"),
        (["news.jsonl"], 2, "--output"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_done(arguments, code, message, tmp_path, monkeypatch, capsys):
    write_json_lines(tmp_path / "news.jsonl", [{"body": text(0)}])
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == code
    assert message in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"news.jsonl"}


def test_the_pace_counts_this_run_only():
    pace = Pace()
    assert pace.text(Progress(records=1000, new=0, failed=1, fraction=0.5)) == "1,000 records done before"
    pace.began -= 100
    assert pace.text(Progress(records=1500, new=500, failed=1, fraction=0.75)) == "1,500 records, 1 failed, 5.0/s"
    assert pace.remaining(Progress(records=1500, new=500, failed=1, fraction=0.75)) == ", 75%, about 2 min to go"
    assert pace.remaining(Progress(records=1500, new=500, failed=1, fraction=None)) == ""
