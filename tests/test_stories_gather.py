"""Articles become stories by event: copies folded, ids kept, the same whatever the order."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.sentences import split_article
from briefer.stories.duplicates import COPY, copies_among, shingles_of
from briefer.stories.gather import gather
from briefer.stories.items import LEAD_WORDS, item_of, story_text
from briefer.stories.likeness import UNDATED
from briefer.stories.linking import link
from briefer.stories.rank import publishers
from briefer.stories.words import counted, load_word_counts, stem, stems
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article

MORNING = datetime(2026, 3, 4, 6, tzinfo=UTC)

WIRE = """A freight train carrying fertiliser left the rails near the river port of Calder Bay early on
Wednesday, killing two railway workers and spilling forty tonnes of nitrate into the estuary, the harbour
authority said. Divers searched the cold water for a third worker who was seen on the locomotive shortly before
it overturned. The line, which serves the grain terminal and three quarries, will stay closed until inspectors
have examined the bridge and its northern approach. A union of railway staff said it had warned of worn sleepers
on the curve twice since the autumn, and asked the ministry for a public inquiry. The operator declined to
comment on maintenance while the police investigate the cause of the accident."""

FLOOD = """Flood water from the Tarsin river broke through a dyke at Pine Hollow and drove nine hundred people
from their homes, the governor's office said. Soldiers in boats brought patients out of a clinic whose ground
floor was under water."""


def unit(seed: str, width: int = 384) -> np.ndarray:
    """Return a vector of length 1 that stands for a topic: nearly at right angles to any other topic's."""
    rng = np.random.default_rng(int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16))
    vector = rng.normal(size=width).astype(np.float32)
    return vector / np.linalg.norm(vector)


def blend(topic: str, own: str, share: float = 0.5) -> np.ndarray:
    vector = unit(topic) + share * unit(own)
    return vector / np.linalg.norm(vector)


def make(one: str, title: str, text: str, topic: str, *, source: str = "", hours: float = 0.0):
    article = Article(one, text, title=title, source=source or f"Paper {one}")
    signals = [SentenceSignals(sentence, 0.5, (), ()) for sentence in split_article(article)]
    return item_of(article, signals, blend(topic, one), published=MORNING + timedelta(hours=hours))


@pytest.fixture
def train():
    return [
        make("a", "Train derails at Calder Bay, two killed", WIRE, "train", source="Wire"),
        make(
            "b",
            "Two workers killed as freight train overturns in Calder Bay",
            "Two railway workers died when a freight train with fertiliser overturned at Calder Bay on Wednesday. "
            "A third worker is missing in the estuary, where nitrate was spilled, and divers are searching for him.",
            "train",
            source="Daily Post",
            hours=2,
        ),
    ]


@pytest.fixture
def flood():
    return make("f", "Dyke breaks at Pine Hollow, hundreds flee flood", FLOOD, "flood", hours=1)


def shape(stories):
    return {frozenset(item.id for item in story.items) for story in stories}


def test_one_event_told_in_two_ways_is_one_story_and_another_event_is_another(train, flood):
    assert shape(gather([*train, flood])) == {frozenset("ab"), frozenset("f")}


def test_two_attacks_on_one_day_in_two_cities_are_two_stories():
    def report(one, city, place, source):
        text = (
            f"A bomb went off at {place} in {city} on Wednesday and killed several people, police said. Nobody has "
            f"claimed the attack in {city}. Ambulances took the wounded from {place} to hospital."
        )
        return make(one, f"Bomb kills several at {place} in {city}", text, f"bomb {city}", source=source)

    attacks = [
        report("a", "Tarsin", "the spice market", "Wire"),
        report("b", "Tarsin", "the spice market", "Post"),
        report("c", "Granite Ford", "a bus station", "Globe"),
        report("d", "Granite Ford", "a bus station", "Echo"),
    ]
    attacks = [replace(item, shingles=frozenset()) for item in attacks]  # the texts are too alike not to be copies
    related = unit("bomb")  # the vectors know that all four are bombs
    attacks = [replace(item, vector=(v := 0.7 * item.vector + 0.55 * related) / np.linalg.norm(v)) for item in attacks]
    assert shape(gather(attacks)) == {frozenset("ab"), frozenset("cd")}


