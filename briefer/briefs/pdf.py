"""A page as PDF, by WeasyPrint: tagged for those who do not see it, and the same bytes for the same page.

Knows nothing about briefs. WeasyPrint is an extra, for it needs libraries of the system; it is given no way to fetch
anything, so that a page can reach neither the network nor a file.
"""

from __future__ import annotations

import logging
from hashlib import sha256

from briefer.errors import BrieferError

_VARIANT = "pdf/ua-1"


def to_pdf(html: str) -> bytes:
    """Print a page as PDF/UA, on A4 unless its style sheet says otherwise.

    Args:
        html: A self-contained page.

    Raises:
        BrieferError: WeasyPrint, or a library of the system that it needs, is not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        message = f"this needs WeasyPrint ({_first_line(error)}); run: pip install 'briefer[pdf]'"
        raise BrieferError(message, "PDF") from error

    # What WeasyPrint has to say is about style sheets meant for browsers, and no one could act on it.
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    identifier = sha256(html.encode()).digest()[:16]
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    printed: bytes = page.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier)
    return printed


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
