"""A brief as a message for a chat or push service: title, bottom line, the top stories with links.

Knows nothing about sending. Each service's limits are kept by leaving stories out, never by cutting JSON; texts of
sources are inert: escaped for Slack, text runs without Markdown for Teams, plain text for ntfy.

Limits as known in 2025, not looked up since: Slack "Block Kit" (header 150, section 3,000 characters, 50 blocks), Teams
"Webhooks" (28 KB a message), ntfy "Publish as JSON" (4,096 bytes a message).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from briefer.briefs.brief import Brief, StoryItem
from briefer.briefs.day_stories import dated_title, stories_of
from briefer.briefs.markup import seen
from briefer.briefs.rss import edition

TOP = 10
"""Stories in a message."""
SLACK_TEXT, SLACK_HEADER = 2_900, 150
TEAMS_BYTES = 24_000
NTFY_BYTES, NTFY_TITLE = 3_900, 250
"""A little below what the services take."""
LINE = 200
"""Characters of a story's title."""
BOTTOM = 900
"""Characters of the bottom line."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A story in a message."""

    title: str
    note: str
    """`new, 5 publishers`; may be empty."""
    url: str
    """Of its leading source; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Message:
    """What every service is told."""

    title: str
    handling: str
    bottom: str
    headlines: tuple[Headline, ...]
    link: str
    """Of the brief itself; empty where it is not published."""


def message_of(brief: Brief, site: str) -> Message:
    """Gather what a message says.

    Args:
        brief: A daily brief; of any other the highlights stand for its stories.
        site: The address of the site that has the brief's page; empty where there is none.
    """
    stories = sorted((item.story for item in stories_of(brief.day)), key=_score, reverse=True)
    told = tuple(_headline(brief, story) for story in stories[:TOP])
    if brief.day is None:
        told = tuple(Headline(_cut(line.text, LINE), "", "") for line in brief.highlights[:TOP])
    link = _web(f"{site.rstrip('/')}/{edition(brief)}.html") if site else ""
    bottom = _cut(" ".join(line.text for line in brief.bluf), BOTTOM)
    return Message(_cut(dated_title(brief), SLACK_HEADER), _cut(brief.head.tlp, 40), bottom, told, link)


def to_slack(brief: Brief, site: str = "") -> dict[str, Any]:
    """Make the body for an incoming webhook of Slack, or of one that understands Slack's (Mattermost, Rocket.Chat)."""
    message = message_of(brief, site)
    lines: list[str] = []
    for one in message.headlines:
        title = f"<{one.url}|{_mrkdwn(one.title)}>" if one.url else _mrkdwn(one.title)
        line = f"• {title}" + (f" ({_mrkdwn(one.note)})" if one.note else "")
        if len("\n".join([*lines, line])) <= SLACK_TEXT:
            lines.append(line)
    foot = _mrkdwn(message.handling) + (f" · <{message.link}|Read the brief>" if message.link else "")
    bottom = message.bottom
    while len(_mrkdwn(bottom)) > SLACK_TEXT:  # escaping makes it longer
        bottom = _cut(bottom, len(bottom) * 3 // 4)
    sections = [text for text in (_mrkdwn(bottom), "\n".join(lines)) if text]
    return {
        "text": _mrkdwn(f"{message.title}: {bottom}"),
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": message.title, "emoji": False}},
            *({"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}} for text in sections),
            {"type": "context", "elements": [{"type": "mrkdwn", "text": foot, "verbatim": True}]},
        ],
    }


def to_teams(brief: Brief, site: str = "") -> dict[str, Any]:
    """Make the body for a webhook of Microsoft Teams: an adaptive card."""
    message = message_of(brief, site)
    kept = len(message.headlines)
    while _size(card := _card(message, message.headlines[:kept])) > TEAMS_BYTES and kept:
        kept -= 1
    return card


def to_ntfy(brief: Brief, site: str = "") -> dict[str, Any]:
    """Make the body for ntfy, without its topic, which is part of the address."""
    message = message_of(brief, site)
    parts = [f"{message.handling}. {message.bottom}"]
    for one in message.headlines:
        line = "\n".join(part for part in (f"- {one.title}" + (f" ({one.note})" if one.note else ""), one.url) if part)
        if len("\n".join([*parts, line]).encode()) <= NTFY_BYTES:
            parts.append(line)
    body = {"title": _cut(message.title, NTFY_TITLE), "message": "\n".join(parts)}
    return body | ({"click": message.link} if message.link else {})


SERVICES: dict[str, Callable[[Brief, str], dict[str, Any]]] = {"slack": to_slack, "teams": to_teams, "ntfy": to_ntfy}
"""By the name that the settings use."""


def _card(message: Message, headlines: tuple[Headline, ...]) -> dict[str, Any]:
    body = [
        _runs(_run(message.title, size="Large", weight="Bolder")),
        _runs(_run(message.handling, weight="Bolder")),
        *([_runs(_run(message.bottom))] if message.bottom else []),
        *(_runs(_run(one.title, url=one.url), _run(f" ({one.note})" if one.note else "")) for one in headlines),
    ]
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": body,
    }
    if message.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Read the brief", "url": message.link}]
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def _runs(*runs: dict[str, Any]) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [run for run in runs if run["text"]]}


def _run(text: str, *, url: str = "", **looks: str) -> dict[str, Any]:
    """Make a piece of text, in which no Markdown acts; it may lead somewhere."""
    action = {"selectAction": {"type": "Action.OpenUrl", "url": url}} if url else {}
    return {"type": "TextRun", "text": text, **looks, **action}


def _headline(brief: Brief, story: StoryItem) -> Headline:
    urls = {source.number: source.url for source in brief.sources}
    url = next((found for number in story.sources if (found := _web(urls.get(number, "")))), "")
    count = len(story.publishers)
    publishers = f"{count} publisher{'' if count == 1 else 's'}" if count else ""
    note = ", ".join(part for part in (_cut(story.status.lower(), 20), publishers) if part)
    return Headline(_cut(story.title, LINE), note, url)


def _score(story: StoryItem) -> float:
    return sum(score.value * score.weight for score in story.scores)


def _web(address: str) -> str:
    """Return an address that can be followed and holds nothing that could end a link; else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    plain = address.isascii() and address.isprintable() and not set(address) & set(' <>|"\\^`{}')
    return address if plain and parts.scheme in {"http", "https"} and parts.netloc and len(address) < 1000 else ""


def _cut(text: str, most: int) -> str:
    """Put a text on one line of so many characters at most."""
    shown = " ".join(seen(text).split())
    return shown if len(shown) <= most else f"{shown[: most - 2]} …"


def _mrkdwn(text: str) -> str:
    """Escape what is special to Slack, as it asks to: no text then mentions anybody or makes a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _size(body: dict[str, Any]) -> int:
    return len(json.dumps(body).encode())
