"""Feeds of every kind and condition are kept and read; one that misbehaves costs one line, little time and memory."""

import json
import os
import socket
import subprocess
import sys
import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Site, send, serve

from briefer.errors import FeedError, InputError
from briefer.reading import feed_parsing
from briefer.reading.feed_parsing import parse_feed
from briefer.reading.feeds import Feeds, feed_address, open_feeds
from briefer.reading.fetch import fetch_feed, fetch_page
from briefer.reading.opml import Subscription
from briefer.types import FeedReport

LONG_AGO, FAR_OFF = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
NOW = datetime(2030, 5, 6, 18, tzinfo=UTC)


def item(name: object, more: str = "") -> str:
    link = f'<link>https://herald.example/{name}</link><guid isPermaLink="false">{name}</guid>'
    return f"<item><title>Story {name}</title>{link}<description>Words on {name}.</description>{more}</item>"


def rss(*items: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>The Coast Herald</title>{"".join(items)}</channel></rss>'


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Quay &amp;amp; Port</title>
<link rel="alternate" href="https://quay.example/"/><entry><id>tag:quay.example,2030:1</id><title type="html">A
&lt;b&gt;port&lt;/b&gt; opens</title><link href="/news/1"/><author><name>Jane Roe</name></author>
<updated>2030-05-06T10:00:00+02:00</updated><summary>Short.</summary><content type="html">&lt;p&gt;The port of
Calder Bay reopened.&lt;/p&gt;</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "items": [
            {"id": 7, "url": "/a", "title": "One", "content_text": "Words.", "date_published": "2030-05-06T08:00:00Z"},
            {
                "url": "https://gazette.example/b",
                "content_html": "<p>More words.</p>",
                "authors": [{"name": "Ann Doe"}],
            },
            {"id": "9", "title": "Late", "date_published": "0001-01-01T00:00:00+14:00"},
            "nonsense",
        ],
    }
)


@pytest.fixture
def site():
    with serve() as served:
        yield served


@pytest.fixture
def feeds(tmp_path):
    with open_feeds(tmp_path / "feeds.sqlite", allow_private=True, patience=5) as opened:
        yield opened


def report_of(feeds: Feeds, address: str) -> FeedReport:
    """Subscribe, read, and give the one line."""
    feeds.add(address)
    [report] = feeds.update(only=[address], now=NOW)
    assert "\n" not in report.error
    return report


def all_of(feeds: Feeds):
    return feeds.entries(since=LONG_AGO, until=FAR_OFF)


# What feeds hold


def test_rss_gives_entries(feeds, site):
    dated = item(1, "<pubDate>Mon, 06 May 2030 09:00:00 +0200</pubDate><author>jane@herald.example (Jane Roe)</author>")
    address = site.put("/rss", rss(dated))
    assert report_of(feeds, address) == FeedReport(address, "The Coast Herald", 1, "")
    [entry] = all_of(feeds)
    assert (entry.feed, entry.id, entry.url) == (address, "1", "https://herald.example/1")
    assert (entry.title, entry.publisher, entry.byline) == ("Story 1", "The Coast Herald", "Jane Roe")
    assert (entry.published, entry.content) == ("2030-05-06T07:00:00+00:00", "Words on 1.")


def test_atom_gives_entries_with_their_longest_text_and_full_addresses(feeds, site):
    report_of(feeds, site.put("/atom", ATOM, "application/atom+xml"))
    [entry] = all_of(feeds)
    assert (entry.title, entry.publisher, entry.byline) == ("A port opens", "Quay & Port", "Jane Roe")
    assert entry.published == "2030-05-06T08:00:00+00:00"
    assert entry.content == "<p>The port of\nCalder Bay reopened.</p>"


def test_a_relative_link_in_a_file_is_resolved_against_the_feeds_own(feeds, tmp_path):
    (tmp_path / "quay.atom").write_text(ATOM, encoding="utf-8")
    report_of(feeds, str(tmp_path / "quay.atom"))
    assert [entry.url for entry in all_of(feeds)] == ["https://quay.example/news/1"]


