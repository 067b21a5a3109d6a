"""The pictures of a brief: what is drawn, that it is inert, that nothing covers anything.

A golden case is an SVG; run with BRIEFER_GOLDEN=write to draw all of them anew, and look at them before committing.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from briefer.briefs.brief import Brief, Event, KeyFigure, Line, Location, Reading
from briefer.briefs.event_time import covered, in_words, ticks
from briefer.briefs.figure_strip import figure_strip
from briefer.briefs.locator_map import locator_map
from briefer.briefs.map_frame import choose
from briefer.briefs.map_geometry import clip_line, clip_ring, project, unproject
from briefer.briefs.map_labels import Box, label_beside, square
from briefer.briefs.outlines import load_outlines
from briefer.briefs.pictures import PICTURE_CSS, draw
from briefer.briefs.svg import ELEMENTS, TEXT, clean, node, text_width, wrap
from briefer.briefs.timeline_picture import timeline_picture

GOLDEN = Path(__file__).parent / "golden" / "pictures"
BRIEF = TypeAdapter(Brief).validate_json((GOLDEN.parent / "briefs" / "harbour.json").read_text(encoding="utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


def place(name: str, code: str, latitude: float | None, longitude: float | None, *, main: bool = False) -> Location:
    country = {"SY": "Syria", "FJ": "Fiji", "WS": "Samoa", "GB": "United Kingdom", "NR": "Nauru"}.get(code, "")
    return Location(name, "city", "", country, code, latitude, longitude, main, ())


DARAYA = place("Daraya", "SY", 33.46, 36.23, main=True)
PALMYRA = place("Palmyra", "SY", 34.56, 38.28)
ROTTERDAM = place("Rotterdam", "NL", 51.92, 4.48)
MAPS = {
    "syria": [DARAYA, PALMYRA, place("Syria", "SY", None, None), place("Iraq", "IQ", None, None)],
    "antimeridian": [place("Suva", "FJ", -18.14, 178.44, main=True), place("Apia", "WS", -13.83, -171.77)],
    "island": [place("Yaren", "NR", -0.55, 166.92, main=True)],
    "close": [place("Dover", "GB", 51.13, 1.31, main=True), place("Whitfield", "GB", 51.155, 1.29)],
    "arctic": [place("Longyearbyen", "SJ", 78.22, 15.65, main=True), place("Tromsø", "NO", 69.65, 18.96)],
}
CROWD = [DARAYA, *(place(f"Village {n}", "SY", 33.46 + 0.25 * (n // 3), 36.5 + 0.25 * (n % 3)) for n in range(9))]


def event(date: str, text: str = "Something happened.", *, approximate: bool = False) -> Event:
    return Event(date, "", approximate, Line(text, ()))


def figure(label: str, *readings: tuple[str, str]) -> KeyFigure:
    return KeyFigure(label, tuple(Reading(number, qualifier, "", ()) for number, qualifier in readings), "")


def texts(svg: str, kind: str = "") -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter(f"{SVG}text") if kind in e.get("class", "")]  # noqa: S314


def check(svg: str) -> None:
    """Assert that a picture is well-formed, of nothing but the elements allowed, and without any way out."""
    tree = ET.fromstring(svg)  # noqa: S314 - what we wrote
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= ELEMENTS
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"]
        assert not [value for value in element.attrib.values() if "url(" in value or "nan" in value.split()]
        for size in (element.get("font-size"), tree.get("font-size")):
            assert size is None or float(size) >= TEXT


def drawn() -> dict[str, str]:
    pictures = {f"harbour_{name}": picture.svg for name, picture in draw(BRIEF).items()}
    maps = {f"map_{name}": locator_map(places) for name, places in MAPS.items()}
    return pictures | {name: found[0] for name, found in maps.items() if found}


@pytest.mark.parametrize(
    "name", sorted([*(f"harbour_{n}" for n in ("figures", "map", "timeline")), *(f"map_{n}" for n in MAPS)])
)
def test_golden_case(name: str):
    path, svg = GOLDEN / f"{name}.svg", drawn()[name]
    if os.environ.get("BRIEFER_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(svg + "\n", encoding="utf-8")
    check(svg)
    assert svg + "\n" == path.read_text(encoding="utf-8")


def test_a_brief_gives_the_pictures_that_there_is_something_for():
    assert list(draw(BRIEF)) == ["figures", "map", "timeline"]
    assert not draw(replace(BRIEF, figures=BRIEF.figures[:1], places=(), timeline=BRIEF.timeline[:1]))


def test_a_text_equivalent_says_what_a_sighted_reader_learns():
    pictures = draw(BRIEF)
    assert "at least 3 (sources differ)" in pictures["figures"].text
    assert "Calder Bay" in pictures["map"].text
    assert "12 Nov 2025, 06:40: Harbour master" in pictures["timeline"].text
    for picture in pictures.values():
        tree = ET.fromstring(picture.svg)  # noqa: S314
        ids = {element.get("id"): element.text for element in tree.iter() if element.get("id")}
        assert tree.get("role") == "img"
        assert list(ids) == tree.get("aria-labelledby").split()
        assert picture.text in ids.values()


def test_ids_are_unique_on_a_page():
    found = re.findall(r'\bid="([^"]+)"', "".join(picture.svg for picture in draw(BRIEF).values()))
    assert len(found) == len(set(found)) == 6


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "]]>",
        "&amp;\x00\x1b",
        "\u202eevil",
        "a\ud800b",
        "\ufffe",
        "e" + "\u0301" * 50,
        "{{ x }}",
    ]
)
PLACES = st.builds(
    Location,
    HOSTILE,
    st.just("city"),
    HOSTILE,
    HOSTILE,
    st.sampled_from(["SY", "US", "NO", ""]) | HOSTILE,
    st.floats(-91, 91) | st.none() | st.just(float("nan")),
    st.floats(-181, 181) | st.none() | st.just(float("inf")),
    st.booleans(),
    st.just(()),
)
DATES = st.sampled_from(
    ["2025", "2025-12", "2025-12-13", "2025-12-13T14:30", "2025-12-08/2025-12-14", "", "0001", "9999"]
)
EVENTS = st.builds(event, DATES | st.dates().map(str) | HOSTILE, HOSTILE, approximate=st.booleans())
FIGURES = st.builds(
    KeyFigure,
    HOSTILE,
    st.lists(st.builds(Reading, HOSTILE, HOSTILE, HOSTILE, st.just(())), max_size=4).map(tuple),
    HOSTILE,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PLACES, max_size=5), st.lists(EVENTS, max_size=14), st.lists(FIGURES, max_size=8))
def test_whatever_a_brief_says_its_pictures_are_inert(places, events, figures):
    brief = replace(BRIEF, places=tuple(places), timeline=tuple(events), figures=tuple(figures))
    for picture in draw(brief).values():
        check(picture.svg)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\ud800-\udfff]", picture.svg + picture.text)


def test_no_other_element_can_be_made():
    for name in ("script", "foreignObject", "image", "a", "style", "use"):
        with pytest.raises(ValueError, match="not among the elements"):
            node(name)


@given(HOSTILE, st.integers(2, 50))
def test_a_clean_text_is_one_line_and_not_too_long(text, limit):
    found = clean(text, limit)
    assert len(found) <= limit
    assert len(found.splitlines()) <= 1
    assert clean(found, limit) == found


def test_a_long_text_ends_at_a_word():
    assert clean("The crane toppled into the main basin.", 24) == "The crane toppled into…"


@given(st.text(max_size=200), st.floats(40, 400), st.integers(1, 4))
def test_wrapped_lines_keep_within_their_width(text, width, most):
    lines = wrap(clean(text), width, most)
    assert len(lines) <= most
    assert all(text_width(line) <= width for line in lines)


@pytest.mark.parametrize(("places", "shown"), [
    ([DARAYA, PALMYRA, ROTTERDAM], ["Daraya", "Palmyra"]),
    ([DARAYA, replace(ROTTERDAM, main=True)], ["Daraya", "Rotterdam"]),
    ([replace(DARAYA, latitude=None), ROTTERDAM], []),
    ([place("Syria", "SY", None, None, main=True), ROTTERDAM, PALMYRA], ["Palmyra"]),
    ([PALMYRA, replace(ROTTERDAM, latitude=95.0)], ["Palmyra"]),
    ([], []),
])  # fmt: skip
def test_the_map_is_about_the_main_places(places, shown):
    assert [place.name for place in choose(places)[0]] == shown


def test_what_is_too_far_away_is_named_below_the_map():
    svg, text = locator_map([DARAYA, ROTTERDAM])
    assert texts(svg, "pic-note") == ["Not shown: Rotterdam"]
    assert "Not shown, too far away: Rotterdam." in text


def test_places_that_the_eye_cannot_part_share_a_dot():
    svg, _ = locator_map(MAPS["close"])
    assert texts(svg, "pic-label")[0] == "Dover / Whitfield"


def test_a_country_without_room_for_its_name_is_written_beside_its_place():
    assert texts(locator_map(MAPS["island"])[0], "pic-label")[0] == "Yaren, Nauru"
    isle = replace(MAPS["island"][0], name="Flying Fish Cove", country="Christmas Island", country_code="CX")
    assert texts(locator_map([isle])[0], "pic-label")[0] == "Flying Fish Cove, Christmas Island"


def boxes(svg: str) -> list[Box]:
    """Where the labels of a map stand."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314
        if element.get("class") == "pic-label":
            bold = element.get("font-weight") == "700"
            x, y, width = float(element.get("x")), float(element.get("y")), text_width(element.text, bold=bold)
            left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
            found.append(Box(left, y - 11, left + width, y + 3))
    return found


