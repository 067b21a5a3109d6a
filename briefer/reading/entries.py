"""Make articles of the entries of feeds: with the full text of the page where the feed carries only a teaser.

This module knows nothing about how feeds are kept. Pages come through `fetch`; what cannot be had, or is not the
article (a consent wall, a front page), leaves the teaser.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from briefer.errors import InputError
from briefer.reading.assemble import Facts, host_of
from briefer.reading.blocks import Block, article_from_blocks
from briefer.reading.fetch import Fetch, Page
from briefer.reading.fragment import blocks_of
from briefer.reading.hosts import Hosts, place_of
from briefer.reading.inputs import read_articles
from briefer.types import Article, Entry, Failure

FULL_WORDS = 250
"""A feed's text with as many words is the article, unless it ends like a teaser. In nine stored feeds (2026-11-22)
teasers had 0 to 323 words and the longest ended in `Continue reading`; full texts had 121 to 1,326."""

LARGEST_PAGE = 5_000_000
"""The most bytes of a page that is searched for its article: trafilatura takes up to a second for each million."""

MOST_TAGS = 50_000
"""The most tags of such a page, for its time grows with their square where they are nested: articles have 4,000."""

SHARED = 0.5
"""The least share of the words of title and teaser that the page's text must have to be the same article. Of 95 entries
of three days every page had all of its own teaser's words; 93 in 100 had less than this of another's (2026-11-22)."""

_WEB = ("http://", "https://")
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|[(\[]\s?more\s?[)\]])[\s»›→>.\]]{0,5}$", re.IGNORECASE)
_MORE = re.compile(
    r"(?:click here to |please )?(?:continue reading|read (?:more|on|the (?:full|rest|whole|entire)|full)|"
    r"keep reading|view (?:the )?full|full (?:story|article)|see more|more »|the post .{1,300} (?:appeared|published) )"
    r".{0,300}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_|pk_|hsa_|vero_|wt_|stm_|trk_)\w{1,40}|fbclid|gclid|dclid|yclid|msclkid|twclid|igshid|cmp|cmpid|"
    r"icid|ito|ncid|ocid|smid|smtyp|sref|soc_src|soc_trk|ref_src|ref_url|ftag|spm|guccounter|guce_\w{1,40}|_hs\w{1,10}",
    re.IGNORECASE,
)


def articles_of(
    entries: Sequence[Entry], fetch: Fetch, workers: int = 8, hosts: Hosts | None = None
) -> list[Article | Failure]:
    """Make articles of entries, in order; pages are fetched in parallel, one at a time of each host.

    Args:
        entries: the entries.
        fetch: fetches pages; it is called from several threads.
        workers: how many hosts are asked at once.
        hosts: those of the run, where it makes articles in several batches: silent ones are then asked no more.
    """
    lanes: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        lanes.setdefault(place_of(entry.url), []).append(number)
    asked = hosts or Hosts()

    def polite(url: str, /) -> Page:
        with asked.turn(url):
            return fetch(url)

    def lane(numbers: list[int]) -> list[tuple[int, Article | Failure]]:
        return [(number, article_of(entries[number], polite)) for number in numbers]

    with ThreadPoolExecutor(max(1, workers)) as pool:
        made = dict(pair for pairs in pool.map(lane, lanes.values()) for pair in pairs)
    return [made[number] for number in range(len(entries))]


def article_of(entry: Entry, fetch: Fetch) -> Article | Failure:
    """Make an article of an entry: of the feed's own text where it is whole, else of the page, else of the teaser."""
    blocks = blocks_of(entry.content)
    whole = _is_whole(blocks)
    own = _of_feed(entry, blocks)
    if whole and own:
        return own
    page = _of_page(entry, fetch)
    if isinstance(page, Article) and _is_better(page, own, entry):
        return _with_facts(page, entry)
    if own:
        return own
    reason = page.message if isinstance(page, Failure) else "its page is not the article that the feed announces"
    return Failure(
        entry.url or entry.feed, f"there is no text of {entry.title or entry.id or 'this entry'!r}: {reason}"
    )


def _is_whole(blocks: Sequence[Block]) -> bool:
    """Say whether a feed's text is all of the article."""
    if sum(len(block.text.split()) for block in blocks) < FULL_WORDS:
        return False
    return not any(_CUT.search(block.text) or _MORE.match(block.text) for block in blocks[-2:] if not _is_credit(block))


def _is_credit(block: Block) -> bool:
    """Say whether a block only names where a full text first stood, as WordPress adds it."""
    return bool(re.match(r"The post .{1,300} (?:appeared first|first appeared) on ", block.text))


def _of_feed(entry: Entry, blocks: Sequence[Block]) -> Article | None:
    """Make an article of the feed's own text; None where it has no words."""
    kept = [block for block in blocks if not _MORE.fullmatch(block.text)]
    if not any(block.text.strip() for block in kept):
        return None
    return _with_facts(article_from_blocks(kept, Facts(title=entry.title, url=entry.url)), entry)


def _of_page(entry: Entry, fetch: Fetch) -> Article | Failure:
    """Read the article of the entry's page; nothing that the entry names but the web is read."""
    if not entry.url.startswith(_WEB):
        return Failure(entry.url or entry.feed, "the feed gives no address of its page")
    try:
        [read] = read_articles([entry.url], fetch=lambda url, /: _not_too_large(fetch(url), url))
    except (RecursionError, MemoryError) as error:  # a page can be nested as deep as it likes
        return Failure(entry.url, f"its page cannot be read ({type(error).__name__})")
    return read


def _not_too_large(page: Page, url: str) -> Page:
    if len(page.body) > LARGEST_PAGE:
        raise InputError(f"its page is larger than {LARGEST_PAGE / 1e6:g} MB, which no article's is", url)
    if page.body.count(b"<") > MOST_TAGS:
        raise InputError("its page has more markup than any article's", url)
    return page


def _is_better(page: Article, own: Article | None, entry: Entry) -> bool:
    """Say whether a page's text has more than the teaser, and is the same article."""
    announced = _words(f"{entry.title} {own.text if own else ''}")
    shared = len(announced & _words(page.text)) / len(announced) if announced else 1.0
    return shared >= SHARED and len(page.text.split()) > (len(own.text.split()) if own else 0)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _with_facts(article: Article, entry: Entry) -> Article:
    """Put what the feed says of an article before what its page says; its words are the page's."""
    return replace(
        article,
        id=entry_id(entry),
        title=entry.title or article.title,
        source=entry.publisher or article.source,
        url=without_tracking(entry.url) if entry.url.startswith(_WEB) else "",
        published=entry.published or article.published or entry.seen,
        byline=entry.byline or (article.byline if article.byline != entry.publisher else ""),
    )


def entry_id(entry: Entry) -> str:
    """Give the identity of an entry's article: the same on every day, in every feed and with any tracking parameter."""
    key = _key(without_tracking(entry.url)) if entry.url.startswith(_WEB) else f"{entry.feed}\n{entry.id}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _key(url: str) -> str:
    """Give what tells one page from another: not the scheme, `www.`, the order of parameters or a final slash."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    parameters = sorted(parse_qsl(parts.query, keep_blank_values=True))  # `story?4711` has no value, only a name
    return f"{host_of(url)}{port}{parts.path.rstrip('/')}?{urlencode(parameters)}"


def without_tracking(url: str) -> str:
    """Drop from an address what says only how a reader came to it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme not in ("http", "https"):
        return url
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))
