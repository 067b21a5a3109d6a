"""The e-mail: two parts that say the same, headers that no text can add to, HTML that Outlook understands."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.briefs.brief import Brief
from briefer.briefs.email import to_eml
from briefer.briefs.json_format import from_json

MARKDOWN = """\
**TLP:CLEAR**

# Port of Calder Bay reopens

| Serial | 7 |
| --- | --- |
| As of | 12 November 2025 |

## Bottom line

Two berths are open. [1 ¶1]

## Highlights

- "Bread can come in again," Solvane said. [1 ¶3]

### Figures

| Figure | What |
| ---: | --- |
| 3 | workers |

**TLP:CLEAR**
"""


def harbour(**head: str) -> Brief:
    brief = from_json((Path(__file__).parent / "golden" / "briefs" / "harbour.json").read_text(encoding="utf-8"))
    return replace(brief, head=replace(brief.head, **head))


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()


def test_the_message_has_a_text_part_and_an_html_part():
    message = read(to_eml(MARKDOWN, "The plain text.\n", harbour()))
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().splitlines() == ["The plain text."]
    assert not message.defects
    assert not [defect for part in message.walk() for defect in part.defects]


def test_the_subject_begins_with_the_handling_line():
    message = read(to_eml(MARKDOWN, "", harbour(tlp="TLP:AMBER")))
    assert message["Subject"] == "[TLP:AMBER] Port of Calder Bay reopens after crane collapse"
    assert message["Date"].datetime.isoformat() == "2025-11-12T23:59:00+00:00"
    assert message["X-Unsent"] == "1"


def test_the_same_brief_gives_the_same_bytes():
    assert to_eml(MARKDOWN, "text", harbour()) == to_eml(MARKDOWN, "text", harbour())
    assert read(to_eml(MARKDOWN, "a", harbour()))["Message-ID"] != read(to_eml(MARKDOWN, "b", harbour()))["Message-ID"]


def test_the_html_uses_only_what_outlook_understands():
    """Tables and inline styles; no style sheet, no flexible or floating boxes, no picture."""
    html = html_of(read(to_eml(f"{MARKDOWN}\n![A map](picture:map)\n", "", harbour())))
    assert not re.search(r"<(style|svg|img|section|figure|div|header|main)\b", html)
    assert not re.search(r"flex|grid|float|position|var\(|class=", html)
    assert html.count('width="600"') == 1
    assert "A map" in html


def test_every_text_element_has_its_style():
    html = html_of(read(to_eml(MARKDOWN, "", harbour())))
    assert not re.search(r"<(h1|h2|h3|p|li|td|th|ul)>", html)


def test_the_handling_line_stands_above_and_below_once_each():
    html = html_of(read(to_eml(MARKDOWN, "", harbour())))
    assert html.count("<b>TLP:CLEAR</b>") == html.count("TLP:CLEAR") == 2


def test_the_bottom_line_stands_in_a_box_of_its_own():
    html = html_of(read(to_eml(MARKDOWN, "", harbour())))
    box = html[html.index('bgcolor="#eff4f8"') :]
    assert "Two berths are open." in box[: box.index("</td>")]
    assert "Highlights" not in box[: box.index("</td>")]


@pytest.mark.parametrize("field", ["title", "prepared_by", "tlp", "as_of"])
def test_no_text_can_add_a_header(field):
    message = read(to_eml(MARKDOWN, "", harbour(**{field: "x\r\nBcc: all@news.example\n\nbody\x00\u2028\ud800"})))
    assert message["Bcc"] is None
    assert set(message.keys()) <= {"Subject", "From", "Message-ID", "Date", "X-Unsent", "MIME-Version", "Content-Type"}


def test_no_line_is_longer_than_a_message_allows():
    long = "word" * 50_000
    data = to_eml(f"# {long}\n\n{long}\n", long, harbour(title=long, prepared_by="Ä" * 5000))
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert data.isascii()


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.links |= {value for name, value in attrs if name in {"href", "src", "background"}}


PIECES = ["<script>", "<img src=http://a.example/x>", "[x](javascript:a)", "![x](http://a.example)", "<style>", "# "]
PIECES += ["\n", "## Bottom line\n", "| a |\n|---|\n", "\u202e", "\ud800"]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_whatever_the_text_the_message_can_be_read_and_its_html_is_inert(text):
    message = read(to_eml(text, text, harbour(title=text, prepared_by=text)))
    tags = Tags(html_of(message))
    assert not tags.seen & {"script", "style", "img", "svg", "iframe", "link", "form"}
    assert all(link.startswith(("http", "mailto:", "#")) for link in tags.links)