@pytest.mark.parametrize("places", [*MAPS.values(), CROWD])
def test_no_label_covers_another(places):
    found = boxes(locator_map(places)[0])
    assert not [(a, b) for n, a in enumerate(found) for b in found[:n] if a.meets(b)]


def test_a_label_without_room_becomes_a_number():
    svg, _ = locator_map(CROWD)
    numbers = texts(svg, "pic-digit")
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert all(f"{n} Village" in " ".join(texts(svg, "pic-note")) for n in numbers)


def test_a_label_goes_beside_its_dot_or_nowhere():
    frame = Box(0, 0, 300, 300)
    assert label_beside("Daraya", (150, 150), 5, [], frame).anchor == "start"
    assert label_beside("Daraya", (290, 150), 5, [], frame).anchor == "end"
    assert label_beside("Daraya", (150, 150), 5, [square(150, 150, 60)], frame) is None


@given(st.floats(-179, 179), st.floats(-85, 85), st.floats(-3000, 3000), st.floats(-3000, 3000))
def test_the_projection_can_be_undone(longitude, latitude, x, y):
    there = unproject(x, y, (longitude, latitude))
    assert project(np.array([there]), (longitude, latitude))[0] == pytest.approx((x, y), abs=0.01)


def test_distances_are_those_on_the_earth():
    damascus, aleppo = (36.29, 33.51), (37.16, 36.2)
    assert np.hypot(*project(np.array([aleppo]), damascus)[0]) == pytest.approx(310, abs=3)


