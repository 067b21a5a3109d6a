"""A brief as a ninjs item: valid by the standard, and the same for the same brief."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from briefer.briefs.brief import Developments, Line
from briefer.briefs.json_format import from_json
from briefer.briefs.ninjs import to_ninjs

GOLDEN = Path(__file__).parent / "golden"
BRIEF = from_json((GOLDEN / "briefs" / "harbour.json").read_text(encoding="utf-8"))
FORMATS = FormatChecker()
FORMATS.checks("uri")(lambda value: bool(urlsplit(value).scheme) and value.isascii() and " " not in value)
SCHEMA = json.loads((GOLDEN / "ninjs" / "part.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FORMATS)
ITEM = json.loads(to_ninjs(BRIEF))


def test_the_item_is_valid():
    VALIDATOR.validate(ITEM)
    assert ITEM["standard"]["version"] == "3.2"
    assert ITEM["type"] == "text"


def test_the_head_of_the_brief_is_the_items_metadata():
    assert ITEM["headlines"][0]["value"] == ITEM["title"] == BRIEF.head.title
    assert ITEM["versionCreated"] == BRIEF.head.as_of
    assert ITEM["by"] == BRIEF.head.prepared_by
    assert ITEM["located"] == BRIEF.head.place
    assert ITEM["usageTerms"] == "TLP:CLEAR"
    assert ITEM["altIds"] == [{"role": "serial", "value": "007"}]


def test_the_body_has_each_sentence_once_with_its_citation():
    body = ITEM["bodies"][0]
    assert body["value"].count("Investigators have not determined the cause. [1 ¶5]") == 1
    assert body["wordCount"] == len(body["value"].split())
    assert ITEM["descriptions"][0]["value"].startswith(BRIEF.bluf[0].text)


def test_places_are_points_east_first_and_the_main_one_is_what_it_is_about():
    for place, location in zip(ITEM["places"], BRIEF.places, strict=True):
        assert place["name"] == location.name
        assert place["rel"] == ("about" if location.main else "mentions")
        if location.latitude is None:
            assert "geoJSON" not in place
        else:
            assert place["geoJSON"] == {"type": "Point", "coordinates": [location.longitude, location.latitude]}
    countries = [place for place in ITEM["places"] if "uri" in place]
    assert all(place["uri"].startswith("http://cvx.iptc.org/iso3166-1a2/") for place in countries)


def test_people_and_organisations_are_told_apart():
    assert [person["name"] for person in ITEM["people"]] == [a.name for a in BRIEF.actors if a.kind == "person"]
    assert "National Transport Safety Board" in [organisation["name"] for organisation in ITEM["organisations"]]


def test_the_identifier_follows_the_content():
    assert to_ninjs(BRIEF) == to_ninjs(BRIEF)
    other = replace(BRIEF, head=replace(BRIEF.head, serial="008"))
    assert json.loads(to_ninjs(other))["uri"] != ITEM["uri"]


def test_an_address_is_given_only_where_it_can_be_followed():
    def entry(url: str) -> dict[str, str]:
        source = replace(BRIEF.sources[0], url=url)
        item = json.loads(to_ninjs(replace(BRIEF, sources=(source,))))
        VALIDATOR.validate(item)
        return item["infoSources"][0]

    assert entry("https://a.example/å b?q=1")["uri"] == "https://a.example/%C3%A5%20b?q=1"
    assert "uri" not in entry("javascript:alert(1)")
    assert "uri" not in entry("")


def test_a_brief_with_next_to_nothing_is_valid():
    bare = replace(
        BRIEF, bluf=(), highlights=(), figures=(), answers=(), developments=Developments((), (), ()), statements=(),
        actors=(), background=(), outlook=(), timeline=(), places=(), gaps=(), sources=(),
        head=replace(BRIEF.head, serial="", prepared_by="", place=""),
    )  # fmt: skip
    item = json.loads(to_ninjs(bare))
    VALIDATOR.validate(item)
    assert not {"bodies", "descriptions", "people", "places", "by", "located", "altIds"} & set(item)


@given(st.text(), st.text())
def test_any_text_gives_a_valid_item(text: str, url: str):
    source = replace(BRIEF.sources[0], url=f"https://{url}", title=text)
    brief = replace(BRIEF, bluf=(Line(text, ()),), head=replace(BRIEF.head, title=text), sources=(source,))
    item = json.loads(to_ninjs(brief))
    Draft202012Validator(SCHEMA).validate(item)
    assert item["infoSources"][0].get("uri", "").isascii()
