"""Articles from text, Markdown and HTML: what is read, what is noise, and that offsets hold."""

import contextlib
import json
import re
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer import article_from_html, article_from_markdown, article_from_text, read_articles
from briefer.errors import InputError
from briefer.reading.assemble import article_id, merge
from briefer.reading.characters import clean
from briefer.types import Article, Span

GOLDEN = Path(__file__).parent / "golden" / "reading"
FACTS = ("title", "source", "url", "published", "byline", "dateline", "abstract")
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
NEWS = st.text(st.sampled_from("aB. -—()\n\r\t:,1\"'’»@©/#*_[]<>&;\u202e\u200b\x00É")) | st.text()


def told(article: Article) -> dict[str, object]:
    """Give what was read besides the text, as the golden cases have it."""
    noise = [article.text[span.start : span.end] for span in article.noise]
    return {name: value for name, value in asdict(article).items() if name in FACTS and value} | {"noise": noise}


def assert_sound(article: Article) -> None:
    ends = [0, *(edge for span in article.noise for edge in (span.start, span.end)), len(article.text)]
    assert ends == sorted(ends)
    assert all(span.start < span.end for span in article.noise)
    shown = (
        article.text,
        article.title,
        article.source,
        article.byline,
        article.dateline,
        article.abstract,
        article.url,
    )
    assert not any(UNSEEN.search(text) for text in shown)
    assert re.fullmatch("[0-9a-f]{12}", article.id)


@pytest.mark.parametrize("path", sorted((GOLDEN / "articles").glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_is_read_as_the_golden_case_says(path):
    raw, expected = path.read_text(encoding="utf-8").split("\n----\n")
    article = article_from_text(raw)
    assert told(article) == json.loads(expected)
    assert article.text == raw
    assert_sound(article)


def test_the_sample_articles_are_read_as_the_golden_cases_say(articles):
    read = read_articles([str(articles)])
    assert all(isinstance(article, Article) for article in read)
    golden = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (GOLDEN / "samples").glob("*.json")}
    assert {Path(article.path).name: told(article) for article in read} == golden
    for article in read:
        assert_sound(article)


@given(NEWS)
def test_any_text_is_an_article(raw):
    article = article_from_text(raw)
    assert_sound(article)
    assert article.text == clean(raw)


@settings(deadline=None, max_examples=60)
@given(NEWS)
def test_any_markdown_is_an_article(raw):
    assert_sound(article_from_markdown(raw))


@settings(deadline=None, max_examples=40)
@given(NEWS)
def test_any_page_is_an_article_or_an_input_error(raw):
    with contextlib.suppress(InputError):
        assert_sound(article_from_html(f"<html><body><article><p>{raw}</p></article></body></html>"))


@pytest.mark.parametrize(
    "text", ["word " * 1_000_000, "a" * 5_000_000, ("The port reopened on Monday, she said. " * 15 + "\n") * 900]
)
def test_a_very_long_text_is_read_in_linear_time(text):
    assert article_from_text(text).text == text


def test_invisible_characters_are_gone_before_offsets_exist():
    article = article_from_text("The\u200b port\u202e reopened\x00\r\non\u00a0Monday.\u2028It rained.\ud800")
    assert article.text == "The port reopened\non Monday.\nIt rained.\ufffd"


def test_the_identity_depends_on_address_and_text_alone():
    first = article_from_text("The port reopened.", path="a.txt")
    assert first.id == article_from_text("The port reopened.", path="b.txt").id == article_id("", "The port reopened.")
    assert first.id != article_from_text("The port reopened.", url="https://herald.example/port").id


def test_markdown_loses_its_markup_and_keeps_its_words():
    raw = (
        "+++\ntitle = 'Port opens'\nauthor: [Jane Roe]\n+++\n\n# Another heading\n\n"
        "The *port* of [Calder](http://x.example) `bay`\nopened.\n\n![photo](a.jpg)\n\n<div>raw</div>\n\n"
        "1. One ship came.\n2. Two left.\n\n```\ncode\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n"
    )
    article = article_from_markdown(raw)
    assert (article.title, article.byline) == ("Port opens", "Jane Roe")
    assert article.text == "Another heading\n\nThe port of Calder bay opened.\n\n- One ship came.\n\n- Two left."
    assert article.noise == (Span(0, 15),)


def test_very_long_markdown_is_read_as_plain_text():
    raw = "# Port opens\n\n" + "The port opened. " * 70_000
    assert article_from_markdown(raw).text == raw


def test_a_page_without_an_article_is_an_input_error():
    with pytest.raises(InputError, match=r"^https://herald.example/: no article was found"):
        article_from_html("<html><body></body></html>", url="https://herald.example/")


def test_the_host_stands_for_a_publisher_that_a_page_does_not_name():
    page = "<html><body><article>" + "<p>The port of Calder Bay opened on Monday, officials said.</p>" * 5
    assert article_from_html(page, url="https://www.herald.example/port").source == "herald.example"


def test_a_heading_that_is_a_sentence_is_prose():
    article = article_from_markdown("## The port opened on Monday.\n\nIt rained.\n\n## Outlook\n\nIt will rain.")
    assert [article.text[span.start : span.end] for span in article.noise] == ["Outlook"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_merged_spans_are_ascending_and_disjoint_and_cover_the_same(pairs):
    spans = [Span(start, end) for start, end in pairs]
    merged = merge(spans)
    assert all(before.end < after.start for before, after in pairwise(merged))
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert {place for span in merged for place in range(span.start, span.end)} == covered
