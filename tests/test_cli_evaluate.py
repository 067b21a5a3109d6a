"""`briefer evaluate`: figures on standard output, what was refused on standard error, the picture in its file."""

import json
from pathlib import Path

import pytest

from briefer.cli import main

pytest.importorskip("rouge_score", reason="needs the extra: evaluate")

ROWS = [
    {
        "article": f"The {town} council approved a new tram line on Monday. Its mayor welcomed the vote. "
        f"Work on the line begins in {year}. Opponents want a referendum on the cost of the project.",
        "highlights": [f"{town} council approves tram line", f"Work begins in {year}"],
    }
    for town, year in [("Varna Heights", 2027), ("Calder Bay", 2028), ("Pine Hollow", 2031)]
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


def evaluate(*arguments: str) -> int:
    """Run the command with systems that need no checkpoint and give its exit code."""
    with pytest.raises(SystemExit) as end:
        main(["evaluate", "--beside", "lead", "--model", "oracle", *map(str, arguments)])
    return end.value.code


def test_the_table_has_a_row_for_each_system(corpus, capsys):
    assert evaluate(corpus) == 0
    printed = capsys.readouterr()
    assert "ROUGE-2" in printed.out
    assert {"lead", "oracle"} <= {line.split(" ")[0] for line in printed.out.splitlines()}
    assert not printed.err


def test_json_has_the_figures_under_the_limits_that_were_asked_for(corpus, capsys):
    assert evaluate("--json", "--sentences", 1, "--words", 0, "--limit", 2, corpus) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["pairs"], found["sentences"], found["words"]) == (2, 1, 0)
    assert [report["system"] for report in found["reports"]] == ["lead", "oracle"]
    assert all(report["obeyed"] == 1 for report in found["reports"])


def test_two_runs_print_the_same_figures(corpus, capsys):
    """Only the time differs: the resamples are drawn from a fixed seed."""
    outputs = []
    for _ in range(2):
        evaluate("--json", corpus)
        found = json.loads(capsys.readouterr().out)
        outputs.append([report | {"articles_per_second": 0} for report in found["reports"]])
    assert outputs[0] == outputs[1]


def test_a_record_that_cannot_be_used_is_told_and_the_exit_code_is_3(corpus, capsys):
    with corpus.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    assert evaluate(corpus) == 3
    assert capsys.readouterr().err.startswith(f"briefer: records that could not be used: 1; the first: {corpus}:4: ")


def test_the_picture_is_written_where_it_is_asked_for(corpus, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="needs the extra: evaluate")
    assert evaluate("--beside", "textrank", "--picture", tmp_path / "quality.svg", corpus) == 0
    assert (tmp_path / "quality.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("name", ["missing.jsonl", "empty.jsonl", "noise.jsonl"])
def test_a_corpus_that_is_none_is_one_line_and_exit_code_1(name, tmp_path, capsys):
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "noise.jsonl").write_bytes(bytes(range(256)) * 9)
    assert evaluate(tmp_path / name) == 1
    printed = capsys.readouterr()
    assert not printed.out
    assert printed.err.startswith("briefer: ")
    assert name in printed.err
    assert printed.err.count("\n") == 1


def test_an_unknown_system_is_refused_before_any_work(corpus, capsys):
    assert evaluate("--beside", "no-such-system", corpus) == 1
    assert "no-such-system: no such model" in capsys.readouterr().err
