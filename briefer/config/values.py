"""All that can be set, as frozen values. Knows nothing about files and where a value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, get_type_hints

from briefer.config import checks
from briefer.config.checks import Setting

FORMATS = ("md", "html", "pdf", "text", "json", "ninjs", "eml", "rss")
KINDS = ("opinion", "sport", "live")
"""Kinds of articles that can be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsConfig:
    """What is read."""

    addresses: Annotated[tuple[str, ...], Setting((), "Addresses of feeds (RSS, Atom or JSON Feed), or files.")]
    opml: Annotated[tuple[Path, ...], Setting((), "OPML files, each a list of feeds.", checks.paths)]
    database: Annotated[
        Path, Setting("", "Where feeds are kept. Empty: in your data folder.", checks.data_path("feeds.sqlite"))
    ]
    allow_private: Annotated[bool, Setting(False, "Fetch from this machine and its network, too.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyConfig:
    """What a daily brief holds, and its form."""

    title: Annotated[str, Setting("Daily brief", "What stands above it.")]
    template: Annotated[str, Setting("daily", "A template by name (`briefer templates list`), or a file.")]
    formats: Annotated[
        tuple[str, ...],
        Setting(("html", "md"), f"The files that are written: {', '.join(FORMATS)}.", checks.each_of(*FORMATS)),
    ]
    tlp: Annotated[str, Setting("CLEAR", f"Handling line: {', '.join(checks.TLP)}.", checks.handling)]
    prepared_by: Annotated[str, Setting("", "Who prepares it: a name or an office.")]
    time_zone: Annotated[
        str,
        Setting(
            "UTC", "The hours and days of the brief are those of this place: UTC, Europe/Oslo ...", checks.time_zone
        ),
    ]
    hour: Annotated[
        time | None,
        Setting(
            "",
            "When an edition closes, like 06:00; what comes later is the next one's. Empty: when it runs.",
            checks.time_of_day,
        ),
    ]
    period_hours: Annotated[
        int, Setting(0, "How many hours before that it covers. 0: since the last edition.", checks.between(0, 24 * 31))
    ]
    minimum_publishers: Annotated[
        int, Setting(1, "A story needs so many independent publishers.", checks.between(1, 1000))
    ]
    in_full: Annotated[int, Setting(8, "How many stories are told in full ...", checks.between(0, 100))]
    in_brief: Annotated[int, Setting(12, "... and how many more in a sentence or two.", checks.between(0, 1000))]
    leave_out: Annotated[
        tuple[str, ...], Setting(KINDS, f"Kinds of articles that stay out: {', '.join(KINDS)}.", checks.each_of(*KINDS))
    ]
    reliability: Annotated[
        tuple[tuple[str, str], ...],
        Setting((), 'Admiralty reliability of publishers, A to F: ["Northern Wire=B"].', checks.grades),
    ]
    model: Annotated[str, Setting("briefer-encoder", "The checkpoint (`briefer models list`), or a folder.")]
    device: Annotated[
        str, Setting("auto", "Where to compute: auto, cpu, cuda or mps.", checks.one_of("auto", "cpu", "cuda", "mps"))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionConfig:
    """A section of the user's own: what a story must be about to stand in it."""

    title: Annotated[str, Setting("", "Its heading.")]
    keywords: Annotated[tuple[str, ...], Setting((), "Words of the story, any of them; `strike*` is `strikes`, too.")]
    places: Annotated[
        tuple[str, ...], Setting((), "Countries by name or code (NO), regions of the world, towns; any of them.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveConfig:
    """Where briefs and stories are kept."""

    folder: Annotated[
        Path, Setting("", "Empty: in your data folder. Changes are told against it.", checks.data_path("archive"))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputConfig:
    """Where the files of a brief are written."""

    folder: Annotated[
        Path | None, Setting("", "Empty: no files but the archive's; the brief is printed.", checks.optional_path)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpConfig:
    """Delivery by e-mail; none where `host` is empty."""

    host: Annotated[str, Setting("", "The mail server. Empty: no e-mail.")]
    port: Annotated[int, Setting(587, "Its port: 587 for starttls, 465 for tls.", checks.between(1, 65535))]
    encryption: Annotated[str, Setting("starttls", "starttls, tls or none.", checks.one_of("starttls", "tls", "none"))]
    user: Annotated[str, Setting("", "Empty: without login.")]
    password_variable: Annotated[
        str, Setting("BRIEFER_SMTP_PASSWORD", "The environment variable that holds the password.", checks.variable)
    ]
    sender: Annotated[str, Setting("", "The address it comes from.")]
    to: Annotated[tuple[str, ...], Setting((), "The addresses it goes to.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookConfig:
    """Delivery to a chat or push service; none where `kind` is empty."""

    kind: Annotated[
        str, Setting("", "slack, teams or ntfy. Empty: no webhook.", checks.one_of("", "slack", "teams", "ntfy"))
    ]
    url_variable: Annotated[
        str,
        Setting(
            "BRIEFER_WEBHOOK_URL",
            "The environment variable that holds its address, which is a secret.",
            checks.variable,
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """A folder of pages with an index of days; none where `folder` is empty."""

    folder: Annotated[Path | None, Setting("", "Empty: no site.", checks.optional_path)]
    address: Annotated[str, Setting("", "Where it is published: https://example.org/briefs.")]


TABLES: dict[str, type] = {
    "feeds": FeedsConfig,
    "daily": DailyConfig,
    "archive": ArchiveConfig,
    "output": OutputConfig,
    "smtp": SmtpConfig,
    "webhook": WebhookConfig,
    "site": SiteConfig,
}
"""The tables of a file, besides the list `sections`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings."""

    feeds: FeedsConfig
    daily: DailyConfig
    sections: tuple[SectionConfig, ...]
    """The user's own, in their order; none: by regions of the world."""
    archive: ArchiveConfig
    output: OutputConfig
    smtp: SmtpConfig
    webhook: WebhookConfig
    site: SiteConfig
    origins: Mapping[str, str] = field(compare=False)
    """Of each setting, `daily.tlp`, where its value came from: `default`, `/home/a/briefer.toml:12`,
    `BRIEFER_DAILY_TLP` or `flag`."""


def settings() -> dict[str, Setting]:
    """List what can be set by its full name: `daily.tlp`. The user's own sections are not among it."""
    return {f"{table}.{name}": one for table, kind in TABLES.items() for name, one in _settings_of(kind).items()}


def section_settings() -> dict[str, Setting]:
    """List what can be set of a section by its full name: `sections.title`."""
    return {f"sections.{name}": one for name, one in _settings_of(SectionConfig).items()}


def _settings_of(kind: type) -> dict[str, Setting]:
    return {name: hint.__metadata__[0] for name, hint in get_type_hints(kind, include_extras=True).items()}
