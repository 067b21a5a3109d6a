"""The index of a site of briefs: a list of days, newest first.

Knows nothing about files or how the pages of the days are made; it has their look, and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from briefer.briefs.brief import Brief
from briefer.briefs.day_stories import stories_of
from briefer.briefs.markup import seen
from briefer.briefs.page import POLICY, style_sheet
from briefer.briefs.page_tree import handling_class
from briefer.briefs.rss import edition
from briefer.language.date_time_group import human_date

_LONGEST = 600
"""Characters of a bottom line in the index."""
_BACK = '<nav class="days" aria-label="Site"><a href="index.html">All briefs</a></nav>'


@dataclass(frozen=True, slots=True)
class SiteDay:
    """A day in the index."""

    day: str
    """ISO; the page is `2025-12-21.html`."""
    title: str
    handling: str
    bottom: str
    stories: int


def site_day(brief: Brief) -> SiteDay:
    """Give what the index says of a brief."""
    bottom = seen(" ".join(line.text for line in brief.bluf))
    shown = bottom if len(bottom) <= _LONGEST else f"{bottom[:_LONGEST]} …"
    return SiteDay(edition(brief), seen(brief.head.title)[:200], seen(brief.head.tlp)[:40], shown, _stories(brief))


def _stories(brief: Brief) -> int:
    return len(stories_of(brief.day))


def site_page(page: str) -> str:
    """Give the page of a brief a way to the index."""
    return page.replace("<footer>", f"<footer>\n{_BACK}", 1)


def site_index(days: Sequence[SiteDay], *, title: str) -> str:
    """Write the index: days by month, newest first, each with its bottom line; it links to the feed and the latest."""
    ordered = sorted(days, key=lambda one: one.day, reverse=True)
    months = "\n".join(_month(month, list(found)) for month, found in groupby(ordered, key=lambda one: one.day[:7]))
    name = escape(seen(title))
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="briefer">
<meta name="robots" content="noindex">
<link rel="alternate" type="application/rss+xml" title="{name}" href="feed.xml">
<style>
{style_sheet()}</style>
</head>
<body>
<header>
<h1>{name}</h1>
<nav class="days" aria-label="Site"><a href="latest.html">The latest brief</a> · <a href="feed.xml">Feed (RSS)</a></nav>
</header>
<main id="brief">
{months or "<p>No brief yet.</p>"}
</main>
</body>
</html>
"""


def _month(month: str, days: Sequence[SiteDay]) -> str:
    rows = "\n".join(_row(one) for one in days)
    heading = f"month-{month}-heading"
    return f"""\
<section id="month-{month}" aria-labelledby="{heading}">
<h2 id="{heading}">{escape(human_date(month))}</h2>
<dl class="index">
{rows}
</dl>
</section>"""


def _row(one: SiteDay) -> str:
    count = f"{one.stories} {'story' if one.stories == 1 else 'stories'} " if one.stories else ""
    banner = f'<span class="{handling_class(one.handling)}">{escape(one.handling)}</span>'
    return (
        f'<div><dt><a href="{escape(one.day)}.html">{escape(human_date(one.day))}</a></dt>\n'
        f'<dd><strong>{escape(one.title)}</strong> <span class="quiet">{count}</span>{banner}</dd>\n'
        f"<dd>{escape(one.bottom)}</dd></div>"
    )
