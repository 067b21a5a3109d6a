"""Places: a name is put on the map only where the article makes it sure.

Golden cases in `golden/places`: as in `test_names`; below the line a place a line: name, kind, country, point, within.
"""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_names import TEXTS, read_case

from briefer.language.facts import Name
from briefer.language.gazetteer import load_gazetteer
from briefer.language.names import find_names
from briefer.language.places import find_places
from briefer.language.sentences import split_article
from briefer.reading.text_article import article_from_text
from briefer.types import Article, Entity, Span

GOLDEN = Path(__file__).parent / "golden" / "places"
SEED = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "seed" / "article.txt"


def line_of(place) -> str:
    point = "" if place.latitude is None else f"{place.latitude:.1f} {place.longitude:.1f}"
    return f"{place.name} | {place.kind} | {place.country_code} | {point} | {place.within}".rstrip(" |")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path):
    given_text, _, wanted = path.read_text(encoding="utf-8").partition("\n----\n")
    article, sentences, entities = read_case(given_text)
    places = find_places(article, sentences, find_names(article, sentences, entities))
    assert [line_of(place) for place in places] == wanted.strip().splitlines()


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(["Texas", "Syria", "Varna", "Orsk", "U.S.", "Paris", "Bay"]), max_size=5))
def test_on_any_text_every_place_is_a_name_and_only_a_city_has_a_point(text, found):
    article = Article(id="a", text=text)
    sentences = split_article(article)
    entities = [
        [
            Entity(one.start + one.text.index(word), one.start + one.text.index(word) + len(word), "LOC")
            for word in found[:1]
            if word in one.text
        ]
        for one in sentences
    ]
    names = find_names(article, sentences, entities)
    places = find_places(article, sentences, names)
    known = {(name.text, name.mentions) for name in names if name.label == "LOC"}
    for place in places:
        assert (place.name, place.mentions) in known
        assert (place.latitude is not None) == (place.longitude is not None) == (place.kind == "city")
        assert bool(place.country) == bool(place.country_code)


def test_a_person_is_no_place():
    """Paris Hilton is not in France."""
    name = Name("PER", "Paris Hilton", (), "", "", None, (Span(0, 12),), (0,))
    article = Article(id="a", text="Paris Hilton left.")
    assert find_places(article, split_article(article), [name]) == ()


def test_the_gazetteer_is_read_once():
    assert load_gazetteer() is load_gazetteer()


@pytest.mark.parametrize(
    ("name", "code"), [("UK", "GB"), ("South Korea", "KR"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("DR Congo", "CD")]
)
def test_countries_are_known_by_the_names_that_news_uses(name, code):
    assert load_gazetteer().countries[name.casefold()] == code


@pytest.mark.needs_model
@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not here")
def test_the_places_of_the_seed_article():
    """Palmyra is in Syria, not in Pennsylvania, and Rural Damascus is one region."""
    from briefer.summarising.encoder import load_encoder

    article = article_from_text(SEED.read_text(encoding="utf-8"))
    signals = load_encoder("briefer-encoder").read([article])[0]
    sentences = [one.sentence for one in signals]
    names = find_names(article, sentences, [one.entities for one in signals])
    lines = {line_of(place) for place in find_places(article, sentences, names)}
    assert lines == {
        "Daraya | city | SY | 33.5 36.2 | Rural Damascus",
        "Rural Damascus | region | SY",
        "Palmyra | city | SY | 34.6 38.3",
        "Syria | country | SY",
        "Iraq | country | IQ",
        "United States | country | US",
    }
    leader = next(name for name in names if name.text == "Ahmed al-Dalati")
    assert (leader.aliases, leader.rank) == (("Al-Dalati",), "Brig. Gen.")
    assert leader.role == "commander of internal security in Rural Damascus"
    assert next(name for name in names if name.text == "US Central Command").aliases == ("CENTCOM",)