def test_a_json_feed_gives_entries_even_without_identities_or_with_impossible_dates(feeds, site):
    report_of(feeds, site.put("/feed.json", JSON, "application/feed+json"))
    entries = {entry.id: entry for entry in all_of(feeds)}
    assert set(entries) == {"7", "https://gazette.example/b", "9"}
    assert entries["7"].url == f"{site.url}/a"
    assert entries["https://gazette.example/b"].byline == "Ann Doe"
    assert entries["9"].published == ""


def test_half_a_character_in_a_json_feed_does_not_break_the_run(feeds, site):
    """JSON can escape what no file and no database can hold."""
    half = {
        "id": "1",
        "url": "https://gazette.example/a",
        "title": "Calder \ud800 ferry",
        "content_text": "Late \udfff.",
    }
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": [half]})
    assert not report_of(feeds, site.put("/half.json", body.encode(), "application/feed+json")).error
    assert [entry.title for entry in all_of(feeds)] == ["Calder ? ferry"]


@pytest.mark.parametrize("half", ["&#55357;", "&#56832;", "&#xD83D;", "&#x0dffe;", "&#57343;", "&#55296;"])
def test_half_a_character_in_an_rss_feed_does_not_lose_the_feed(feeds, site, half):
    body = item(1).replace("<title>", f"<title>Ferry {half} late: ")
    assert not report_of(feeds, site.put("/half", rss(body))).error
    assert [entry.title.startswith("Ferry \ufffd late") for entry in all_of(feeds)] == [True]


def test_the_users_name_goes_before_the_feeds_own(feeds, site):
    address = site.put("/rss", rss(item(1)))
    feeds.add(address, "My\u202e Herald")
    feeds.update()
    assert [entry.publisher for entry in all_of(feeds)] == ["My Herald"]
    assert feeds.subscriptions() == (Subscription(address, "My Herald"),)


def test_no_text_of_an_entry_can_steer_a_terminal_or_hide(feeds, site):
    hostile = item(1).replace("Story", "Sto&#x202E;ry\u200b \x1b[31m").replace("Words", "Wo&#x2066;rds")
    report_of(feeds, site.put("/rss", rss(hostile)))
    [entry] = all_of(feeds)
    assert (entry.title, entry.content) == ("Story [31m 1", "Words on 1.")


def test_entries_are_those_of_the_period_in_order(feeds, site):
    days = [item(day, f"<pubDate>{day:02} May 2030 12:00:00 +0000</pubDate>") for day in (4, 2, 3, 1)]
    one, two = site.put("/one", rss(*days)), site.put("/two", rss(*days))
    for address in (two, one):
        report_of(feeds, address)
    noon = datetime(2030, 5, 1, 12, tzinfo=UTC)
    found = feeds.entries(since=noon, until=noon + timedelta(days=2))
    assert [(entry.id, entry.feed) for entry in found] == [("2", one), ("2", two), ("3", one), ("3", two)]
    assert {entry.feed for entry in feeds.entries(since=noon, until=FAR_OFF, only=[one])} == {one}


def test_an_entry_without_a_date_counts_from_when_it_was_first_seen(feeds, site):
    address = site.put("/rss", rss(item(1), item(2, "<pubDate>Mon, 45 Foo 20300 99:99:99</pubDate>")))
    report_of(feeds, address)
    site.put("/rss", rss(item(1), item(2), item(3)))
    feeds.update(now=NOW + timedelta(days=1))
    first = feeds.entries(since=NOW - timedelta(hours=1), until=NOW)
    assert [(entry.id, entry.published, entry.seen) for entry in first] == [
        ("1", "", NOW.isoformat()),
        ("2", "", NOW.isoformat()),
    ]
    assert [entry.id for entry in feeds.entries(since=NOW, until=NOW + timedelta(days=1))] == ["3"]


