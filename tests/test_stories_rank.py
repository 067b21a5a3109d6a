"""Stories are ranked by who tells them, when, how loudly, and what is new; every part says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from briefer.stories import rank as ranking
from briefer.stories.change import NEW, QUIET, UNCHANGED, UPDATED
from briefer.stories.rank import publishers, rank
from briefer.stories.story import Item, Story

NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)


def item(one, publisher, *, hours=1.0, kind="news", prominence=0.5, vector=None):
    return Item(
        id=one,
        title=one,
        publisher=publisher,
        published=NOW - timedelta(hours=hours),
        kind=kind,
        names=frozenset(),
        shingles=frozenset(),
        words=(),
        prominence=prominence,
        vector=np.zeros(4, np.float32) if vector is None else np.asarray(vector, np.float32),
    )


def story(one, *publishers_, copies=(), **facts):
    return Story(one, tuple(item(f"{one}{n}", name, **facts) for n, name in enumerate(publishers_)), copies)


def order(stories, **options):
    return [one.story.id for one in rank(stories, now=NOW, **options)]


def test_what_more_publishers_tell_stands_higher():
    assert order([story("a", "Post"), story("b", "Post", "Echo", "Wire")]) == ["b", "a"]


def test_a_publisher_s_second_article_and_its_other_spelling_do_not_count():
    assert publishers(story("a", "The Post", "Post", "the post")) == ("The Post",)


def test_a_copy_and_an_opinion_do_not_count_but_an_opinion_alone_does():
    assert publishers(story("a", "Wire", "Site", copies=(("a1", "a0"),))) == ("Wire",)
    mixed = Story("m", (item("x", "Wire"), item("y", "Post", kind="opinion")))
    assert publishers(mixed) == ("Wire",)
    assert publishers(story("o", "Post", kind="opinion")) == ("Post",)


def test_who_has_no_name_counts_only_where_nobody_has_one():
    assert publishers(story("a", "", "Wire", "")) == ("Wire",)
    assert publishers(story("a", "", "")) == ("",)


def test_what_is_newer_stands_higher():
    assert order([story("a", "Post", hours=20), story("b", "Post", hours=1)]) == ["b", "a"]


def test_what_its_publisher_makes_more_of_stands_higher():
    assert order([story("a", "Post", prominence=0.1), story("b", "Post", prominence=0.9)]) == ["b", "a"]


def test_what_changed_stands_higher():
    stories = [story(one, "Post") for one in "abcd"]
    assert order(stories, changes={"a": QUIET, "b": UNCHANGED, "c": UPDATED, "d": NEW}) == ["d", "c", "b", "a"]


def test_of_equals_the_smaller_id_comes_first_whatever_the_order():
    stories = [story(one, "Post") for one in "cab"]
    assert order(stories) == order(stories[::-1]) == ["a", "b", "c"]


def test_the_parts_sum_to_the_score_and_say_why():
    (ranked,) = rank([story("a", "Wire", "Echo", "Site", copies=(("a2", "a0"),))], now=NOW, changes={"a": UPDATED})
    assert sum(score.weight for score in ranked.scores) == pytest.approx(1)
    assert ranked.score == pytest.approx(sum(score.value * score.weight for score in ranked.scores), abs=1e-5)
    assert [(score.name, score.reason) for score in ranked.scores] == [
        ("publishers", "2 independent publishers, 1 copy left out"),
        ("recency", "last told 1 hour before the cut-off"),
        ("prominence", "given some room by Wire"),
        ("change", "something new since the brief before"),
    ]
    assert all(0 <= score.value <= 1 for score in ranked.scores)


def test_what_is_published_after_the_cut_off_counts_as_of_then():
    (ranked,) = rank([story("a", "Wire", hours=-5)], now=NOW)
    assert ranked.scores[1].value == 1


def test_what_is_days_old_says_so():
    (ranked,) = rank([story("a", "Wire", hours=72)], now=NOW)
    assert ranked.scores[1].reason == "last told 3 days before the cut-off"


def test_no_stories_no_ranks():
    assert rank([], now=NOW) == []


def test_what_is_the_talk_of_the_day_stands_higher_and_says_so():
    """Three articles on one matter in three stories lift each other; a lone one is lifted by nobody."""
    matter, other = [1, 0, 0, 0], [0, 1, 0, 0]
    stories = [story("a", "Post", vector=other), *(story(one, "Post", vector=matter) for one in "bcd")]
    ranked = rank(stories, now=NOW)
    assert [one.story.id for one in ranked] == ["b", "c", "d", "a"]
    assert ranked[0].scores[2].reason == "given some room by Post, 2 other articles on the same matter"


@pytest.mark.parametrize("block", [1, 2, 3, 1000])
def test_the_talk_of_the_day_does_not_depend_on_how_many_are_compared_at_once(block, monkeypatch):
    rng = np.random.default_rng(3)
    vectors = [row / np.linalg.norm(row) for row in rng.normal(size=(9, 4))]
    items = [item(f"{n}", "Post", vector=vector) for n, vector in enumerate(vectors)]
    stories = [Story("abcd"[n], tuple(items[first:last])) for n, (first, last) in enumerate([(0, 1), (1, 5), (5, 9)])]
    wanted = [
        sum(
            max(float(own.vector @ one.vector) for own in each.items) >= ranking.KIN
            for one in items
            if one not in each.items
        )
        for each in stories
    ]
    monkeypatch.setattr(ranking, "BLOCK", block)
    assert sum(wanted) > 0
    said = {one.story.id: one.scores[2].reason for one in rank(stories, now=NOW)}
    assert [f", {n} other" in said[each.id] for n, each in zip(wanted, stories, strict=True)] == [n > 0 for n in wanted]
