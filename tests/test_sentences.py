"""Sentences: golden cases by rule, offsets, noise, hostile text."""

from pathlib import Path

import pytest
from hypothesis import given
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
