"""`briefer init` writes the settings and overwrites nothing unasked; `briefer config show` tells what holds and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefer.cli.config import config_command
from briefer.cli.init import init_command
from briefer.config.written import example
from briefer.errors import BrieferError, ConfigError


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a user without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


def init(*arguments: str) -> Result:
    return CliRunner().invoke(init_command, arguments, standalone_mode=False)


def show(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(config_command, ["show", *arguments], standalone_mode=False, env=environ)


def rows(*arguments: str, **environ: str) -> dict[str, dict]:
    lines = show("--json", *arguments, **environ).stdout.splitlines()
    return {row["setting"]: row for row in map(json.loads, lines)}


def test_init_writes_the_file_and_names_it(elsewhere):
    assert init().stdout == "briefer.toml\n"
    assert Path("briefer.toml").read_text() == example()
    assert [path.name for path in elsewhere.iterdir()] == ["briefer.toml"]


def test_init_makes_the_folder(elsewhere):
    assert init("desk/north").stdout == "desk/north/briefer.toml\n"
    assert Path("desk/north/briefer.toml").is_file()


def test_init_overwrites_only_when_forced(elsewhere):
    Path("briefer.toml").write_text("mine")
    refused = init()
    assert isinstance(refused.exception, ConfigError)
    assert str(refused.exception) == "briefer.toml: is there already; give --force to overwrite it"
    assert Path("briefer.toml").read_text() == "mine"
    assert init("--force").exit_code == 0
    assert Path("briefer.toml").read_text() == example()


@pytest.mark.parametrize("folder", ["file/below", "a\0b"])
def test_a_folder_that_cannot_be_made_is_an_expected_error(elsewhere, folder):
    Path("file").write_text("")
    assert isinstance(init(folder).exception, BrieferError)


def test_show_prints_each_value_with_where_it_came_from(elsewhere):
    Path("briefer.toml").write_text('[daily]\nhour = "05:30"\ntlp = "GREEN"\n')
    lines = show(BRIEFER_DAILY_IN_FULL="3").stdout.splitlines()
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert told["daily.hour"] == "05:30 (briefer.toml:2)"
    assert told["daily.tlp"] == "TLP:GREEN (briefer.toml:3)"
    assert told["daily.in_full"] == "3 (BRIEFER_DAILY_IN_FULL)"
    assert told["daily.formats"] == '["html", "md"] (default)'
    assert told["smtp.host"] == "- (default)"


def test_show_as_json_has_every_setting(elsewhere):
    Path("briefer.toml").write_text('[[sections]]\ntitle = "North"\nplaces = ["NO"]\n')
    found = rows()
    assert found["sections"]["value"] == [{"title": "North", "keywords": [], "places": ["NO"]}]
    assert found["archive.folder"] == {
        "setting": "archive.folder",
        "value": str(elsewhere / "XDG_DATA_HOME/briefer/archive"),
        "from": "default",
    }
    assert found["site.folder"]["value"] is None


def test_a_secret_is_never_printed(elsewhere):
    secrets = {"BRIEFER_SMTP_PASSWORD": "hidden", "BRIEFER_WEBHOOK_URL": "https://hooks.example/hidden"}
    assert "hidden" not in show(**secrets).stdout + show("--json", **secrets).stdout
    assert "BRIEFER_SMTP_PASSWORD, which is set  (default)" in show(**secrets).stdout
    assert rows(**secrets)["webhook.url_variable"]["set"] is True
    assert rows()["webhook.url_variable"]["set"] is False


def test_a_wrong_file_is_an_expected_error(elsewhere):
    Path("briefer.toml").write_text("[daily]\nhuor = 1\n")
    assert str(show().exception) == "briefer.toml:2: no setting `daily.huor`; did you mean `daily.hour`?"
