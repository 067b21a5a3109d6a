"""What lint judges: the sentences, items and rows of a brief, with their lines, sections and sources.

Knows what a citation, a quotation and the sections of a brief look like, and nothing about the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefer.briefs.lint_reading import CELL, LINK, Block
from briefer.language.quotation import find_quotations
from briefer.language.sentences import split_text
from briefer.language.wording import DAY, MONTH, TIME
from briefer.types import Sentence

SECTIONS = (
    ("sources", r"sources?\b(?! of\b)|references\b|bibliography\b|(?:foot|end)?notes\b|works cited\b"),
    ("extracts", r"cited paragraphs\b"),
    ("index", r"(?:table of )?contents\W*\Z|in this brief\W*\Z|(?:unchanged|quiet)\b|feeds?\b|map of the day\b"),
    ("advice", r"recommend\w+\b|advice\b|guidance\b|what to do\b|next steps\b|actions? (?:required|needed|for|to)\b"),
    (
        "method",
        (
            r"(?:method(?:s|ology)?(?: note)?|disclaimer|contacts?|distribution(?: list)?)\W*\Z"
            r"|(?:how this|about this|prepared by)\b"
        ),
    ),
    (
        "gaps",
        (
            r"(?:\w+ and )?(?:key |information |intelligence |remaining )*"
            r"(?:gaps?|unknowns?|limitations|requirements|questions)\b"
            r"|(?:what (?:is|we do) not know|open questions|not known)\b"
        ),
    ),
    (
        "assessment",
        (
            r"(?:our |key |analyst.?s? )*(?:assessments?|judge?ments?|comment|analysis|outlook|implications|forecast"
            r"|scenarios?|indicators|looking ahead|what next|prospects)\b"
        ),
    ),
)
"""Kinds of section by how their headings begin; any other section tells facts."""

_NUMBERING = re.compile(
    r"[\s\d.:)(§#*-]{0,20}(?:[A-Z][.)] |(?:Line|Part|Section|Annex) \d{1,3}[,.:]? )?", re.IGNORECASE
)
_LABELLED = re.compile(r"(?P<label>[A-Z][^:.!?\n]{1,40}):")
_EXTRACT = re.compile(r"\[\d{1,3}\s?¶\s?\d{1,4}\]")
_AGENCY = "(?:Reuters|AP|AFP|BBC|CNN|DPA|EFE|ANSA|TASS|Xinhua|Kyodo|ANI|PTI|UPI|Anadolu|Bloomberg|OCHA)"
_YEAR = r"(?:19|20)\d\d\b"
_SOURCE = re.compile(
    rf"""\s?(?:
      \[\d{{1,3}}(?:\s?¶\s?\d{{1,4}})?(?:\s?[,;–-]\s?\d{{1,3}}(?:\s?¶\s?\d{{1,4}})?){{0,20}}\]      # [1 ¶3], [1, 2]
    | \[\^[\w-]{{1,40}}\] | (?<=[\w.,;!?”"’)])(?<![ckm\d ]m)[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{{0,2}}           # footnotes
    | \((?:[Ss]ources?:|[Vv]ia|[Ss]ee|[Ii]bid)[^()\n]{{0,200}}\)                                       # (Source: ...)
    | \((?!{MONTH}){_AGENCY}\)
    | \((?!{MONTH}|\d)[^()\n,;]{{2,60}}[,;][^()\n]{{0,100}}?(?:{MONTH}|{_YEAR}|\d{{1,2}}[./]\d{{1,2}})[^()\n]{{0,30}}\)
    | \((?!{MONTH})[A-Z][\w.&’'-]{{1,30}}(?:\ [\w.&’'-]{{1,30}}){{0,3}}\ {_YEAR}\)                    # (Vane 2025)
    | (?<!\()https?://[^\s<>()]{{4,400}} | {LINK}
    )""",
    re.VERBOSE,
)
_SOURCE_LINE = re.compile(r"(?:\A|[.!?)\]]\s{1,3})\(?(?:Sources?|Via):\s?\S")
_NUMBERED = re.compile(r"\d{1,3}\. ")
"""How an item begins that is a story's title and its text; the title, which may be a sentence, needs no source."""
_STOPPED = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s*\Z")
_WORD = re.compile(r"\w+")
_UNKNOWN = re.compile(
    r"(?:it (?:is|was|remains) (?:\w+ )?(?:not (?:\w+ )?(?:known|clear)|un(?:clear|known))\b|no (?:source|report)s?\b"
    r"|(?:the )?sources? (?:do|does|did|gives?|names?|dates?|says?|tells?) (?:not|no|nothing|nobody)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that says what nobody says, and so has no source."""
_LABEL = re.compile(
    r"\s*(?:(?:machine-written|(?:written|made|composed|compiled|generated) by (?:a|the) (?:machine|model)"
    r"|see also|next (?:report|update|brief)|(?:prepared|cleared|approved|issued|published) by|information cut-?off"
    r"|for (?:more|further) information)\b"
    r"|(?:TLP|DTG|as of|date|time|serial|period|covers|prepared|cleared|approved|issued|published|updated|distribution"
    r"|contact|cut-?off|from|to|subject|reference|classification|image|photo|map|chart)[^\w\n]{0,3}:"
    r"|(?:new|updated|unchanged|quiet) ·)",
    re.IGNORECASE,
)
"""How lines begin that say something of the brief, not of the world."""
_DATED = re.compile(r"(?:as of|as at|covers?|covering|compiled|updated|issued|valid|dated)\b", re.IGNORECASE)
"""How they begin where only a date follows: `As of 14 May 2024, 18:00 local time.`"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a paragraph or item, or a whole row."""

    text: str
    """As printed, with its marks of sources blanked out, character for character."""
    own: str
    """The same with quotations blanked out, too: what the writer says."""
    block: Block
    start: int
    """Offset in the block's text."""
    section: str
    """facts, or a kind of `SECTIONS`."""
    cited: bool
    extract: bool
    """Whether the citation is one of briefer's: the words are then the source's own."""
    first: bool
    """Whether it is the first of its section, or of an item."""
    head: bool
    """Whether it stands above the first section."""

    def line(self, offset: int = 0) -> int:
        """Give the line of the file in which a character of `text` stands."""
        return self.block.line(self.start + offset)

    @property
    def tells(self) -> bool:
        """Whether it says something that needs a source: a whole sentence, not a label, a question or a heading."""
        if self.section not in ("facts", "assessment") or _LABEL.match(self.text) or _UNKNOWN.match(self.text):
            return False
        if self.block.kind == "row":
            return not self.keyed and max(map(_words, self.text.split(CELL.strip()))) > 4
        stopped = _STOPPED.search(self.text[-200:]) is not None and not self.text.rstrip().endswith("?")
        if self.head and _DATED.match(self.text) and _words(TIME.sub("", DAY.sub("", self.text))) < 6:
            return False
        return (stopped and _words(self.text) > 2) or (self.block.kind == "item" and _words(self.text) > 4)

    @property
    def keyed(self) -> bool:
        """Whether it is a row of the head: a label and its value, above the first section."""
        return self.block.kind == "row" and self.head and self.text.count(CELL.strip()) < 2


def sections(blocks: Sequence[Block]) -> Iterator[tuple[Block, str, bool]]:
    """Give each block with its kind of section and whether it stands above the first section."""
    opened: list[tuple[int, str]] = []
    for block in blocks:
        level = block.level or (7 if _is_bare_heading(block) else 0)
        if level:
            title = level == 1 and not opened
            opened = [entry for entry in opened if entry[0] < level]
            opened.append((level, "title" if title else _inner(block.text, opened)))
        kind = opened[-1][1] if opened else "title"
        head = kind == "title"
        if head or (kind == "facts" and not block.level):
            label = _LABELLED.match(block.text)
            kind = _section(label["label"]) if label else "facts"
        yield block, kind, head


def _inner(heading: str, opened: Sequence[tuple[int, str]]) -> str:
    """Give the kind of a section: its own, else that of the section it is in; cited paragraphs stay what they are."""
    outer = opened[-1][1] if opened and opened[-1][1] != "title" else "facts"
    own = _section(heading)
    return outer if outer == "extracts" or own == "facts" else own


def passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Give the passages of a brief, in order; headings and table heads are none."""
    fresh, sourced = True, -1
    for block, section, head in sections(blocks):
        if block.kind == "heading" or _is_bare_heading(block):
            fresh = True
        elif block.kind == "header":
            cells = [cell.strip().casefold() for cell in block.text.split(CELL.strip())]
            sourced = next(
                (at for at, cell in enumerate(cells) if re.match(r"(?:sources?|citations?|ref)\b", cell)), -1
            )
        elif block.kind != "picture":
            sourced = sourced if block.kind == "row" else -1
            yield from _of_block(block, section, head=head, fresh=fresh, column=sourced)
            fresh = False


def source_names(blocks: Sequence[Block]) -> str:
    """Give the text of the list of sources."""
    return "\n".join(block.text for block, section, _ in sections(blocks) if section == "sources")


def _of_block(block: Block, section: str, *, head: bool, fresh: bool, column: int) -> Iterator[Passage]:
    printed = block.text.replace("\n", " ")
    marks = [(mark.start(), mark.end()) for mark in _SOURCE.finditer(printed)]
    text = _without(printed, marks)
    quotations = find_quotations(text, [Sentence(0, len(text), text, 0)])
    own = _without(text, [(quotation.start, quotation.end) for quotation in quotations])
    sourced = _SOURCE_LINE.search(printed) is not None or _has_cell(block, column)
    titled = bool(marks) and block.kind == "item" and _NUMBERED.match(text) is not None
    spans = [(0, len(text))] if block.kind == "row" else [(span.start, span.end) for span in split_text(text)]
    ends = [start for start, _ in spans[1:]] + [len(text) + 1]
    for number, ((start, end), until) in enumerate(zip(spans, ends, strict=False)):
        mine = marks[bisect_left(marks, (start, 0)) : bisect_left(marks, (until, 0))]
        yield Passage(
            text[start:end], own[start:end], block, start, section,
            cited=sourced or titled or bool(mine),
            extract=any(_EXTRACT.search(printed, *mark) for mark in mine),
            first=number == 0 and (fresh or block.kind == "item"),
            head=head,
        )  # fmt: skip


def _without(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Blank marks or quotations out; a stop right after one moves before it, to where its sentence ends."""
    parts, at = [], 0
    for start, end in marks:
        parts.append(text[at:start])
        at = end
        stop = text[end : end + 1] if text[end : end + 1] in tuple(".,;!?") else ""
        parts.append(stop + " " * (end - start))
        at = end + len(stop)
    return "".join([*parts, text[at:]])


def _has_cell(block: Block, column: int) -> bool:
    cells = block.text.split(CELL.strip())
    return block.kind == "row" and 0 <= column < len(cells) and bool(cells[column].strip(" -–—"))


def _section(heading: str) -> str:
    name = heading[_NUMBERING.match(heading).end() :].casefold()  # type: ignore[union-attr]
    return next((kind for kind, pattern in SECTIONS if re.match(pattern, name)), "facts")


def _is_bare_heading(block: Block) -> bool:
    """Tell a line that stands for a heading: `Sources:`, or in bold `Sources`."""
    if block.kind != "paragraph" or len(block.text) > 40 or "\n" in block.text:
        return False
    return _section(block.text) != "facts" and not _STOPPED.search(block.text) and _words(block.text) < 5


def _words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def begins_with_day(text: str) -> bool:
    """Say whether a row or an item opens with a date, as a timeline's do."""
    return DAY.match(text.lstrip().removeprefix("about ").lstrip("*([")) is not None
