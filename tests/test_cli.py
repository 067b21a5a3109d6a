"""The command line as a whole: help, exit codes, and the one boundary where errors are shown."""

import errno
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from briefer import __version__
from briefer.cli import commands, main
from briefer.cli.printing import one_line, write, write_json
from briefer.errors import BrieferError


class Stdin(io.BytesIO):
    """A standard input: bytes in `buffer`, and a terminal or not."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(content)
        self.buffer = self
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


class Interrupted(Stdin):
    """A standard input where the user presses Ctrl-C."""

    def read(self, size: int | None = -1) -> bytes:
        raise KeyboardInterrupt

    read1 = readinto = readline = read


def run(*arguments: str) -> int:
    """Run the command line and give its exit code."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code


def test_the_version_is_the_packages(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out == f"briefer {__version__}\n"


def test_help_lists_each_command_once_with_what_it_does(capsys):
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert "summarise  " in shown
    assert "summarize" not in shown


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_and_each_of_its_options_has_a_help_text(name):
    command = commands.commands[name]
    assert command.help
    assert not [option.name for option in command.params if option.param_type_name == "option" and not option.help]


def test_the_american_spelling_is_an_alias(capsys):
    assert run("summarise", "--help") == 0
    british = capsys.readouterr().out
    assert run("summarize", "--help") == 0
    assert capsys.readouterr().out == british.replace("briefer summarise [", "briefer summarize [")


def test_no_argument_on_a_terminal_prints_the_help(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Stdin(terminal=True))
    assert run("summarise") == 0
    assert capsys.readouterr().out.startswith("Usage: briefer summarise [OPTIONS] [INPUT]...")


@pytest.mark.parametrize(
    "arguments",
    [["sumarise"], ["summarise", "--sentences", "0"], ["summarise", "--words", "many"], ["summarise", "--nonsense"]],
)
def test_wrong_usage_is_exit_code_2_and_says_how_to_get_help(arguments, capsys):
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert "Try 'briefer" in shown.err


def test_an_expected_error_is_one_line_and_exit_code_1(capsys, tmp_path):
    missing = tmp_path / "missing.txt"
    assert run("summarise", str(missing)) == 1
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.startswith(f"briefer: {missing}: ")
    assert shown.err.count("\n") == 1


def test_an_interruption_is_exit_code_130_without_a_traceback(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert run("summarise", "-") == 130
    assert not capsys.readouterr().err.strip()


def test_a_reader_that_goes_away_is_no_matter_for_words():
    read, closed = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "briefer", "--help"]
    done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(closed)
    assert done.returncode == 1
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_expected_error(monkeypatch):
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 - closing it fails, too
    monkeypatch.setattr(sys, "stdout", full)
    with pytest.raises(BrieferError, match="standard output: cannot write: " + os.strerror(errno.ENOSPC)):
        write("result")
    monkeypatch.undo()
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        full.close()


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "“é” \\udcff\n"), ("latin-1", "\\u201cé\\u201d \\udcff\n")])
def test_a_character_that_the_output_cannot_show_comes_out_escaped(encoding, shown):
    code = "import briefer.cli, sys; briefer.cli._never_fail_on_a_character(sys.stdout); print('“é” \\udcff')"
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode(encoding) == shown


def test_json_lines_are_one_line_each_and_keep_their_letters(capsys):
    record = {"text": "“Zoë”\u2028said\n", "number": 1}
    write_json(record)
    shown = capsys.readouterr().out
    assert shown.count("\n") == 1
    assert "“Zoë”" in shown
    assert json.loads(shown) == record


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a b"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\u202egnp.exe", "gnp.exe"),
        ("tab\tand\r\nmore  ", "tab and more"),
        ("a\u200bb", "a b"),
        ("می‌خواهد 👩‍🚒", "می‌خواهد 👩‍🚒"),
        ("Zoë’s “café”", "Zoë’s “café”"),
    ],
)
def test_a_message_is_one_line_that_cannot_steer_a_terminal(text, shown):
    assert one_line(text) == shown


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the command line on a pseudo-terminal and give all it shows there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefer", *arguments]
    names = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=names | environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError as error:  # Linux: the other side has been closed
            assert error.errno == errno.EIO  # noqa: PT017
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode()


@pytest.mark.needs_model
def test_colour_is_for_terminals_and_not_where_it_is_refused(articles):
    assert "\x1b[1mPort of Calder Bay reopens" in on_a_terminal("summarise", str(articles))
    assert "\x1b" not in on_a_terminal("summarise", str(articles), NO_COLOR="1")
