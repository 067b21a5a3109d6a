"""Lists of feeds come in from any program, however nested or broken, and go out so that any program reads them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import FeedError
from briefer.reading.characters import one_line
from briefer.reading.opml import LARGEST_LIST, Subscription, read_opml, write_opml

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>'
NESTED = (
    HEAD
    + '<outline text="World"><outline text="Ports"><outline type="rss" text="Quay" xmlUrl="https://quay.example/rss"/>'
    + '</outline><outline type="rss" title="Herald" text="x" xmlUrl="https://herald.example/a?b=1&amp;c=2"/></outline>'
    + '<outline text="Gazette" XMLURL="feeds/gazette.xml"/></body></opml>'
)


def read(text: str) -> tuple[Subscription, ...]:
    return read_opml(text.encode(), "feeds.opml")


def test_folders_within_folders_are_kept_and_the_order_too():
    assert read(NESTED) == (
        Subscription("https://quay.example/rss", "Quay", ("World", "Ports")),
        Subscription("https://herald.example/a?b=1&c=2", "Herald", ("World",)),
        Subscription("feeds/gazette.xml", "Gazette"),
    )


def test_what_is_written_is_read_again():
    assert set(read(write_opml(read(NESTED), "Mine"))) == set(read(NESTED))


texts = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(deadline=None)
@given(st.lists(st.builds(Subscription, texts, texts, st.lists(texts, max_size=3).map(tuple)), max_size=5))
def test_any_titles_and_addresses_can_be_written(subscriptions):
    """Whatever is in them ends as text, never as markup; what is invisible or empty goes."""
    written = write_opml(subscriptions, "Mine")
    assert written.count("<opml") == 1
    addresses = {one_line(each.address) for each in subscriptions} - {""}
    assert {each.address for each in (read(written) if addresses else ())} == addresses


def test_a_feed_listed_twice_is_one():
    twice = HEAD + '<outline text="A" xmlUrl="https://a.example"/><outline text="B" xmlUrl="https://a.example"/>'
    assert read(twice) == (Subscription("https://a.example", "A"),)


@pytest.mark.parametrize(
    "broken",
    [
        HEAD + '<outline text="Ports & Quays" xmlUrl="https://a.example"/></body></opml>',
        HEAD + '<outline text="Ports &amp; Quays" xmlUrl="https://a.example">',
        HEAD.replace("UTF-8", "utf8") + '<outline text="Ports &amp; Quays" xmlUrl="https://a.example"/></opml>',
        "\n\n" + HEAD + '<outline text="Ports &amp; Quays" xmlUrl="https://a.example"/></body></opml>',
        HEAD + '<outline text="Ports &amp; Quays\u202e" xmlUrl=" https://a.example "/></body></opml>',
    ],
)
def test_a_broken_list_yields_what_can_be_read(broken):
    [subscription] = read(broken)
    assert subscription.address == "https://a.example"
    assert re.fullmatch(r"Ports (& )?Quays", " ".join(subscription.title.split()))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no OPML"),
        ("words", "this is no OPML"),
        ("<rss/>", "this is no OPML"),
        (HEAD + "</body></opml>", "there is no feed in this list"),
        ("<opml>" + "x" * LARGEST_LIST, "it is larger than 5 MB"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_in_one_line(text, message):
    with pytest.raises(FeedError) as caught:
        read(text)
    assert caught.value.where == "feeds.opml"
    assert caught.value.message.startswith(message)


def test_a_list_can_neither_read_files_nor_fill_the_memory(tmp_path):
    """External entities stay unread, and entities that unfold to gigabytes stay folded."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE opml [<!ENTITY l0 "ha"><!ENTITY s SYSTEM "{secret.as_uri()}">{laughs}]>'
    body = '<outline text="a&s;b" xmlUrl="https://a.example"/><outline text="&l11;" xmlUrl="https://b.example"/>'
    try:
        found = read(f'<?xml version="1.0"?>{declared}<opml><body>{body}</body></opml>')
    except FeedError:
        found = ()
    assert all("SECRET" not in each.title and len(each.title) < 100_000 for each in found)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body):
    for content in (body, HEAD.encode() + body):
        with suppress(FeedError):
            read_opml(content, "feeds.opml")
