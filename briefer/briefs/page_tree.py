"""The shape of a page: how the tree of a brief's Markdown becomes header, sections, tables and pictures.

Knows nothing about templates beyond plain Markdown: any text gets one title, sections with names, headings in order
and tables that scroll in a box of their own. What stands for a picture, and for the cited paragraphs, is an empty
element with an id; the page puts them in after the guard.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element, SubElement

CITED_ID = "cited-paragraphs"
HANDLING_COLOURS = {"red": "#ff2b2b", "amber": "#ffc000", "green": "#33ff00", "clear": "#ffffff"}
"""Of version 2.0 of the protocol, to stand on black."""
_HANDLING = re.compile(r"TLP:[A-Z+]{3,12}")
_CITATION = re.compile(r"#s(\d+)-p(\d+)")
_PICTURE = re.compile(r"picture:(\w+)")
_STATUS = re.compile(r"NEW|UPDATED|UNCHANGED|QUIET")
"""A mark that a story has in a daily brief."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDE = 28
"""Characters of a value in the title block above which it takes two columns."""
_BLOCKS = frozenset("blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())


@dataclass(slots=True)
class PageShape:
    """Rearranges a tree into `header` and `main`; afterwards it knows what the page has to put in."""

    title: str
    """Stands above a text that has no title of its own."""
    handling: str
    """The handling line that the page shows anyway, above and below."""
    pictures: Collection[str]
    """Names of the pictures that there are."""
    ids: set[str] = field(default_factory=lambda: {"brief", CITED_ID})
    """Every id given."""

    def __call__(self, root: Element) -> None:
        """Rearrange the tree in place."""
        blocks = [block for block in root if _text(block) != self.handling or block.tag != "p"]
        root[:] = []
        self._pictures(blocks)
        _level(blocks)
        self._cite(blocks)
        self._lead_to_headings(blocks)
        _mark_status(blocks)
        header, main = SubElement(root, "header"), Element("main", {"id": "brief", "tabindex": "-1"})
        title = next((block for block in blocks if block.tag == "h1"), None)
        if title is None:
            title = Element("h1")
            title.text = _escaped(self.title)
        lead = [block for block in _before_sections(blocks) if block is not title]
        header.extend([title, *map(_grid, lead)])
        main.extend(list(self._sections([block for block in blocks if block is not title and block not in lead])))
        SubElement(main, "section", {"id": CITED_ID})
        root.append(main)
        for block in [*header, *main]:
            _mark_handling(block)

    def _sections(self, blocks: Sequence[Element]) -> Iterator[Element]:
        """Gather each heading of the second level and what follows it; tables get a box to scroll in."""
        section = Element("section")
        for block in blocks:
            if block.tag == "h2":
                if len(section):
                    yield section
                name = self._name(_text(block))
                block.set("id", block.get("id") or f"{name}-heading")
                section = Element("section", {"id": name, "aria-labelledby": block.get("id", "")})
            section.append(_boxed(block, _text(section[0]) if len(section) and section.get("id") else self.title))
        if len(section):
            yield section

    def _name(self, heading: str) -> str:
        """Make an id of a heading, and a new one where it stands twice."""
        slug = "-".join(re.findall(r"[a-z0-9]+", heading.lower()))[:60] or "section"
        name, number = slug, 1
        while name in self.ids:
            number += 1
            name = f"{slug}-{number}"
        self.ids.add(name)
        return name

    def _lead_to_headings(self, blocks: Sequence[Element]) -> None:
        """Make a link of each line of the list of contents that stands as a heading further down."""
        start = next((n for n, block in enumerate(blocks) if block.tag == "h2" and _text(block) == "Contents"), None)
        if start is None or start + 1 == len(blocks) or blocks[start + 1].tag != "ul":
            return
        headings = {_text(block): block for block in reversed(blocks[start + 2 :]) if block.tag in {"h2", "h3"}}
        for line in [element for element in blocks[start + 1].iter() if element.tag in {"li", "strong"}]:
            heading = headings.get((line.text or "").strip() and _text_before_list(line))
            if heading is not None:
                name = heading.get("id") or self._name(f"to {_text(heading)}")
                heading.set("id", name)
                _link(line, f"#{name}")

    def _pictures(self, blocks: Sequence[Element]) -> None:
        """Put a figure where a picture stands; where there is no such picture its text stays."""
        for block in blocks:
            for parent in [element for element in block.iter() if element.find("img") is not None]:
                for image in parent.findall("img"):
                    self._picture(image)
                if parent.tag == "p" and any(child.tag == "figure" for child in parent):
                    parent.tag = "div"

    def _picture(self, image: Element) -> None:
        found = _PICTURE.fullmatch(image.get("src", ""))
        text, tail = image.get("alt", ""), image.tail
        image.clear()
        image.tail = tail
        if found and found[1] in self.pictures:
            image.tag = "figure"
            image.set("id", self._name(f"picture-{found[1]}"))
        else:
            image.tag = "span"
            image.text = text

    def _cite(self, blocks: Sequence[Element]) -> None:
        """Draw the brackets into the link of a citation, and name the first citation of each paragraph."""
        for block in blocks:
            for parent in block.iter():
                before: Element | None = None
                for child in parent:
                    found = _CITATION.fullmatch(child.get("href", ""))
                    if found:
                        _draw_in(parent, before, child)
                        child.set("class", "cite")
                        child.set("title", f"Source {found[1]}, paragraph {found[2]}")
                        name = f"cite-s{found[1]}-p{found[2]}"
                        if name not in self.ids:
                            child.set("id", name)
                            self.ids.add(name)
                    before = child


def _draw_in(parent: Element, before: Element | None, link: Element) -> None:
    """Move the brackets around a citation into its link: one thing to see and to press."""
    ahead = (parent.text if before is None else before.tail) or ""
    after = link.tail or ""
    if not (ahead.endswith("[") and after.startswith("]")):
        return
    if before is None:
        parent.text = ahead[:-1]
    else:
        before.tail = ahead[:-1]
    link.text, link.tail = f"[{link.text or ''}]".replace(" ", "\N{NO-BREAK SPACE}"), after[1:]


def _text_before_list(line: Element) -> str:
    """Give the words of a list's line, without those of a list inside it."""
    texts = [
        line.text or "",
        *(f"{unescape(''.join(child.itertext()))}{child.tail or ''}" for child in line if child.tag != "ul"),
    ]
    return unescape("".join(texts)).strip()


def _link(line: Element, address: str) -> None:
    """Put all that stands in a line before a list inside it into a link."""
    inside = [child for child in line if child.tag != "ul"]
    link = Element("a", {"href": address})
    link.text, line.text = (line.text or "").strip(), ""
    link.extend(inside)
    for child in inside:
        line.remove(child)
    line.insert(0, link)


def _mark_status(blocks: Sequence[Element]) -> None:
    """Give a story's status mark a class, and classes to the line that starts with it and to the heading above."""
    above = None
    for block in blocks:
        marks = [element for element in block.iter("strong") if _STATUS.fullmatch(_text(element))]
        for mark in marks:
            mark.set("class", f"mark mark-{_text(mark).lower()}")
        if block.tag == "p" and len(block) and block[0] in marks and not block.text:
            block.set("class", "status")
            if above is not None and above.tag == "h3":
                above.set("class", "story")
        above = block


def _text(element: Element) -> str:
    return unescape("".join(element.itertext())).strip()


def _escaped(text: str) -> str:
    """Escape a text for the tree, in which entities stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _level(blocks: Sequence[Element]) -> None:
    """Let there be one title, and no heading that skips a level."""
    last = 0
    for block in blocks:
        if block.tag in _HEADINGS:
            level = min(max(int(block.tag[1]), 2 if last else 1), last + 1 if last else 2)
            block.tag = f"h{level}"
            last = level


def _before_sections(blocks: Sequence[Element]) -> list[Element]:
    """Give the title and the tables that follow it: what belongs into the header."""
    lead: list[Element] = []
    for block in blocks:
        if block.tag not in {"h1", "table"}:
            break
        lead.append(block)
    return lead


def _rows(table: Element) -> list[list[Element]]:
    return [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]


def _grid(block: Element) -> Element:
    """Turn a table of names and values into a list of them, which can stand in a grid."""
    rows = _rows(block)
    if block.tag != "table" or any(len(row) != 2 for row in rows):
        return _boxed(block, "Title block")
    grid = Element("dl", {"class": "meta"})
    for name, value in rows:
        if _text(name) or _text(value):
            group = SubElement(grid, "div", {"class": "wide"} if len(_text(value)) > WIDE else {})
            name.tag, value.tag = "dt", "dd"
            name.attrib.clear()
            value.attrib.clear()
            group.extend([name, value])
    return grid


def _boxed(block: Element, name: str) -> Element:
    """Put a table into a box that scrolls on a small screen and can be reached by keyboard."""
    if block.tag != "table":
        return block
    _tidy(block)
    box = Element(
        "div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": f"Table: {_escaped(name)}"}
    )
    box.append(block)
    return box


def _tidy(table: Element) -> None:
    """Name the heads of columns, drop a head without words, and let a class say how a column is aligned."""
    for cells in _rows(table):
        for cell in cells:
            align = re.search(r"right|center", cell.attrib.pop("style", ""))
            if align:
                cell.set("class", align[0])
            if cell.tag == "th":
                cell.set("scope", "col")
    head = table.find("thead")
    if head is not None and not _text(head):
        table.remove(head)


def _mark_handling(block: Element) -> None:
    for paragraph in block.iter("p"):
        text = _text(paragraph)
        if _HANDLING.fullmatch(text) and paragraph.find("strong") is not None:
            paragraph.set("class", handling_class(text))


def handling_class(handling: str) -> str:
    """Give the classes of a handling line's banner: `tlp tlp-amber`."""
    return f"tlp tlp-{handling_colour(handling)}"


def handling_colour(handling: str) -> str:
    """Name the colour of a handling line; white, `clear`, for one that the Traffic Light Protocol does not know."""
    name = handling.removeprefix("TLP:").partition("+")[0].lower()
    return name if name in HANDLING_COLOURS else "clear"
