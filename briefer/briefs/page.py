"""A brief as one HTML file that needs nothing else: no script, no request, light and dark, on screen and on paper.

Knows nothing about how the Markdown came about, which may be a user's own. Everything that comes from it has passed the
guard of `markup`; what this module adds by itself (frame, pictures, cited paragraphs) is its own or escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files

from briefer.briefs.brief import Brief
from briefer.briefs.cited import cited_section
from briefer.briefs.markup import seen, to_markup
from briefer.briefs.page_tree import CITED_ID, HANDLING_COLOURS, PageShape, handling_class, handling_colour
from briefer.briefs.pictures import PICTURE_CSS, Picture

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page may do: nothing but look as it says."""
_PLACE = re.compile(r'<(figure|section) id="([a-z0-9_-]+)"></\1>')
"""What the shape leaves for the page to fill. No other empty element with an id passes the guard."""
_LONGEST = 300
"""Characters of a text outside the brief's own: window title, description, colophon."""


def to_html(markdown: str, brief: Brief, pictures: Mapping[str, Picture]) -> str:
    """Make the page of a brief.

    Args:
        markdown: A template filled with the brief, citations as links.
        brief: The brief, for what stands around the text: title, handling line, cited paragraphs.
        pictures: By name; the Markdown says where one stands: `![text equivalent](picture:map)`.
    """
    head = brief.head
    shape = PageShape(seen(head.title), seen(head.tlp), pictures)
    body = to_markup(markdown, shape)

    def fill(place: re.Match[str]) -> str:
        if place[2] == CITED_ID:
            return cited_section(brief, CITED_ID, shape.ids)
        name = re.sub(r"^picture-|-\d+$", "", place[2])
        return f'<figure class="picture picture-{name}">{pictures[name].svg}</figure>'

    banner = f'<p class="{handling_class(head.tlp)}"><strong>{_text(head.tlp)}</strong></p>'
    text = _PLACE.sub(fill, body).replace("<header>", f"<header>\n{banner}\n", 1).strip()
    return f"""\
<!DOCTYPE html>
<html lang="en">
{_head(brief)}
<body>
<a class="skip" href="#brief">Skip to the brief</a>
{text}
<footer>
<p class="colophon">{_text(head.title)} · {_text(head.dtg)}</p>
{banner}
</footer>
</body>
</html>
"""


def _head(brief: Brief) -> str:
    """Write what a reader does not see; `dcterms.created` is the date that a PDF made of the page has."""
    title = f"{_text(brief.head.title)} ({_text(brief.head.tlp)})"
    about = " ".join(line.text for line in brief.bluf)
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "generator": "briefer",
        "robots": "noindex",
        "description": about,
        "author": brief.head.prepared_by,
        "dcterms.created": brief.head.as_of,
    }
    metas = "\n".join(f'<meta name="{name}" content="{_text(value)}">' for name, value in named.items() if value)
    return f"""\
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
{metas}
<style>
{style_sheet()}{PICTURE_CSS.strip()}
{_paper(brief.head.tlp)}</style>
</head>"""


def style_sheet() -> str:
    """Return the look of a page."""
    return files("briefer.briefs").joinpath("page.css").read_text(encoding="utf-8")


def _paper(handling: str) -> str:
    """Put the handling line above and below every page: the one style that depends on the brief."""
    line = "".join(rf"\{ord(character):x} " for character in seen(handling[:_LONGEST]))
    colour = HANDLING_COLOURS[handling_colour(handling)]
    return f'@page {{ @top-center {{ color: {colour}; content: "{line}" }} @bottom-left {{ content: "{line}" }} }}\n'


def _text(text: str) -> str:
    return escape(seen(text[:_LONGEST]))
