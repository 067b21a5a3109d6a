"""`briefer templates`: lists, shows, copies and checks; a copy wins, and nothing is overwritten unasked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefer.briefs.template_filters import FILTERS
from briefer.cli.templates import templates_command
from briefer.errors import BrieferError, TemplateError

NAMES = ["bluf", "daily", "flash", "intrep", "newswire", "pdb", "sitrep", "watchlog"]
MINE = "---\nname: mine\npurpose: Mine alone\nfields: [head]\n---\n# {{ head.title }}\n"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a user without templates of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(templates_command, arguments, standalone_mode=False)


def records(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def mine(text: str = MINE) -> None:
    Path("prompts/briefs").mkdir(parents=True)
    Path("prompts/briefs/mine.md").write_text(text)


def test_list_shows_name_owner_and_purpose(elsewhere):
    mine()
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted([*NAMES, "mine"])
    assert "mine      project  Mine alone" in lines
    assert all("  bundled  " in line for line in lines if not line.startswith("mine"))


def test_list_as_json(elsewhere):
    found = records(run("list", "--json"))
    assert [record["name"] for record in found] == NAMES
    assert set(found[0]) == {"name", "purpose", "fields", "from", "path"}


def test_a_wrong_template_does_not_hide_the_others(elsewhere):
    mine("no front matter")
    result = run("list")
    assert result.return_value == 3
    assert len(result.stdout.splitlines()) == len(NAMES)
    assert "mine.md:1: no front matter" in result.stderr


def test_show_prints_the_file(elsewhere, project):
    assert run("show", "flash").stdout == (project / "prompts" / "briefs" / "flash.md").read_text()
    assert records(run("show", "flash", "--json"))[0]["text"].startswith("---\nname: flash")


def test_a_copy_wins_and_is_the_same(elsewhere, project):
    assert run("copy", "sitrep", "--user").stdout.strip() == str(elsewhere / "user/briefer/prompts/briefs/sitrep.md")
    assert run("copy", "sitrep").stdout == "prompts/briefs/sitrep.md\n"
    assert Path("prompts/briefs/sitrep.md").read_bytes() == (project / "prompts/briefs/sitrep.md").read_bytes()
    assert next(record["from"] for record in records(run("list", "--json")) if record["name"] == "sitrep") == "project"
    assert [path.name for path in Path("prompts/briefs").iterdir()] == ["sitrep.md"]


def test_a_copy_that_is_there_stays_unless_forced(elsewhere):
    run("copy", "flash")
    Path("prompts/briefs/flash.md").write_text("changed")
    refused = run("copy", "flash")
    assert isinstance(refused.exception, TemplateError)
    assert "--force" in str(refused.exception)
    assert Path("prompts/briefs/flash.md").read_text() == "changed"
    assert records(run("copy", "flash", "--force", "--json")) == [{"name": "flash", "path": "prompts/briefs/flash.md"}]
    assert Path("prompts/briefs/flash.md").read_text().startswith("---\nname: flash")


def test_a_folder_that_cannot_be_made_is_an_expected_error(elsewhere):
    Path("prompts").write_text("a file")
    assert isinstance(run("copy", "flash").exception, BrieferError)


def test_check_says_of_each_that_it_is_good_or_what_is_wrong_and_where(elsewhere):
    mine(MINE + "{{ head.titel }}\n")
    result = run("check")
    assert result.return_value == 3
    assert len(result.stdout.splitlines()) == len(NAMES)
    assert "prompts/briefs/mine.md:7: `Head` has no `titel`; it has title" in result.stderr
    assert run("check", "sitrep").return_value == 0
    assert run("check", "mine", "gone").return_value == 1


def test_check_as_json(elsewhere):
    mine(MINE + "{{ head.titel }}\n")
    good, wrong = records(run("check", "flash", "prompts/briefs/mine.md", "--json"))
    assert good["name"] == "flash"
    assert wrong["where"] == "prompts/briefs/mine.md:7"


def test_an_unknown_name_is_answered_with_the_names_there_are(elsewhere):
    for command in ("show", "copy"):
        assert "bluf, daily, flash, intrep" in str(run(command, "gone").exception)


def test_the_help_names_every_filter_of_ours(elsewhere):
    shown = set(run("--help").stdout.replace(",", " ").split())
    assert {*FILTERS, "cited", "citations", "values"} <= shown
