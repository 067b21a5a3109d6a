"""`briefer lint` and `briefer schema`: what they print, and the exit codes."""

from __future__ import annotations

import io
import json
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import run_command

from briefer.briefs.json_format import json_schema
from briefer.briefs.lint import RULES
from briefer.cli.lint import RULES as CHOICES
from briefer.cli.lint import lint_command
from briefer.cli.schema import schema_command

CLEAN = "TLP:CLEAR\n\n# Port\n\nThe port is closed [1].\n\nTLP:CLEAR\n"
DIRTY = CLEAN.replace("[1]", "today")
FOUND = '5: relative-day: "today" has no date; write it beside, as [12 May 2025]\n'
UNCITED = '5: uncited-sentence: "The port is closed today." has no source; add the citation, such as [1]\n'


run = partial(run_command, lint_command)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, the current one, with a clean and a dirty brief."""
    monkeypatch.chdir(tmp_path)
    Path("clean.md").write_text(CLEAN, encoding="utf-8")
    Path("dirty.md").write_text(DIRTY, encoding="utf-8")
    return tmp_path


def test_the_command_offers_every_rule():
    assert tuple(RULES) == CHOICES
    help_text = lint_command.epilog or ""
    assert all(f"  {rule} " in help_text for rule in RULES)


def test_a_clean_brief_gives_nothing(files: Path):
    assert run("clean.md", "--strict") == (0, "", "")


def test_each_finding_is_a_line_that_names_file_line_and_rule(files: Path):
    assert run("dirty.md", "clean.md") == (0, f"dirty.md:{FOUND}dirty.md:{UNCITED}", "")


def test_strict_leaves_with_four_where_something_was_found(files: Path):
    assert run("--strict", "clean.md", "dirty.md")[0] == 4


def test_rules_are_chosen_and_left_out(files: Path):
    assert run("dirty.md", "--rule", "relative-day")[1] == f"dirty.md:{FOUND}"
    assert run("dirty.md", "--ignore", "relative-day")[1] == f"dirty.md:{UNCITED}"
    assert run("dirty.md", "--rule", "opinion", "--strict")[0] == 0


def test_json_is_one_object_a_finding(files: Path):
    first = json.loads(run("dirty.md", "--json")[1].splitlines()[0])
    assert list(first) == ["file", "line", "rule", "message"]
    assert (first["file"], first["line"], first["rule"]) == ("dirty.md", 5, "relative-day")


def test_standard_input_is_read_as_what_it_opens_as(files: Path):
    page = "<!doctype html>\n<p>TLP:CLEAR\n<p>The port\nis closed today [1].\n<p>TLP:CLEAR"
    assert run("-", given=page.encode())[1] == f"-:4: {FOUND[3:]}"
    assert run("-", given=DIRTY.encode())[1] == f"-:{FOUND}-:{UNCITED}"


def test_html_is_known_by_its_ending_too(files: Path):
    Path("odd.html").write_text("TLP:CLEAR<p>The port <b title='TODO'>is</b> closed [1].<p>TLP:CLEAR", encoding="utf-8")
    assert run("odd.html") == (0, "", "")


def test_what_cannot_be_read_is_one_and_beside_others_three(files: Path):
    code, out, err = run("gone.md")
    assert (code, out) == (1, "")
    assert err == "briefer: gone.md: there is no such file; check the path\n"
    code, out, _ = run("gone.md", "dirty.md", "--strict")
    assert (code, out) == (3, f"dirty.md:{FOUND}dirty.md:{UNCITED}")
    assert run(".")[0] == run("a\0b")[0] == 1


def test_what_is_no_brief_is_refused(files: Path):
    Path("a.pdf").write_bytes(b"%PDF-1.7\n")
    assert "a PDF" in run("a.pdf")[2]
    Path("big.md").write_bytes(b"a" * 2_000_001)
    assert "larger than 2 MB" in run("big.md")[2]


def test_a_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "stdin", None)
    assert lint_command.main(["-"], standalone_mode=False) == 1
    assert "standard input: there is none" in capsys.readouterr().err


def test_a_files_name_cannot_steer_a_terminal(files: Path):
    Path("a\x1b[2J.md").write_text(DIRTY, encoding="utf-8")
    assert "\x1b" not in run("a\x1b[2J.md")[1]


def test_the_schema_is_printed_as_it_is_published():
    output = CliRunner().invoke(schema_command, [])
    assert json.loads(io.StringIO(output.stdout).read()) == json_schema()
