"""The headline summary: what is chosen, in what order, within what budget, on what evidence.

A golden case is `S sentences, W words`, the article's sentences as `salience | text` with people's names in square
brackets, a line `----`, and the summary as one line.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.summarising import openings
from briefer.summarising.headline import headline
from briefer.summarising.segments import words_of
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Entity, Sentence, Span, SummarySentence

GOLDEN = sorted((Path(__file__).parent / "golden" / "headline").glob("*.txt"))
NAME = re.compile(r"\[([^\]]+)\]")


def article_of(rows: list[tuple[float, str]], *, paragraph: int = 0) -> tuple[Article, list[SentenceSignals]]:
    """Make an article and its signals from rows of salience and marked sentence."""
    text, found = "", []
    for salience, marked in rows:
        start = len(text)
        entities = []
        for part in re.split(r"(\[[^\]]+\])", marked):
            if NAME.fullmatch(part):
                entities.append(Entity(len(text), len(text) + len(part) - 2, "PER"))
            text += part[1:-1] if NAME.fullmatch(part) else part
        tokens = tuple(Span(start + m.start(), start + m.end()) for m in re.finditer(r"\w+|[^\w\s]", text[start:]))
        sentence = Sentence(start, len(text), text[start:], paragraph)
        found.append(SentenceSignals(sentence, salience, tokens, (0.5,) * len(tokens), tuple(entities)))
        text += "\n"
    return Article("a", text), found


def line(summary: tuple[SummarySentence, ...]) -> str:
    return " ".join(sentence.text for sentence in summary) or "(nothing)"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    given_text, expected = path.read_text(encoding="utf-8").split("\n----\n")
    limits, *rows = given_text.split("\n")
    sentences, words = map(int, re.findall(r"\d+", limits))
    article, signals = article_of([(float(row[:3]), row[6:]) for row in rows])
    assert line(headline(article, signals, sentences=sentences, words=words)) == expected.strip()


def test_an_article_without_sentences_has_no_summary():
    assert headline(Article("a", ""), [], sentences=2, words=45) == ()


def test_the_antecedent_is_still_named_after_shortening():
    """A sentence on which a pronoun leans keeps everybody it names."""
    rows = [
        (0.9, "The council of Varnholt met on Monday, with [Lena Orsk] in the chair."),
        (0.9, "She resigned at the end of a long and stormy meeting."),
    ]
    article, signals = article_of(rows)
    for words in range(1, 30):
        text = line(headline(article, signals, sentences=2, words=words))
        assert "She" not in text or "Lena Orsk" in text


def test_a_long_article_is_read_to_the_end():
    rows = [(0.1, f"Sentence number {n} tells of the village of Tarsk and its {n} wells.") for n in range(3000)]
    rows[2500] = (0.9, "The only well of the village ran dry on Friday.")
    article, signals = article_of(rows)
    assert headline(article, signals, sentences=1, words=20)[0].text == rows[2500][1]


def test_one_endless_sentence_gives_nothing_rather_than_a_torn_one():
    article, signals = article_of([(0.9, "the river and the hill and " * 100 + "the sea")])
    assert headline(article, signals, sentences=2, words=45) == ()


@pytest.mark.parametrize(
    "text",
    [
        "He said so", "Her lawyer agreed", "They left", "It burned", "Its owner left", "The two said", "The pair left",
        "The group said", "This means war", "That was wrong", "These are new", "Those men left", "The latter left",
        "In it, he finds hope", "Among them was a judge", "Both men left", "On Monday he left", "If any, they fear it",
        "On Monday, they won", "The first is a bill", "Some have left", "Another man left",
        "In a statement, she agreed", "Perhaps more damningly he lost", "Another was hurt", "Instead they left",
        "Weeks later the town flooded", "It is likely to pass",
    ],
)  # fmt: skip
def test_a_dangling_opening_is_seen(text: str):
    assert openings.needs(text[openings.connective_end(text) :])


@pytest.mark.parametrize(
    "text",
    [
        "Lena Orsk said so", "The mayor left", "In his speech, Orsk said no", "It is unclear who won",
        "Those who left won",
        "This week, the court met", "Both Orsk and Pell left", "Al-Massri also said", "There were no victims",
        "After he was sentenced on Monday, Paul Reyes fell ill", "The two-hour talk ended", "One of the men left",
        "Itaru Ono won", "Some nurses left", "Many towns are dry", "Theymann won", "The pair of shoes was sold",
    ],
)  # fmt: skip
def test_an_opening_that_stands_alone_is_free(text: str):
    assert openings.needs(text[openings.connective_end(text) :]) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("However, the mayor left.", "the mayor left."),
        ("But in fact, the mayor left.", "the mayor left."),
        ("Meanwhile the mayor left.", "the mayor left."),
        ("And the mayor left.", "the mayor left."),
        ("But for the mayor, all left.", "But for the mayor, all left."),
        ("Andrew left.", "Andrew left."),
        ("So far, nobody left.", "So far, nobody left."),
        ("“However, the mayor left.”", "“However, the mayor left.”"),
    ],
)
def test_an_opening_connective_is_found(text: str, rest: str):
    assert text[openings.connective_end(text) :] == rest


TEXTS = [
    "[Lena Orsk], the mayor of Varnholt, resigned on Friday, stressing that 12 aides would stay.",
    "She told the council, which met in private, that she was reportedly ill.",
    "However, the two were not seen again.",
    "“We will stay,” said [Paul Reyes], who leads the union.",
    "The blast wounded 40 people, police said.",
    "Who will pay for it all?",
    "It rained",
    "• A list item",
    "In March, the river rose (by a metre), the market flooded, and nobody came.",
    "The plan — long delayed — was approved on Monday after the unions gave way.",
    "BRIDGE TO BE REBUILT",
    "He left.",
]
ROWS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(TEXTS) | st.text(max_size=80)), min_size=1, max_size=12)


@settings(max_examples=300)
@given(ROWS, st.integers(1, 4), st.integers(0, 60))
def test_budget_order_and_evidence_hold_on_any_article(rows: list[tuple[float, str]], sentences: int, words: int):
    """At most so many sentences and words, in document order; each piece of evidence is an exact slice, ascending."""
    article, signals = article_of([(salience, text) for salience, text in rows if text.strip()])
    summary = headline(article, signals, sentences=sentences, words=words)
    assert len(summary) <= sentences
    assert not words or sum(len(sentence.text.split()) for sentence in summary) <= words
    pieces = [piece for sentence in summary for piece in sentence.evidence]
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    for sentence in summary:
        assert all(article.text[e.start : e.end] == e.text for e in sentence.evidence)
        kept = [word for piece in sentence.evidence for word in words_of(piece.text)]
        assert list(words_of(sentence.text)) == kept


@given(ROWS, st.integers(1, 3))
def test_a_budgeted_summary_never_opens_on_what_is_not_in_it(rows: list[tuple[float, str]], sentences: int):
    article, signals = article_of([(salience, text) for salience, text in rows if text.strip()])
    summary = headline(article, signals, sentences=sentences, words=45)
    if summary:
        assert not openings.needs(summary[0].text, first=summary[0].evidence[0].start == 0)


SEED = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "seed" / "article.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not here")
def test_the_seed_article_says_who_arrested_whom_how_many_and_where():
    """With a flat network, in which an article's first sentences count most."""
    text = SEED.read_text(encoding="utf-8").split(") - ", 1)[1].strip()
    rows = [(0.6 / (1 + at / 2), row) for at, row in enumerate(re.split(r"(?<=[a-z]\.)\s+(?=[A-Z])", text))]
    article, signals = article_of(rows)
    summary = headline(article, signals, sentences=2, words=45)
    assert len(summary) == 2
    for fact in ("security forces", "arrest", "ISIS", "leader", "six", "Daraya"):
        assert fact in line(summary)
