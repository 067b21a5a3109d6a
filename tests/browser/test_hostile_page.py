"""A brief whose every text wants to be more than text, in a browser that would let it: nothing acts, all is shown."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from briefer.briefs.brief import Brief, Citation
from briefer.briefs.json_format import from_json
from briefer.briefs.render import to_page
from briefer.briefs.sample import FULL
from briefer.briefs.template_files import load_template

TEMPLATES = ["sitrep", "bluf", "pdb", "intrep", "newswire", "flash", "watchlog"]
OF_A_DAY = ["daily", "bluf", "pdb", "flash"]
HARBOUR = Path(__file__).parent.parent / "golden" / "briefs" / "harbour.json"
CHOICES = {"schema", "status", "question", "kind", "country_code"}
"""Fields whose few values decide what a template shows."""
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg/onload=alert(3)>",
    "<style>*{display:none}</style>",
    "</title></style></textarea></svg></script><script>alert(4)</script>",
    '"><script>alert(5)</script>',
    '<a href="javascript:alert(6)">a</a>',
    "[b](javascript:alert(7))",
    "<javascript:alert(8)>",
    "![c](picture:map)",
    "![d](http://127.0.0.1:9/d.png)",
    "[e]: http://127.0.0.1:9/e",
    '<link rel=stylesheet href="http://127.0.0.1:9/f.css"><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
    "<iframe srcdoc='<script>alert(9)</script>'></iframe>",
    "&lt;script&gt;alert(10)&lt;/script&gt; &#60;b&#62;",
    "{{ 7*7 }} {% raw %} {# gone #}",
    "{: onclick=alert(11) } {#id .tlp style=color:red}",
    "\u202eright to left\u2066",
    "| a | b |",
    "`code` **bold** _it_ ~~gone~~ # head",
    "<!-- gone --> <![CDATA[ gone ]]> <?gone?>",
    "\x00\x02\x03\x1b[31m\ud800",
]
COUNTS = """
const count = s => document.querySelectorAll(s).length;
return {
  active: count('script, iframe, object, embed, img, form, input, link, base, math, a[href^="javascript" i], '
                + 'svg foreignObject, svg image, svg use, svg a, svg script, svg style, svg animate'),
  loose: [...document.querySelectorAll('svg')].filter(e => !e.closest('figure.picture')).length,
  styles: count('style'), metas: count('meta[http-equiv]'), marked: count('b, del, s'),
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length,
  styled: [...document.querySelectorAll('[style]')].length,
  led: [...document.links].filter(a => !/^(https?:|file:)/.test(a.protocol)).length,
  titles: count('h1'), hidden: getComputedStyle(document.querySelector('main')).display,
};
"""
INERT = {
    "active": 0, "loose": 0, "styles": 1, "metas": 0, "marked": 0, "handlers": 0, "styled": 0, "led": 0, "titles": 1,
    "hidden": "block",
}  # fmt: skip


def poisoned(value: Any, payload: str) -> Any:
    """Put a payload before every text in a value, but for those that choose and those that citations count in."""
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if isinstance(value, Citation) or not is_dataclass(value):
        return f"{payload} {value}" if isinstance(value, str) else value
    changed = {
        field.name: poisoned(getattr(value, field.name), payload)
        for field in fields(value)
        if field.name not in CHOICES
    }
    return replace(value, **changed)


def harbour() -> Brief:
    return from_json(HARBOUR.read_text(encoding="utf-8"))


def show(browser: Any, folder: Path, brief: Brief, template: str = "sitrep") -> str:
    """Render a brief and open the page with no policy to protect it; give the text that a reader sees."""
    html = to_page(brief, load_template(template))
    policy = next(line for line in html.splitlines() if "Content-Security-Policy" in line)
    page = folder / "page.html"
    page.write_text(html.replace(policy, ""), encoding="utf-8")
    browser.open(page)
    assert browser.requests() == [page.as_uri()]
    return browser.ask("return document.body.textContent")


def assert_inert(browser: Any) -> None:
    from selenium.common.exceptions import NoAlertPresentException

    with pytest.raises(NoAlertPresentException):
        _ = browser.driver.switch_to.alert.text
    assert browser.ask(COUNTS) == INERT


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_in_a_hostile_brief_acts_and_all_of_it_is_shown(browser, tmp_path, template):
    text = show(browser, tmp_path, poisoned(harbour(), " ".join(PAYLOADS)), template)
    assert_inert(browser)
    for literal in PAYLOADS[:-5]:
        assert literal in text or any(mark in literal for mark in "\u202e\u2066")
    assert "\u202e" not in text


@pytest.mark.parametrize("template", OF_A_DAY)
def test_nothing_in_a_hostile_day_acts_and_all_of_it_is_shown(browser, tmp_path, template):
    text = show(browser, tmp_path, poisoned(FULL, " ".join(PAYLOADS)), template)
    assert_inert(browser)
    for literal in PAYLOADS[:-5]:
        assert literal in text or any(mark in literal for mark in "\u202e\u2066")
    assert "\u202e" not in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_payload_at_the_start_of_every_text_of_a_day(browser, tmp_path, payload):
    show(browser, tmp_path, poisoned(FULL, payload), "daily")
    assert_inert(browser)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_payload_by_itself_at_the_start_of_every_text(browser, tmp_path, payload):
    show(browser, tmp_path, poisoned(harbour(), payload))
    assert_inert(browser)


@pytest.mark.parametrize("piece", ["a", "<b>", "[x](y) ", "&lt;", "\u202e"])
def test_five_megabytes_on_one_line(browser, tmp_path, piece):
    """An article whose only line is that long: title, bottom line, an event and the cited paragraph are all of it."""
    text, brief = piece * (5_000_000 // len(piece.encode())), harbour()
    line, source = replace(brief.bluf[0], text=text), brief.sources[0]
    paragraphs = (replace(source.paragraphs[0], text=text),)
    brief = replace(
        brief,
        head=replace(brief.head, title=text),
        bluf=(line,),
        timeline=(replace(brief.timeline[0], line=line),),
        sources=(replace(source, title=text, publisher=text, paragraphs=paragraphs),),
    )
    assert len(show(browser, tmp_path, brief)) < 200_000
    assert_inert(browser)
