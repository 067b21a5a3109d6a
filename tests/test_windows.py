"""Windows hold whole sentences, in order, once each, however long the article is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.summarising.tags import TAGS, to_entities
from briefer.summarising.windows import (
    CAPITALISED,
    CLS,
    DIGITS,
    LEAD_TOKENS,
    LOWER,
    MIXED,
    OTHER,
    SENTENCE_TOKENS,
    SEP,
    UPPER,
    WINDOW_TOKENS,
    Pieces,
    to_pieces,
    to_windows,
    word_shape,
)
from briefer.types import Sentence, Span


def pieces(lengths: list[int]) -> list[Pieces]:
    """Make sentences whose word pieces are numbered through the article, from 1000."""
    made, at = [], 1000
    for length in lengths:
        ids = tuple(range(at, at + length))
        made.append(Pieces(ids, (LOWER,) * length, tuple(Span(i, i + 1) for i in ids)))
        at += length
    return made


lengths = st.lists(st.integers(1, SENTENCE_TOKENS), max_size=40)


@given(lengths)
def test_every_sentence_is_in_one_window_whole_and_in_order(lengths):
    article = pieces(lengths)
    windows = to_windows(article)
    own = [
        [i for i, s in zip(w.ids, w.sentence_of, strict=True) if s == number]
        for w in windows
        for number in range(w.count)
    ]
    assert own == [list(sentence.ids) for sentence in article]
    assert [w.first + n for w in windows for n in range(w.count)] == list(range(len(article)))


@given(lengths)
def test_no_window_is_longer_than_the_network_reads(lengths):
    for window in to_windows(pieces(lengths)):
        assert len(window.ids) == len(window.shapes) == len(window.sentence_of) <= WINDOW_TOKENS
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)


def test_later_windows_open_with_a_copy_of_the_lead_that_belongs_to_no_sentence():
    article = pieces([100, 250, 250, 250])
    second = to_windows(article)[1]
    assert second.ids[1 : 1 + LEAD_TOKENS] == article[0].ids[:LEAD_TOKENS]
    assert set(second.sentence_of[: 1 + LEAD_TOKENS]) == {-1}


def test_an_article_without_sentences_has_no_window():
    assert to_windows([]) == []


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("word", LOWER),
        ("Word", CAPITALISED),
        ("A", CAPITALISED),
        ("UN", UPPER),
        ("McCain", MIXED),
        ("12", DIGITS),
        ("–", OTHER),
    ],
)
def test_the_shape_of_a_word_is_the_case_of_its_letters(word, shape):
    assert word_shape(word) == shape


def test_word_pieces_slice_back_and_share_their_words_shape(tokenizer):
    text = "  Kurdistan24 reported from ERBIL."
    sentence = Sentence(2, len(text), text[2:], 0)
    (read,) = to_pieces([sentence], tokenizer)
    words = [text[span.start : span.end].lower() for span in read.spans]
    assert "".join(words) == "kurdistan24reportedfromerbil."
    erbil = [shape for span, shape in zip(read.spans, read.shapes, strict=True) if span.start >= text.index("ERBIL")][
        :-1
    ]
    assert len(erbil) > 1, "the rule needs a word of several pieces"
    assert set(erbil) == {UPPER}


def test_a_sentence_longer_than_a_window_is_read_up_to_the_limit(tokenizer):
    text = "word " * 5000
    (read,) = to_pieces([Sentence(0, len(text), text, 0)], tokenizer)
    assert len(read.ids) == SENTENCE_TOKENS


def entities(words: list[str], tags: list[str]) -> list[tuple[str, str]]:
    """Decode one tag a word piece; a piece that starts with # continues the word before it."""
    import numpy as np

    text, spans = "", []
    for word in words:
        text += word[1:] if word.startswith("#") else f" {word}"
        spans.append(Span(len(text) - len(word.lstrip("#")), len(text)))
    logits = np.eye(len(TAGS))[[TAGS.index(tag) for tag in tags]]
    return [(text[e.start : e.end], e.label) for e in to_entities(text, spans, logits)]


def test_an_entity_is_made_of_whole_words_whatever_its_later_pieces_say():
    assert entities(["Ahmed", "al", "-", "Dal", "#ati", "said"], ["B-PER", "I-PER", "I-PER", "I-PER", "O", "O"]) == [
        ("Ahmed al - Dalati", "PER")
    ]


def test_a_tag_inside_that_nothing_opens_opens_an_entity():
    assert entities(["in", "New", "York"], ["O", "I-LOC", "I-LOC"]) == [("New York", "LOC")]


def test_entities_side_by_side_stay_two():
    assert entities(["Paris", "Berlin"], ["B-LOC", "B-LOC"]) == [("Paris", "LOC"), ("Berlin", "LOC")]
    assert entities(["Paris", "Monday"], ["B-LOC", "I-TIME"]) == [("Paris", "LOC"), ("Monday", "TIME")]