@pytest.mark.parametrize("printed", ["Mon, 06 May 2030 09:00:00", "6 May 2030 09:00", "Mon, 06 May 2030 09:00:00 GMT"])
def test_a_date_without_a_time_zone_is_one_of_utc(printed):
    """Else what a feed printed long ago would be news of the day on which it is first read."""
    [entry] = parse_feed("https://herald.example/rss", rss(item(1, f"<pubDate>{printed}</pubDate>")).encode()).entries
    assert entry.published == datetime(2030, 5, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize("printed", ["45 Foo 2030 09:00", "31 Feb 2030 09:00:00x", "6 May 2030 29:00"])
def test_what_is_no_date_is_none(printed):
    [entry] = parse_feed("https://herald.example/rss", rss(item(1, f"<pubDate>{printed}</pubDate>")).encode()).entries
    assert entry.published is None


def test_one_identity_for_several_entries_does_not_lose_them(feeds, site):
    same = [item(n).replace(f">{n}</guid>", ">same</guid>") for n in (1, 2)]
    report_of(feeds, site.put("/rss", rss(*same, item(3), item(3))))
    assert len(all_of(feeds)) == 3


# Subscriptions


def test_subscriptions_are_kept_and_listed_by_folder(tmp_path):
    path = tmp_path / "new" / "feeds.sqlite"
    file = tmp_path / "local.xml"
    file.write_text(rss(), encoding="utf-8")
    with open_feeds(path) as feeds:
        assert feeds.add("https://herald.example/rss", "Herald", folders=["World", "Ports"])
        assert not feeds.add("feed:https://herald.example/rss#top")
        assert feeds.add("feed://quay.example/rss")
        assert feeds.add(str(file))
    with open_feeds(path) as feeds:
        assert feeds.subscriptions() == (
            Subscription(str(file)),
            Subscription("http://quay.example/rss"),
            Subscription("https://herald.example/rss", "Herald", ("World", "Ports")),
        )
        feeds.remove("HTTPS://herald.example/rss")
        assert len(feeds.subscriptions()) == 2
        with pytest.raises(FeedError, match="it is not subscribed to"):
            feeds.remove("https://herald.example/rss")


def test_a_file_is_named_in_any_way(tmp_path, monkeypatch):
    (tmp_path / "a feed.xml").write_text(rss(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    full = str(tmp_path / "a feed.xml")
    assert feed_address("a feed.xml") == feed_address(full) == feed_address(Path(full).as_uri()) == full


@pytest.mark.parametrize("address", ["", "ftp://herald.example/rss", "gopher:x", "none.xml", "https://", "a\x00b", "/"])
def test_what_is_no_address_of_a_feed_is_refused_in_one_line(address):
    with pytest.raises(FeedError) as caught:
        feed_address(address)
    assert "\n" not in caught.value.message


def test_a_file_that_keeps_something_else_is_refused_in_one_line(tmp_path):
    (tmp_path / "notes.sqlite").write_text("these are notes, not a database at all" * 50, encoding="utf-8")
    with pytest.raises(FeedError, match="the feeds cannot be kept here"):
        open_feeds(tmp_path / "notes.sqlite")
    with pytest.raises(FeedError, match="cannot be made"):
        open_feeds(tmp_path / "notes.sqlite" / "feeds.sqlite")


# Broken feeds


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (rss(item(1), item(2))[:-40], 2),
        (rss(item("1 & 2").replace("1 & 2</title>", "1 & 2 &nbsp; &bogus; </title>")), 1),
        (rss(item(1)).replace("</guid>", ""), 1),
        (rss(item(1), "<item/>", "<item><title>Only a title</title></item>"), 2),
        (rss(item(1).replace("Words", "\x0b\x00Words\x1f")).replace("\x00", ""), 1),
        ("\n\n  " + rss(item(1)), 1),
        ("<!-- made by hand -->" + rss(item(1), head=""), 1),
        (rss(item(1)).replace('version="2.0"', ""), 1),
        (rss(), 0),
    ],
)
def test_a_broken_feed_yields_what_can_be_read(body, count):
    assert len(parse_feed("https://herald.example/rss", body.encode()).entries) == count


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "image/png", "application/json", "nonsense", ""])
@pytest.mark.parametrize("body", [rss(item(1)), ATOM, JSON])
def test_a_wrong_content_type_does_not_matter(feeds, site, kind, body):
    assert report_of(feeds, site.put("/feed", body, kind)).error == ""
    assert all_of(feeds)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "ISO-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("utf-8", "nonsense"),
        ("utf-8", "us-ascii"),
    ],
)
def test_an_encoding_is_recognised_even_where_it_is_declared_wrongly(encoding, declared):
    text = rss(item(1).replace("Words", "Café in Zürich"), head=f'<?xml version="1.0" encoding="{declared}"?>')
    [entry] = parse_feed("https://herald.example/rss", text.encode(encoding)).entries
    assert entry.summary == "Café in Zürich on 1."