def area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


POINTS = st.lists(st.tuples(st.integers(-50, 150), st.integers(-50, 150)), min_size=3, max_size=30)


@given(POINTS)
def test_what_is_clipped_lies_in_the_frame(points):
    ring = clip_ring(np.array(points, dtype=float), 100, 80)
    pieces = clip_line(np.array(points, dtype=float), 100, 80)
    for part in [ring, *map(np.array, pieces)]:
        assert not len(part) or (
            part.min() >= -1e-6 and part[:, 0].max() <= 100 + 1e-6 and part[:, 1].max() <= 80 + 1e-6
        )


@given(st.integers(3, 40), st.floats(-60, 160), st.floats(-60, 140), st.floats(5, 200))
def test_dropping_points_outside_changes_nothing_within(corners, x, y, radius):
    """A convex ring with many points outside keeps its area in the frame, however finely it is drawn."""
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = np.stack((x + radius * np.cos(angles), y + radius * np.sin(angles)), axis=1)
    finer = np.concatenate(
        [np.linspace(a, b, 20, endpoint=False) for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True)]
    )
    assert area(clip_ring(finer, 100, 80).reshape(-1, 2)) == pytest.approx(area(clip_ring(ring, 100, 80)), abs=1e-3)


@pytest.mark.parametrize(
    ("code", "name"), [("SY", "Syria"), ("CD", "Dem. Rep. Congo"), ("XK", "Kosovo"), ("TW", "Taiwan")]
)
def test_outlines_have_the_countries(code, name):
    assert [country.name for country in load_outlines().countries if country.code == code] == [name]


