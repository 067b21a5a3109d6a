"""`briefer models`: lists, shows, fetches, names the folder of and removes checkpoints; what is bundled stays."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample_checkpoints import BART, COMMIT, files, running_hub, write, write_cached

from briefer import resources
from briefer.cli.models import models_command
from briefer.errors import BrieferError

TABLE = "# tiny\n\n## Use\n\nAny.\n\n### Evaluation results\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Limits\n\nMany.\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without models of their own; one checkpoint is bundled; the cache is empty and the Hub never answers."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "installed" / "briefer")
    write(tmp_path / "installed" / "models" / "news", files(BART))
    return tmp_path


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch):
    with running_hub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(models_command, arguments, input=stdin, standalone_mode=False)


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, BrieferError), result.output
    assert not result.stdout
    return str(result.exception)


def records(result: Result) -> list[dict]:
    assert not result.exception, result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def everywhere(elsewhere: Path) -> None:
    write(elsewhere / "models" / "ours", files(BART))
    write(elsewhere / "user" / "briefer" / "models" / "acme" / "mine", files(BART))
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))


def test_list_names_those_of_the_project_the_user_briefer_and_the_cache(elsewhere):
    everywhere(elsewhere)
    found = [(record["name"], record["from"]) for record in records(run("list", "--json"))]
    assert found == [("ours", "project"), ("acme/mine", "user"), ("news", "bundled"), ("acme/tiny", "cached")]


def test_list_shows_whose_kind_family_size_and_licence_in_columns(elsewhere):
    everywhere(elsewhere)
    lines = run("list").stdout.splitlines()
    assert re.fullmatch(r"ours       project  seq2seq  bart  10\.\d kB  mit", lines[0])
    assert re.fullmatch(r"acme/tiny  cached   seq2seq  bart  10\.\d kB  mit", lines[3])


def test_list_of_a_checkpoint_that_cannot_be_loaded_says_so_and_goes_on(elsewhere):
    write(elsewhere / "models" / "broken", files(BART, config__json=b"{"))
    write(elsewhere / "models" / "cut", files(BART, model__safetensors=b"abc"))
    broken, cut, news = records(run("list", "--json"))
    assert "config.json: damaged" in broken["problem"]
    assert "truncated or damaged" in cut["problem"]
    assert not news["problem"]
    assert run("list").stdout.splitlines()[0].endswith("cannot be loaded; see `briefer models show`")


def test_in_a_checkout_of_briefer_the_projects_models_are_the_bundled_ones(elsewhere, monkeypatch):
    monkeypatch.chdir(elsewhere / "installed")
    assert [record["from"] for record in records(run("list", "--json"))] == ["bundled"]


def test_of_several_revisions_that_of_main_is_listed(elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    write_cached(elsewhere / "hf", "acme/tiny", files(BART), commit="b" * 40, ref="v2")
    assert records(run("list", "--json"))[1]["revision"] == COMMIT


def test_data_sets_in_the_cache_are_not_listed(elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    hub = elsewhere / "hf" / "hub"
    (hub / "models--acme--tiny").rename(hub / "datasets--acme--tiny")
    assert len(records(run("list", "--json"))) == 1


def test_a_cache_that_is_a_file_is_an_empty_one(elsewhere):
    (elsewhere / "hf").mkdir()
    (elsewhere / "hf" / "hub").write_text("")
    assert len(records(run("list", "--json"))) == 1


def test_show_prints_what_is_known_and_the_figures_of_the_card(elsewhere):
    folder = write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    text = run("show", "acme/tiny").stdout
    assert re.search(r"^Family: +bart$", text, re.MULTILINE)
    assert re.search(r"^Licence: +mit$", text, re.MULTILINE)
    assert f"Folder:   {folder}\n" in text
    assert text.endswith("Figures, as its card gives them:\n\nHarbour News: rouge1 41.5\nHarbour News: ROUGE-L 37\n")


def test_show_takes_the_section_of_a_card_that_speaks_of_figures(elsewhere):
    folder = write(elsewhere / "models" / "ours", files(BART, README__md=TABLE.encode()))
    assert records(run("show", "ours", "--json"))[0]["figures"] == ["| a | b |", "|---|---|", "| 1 | 2 |"]
    assert records(run("show", str(folder), "--json"))[0]["from"] == "folder"


def test_show_tells_of_a_checkpoint_that_is_only_on_the_hub_and_keeps_nothing_of_it(hub, elsewhere):
    hub.checkpoints["acme/tiny"] = files(BART)
    (record,) = records(run("show", "acme/tiny", "--json"))
    assert (record["from"], record["family"], record["licence"], record["path"]) == ("hub", "bart", "mit", "")
    assert (record["size"], record["revision"]) == (len(files(BART)["model.safetensors"]), COMMIT)
    assert record["figures"] == ["Harbour News: rouge1 41.5", "Harbour News: ROUGE-L 37"]
    assert len(records(run("list", "--json"))) == 1
    assert "model.safetensors" not in hub.asked


def test_show_says_what_of_the_hub_could_not_be_loaded(hub):
    hub.checkpoints["acme/own"] = files(BART | {"auto_map": {}})
    hub.checkpoints["acme/pickled"] = files(BART)
    del hub.checkpoints["acme/pickled"]["model.safetensors"]
    assert "auto_map" in records(run("show", "acme/own", "--json"))[0]["problem"]
    assert "no safetensors" in records(run("show", "acme/pickled", "--json"))[0]["problem"]


@pytest.mark.parametrize(
    "card",
    [
        b"",
        b"\xff\xfe\x00",
        b"---\nlicense: [\n---\n",
        b"---\n- a\n---\n",
        b"---\nmodel-index: [3, {results: {a: b}}, {results: [{dataset: [], metrics: [x]}]}]\n---\n",
        b"---\nlicense: {a: b}\n",
        b"\x1b[2J## Results",
    ],
)
def test_any_card_is_borne(card, elsewhere):
    write(elsewhere / "models" / "ours", files(BART, README__md=card))
    result = run("show", "ours")
    assert not result.exception
    assert "\x1b" not in result.stdout


def test_a_card_cannot_steer_the_terminal(elsewhere):
    write(elsewhere / "models" / "ours", files(BART, README__md=b"## Results\n\x1b[2J\x07 41.5 \xe2\x80\xae"))
    assert run("show", "ours").stdout.endswith("[2J 41.5\n")


@pytest.mark.parametrize("licence", ["license: [mit, apache-2.0]", "license: other\nlicense_name: mine"])
def test_a_licence_may_be_a_list_or_have_a_name_of_its_own(licence, elsewhere):
    write(elsewhere / "models" / "ours", files(BART, README__md=f"---\n{licence}\n---\n".encode()))
    assert records(run("list", "--json"))[0]["licence"] in {"mit, apache-2.0", "mine"}


def test_path_prints_the_folder_and_nothing_else(elsewhere):
    folder = write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    assert run("path", "acme/tiny").stdout == f"{folder}\n"
    assert run("path", "news").stdout == f"{elsewhere / 'installed' / 'models' / 'news'}\n"


@pytest.mark.parametrize("command", ["show", "path", "remove"])
@pytest.mark.parametrize("offline", ["", "1"])
def test_what_is_not_there_is_an_error_that_names_the_folder_for_it(command, offline, elsewhere, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", offline)
    assert str(elsewhere / "user" / "briefer" / "models") in refused(command, "acme/none")


def test_pull_fetches_and_prints_the_folder_without_bars_where_no_person_sits(hub, elsewhere):
    hub.checkpoints["acme/tiny"] = files(BART)
    result = run("pull", "acme/tiny")
    folder = elsewhere / "hf" / "hub" / "models--acme--tiny" / "snapshots" / COMMIT
    assert result.stdout == f"{folder}\n"
    assert not result.stderr
    assert (folder / "model.safetensors").read_bytes() == files(BART)["model.safetensors"]
    assert records(run("pull", "acme/tiny", "--json"))[0]["revision"] == COMMIT


@pytest.mark.parametrize("terminal", [False, True])
def test_pull_shows_its_progress_on_a_terminal_only(terminal, hub):
    hub.checkpoints["acme/tiny"] = files(BART)
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    reader, writer = pty.openpty() if terminal else os.pipe()
    if terminal:
        termios.tcsetwinsize(writer, (24, 80))
    command = [sys.executable, "-m", "briefer", "models", "pull", "acme/tiny"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=writer, env=environment, check=False, timeout=120)
    os.write(writer, b"end")
    shown = os.read(reader, 100_000)
    os.close(reader)
    os.close(writer)
    assert done.returncode == 0, shown
    assert (b"%" in shown) == terminal
    assert done.stdout.count(b"\n") == 1


def test_pull_without_a_network_names_the_folder_to_put_it_in(elsewhere):
    line = refused("pull", "acme/tiny")
    assert "no connection" in line
    assert str(elsewhere / "user" / "briefer" / "models" / "acme" / "tiny") in line


def test_pull_offline_names_the_folder_to_put_it_in(elsewhere, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert str(elsewhere / "user" / "briefer" / "models" / "acme" / "tiny") in refused("pull", "acme/tiny")


def test_pull_of_what_must_not_be_loaded_is_an_error(hub):
    hub.checkpoints["acme/tiny"] = files(BART | {"auto_map": {}})
    assert "auto_map" in refused("pull", "acme/tiny")


def test_remove_never_removes_what_is_bundled(elsewhere):
    assert "comes with briefer" in refused("remove", "news", "--yes")
    assert (elsewhere / "installed" / "models" / "news" / "model.safetensors").is_file()


def test_remove_never_removes_what_is_bundled_in_a_checkout_either(elsewhere, monkeypatch):
    monkeypatch.chdir(elsewhere / "installed")
    assert "comes with briefer" in refused("remove", "news", "--yes")
    assert Path("models/news/model.safetensors").is_file()


def test_remove_of_a_folder_given_by_its_path_is_left_to_its_owner(elsewhere):
    folder = write(elsewhere / "best", files(BART))
    assert "remove it yourself" in refused("remove", str(folder), "--yes")
    assert folder.is_dir()


@pytest.mark.parametrize("name", ["ours", "acme/mine", "acme/tiny"])
def test_remove_takes_a_checkpoint_of_the_project_the_user_or_the_cache_away_and_no_other(name, elsewhere):
    everywhere(elsewhere)
    before = {record["name"] for record in records(run("list", "--json"))}
    assert "removed" in run("remove", name, "--yes").stdout
    assert {record["name"] for record in records(run("list", "--json"))} == before - {name}


def test_remove_takes_all_revisions_and_blobs_out_of_the_cache(elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    write_cached(elsewhere / "hf", "acme/tiny", files(BART), commit="b" * 40, ref="v2")
    run("remove", "acme/tiny", "--yes", "--json")
    assert not (elsewhere / "hf" / "hub" / "models--acme--tiny").exists()


def test_remove_of_a_link_leaves_what_it_leads_to(elsewhere):
    folder = write(elsewhere / "best", files(BART))
    (elsewhere / "models").mkdir()
    (elsewhere / "models" / "ours").symlink_to(folder)
    run("remove", "ours", "--yes")
    assert (folder / "config.json").is_file()
    assert not (elsewhere / "models" / "ours").exists()


def test_remove_asks_and_where_nobody_can_answer_wants_to_be_told(elsewhere):
    everywhere(elsewhere)
    assert "give --yes" in refused("remove", "ours")
    assert (elsewhere / "models" / "ours").is_dir()


def test_what_was_removed_and_was_shadowed_comes_to_light(elsewhere):
    write(elsewhere / "models" / "news", files(BART))
    run("remove", "news", "--yes")
    (record,) = records(run("list", "--json"))
    assert (record["name"], record["from"]) == ("news", "bundled")
