"""The user's settings: defaults < user file < project file < `BRIEFER_*` < flags, checked once, then frozen.

Standard library only. A secret is never a setting: a setting names the environment variable that holds it.
"""

from briefer.config.load import load_config
from briefer.config.values import (
    ArchiveConfig,
    Config,
    DailyConfig,
    FeedsConfig,
    OutputConfig,
    SectionConfig,
    SiteConfig,
    SmtpConfig,
    WebhookConfig,
)

__all__ = [
    "ArchiveConfig",
    "Config",
    "DailyConfig",
    "FeedsConfig",
    "OutputConfig",
    "SectionConfig",
    "SiteConfig",
    "SmtpConfig",
    "WebhookConfig",
    "load_config",
]
