"""`briefer filter`: summaries come to the top of a feed's entries, and nothing else of the feed changes."""

import subprocess
import sys

import pytest
from bulk_inputs import text
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import FeedError
from briefer.reading.feed_texts import find_texts, with_texts_on_top
from briefer.reading.fetch import Page
from briefer.reading.records import Fields
from briefer.running.feed_filter import filter_feed
from briefer.running.recipe import Recipe

LONG = " ".join(text(number) for number in range(3))

RSS = """<?xml version='1.0' encoding="{encoding}"?>
<?xml-stylesheet href="x.css"?><!DOCTYPE rss>
<rss version="2.0"  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Coast</title><description>Caf\u00e9 &amp; harbour &nbsp;</description>
  <item ><title>One</title><description>{first}</description><link/></item>
  <item><title>Two</title><description>Short.</description><content:encoded\t>{second}</content:encoded></item>
  <item><description/></item><!-- the end -->
</channel></rss>
"""


def rss(first=LONG, second=f"<![CDATA[<p>{LONG}</p>]]>", encoding="utf-8") -> bytes:
    return RSS.format(first=first, second=second, encoding=encoding).encode(encoding)


def filtered(feed: bytes, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "briefer", "filter", "--no-cache", *arguments]
    return subprocess.run(command, input=feed, capture_output=True, check=False, timeout=120)


def on_top(feed: bytes, words: str) -> bytes:
    return with_texts_on_top(feed, [(found, words) for found in find_texts(feed)])


@pytest.mark.needs_model
def test_each_entry_has_its_summary_on_top_and_all_else_is_as_it_was():
    feed = rss(second=f"<![CDATA[<p>{LONG}</p>]]>\n")
    done = filtered(feed)
    assert (done.returncode, done.stderr) == (0, b"")
    added = b"&lt;p&gt;&lt;strong&gt;Summary:&lt;/strong&gt; "
    first, second, third = done.stdout.split(added)
    assert first.endswith(b"<description>")
    assert second.partition(b"&lt;/p&gt;")[2].startswith(LONG.encode()[:40])
    assert third.partition(b"&lt;/p&gt;")[2].startswith(b"<![CDATA[<p>The council of Calder Bay")
    without = first + second.partition(b"&lt;/p&gt;")[2] + third.partition(b"&lt;/p&gt;")[2]
    assert without == feed
    assert b"flats" in second.partition(b"&lt;/p&gt;")[0]


@pytest.mark.needs_model
def test_what_is_no_sound_feed_is_passed_on_as_it_is_and_standard_error_says_why():
    for feed in (b"<rss><item>", b"<html/>", b""):
        done = filtered(feed)
        assert (done.returncode, done.stdout) == (1, feed)
        assert done.stderr.startswith(b"briefer: standard input: it is n")
        assert done.stderr.count(b"\n") == 1


def test_an_entry_shorter_than_a_summary_stays_as_it_is():
    feed = rss(first="Short.", second="Short, too.")
    assert filtered(feed).stdout == feed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_words_are_put_in_in_the_encoding_of_the_feed(encoding):
    feed = on_top(rss(encoding=encoding), "“Café” 100 € <b> & 東")
    first, second = find_texts(feed)
    assert first.article.text.startswith("Summary: “Café” 100 € <b> & 東")
    assert "The council of Calder Bay" in first.article.text
    assert second.article.text.startswith("Summary: “Café” 100 € <b> & 東")
    assert first.article.title == "One"


def test_the_address_of_an_entry_is_that_of_its_page():
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="x"/><link href="y"/>'
    (found,) = find_texts(f"{atom}<title>T</title><summary>words</summary></entry></feed>".encode())
    assert (found.url, found.article.title) == ("y", "T")
    (found,) = find_texts(b"<rss><item><description>words</description><link> z </link></item></rss>")
    assert found.url == "z"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><title>Coast</title>
<entry><title>One</title><summary>teaser</summary><content type="html">&lt;p&gt;{words}&lt;/p&gt;</content></entry>
<entry><title>Two</title><content type="xhtml"><h:div class="x"><h:p>{words}</h:p></h:div></content></entry>
<entry><title>Three</title><content type="xhtml"> <div xmlns="http://www.w3.org/1999/xhtml">{words}</div></content></entry>
<entry><title>Four</title><summary>{words}</summary></entry></feed>"""


def test_atom_has_html_xhtml_and_plain_text():
    feed = on_top(ATOM.format(words=LONG).encode(), "A < B.").decode()
    assert (
        '<content type="html">&lt;p&gt;&lt;strong&gt;Summary:&lt;/strong&gt; A &amp;lt; B.&lt;/p&gt;&lt;p&gt;' in feed
    )
    assert '<h:div class="x"><h:p><h:strong>Summary:</h:strong> A &lt; B.</h:p><h:p>The council' in feed
    assert '<div xmlns="http://www.w3.org/1999/xhtml"><p><strong>Summary:</strong> A &lt; B.</p>The council' in feed
    assert "<summary>Summary: A &lt; B.\n\nThe council" in feed
    assert [one.article.text.count("A < B.") for one in find_texts(feed.encode())] == [1, 1, 1, 1]


@pytest.mark.needs_model
def test_a_teaser_is_summarised_by_its_page_where_that_is_asked_for(articles):
    page = (articles / "transit.html").read_bytes()
    teaser = "Varna Heights council backs tram"
    feed = (
        "<rss><channel><item><link>https://coast.example/1</link>"
        f"<description>{teaser}</description></item></channel></rss>"
    ).encode()
    asked = []

    def fetch(url: str) -> Page:
        asked.append(url)
        return Page(url, page, "text/html")

    assert filter_feed(feed, Recipe(Fields())) == (feed, 0)
    result, count = filter_feed(feed, Recipe(Fields()), fetch=fetch)
    assert (count, asked) == (1, ["https://coast.example/1"])
    assert b"&lt;/p&gt;" + teaser.encode() in result


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>'


@pytest.mark.parametrize("feed", [BOMB, OUTSIDE])
def test_a_feed_that_declares_entities_is_refused(feed):
    with pytest.raises(FeedError, match="declares an entity"):
        find_texts(feed.encode())


@pytest.mark.parametrize("feed", [b"", b"nonsense", b"<rss>", b"<html><body/></html>", b"<rss a=>", b"\xff\xfe<"])
def test_what_is_no_feed_is_an_expected_error(feed):
    with pytest.raises(FeedError):
        find_texts(feed)


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from(["<![CDATA[{}]]>", "{}", "<b>{}</b>"]))
def test_whatever_is_in_an_entry_what_is_added_is_all_that_changes(words, summary, form):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    feed = rss(first=form.format(escaped)).decode().encode("utf-8", "replace")
    try:
        found = find_texts(feed)
    except FeedError:
        return  # characters that XML cannot hold
    result = with_texts_on_top(feed, [(text, "<added> & so on") for text in found])
    added = b"&lt;p&gt;&lt;strong&gt;Summary:&lt;/strong&gt; &amp;lt;added&amp;gt; &amp;amp; so on&lt;/p&gt;"
    assert result.count(added) == len(found)
    assert result.replace(added, b"") == feed
