"""The feed of briefs: valid RSS 2.0, the whole brief in each item, nothing in it acts, the same bytes each time."""

from __future__ import annotations

import dataclasses
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from briefer.briefs.rss import to_rss
from briefer.briefs.sample import FULL, QUIET_DAY
from briefer.briefs.template_files import load_template

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}link"
LATER = dataclasses.replace(
    QUIET_DAY,
    head=dataclasses.replace(QUIET_DAY.head, title="The day after", as_of="2025-05-04T23:59Z"),
    day=dataclasses.replace(QUIET_DAY.day, edition="2025-05-04"),
)
HOSTILE = "</title><script>alert(1)</script> ]]> &amp; \x00\x0b\ufffe\ud800 <b>"


def channel(*briefs, link="https://e.example/briefs"):
    root = ET.fromstring(to_rss(briefs, title="Valley briefs", link=link))  # noqa: S314 - our own
    assert (root.tag, root.attrib) == ("rss", {"version": "2.0"})
    return root.find("channel")


def test_a_feed_has_what_the_standard_asks_for():
    feed = channel(FULL, LATER)
    assert [feed.findtext(name) for name in ("title", "link")] == ["Valley briefs", "https://e.example/briefs/"]
    assert feed.findtext("description")
    assert feed.find(ATOM).attrib["href"] == "https://e.example/briefs/feed.xml"
    assert parsedate_to_datetime(feed.findtext("lastBuildDate")).isoformat() == "2025-05-04T23:59:00+00:00"


def test_the_newest_brief_comes_first_and_leads_to_its_page():
    items = channel(FULL, LATER).findall("item")
    assert [item.findtext("title") for item in items] == ["The day after, 4 May 2025", "Vell bridge closed, 3 May 2025"]
    assert items[1].findtext("link") == "https://e.example/briefs/2025-05-03.html"
    assert len({item.findtext("guid") for item in items}) == 2


def test_an_item_has_the_whole_brief():
    content = channel(FULL).find("item").findtext(CONTENT)
    assert "<h2>What changed since 2 May 2025</h2>" in content
    assert "Ferry replaces trains" in content
    assert "<h1>" not in content


def test_a_brief_made_anew_is_the_same_item():
    anew = dataclasses.replace(FULL, bluf=FULL.highlights)
    assert channel(FULL).findtext("item/guid") == channel(anew).findtext("item/guid")


def test_feed_readers_read_it():
    feedparser = pytest.importorskip("feedparser")
    feed = feedparser.parse(to_rss([FULL, LATER], title="Valley briefs", link=""))
    assert not feed.bozo
    assert feed.version == "rss20"
    assert [entry.title for entry in feed.entries] == ["The day after, 4 May 2025", "Vell bridge closed, 3 May 2025"]


def test_the_same_briefs_give_the_same_bytes_in_any_order():
    assert to_rss([FULL, LATER], title="A", link="") == to_rss([LATER, FULL], title="A", link="")


def test_hostile_texts_stay_text():
    head = dataclasses.replace(FULL.head, title=HOSTILE)
    line = dataclasses.replace(FULL.bluf[0], text=HOSTILE)
    item = channel(dataclasses.replace(FULL, head=head, bluf=(line,))).find("item")
    assert item.findtext("title") == "</title><script>alert(1)</script> ]]> &amp;  <b>, 3 May 2025"
    assert "<script" not in item.findtext(CONTENT)
    assert "alert(1)" in item.findtext(CONTENT)


def test_a_feed_of_no_briefs_is_a_feed():
    assert channel().findall("item") == []


def test_a_template_of_the_users_own_is_taken():
    feed = to_rss([FULL], title="A", link="", template=load_template("flash")).decode()
    assert "Flash" in feed