@pytest.mark.parametrize(("iso", "words"), [
    ("2025", "2025"),
    ("2025-12", "Dec 2025"),
    ("2025-12-13", "13 Dec 2025"),
    ("2025-12-13T14:30", "13 Dec 2025, 14:30"),
    ("2025-12-08/2025-12-14", "8 Dec – 14 Dec 2025"),
    ("2025-12-28/2026-01-03", "28 Dec 2025 – 3 Jan 2026"),
    ("2025-12/2026-02", "Dec 2025 – Feb 2026"),
])  # fmt: skip
def test_a_date_in_words(iso, words):
    assert covered(iso)
    assert in_words(iso) == words


@given(HOSTILE)
def test_what_is_no_date_covers_nothing(text):
    span = covered(text)
    assert span is None or span[0] <= span[1]
    assert covered("2025-13") is covered("soon") is covered("9999") is covered("2025-12-14/2025-12-08") is None


@given(
    st.datetimes(min_value=covered("1000")[0].replace(tzinfo=None), max_value=covered("3000")[0].replace(tzinfo=None)),
    st.timedeltas(timedelta(hours=1), timedelta(days=300000)),
)
def test_ticks_are_few_and_in_order(first, length):
    first = first.replace(tzinfo=covered("2025")[0].tzinfo)
    found = [moment for moment, _ in ticks(first, first + length, max(length / 10, timedelta(hours=1)))]
    assert found == sorted(set(found))
    assert len(found) <= 11
    assert all(first <= moment <= first + length for moment in found)


def test_the_words_of_a_timeline_never_touch_and_the_dots_are_true_to_scale():
    svg, _ = timeline_picture([event("1998"), *(event(f"2025-11-0{day}", "Long words. " * 12) for day in (2, 3, 9))])
    tree = ET.fromstring(svg)  # noqa: S314
    lines = [float(element.get("y")) for element in tree.iter(f"{SVG}text") if element.get("x") == "140"]
    assert all(b - a >= TEXT for a, b in pairwise(lines))
    assert max(lines) <= float(tree.get("viewBox").split()[3])
    svg, _ = timeline_picture([event("2025-12-01"), event("2025-12-03"), event("2025-12-09")])
    first, second, third = (float(circle.get("cy")) for circle in ET.fromstring(svg).iter(f"{SVG}circle"))  # noqa: S314
    assert (third - first) / (second - first) == pytest.approx(4, rel=0.02)


def test_an_approximate_date_is_hollow_and_says_about():
    svg, text = timeline_picture([event("2025-12-01"), event("2025-12-05", approximate=True)])
    assert 'class="pic-open"' in svg
    assert "about 5 Dec 2025" in text


def test_a_timeline_needs_two_dates():
    assert timeline_picture([event("2025-12-01"), event("2025-12-01"), event("soon")]) is None


def test_readings_that_differ_stand_side_by_side_and_words_say_so():
    svg, text = figure_strip([figure("berths", ("2", ""), ("3", "at least")), figure("ships", ("19", ""))])
    assert {"2", "3", "at least", "≠ sources differ", "berths", "19", "ships"} == set(texts(svg))
    assert text == "Key figures: berths: 2 or at least 3 (sources differ); ships: 19."


def test_at_most_six_figures_are_drawn():
    svg, _ = figure_strip([figure(f"f{n}", (str(n), "")) for n in range(9)])
    assert svg.count('class="pic-card"') == 6


def test_the_style_sheet_changes_nothing_that_is_not_drawn():
    """Every class that a page's style sheet names is one that some picture has."""
    pictures = [
        *drawn().values(),
        locator_map(CROWD)[0],
        timeline_picture([event("2025"), event("2026", approximate=True)])[0],
    ]
    used = {name for svg in pictures for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()}
    assert set(re.findall(r"\.(pic[\w-]*)", PICTURE_CSS)) <= used
