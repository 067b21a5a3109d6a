"""Sends a brief to its readers: by e-mail, to a chat or push service, onto a site.

Knows nothing about how a brief is made or rendered. A delivery that fails is a value with one line, and the others go
on; what may succeed later is tried again, a bounded number of times. A secret (a password, the address of a webhook)
stands in no line and in no preview.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

from briefer.briefs.brief import Brief
from briefer.briefs.chat import SERVICES
from briefer.config import Config
from briefer.errors import BrieferError, ConfigError
from briefer.reading.fetch import NoAnswerError, StatusError, post
from briefer.running.mail import MailError, SmtpTarget, addressed, send_mail
from briefer.running.site import write_site

SENT, DRY, FAILED = "sent", "would send", "failed"
PAUSES = (2.0, 8.0)
"""Seconds before the second and the third attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTarget:
    """A chat or push service."""

    kind: str
    """slack, teams or ntfy."""
    url: str = field(repr=False)
    """A secret: who has it can post."""
    site: str = ""
    """Address of the site that has the brief's page; may be empty."""
    allow_private: bool = False
    """Whether it may be on this machine or its network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTarget:
    """A folder of pages with an index of days."""

    folder: Path
    title: str = "Daily brief"
    address: str = ""
    """Where it is published; may be empty."""


Target: TypeAlias = SmtpTarget | WebhookTarget | SiteTarget


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of one delivery."""

    target: str
    """As a person would name it, without secrets: `e-mail to a@example.org`."""
    outcome: str
    """sent, would send or failed."""
    message: str
    """One line: what was sent, or what was wrong and what to do."""
    preview: str = ""
    """In a dry run, what would be sent."""


def targets_of(config: Config, environ: Mapping[str, str]) -> tuple[Target, ...]:
    """Give the targets that the settings name; the site comes first, as the others link to it.

    Args:
        config: The settings, which name the variables that hold secrets.
        environ: Where those are looked up.
    """
    found: list[Target] = []
    smtp, webhook, site = config.smtp, config.webhook, config.site
    if site.folder:
        found.append(SiteTarget(folder=site.folder, title=config.daily.title, address=site.address))
    if smtp.host:
        password = environ.get(smtp.password_variable, "") if smtp.user else ""
        found.append(
            SmtpTarget(
                host=smtp.host, port=smtp.port, encryption=smtp.encryption, user=smtp.user, password=password,
                password_variable=smtp.password_variable, sender=smtp.sender, to=smtp.to,
            )
        )  # fmt: skip
    if webhook.kind:
        url, private = environ.get(webhook.url_variable, ""), config.feeds.allow_private
        found.append(WebhookTarget(kind=webhook.kind, url=url, site=site.address, allow_private=private))
    return tuple(found)


def formats_for(targets: Sequence[Target]) -> tuple[str, ...]:
    """Name the formats that `deliver` must be given."""
    needed = {SmtpTarget: "eml", SiteTarget: "html"}
    return tuple(dict.fromkeys(needed[type(target)] for target in targets if type(target) in needed))


def name_of(target: Target) -> str:
    """Name a target as a person would, without secrets; the same target has the same name on every day."""
    if isinstance(target, SmtpTarget):
        return f"e-mail to {', '.join(target.to) or 'nobody'}"
    if isinstance(target, SiteTarget):
        return f"site in {target.folder}"
    return f"{target.kind} at {_host(target.url)}"


