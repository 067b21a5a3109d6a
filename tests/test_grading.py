"""The Admiralty grade: publishers are counted, not articles, and nothing confirms itself."""

from __future__ import annotations

import pytest

from briefer.briefs.grading import grade_sources, independent_publishers
from briefer.errors import ConfigError
from briefer.types import Article, Span

ONE = "The ferry Orsund ran aground off Tarsk on Monday night, and its forty passengers were taken ashore by fishermen."
TWO = "Fishermen brought home all forty people who were on board a ferry that struck rocks near the village of Tarsk."
WIRE = " ".join(f"Word{n} of the long story that an agency sent to every paper it serves." for n in range(20))


def article(source: str = "", text: str = ONE, **rest: str) -> Article:
    return Article(id=source + text[:9], text=text, source=source, **rest)


@pytest.mark.parametrize(
    ("articles", "count"),
    [
        ([], 0),
        ([article("Northern Wire")], 1),
        ([article("Northern Wire"), article("Halden Post", TWO)], 2),
        ([article("The Halden Post"), article("HALDEN POST", TWO)], 1),
        ([article("Halden Post"), article("haldenpost.co.uk", TWO)], 1),
        ([article("Halden Post"), article("", TWO, url="https://www.halden-post.example/a?b=c")], 1),
        ([article("Halden News (Online)"), article("halden.example", TWO)], 1),
        ([article("north.example"), article("south.example", TWO)], 2),
        ([article("north.co.uk"), article("south.co.uk", TWO)], 2),
    ],
)
def test_one_publisher_is_counted_once_however_it_is_spelled(articles: list[Article], count: int):
    assert independent_publishers(articles) == count


def test_a_syndicated_copy_counts_once():
    """The shorter text's shingles count: a copy that was cut is a copy."""
    cut = WIRE[: len(WIRE) * 7 // 10] + " Our own reporter adds a line at the end."
    assert independent_publishers([article("A Times", WIRE), article("B Post", cut), article("C Echo", TWO)]) == 2


def test_a_text_that_bridges_two_groups_joins_them():
    left, right = WIRE[: len(WIRE) // 2], WIRE[len(WIRE) // 2 :]
    parts = [article("A Times", left), article("B Post", right)]
    assert independent_publishers(parts) == 2
    assert independent_publishers([*parts, article("C Echo", WIRE)]) == 1


def test_two_papers_with_one_agencys_dateline_are_one_voice():
    papers = [article("A Times", dateline="TARSK (AP)"), article("B Post", TWO, dateline="TARSK (AP)")]
    assert independent_publishers(papers) == 1
    assert independent_publishers([papers[0], article("Associated Press", TWO)]) == 1


def test_unknown_publishers_count_once_and_beside_known_ones_not_at_all():
    assert independent_publishers([article(), article("", TWO)]) == 1
    assert independent_publishers([article("A Times"), article("", TWO)]) == 1


def test_noise_makes_no_copy():
    """Two articles with the same footer are two articles."""
    texts = [f"{start}\n\n{WIRE}" for start in (ONE, TWO)]
    noisy = [
        Article("a", texts[0], source="A", noise=(Span(len(ONE), len(texts[0])),)),
        Article("b", texts[1], source="B", noise=(Span(len(TWO), len(texts[1])),)),
    ]
    assert independent_publishers(noisy) == 2


def test_a_single_publisher_is_three_and_an_unknown_one_is_f():
    assert grade_sources([article("A Times")], [False]) == (("F", 3),)
    assert grade_sources([article()], [False]) == (("F", 3),)


def test_an_independent_publisher_makes_it_two_and_two_make_it_one():
    two = [article("A Times"), article("B Post", TWO)]
    three = [*two, article("C Echo", "Forty were saved when the Orsund hit a reef, the coastguard in Tarsk said.")]
    assert grade_sources(two, [True, True]) == (("F", 2), ("F", 2))
    assert grade_sources(three, [True, True, True]) == (("F", 1),) * 3
    assert grade_sources(three, [True, True, False]) == (("F", 2), ("F", 2), ("F", 3))


def test_nobody_confirms_himself():
    assert grade_sources([article("A Times"), article("A Times", TWO)], [True, True]) == (("F", 3), ("F", 3))
    assert grade_sources([article("A Times", WIRE), article("B Post", WIRE)], [True, True]) == (("F", 3), ("F", 3))


def test_without_prose_nothing_can_be_judged():
    empty = Article("a", "Photo: A Times", source="A Times", noise=(Span(0, 14),))
    assert grade_sources([empty, article("", "")], [False, False]) == (("F", 6), ("F", 6))


def test_the_user_knows_how_reliable_a_publisher_is():
    letters = {"a times": "B", "bpost.example": "D"}
    graded = grade_sources(
        [article("A Times"), article("B Post", TWO), article("C", TWO)], [False] * 3, reliability=letters
    )
    assert [letter for letter, _ in graded] == ["B", "D", "F"]


@pytest.mark.parametrize("letter", ["G", "", "AB", "b"])
def test_a_letter_that_is_none_is_refused(letter: str):
    with pytest.raises(ConfigError, match=r"A Times: reliability .* is no grade; give a letter from A to F"):
        grade_sources([], [], reliability={"A Times": letter})


def test_odd_names_and_addresses_are_no_error():
    odd = [article("News"), article("the"), article("...", url="http://["), article("a.b"), article("\x00", url="//x")]
    assert len(grade_sources(odd, [True] * 5)) == 5
