"""A brief in JSON: there and back, checked on the way in, described by a schema that is published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefer.briefs.brief import Brief, Head, Line
from briefer.briefs.json_format import from_json, json_schema, published_schema, to_json
from briefer.errors import InputError

HARBOUR = (Path(__file__).parent / "golden" / "briefs" / "harbour.json").read_text(encoding="utf-8")
BRIEF = from_json(HARBOUR)


def broken(*path: str | int, value: object) -> str:
    """Give the harbour's JSON with another value in one place."""
    whole = json.loads(HARBOUR)
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return json.dumps(whole)


def test_reading_and_writing_gives_the_same_bytes():
    assert to_json(BRIEF) == HARBOUR


def test_fields_stand_in_the_order_of_the_dataclass():
    assert list(json.loads(HARBOUR)) == list(Brief.__dataclass_fields__)
    assert list(json.loads(HARBOUR)["head"]) == list(Head.__dataclass_fields__)


def test_letters_are_written_as_they_are():
    brief = replace(BRIEF, head=replace(BRIEF.head, title="“Åre” & <b> ¶"))
    assert "“Åre” & <b> ¶" in to_json(brief)


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_number_survives(text: str, number: float):
    brief = replace(BRIEF, bluf=(Line(text, ()),), head=replace(BRIEF.head, title=text, latitude=number))
    assert from_json(to_json(brief)) == brief


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Invalid JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "Input should be an object"),
        ("null", "null is not a brief"),
        (broken("head", "title", value=3), "head.title: Input should be a valid string"),
        (broken("head", "latitude", value="55.9"), "head.latitude: Input should be a valid number"),
        (broken("bluf", 1, "citations", 0, "source", value=True), "bluf[1].citations[0].source: Input should be a"),
        (broken("bluf", 0, "extra", value=1), "bluf[0].extra: Unexpected keyword argument"),
        (broken("schema", value="99"), "schema: version '99' is not '1'"),
        (HARBOUR.replace("55.92", "NaN"), "head.latitude: Input should be a finite number"),
        ("[" * 10_000, "Invalid JSON: recursion limit exceeded at line 1 column"),
    ],
)
def test_what_is_no_brief_is_said_in_one_line_with_the_place(text: str, message: str):
    with pytest.raises(InputError) as caught:
        from_json(text, where="a.json")
    assert str(caught.value).startswith(f"a.json: {message}")
    assert "\n" not in str(caught.value)


def test_the_published_schema_is_current():
    """After a change of `brief.py`: write `json_schema()` to briefer/briefs/brief.schema.json."""
    assert published_schema() == json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def test_the_schema_is_valid_and_says_what_the_fields_mean():
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert "$id" not in schema
    assert all("description" in definition for definition in schema["$defs"].values())
    assert schema["$defs"]["Citation"]["properties"]["source"]["description"] == "Number of the source, from 1."


def test_a_brief_follows_the_schema_and_nothing_else_does():
    validator = Draft202012Validator(json_schema())
    validator.validate(json.loads(HARBOUR))
    for wrong in (
        broken("extra", value=1),
        broken("head", "extra", value=1),
        broken("schema", value="2"),
        broken("sources", 0, "credibility", value="3"),
        "{}",
    ):
        assert not validator.is_valid(json.loads(wrong))


def test_computed_values_are_not_written():
    assert "grade" not in json.loads(HARBOUR)["sources"][0]
    assert "disputed" not in json.loads(HARBOUR)["figures"][0]
