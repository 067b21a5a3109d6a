"""What comes in: articles from text, Markdown, HTML pages, files, folders, addresses and standard input.

The heavy libraries (trafilatura, markdown-it, urllib3, charset-normalizer) are imported where they are first needed.
"""

from briefer.reading.fetch import Fetch, Page, fetch_page
from briefer.reading.html_article import article_from_html
from briefer.reading.inputs import read_articles
from briefer.reading.markdown_article import article_from_markdown
from briefer.reading.text_article import article_from_text

__all__ = [
    "Fetch",
    "Page",
    "article_from_html",
    "article_from_markdown",
    "article_from_text",
    "fetch_page",
    "read_articles",
]
