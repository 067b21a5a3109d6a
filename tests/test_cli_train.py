"""`briefer train`: options mean what the library means, and a run shows where it stands."""

from dataclasses import asdict

import pytest

from briefer.cli import main
from briefer.cli.train import Display, describe, train_command
from briefer.training.prepare import Prepared
from briefer.training.train import Progress, Settings


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run `briefer train` on something that it must refuse, and give the one line that it says."""
    with pytest.raises(SystemExit) as end:
        main(["train", *arguments])
    printed = capsys.readouterr()
    assert (end.value.code, printed.out, printed.err.count("\n")) == (1, "", 1)
    return printed.err


def test_the_defaults_of_the_options_are_the_librarys():
    options = {option.name: option.default for option in train_command.params}
    settings = asdict(Settings())
    assert {name: options[name] for name in ("passes", "batch", "seed")} == {
        name: settings[name] for name in ("passes", "batch", "seed")
    }
    assert options["model"] == settings["start"]


def test_an_unknown_start_is_one_line_and_exit_code_1(capsys, tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.touch()
    said = refused(capsys, "--model", "no-such-model", str(corpus), "-o", str(tmp_path / "new"))
    assert "no-such-model: no such model" in said


def test_an_output_that_cannot_be_a_folder_is_refused_before_any_work(capsys, tmp_path):
    (tmp_path / "file").touch()
    said = refused(capsys, "corpus.jsonl", "-o", str(tmp_path / "file"))
    assert said.startswith(f"briefer: {tmp_path / 'file'}: cannot be made a folder")


def test_progress_has_rate_and_time_left():
    progress = Progress(step=150, steps=600, seconds=100.0, here=50, losses={"salience": 0.25})
    assert describe(progress) == (
        "Training: step 150 of 600 (25%), 0.50 steps/s, 15 min 00 s left; losses: salience 0.250"
    )


def test_a_long_time_left_is_told_in_hours():
    assert "2 h 05 min left" in describe(Progress(step=1, steps=7501, seconds=1.0, here=1))


def test_away_from_a_terminal_each_percent_is_one_line(capsys):
    display = Display(terminal=False)
    display.show(2000)
    display.show(Prepared(examples=2000, refused=0, first_refusal="", corpus="1-a"))
    for step in range(0, 2000, 5):
        display.show(Progress(step, 2000, 1.0, step))
    display.end()
    printed = capsys.readouterr()
    assert not printed.out
    assert printed.err.count("\n") == 2 + 100
    assert "\r" not in printed.err


def test_on_a_terminal_one_line_is_written_anew(capsys):
    display = Display(terminal=True)
    for step in (10, 20):
        display.show(Progress(step, 2000, 1.0, step))
    display.end()
    printed = capsys.readouterr().err
    assert printed.count("\r") == 2
    assert printed.endswith("\x1b[K\n")
    assert printed.count("\n") == 1