def deliver(
    brief: Brief,
    rendered: Mapping[str, bytes],
    targets: Sequence[Target],
    *,
    dry_run: bool = False,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[Delivery, ...]:
    """Send a brief to each target, in order; never raises for one.

    Args:
        brief: The brief.
        rendered: It in the formats that `formats_for` names.
        targets: To whom.
        dry_run: Send and write nothing, but say what would be.
        pause: Waits before another attempt.
    """
    return tuple(_delivery(brief, rendered, target, dry_run=dry_run, pause=pause) for target in targets)


def _delivery(
    brief: Brief, rendered: Mapping[str, bytes], target: Target, *, dry_run: bool, pause: Callable[[float], None]
) -> Delivery:
    name = name_of(target)
    for wait in (*PAUSES, None):
        try:
            message, preview = _send(brief, rendered, target, dry_run=dry_run)
            return Delivery(name, DRY if dry_run else SENT, message, preview)
        except BrieferError as error:
            if wait is None or not _may_succeed_later(error):
                return Delivery(name, FAILED, str(error))
            pause(wait)
    raise AssertionError("the last attempt returns")  # pragma: no cover


def _may_succeed_later(error: BrieferError) -> bool:
    if isinstance(error, StatusError):
        return error.status == 429 or error.status >= 500
    return isinstance(error, NoAnswerError) or (isinstance(error, MailError) and error.again)


def _send(brief: Brief, rendered: Mapping[str, bytes], target: Target, *, dry_run: bool) -> tuple[str, str]:
    """Send a brief once; give a line and, for a dry run, what would be sent.

    Raises:
        BrieferError: It cannot be sent.
    """
    if isinstance(target, SmtpTarget):
        return _mail(rendered["eml"], target, dry_run=dry_run)
    if isinstance(target, WebhookTarget):
        return _webhook(brief, target, dry_run=dry_run)
    page = rendered["html"]
    changed = write_site(target.folder, brief, page, title=target.title, address=target.address, dry_run=dry_run)
    files = "file" if len(changed) == 1 else "files"
    return f"{len(changed)} {files} new or changed", "\n".join(changed) if dry_run else ""


def _mail(draft: bytes, target: SmtpTarget, *, dry_run: bool) -> tuple[str, str]:
    message = addressed(draft, target)
    line = f"{message['Subject']} ({len(draft):,} bytes) by {target.host}:{target.port}, {target.encryption}"
    if dry_run:
        body = message.get_body(("plain",))
        headers = "\n".join(f"{name}: {message[name]}" for name in ("From", "To", "Subject"))
        return line, f"{headers}\n\n{body.get_content() if body else ''}"
    send_mail(message, target)
    return line, ""


def _webhook(brief: Brief, target: WebhookTarget, *, dry_run: bool) -> tuple[str, str]:
    if target.kind not in SERVICES:
        raise ConfigError(f"{target.kind!r} is no service; choose {', '.join(SERVICES)}", "webhook.kind")
    url, body = target.url, SERVICES[target.kind](brief, target.site)
    if not url:
        raise ConfigError("there is no address; put it into the variable that webhook.url_variable names", "webhook")
    shown = body
    if target.kind == "ntfy":  # the topic is as good as a password
        url, topic = _topic(url)
        body, shown = {"topic": topic} | body, {"topic": "…"} | body
    content = json.dumps(body, ensure_ascii=False).encode(errors="replace")
    line = f"{len(content):,} bytes of JSON"
    if dry_run:
        return line, json.dumps(shown, ensure_ascii=False, indent=2)
    post(url, content, headers={"Content-Type": "application/json; charset=utf-8"}, allow_private=target.allow_private)
    return line, ""


def _topic(url: str) -> tuple[str, str]:
    """Part the address of a topic into the server's, where JSON is taken, and the topic.

    Raises:
        ConfigError: It names no topic.
    """
    parts = urlsplit(url)
    above, _, topic = parts.path.rstrip("/").rpartition("/")
    if not topic:
        raise ConfigError("the address names no topic; give it as https://ntfy.sh/topic", "webhook")
    return urlunsplit((parts.scheme, parts.netloc, f"{above}/", parts.query, "")), topic


def _host(url: str) -> str:
    """Name the host of an address: the rest of it may be a secret."""
    try:
        return urlsplit(url).hostname or "no address"
    except ValueError:
        return "no address"
