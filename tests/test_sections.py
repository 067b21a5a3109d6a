"""Sections of a daily brief: which heading a story stands under, and in which order headings come."""

from dataclasses import replace

import pytest

from briefer.briefs.sample import FULL
from briefer.briefs.sections import OTHER, REGIONS, Placed, SectionRule, in_sections
from briefer.language.gazetteer import load_gazetteer

ITEM = FULL.day.sections[0].stories[0]


def story(name, code="", country="", text="", place=""):
    return Placed(replace(ITEM, id=name, title=name, place=place), f"{name} {text}", country, code)


def titles(stories, rules=()):
    return [(section.title, [item.id for item in section.stories]) for section in in_sections(stories, rules)]


def test_a_story_stands_under_the_region_of_its_country_and_the_best_story_leads():
    stories = [story("quake", "JP"), story("vote", "KE"), story("train", "JP"), story("storm", "FR")]
    assert titles(stories) == [("Asia", ["quake", "train"]), ("Africa", ["vote"]), ("Europe", ["storm"])]


def test_a_story_without_a_country_stands_last_however_good_it_is():
    assert titles([story("moon"), story("vote", "KE")]) == [("Africa", ["vote"]), (OTHER, ["moon"])]


def test_a_country_that_much_of_the_news_is_about_has_a_heading_of_its_own():
    stories = [story(f"us{n}", "US", "United States") for n in range(4)] + [story("mine", "CA", "Canada")]
    assert titles(stories) == [("United States", ["us0", "us1", "us2", "us3"]), ("North America", ["mine"])]
    assert [title for title, _ in titles(stories[1:])] == ["North America"]


def test_it_has_none_where_it_is_a_small_part_of_the_news():
    stories = [story(f"us{n}", "US", "United States") for n in range(4)]
    stories += [story(f"fr{n}", code) for n, code in enumerate(["FR", "DE", "KE", "JP", "BR", "AU", "EG", "IN", "PL"])]
    assert "United States" not in dict(titles(stories))


def test_the_first_rule_that_a_story_meets_takes_it():
    rules = [SectionRule("Ports", ("port*", "dock strike")), SectionRule("Home", places=("Norway",))]
    stories = [
        story("a", "NO", "Norway", "a glacier melts"),
        story("b", "NO", "Norway", "ports are closed"),
        story("c", "NL", "Netherlands", "A dock\nstrike ends"),
        story("d", "NL", "Netherlands", "a report on cheese"),
    ]
    assert titles(stories, rules) == [("Home", ["a"]), ("Ports", ["b", "c"]), (OTHER, ["d"])]


@pytest.mark.parametrize("place", ["Japan", "jp", "asia", "Osaka"])
def test_a_place_of_a_rule_is_a_country_its_code_a_region_or_a_town(place):
    one = story("train", "JP", "Japan", place="Osaka, Japan")
    assert titles([one], [SectionRule("There", places=(place,))]) == [("There", ["train"])]


def test_a_keyword_is_a_whole_word_and_no_pattern():
    one = story("x", text="The import of (grain) fell")
    assert titles([one], [SectionRule("Ports", ("port",)), SectionRule("Any", (".*", ""))]) == [(OTHER, ["x"])]
    assert titles([one], [SectionRule("Grain", ("(GRAIN)",))]) == [("Grain", ["x"])]


def test_every_country_of_the_gazetteer_has_a_region():
    assert set(load_gazetteer().names) - set(REGIONS) <= {"AN", "CS", "AQ"}
