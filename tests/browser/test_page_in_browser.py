"""What a browser makes of the page: wide and narrow, light and dark, by keyboard and on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from briefer.briefs.json_format import from_json
from briefer.briefs.render import to_page
from briefer.briefs.sample import FULL
from briefer.briefs.template_files import load_template

pypdf = pytest.importorskip("pypdf")

A4, LETTER = (8.27, 11.69), (8.5, 11.0)
TEMPLATES = ["sitrep", "bluf", "pdb", "intrep", "newswire", "flash", "watchlog", "daily"]
HARBOUR = Path(__file__).parent.parent / "golden" / "briefs" / "harbour.json"

CONTRASTS = """
const rgba = text => { const v = text.match(/[\\d.]+/g).map(Number); return v.length < 4 ? [...v, 1] : v; };
const linear = v => v <= 10.3 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;
const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
const behind = element => { for (let e = element; e; e = e.parentElement) {
    const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
const poor = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest('svg')) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${element.outerHTML.slice(0, 99)}: ${ratio.toFixed(2)}`);
}
return poor;
"""


@pytest.fixture(scope="module", params=TEMPLATES)
def page(request, tmp_path_factory) -> Path:
    brief = FULL if request.param == "daily" else from_json(HARBOUR.read_text(encoding="utf-8"))
    file = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    file.write_text(to_page(brief, load_template(request.param)), encoding="utf-8")
    return file


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_stands_out_from_what_is_behind_it(browser, page, dark):
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1, by the colours that the browser computed."""
    browser.open(page, dark=dark)
    assert browser.ask(CONTRASTS) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(browser, page, width):
    browser.open(page, width=width)
    assert browser.ask("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_dark_scheme_is_dark(browser, page):
    browser.open(page, dark=True)
    assert browser.ask("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 27)"


def test_the_page_asks_for_nothing_and_breaks_no_rule_of_its_own(browser, page):
    browser.open(page)
    assert browser.requests() == [page.as_uri()]
    assert browser.driver.get_log("browser") == []


def test_a_keyboard_reaches_the_brief_first_and_sees_where_it_is(browser, page):
    from selenium.webdriver import ActionChains, Keys

    browser.open(page)
    ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    assert browser.ask("return document.activeElement.className") == "skip"
    assert browser.ask("return document.activeElement.getBoundingClientRect().top") >= 0
    assert browser.ask("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    assert browser.ask("return document.activeElement.id") == "brief"


def test_everything_that_is_no_text_has_a_name(browser, page):
    """Pictures, regions and sections say what they are to those who do not see them."""
    browser.open(page)
    nameless = """
    const named = e => e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ')
        .map(id => document.getElementById(id)?.textContent.trim()).join('');
    return [...document.querySelectorAll('figure svg, [role=region], section[id]')].filter(e => !named(e)).length
    """
    assert browser.ask(nameless) == 0
    assert browser.ask("return document.documentElement.lang") == "en"


def test_a_citation_leads_to_its_paragraph_and_back(browser, page):
    from selenium.webdriver.common.by import By

    browser.open(page)
    link = browser.driver.find_element(By.CSS_SELECTOR, "a.cite")
    link.click()
    target = browser.ask("return document.querySelector(':target').id")
    assert f"#{target}" == browser.ask("return document.querySelector('a.cite').hash")
    browser.driver.find_element(By.CSS_SELECTOR, f"#{target} a.back").click()
    assert browser.ask("return document.querySelector(':target').hash") == f"#{target}"


def test_the_contents_of_a_day_lead_to_its_stories(browser, tmp_path):
    from selenium.webdriver.common.by import By

    file = tmp_path / "daily.html"
    file.write_text(to_page(FULL, load_template("daily")), encoding="utf-8")
    browser.open(file, width=360)
    links = browser.driver.find_elements(By.CSS_SELECTOR, "#contents a")
    assert [link.text for link in links if link.text[:1].isdigit()] == [
        "1. Vell bridge closed",
        "3. Valley's only rail line cut",
    ]
    for text in [link.text for link in links]:
        browser.driver.find_element(By.LINK_TEXT, text).click()
        assert browser.ask("return document.querySelector(':target').innerText") == text


def test_the_numbers_on_the_map_of_a_day_can_be_told_from_what_is_behind_them(browser, tmp_path):
    file = tmp_path / "daily.html"
    file.write_text(to_page(FULL, load_template("daily")), encoding="utf-8")
    for dark in (False, True):
        browser.open(file, dark=dark)
        assert browser.ask(
            "const e = s => getComputedStyle(document.querySelector(s)).fill;"
            "return e('.picture-map .pic-main') !== e('.picture-map .pic-digit')"
        )


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_every_printed_sheet_has_the_handling_line_and_its_number(browser, page, paper):
    browser.open(page)
    document = pypdf.PdfReader(io.BytesIO(browser.print(paper)))
    for number, sheet in enumerate(document.pages, 1):
        text = sheet.extract_text()
        assert text.count("TLP:CLEAR") >= 2
        assert f"Page {number} of {len(document.pages)}" in text


def test_a_long_word_scrolls_no_page_sideways(browser, tmp_path):
    brief = from_json(HARBOUR.read_text(encoding="utf-8"))
    brief = replace(brief, head=replace(brief.head, title="W" * 300, place="W" * 300))
    file = tmp_path / "long.html"
    file.write_text(to_page(brief, load_template("sitrep")), encoding="utf-8")
    browser.open(file, width=360)
    assert browser.ask("return document.documentElement.scrollWidth - innerWidth") <= 0
