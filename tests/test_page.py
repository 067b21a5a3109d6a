"""The HTML page: its shape, its guard, its citations.

A golden case is Markdown, a line `----`, and the body that it becomes, for a brief with the picture `map` and the
handling line TLP:CLEAR. What a browser makes of the page is proved in tests/browser.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefs.brief import Brief, Paragraph
from briefer.briefs.cited import cited_spans, marked
from briefer.briefs.json_format import from_json
from briefer.briefs.markup import to_markup
from briefer.briefs.page import to_html
from briefer.briefs.page_tree import PageShape
from briefer.briefs.pictures import Picture
from briefer.briefs.render import RENDERERS, to_page
from briefer.briefs.template_files import load_template

GOLDEN = sorted((Path(__file__).parent / "golden" / "page").glob("*.txt"))
TEMPLATES = ["sitrep", "bluf", "pdb", "intrep", "newswire", "flash", "watchlog"]
ACTIVE = {"script", "style", "iframe", "object", "embed", "img", "svg", "math", "form", "input", "link", "meta", "base"}


def harbour() -> Brief:
    return from_json((Path(__file__).parent / "golden" / "briefs" / "harbour.json").read_text(encoding="utf-8"))


class Reader(HTMLParser):
    """Gathers the elements of a page, its ids, and the text that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if attributes.get(name)]


def body_of(markdown: str) -> str:
    return to_markup(markdown, PageShape("The brief's <title>", "TLP:CLEAR", {"map"}))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.stem)
def test_golden(case):
    markdown, expected = case.read_text(encoding="utf-8").split("----\n")
    assert body_of(markdown).strip() == expected.strip()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_makes_a_page_with_landmarks_one_title_and_links_that_lead_somewhere(name):
    page = Reader(to_page(harbour(), load_template(name)))
    tags = [tag for tag, _ in page.elements]
    assert all(tags.count(tag) == 1 for tag in ("html", "header", "main", "footer", "h1"))
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= {*ids, *(v for v in page.values("aria-labelledby") if " " in v)}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_asks_for_nothing(name):
    """No script, no address that a browser would fetch by itself, and a policy that forbids all that."""
    html = to_page(harbour(), load_template(name))
    page = Reader(html)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.elements}
    assert not page.values("src")
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_the_handling_line_stands_above_below_and_on_every_sheet():
    brief = harbour()
    brief = replace(brief, head=replace(brief.head, tlp="TLP:AMBER+STRICT"))
    html = to_page(brief, load_template("sitrep"))
    assert html.count('<p class="tlp tlp-amber"><strong>TLP:AMBER+STRICT</strong></p>') == 2
    style = html[html.index("<style>") : html.index("</style>")]
    sheet = re.findall(r'@(?:top-center|bottom-left) \{ [^}"]*content: "([^"]*)"', style)
    assert [re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), line) for line in sheet] == ["TLP:AMBER+STRICT"] * 2


def test_a_cited_paragraph_shows_its_evidence_and_leads_back():
    html = to_page(harbour(), load_template("sitrep"))
    assert '<p id="s2-p1" tabindex="-1"><a class="back" href="#cite-s2-p1"' in html
    assert "<mark>At least three berths</mark> were open again" in html


def test_only_paragraphs_that_the_page_cites_stand_below_it():
    html = to_html("# T\n\nOne. [[1 ¶3](#s1-p3)]\n", harbour(), {})
    assert re.findall(r'<p id="(s\d+-p\d+)"', html) == ["s1-p3"]


def test_a_picture_stands_where_the_template_puts_it():
    pictures = {"map": Picture('<svg role="img"><title>Map</title></svg>', "A map.")}
    html = to_html("# T\n\n## Places\n\n![A map.](picture:map)\n", harbour(), pictures)
    assert '<figure class="picture picture-map"><svg role="img"><title>Map</title></svg></figure>' in html


def test_a_brief_without_paragraphs_has_no_section_of_them():
    assert ">Cited paragraphs<" not in to_html("# T\n", replace(harbour(), sources=()), {})


def test_the_page_is_the_same_every_time():
    brief = harbour()
    template = load_template("sitrep")
    assert to_page(brief, template) == to_page(brief, template)
    assert RENDERERS["html"](brief, template).decode() == to_page(brief, template)


def test_spans_that_overlap_are_marked_once():
    spans = cited_spans(harbour())
    for cited in spans.values():
        assert all(before[1] < after[0] for before, after in pairwise(cited))


@given(text=st.text(), start=st.integers(0, 50), cuts=st.lists(st.integers(0, 90), unique=True).map(sorted))
def test_marking_changes_no_text(text, start, cuts):
    """Whatever is marked, a reader sees the paragraph, without invisible characters."""
    shown = Reader(f"<p>{marked(Paragraph(1, start, text), zip(cuts[::2], cuts[1::2], strict=False))}</p>").text
    plain = Reader(f"<p>{marked(Paragraph(1, start, text), ())}</p>").text
    assert shown == plain


PIECES = r"""
<script> </script> <img/src=x/onerror=alert(1)> [x](javascript:alert(1)) <svg/onload=alert(1)> < > & &lt; &#60; \ ` `` *
_ [ ]( ) ![ picture:map | |-|-| wzxhzdk:0 klzzwxh:0001 <!-- --> <? <![CDATA[ " ' = {:onclick=x} <a/href=//x> : 1. # - >
<http://a.example> [1]:javascript:x ![x](picture:map) <a@b.example> <javascript:x> a
""".split()
INVISIBLE = ["\n", "\n\n", "    ", " ", "\x02", "\x03", "\u202e", "\ud800"]
MARKUP = st.lists(st.sampled_from(PIECES + INVISIBLE)).map("".join)


@settings(max_examples=400)
@given(MARKUP | st.text())
def test_whatever_the_markdown_nothing_in_it_can_act(markdown):
    page = Reader(body_of(markdown))
    tags = {tag for tag, _ in page.elements}
    assert not tags & ACTIVE
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert all(re.match(r"https?://|mailto:|#", href, re.IGNORECASE) for href in page.values("href"))


@pytest.mark.parametrize("piece", ["a", "\\*", "\\[x\\]\\(y\\) ", "&lt;script&gt; ", "<b>", "\u202e"])
def test_a_line_of_five_million_characters_becomes_a_page(piece):
    """What a template escapes takes linear time: the library's own way with escapes would take hours."""
    assert body_of(piece * (5_000_000 // len(piece)))
