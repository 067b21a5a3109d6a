"""Writes SVG that is safe to stand inside a page: a few elements, every text escaped, cleaned and cut.

Knows nothing about what is drawn. The library is the standard one (ElementTree, which escapes); what is ours is that no
other element than these can be made, and that no control character, no character that turns the direction of a line
and no heap of accents comes through. Looks are plain presentation attributes, which WeasyPrint and every browser read;
a class beside them lets a page's style sheet change a colour.
"""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET

ELEMENTS = frozenset(("svg", "title", "desc", "g", "path", "circle", "rect", "line", "text", "tspan"))
"""All that a picture may consist of."""
FONTS = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
WIDTH = 600
"""Units across every picture: at the 360 pixels of a phone a text of 15 units is 9 pixels high."""
TEXT = 15.0
"""Height of a text in units: the smallest there is."""
LINE = 19.0
"""From one line of text to the next."""
LONGEST = 4000
"""Characters of a text equivalent."""
UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
JOINERS = "\u200c\u200d"
"""Characters of category Cf that Persian and Indian scripts are not legible without."""
NARROW = frozenset("iljtfrI.,:;'’‘!|()[]-–· /")
WIDE = frozenset("mwMW@%—…&")


def node(name: str, *children: ET.Element | str, **attributes: str | float) -> ET.Element:
    """Make an element: `stroke_width=2` is `stroke-width="2"`, and `class_` is `class`. A text in it is cleaned.

    Attributes are ours: no text from a source belongs in one.

    Raises:
        ValueError: No picture may have this element.
    """
    if name not in ELEMENTS:
        raise ValueError(f"<{name}> is not among the elements of a picture")
    made = ET.Element(name, {key.rstrip("_").replace("_", "-"): _value(value) for key, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            made.text = clean(child, LONGEST)
        else:
            made.append(child)
    return made


def number(value: float) -> str:
    """Write a length with at most one decimal: `3`, `3.5`, `-0.5`."""
    written = f"{value:.1f}"
    return "0" if written == "-0.0" else written.removesuffix(".0")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def write(name: str, title: str, text: str, height: float, children: list[ET.Element]) -> str:
    """Write the whole picture, with its title and its text equivalent for those who do not see it.

    Args:
        name: What kind of picture it is, one lower-case word; with a number made of `text` it makes the ids unique.
        title: Its name.
        text: What a sighted reader learns from it.
        height: In units; the width is always the same.
        children: What is drawn, from back to front.
    """
    label = f"pic-{name}-{_fingerprint(title + text)}"
    root = node(
        "svg",
        node("title", title, id=f"{label}-title"),
        node("desc", text, id=f"{label}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"pic pic-{name}",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        width="100%",
        role="img",
        aria_labelledby=f"{label}-title {label}-desc",
        font_family=FONTS,
        font_size=TEXT,
    )
    return ET.tostring(root, encoding="unicode")


def _fingerprint(text: str) -> str:
    """Give eight hexadecimal digits that stand for a text."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:8]


def clean(text: str, limit: int = 200) -> str:
    """Return the text on one line, of harmless characters, cut at a word's end after at most `limit` characters."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[: 4 * limit + 100]):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > 3 or (category in UNSHOWN and character not in JOINERS and not character.isspace()):
            continue
        kept.append(character)
    return cut(" ".join("".join(kept).split()), limit)


def cut(text: str, limit: int) -> str:
    """Return the text, cut at a word's end with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole, space, _ = head.rpartition(" ")
    return (whole if space and len(whole) > limit // 2 else head).rstrip(" ,;:.-–—") + "…"


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Estimate how many units a text takes across: Helvetica's widths and a little more, as the font may be another."""
    ems = sum(_em(character) for character in text)
    return ems * size * (1.08 if bold else 1.0)


def _em(character: str) -> float:
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.92
    if unicodedata.combining(character) or character in JOINERS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.71 if character.isupper() else 0.58


def wrap(text: str, width: float, lines: int, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Break a text into at most so many lines of at most such a width; what does not fit ends in an ellipsis."""
    broken = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".strip()
        if text_width(longer, size, bold=bold) <= width or not broken[-1]:
            broken[-1] = longer
        else:
            broken.append(word)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], f"{broken[lines - 1]} …"]
    return [_fitted(line, width, size, bold=bold) for line in broken]


def _fitted(line: str, width: float, size: float, *, bold: bool) -> str:
    """Shorten a line until it fits."""
    while text_width(line, size, bold=bold) > width and len(line) > 2:
        line = line[:-2].rstrip(" ,;:.-–—…") + "…"
    return line
