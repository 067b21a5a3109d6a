"""The site: a page a day, an index newest first, the latest, a feed; run again, only what changed is written."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from briefer.briefs.render import render_brief
from briefer.briefs.sample import FULL
from briefer.briefs.site import SiteDay, site_index
from briefer.errors import BrieferError, InputError
from briefer.running.site import IN_FEED, write_site

ALL = ["2025-05-03.json", "2025-05-03.html", "latest.html", "feed.xml", "days.json", "index.html"]


def of_day(day: str, title: str = "Daily brief"):
    head = dataclasses.replace(FULL.head, title=title, as_of=f"{day}T18:00Z")
    return dataclasses.replace(FULL, head=head, day=dataclasses.replace(FULL.day, edition=day))


def put(folder, brief, **options):
    page = render_brief(brief, "html", template="flash")
    return write_site(folder, brief, page, title="Valley briefs", address="https://e.example/b", **options)


def test_a_site_is_made_of_the_first_brief(tmp_path):
    folder = tmp_path / "new" / "site"
    assert put(folder, FULL) == ALL
    assert sorted(path.name for path in folder.iterdir()) == sorted(ALL)
    assert (folder / "latest.html").read_bytes() == (folder / "2025-05-03.html").read_bytes()
    assert '<a href="index.html">All briefs</a>' in (folder / "latest.html").read_text()


def test_run_again_nothing_is_written(tmp_path):
    put(tmp_path, FULL)
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert put(tmp_path, FULL) == []
    assert {path.name: path.stat().st_ino for path in tmp_path.iterdir()} == before


def test_the_next_day_changes_only_what_tells_of_it(tmp_path):
    put(tmp_path, FULL)
    assert put(tmp_path, of_day("2025-05-04")) == ["2025-05-04.json", "2025-05-04.html", *ALL[2:]]
    index = (tmp_path / "index.html").read_text()
    assert re.findall(r'href="(\d[\d-]+)\.html"', index) == ["2025-05-04", "2025-05-03"]


def test_an_earlier_day_made_anew_does_not_become_the_latest(tmp_path):
    put(tmp_path, FULL)
    put(tmp_path, of_day("2025-05-04"))
    changed = put(tmp_path, of_day("2025-05-03", "Corrected"))
    assert "latest.html" not in changed
    assert "Corrected" in (tmp_path / "index.html").read_text()
    assert "Corrected" in (tmp_path / "feed.xml").read_text()


def test_the_feed_has_the_newest_briefs_only(tmp_path):
    for day in range(1, IN_FEED + 3):
        put(tmp_path, of_day(f"2025-06-{day:02}"))
    feed = (tmp_path / "feed.xml").read_text()
    assert feed.count("<item>") == IN_FEED
    assert "2025-06-16.html" in feed
    assert "2025-06-02.html" not in feed
    assert "feed.xml" not in put(tmp_path, of_day("2025-05-01"))


def test_a_dry_run_writes_nothing(tmp_path):
    assert put(tmp_path / "site", FULL, dry_run=True) == ALL
    assert not (tmp_path / "site").exists()


def test_a_page_that_was_taken_away_is_left_out_of_the_feed(tmp_path):
    put(tmp_path, FULL)
    (tmp_path / "2025-05-03.json").unlink()
    put(tmp_path, of_day("2025-05-04"))
    assert (tmp_path / "feed.xml").read_text().count("<item>") == 1


@pytest.mark.parametrize("content", ["{", "[1]", '[{"day": "x"}]'])
def test_a_list_of_days_that_is_none_is_said_and_left_as_it_is(tmp_path, content):
    (tmp_path / "days.json").write_text(content)
    with pytest.raises(InputError, match=r"days\.json: this is no list of days"):
        put(tmp_path, FULL)
    assert [path.name for path in tmp_path.iterdir()] == ["days.json"]


def test_a_brief_of_no_day_is_refused(tmp_path):
    with pytest.raises(InputError, match="of no day"):
        put(tmp_path, of_day("../../etc"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "site").write_text("")
    with pytest.raises(BrieferError, match="site"):
        put(tmp_path / "site", FULL)


def test_the_index_says_how_far_each_brief_may_go_and_how_many_stories_it_has(tmp_path):
    put(tmp_path, FULL)
    index = (tmp_path / "index.html").read_text()
    assert "tlp-clear" in index
    assert "5 stories" in index
    assert json.loads((tmp_path / "days.json").read_text())[0]["stories"] == 5


def test_nothing_in_an_index_acts():
    hostile = '"><script>alert(1)</script>'
    page = site_index([SiteDay("2025-05-03", hostile, hostile, hostile, 1)], title=hostile)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_an_index_of_no_days_says_so():
    assert "No brief yet." in site_index([], title="Valley briefs")
