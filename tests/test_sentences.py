"""Sentences: golden cases by rule, offsets, noise, hostile text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language import stops
from briefer.language.sentences import split_article, split_text
from briefer.types import Article, Span

GOLDEN = Path(__file__).parent / "golden" / "sentences"
CASES = sorted(path.stem for path in GOLDEN.glob("*.txt"))
RULES = {f"rule{rule.__name__}": rule for rule in stops.RULES}


def read_case(name: str) -> tuple[str, str]:
    given_text, _, expected = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").partition("=====\n")
    return given_text, expected.strip()


def shown(text: str) -> str:
    """One sentence a line, an empty line between paragraphs, white space as one space."""
    lines: list[str] = []
    last = 0
    for sentence in split_article(Article(id="a", text=text)):
        lines += [""] * (sentence.paragraph - last)
        lines.append(" ".join(sentence.text.split()))
        last = sentence.paragraph
    return "\n".join(lines)


@pytest.mark.parametrize("name", CASES)
def test_golden(name):
    """Each file: a text, a separator, its sentences."""
    text, expected = read_case(name)
    assert shown(text) == expected


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_a_golden_case_that_needs_it(name, monkeypatch):
    text, expected = read_case(name)
    monkeypatch.setattr(stops, "RULES", tuple(rule for rule in stops.RULES if rule is not RULES[name]))
    assert shown(text) != expected


WORDS = 'He the U.S. Gen. J. p.m. 5. 1) • - said.The a@b.com. İ ß 日本。 ... … ?! . " ” ( [3] « \0'.split()
SPACES = [" ", "", "\n", "\n\n", "\r\n", "\t", "\xa0", "\u2028"]
PIECES = st.lists(st.sampled_from(WORDS) | st.sampled_from(SPACES), max_size=60).map("".join)
TEXTS = st.one_of(st.text(), PIECES)


def noise_of(text: str, cuts: list[int]) -> tuple[Span, ...]:
    bounds = sorted({cut % (len(text) + 1) for cut in cuts})
    return tuple(Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False))


@settings(deadline=None)
@given(TEXTS, st.lists(st.integers(0, 10_000), max_size=6))
def test_every_visible_character_outside_noise_is_in_exactly_one_sentence(text, cuts):
    noise = noise_of(text, cuts)
    sentences = split_article(Article(id="a", text=text, noise=noise))
    covered = [place for sentence in sentences for place in range(sentence.start, sentence.end)]
    assert covered == sorted(set(covered)), "ascending and disjoint"
    silent = {place for span in noise for place in range(span.start, span.end)}
    visible = {place for place, character in enumerate(text) if not character.isspace()}
    assert visible - silent <= set(covered)
    assert not silent & set(covered)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_slices_without_space_around_them_and_paragraphs_count_up_from_0(text):
    sentences = split_article(Article(id="a", text=text))
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
    numbers = [sentence.paragraph for sentence in sentences]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))


@settings(deadline=None)
@given(TEXTS)
def test_a_text_and_an_article_of_it_are_split_alike(text):
    sentences = split_article(Article(id="a", text=text))
    assert split_text(text) == [Span(sentence.start, sentence.end) for sentence in sentences]


def test_noise_breaks_a_sentence_and_a_paragraph():
    text = "The ferry sank. PHOTO: Ada Lim The crew is safe."
    noise = (Span(text.index("PHOTO"), text.index("The crew")),)
    sentences = split_article(Article(id="a", text=text, noise=noise))
    assert [(sentence.text, sentence.paragraph) for sentence in sentences] == [
        ("The ferry sank.", 0),
        ("The crew is safe.", 1),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n" * 100])
def test_nothing_has_no_sentences(text):
    assert split_text(text) == []


LONG = 200_000
HOSTILE = {
    "one word": "a" * LONG,
    "stops": "." * LONG,
    "spaced stops": ". " * (LONG // 2),
    "quotes": '"' * LONG,
    "glued quotes": 'said."The ' * (LONG // 40),
    "initials": "a." * (LONG // 8),
    "spaces": "a." + " " * LONG + "B",
    "lines": "a\n" * (LONG // 8),
    "one line": "Gen. Ada Lim left the U.S. on Friday. " * (LONG // 38),
    "items": "1. a " + " ".join(f"b {number}. c" for number in range(2, LONG // 40)),
    "names": '"Is it?" ' + "Aaa " * (LONG // 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_split_in_linear_work(name):
    """Quadratic work would take many minutes here, linear a blink; so the test needs no clock."""
    text = HOSTILE[name]
    spans = split_text(text)
    assert spans[0].start == 0
    assert spans[-1].end == len(text.rstrip())
