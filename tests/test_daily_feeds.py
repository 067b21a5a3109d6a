"""`briefer daily` on a list of feeds of which many misbehave: the brief is made, and each of these is one line in it.

The servers pass for public ones, so that what leads to another address of this machine is refused as a user's would be.
"""

from __future__ import annotations

import contextlib
import functools
import json
from xml.sax.saxutils import escape, quoteattr

import pytest
from event_feeds import DAYS, write_day
from loopback import Site, send, serve

import briefer.reading.feeds
import briefer.reading.fetch
from briefer.cli import main
from briefer.reading.fetch import is_public

pytestmark = pytest.mark.needs_model

INSIDE = "http://127.0.0.2/secret"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss version="2.0"><channel><title>&l11;</title>'
)
FEEDS = {
    "Hangs": (Site.hang, "the feed takes too long"),
    "Drips": (Site.drip, "the feed takes too long"),
    "Endless": (Site.endless, "the feed is larger than 10 MB"),
    "Squeezed": (lambda site, path: site.endless(path, bomb=True), "the feed is larger than 10 MB"),
    "Loop": (lambda site, path: site.redirect(path, path), "it redirects more than 5 times"),
    "Laughs": (lambda site, path: site.put(path, f"{BOMB}</channel></rss>"), "it defines entities by entities"),
    "Inside": (lambda site, path: site.redirect(path, INSIDE), "it is an address of this machine or its network"),
    "Page": (lambda site, path: site.put(path, "<!doctype html><p>Hello", "text/html"), "this is a web page"),
}


def large(site, path):
    """Serve a page of 50 MB."""

    def answer(request):
        send(request, 200, {"Content-Type": "text/html"}, b"<html><body>")
        for _ in range(50):
            request.wfile.write(b"<p>Filling, and more of it.</p>" * 32_768)

    return site.answer(path, answer)


PAGES = {
    large: "A bakery in Karvik burned down on Monday; nobody was hurt, the fire brigade said.",
    Site.hang: "The parliament of Ostmark elected Lena Brandt as its speaker on Monday by 61 votes to 38.",
    Site.drip: "Two climbers were rescued from Mount Orel on Monday after a night in the snow.",
    lambda site, path: site.redirect(path, INSIDE): "The central bank of Ostmark raised its rate to 4.5 percent.",
}


def teasers(stack):
    """Write a feed of entries whose pages misbehave, each on a server of its own."""
    items = ""
    for page, teaser in PAGES.items():
        link = page(stack.enter_context(serve()), "/page")
        items += f"<item><title>{escape(teaser[:40])}</title><link>{link}</link><guid>{link}</guid>"
        items += f"<pubDate>Mon, 16 Nov 2026 15:00:00 +0000</pubDate><description>{teaser}</description></item>"
    return f'<rss version="2.0"><channel><title>Teasers</title>{items}</channel></rss>'


@pytest.fixture
def impatient(tmp_path, monkeypatch):
    """Be done with a server after two seconds, and take this machine's first address for a public one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for module, name in ((briefer.reading.fetch, "fetch_page"), (briefer.reading.feeds, "open_feeds")):
        monkeypatch.setattr(module, name, functools.partial(getattr(module, name), patience=2))
    monkeypatch.setattr("briefer.reading.fetch.is_public", lambda one: one == "127.0.0.1" or is_public(one))


def daily(*arguments):
    with pytest.raises(SystemExit) as end:
        main(["daily", *map(str, arguments), "--now", f"{DAYS[0]}T22:00Z"])
    return end.value.code or 0


def test_the_brief_is_made_whatever_some_feeds_and_pages_do(impatient, tmp_path, capsys):
    with contextlib.ExitStack() as stack:
        feeds = {path.stem: str(path) for path in write_day(DAYS[0], tmp_path / "good")}
        feeds["Teasers"] = stack.enter_context(serve()).put("/rss", teasers(stack))
        for name, (fault, _) in FEEDS.items():
            feeds[name] = fault(stack.enter_context(serve()), "/rss")
        outlines = "".join(f"<outline text={quoteattr(name)} xmlUrl={quoteattr(at)}/>" for name, at in feeds.items())
        (tmp_path / "all.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        formats = [word for to in ("md", "html", "json") for word in ("--to", to)]
        code = daily("all.opml", "-o", "out", *formats)
    said = capsys.readouterr().err
    assert code == 3, said
    assert len(said.splitlines()) == len(FEEDS)

    markdown, page, as_json = (
        (tmp_path / "out" / DAYS[0] / f"brief.{end}").read_text() for end in ("md", "html", "json")
    )
    lines = markdown.splitlines()
    for name, (_, message) in FEEDS.items():
        [line] = [line for line in lines if line.startswith(f"- **{name}** (")]
        assert f": {message}" in line
        assert message in page
        assert sum(message in line and feeds[name] in line for line in said.splitlines()) == 1
    for line in json.loads(as_json)["day"]["feeds"]:
        assert bool(line["error"]) == (line["title"] in FEEDS), line
    for teaser in PAGES.values():  # what the feed says of an entry stands in for its page
        assert teaser.split(";")[0].split(" on Monday")[0] in markdown, teaser
    assert "landslide" in markdown


def test_no_feed_at_all_that_can_be_read_is_the_failure_and_not_that_nothing_is_new(impatient, capsys):
    assert daily("gone.opml") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "briefer: gone.opml: there is no such file; an address begins with https://\n"


def test_without_feeds_nothing_is_made(impatient, tmp_path, capsys):
    assert daily() == 1
    assert capsys.readouterr().err == "briefer: FEEDS: there is no feed; name some, or `briefer feeds add` them\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_feed_and_the_message_says_so(impatient, capsys):
    assert daily(".") == 1
    assert capsys.readouterr().err == "briefer: .: this is a folder; name the files of feeds in it\n"
