"""What a page prints around an article is told from its prose, rule by rule."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.noise import noise_in, whole_rule
from briefer.reading.noise_rules import RULES

GOLDEN = Path(__file__).parent / "golden" / "reading" / "noise"
CASES = sorted(GOLDEN.glob("*.txt"))
BY_NAME = {rule.name: rule for rule in RULES}


def case(path: Path) -> tuple[list[str], list[str]]:
    """Give the paragraphs of a golden case, and the pieces of them that are noise."""
    paragraphs, expected = path.read_text(encoding="utf-8").split("\n----\n")
    return paragraphs.split("\n\n"), json.loads(expected)


def test_every_rule_has_a_golden_case_and_every_case_a_rule():
    assert [path.stem for path in CASES] == sorted(BY_NAME, key=lambda name: f"{name}.txt")
    assert len(BY_NAME) == len(RULES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_takes_its_lines_and_leaves_the_near_ones(path):
    paragraphs, expected = case(path)
    found = [
        paragraph[span.start : span.end].strip()
        for paragraph in paragraphs
        for span in sorted(noise_in(paragraph), key=lambda span: span.start)
    ]
    assert found == expected
    assert len(paragraphs) > len(expected) or len(paragraphs) > 1


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_is_its_own_rules_work(path):
    """No other rule hides a broken one."""
    rule = BY_NAME[path.stem]
    paragraphs, expected = case(path)
    if rule.place == "whole":
        assert all(rule.pattern.fullmatch(line) for line in expected)
    elif rule.place == "ending":
        assert all(rule.pattern.search(line) for line in expected)
    else:
        assert any(rule.pattern.search(paragraph) for paragraph in paragraphs)


def test_a_wrapped_credit_is_one_paragraph():
    assert whole_rule("Reporting by Jane Roe in Calder Bay; editing by\nSam Poe".replace("\n", " ")) == "reporting-by"
    assert len(noise_in("Reporting by Jane Roe in Calder Bay; editing by\nSam Poe")) == 1


def test_pieces_come_off_the_end_one_after_another():
    text = "The port reopened. Jane Roe contributed to this report. E-mail to a friend."
    kept = min(span.start for span in noise_in(text))
    assert text[:kept].rstrip() == "The port reopened."


def test_a_long_paragraph_is_never_noise_as_a_whole():
    assert whole_rule("Editor's note: " + "word " * 200) == ""


@given(st.text(max_size=1000))
def test_any_text_gives_spans_within_it(text):
    assert all(0 <= span.start < span.end <= len(text) for span in noise_in(text) if text)


@pytest.mark.parametrize(
    "piece",
    [
        "(RELATED: ",
        "See a ",
        "By Aa ",
        "A.B. ",
        "Updated 1 ",
        "(@a) ",
        "Photo: A/",
        "Aa/",
        "Share ",
        "- ",
        "12:",
        "©",
        "read more ",
    ],
)
def test_a_hostile_text_is_read_in_linear_time(piece):
    """Were a pattern to backtrack through all of it, this would not end before the runner's patience."""
    noise_in(piece * (200_000 // len(piece)))
    for length in (100, 399, 780):
        noise_in((piece * 800)[:length])