LINK = '<html><head><link href="/feed?a=1&amp;b=2" rel="alternate" type="application/rss+xml"></head><body>Hi</body>'


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("", "", "it is empty"),
        ("words and words", "text/plain", "this is no feed"),
        ("<!doctype html><title>Hi</title><p>Hello", "text/html", "this is a web page, not a feed; find"),
        (LINK, "text/html", "this is a web page, not a feed; the feed that it names is {site}/feed?a=1&b=2"),
        ('<opml version="2.0"><body/></opml>', "text/xml", "this is a list of feeds (OPML)"),
        ('{"a": 1}', "application/json", "this is JSON, but no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items":' + "[" * 100_000, "", "it is broken JSON"),
        (b"%PDF-1.7 ...", "application/pdf", "this is a PDF, not text; check the address"),
        (bytes(range(256)) * 20, "", "this is binary data, not text; check the address"),
        (rss("<a>" * 200_000), "", "it has more markup than any feed"),
    ],
)
def test_what_is_no_feed_is_one_line_saying_so(feeds, site, body, kind, message):
    report = report_of(feeds, site.put("/page", body, kind))
    assert report.error.startswith(message.replace("{site}", site.url))
    assert report.entries == 0


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)), st.booleans())
@settings(deadline=None)
def test_no_bytes_break_the_parser(body, inside):
    with suppress(FeedError):
        parse_feed("https://herald.example/rss", rss("@").encode().replace(b"@", body) if inside else body)


def test_the_stored_broken_feeds_are_read(feeds):
    """Counts of entries as a reader counts them by hand."""
    folder = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "feeds"
    if not folder.is_dir():
        pytest.skip("the stored feeds are not here")
    for file in folder.iterdir():
        if file.suffix != ".opml":
            feeds.add(str(file))
    counts = {Path(report.address).stem: report.entries for report in feeds.update() if not report.error}
    assert counts == {
        "content-encoded": 7,
        "craigslist": 25,
        "encoding": 40,
        "guardian": 55,
        "gulp-atom": 10,
        "heise": 15,
        "missing-fields": 0,
        "reddit": 24,
    }


# Servers


def test_only_what_is_new_is_asked_for(feeds, site):
    address = site.put("/rss", rss(item(1)), ETag='"one"', Last_Modified="Mon, 06 May 2030 09:00:00 GMT")
    assert report_of(feeds, address) == feeds.update()[0]
    (_, first), (_, second) = site.asked
    assert "If-None-Match" not in first
    assert second["If-None-Match"] == '"one"'
    assert second["If-Modified-Since"] == "Mon, 06 May 2030 09:00:00 GMT"
    assert "briefer" in second["User-Agent"]
    assert fetch_feed(address, etag='"one"', allow_private=True) is None
    assert fetch_feed(address, allow_private=True).etag == '"one"'


def test_a_server_that_says_unchanged_unasked_is_an_error(site):
    site.answer("/rss", lambda request: send(request, 304, {}, b""))
    with pytest.raises(InputError, match="304"):
        fetch_feed(f"{site.url}/rss", allow_private=True)
    with pytest.raises(InputError, match="304"):
        fetch_page(f"{site.url}/rss", allow_private=True)


