"""Figures: golden cases by rule, spans, what is no figure, hostile text.

A golden case is a text with its dates in braces, a line `----`, and a line for each figure:
`text | number | qualifier | kind | counts | fate`, `-` where there is nothing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.facts import DateMention, Figure
from briefer.language.figures import find_figures
from briefer.language.sentences import split_article
from briefer.types import Article, Sentence

GOLDEN = sorted((Path(__file__).parent / "golden" / "figures").glob("*.txt"))
KINDS = {"count", "money", "percent", "measure", "duration", "age", "ratio", "ordinal"}
SEED = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "seed" / "article.txt"


def unmarked(marked: str) -> tuple[str, list[DateMention]]:
    """Take the braces out of a text, and give the dates that they marked."""
    text, dates = "", []
    for part in re.split(r"(\{[^}]*\})", marked):
        plain = part.strip("{}")
        if part.startswith("{"):
            dates.append(DateMention(len(text), len(text) + len(plain), plain, "", "day", relative=False))
        text += plain
    return text, dates


def figures_of(marked: str) -> tuple[Figure, ...]:
    text, dates = unmarked(marked)
    return find_figures(split_article(Article("a", text)), dates)


def shown(marked: str) -> str:
    rows = ([f.text, f.number, f.qualifier, f.kind, f.counts, f.fate] for f in figures_of(marked))
    return "\n".join(" | ".join(cell or "-" for cell in row) for row in rows)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    marked, expected = path.read_text(encoding="utf-8").split("\n----\n")
    assert shown(marked) == expected.strip()


@pytest.mark.parametrize(
    ("text", "value", "high"),
    [
        ("Between 10 and 12 people drowned.", 10.0, 12.0),
        ("The bill came to $2-3 million in fees.", 2e6, 3e6),
        ("Two or three houses were damaged.", 2.0, 3.0),
        ("Half a million people fled.", 500_000.0, None),
        ("One in five children was ill.", 0.2, None),
        ("A quarter of the crop was lost.", 0.25, None),
        ("Prices rose by 2.5 percent.", 2.5, None),
    ],
)
def test_a_figure_has_the_value_that_its_words_state(text, value, high):
    (figure,) = figures_of(text)
    assert figure.value == pytest.approx(value)
    assert figure.high == high


def test_a_figure_knows_its_sentence_and_its_place_in_the_article():
    text = "It rained. Three ferries sank, and 40 people were rescued."
    found = figures_of(text)
    assert [figure.sentence for figure in found] == [1, 1]
    assert [text[figure.start : figure.end] for figure in found] == ["Three ferries", "40 people"]


def test_no_sentences_have_no_figures():
    assert find_figures((), ()) == ()


PIECES = (
    "two 12 1,200 3.5 million seventy one hundred half a dozen $5m €2bn 40% percent 10-12"
    " to of in and or , . - — ( )"
    " the a an its soldiers people were killed killing dead arrest members who had been not more than about"
    " between from hectares pine forest km years old 34 US IT ’s ' \" “ ” 9/11 G7 6:40 p.m. aged third consecutive day"
    " including with toll rose"
    " \0 ½ ٣ ² İ \u200b"
).split()
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=50).map(" ".join))


@settings(deadline=None)
@given(TEXTS)
def test_any_text_gives_figures_that_slice_back_in_order(text):
    sentences = split_article(Article("a", text))
    found = find_figures(sentences, ())
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)
    for figure in found:
        sentence = sentences[figure.sentence]
        assert text[figure.start : figure.end] == figure.text
        assert sentence.start <= figure.start < figure.end <= sentence.end
        assert figure.kind in KINDS
        assert figure.number
        assert figure.counts in sentence.text
        assert figure.fate in sentence.text
        assert figure.high is None or figure.high > figure.value


@settings(deadline=None)
@given(TEXTS)
def test_a_date_is_never_part_of_a_figures_number(text):
    sentence = Sentence(0, len(text), text, 0)
    whole = DateMention(0, len(text), text, "", "day", relative=False)
    assert not [figure for figure in find_figures((sentence,), (whole,)) if figure.kind != "ordinal"]


LONG = 300_000
HOSTILE = {
    "digits": "1" * LONG,
    "numbers": "12 " * (LONG // 3),
    "thousands": "1," * (LONG // 2),
    "number words": "two hundred and " * (LONG // 16),
    "hyphens": "2-" * (LONG // 2),
    "letters": "a" * LONG,
    "spaces": "12" + " " * LONG + "people",
    "counts": "12 people were killed, " * (LONG // 23),
    "no verb": "in 12 of the " * (LONG // 13),
    "capitals": "A " * (LONG // 2),
    "dollars": "$" * LONG,
    "a list": "two soldiers and a " * (LONG // 19),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_work(name):
    """Quadratic work would take many minutes here, linear a blink; so the test needs no clock."""
    text = HOSTILE[name]
    for figure in find_figures((Sentence(0, len(text), text, 0),), ()):
        assert text[figure.start : figure.end] == figure.text


SEED_FIGURES = [
    ("six of its members", "6", "", "members", "arrest"),
    ("six operatives", "6", "", "operatives", "taken into custody"),
    ("two US soldiers", "2", "", "US soldiers", "killed"),
    ("a civilian interpreter", "1", "", "civilian interpreter", "killed"),
    ("more than seventy ISIS targets", "70", "more than", "ISIS targets", "hit"),
    ("over one hundred precision-guided munitions", "100", "over", "precision-guided munitions", "employed"),
    ("ten operations", "10", "", "operations", "carried out"),
    ("twenty-three militant operatives", "23", "", "militant operatives", "deaths or detention"),
]


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not here")
def test_the_seed_article_gives_its_figures_and_no_others():
    """Its dates are marked here by hand: the finder of dates has its own tests."""
    body = SEED.read_text(encoding="utf-8").split(") - ", 1)[1]
    found = figures_of(body.replace("Dec. 13", "{Dec. 13}"))
    assert [(f.text, f.number, f.qualifier, f.counts, f.fate) for f in found] == SEED_FIGURES