def test_a_court_case_on_two_days_is_one_story_and_keeps_its_id():
    first = make("a", "Mayor Orla Venn on trial over bridge contract", "Mayor Orla Venn went on trial.", "venn")
    (story,) = gather([first])
    second = make("b", "Court hears builder in trial of Mayor Orla Venn", "The trial of Orla Venn.", "venn", hours=25)
    (later,) = gather([second], [story])
    assert later.id == story.id
    assert [item.id for item in later.items] == ["a", "b"]


def test_what_is_told_a_week_later_is_another_story(train):
    later = [replace(item, id=f"{item.id}2", shingles=frozenset()) for item in train]
    later = [replace(item, published=item.published + timedelta(days=7)) for item in later]
    assert shape(gather([*train, *later])) == {frozenset("ab"), frozenset(("a2", "b2"))}


def test_without_a_date_the_words_decide(train, flood):
    undated = [replace(item, published=UNDATED - timedelta(days=1)) for item in train]
    assert frozenset("ab") in shape(gather([*undated, flood]))


def test_the_order_of_the_input_does_not_matter(train, flood):
    items = [*train, flood, make("g", "Flood at Pine Hollow", FLOOD, "flood", hours=3)]
    assert gather(items) == gather(items[::-1])


def test_of_two_items_with_one_id_the_first_published_stands_whatever_the_order(train):
    """One page in two feeds is one article, which each feed may date and name otherwise."""
    twice = [train[0], replace(train[0], publisher="Echo"), replace(train[0], published=MORNING + timedelta(hours=3))]
    assert gather(twice) == gather(twice[::-1])
    assert [item.published for story in gather(twice) for item in story.items] == [MORNING]


def test_gathering_again_changes_nothing(train, flood):
    items = [*train, flood]
    stories = gather(items)
    assert gather(items, stories) == stories
    assert gather([], stories[::-1]) == stories
    assert gather([*items, *items]) == stories


def test_two_stories_that_are_there_stay_two_though_a_new_article_is_like_both(train):
    apart = [replace(item, vector=unit(item.id), words=()) for item in train]
    stories = [story for item in apart for story in gather([replace(item, title="")])]
    new = make("c", "Calder Bay train: third worker found", WIRE[:400], "train", source="Echo", hours=5)
    later = gather([replace(new, shingles=frozenset()), *train], stories)
    assert {story.id for story in stories} <= {story.id for story in later}
    assert sum(len(story.items) for story in later) == 3


def test_nothing_gives_no_stories():
    assert gather([]) == []


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("as it is", WIRE),
        (
            "with a first paragraph of its own",
            "Calder Bay woke to sirens, our reporter writes from the quay.\n\n" + WIRE,
        ),
        ("with its end cut", WIRE[: len(WIRE) * 2 // 3]),
        ("in capitals, with other spaces", WIRE.upper().replace(" ", "  ")),
    ],
)
def test_the_wire_s_text_on_another_site_is_a_copy(how, text):
    wire = make("a", "Train derails", WIRE, "train", source="Wire")
    site = make("b", "Local news: train", text, "other", source="Site", hours=3)
    (story,) = gather([site, wire])
    assert story.copies == (("b", "a"),)
    assert publishers(story) == ("Wire",)


def test_tomorrow_s_copy_joins_its_story_and_copies_of_copies_name_the_first(train):
    (story,) = gather(train)
    copies = [make(one, "Train", WIRE, "x", source=f"Site {one}", hours=30) for one in "yz"]
    (later,) = gather(copies, [story])
    assert later.copies == (("y", "a"), ("z", "a"))
    assert publishers(later) == ("Wire", "Daily Post")


