"""What a user names is read, whatever it is; what cannot be read is one clear line in its place."""

import codecs
import gzip
import io
import os
import socket
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefer import read_articles
from briefer.errors import InputError
from briefer.reading import Page, fetch_page
from briefer.reading import inputs as module
from briefer.reading.decoding import decode
from briefer.reading.fetch import is_public
from briefer.types import Article, Failure

TEXT = "Port opens\n\nCALDER BAY (Wire) - The port of Calder Bay reopened on Monday, the café owner’s son said."
PAGE = (
    "<!DOCTYPE html><html><head><title>Port opens</title></head><body><article><h1>Port opens</h1>"
    + "<p>The port of Calder Bay reopened on Monday, harbour master Jane Roe said. It had been shut for nine days.</p>"
    * 3
    + "</article></body></html>"
)


def titles(read: list[Article | Failure]) -> list[str]:
    return [item.title if isinstance(item, Article) else item.message for item in read]


def refused(name: str, **options: object) -> Failure:
    [failure] = read_articles([name], **options)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.message
    return failure


# Files and folders


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", TEXT, "Port opens"),
        ("a.md", "# Port opens\n\nIt *reopened* on Monday.", "Port opens"),
        ("a.MARKDOWN", "# Port opens\n\nIt reopened.", "Port opens"),
        ("a.html", PAGE, "Port opens"),
        ("a.htm", PAGE, "Port opens"),
        ("page", PAGE, "Port opens"),
        ("note", "---\ntitle: Port opens\n---\nIt reopened.", "Port opens"),
        ("wire.log", TEXT, "Port opens"),
    ],
)
def test_the_reader_is_chosen_by_name_or_else_by_content(name, text, title, tmp_path):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    [article] = read_articles([str(file)])
    assert isinstance(article, Article)
    assert (article.title, article.path) == (title, str(file))
    assert "<" not in article.text
    assert "#" not in article.text


def test_a_folder_gives_its_article_files_sorted_with_failures_in_their_place(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "picture.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{name} title\n\nThe port reopened.", encoding="utf-8")
    (tmp_path / "a2.txt").write_bytes(b"")
    read = read_articles([str(tmp_path)])
    assert titles(read) == ["a.txt title", "it is empty; there is no article to read", "b.txt title", "sub/c.txt title"]


