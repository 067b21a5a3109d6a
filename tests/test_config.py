"""Settings: their order of precedence, where each came from, what is refused and how, and the file of them all."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from datetime import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.briefs.head import TLP
from briefer.briefs.render import RENDERERS
from briefer.config import Config, SectionConfig, load_config
from briefer.config.checks import TLP as NAMES
from briefer.config.values import FORMATS, TABLES
from briefer.config.values import settings as all_settings
from briefer.config.written import example
from briefer.errors import ConfigError

GOLDEN = sorted((Path(__file__).parent / "golden" / "config").glob("*.txt"))
"""Each a file, a line `----`, and what is said of it."""
HIDDEN = {"BRIEFER_SMTP_PASSWORD": "hidden", "BRIEFER_WEBHOOK_URL": "https://x.example/hidden"}


def load(folder: Path, text: str | None = None, flags: dict | None = None, **environ: str) -> Config:
    """Load the settings of a folder, in an environment that has nothing but what is given."""
    if text is not None:
        (folder / "briefer.toml").write_text(text, encoding="utf-8")
    return load_config(flags, environ={"HOME": str(folder / "home"), **environ}, folder=folder)


def refusal(folder: Path, text: str | None = None, flags: dict | None = None, **environ: str) -> str:
    with pytest.raises(ConfigError) as error:
        load(folder, text, flags, **environ)
    return str(error.value).replace(str(folder), "FOLDER")


def user_file(folder: Path, text: str) -> None:
    (folder / "home/.config/briefer").mkdir(parents=True)
    (folder / "home/.config/briefer/briefer.toml").write_text(text)


def test_without_any_file_the_defaults_hold(tmp_path):
    config = load(tmp_path)
    assert config.daily.tlp == "TLP:CLEAR"
    assert config.archive.folder == tmp_path / "home/.local/share/briefer/archive"
    assert config.site.folder is None
    assert set(config.origins.values()) == {"default"}


def test_flags_win_over_variables_over_the_project_over_the_user(tmp_path):
    user_file(tmp_path, '[daily]\ntlp = "RED"\nin_full = 1\nin_brief = 1\nprepared_by = "Desk"\n')
    text = '[daily]\ntlp = "AMBER"\nin_full = 2\nin_brief = 2\n'
    config = load(
        tmp_path,
        text,
        {"daily.tlp": "CLEAR", "daily.title": None},
        BRIEFER_DAILY_TLP="GREEN",
        BRIEFER_DAILY_IN_FULL="3",
    )
    assert (config.daily.tlp, config.daily.in_full, config.daily.in_brief) == ("TLP:CLEAR", 3, 2)
    assert config.daily.prepared_by == "Desk"
    assert {
        key: origin.replace(str(tmp_path), "") for key, origin in config.origins.items() if origin != "default"
    } == {
        "daily.tlp": "flag",
        "daily.in_full": "BRIEFER_DAILY_IN_FULL",
        "daily.in_brief": "/briefer.toml:4",
        "daily.prepared_by": "/home/.config/briefer/briefer.toml:5",
    }


def test_the_folders_of_the_user_may_be_elsewhere(tmp_path):
    (tmp_path / "etc/briefer").mkdir(parents=True)
    (tmp_path / "etc/briefer/briefer.toml").write_text("[daily]\nin_full = 5\n")
    config = load(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "etc"), XDG_DATA_HOME=str(tmp_path / "var"))
    assert config.daily.in_full == 5
    assert config.feeds.database == tmp_path / "var/briefer/feeds.sqlite"


def test_a_path_in_a_file_is_relative_to_that_file(tmp_path):
    user_file(tmp_path, '[feeds]\nopml = ["mine.opml"]\n[site]\nfolder = "/srv/briefs"\n')
    config = load(tmp_path, '[output]\nfolder = "out"\n', {"archive.folder": Path("kept")})
    assert config.feeds.opml == (tmp_path / "home/.config/briefer/mine.opml",)
    assert config.site.folder == Path("/srv/briefs")
    assert (config.output.folder, config.archive.folder) == (tmp_path / "out", tmp_path / "kept")


def test_a_variable_is_read_as_the_type_of_its_setting_and_an_empty_one_is_not_set(tmp_path):
    config = load(
        tmp_path,
        BRIEFER_FEEDS_ADDRESSES="https://a.example/rss, https://b.example/atom",
        BRIEFER_FEEDS_ALLOW_PRIVATE="yes",
        BRIEFER_SMTP_PORT="465",
        BRIEFER_DAILY_HOUR="05:30",
        BRIEFER_DAILY_TLP="",
    )
    assert config.feeds.addresses == ("https://a.example/rss", "https://b.example/atom")
    assert config.feeds.allow_private
    assert (config.smtp.port, config.daily.hour, config.daily.tlp) == (465, time(5, 30), "TLP:CLEAR")


def test_sections_keep_their_order_and_name_their_line(tmp_path):
    text = '[[sections]]\ntitle = "Ports"\nkeywords = ["ferry"]\n\n[[sections]]\ntitle = "North"\nplaces = ["NO"]\n'
    config = load(tmp_path, text)
    assert config.sections == (
        SectionConfig(title="Ports", keywords=("ferry",), places=()),
        SectionConfig(title="North", keywords=(), places=("NO",)),
    )
    assert config.origins["sections"].endswith("briefer.toml:1")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_cannot_be_used_is_told_in_one_line_with_file_and_key(tmp_path, path):
    text, message = path.read_text(encoding="utf-8").split("\n----\n")
    assert refusal(tmp_path, text) == f"FOLDER/{message.strip()}"


def test_the_fault_of_a_variable_and_of_a_flag_names_it(tmp_path):
    assert refusal(tmp_path, BRIEFER_SMTP_PORT="http") == (
        "BRIEFER_SMTP_PORT: `smtp.port` must be a whole number; it is 'http'"
    )
    assert (
        refusal(tmp_path, BRIEFER_DAILY_TLPP="RED") == "BRIEFER_DAILY_TLPP: no such setting; did you mean `daily.tlp`?"
    )
    assert refusal(tmp_path, None, {"daily.tlp": "x"}).startswith("flag: `daily.tlp` must be")


def test_a_secret_is_no_setting_and_is_never_repeated(tmp_path):
    load(tmp_path, BRIEFER_DATA="/data", **HIDDEN)
    load(tmp_path, '[smtp]\npassword_variable = "BRIEFER_SMTP_KEY"', BRIEFER_SMTP_KEY="hidden")
    assert "my secret" not in refusal(tmp_path, '[smtp]\npassword_variable = "my secret!"')


@pytest.mark.parametrize("content", [b"\xff\xfe[daily]", b"[daily]\ntitle = '\x00'", b"x = " + b"[" * 9999])
def test_a_file_that_is_no_text_is_an_expected_error(tmp_path, content):
    (tmp_path / "briefer.toml").write_bytes(content)
    assert refusal(tmp_path).startswith("FOLDER/briefer.toml: no")


def test_settings_are_frozen(tmp_path):
    config = load(tmp_path)
    with pytest.raises(AttributeError):
        config.daily.tlp = "TLP:RED"
    with pytest.raises(TypeError):
        config.origins["daily.tlp"] = "me"


def test_the_written_file_loads_back_to_the_defaults_as_it_is_and_with_every_setting_taken_in(tmp_path):
    defaults = load(tmp_path)
    assert load(tmp_path, example()) == defaults
    told, _, rest = example().partition("# Your own sections")
    taken_in = told + re.sub(r"^#$|^#\[\[.*$|^#(?:title|keywords|places) = .*$", "", f"#{rest}", flags=re.MULTILINE)
    taken_in = re.sub(r"^#(?=\w)", "", taken_in, flags=re.MULTILINE)
    config = load(tmp_path, taken_in)
    assert config == defaults
    assert {key for key, origin in config.origins.items() if origin == "default"} == {"sections"}


def test_the_sections_of_the_written_file_can_be_taken_in(tmp_path):
    text = "\n".join(
        line.removeprefix("#") for line in example().splitlines() if re.match(r"#\[\[|#(?:title|key|pl)", line)
    )
    sections = tomllib.loads(text.replace('title = "Daily brief"', ""))["sections"]
    assert [one["title"] for one in sections] == ["Ports and shipping", "The North"]


def test_the_written_file_says_what_every_setting_is_for():
    lines = example().splitlines()
    for key, setting in all_settings().items():
        at = next(i for i, line in enumerate(lines) if line.startswith(f"#{key.partition('.')[2]} = "))
        assert setting.about
        assert lines[at - 1].startswith("# ")
    assert all(f"[{table}]" in lines for table in TABLES)
    assert max(map(len, lines)) <= 110


def test_choices_are_those_of_the_code_that_they_are_for():
    """The settings lie below briefs and cannot ask them."""
    assert tuple(f"TLP:{name}" for name in NAMES) == TLP
    assert set(FORMATS) == RENDERERS.keys()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from('[]daily.tp="R\n #{}0,'), max_size=40) | st.text(max_size=30))
def test_any_file_is_loaded_or_refused(tmp_path, text):
    (tmp_path / "briefer.toml").write_text(text, encoding="utf-8", errors="replace")
    with suppress(ConfigError):
        load(tmp_path)
