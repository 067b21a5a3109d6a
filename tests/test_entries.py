"""An entry becomes an article: of the feed's own text where that is whole, else of the page, else of the teaser."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import send, serve

from briefer.errors import InputError
from briefer.reading import Page, fetch_page
from briefer.reading.entries import article_of, articles_of, entry_id, without_tracking
from briefer.reading.fetch import NoAnswerError
from briefer.reading.fragment import blocks_of, line_of
from briefer.types import Article, Entry, Failure

URL = "https://herald.example/port"
TEASER = "The port of Calder Bay reopened on Monday after nine days."
PARAGRAPH = (
    "The port of Calder Bay reopened on Monday, harbour master Jane Roe said, after it had been shut nine days. "
)
BODY = "".join(f"<p>{PARAGRAPH}Ship number {n} was the first to leave.</p>" for n in range(12))
PAGE = (
    f"<!doctype html><html><head><title>Port opens | Herald</title></head><body><article>{BODY}</article></body></html>"
)
CONSENT = "<html><body><main>" + "<p>We and our partners store cookies on your device to show advertising.</p>" * 30


def entry(content: str = f"<p>{TEASER}</p>", url: str = URL, **more: str) -> Entry:
    known = {"title": "Port opens", "publisher": "The Coast Herald", "published": "2030-05-06T08:00:00+00:00"}
    facts = known | {"byline": "Jane Roe", "feed": "https://herald.example/rss", "id": "1"} | more
    return Entry(url=url, content=content, **facts)


def gives(body: str = PAGE, kind: str = "text/html"):
    return lambda url, /: Page(url, body.encode(), kind)


def never(url: str, /) -> Page:
    raise AssertionError(url)


def fails(url: str, /) -> Page:
    raise InputError("the server answered 404", url)


def made(*arguments) -> Article:
    article = article_of(*arguments)
    assert isinstance(article, Article), article
    return article


# Which text


def test_a_teaser_gives_way_to_the_pages_text():
    article = made(entry(), gives())
    assert len(article.text.split()) > 200
    assert "Ship number 11" in article.text


def test_a_full_text_is_used_without_fetching():
    article = made(entry(BODY + "<p>The post Port opens appeared first on The Coast Herald.</p>"), never)
    assert "Ship number 11" in article.text
    assert "<" not in article.text


@pytest.mark.parametrize(
    "end", ["and then …", "and then...", "and then [&#8230;]", '</p><p><a href="/port">Continue reading</a>', "(more)"]
)
def test_a_long_text_that_breaks_off_is_a_teaser(end):
    page = PAGE.replace("</article>", "<p>And then the ferry came in.</p></article>")
    assert "ferry" in made(entry(f"{BODY}<p>{end}</p>"), gives(page)).text
    assert "Continue" not in made(entry(f"{BODY}<p>{end}</p>"), fails).text


@pytest.mark.parametrize(
    "fetch",
    [
        fails,
        gives(CONSENT),
        gives("<html><body><p>Port.</p></body></html>"),
        gives(""),
        gives("%PDF-1.7", "application/pdf"),
        gives("<html><body>" + "<div>" * 60_000),
        gives(PAGE + " " * 5_000_001),
        gives("<html><body>" + "<div>" * 40_000),
    ],
    ids=["error", "consent", "short", "empty", "pdf", "markup", "large", "deep"],
)
def test_the_teaser_stands_where_the_page_does_not_give_the_article(fetch):
    assert made(entry(), fetch).text == TEASER


def test_a_page_that_says_less_than_the_teaser_is_passed_over():
    words = " ".join(f"Port{n} reopened." for n in range(60))
    assert made(entry(words), gives(PAGE[: PAGE.index("Ship number 1")] + "</article>")).text == words


def test_without_any_text_there_is_a_failure_in_one_line():
    for fetch in (fails, gives(CONSENT)):
        failure = article_of(entry(""), fetch)
        assert isinstance(failure, Failure)
        assert failure.where == URL
        assert "\n" not in failure.message


@pytest.mark.parametrize(
    "url", ["", "/etc/passwd", "file:///etc/passwd", "-", "javascript:alert(1)", "ftp://a.example/"]
)
def test_nothing_but_the_web_is_read_for_an_entry(url):
    article = made(entry(url=url), never)
    assert (article.text, article.url) == (TEASER, "")


def test_a_plain_text_is_a_text_too():
    article = made(entry("The port reopened & all is well.\n\nIt was shut <nine days.\n\nShips left."), fails)
    assert article.text == "The port reopened & all is well.\n\nIt was shut <nine days.\n\nShips left."


# Its facts


def test_the_feed_tells_title_publisher_date_and_author():
    page = PAGE.replace(
        "<head>", '<head><meta name="author" content="Ann Doe"><meta property="og:site_name" content="X">'
    )
    article = made(entry(title="Port reopens"), gives(page))
    assert (article.title, article.source, article.byline) == ("Port reopens", "The Coast Herald", "Jane Roe")
    assert (article.published, article.url) == ("2030-05-06T08:00:00+00:00", URL)


def test_what_the_feed_does_not_tell_the_page_does():
    page = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2030-05-05T09:00:00Z">')
    untold = entry(title="", byline="", published="", publisher="", seen="2030-05-06T18:00:00+00:00")
    article = made(untold, gives(page))
    assert article.title.startswith("Port opens")
    assert article.published == "2030-05-05T09:00:00Z"
    assert made(untold, fails).published == "2030-05-06T18:00:00+00:00"


def test_an_articles_spans_are_those_of_its_text():
    article = made(entry("<h2>At the quay</h2>" + BODY), never)
    assert [article.text[span.start : span.end] for span in article.noise] == ["At the quay"]


# Its identity


@pytest.mark.parametrize(
    "url",
    [
        f"{URL}?utm_source=rss&utm_medium=feed",
        f"{URL}?fbclid=x#comments",
        "http://www.herald.example/port/",
        "https://HERALD.example:443/port",
        f"{URL}?at_campaign=x&CMP=y",
    ],
)
def test_an_address_is_the_same_however_one_came_to_it(url):
    assert entry_id(entry(url=url)) == entry_id(entry())
    assert made(entry(url=url), fails).id == entry_id(entry())


def test_different_pages_have_different_identities():
    urls = [
        URL,
        f"{URL}?page=2",
        f"{URL}?4711",
        f"{URL}?4712",
        f"{URL}?id=1&part=2",
        "https://herald.example:8080/port",
        "https://quay.example/port",
    ]
    entries = [*(entry(url=url) for url in urls), entry(url=""), entry(url="", id="2"), entry(url="", feed="x")]
    assert len({entry_id(each) for each in entries}) == len(entries)
    assert entry_id(entry(url=f"{URL}?b=1&a=2")) == entry_id(entry(url=f"{URL}?a=2&b=1"))


def test_the_identity_does_not_depend_on_what_came_of_the_page():
    assert made(entry(), gives()).id == made(entry(), fails).id == entry_id(entry())
    assert len(entry_id(entry())) == 12


def test_tracking_goes_and_nothing_else():
    assert without_tracking("https://a.example/b?id=1&utm_source=x&q=a%20b#part") == "https://a.example/b?id=1&q=a%20b"
    assert without_tracking("https://[bad") == "https://[bad"


# Several


def test_articles_come_in_the_order_of_their_entries_and_failures_in_their_place():
    entries = [entry(url=f"https://{host}.example/{n}", id=str(n)) for n in range(4) for host in ("a", "b", "c")]
    read = articles_of([*entries, entry("")], lambda url, /: fails(url) if "/port" in url else gives()(url))
    assert [item.url for item in read[:-1]] == [each.url for each in entries]
    assert isinstance(read[-1], Failure)
    assert articles_of([], never) == []


def test_one_host_is_asked_for_one_page_at_a_time():
    with serve() as site:
        entries = [entry(url=site.put(f"/{n}", PAGE, "text/html"), id=str(n)) for n in range(6)]
        read = articles_of(entries, partial(fetch_page, allow_private=True))
    assert site.busiest == 1
    assert all("Ship number 11" in article.text for article in read)


def test_a_host_that_does_not_answer_is_asked_no_more():
    asked = []

    def silent(url: str, /) -> Page:
        asked.append(url)
        raise NoAnswerError("the page takes too long", url)

    read = articles_of([entry(url=f"https://herald.example/{n}") for n in range(50)], silent)
    assert len(asked) == 2
    assert {article.text for article in read} == {TEASER}


def test_pages_that_misbehave_leave_the_teaser():
    fetch = partial(fetch_page, allow_private=True, limit=1_000_000, patience=0.5)
    with serve() as slow, serve() as site:
        urls = [slow.hang("/hang"), site.endless("/big"), site.endless("/bomb", bomb=True), site.redirect("/to", "/to")]
        urls.append(site.answer("/500", lambda request: send(request, 500, {}, b"")))
        read = articles_of([entry(url=url) for url in urls], fetch)
        assert [article.text for article in read] == [TEASER] * len(urls)


# Pieces of HTML


def test_the_words_of_a_piece_of_html():
    piece = (
        "<h3>At the quay</h3><p>The <b>port</b> re&shy;opened &amp; ships left.<br>They <a href='x'>sailed</a></p>"
        "<script>x()</script><figure><img src=x><figcaption>A ship</figcaption></figure><ul><li>one<li>two</ul>last"
        "<style>p{}</style>"
    )
    blocks = [(block.text, block.heading) for block in blocks_of(piece)]
    assert blocks == [
        ("At the quay", True),
        ("The port reopened & ships left.", False),
        ("They sailed", False),
        ("one", False),
        ("two", False),
        ("last", False),
    ]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("A <b>port</b>\n opens", "A port opens"),
        ("Quay &amp; Port", "Quay & Port"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("<img src=x onerror=alert(1)>Port", "Port"),
        ("\u202eevil\u200b", "evil"),
    ],
)
def test_the_words_of_a_title(title, line):
    assert line_of(title) == line


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/&;#abp \n\"'=!-[]x1\x00\u202e"), max_size=200))
def test_no_text_breaks_the_reader_of_pieces(text):
    assert all(block.text == line_of(block.text) or "<" in block.text or "&" in block.text for block in blocks_of(text))
    assert "\n" not in line_of(text)
