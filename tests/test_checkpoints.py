"""A checkpoint is found by folder, name and Hub id; what cannot or must not be loaded is refused in one clear line.

No network: the Hub is a cache in a folder, an address where nobody answers, or a server of the test's own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_checkpoints import BART, COMMIT, QWEN, files, running_hub, weights, write, write_cached

from briefer.errors import ModelError
from briefer.summarising.checkpoint_files import kind_of
from briefer.summarising.checkpoints import find_checkpoint, pull_checkpoint
from briefer.summarising.hub import cache_folder

NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""
TEMPLATE = b"{% for message in messages %}{{ message.content }}{% endfor %}"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a user without models of their own, an empty cache, and a Hub that never answers."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_ENDPOINT", NOBODY)
    return tmp_path


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch):
    with running_hub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


def refusal(model: str, **options: str) -> str:
    """The one line of a refusal."""
    with pytest.raises(ModelError) as raised:
        find_checkpoint(model, **options)
    line = str(raised.value)
    assert "\n" not in line
    assert ";" in line, "a refusal says what to do"
    return line


def test_a_folder_is_taken_as_it_is(elsewhere):
    folder = write(elsewhere / "best", files(BART))
    found = find_checkpoint(str(folder))
    assert (found.name, found.path, found.revision) == ("best", folder, "")
    assert (found.kind, found.model_type) == ("seq2seq", "bart")
    assert len(found.digest) == 12


@pytest.mark.needs_model
def test_the_bundled_checkpoint_is_an_encoder(project):
    found = find_checkpoint("briefer-encoder")
    assert (found.name, found.kind) == ("briefer-encoder", "encoder")
    assert found.path == project / "models" / "briefer-encoder"


@pytest.mark.parametrize("folder", ["models", "user/briefer/models"])
@pytest.mark.parametrize("name", ["tiny", "acme/tiny"])
def test_a_name_is_found_in_the_projects_and_the_users_folder_also_in_the_form_of_a_hub_id(folder, name, elsewhere):
    write(elsewhere / folder / name, files(BART))
    found = find_checkpoint(name)
    assert found.name == name
    assert found.path.resolve() == elsewhere / folder / name


def test_a_hub_id_is_found_in_the_cache_without_asking_the_hub(elsewhere):
    snapshot = write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    found = find_checkpoint("acme/tiny")
    assert (found.name, found.path, found.revision) == ("acme/tiny", snapshot, COMMIT)


def test_the_oldest_checkpoints_of_the_hub_have_no_owner_and_are_found_in_the_cache_only(elsewhere):
    write_cached(elsewhere / "hf", "tiny", files(BART))
    assert find_checkpoint("tiny").revision == COMMIT


@pytest.mark.parametrize("revision", ["v2", "b" * 40])
def test_a_revision_is_a_tag_or_a_commit(revision, elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    write_cached(elsewhere / "hf", "acme/tiny", files(BART), commit="b" * 40, ref="v2")
    assert find_checkpoint("acme/tiny").revision == COMMIT
    assert find_checkpoint("acme/tiny", revision=revision).revision == "b" * 40


@pytest.mark.parametrize("revision", ["../../../etc", "a\0b", "x" * 5000, "v 1"])
def test_a_revision_that_cannot_be_is_refused(revision, hub, elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    hub.checkpoints["acme/tiny"] = files(BART)
    refusal("acme/tiny", revision=revision)


def test_only_the_hub_has_revisions(elsewhere):
    write(elsewhere / "best", files(BART))
    assert "leave out --revision" in refusal("best", revision="v2")


def test_the_digest_changes_with_any_file_that_is_loaded_and_with_no_other(elsewhere):
    folder = write(elsewhere / "best", files(BART))
    first = find_checkpoint("best").digest
    (folder / "README.md").write_text("Another card")
    assert find_checkpoint("best").digest == first
    (folder / "model.safetensors").write_bytes(weights(0.02))
    second = find_checkpoint("best").digest
    (folder / "generation_config.json").write_text('{"num_beams": 4}')
    assert len({first, second, find_checkpoint("best").digest}) == 3


def test_the_same_files_have_the_same_digest_in_a_folder_and_in_the_cache(elsewhere):
    write(elsewhere / "best", files(BART))
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    assert find_checkpoint("best").digest == find_checkpoint("acme/tiny").digest


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        (BART, "seq2seq"),
        ({"model_type": "t5"}, "seq2seq"),
        ({"architectures": ["T5ForConditionalGeneration"], "is_encoder_decoder": True, "model_type": "mt5"}, "seq2seq"),
        (QWEN, "chat"),
        ({"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2"}, "chat"),
        ({"architectures": ["Gemma3ForConditionalGeneration"], "model_type": "gemma3", "text_config": {}}, "chat"),
        ({"model_type": "briefer-encoder"}, "encoder"),
        ({"architectures": ["BertForMaskedLM"], "model_type": "bert"}, ""),
        (
            {"architectures": ["WhisperForConditionalGeneration"], "is_encoder_decoder": True, "model_type": "whisper"},
            "",
        ),
        ({"architectures": [7], "model_type": ["bart"]}, ""),
        ({"architectures": "bart"}, ""),
        ({}, ""),
    ],
)
def test_the_configuration_says_how_a_checkpoint_is_run(config, kind):
    assert kind_of(config) == kind


def test_what_writes_no_text_is_refused(elsewhere):
    write(elsewhere / "best", files({"architectures": ["BertForMaskedLM"], "model_type": "bert"}))
    assert "a bert model, which writes no text" in refusal("best")


def test_a_chat_model_needs_a_chat_template(elsewhere):
    write(elsewhere / "base", files(QWEN))
    assert "no chat template; take the instruct version" in refusal("base")


@pytest.mark.parametrize(
    "more",
    [
        {"chat_template__jinja": TEMPLATE},
        {"tokenizer_config__json": json.dumps({"chat_template": TEMPLATE.decode()}).encode()},
    ],
)
def test_a_chat_template_is_a_file_or_a_setting(more, elsewhere):
    write(elsewhere / "instruct", files(QWEN, **more))
    assert find_checkpoint("instruct").kind == "chat"


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json"])
def test_a_configuration_that_asks_for_code_of_its_own_is_refused(name, elsewhere):
    folder = write(elsewhere / "best", files(BART))
    (folder / name).write_text(json.dumps(BART | {"auto_map": {"AutoModel": "modeling_own.Own"}}))
    line = refusal("best")
    assert name in line
    assert "run code of its own (`auto_map`), which is never done" in line


def test_pickled_weights_are_refused_with_the_folder_where_safetensors_belong(elsewhere):
    folder = write(elsewhere / "best", files(BART, pytorch_model__bin=b"pickle"))
    (folder / "model.safetensors").unlink()
    assert "only pickled weights (pytorch_model.bin)" in refusal(str(folder))
    assert str(folder) in refusal(str(folder))


def test_safetensors_win_over_a_pickle_beside_them(elsewhere):
    write(elsewhere / "best", files(BART, pytorch_model__bin=b"pickle"))
    assert find_checkpoint("best").kind == "seq2seq"


def test_a_checkpoint_without_weights_is_refused(elsewhere):
    (write(elsewhere / "best", files(BART)) / "model.safetensors").unlink()
    assert "no weights; put model.safetensors into this folder" in refusal("best")


@pytest.mark.parametrize("length", [0, 4, 50, 9_000])
def test_truncated_weights_are_refused(length, elsewhere):
    write(elsewhere / "best", files(BART, model__safetensors=weights()[:length]))
    line = refusal("best")
    assert "model.safetensors: truncated or damaged" in line


def index(**shards: str) -> bytes:
    return json.dumps({"weight_map": shards}).encode()


def sharded(folder: Path, written: bytes) -> Path:
    more = {"model-00001-of-00002__safetensors": weights(), "model__safetensors__index__json": written}
    (write(folder, files(BART, **more)) / "model.safetensors").unlink()
    return folder


def test_weights_may_stand_in_several_files_and_none_may_be_missing(elsewhere):
    one, two = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
    folder = sharded(elsewhere / "best", index(a=one, b=two))
    assert f"{two}: missing" in refusal("best")
    (folder / two).write_bytes(weights())
    assert find_checkpoint("best").kind == "seq2seq"


@pytest.mark.parametrize(
    "written", [b"{}", b"[]", b"{", index(a="../other.safetensors"), index(), b'{"weight_map": 3}']
)
def test_a_damaged_index_of_weights_is_refused(written, elsewhere):
    sharded(elsewhere / "best", written)
    assert "damaged" in refusal("best")


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_configuration_is_refused(written, elsewhere):
    write(elsewhere / "best", files(BART, config__json=written))
    assert "config.json: damaged" in refusal("best")


def test_a_folder_that_is_no_checkpoint_is_refused(elsewhere):
    (elsewhere / "notes").mkdir()
    assert "there is no config.json in it" in refusal("notes")


@pytest.mark.parametrize("name", ["", "./a/b", "../a", "/no/such/folder", "a/b/c", "acme/..", "-x/y", "a\0b/c"])
def test_what_is_neither_a_folder_nor_a_name_nor_a_hub_id_is_refused(name):
    assert "no such model" in refusal(name)


def test_a_name_without_owner_is_never_asked_for_on_the_hub(hub, elsewhere):
    hub.checkpoints["tiny"] = files(BART)
    assert str(elsewhere / "user" / "briefer" / "models" / "tiny") in refusal("tiny")
    assert not hub.asked


@pytest.mark.parametrize("variable", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_a_checkpoint_that_is_not_there_is_refused_with_the_folder_to_put_it_in(
    variable, hub, elsewhere, monkeypatch
):
    hub.checkpoints["acme/tiny"] = files(BART)
    monkeypatch.setenv(variable, "1")
    line = refusal("acme/tiny")
    assert "HF_HUB_OFFLINE forbids" in line
    assert str(elsewhere / "user" / "briefer" / "models" / "acme" / "tiny") in line
    assert not hub.asked


def test_offline_the_cache_is_used(elsewhere, monkeypatch):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert find_checkpoint("acme/tiny").kind == "seq2seq"


def test_offline_what_the_cache_has_in_part_is_called_what_it_is(elsewhere, monkeypatch):
    content = files(BART, pytorch_model__bin=b"pickle")
    del content["model.safetensors"]
    write_cached(elsewhere / "hf", "acme/tiny", content)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "only pickled weights" in refusal("acme/tiny")


def test_without_a_network_the_line_names_the_folder_to_put_the_checkpoint_in(elsewhere):
    line = refusal("acme/tiny")
    assert "no connection" in line
    assert str(elsewhere / "user" / "briefer" / "models" / "acme" / "tiny") in line


def test_what_the_hub_has_is_fetched_once(hub):
    hub.checkpoints["acme/tiny"] = files(BART)
    found = find_checkpoint("acme/tiny")
    assert (found.kind, found.revision) == ("seq2seq", COMMIT)
    assert found.path.is_relative_to(cache_folder())
    hub.asked.clear()
    assert find_checkpoint("acme/tiny") == found
    assert not hub.asked


def test_nothing_is_fetched_that_could_run_code_or_is_not_loaded(hub):
    more = {"pytorch_model__bin": b"pickle", "modeling_own__py": b"code", "consolidated__safetensors": weights()}
    hub.checkpoints["acme/tiny"] = files(BART, **more)
    found = find_checkpoint("acme/tiny")
    assert {path.name for path in found.path.iterdir()} == files(BART).keys()


def test_pickled_weights_of_the_hub_are_not_fetched(hub):
    hub.checkpoints["acme/tiny"] = files(BART, pytorch_model__bin=b"pickle")
    del hub.checkpoints["acme/tiny"]["model.safetensors"]
    assert "no safetensors of it" in refusal("acme/tiny")
    assert "pytorch_model.bin" not in hub.asked


def test_the_weights_of_what_is_refused_are_not_fetched(hub):
    hub.checkpoints["acme/tiny"] = files(BART | {"auto_map": {}})
    assert "auto_map" in refusal("acme/tiny")
    assert "model.safetensors" not in hub.asked


def test_what_the_cache_has_in_part_is_fetched_in_full(hub, elsewhere):
    content = files(BART)
    hub.checkpoints["acme/tiny"] = dict(content)
    del content["model.safetensors"]
    write_cached(elsewhere / "hf", "acme/tiny", content)
    assert find_checkpoint("acme/tiny").kind == "seq2seq"


def test_pulling_asks_the_hub_even_for_what_is_cached(hub, elsewhere):
    write_cached(elsewhere / "hf", "acme/tiny", files(BART), commit="b" * 40)
    hub.checkpoints["acme/tiny"] = files(BART)
    assert pull_checkpoint("acme/tiny").revision == COMMIT


@pytest.mark.parametrize("name", ["", "tiny", "a/b/c", "../a"])
def test_only_a_hub_id_is_pulled(name):
    with pytest.raises(ModelError, match="give OWNER/NAME"):
        pull_checkpoint(name)


def test_a_checkpoint_that_the_hub_does_not_have_is_refused(hub):
    assert "the Hub has no such checkpoint" in refusal("acme/tiny")


def test_terms_that_must_be_accepted_first_are_told(hub):
    hub.checkpoints["acme/tiny"] = files(BART)
    hub.gated = True
    assert "only to those who have accepted its terms" in refusal("acme/tiny")


@pytest.mark.parametrize("name", ["アクメ/tiny", "a--b/tiny"])
def test_an_id_that_no_hub_would_take_is_refused_with_the_folder_too(name, elsewhere):
    assert str(elsewhere / "user" / "briefer" / "models") in refusal(name)


def test_a_revision_that_the_hub_does_not_have_is_refused(hub):
    hub.checkpoints["acme/tiny"] = files(BART)
    assert "no revision 'v9'" in refusal("acme/tiny", revision="v9")


def test_what_is_larger_than_the_free_disk_is_not_begun(hub):
    hub.checkpoints["acme/tiny"] = files(BART)
    hub.claimed["model.safetensors"] = 10**18
    assert "takes 1000000000.0 GB" in refusal("acme/tiny")
    assert "model.safetensors" not in hub.asked


FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
from briefer.cli import main
main(["models", "pull", "acme/tiny"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
def test_a_disk_that_fills_up_is_one_line_and_nothing_half_written(hub, elsewhere):
    hub.checkpoints["acme/tiny"] = files(BART, model__safetensors=weights(3))
    command = [sys.executable, "-c", FULL_DISK]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=os.environ | PATH)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert "the disk is full" in done.stderr
    assert not done.stdout
    assert not [path for path in elsewhere.rglob("*") if path.is_file() and path.stat().st_size > 100_000]
    assert not list(elsewhere.rglob("*.incomplete"))


PATH = {"PYTHONPATH": str(Path(__file__).parent.parent)}


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"HF_HUB_CACHE": "/a/b"}, "/a/b"),
        ({"HF_HOME": "/a/b"}, "/a/b/hub"),
        ({"HF_HUB_CACHE": "/c", "HF_HOME": "/a/b"}, "/c"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/huggingface/hub"),
        ({"HOME": "/h"}, "/h/.cache/huggingface/hub"),
    ],
)
def test_the_cache_lies_where_the_hubs_library_has_it(settings, folder, monkeypatch):
    for name in ("HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert str(cache_folder()) == folder
