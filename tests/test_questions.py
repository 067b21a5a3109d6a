"""The six questions: what is answered, and what is left open, each answer a phrase of the text.

A golden case is an article with its places as `[Kesh]` and its days as `{Sunday}`, a line `----`, and a line an answer.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.facts import Answer, DateMention, Name, Place
from briefer.language.questions import find_answers
from briefer.language.sentences import split_article
from briefer.language.statements import find_statements
from briefer.types import Article, Span

GOLDEN = sorted((Path(__file__).parent / "golden" / "questions").glob("*.txt"))
QUESTIONS = ("who", "what", "when", "where", "why", "how")


def answers_of(marked: str, names: tuple[Name, ...] = ()) -> tuple[str, tuple[Answer, ...]]:
    """Answer the questions about a text with marked places and days; give the text without marks too."""
    text, places, dates = "", [], []
    for part in re.split(r"(\[[^\[\]]+\]|\{[^{}]+\})", marked):
        inner = part[1:-1] if part[:1] in ("[", "{") and part[-1:] in ("]", "}") and len(part) > 2 else ""
        start, end = len(text), len(text) + len(inner or part)
        if inner and part[0] == "[":
            places.append(Place(inner, "city", "", "", None, None, "", (Span(start, end),), (0,)))
        elif inner:
            dates.append(DateMention(start, end, inner, "", "day", relative=True))
        text += inner or part
    article = Article("a", text)
    sentences = split_article(article)
    statements = find_statements(article, sentences, names)
    salience = [0.9] + [0.5] * (len(sentences) - 1)
    return text, find_answers(article, sentences, names, places, dates, statements, salience)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    marked, expected = path.read_text(encoding="utf-8").split("\n----\n")
    _, found = answers_of(marked)
    assert "\n".join(f"{answer.question}: {answer.text}" for answer in found) == expected.strip()


def test_an_article_without_sentences_answers_nothing():
    assert answers_of("") == ("", ())


def test_a_text_without_an_event_answers_nothing():
    assert answers_of("Photographs of the old harbour at dusk and dawn.")[1] == ()


def test_a_pronoun_is_answered_with_the_last_name():
    text = "Lena Orsk of the harbour office. She closed the northern gate on the advice of the police."
    names = (Name("PER", "Lena Orsk", (), "", "", None, (Span(0, 9),), (0,)),)
    assert [answer.text for answer in answers_of(text, names)[1]][:1] == ["Lena Orsk"]


PIECES = [
    "Police arrested ", "eight men ", "in [Kesh] ", "near the town of [Sardan], [Tarsin] ", "on {Monday} ",
    "because ", "after ", "following ", "by blocking the road ", "using nets ", "she said ", "said Orsk ",
    "was ", ", ", ". ", "\n\n", "who ", "that ", "“quoted words” ", "In a raid, ", "they comes amid ",
    "conducted a precise raid ", "(CNN) ", "late ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=30).map("".join))
def test_on_any_text_each_answer_is_a_whole_phrase_of_it(marked: str):
    text, found = answers_of(marked)
    sentences = split_article(Article("a", text))
    assert [answer.question for answer in found] == [q for q in QUESTIONS if q in {a.question for a in found}]
    for answer in found:
        assert text[answer.start : answer.end] == answer.text
        assert answer.text.strip(" ,;:") == answer.text
        assert 0 <= answer.sentence < len(sentences)


@pytest.mark.parametrize("unit", ["that was ", "in a in a ", ", and ", "after ", "“a” ", "who said "])
def test_a_megabyte_on_one_line_is_read_in_one_go(unit: str):
    """No rule looks at a character again and again: this would not end in an hour otherwise."""
    text = unit * (1_000_000 // len(unit))
    whole = type(split_article(Article("b", "x"))[0])(0, len(text), text, 0)
    assert find_answers(Article("a", text), [whole], (), (), (), (), (0.9,)) == ()
