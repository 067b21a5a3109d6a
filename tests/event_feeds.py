"""The invented days of tests/events/three-days as feeds and pages in a folder, to be read as files or served."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

DAYS = ("2026-11-16", "2026-11-17", "2026-11-18")
EVENTS = Path(__file__).parent / "events" / "three-days"


@dataclass(frozen=True)
class Told:
    """One invented article."""

    title: str
    source: str
    published: str
    url: str
    paragraphs: tuple[str, ...]


def told_on(day: str) -> list[Told]:
    """Read the articles of a day."""
    return [_read(path) for path in sorted((EVENTS / day).glob("*.txt"))]


def _read(path: Path) -> Told:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    facts = {name: value for name, _, value in (line.partition(": ") for line in head.splitlines())}
    byline = [name for name, value in facts.items() if not value]
    paragraphs = (*byline, *(part.strip() for part in body.split("\n\n") if part.strip()))
    return Told(facts["Title"], facts["Source"], facts["Published"], facts["URL"], paragraphs)


def write_day(day: str, folder: Path, address: str = "") -> list[Path]:
    """Write one feed a publisher, with the full text in it, and the day's list of them.

    Args:
        day: One of `DAYS`.
        folder: Is made; gets `DAY/PUBLISHER.xml` and `DAY.opml`.
        address: Where the folder is served; the feeds are files where it is empty.
    """
    written = []
    (folder / day).mkdir(parents=True, exist_ok=True)
    articles = told_on(day)
    for source in sorted({one.source for one in articles}):
        path = folder / day / f"{source.replace(' ', '-').lower()}.xml"
        path.write_text(_feed(source, [one for one in articles if one.source == source]), encoding="utf-8")
        written.append(path)
    names = [f"{address}/{path.relative_to(folder)}" if address else str(path) for path in written]
    outlines = "".join(f'<outline type="rss" xmlUrl="{escape(name)}"/>' for name in names)
    opml = f'<?xml version="1.0"?><opml version="2.0"><head/><body>{outlines}</body></opml>'
    (folder / f"{day}.opml").write_text(opml, encoding="utf-8")
    return written


def _feed(source: str, articles: list[Told]) -> str:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(one.url)}</link><guid>{escape(one.url)}</guid>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(one.published))}</pubDate>"
        f"<description>{escape(''.join(f'<p>{escape(part)}</p>' for part in one.paragraphs))}</description></item>"
        for one in articles
    )
    head = f"<title>{source}</title><link>https://publisher.example/</link><description/>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
