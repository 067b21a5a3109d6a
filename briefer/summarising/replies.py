r"""Takes the summary out of a chat checkpoint's reply: no thinking aloud, preamble, markup, label or closing remark.

Knows nothing about who wrote the reply. Linear in its length. What is left is plain prose; each line or list item is a
paragraph of its own.
"""

from __future__ import annotations

import re

_THOUGHT = re.compile(r"(?s)^.*</(?:think|thinking|thought|reasoning)>")
_OPEN_THOUGHT = re.compile(r"(?s)<(?:think|thinking|thought|reasoning)>.*$")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>|<\|[^<>|\n]{1,40}\|>")
_FENCE = re.compile(r"^\s*(?:```|~~~)[\w-]*\s*$")
_LIST_MARK = re.compile(r"^\s*(?:>+\s*)?(?:#{1,6}\s+|[-*+•–]\s+|\(?\d{1,2}[.)]\s+)?")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\w)|(?<=[\w.])_(?!\w)|`)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_LABEL = re.compile(
    r"^(?:(?:headline |brief |news |short |final )?(?:summary|headline|highlights|translation|answer|response|story"
    r"|key points|tl;dr|tldr)(?: \([^()\n]{0,40}\))?)\s*(?::|$)\s*",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"^(?:(?:sure|certainly|of course|okay|ok|absolutely|got it|gladly|understood)(?:[,!.]|\s[-–—])\s*)?"
    r"(?:(?:here(?:'s|’s| is| are)|below (?:is|are)|this is|i(?:'ve| have)|the following is)\b[^:\n]{0,160}"
    r"\b(?:summar\w+|highlights|translation|points|story|version|text|sentences?|words)\b[^:\n]{0,80}:\s*"
    r"|(?:sure|certainly|of course|okay|ok|absolutely|got it)[,!.][^:\n]{0,80}:\s*"
    r"|(?:sure|certainly|of course|absolutely|got it|gladly|understood)[!.]\s*)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^(?:(?:please )?let me know|i hope|hope this|if you (?:need|would|want|have)|feel free|would you like"
    r"|note: (?:i|the|this) |\(?(?:word count|words|total)\s*:\s*\d+|\(\d+ words\))",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»"}


def clean_reply(reply: str) -> str:
    """Give the prose of a reply, a blank line between its lines; empty where there is none."""
    text = _OPEN_THOUGHT.sub("", _THOUGHT.sub("", reply))
    lines = [_clean_line(line) for line in _TAG.sub(" ", text).splitlines() if not _FENCE.match(line)]
    lines = [line for line in lines if line]
    if lines:
        lines[0] = _without_opening(lines[0])
    while lines and _REMARK.match(lines[-1]):
        lines.pop()
    return "\n\n".join(line for line in lines if line)


def _clean_line(line: str) -> str:
    line = _LIST_MARK.sub("", line, count=1)
    line = _EMPHASIS.sub("", _LINK.sub(r"\1", line)).strip()
    if set(line) <= set("-*_=# "):
        return ""
    return _unquoted(_LABEL.sub("", line, count=1))


def _without_opening(line: str) -> str:
    line = _PREAMBLE.sub("", line, count=1)
    return _unquoted(_LABEL.sub("", line, count=1))


def _unquoted(line: str) -> str:
    """Take away quotation marks around the whole line, where they are not part of two quotations."""
    line = line.strip()
    closing = _QUOTES.get(line[:1])
    inner = line[1:-1]
    if closing and len(line) > 1 and line.endswith(closing) and line[0] not in inner and closing not in inner:
        return inner.strip()
    return line