def test_a_validator_cannot_bring_headers_of_its_own(site):
    fetch_feed(site.put("/rss", rss()), etag='"a"\r\nX-Evil: 1', allow_private=True)
    assert "X-Evil" not in site.asked[0][1]


def test_one_host_is_asked_for_one_feed_at_a_time(feeds, site):
    for number in range(6):
        feeds.add(site.put(f"/{number}", rss(item(number))))
    assert [report.entries for report in feeds.update(workers=6)] == [1] * 6
    assert site.busiest == 1


def test_several_hosts_are_asked_at_once(feeds, site):
    with serve() as other:

        def answer(request):  # each waits until the other has been asked
            for _ in range(200):
                if site.asked and other.asked:
                    break
                time.sleep(0.01)
            send(request, 200 if site.asked and other.asked else 500, {}, rss(item(1)).encode())

        for each in (site, other):
            feeds.add(each.answer("/rss", answer))
        assert [report.error for report in feeds.update()] == ["", ""]


FAULTS = {
    "hang": (Site.hang, "the feed takes too long"),
    "drip": (Site.drip, "the feed takes too long"),
    "endless": (Site.endless, "the feed is larger than 10 MB"),
    "bomb": (lambda site, path: site.endless(path, bomb=True), "the feed is larger than 10 MB"),
    "loop": (lambda site, path: site.redirect(path, path), "it redirects more than 5 times"),
    "gone": (lambda site, path: site.url + path, "the server answered 404"),
    "nowhere": (lambda site, path: site.redirect(path, "ftp://herald.example/"), "only http and https"),
}


