"""What kind of article it is: news, opinion, sport or live, by its address, its title and its wording.

Knows nothing about stories. What is taken for an opinion may be left out of a brief, so where the signs are weak it is
news. An address says it by a section's name, a title by how it begins or ends, a text by who signs it and who says `I`.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from briefer.stories.voice import argues
from briefer.types import Article

NEWS, OPINION, SPORT, LIVE = "news", "opinion", "sport", "live"

OPINION_SECTIONS: Final = frozenset(
    """
    opinion opinions op-ed op-eds oped opeds columnist columnists columns commentary commentaries commentisfree
    editorial editorials pundits-blog first-person letters viewpoint viewpoints the-monitors-view the-big-idea
    campaign-stops politics-voices opinion-columnists opinionista blogposts contributors guest-columns
    """.split()
)
SPORT_SECTIONS: Final = frozenset(
    """
    sport sports nfl nba mlb nhl wnba ncaa football soccer cricket tennis golf rugby rugby-union rugby-league boxing
    baseball basketball hockey cycling formula-1 f1 motorsport athletics premier-league college-football olympics
    horse-racing
    """.split()
)
LIVE_SECTIONS: Final = frozenset("live liveblog live-blog live-updates live-news liveblogs".split())
SPORT_HOSTS: Final = frozenset("espn skysports bleacherreport si cbssports nbcsports".split())

FIRST_PERSON: Final = 4
"""Sentences in which the author says `I` or `my`, in paragraphs that quote nobody, from which a text is opinion ..."""
FIRST_PERSON_SHARE: Final = 0.15
"""... if they are also so large a share of the sentences of those paragraphs. Both set on 14,000 articles, November
2026, on the safe side: of the first form, which cut quotations out, two in five were news."""
ARGUES: Final = 1.0
"""Logit of `voice.argues` from which a text is an opinion: 2.4 % of 7,985 articles of reporters have more, and of the
forty surest of these more than half were opinions when read (November 2026)."""
TURNS: Final = 3
"""Lines that begin with a speaker's name, from which a text is a talk."""
READ: Final = 6000
"""Characters of the text that are looked at from the start."""
TAIL: Final = 500
"""Characters at its end: who the author is."""

_OPINION_WORD = (
    r"(?:opinions?|op-?ed|editorial|commentary|columnist|column|guest column|letters? to the editor|viewpoint)"
)
_OPINION_TITLE = re.compile(
    rf"^\s*(?:{_OPINION_WORD}|perspective|letters?)\s*[:|]\s*\S"  # Opinion: ..., Opinion | ...
    rf"|\|\s*(?:[\w.'’ -]{{1,40}}[\s|]\s*)?{_OPINION_WORD}\s*(?:\||$)"  # ... | Editorial, ... | Jane Doe column
    rf"|\s[–—-]\s*{_OPINION_WORD}\s*$|\(opinion\)\s*$",
    re.IGNORECASE,
)
_LIVE_TITLE = re.compile(
    r"(?i)\blive[ -]?(?:updates?|blog|coverage)\b|^\s*live\s*[:|–—]|\s[|–—-]\s*live(?:\s+news)?\s*$|\bas it happened\b"
)
_LIVE_SLUG = re.compile(r"(?:^|-)(?:live-updates?|live-?blog|as-it-happened)(?:-|$)")
_QUOTES: Final = frozenset('"“”«»')
_SENTENCE = re.compile(r"[^.!?\n]+")
_I = re.compile(r"\b(?:I(?!\.|-\d|\s?[&V])(?:['’](?:m|ve|d|ll))?|my|myself)\b")
_SPEAKER = re.compile(r"(?m)^\s*(?:[A-Z][A-Z .'’-]{2,40}|[A-Z][a-z]+(?: [A-Z][a-z]+)?|[QA]):?[:.]\s|\btranscript\b")
"""A turn of a transcript or an interview: there `I` is whoever speaks."""
_TURN = re.compile(r"(?m)^\s*[A-Z][A-Za-z .'’-]{1,40}:\s")
_TOLD = re.compile(r"(?i)\b(?:interview|transcript|testimony|full text|read the|speech|letter|remarks|own words)\b")
"""A title of what others say."""
_SIGNED = re.compile(
    r"(?:^|\n)\s*\(?(?:[A-Z][\w.'’-]*,? ){1,5}is (?:a|an|the|[A-Z][\w.'’]+['’]s?) [^.\n]{0,80}?"
    r"\b(?:columnist|contributing (?:editor|writer|opinion)|opinion (?:writer|editor|columnist)|contributor"
    r"|(?:senior|visiting|research|resident|distinguished) fellow|professor (?:of|at|emerit)|author of"
    r"|nationally syndicated)\b"
)
_DISCLAIMED = re.compile(
    r"(?i)\b(?:views|opinions) (?:expressed|here|in this)\b|\bthe opinions are (?:his|her|their) own"
    r"|\bopinion contributor\b"
)


def kind_of(article: Article) -> str:
    """Tell an article's kind; news where nothing speaks clearly against it."""
    if says_opinion(article):
        return OPINION
    host, sections, slug = _address(article.url)
    if sections & LIVE_SECTIONS or _LIVE_SLUG.search(slug) or _LIVE_TITLE.search(article.title):
        return LIVE
    if sections & SPORT_SECTIONS or SPORT_HOSTS & set(host.split(".")):
        return SPORT
    if _is_signed(article.text) or _is_personal(article) or _argues(article):
        return OPINION
    return NEWS


def says_opinion(article: Article) -> bool:
    """Tell whether an article's address or title says that it is an opinion."""
    host, sections, _ = _address(article.url)
    return bool(
        sections & OPINION_SECTIONS
        or host.startswith(("opinion.", "opinions."))
        or _OPINION_TITLE.search(article.title)
    )


def _argues(article: Article) -> bool:
    """Tell whether its writer argues; a transcript or a speech is news of what others argue."""
    if len(_TURN.findall(article.text[:READ])) >= TURNS or _TOLD.search(article.title):
        return False
    return argues(article.text) > ARGUES


def _address(url: str) -> tuple[str, frozenset[str], str]:
    """Return an address's host, the names of its sections and its last part, in lower case."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", frozenset(), ""
    *sections, slug = unquote(parts.path.lower()).strip("/").split("/")
    return host, frozenset(sections), slug.rpartition(".")[0] or slug


def _is_signed(text: str) -> bool:
    """Tell whether a text says of itself that it is an opinion, or introduces its author at its end."""
    return bool(_DISCLAIMED.search(text[:300] + "\n" + text[-TAIL:]) or _SIGNED.search(text[-TAIL:]))


def _is_personal(article: Article) -> bool:
    """Tell whether the author speaks of themselves throughout."""
    start = article.text[:READ]
    if _SPEAKER.search(start) or _TOLD.search(article.title):
        return False
    own = [paragraph for paragraph in start.split("\n") if not _QUOTES & set(paragraph)]
    sentences = [sentence for paragraph in own for sentence in _SENTENCE.findall(paragraph) if " " in sentence.strip()]
    personal = sum(bool(_I.search(sentence)) for sentence in sentences)
    return personal >= FIRST_PERSON and personal >= FIRST_PERSON_SHARE * len(sentences)