def test_several_inputs_keep_their_order(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    read = read_articles([str(file), str(tmp_path / "none.txt"), "-", str(file)], stdin=io.BytesIO(PAGE.encode()))
    assert titles(read) == ["Port opens", "there is no such file; check the path", "Port opens", "Port opens"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n", "it is empty"),
        (codecs.BOM_UTF8, "it is empty"),
        (b"%PDF-1.7 ...", "this is a PDF, not text"),
        (b"PK\x03\x04....", "this is an archive or an office document"),
        (bytes(range(256)) * 20, "this is binary data"),
        (b"text\x00text", "this is binary data"),
        (gzip.compress(b"text"), "this is a compressed file"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(body, message, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(body)
    failure = refused(str(file))
    assert failure.where == str(file)
    assert failure.message.startswith(message)


def test_what_is_not_there_is_refused_in_one_line(tmp_path, monkeypatch):
    assert refused(str(tmp_path)).message.startswith("there are no articles in this folder")
    assert refused("a\x00b").message.startswith("it cannot be read")
    assert refused("-") == Failure("standard input", "there is none; name a file or an address")
    assert refused("").message == "there is no such file; check the path"
    (tmp_path / "a.txt").write_text("x" * 101, encoding="utf-8")
    monkeypatch.setattr(module, "LARGEST_FILE", 100)
    assert "larger than" in refused(str(tmp_path / "a.txt")).message


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_forbidden_file_is_refused_in_one_line(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    assert refused(str(file)).message == "it may not be read; check its permissions"


# Encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_an_undeclared_encoding_is_recognised(encoding):
    text = "The café in Zürich charged £5 for coffee, the owner’s son said. " * 5
    assert decode(text.encode(encoding), "a.txt") == text


def test_a_declared_encoding_is_believed_where_it_is_true():
    page = '<html><head><meta charset="windows-1251"></head><body>Президент</body></html>'
    assert decode(page.encode("cp1251"), "a.html") == page
    assert decode(page.encode("utf-8"), "a.html", content_type="text/html; charset=utf-8") == page
    assert decode("café".encode(), "a.txt", content_type="text/plain; charset=nonsense") == "café"


def test_a_cut_utf8_text_stays_utf8():
    text = "Zürich, Genève, Köln, São Paulo, Malmö, Córdoba, Düsseldorf, Łódź"
    assert decode(text.encode()[:-1], "a.txt").startswith(text[:-1])


# Pages, through the seam


def test_a_page_is_read_from_whatever_fetches_it():
    fetched = []

    def fetch(url: str, /) -> Page:
        fetched.append(url)
        return Page("https://herald.example/final", PAGE.encode(), "text/html; charset=utf-8")

    [article] = read_articles(["https://herald.example/port"], fetch=fetch)
    assert isinstance(article, Article)
    assert fetched == ["https://herald.example/port"]
    assert (article.title, article.url, article.source) == (
        "Port opens",
        "https://herald.example/final",
        "herald.example",
    )


@pytest.mark.parametrize(
    ("content_type", "body", "title"),
    [
        ("text/plain", TEXT, "Port opens"),
        ("", PAGE, "Port opens"),
        ("text/markdown", "# Port opens\n\nIt reopened.", "Port opens"),
        ("application/pdf", "x", "this is application/pdf, not a web page; name the page of an article"),
        ("application/rss+xml", "x", "this is application/rss+xml, not a web page; name the page of an article"),
        ("text/html", "", "it is empty; there is no article to read"),
    ],
)
def test_a_page_is_read_by_its_content_type(content_type, body, title):
    read = read_articles(["http://herald.example/"], fetch=lambda url, /: Page(url, body.encode(), content_type))
    assert titles(read) == [title]


# The guarded fetch, against a server in this process


class Site(BaseHTTPRequestHandler):
    """Answers by path; `/to/X` redirects to X."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", unquote(self.path.removeprefix("/to/")) or "/to/")
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        else:
            body = {"/big": b"a" * 5000, "/bomb": gzip.compress(b"a" * 5_000_000)}.get(self.path, PAGE.encode())
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body) + (self.path == "/short")))
            if self.path == "/bomb":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_redirects_are_followed(site):
    fetch = partial(fetch_page, allow_private=True)
    assert fetch(f"{site}/port?q=ü").body == PAGE.encode()
    assert fetch(f"{site}/to//port") == Page(f"{site}/port", PAGE.encode(), "text/html")
    assert titles(read_articles([f"{site}/port"], fetch=fetch)) == ["Port opens"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "the server answered 404"),
        ("/to/", "it redirects more than 5 times"),
        ("/to/ftp://herald.example/", "only http and https"),
        ("/to/http://[", "it cannot be fetched"),
        ("/big", "the page is larger than"),
        ("/bomb", "the page is larger than"),
        ("/short", "it cannot be fetched (the connection broke off)"),
    ],
)
def test_a_page_that_cannot_be_had_is_an_input_error(path, message, site):
    with pytest.raises(InputError) as caught:
        fetch_page(site + path, allow_private=True, limit=4000)
    assert caught.value.where == site + path
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


def test_a_server_that_is_too_slow_is_left(site):
    with pytest.raises(InputError, match="takes too long"):
        fetch_page(f"{site}/port", allow_private=True, patience=-1)


def test_nobody_answering_is_an_input_error():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InputError, match=r"it cannot be fetched \(no connection\)"):
        fetch_page(f"http://127.0.0.1:{port}/", allow_private=True)


@pytest.mark.parametrize(
    "url",
    ["http://localhost/", "http://[::1]/", "http://169.254.169.254/latest", "https://10.1.2.3/", "http://2130706433/"],
)
def test_this_machine_and_its_network_are_not_fetched(url):
    assert "not fetched" in refused(url).message


def test_a_page_is_not_led_into_this_network_by_a_redirect(site, monkeypatch):
    """The first address passes for public; the one that it redirects to must be looked at again."""
    real = is_public
    monkeypatch.setattr("briefer.reading.fetch.is_public", lambda address: address == "127.0.0.1" or real(address))
    with pytest.raises(InputError, match="not fetched"):
        fetch_page(f"{site}/to/http://[::1]/")


@pytest.mark.parametrize(
    "url", ["ftp://herald.example/a", "file:///etc/passwd", "http://", "http://[bad", "https://a..b/"]
)
def test_what_is_no_web_address_is_refused(url):
    assert refused(url).where == url


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - the address is the case
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_an_address_is_public_or_not(address, public):
    assert is_public(address) == public


def test_the_saved_pages_are_read_as_well_as_before():
    """The floor of word F1 against the expected articles, measured at 0.95."""
    from collections import Counter

    from lxml import html

    folder = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "pages"
    if not folder.is_dir():
        pytest.skip("the saved pages are not here")
    scores = []
    for page in sorted(folder.iterdir()):
        [article] = read_articles([str(page / "source.html")])
        expected = Counter(html.fromstring((page / "expected.html").read_text(encoding="utf-8")).text_content().split())
        found = Counter(article.text.split()) if isinstance(article, Article) else Counter()
        scores.append(2 * (found & expected).total() / (found.total() + expected.total()))
    assert sum(scores) / len(scores) >= 0.93
