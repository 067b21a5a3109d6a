"""The rules of lint: each takes what was read and gives its findings, a line and what to do.

Knows nothing about files or formats. What a quotation, an attributed statement or an extract with one of briefer's own
citations says is its speaker's: the rules on judging words pass it over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefer.briefs.lint_passages import Passage, begins_with_day, sections, source_names
from briefer.briefs.lint_reading import Block
from briefer.language import wording
from briefer.stories.change import NEW, QUIET, UNCHANGED, UPDATED

Found = Iterator[tuple[int, str]]
"""Lines and messages."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A brief as lint sees it."""

    blocks: Sequence[Block]
    passages: Sequence[Passage]
    lines: int
    """How many lines the file has."""


_MARKS = frozenset((NEW, UPDATED, UNCHANGED, QUIET))

Rule = Callable[[Draft], Found]

_SMALL = re.compile(r"\b[A-Za-z][a-z]{2,7}\b")
_DATELINE = re.compile(r"[A-Z]{3,}[^–—\n]{0,80}?(?: [–—-]{1,2} |[–—])")

_EDGE = 6
"""Blocks from the top and from the bottom among which the handling line stands."""

_NEAR = 25
"""Characters between a day's name and the date that makes it plain."""


def missing_handling_line(draft: Draft) -> Found:
    """A handling line stands at the top and at the bottom, the same one."""
    whole = [block for block in draft.blocks if block.text]
    brief = [block for block, section, _ in sections(whole) if section != "extracts"]
    top, bottom = _handling(whole[:_EDGE]), _handling([*whole[: -_EDGE - 1 : -1], *brief[: -_EDGE - 1 : -1]])
    if not top:
        yield 1, "no handling line at the top; write TLP:CLEAR, or how far it may go"
    if not bottom:
        yield draft.lines, f"no handling line at the bottom; write {top or 'TLP:CLEAR'} again"
    if top and bottom and top != bottom:
        yield draft.lines, f"{bottom} at the bottom but {top} at the top; make them one"


def placeholder(draft: Draft) -> Found:
    """Nothing is left to be filled in."""
    extracts = {id(passage.block) for passage in draft.passages if passage.extract}
    for block, section, _ in sections(draft.blocks):
        if section != "extracts" and id(block) not in extracts:
            for match in wording.PLACEHOLDER.finditer(block.text):
                yield block.line(match.start()), f"{_quoted(match.group())} is a placeholder; fill it in or take it out"


def empty_section(draft: Draft) -> Found:
    """A heading has something below it."""
    for at, block in enumerate(draft.blocks):
        following = draft.blocks[at + 1] if at + 1 < len(draft.blocks) else None
        if block.level and (following is None or 0 < following.level <= block.level):
            yield block.line(), f"{_quoted(block.text)} has no text; fill it, say so, or leave the section out"


def figure_without_source(draft: Draft) -> Found:
    """Each figure has a source."""
    for passage in draft.passages:
        if figure := _unsourced_figure(passage):
            yield passage.line(), f"{_quoted(figure)} has no source; add the citation, such as [1]"


def uncited_sentence(draft: Draft) -> Found:
    """Each statement of fact has a source."""
    for passage in draft.passages:
        judged = passage.section == "assessment" or wording.JUDGEMENT.search(passage.own)
        if passage.tells and not passage.cited and not judged and not _unsourced_figure(passage):
            yield passage.line(), f"{_opening(passage.text)} has no source; add the citation, such as [1]"


def mixed_rows(draft: Draft) -> Found:
    """The likelihood terms come from one row of ICD 203."""
    terms = [(passage, term) for passage in _judging(draft) for term in wording.find_likelihood(passage.own)]
    if not terms:
        return
    rows = [term.row for _, term in terms]
    kept = 1 if rows.count(1) > rows.count(0) else 0 if rows.count(0) > rows.count(1) else rows[0]
    example = next(term.text for _, term in terms if term.row == kept)
    for passage, term in terms:
        if term.row != kept:
            better = wording.LIKELIHOOD[term.level][kept]
            where = f"{_quoted(term.text)} and {_quoted(example)} are of different rows of ICD 203"
            yield passage.line(term.start), f"{where}; write {_quoted(better)}"


