"""The daily brief in every form: golden outputs, stories numbered, which template fits, hostile texts inert."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from pathlib import Path

import pytest

from briefer.briefs.day_stories import dated_title, figures_by_story, numbered, stories_of, untold
from briefer.briefs.json_format import from_json
from briefer.briefs.lint import lint
from briefer.briefs.pictures import draw
from briefer.briefs.plain import to_text
from briefer.briefs.render import RENDERERS, SUFFIXES, render, render_brief, to_markdown, to_page
from briefer.briefs.sample import BARE, FULL, QUIET_DAY
from briefer.briefs.template_files import default_template, load_template
from briefer.briefs.template_filters import counted, join_names, link
from briefer.cli.forms import FORMATS
from briefer.errors import TemplateError

GOLDEN = Path(__file__).parent / "golden" / "briefs"
FITTING = ["bluf", "daily", "flash", "pdb"]
CASES = {"day": FULL, "day_quiet": QUIET_DAY}
TITLES = ["Vell bridge closed", "Ninth pier sound", "Valley's only rail line cut", "Rail Authority denies closure"]
MARK = "<img src=x onerror=alert(1)>"


def daily(brief=FULL) -> str:
    return to_markdown(brief, load_template("daily"))


@pytest.mark.parametrize("case", sorted(CASES))
def test_golden_outputs_of_a_day(case):
    markdown = daily(CASES[case])
    assert markdown == (GOLDEN / f"{case}.md").read_text(encoding="utf-8")
    assert to_text(markdown) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


def test_stories_are_numbered_through_all_sections_those_in_full_first():
    assert [item.number for item in stories_of(FULL.day)] == [1, 2, 3, 4, 5]
    assert [item.story.title for item in stories_of(FULL.day)][:4] == TITLES
    assert [len(section.full) for section in numbered(FULL.day)] == [1, 1, 0]
    assert stories_of(None) == ()


def test_each_story_is_told_once_and_the_contents_lead_to_it():
    page = to_page(FULL, load_template("daily"))
    for name in ("1. Vell bridge closed", "3. Valley&#x27;s only rail line cut".replace("&#x27;", "'")):
        linked = re.search(rf'<a href="#([\w-]+)"[^>]*>{re.escape(name)}</a>', page)
        assert linked
        assert len(re.findall(rf'<h3 [^>]*id="{linked[1]}"[^>]*>{re.escape(name)}</h3>', page)) == 1


def test_status_marks_are_classes_of_the_page():
    page = to_page(FULL, load_template("daily"))
    assert page.count('class="mark mark-updated">UPDATED') == 1
    assert page.count('class="mark mark-new">NEW') == 4


def test_what_changed_says_what_it_was_and_what_it_is():
    assert "Cracked piers now **2** [1 ¶1], was 1 on 2 May 2025" in daily()


def test_what_the_bottom_line_says_is_not_said_again_as_a_change():
    story = dataclasses.replace(FULL.day.sections[0].stories[0], changes=(FULL.bluf[0], FULL.highlights[0]))
    section = dataclasses.replace(FULL.day.sections[0], stories=(story,))
    day = dataclasses.replace(FULL.day, sections=(section,))
    changed = daily(dataclasses.replace(FULL, day=day)).partition("## What changed")[2].partition("##")[0]
    assert FULL.highlights[0].text in changed
    assert FULL.bluf[0].text not in changed


def test_among_others_a_brief_of_a_day_has_its_date_in_its_title():
    assert dated_title(FULL) == "Vell bridge closed, 3 May 2025"
    assert dated_title(dataclasses.replace(FULL, head=dataclasses.replace(FULL.head, title="News of 3 May 2025"))) == (
        "News of 3 May 2025"
    )
    assert dated_title(BARE) == "Vell bridge closed"
    assert b"Subject: [TLP:CLEAR] Vell bridge closed, 3 May 2025" in render_brief(FULL, "eml")


def test_differing_figures_stand_side_by_side():
    assert "cracked piers **2** [1 ¶1] or **at most 9** [1 ¶1] (sources differ)" in daily()


def test_unchanged_and_quiet_stories_are_folded_into_a_line_each():
    markdown = daily()
    assert "Reported again, with nothing new: Ferry replaces trains (told 2 May 2025)" in markdown
    assert "Bridge toll raised (last reported 1 May 2025)" in markdown


def test_a_feed_that_failed_has_its_line():
    assert "- **Courier** (https&#58;//courier.example/feed): the server answered 503" in daily()


def test_a_figure_of_a_day_says_which_story_it_belongs_to():
    assert figures_by_story(FULL.figures, FULL.day)[0].label == "cracked piers (story 1, Ostrava Falls)"
    assert figures_by_story(FULL.figures, None) == FULL.figures


def test_the_method_says_how_many_stories_are_not_told():
    counts = dataclasses.replace(FULL.day.counts, stories=FULL.day.counts.stories + 7)
    more = dataclasses.replace(FULL, day=dataclasses.replace(FULL.day, counts=counts))
    assert untold(FULL.day) == 0
    assert "not told here" not in daily()
    assert "the rest make 13 stories, 7 of them not told here. Stories are ranked" in daily(more)


def test_the_map_of_a_day_has_the_numbers_of_the_stories():
    picture = draw(FULL)["map"]
    assert picture.text == "Map of the day: 1, 2, 3, 4, 5 Ostrava Falls, Czechia."
    assert "1, 2, 3 …" in picture.svg


def test_places_far_apart_are_on_a_map_of_the_world_and_no_mark_covers_another():
    cities = [("A", 52.5, 13.4), ("B", 51.5, -0.1), ("C", 48.9, 2.3), ("D", -33.9, 151.2), ("E", 40.7, -74.0)]
    places = tuple(
        dataclasses.replace(FULL.places[0], name=name, latitude=north, longitude=east) for name, north, east in cities
    )
    stories = tuple(dataclasses.replace(FULL.day.sections[0].stories[0], place=name) for name, *_ in cities)
    day = dataclasses.replace(FULL.day, sections=(dataclasses.replace(FULL.day.sections[0], stories=stories),))
    svg = draw(dataclasses.replace(FULL, places=places, day=day))["map"].svg
    marks = re.findall(r'<rect class="pic-main" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    boxes = [tuple(map(float, mark)) for mark in marks]
    assert len(boxes) == 5
    for x, y, width, height in boxes:
        assert x >= 0
        assert x + width <= 600
        others = [box for box in boxes if box != (x, y, width, height)]
        assert all(x + width <= a or a + c <= x or y + height <= b or b + d <= y for a, b, c, d in others)


def test_no_coast_runs_across_the_map_of_the_world():
    """Points on the antimeridian are on the side of their neighbours: Chukotka and Fiji lie on both."""
    places = tuple(
        dataclasses.replace(FULL.places[0], name=name, country_code="FJ", latitude=south, longitude=east)
        for name, south, east in (("A", -17.7, 178.0), ("B", 40.7, -74.0))
    )
    stories = tuple(dataclasses.replace(FULL.day.sections[0].stories[0], place=name) for name in "AB")
    day = dataclasses.replace(FULL.day, sections=(dataclasses.replace(FULL.day.sections[0], stories=stories),))
    svg = draw(dataclasses.replace(FULL, places=places, day=day))["map"].svg
    pieces = re.findall(r"l([-\d ]+)z?", " ".join(re.findall(r'd="(M[^"]+)" transform', svg)))
    steps = [abs(int(step)) for piece in pieces for step in re.findall(r"-?\d+", piece)[::2]]
    assert steps
    assert max(steps) < 3000


def test_places_that_are_not_known_give_no_map():
    assert "map" not in draw(dataclasses.replace(FULL, places=()))
    assert "Map of the day" not in to_page(dataclasses.replace(FULL, places=()), load_template("daily"))


@pytest.mark.parametrize("to", sorted(set(RENDERERS) - {"pdf"}))
def test_every_format_gives_the_same_bytes_twice(to):
    assert render_brief(FULL, to) == render_brief(FULL, to)


def test_a_day_prints_with_its_handling_line_on_every_sheet():
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("weasyprint")
    pages = pypdf.PdfReader(io.BytesIO(render_brief(FULL, "pdf"))).pages
    assert all("TLP:CLEAR" in page.extract_text() for page in pages)
    assert "Map of the day" in "".join(page.extract_text() for page in pages)


def test_a_day_survives_json():
    assert from_json(render_brief(FULL, "json").decode()) == FULL


def test_ninjs_tells_the_stories():
    item = json.loads(render_brief(FULL, "ninjs"))
    assert item["profile"] == "daily-brief"
    body = item["bodies"][0]["value"]
    assert all(title in body for title in TITLES)


def test_the_formats_of_the_command_line_are_those_there_are():
    assert set(FORMATS) == set(RENDERERS)
    assert set(SUFFIXES.values()) <= set(RENDERERS)


@pytest.mark.parametrize("name", FITTING)
def test_templates_that_fit_a_day_show_its_stories(name):
    assert TITLES[0] in render(FULL, load_template(name), "text").decode()
    assert TITLES[2] in " ".join(render(FULL, load_template(name), "text").decode().split())


@pytest.mark.parametrize("name", ["sitrep", "intrep", "newswire", "watchlog"])
def test_a_template_that_would_leave_out_all_stories_is_refused_in_one_line(name):
    with pytest.raises(TemplateError, match=rf"{name}\.md: it is for a brief on one event.*; choose daily") as caught:
        render(FULL, load_template(name), "md")
    assert "\n" not in str(caught.value)


def test_a_brief_on_one_event_in_the_daily_template_has_its_own_sections():
    markdown = daily(from_json((GOLDEN / "harbour.json").read_text(encoding="utf-8")))
    assert "## Bottom line" in markdown
    assert "## Highlights" in markdown
    assert not re.search(r"Contents|What changed|Feeds", markdown)


def test_each_brief_has_its_template_unless_one_is_asked_for():
    assert default_template(FULL) == "daily"
    assert default_template(BARE) == "sitrep"
    assert render_brief(FULL, "md").decode() == daily()


def test_a_day_passes_our_own_lint():
    whole = dataclasses.replace(
        FULL,
        highlights=(),
        places=(),
        day=dataclasses.replace(
            FULL.day, sections=tuple(dataclasses.replace(one, stories=one.stories[:1]) for one in FULL.day.sections)
        ),
    )
    template = load_template("daily")
    found = [*lint(to_markdown(whole, template), html=False), *lint(to_page(whole, template), html=True)]
    assert [finding for finding in found if finding.rule != "dangling-opening"] == []


def rewritten(value, text):
    """Put a text before every text of a value, but for what chooses."""
    if isinstance(value, tuple):
        return tuple(rewritten(item, text) for item in value)
    if isinstance(value, str):
        return f"{text} {value}"
    if dataclasses.is_dataclass(value):
        names = [one.name for one in dataclasses.fields(value) if one.name not in {"status", "schema", "country_code"}]
        return dataclasses.replace(value, **{name: rewritten(getattr(value, name), text) for name in names})
    return value


@pytest.mark.parametrize("to", ["html", "md", "eml", "rss"])
def test_hostile_texts_in_every_field_of_a_day_make_no_element(to):
    """Escaped they are text; in mail and feed the HTML part is what a reader's program shows."""
    import email
    from email.policy import default
    from xml.etree import ElementTree as ET

    content = render_brief(rewritten(FULL, MARK), to)
    if to == "eml":
        message = email.message_from_bytes(content, policy=default)
        content = message.get_body(("html",)).get_content().encode()
    if to == "rss":
        channel = ET.fromstring(content).find("channel")  # noqa: S314 - our own
        assert channel.find("item/title").text.startswith(MARK)
        content = channel.find("item/{http://purl.org/rss/1.0/modules/content/}encoded").text.encode()
    assert b"<img" not in content
    assert b"onerror" in content


@pytest.mark.parametrize(
    ("names", "most", "shown"),
    [(["A", "B", "C"], 2, "A, B and C"), (["A", "B", "C", "D"], 2, "A, B and 2 others"), ([], 2, "")],
)
def test_of_many_names_the_last_are_counted(names, most, shown):
    assert join_names(names, most) == shown


def test_things_are_counted():
    assert [counted(1, "story", "stories"), counted(1204, "story", "stories"), counted(0, "feed")] == [
        "1 story",
        "1,204 stories",
        "0 feeds",
    ]


def test_a_title_leads_to_its_page_only_where_the_address_is_one():
    assert link("A [b]", "https://e.example/x_(y)") == r"[A \[b\]](<https://e.example/x_(y)>)"
    assert link("A", "javascript:alert(1)") == "A"
    assert link("", "https://e.example/") == "<https://e.example/>"
