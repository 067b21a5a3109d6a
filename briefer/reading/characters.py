"""Make a text safe and even before any offset into it exists.

This module knows nothing about files or articles. Invisible characters are removed because they hide text from a reader
(bidi controls turn a sentence round, zero-width and tag characters carry unseen words) or break a terminal.
"""

from __future__ import annotations

import re

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, but not tab and line feed
    "\u00ad\u180e\u200b-\u200d\u2060-\u2065\ufeff"  # zero-width characters and the soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"  # annotation marks, no characters at all, tag characters
)
_WIDE_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(raw: str) -> str:
    r"""Remove control, bidi and zero-width characters; write line breaks as `\n` and odd spaces as a space."""
    text = _NEWLINES.sub("\n", raw)
    text = _INVISIBLE.sub("", text)
    text = _WIDE_SPACES.sub(" ", text)
    return _SURROGATES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Clean a short text, such as a title, and join its lines."""
    return " ".join(clean(text).split())
