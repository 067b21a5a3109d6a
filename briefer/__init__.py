"""Condense news into briefs.

The names below are the public interface; a test pins them. Each is imported from its home when it is first asked for,
so that `import briefer` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.briefs.brief import Brief
    from briefer.briefs.head import BriefOptions
    from briefer.briefs.make import make_brief
    from briefer.briefs.render import render_brief
    from briefer.errors import BrieferError, ConfigError, InputError, ModelError, TemplateError
    from briefer.reading import article_from_html, article_from_markdown, article_from_text, read_articles
    from briefer.summarising.summarise import summarise
    from briefer.summarising.support import check
    from briefer.types import Article, Evidence, Failure, Reason, Sentence, Span, Summary, SummarySentence, Support

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Brief",
    "BriefOptions",
    "BrieferError",
    "ConfigError",
    "Evidence",
    "Failure",
    "InputError",
    "ModelError",
    "Reason",
    "Sentence",
    "Span",
    "Summary",
    "SummarySentence",
    "Support",
    "TemplateError",
    "__version__",
    "article_from_html",
    "article_from_markdown",
    "article_from_text",
    "check",
    "make_brief",
    "read_articles",
    "render_brief",
    "summarise",
]

_HOMES = {
    "briefer.briefs.brief": ("Brief",),
    "briefer.briefs.head": ("BriefOptions",),
    "briefer.briefs.make": ("make_brief",),
    "briefer.briefs.render": ("render_brief",),
    "briefer.errors": ("BrieferError", "ConfigError", "InputError", "ModelError", "TemplateError"),
    "briefer.reading": ("article_from_html", "article_from_markdown", "article_from_text", "read_articles"),
    "briefer.summarising.summarise": ("summarise",),
    "briefer.summarising.support": ("check",),
    "briefer.types": (
        "Article",
        "Evidence",
        "Failure",
        "Reason",
        "Sentence",
        "Span",
        "Summary",
        "SummarySentence",
        "Support",
    ),
}


def __getattr__(name: str) -> object:
    """Import a public name from its home (PEP 562).

    Raises:
        AttributeError: The name is not public.
    """
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
