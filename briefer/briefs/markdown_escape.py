"""Make a text from a source inert in Markdown: it shows as itself and makes no markup, wherever it is put.

Knows nothing about briefs or templates. What is escaped acts in CommonMark, in GitHub's Markdown or in Python-Markdown
with its extensions; what acts in none of them stays as it is, so that the Markdown itself is pleasant to read. A
backslash is written where all three know it, an entity elsewhere (`<`, `~`, `=`, `:`).
"""

from __future__ import annotations

import re

from briefer.reading.characters import one_line

LONGEST = 2_000
"""Characters of one text that are shown. The longest sentence in 10,000 news articles has about 1,000; what is longer
is no sentence, and Python-Markdown's time grows with the square of the escapes in a paragraph."""

_ACTIVE = re.compile(
    r"(?<=.)\[\w[\w ,.'-]{1,60}\](?![\[({:])"  # `[21 Dec]`, `[sic]` do nothing: no link follows
    r"|[\\`*\[\]{|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in snake_case, it does nothing
    r"|<(?! )"
    r"|&(?=#?\w+;)"
    r"|(?<=\S)~|~(?!\d)"  # `~50 people` does nothing
    r"|:(?=//)|(?<=www)\.",  # GitHub makes a link of a bare address
    re.IGNORECASE,
)
_OPENING = re.compile(r"[>#]|[-+](?=[-:\s]|\Z)|!(?=!!)|=|:(?=[\s:-]|\Z)|(?P<digits>\d+)(?=[.)](?:\s|\Z))")
"""What starts a quotation, heading, list, underline, definition or admonition at the start of a line."""
_CLOSING = re.compile(r"#+\Z")
"""What a heading drops at its end."""
_ENTITIES = {character: f"&#{ord(character)};" for character in "~=:"} | {"<": "&lt;", "&": "&amp;"}


class Marked(str):
    """Markdown of our own making, which is not escaped again."""

    __slots__ = ()


def escape(text: str, *, before_blank: bool = False) -> Marked:
    """Write a text from a source as Markdown for one line: cleaned of invisible characters, and inert.

    Args:
        text: The text.
        before_blank: Whether a blank follows; else what follows might make a link of a bracket at the end.
    """
    shown = _cut(one_line(text))
    end = len(shown) + before_blank
    escaped = _ACTIVE.sub(lambda found: _inert(found[0], last=found.end() == end), shown)
    escaped = _CLOSING.sub(lambda found: "\\#" * len(found[0]), escaped)
    opening = _OPENING.match(escaped)
    return Marked(_inert_opening(opening) + escaped[opening.end() :] if opening else escaped)


def _inert(found: str, *, last: bool = False) -> str:
    """Escape a character; keep a text in brackets as it is, unless it is the last."""
    if len(found) == 1:
        return _ENTITIES.get(found, "\\" + found)
    return f"\\{found[:-1]}\\]" if last else found


def _inert_opening(found: re.Match[str]) -> str:
    """Escape what a line starts with: of `1.` the stop, else the character itself."""
    return found[0] + "\\" if found["digits"] else _inert(found[0])


def _cut(text: str) -> str:
    """Shorten what is no sentence, at a blank where there is one."""
    if len(text) <= LONGEST:
        return text
    head, blank, _ = text[:LONGEST].rpartition(" ")
    return f"{head if blank else text[:LONGEST]} …"
