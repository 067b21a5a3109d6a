"""The measurement of sentence splitting: what counts as a boundary, what as a rule, what is printed."""

import json
import lzma

import pytest

from briefer.errors import InputError
from briefer.training.boundaries import GOLDEN, PARAGRAPHS, Score, main, measure

RULES = [
    {
        "name": "kept",
        "golden": True,
        "lossless": True,
        "text": "One\nis here. Two.",
        "sentences": ["One is here.", "Two."],
    },
    {"name": "broken", "golden": True, "lossless": True, "text": "One. Two.", "sentences": ["One. Two."]},
    {"name": "not golden", "golden": False, "lossless": True, "text": "One. Two.", "sentences": ["One. Two."]},
    {"name": "changes the text", "golden": True, "lossless": False, "text": "One. Two.", "sentences": ["1"]},
]
ROWS = [
    {
        "genre": "news",
        "text": "One is here. Two are not: three. Four.",
        "sentences": ["One is here.", "Two are not:", "three. Four."],
    },
    {"genre": "court", "text": "One.", "sentences": ["One."]},
]


@pytest.fixture
def corpora(tmp_path):
    for name, rows in ((GOLDEN, RULES), (PARAGRAPHS, ROWS)):
        with lzma.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_boundaries_inside_a_paragraph_are_counted_by_genre_and_rules_by_name(corpora):
    report = measure(corpora)
    assert (report.rules_passed, report.rules) == (1, 2)
    assert report.by_genre == {"news": Score(1, 1, 1), "court": Score(), "all": Score(1, 1, 1)}
    assert report.by_genre["all"].f1 == 0.5
    assert report.by_genre["court"].f1 == 1.0


def test_every_failure_is_printed(corpora, capsys):
    assert main([str(corpora)]) == 0
    output = capsys.readouterr().out
    assert "rule  broken" in output
    assert "wrong   news: Oneishere.Twoarenot:three. | Four." in output
    assert "missed  news: Oneishere.Twoarenot: | three.Four." in output
    assert "golden rules 1 of 2" in output


def test_a_missing_corpus_is_one_clear_line(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(InputError, match="give the folder of the sentence corpora"):
        measure(tmp_path)