def confidence_and_likelihood(draft: Draft) -> Found:
    """A sentence states a likelihood or a confidence, never both."""
    for passage in _judging(draft):
        confidence = wording.CONFIDENCE.search(passage.own)
        term = next(wording.find_likelihood(passage.own), None)
        chance = term.text if term else _first(wording.CHANCE.search(passage.own))
        if confidence and chance:
            both = f"{_quoted(confidence.group())} and {_quoted(chance)} in one sentence"
            yield passage.line(confidence.start()), f"{both}; make it two"


def bare_modal(draft: Draft) -> Found:
    """A judgement says how likely, not that something may be."""
    for passage in _judging(draft):
        judged = passage.section == "assessment" or wording.JUDGEMENT.search(passage.own) or not passage.cited
        if not judged or not _is_prose(passage) or any(wording.find_likelihood(passage.own)):
            continue
        modal = wording.MODAL.search(passage.own)
        if modal and not wording.PERCENT.search(passage.own) and not _asks(passage, modal.start()):
            what = f"{_quoted(modal.group())} says nothing of how likely it is"
            yield passage.line(modal.start()), f"{what}; write an ICD 203 term (unlikely, likely, very likely)"


def relative_day(draft: Draft) -> Found:
    """A day named from the day of writing has its date beside it."""
    for passage in draft.passages:
        if passage.section in ("sources", "extracts", "method"):
            continue
        if passage.block.kind in ("row", "item") and begins_with_day(passage.block.text):
            continue
        dates = [match.span() for match in wording.DAY.finditer(passage.text)]
        for match in wording.RELATIVE_DAY.finditer(passage.own):
            if not any(_near(match.span(), date) for date in dates):
                yield (
                    passage.line(match.start()),
                    f"{_quoted(match.group())} has no date; write it beside, as [12 May 2025]",
                )


def undefined_acronym(draft: Draft) -> Found:
    """An acronym is expanded where it is used first."""
    told = _told_elsewhere(draft) | _MARKS
    for passage in draft.passages:
        if passage.section in ("sources", "extracts", "method") or _shouts(passage.text):
            continue
        for match in wording.ACRONYM.finditer(_without_furniture(passage)):
            acronym = match.group()
            known = acronym in told or wording.ROMAN.fullmatch(acronym) or wording.PLACEHOLDER.fullmatch(acronym)
            if known or _is_furniture(passage.text, match):
                continue
            told.add(acronym)
            if not _is_expanded(passage.text, match):
                yield passage.line(match.start()), f"{_quoted(acronym)} is not explained; write it out at its first use"


def _told_elsewhere(draft: Draft) -> set[str]:
    """Give what needs no expansion in the text: what all know, names of sources, what a heading expands, and words that
    the brief has in small letters, too, and so are no acronyms when they shout.
    """
    told = set(wording.KNOWN_ACRONYMS) | set(wording.ACRONYM.findall(source_names(draft.blocks)))
    for block in draft.blocks:
        if block.level:
            told |= {m.group() for m in wording.ACRONYM.finditer(block.text) if _is_expanded(block.text, m)}
    words = (word for passage in draft.passages for word in _SMALL.findall(passage.text))
    return told | {word.upper() for word in words}


def opinion(draft: Draft) -> Found:
    """The writer tells facts without judging them."""
    for passage in _judging(draft):
        for match in wording.OPINION.finditer(passage.own):
            advice = "leave it out, or say whose word it is"
            yield passage.line(match.start()), f"{_quoted(match.group())} is an opinion; {advice}"


