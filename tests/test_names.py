"""Names: mentions of one thing are one name, with what the text says a person is.

Golden cases in `golden/names`: an article with the raw tags in it, `[Ahmed al-Dalati|PER]`; below the line a name a
line: label, text, aliases, rank, role.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.acronyms import shortens
from briefer.language.names import find_names
from briefer.language.sentences import split_article
from briefer.types import Article, Entity

GOLDEN = Path(__file__).parent / "golden" / "names"
TAG = re.compile(r"\[([^][|]+)\|([A-Z]+)\]")


def read_case(case: str):
    """Read an article with its raw tags: the article, its sentences and the tags of each."""
    text, tags = "", []
    at = 0
    for match in TAG.finditer(case):
        text += case[at : match.start()]
        tags.append(Entity(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    dateline, _, body = (
        (text + case[at:]).partition("\n") if case.startswith("dateline: ") else ("", "", text + case[at:])
    )
    shift = len(text + case[at:]) - len(body)
    article = Article(id="a", text=body, dateline=dateline.removeprefix("dateline: "))
    sentences = split_article(article)
    moved = [Entity(tag.start - shift, tag.end - shift, tag.label) for tag in tags]
    return article, sentences, [[tag for tag in moved if one.start <= tag.start < one.end] for one in sentences]


def line_of(name) -> str:
    return " | ".join((name.label, name.text, ", ".join(name.aliases), name.rank, name.role)).rstrip(" |")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path):
    given_text, _, wanted = path.read_text(encoding="utf-8").partition("\n----\n")
    names = find_names(*read_case(given_text))
    assert [line_of(name) for name in names] == wanted.strip().splitlines()


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CENTCOM", "US Central Command"),
        ("UN", "United Nations"),
        ("NTSB", "National Transport Safety Board"),
        ("DOD", "Department of Defense"),
        ("DoD", "Department of Defense"),
        ("INTERPOL", "International Police"),
    ],
)
def test_a_short_form_is_made_of_the_starts_of_the_words(short, full):
    assert shortens(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [("UN", "United Nations Relief Agency"), ("ABC", "National Bank"), ("X", "X Corp"), ("CC", "Command"), ("", "A B")],
)
def test_other_letters_are_no_short_form(short, full):
    assert not shortens(short, full)


WORDS = st.sampled_from(
    "Brig. Gen. Lena Orsk al-Hadid of the Ministry Harbour , . “ ” (HMO) US Mr President who leads said 's - & 4th May"
    " Texas Syria Syrian mayor Varna Bay in Orsk\n\n D-Nev U.S. Inc. ’".split(" ")
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30), st.sampled_from("PER ORG LOC NORP TIME".split()))),
)
def test_on_any_text_and_tags_spans_slice_back_and_each_mention_has_one_name(text, tags):
    article = Article(id="a", text=text)
    sentences = split_article(article)
    entities = []
    for one in sentences:
        row, at = [], one.start
        for start, length, label in tags:
            begin = at + start
            if begin + length <= one.end:
                row.append(Entity(begin, begin + length, label))
                at = begin + length
        entities.append(row)
    names = find_names(article, sentences, entities)
    spans = [span for name in names for span in name.mentions]
    assert len(spans) == len(set(spans))
    for name in names:
        printed = {" ".join(text[span.start : span.end].split()) for span in name.mentions}
        assert printed == {name.text, *name.aliases}
        assert list(name.mentions) == sorted(name.mentions, key=lambda span: span.start)
        assert len(name.mentions) == len(name.sentences)
        assert all(
            sentences[number].start <= span.start and span.end <= sentences[number].end
            for span, number in zip(name.mentions, name.sentences, strict=True)
        )
        if name.role_span:
            assert " ".join(text[name.role_span.start : name.role_span.end].split()) == name.role
        assert bool(name.role_span) == bool(name.role)


@pytest.mark.parametrize("text", ["A" * 300_000, "Al-" * 100_000, "A. " * 100_000, "Of the " * 50_000, "a, " * 100_000])
def test_a_long_line_is_read_in_one_pass(text):
    """Nothing is looked at again and again: this ends at once, or the run is stopped."""
    article = Article(id="a", text=text)
    sentences = split_article(article)
    assert isinstance(find_names(article, sentences, [[] for _ in sentences]), tuple)