def test_each_fault_is_one_line_and_the_other_feeds_are_read(tmp_path):
    """In bounded time, which the deadlines enforce, and in memory that does not grow with what is sent."""
    tracemalloc.start()
    with open_feeds(tmp_path / "feeds.sqlite", allow_private=True, patience=1) as feeds, serve() as good:
        feeds.add(good.put("/rss", rss(item(1))), "good")
        expected = {"good": ""}
        sites = [serve() for _ in FAULTS]
        for site, (name, (fault, message)) in zip(sites, FAULTS.items(), strict=True):
            feeds.add(fault(site.__enter__(), f"/{name}"), name)
            expected[name] = message
        reports = {report.title: report for report in feeds.update()}
        for site in sites:
            site.__exit__(None, None, None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert set(reports) == set(expected)
    wrong = {name: reports[name].error for name, said in expected.items() if not reports[name].error.startswith(said)}
    assert not wrong
    assert reports["good"] == FeedReport(f"{good.url}/rss", "good", 1, "")
    assert peak < 150_000_000


def test_a_host_that_does_not_answer_is_not_asked_for_all_of_its_feeds(tmp_path, site):
    with open_feeds(tmp_path / "feeds.sqlite", allow_private=True, patience=0.3) as feeds:
        for number in range(5):
            feeds.add(site.hang(f"/{number}"))
        errors = sorted(report.error for report in feeds.update())
    assert len(site.asked) == 2
    assert [error.partition(";")[0] for error in errors] == [
        *["its host did not answer 2 times before it"] * 3,
        *["the feed takes too long"] * 2,
    ]


def test_nobody_answering_is_one_line(feeds):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert report_of(feeds, f"http://127.0.0.1:{port}/rss").error.startswith("it cannot be fetched (no connection)")


def test_addresses_of_this_machine_are_refused_unless_allowed(tmp_path, site, monkeypatch):
    """Directly, by a name that leads there, and by a redirect from an address that passes for public."""
    secret = site.put("/secret", rss(item(1)))
    lead = site.redirect("/lead", secret.replace("127.0.0.1", "localhost"))
    with open_feeds(tmp_path / "feeds.sqlite") as feeds:
        refused = "it is an address of this machine or its network, which is not fetched"
        assert report_of(feeds, secret).error.startswith(refused)
        assert report_of(feeds, secret.replace("127.0.0.1", "localhost")).error.startswith(refused)
        assert not site.asked
        allowed = iter([True, False])
        monkeypatch.setattr("briefer.reading.fetch.is_public", lambda address: next(allowed, False))
        assert report_of(feeds, lead).error.startswith(refused)
    assert [path for path, _ in site.asked] == ["/lead"]


def test_entities_neither_unfold_nor_fetch(feeds, site, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    outside = f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY w SYSTEM "{site.put("/secret", "SECRET")}">'
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}{outside}]>'
    hostile = item(1).replace("Story", "A &f; &w; &l11;").replace("Words", "&l11;&f;")
    tracemalloc.start()
    report = report_of(feeds, site.put("/rss", rss(hostile, item(2), head=head)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.error.startswith("it defines entities by entities")
    assert "/secret" not in [path for path, _ in site.asked]
    texts = [entry.title + entry.content for entry in all_of(feeds)]
    assert len(texts) == 2
    assert not any("SECRET" in text or len(text) > 1000 for text in texts)
    assert peak < 120_000_000


def test_of_far_too_many_entries_the_first_are_read(feeds, site, monkeypatch):
    monkeypatch.setattr(feed_parsing, "MOST_ENTRIES", 20)
    report = report_of(feeds, site.put("/rss", rss(*map(item, range(100))), ETag='"1"'))
    assert report.error == "it holds 100 entries, of which the first 20 were read"
    assert report.entries == 20
    assert feeds.update() == (report,)  # also where the server says that nothing has changed
    assert {entry.id for entry in all_of(feeds)} == set(map(str, range(20)))
    many = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": n, "title": "T"} for n in range(100)]}
    assert report_of(feeds, site.put("/json", json.dumps(many))).entries == 20


def test_a_feed_of_100_000_entries_is_cut_before_it_is_parsed():
    parsed = parse_feed("https://herald.example/rss", rss(*map(item, range(100_000))).encode())
    assert (len(parsed.entries), parsed.left_out) == (feed_parsing.MOST_ENTRIES, 100_000 - feed_parsing.MOST_ENTRIES)


def test_a_feed_that_has_gone_wrong_keeps_its_entries(feeds, site):
    address = site.put("/rss", rss(item(1)))
    report_of(feeds, address)
    site.put("/rss", "<!doctype html><p>Maintenance", "text/html")
    [report] = feeds.update()
    assert report.error.startswith("this is a web page")
    assert report.entries == 1
    assert len(all_of(feeds)) == 1


def test_what_is_not_subscribed_to_is_reported(feeds):
    [report] = feeds.update(only=["https://herald.example/rss"])
    assert report == FeedReport("https://herald.example/rss", "", 0, "it is not subscribed to; add it first")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_file_that_is_gone_or_none_is_one_line(feeds, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss(item(1)), encoding="utf-8")
    assert report_of(feeds, str(file)).error == ""
    file.unlink()
    assert "cannot be read (No such file" in feeds.update()[0].error
    os.mkfifo(file)
    assert feeds.update()[0].error.startswith("this is no file")


WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefer.reading.feeds import open_feeds
path, *addresses = sys.argv[1:]
for _ in range(3):
    with open_feeds(Path(path), allow_private=True) as feeds:
        for address in addresses:
            feeds.add(address)
        reports = feeds.update()
        assert not [report for report in reports if report.error], reports
        feeds.entries(since=datetime(1990, 1, 1, tzinfo=UTC), until=datetime(2100, 1, 1, tzinfo=UTC))
"""


def test_two_processes_may_use_the_same_file_at_once(tmp_path, site):
    path = tmp_path / "feeds.sqlite"
    addresses = [site.put(f"/{n}", rss(*(item(f"{n}-{one}") for one in range(200)))) for n in range(4)]
    workers = [
        subprocess.Popen([sys.executable, "-c", WORK, str(path), *addresses], stderr=subprocess.PIPE) for _ in range(2)
    ]
    for worker in workers:
        _, told = worker.communicate(timeout=120)
        assert worker.returncode == 0, told.decode()
    with open_feeds(path) as feeds:
        assert len(feeds.subscriptions()) == 4
        assert len(all_of(feeds)) == 800
