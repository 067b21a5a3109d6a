"""The error tree. One boundary, in the command line, shows these; any other exception is a bug and keeps its traceback.

BrieferError
|- ConfigError     a setting or an option's value
|- InputError      a file, page or record that cannot be read
|  `- FeedError    a feed
|- ModelError      a checkpoint or device
|- TemplateError   a brief template
`- ResumeError     an interrupted job that cannot be taken up
"""

from __future__ import annotations


class BrieferError(Exception):
    """An expected error, shown in one line: *where: what is wrong; what to do*."""

    def __init__(self, message: str, where: str = "") -> None:
        """Args: `message` says what is wrong and what to do; `where` names the file, URL or option."""
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where


class ConfigError(BrieferError):
    """A setting or an option's value cannot be used."""


class InputError(BrieferError):
    """A file, page or record cannot be read."""


class FeedError(InputError):
    """A feed cannot be read."""


class ModelError(BrieferError):
    """A checkpoint cannot be loaded, or a device is not there."""


class TemplateError(BrieferError):
    """A brief template is wrong."""


class ResumeError(BrieferError):
    """An interrupted job cannot be taken up again."""
