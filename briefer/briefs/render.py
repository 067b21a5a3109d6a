"""Every format of a brief: a registry of functions from the brief and a filled template to bytes."""

from __future__ import annotations

from collections.abc import Callable

from briefer.briefs.brief import Brief
from briefer.briefs.template_files import default_template, load_template, refuse_misfit
from briefer.briefs.templates import Template, fill
from briefer.errors import ConfigError

Renderer = Callable[[Brief, Template], bytes]


def to_markdown(brief: Brief, template: Template) -> str:
    """Fill the template: Markdown without links and pictures, to paste anywhere."""
    return fill(template, brief, pictures={}, links=False)


def to_page(brief: Brief, template: Template) -> str:
    """Make the self-contained HTML page, with pictures and with links to the cited paragraphs."""
    from briefer.briefs.page import to_html
    from briefer.briefs.pictures import draw

    pictures = draw(brief)
    texts = {name: picture.text for name, picture in pictures.items()}
    return to_html(fill(template, brief, pictures=texts, links=True), brief, pictures)


def _markdown(brief: Brief, template: Template) -> bytes:
    return to_markdown(brief, template).encode()


def _html(brief: Brief, template: Template) -> bytes:
    return to_page(brief, template).encode()


def _pdf(brief: Brief, template: Template) -> bytes:
    from briefer.briefs.pdf import to_pdf

    return to_pdf(to_page(brief, template))


def _text(brief: Brief, template: Template) -> bytes:
    from briefer.briefs.plain import to_text

    return to_text(to_markdown(brief, template)).encode()


def _json(brief: Brief, template: Template) -> bytes:  # noqa: ARG001 - a renderer like the others
    from briefer.briefs.json_format import to_json

    return to_json(brief).encode()


def _ninjs(brief: Brief, template: Template) -> bytes:  # noqa: ARG001 - a renderer like the others
    from briefer.briefs.ninjs import to_ninjs

    return to_ninjs(brief).encode()


def _eml(brief: Brief, template: Template) -> bytes:
    from briefer.briefs.email import to_eml
    from briefer.briefs.plain import to_text

    markdown = to_markdown(brief, template)
    return to_eml(markdown, to_text(markdown), brief)


def _rss(brief: Brief, template: Template) -> bytes:
    from briefer.briefs.rss import to_rss

    return to_rss([brief], title=brief.head.title, link="", template=template)


RENDERERS: dict[str, Renderer] = {
    "md": _markdown,
    "html": _html,
    "pdf": _pdf,
    "text": _text,
    "json": _json,
    "ninjs": _ninjs,
    "eml": _eml,
    "rss": _rss,
}
FIXED = {"json", "ninjs"}
"""Formats with a form of their own, whatever the template."""
SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".txt": "text"} | {
    ".json": "json",
    ".eml": "eml",
    ".rss": "rss",
}
"""The format that a file's name asks for."""


def render_brief(brief: Brief, to: str = "md", *, template: str = "") -> bytes:
    """Render a brief with a template by name.

    Args:
        brief: as `make_brief` gives it.
        to: "md", "html", "pdf", "text", "json", "ninjs", "eml" or "rss".
        template: the name of one, or a file; `daily` for a brief on a day and `sitrep` for any other where empty.

    Raises:
        BrieferError: The library that the format needs is not installed.
        ConfigError: There is no such format.
        TemplateError: There is no such template, or it is wrong.
    """
    return render(brief, load_template(template or default_template(brief)), to)


def render(brief: Brief, template: Template, to: str) -> bytes:
    """Render a brief.

    Args:
        brief: The brief.
        template: Its form; JSON and ninjs have their own.
        to: A key of `RENDERERS`.

    Raises:
        BrieferError: The library that the format needs is not installed.
        ConfigError: There is no such format.
        TemplateError: The template cannot be filled, or is not for such a brief.
    """
    if to not in RENDERERS:
        raise ConfigError(f"no such format; choose {', '.join(RENDERERS)}", to)
    if to not in FIXED:
        refuse_misfit(template, brief)
    return RENDERERS[to](brief, template)