def test_a_report_in_other_words_is_no_copy(train):
    assert copies_among([], train) == {}


def test_a_standing_line_is_no_copy():
    line = "Sign up here for our newsletter and follow us on every channel. "
    items = [make(one, "x", line + text, one) for one, text in (("a", WIRE), ("b", FLOOD), ("c", line))]
    assert "b" not in copies_among([], items)


def test_the_share_that_makes_a_copy_is_of_the_shorter_text():
    """A part of a text copies it, though it has only a small share of its sequences."""
    part = WIRE[:300]
    assert len(shingles_of(part)) < COPY * len(shingles_of(WIRE))
    assert copies_among([], [make("a", "x", WIRE, "x"), make("b", "x", part, "x")]) == {"b": "a"}


def test_an_empty_article_is_an_item():
    item = item_of(Article("e", ""), [], unit("e"), published=datetime(2026, 3, 4))  # noqa: DTZ001 - UTC is assumed
    assert item.published == MORNING.replace(hour=0)
    assert (item.words, item.shingles, item.names, item.kind) == ((), frozenset(), frozenset(), "news")
    assert shape(gather([item])) == {frozenset("e")}


def test_the_vector_stands_for_title_and_first_words():
    article = Article("a", " ".join(f"word{n}" for n in range(300)) + ".", title="A title.")
    signals = [SentenceSignals(sentence, 0.5, (), ()) for sentence in split_article(article)]
    told = story_text(article, signals)
    assert told.startswith("A title. word0 word1 ")
    assert len(told.split()) == LEAD_WORDS + 2
    assert story_text(replace(article, title=" "), signals).startswith("word0")


def test_words_of_one_root_share_a_stem():
    assert len({stem(word) for word in ("attack", "attacks", "attacked", "attacking")}) == 1
    assert stem("cities") == stem("city")
    assert stem("press") == "press"
    assert counted(stems("Attacks, attack! a 2026")) == (("2026", 1), ("attack", 2))


def test_rare_words_tell_more_and_the_talk_of_the_day_less():
    counts = load_word_counts()
    assert counts.weight("the") == 0
    assert counts.weight("say") < counts.weight("court") < counts.weight("derail")
    assert counts.weight("derail", 50, 100) < counts.weight("derail", 2, 100)
    assert counts.weight("derail", 1000, 1000) == 0


def test_links_are_the_mean_of_all_pairs_and_fixed_groups_stay_apart():
    edges = [(0, 1, 10), (1, 2, 8), (2, 3, 10)]
    assert link([0, 1, 2, 3], (), edges, 5) == [0, 0, 2, 2]  # 8 / 4 is too little for the two pairs
    assert link([0, 1, 2, 3], (), edges, 2) == [0, 0, 0, 0]
    assert link([0, 1, 2, 3], (0, 2), edges, 2) == [0, 0, 2, 2]
    assert link([0, 0, 2, 3], (0,), edges, 5) == [0, 0, 2, 2]
    assert link([], (), [], 5) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 20)), max_size=30), st.randoms())
def test_links_do_not_depend_on_the_order_of_the_edges(rows, random):
    edges = list({(min(a, b), max(a, b)): (min(a, b), max(a, b), s) for a, b, s in rows if a != b}.values())
    shuffled = random.sample(edges, len(edges))
    found = link(range(10), (1, 3), edges, 6)
    assert found == link(range(10), (1, 3), shuffled, 6)
    assert found[1] != found[3]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_makes_an_item_that_stands_in_one_story(text, title):
    item = make("a", title, text, "x")
    (story,) = gather([item])
    assert story.items == (item,)


def test_where_nothing_else_is_known_a_longer_article_is_more_prominent():
    short, middle, long = (
        make(one, "x", WIRE * times, "x").prominence for one, times in (("a", 1), ("b", 4), ("c", 20))
    )
    assert 0 <= short < middle < long <= 1
