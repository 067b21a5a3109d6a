"""The Punkt model: how it is loaded, what it costs to import, what is said where it is damaged, how it is trained."""

import json
import subprocess
import sys

import pytest

from briefer.errors import ModelError
from briefer.language import punkt as loader
from briefer.language.abbreviations import CURATED
from briefer.language.punkt import load_punkt
from briefer.training import punkt as trainer

LINES = [
    "The envoy Ada Lim met Sen. Hart in Northport. The talks took an hour. Afterwards they left.",
    "Q.T.V. reporters saw Lim and Sen. Hart leave at noon. Nobody spoke. The Q.T.V. van followed.",
    "After the talks, said Q.T.V. editors, nobody knew more. Sen. Hart was silent. The envoy slept.",
]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_splitter_does_not_import_nltk():
    assert run("import sys, briefer.language.sentences; print('nltk' in sys.modules)") == "False"


def test_splitting_imports_no_more_of_nltk_than_punkt():
    code = "import sys; from briefer.language.sentences import split_text; split_text('A b. C d.'); "
    assert run(code + "print(sorted({'scipy', 'sklearn', 'numpy', 'nltk'} & sys.modules.keys()))") == "[]"


def test_nltk_can_be_imported_as_ever_afterwards():
    code = "from briefer.language.sentences import split_text; split_text('A b. C d.'); import nltk.tokenize; "
    assert run(code + "print(nltk.tokenize.wordpunct_tokenize('A b.'))") == "['A', 'b', '.']"


def test_punkt_of_an_nltk_that_is_imported_already_is_used():
    code = (
        "import nltk.tokenize.punkt as p; from briefer.language.punkt import punkt_module; print(punkt_module() is p)"
    )
    assert run(code) == "True"


def test_the_ordinary_import_follows_where_the_quick_one_fails(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "nltk"]:
        monkeypatch.delitem(sys.modules, name)
    wanted = []

    def import_module(name):
        wanted.append("nltk" in sys.modules)
        if len(wanted) == 1:
            raise ImportError(name)
        return sys

    monkeypatch.setattr(loader.importlib, "import_module", import_module)
    assert loader.punkt_module() is sys
    assert wanted == [True, False], "the second attempt finds nothing left of the first"


def test_a_bundled_model_has_every_curated_class():
    model = load_punkt()
    for name, words in CURATED.items():
        assert model.abbreviations[name] == set(words.split())
    assert model.known >= model.abbreviations["learned"]


DAMAGED = [None, "", "[]", "{}", '{"abbreviations": 3}', '{"abbreviations": {}}', "\xff", '{"abbreviations": {"a": 1}}']


@pytest.mark.parametrize("content", DAMAGED)
def test_a_missing_or_damaged_model_is_one_clear_line(tmp_path, content):
    if content is not None:
        (tmp_path / "punkt.json").write_text(content, encoding="latin-1")
    with pytest.raises(ModelError, match=r"punkt\.json: .*; reinstall briefer$"):
        load_punkt(tmp_path)


def test_training_learns_keeps_what_is_curated_and_does_not_depend_on_the_hash_seed():
    tables = trainer.train(LINES * 20)
    assert "q.t.v" in tables["abbreviations"]["learned"].split()
    assert "sen" in tables["abbreviations"]["title"].split()
    code = f"import json; from briefer.training.punkt import train; print(json.dumps(train({LINES!r} * 20)))"
    assert json.loads(run(code)) == tables


def test_the_trainer_writes_a_model_that_loads(tmp_path, capsys):
    corpus = tmp_path / "news.jsonl"
    corpus.write_text("".join(json.dumps({"article": line}) + "\n" for line in LINES * 20), encoding="utf-8")
    assert trainer.main([str(corpus), "-o", str(tmp_path / "punkt.json")]) == 0
    assert load_punkt(tmp_path).breaks("Northport.", "The") is True
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.jsonl", "punkt.json"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [b"not JSON\n", b"[1]\n", b"\xff\n", b"1\n"])
def test_a_corpus_that_is_none_is_one_clear_line(tmp_path, capsys, content):
    corpus = tmp_path / "news.jsonl"
    corpus.write_bytes(content)
    assert trainer.main([str(corpus), "-o", str(tmp_path / "punkt.json")]) == 1
    assert "news.jsonl: cannot be read as JSON Lines" in capsys.readouterr().err
