"""What ships with briefer is found, and a checkpoint is found by folder or by name."""

from pathlib import Path

import pytest

from briefer import resources
from briefer.errors import ModelError, TemplateError


def checkpoint(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a user without models of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return tmp_path


@pytest.mark.parametrize("kind", ["models", "prompts"])
def test_a_checkout_uses_the_folders_beside_the_package(kind, project):
    assert resources.bundled(kind) == project / kind
    assert resources.bundled(kind).is_dir()


@pytest.mark.parametrize("kind", ["models", "prompts"])
def test_an_installed_package_uses_the_data_inside_it(kind, tmp_path, monkeypatch):
    (tmp_path / "_data" / kind).mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    assert resources.bundled(kind) == tmp_path / "_data" / kind


def test_a_folder_is_taken_as_it_is_given(elsewhere):
    folder = elsewhere / "run" / "best"
    folder.mkdir(parents=True)
    assert resources.find_model(str(folder)) == folder
    assert resources.find_model("run/best") == Path("run/best")


def test_a_folder_may_start_at_the_home_folder(elsewhere, monkeypatch):
    monkeypatch.setenv("HOME", str(elsewhere))
    assert resources.find_model(f"~/{checkpoint(elsewhere / 'mine').name}") == elsewhere / "mine"


def test_a_name_is_looked_up_in_the_projects_then_the_users_then_the_bundled_models(elsewhere, monkeypatch):
    monkeypatch.setattr(resources, "PACKAGE", elsewhere / "installed" / "briefer")
    bundled = checkpoint(elsewhere / "installed" / "models" / "news")
    assert resources.find_model("news") == bundled
    users = checkpoint(elsewhere / "user" / "briefer" / "models" / "news")
    assert resources.find_model("news") == users
    checkpoint(elsewhere / "models" / "news")
    assert resources.find_model("news") == Path("models/news")


def test_a_name_may_have_an_owner_as_on_the_hub(elsewhere):
    checkpoint(elsewhere / "models" / "acme" / "news")
    assert resources.find_model("acme/news") == Path("models/acme/news")
    assert resources.checkpoint_names(Path("models")) == ["acme/news"]


def test_without_an_xdg_folder_the_users_models_are_in_the_home_folder(elsewhere, monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", lambda: elsewhere)
    mine = checkpoint(elsewhere / ".local" / "share" / "briefer" / "models" / "mine")
    assert resources.find_model("mine") == mine


def test_an_unknown_name_is_answered_with_the_names_there_are(elsewhere):
    checkpoint(elsewhere / "models" / "beta")
    checkpoint(elsewhere / "user" / "briefer" / "models" / "alpha")
    (elsewhere / "models" / "no-checkpoint").mkdir()
    with pytest.raises(ModelError, match=r"^gamma: no such model; .*alpha, beta") as caught:
        resources.find_model("gamma")
    assert "no-checkpoint" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "../models/x", "no/such/folder", "~nobody-here/x", "x" * 5000, "a\0b", "é\n"])
def test_an_odd_name_is_refused_in_the_same_way(name, elsewhere):
    with pytest.raises(ModelError, match="no such model"):
        resources.find_model(name)


def test_a_name_cannot_lead_out_of_the_model_folders(elsewhere):
    checkpoint(elsewhere / "user" / "briefer" / "secret")
    with pytest.raises(ModelError):
        resources.find_model("../secret")


def prompt(folder: Path, name: str = "mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text("")
    return folder / f"{name}.md"


def test_a_prompt_is_looked_up_in_the_projects_then_the_users_then_the_bundled_prompts(elsewhere, monkeypatch):
    monkeypatch.setattr(resources, "PACKAGE", elsewhere / "installed" / "briefer")
    bundled = prompt(elsewhere / "installed" / "prompts" / "briefs")
    assert resources.find_prompt("briefs", "mine") == bundled
    users = prompt(elsewhere / "user" / "briefer" / "prompts" / "briefs")
    assert resources.find_prompt("briefs", "mine") == users
    prompt(elsewhere / "prompts" / "briefs")
    assert resources.find_prompt("briefs", "mine") == Path("prompts/briefs/mine.md")


def test_a_prompt_may_be_any_file_and_a_name_means_a_prompt_even_where_a_file_has_it(elsewhere):
    assert resources.find_prompt("briefs", str(prompt(elsewhere / "a"))) == elsewhere / "a" / "mine.md"
    prompt(elsewhere, "here")
    assert resources.find_prompt("briefs", "here.md") == Path("here.md")
    (elsewhere / "sitrep").write_text("")
    assert resources.find_prompt("briefs", "sitrep").parent == resources.bundled("prompts") / "briefs"


def test_prompts_are_listed_by_name_each_once(elsewhere, monkeypatch):
    monkeypatch.setattr(resources, "PACKAGE", elsewhere / "installed" / "briefer")
    for folder in ("prompts", "user/briefer/prompts", "installed/prompts"):
        prompt(elsewhere / folder / "briefs", "sitrep")
    prompt(elsewhere / "prompts" / "briefs", "alpha")
    prompt(elsewhere / "prompts" / "instructions", "other")
    assert resources.prompt_names("briefs") == ["alpha", "sitrep"]


@pytest.mark.parametrize(
    "name", ["", "../briefs/sitrep", "no/such/file.md", "~nobody-here/x", "x" * 5000, "a\0b", "é\n"]
)
def test_an_odd_prompts_name_is_refused_with_the_names_there_are(name, elsewhere):
    with pytest.raises(TemplateError, match=r"no such template; .*sitrep"):
        resources.find_prompt("briefs", name)