def dangling_opening(draft: Draft) -> Found:
    """The first sentence of a section, and of each item, leans on no other."""
    for passage in draft.passages:
        match = wording.OPENING.match(passage.text)
        if passage.first and match and passage.section in ("facts", "assessment") and _is_prose(passage):
            yield (
                passage.line(),
                f"it opens on {_quoted(match.group())}, with nothing before it; name who or what is meant",
            )


def _judging(draft: Draft) -> Iterator[Passage]:
    """Give the passages whose words are the writer's own."""
    for passage in draft.passages:
        told = passage.extract or passage.section not in ("facts", "assessment", "advice")
        if not told and (wording.JUDGEMENT.search(passage.own) or not wording.ATTRIBUTION.search(passage.own)):
            yield passage


def _is_prose(passage: Passage) -> bool:
    return passage.block.kind in ("paragraph", "item")


def _asks(passage: Passage, modal: int) -> bool:
    """Tell a question or a condition from a judgement."""
    return passage.text.rstrip().endswith("?") or wording.WHETHER.search(passage.own, 0, modal) is not None


def _unsourced_figure(passage: Passage) -> str:
    """Give the first figure of a passage that needs a source and has none; a judgement's percentage is no figure."""
    if passage.cited or not (passage.tells or _is_figure_row(passage)):
        return ""
    text = wording.TIME.sub(_blank, wording.DAY.sub(_blank, passage.text))
    if passage.section == "assessment" or wording.JUDGEMENT.search(passage.own):
        text = wording.PERCENT.sub(_blank, text)
        return next(
            (match.group() for match in wording.FIGURE.finditer(text) if match.group()[0] in "0123456789$£€"), ""
        )
    found = wording.FIGURE.search(text)
    return found.group().rstrip(".,") if found else ""


def _is_figure_row(passage: Passage) -> bool:
    """Tell a row such as `3 | workers killed` from one of the head."""
    return passage.block.kind == "row" and passage.section == "facts" and not passage.keyed


def _handling(blocks: Sequence[Block]) -> str:
    for block in blocks:
        if match := wording.HANDLING.search(block.text[:200]):
            return f"TLP:{match['tlp'].replace(' ', '')}" if match["tlp"] else match["other"]
    return ""


def _near(day: tuple[int, int], date: tuple[int, int]) -> bool:
    return date[0] - day[1] <= _NEAR and day[0] - date[1] <= _NEAR


def _is_expanded(text: str, match: re.Match[str]) -> bool:
    """Tell `International Committee of the Red Cross (ICRC)` and `ICRC (International ...)`, round or square."""
    before, after = text[: match.start()].rstrip("'\"“‘ "), text[match.end() : match.end() + 4]
    return before.endswith(("(", "[", " or", "known as", "called")) or re.match(r"s? ?[(\[][A-Z]", after) is not None


def _is_furniture(text: str, match: re.Match[str]) -> bool:
    """Tell a label (`SIZE:`), a currency (`SEK 40`) and a word of a date-time group (`DEC 25`)."""
    after = text[match.end() : match.end() + 2]
    return after[:1] == ":" or (after[:1] in (" ", "\xa0") and after[1:].isdigit())


def _without_furniture(passage: Passage) -> str:
    """Blank out the handling line and, at the start of a paragraph, a dateline: `TARSIN, 9 November 2025 - `."""
    text = wording.HANDLING.sub(_blank, passage.text)
    dateline = _DATELINE.match(text) if passage.start == 0 else None
    return _blank(dateline) + text[dateline.end() :] if dateline else text


def _shouts(text: str) -> bool:
    letters = [letter for letter in text[:2000] if letter.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters) and text.count(" ") > 1


def _first(match: re.Match[str] | None) -> str:
    return match.group() if match else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())[:60]}"'


def _opening(text: str) -> str:
    words = text.split()
    return f'"{" ".join(words[:6])[:60]}{" ..." if len(words) > 6 else ""}"'
