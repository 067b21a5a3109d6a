# ruff: noqa: T201 - a bench prints
"""How many articles a second each stage of a daily run takes: the busiest days of a corpus, as feeds in files.

    python tests/bench/daily.py FOLDER --articles 500

Takes text/news_articles of the corpora (`BRIEFER_DATA`, else ../shared/data). FOLDER gets the feeds and the archive and
must be empty; nothing is fetched, as the feeds carry the full texts. Not a test: what it prints depends on the machine.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import resource
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from briefer.briefs.template_files import load_template
from briefer.errors import InputError
from briefer.reading.feeds import open_feeds
from briefer.reading.opml import Subscription
from briefer.running.archive import open_archive
from briefer.running.daily import make_daily
from briefer.running.publishing import publish
from briefer.running.sources import Subscribed

DATA = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[3] / "shared" / "data"))


def no_page(url, /):
    """Stand for the web: the feeds carry all texts."""
    raise InputError("nothing is fetched here", url)


def busiest(count: int) -> tuple[list[dict], datetime]:
    """Read articles of the busiest days until there are enough; and a day after the last of them."""
    with lzma.open(DATA / "text" / "news_articles.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    days = Counter(row["date"][:10] for row in rows if row["date"])
    found: list[dict] = []
    for day, _ in days.most_common():
        found += [row for row in rows if row["date"].startswith(day)]
        if len(found) >= count:
            break
    return found[:count], datetime(2026, 1, 2, tzinfo=UTC)


def write_feeds(rows: list[dict], folder: Path, now: datetime) -> list[Path]:
    """Write one feed a publisher; all articles count as published within one day."""
    by_source: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        published = format_datetime(now - timedelta(seconds=80_000 * (number + 1) / len(rows)))
        body = "".join(f"<p>{escape(part)}</p>" for part in row["article"].split("\n") if part.strip())
        item = f"<item><title>{escape(row['title'])}</title><guid>{number}</guid><pubDate>{published}</pubDate>"
        by_source.setdefault(row["source"], []).append(f"{item}<description>{escape(body)}</description></item>")
    folder.mkdir(parents=True)
    paths = []
    for number, (source, items) in enumerate(sorted(by_source.items())):
        path = folder / f"{number}.xml"
        channel = f"<channel><title>{escape(source)}</title>{''.join(items)}</channel>"
        path.write_text(f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>', encoding="utf-8")
        paths.append(path)
    return paths


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    wanted = parser.parse_args()
    rows, now = busiest(wanted.articles)
    feeds = write_feeds(rows, wanted.folder / "feeds", now)
    start, cpu = time.perf_counter(), time.process_time()
    with open_archive(wanted.folder / "archive") as archive, open_feeds(wanted.folder / "feeds.sqlite") as opened:
        source = Subscribed(opened, [Subscription(str(path)) for path in feeds])
        daily = make_daily(archive, source, now=now, fetch=no_page)
        published = publish(archive, daily, load_template("daily"), ["md", "html", "json"], wanted.folder / "out")
    for stage in daily.stages:
        rate = f"{stage.count / stage.seconds:9.1f}/s" if stage.count else ""
        print(f"{stage.name:10} {stage.seconds:8.2f} s {stage.count:6} {rate}")
    sizes = ", ".join(f"{path.name} {path.stat().st_size / 1e3:.0f} kB" for path in published.files)
    size = (wanted.folder / "archive" / "archive.sqlite").stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"all {time.perf_counter() - start:.1f} s, {time.process_time() - cpu:.1f} s of processors, {memory:.2f} GB")
    print(f"{len(rows)} articles, {len(daily.chosen.ranked)} stories; {sizes}; archive {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
