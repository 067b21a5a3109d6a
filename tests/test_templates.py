"""Templates: what each gives for two briefs; no text from a source makes markup; a wrong one is named with its line."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from briefer.briefs.brief import Actor, Brief, Citation, Head, Line, Reading
from briefer.briefs.markdown_escape import LONGEST, escape
from briefer.briefs.markup import to_markup
from briefer.briefs.plain import to_text
from briefer.briefs.sample import BARE, FULL
from briefer.briefs.template_filters import (
    attributed,
    besides,
    citations,
    cited,
    coordinates,
    iso,
    join_names,
    other_names,
    picture,
    url,
)
from briefer.briefs.templates import FIELDS, check, fill, parse_template
from briefer.errors import TemplateError
from briefer.reading.characters import one_line

GOLDEN = Path(__file__).parent / "golden" / "briefs"
PROMPTS = Path(__file__).parent.parent / "prompts" / "briefs"
TEMPLATES = sorted(path.stem for path in PROMPTS.glob("*.md"))
HARBOUR = TypeAdapter(Brief).validate_json((GOLDEN / "harbour.json").read_text(encoding="utf-8"))
LINE = Line("A *b*.", (Citation(1, 3, 0, 2), Citation(1, 3, 3, 5), Citation(2, 1, 0, 5)))
FRONT = "---\nname: mine\npurpose: A test\nfields: [head, bluf, figures]\n---\n"


def bundled(name: str):
    return parse_template((PROMPTS / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md")


def filled(body: str, brief: Brief = FULL, *, links: bool = False, **pictures: str) -> str:
    return fill(parse_template(FRONT + body, "mine.md"), brief, pictures=pictures, links=links)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize(("brief", "case"), [(HARBOUR, ""), (BARE, "_bare")], ids=["harbour", "bare"])
def test_golden_outputs(name, brief, case):
    markdown = fill(bundled(name), brief, pictures={}, links=False)
    assert markdown == (GOLDEN / f"{name}{case}.md").read_text(encoding="utf-8")
    assert to_text(markdown) == (GOLDEN / f"{name}{case}.txt").read_text(encoding="utf-8")


def test_these_are_the_templates_that_ship():
    assert TEMPLATES == ["bluf", "daily", "flash", "intrep", "newswire", "pdb", "sitrep", "watchlog"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_ships_passes_its_own_check_and_has_its_files_name(name):
    assert check((PROMPTS / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md").name == name


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_section_without_content_is_left_out(name):
    markdown = fill(bundled(name), BARE, pictures={}, links=False)
    assert not re.findall(r"^#+ [^\n]*\n\n(?:#|\*\*TLP)", markdown, re.MULTILINE)
    assert not re.findall(r"^\*\*[^\n*]+:\*\*\s*$", markdown, re.MULTILINE)
    assert "None" not in markdown


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"flash"}))
def test_the_handling_line_stands_first_and_last(name):
    lines = fill(bundled(name), HARBOUR, pictures={}, links=False).splitlines()
    assert lines[0] == lines[-1] == "**TLP:CLEAR**"


def test_the_flash_has_the_length_of_a_chat_message_and_no_markup():
    text = fill(bundled("flash"), HARBOUR, pictures={}, links=False)
    assert text.startswith("TLP:CLEAR")
    assert len(text) <= 600
    assert not re.search(r"^#|\*\*|^\|", text, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"flash"}))
def test_the_page_has_one_title(name):
    markdown = fill(bundled(name), HARBOUR, pictures={}, links=False)
    assert len(re.findall(r"^# ", markdown, re.MULTILINE)) == 1


def test_pictures_stand_where_there_are_some_with_their_text():
    text = {"figures": "Three workers", "map": "Calder Bay", "timeline": "2 to 12 November"}
    markdown = fill(bundled("sitrep"), HARBOUR, pictures=text, links=True)
    assert re.findall(r"!\[(.*?)\]\(picture:(\w+)\)", markdown) == [
        (words, name)
        for name, words in sorted(text.items(), key=lambda pair: ("figures", "timeline", "map").index(pair[0]))
    ]


# What a source says is inert


class Seen(HTMLParser):
    """What a browser would show of an HTML text, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, *attrs))


READERS = {
    "commonmark": MarkdownIt("commonmark").enable("table").render,
    "linkifying": MarkdownIt("gfm-like", {"linkify": False}).render,
    "page": lambda text: to_markup(text, lambda root: None),
    "python": lambda text: Markdown(extensions=["tables"]).convert(text),
    "python-extra": lambda text: Markdown(
        extensions=["extra", "toc", "sane_lists", "admonition", "wikilinks", "nl2br", "legacy_em"]
    ).convert(text),
}
PLACES = {
    "{}": ["p"],
    "- {}": ["ul", "li"],
    "## {}": ["h2"],
    "**{}** x": ["p", "strong"],
    "before\n{}": ["p"],
    "| a | b |\n| --- | --- |\n| {} | x |": ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"],
}
PIECES = st.sampled_from(
    [
        *"\\`*_{}[]()<>#+-.!|~=:&;/\"'$^@%\t\n aB10é中١\u202e\u00a0\x00\x02\x03",
        *("](", "![", "](http://e.example)", "http://e.example", "javascript:alert(1)", "<script>", "</p>", "<!--"),
        *(
            "&lt;",
            "&#60;",
            "```",
            "~~~",
            "---",
            "***",
            "===",
            "1. ",
            "- ",
            "# ",
            "> ",
            "[x]: http://e",
            "[^1]",
            "[TOC]",
        ),
        *("[[w]]", "{: #i}", "!!! n", "www.e.example", "<a@b.cc>", "<http://e>", "    ", "[sic]", "[21 Dec]"),
        *("{{ x }}", "{% if %}", "*[ab]: c", "amp;", "wzxhzdk:0", "<br>"),
    ]
)


def shows_only(text: str, place: str, reader: str) -> None:
    """Assert that a text in its place gives the tags of the place and itself as text."""
    expected = one_line(text)
    rendered = READERS[reader](place.format(escape(text)))
    seen, frame = Seen(rendered), Seen(READERS[reader](place.format("x")))
    assert [tag[0] for tag in seen.tags if tag[0] != "br"] == [tag[0] for tag in frame.tags if tag[0] != "br"]
    assert not [tag for tag in seen.tags if {"href", "src", "class"} & {name for name, _ in tag[1:]}]
    assert "".join(expected.split()) in "".join(seen.text.split())


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(PIECES, max_size=12).map("".join),
    place=st.sampled_from(sorted(PLACES)),
    reader=st.sampled_from(sorted(READERS)),
)
@example(text="x](javascript:alert(1))[", place="{}", reader="commonmark")
@example(text="1986. A great year", place="{}", reader="python")
@example(text="[a]: http://e.example", place="{}", reader="python")
def test_a_text_of_markup_shows_as_itself_and_makes_none(text, place, reader):
    if one_line(text):
        shows_only(text, place, reader)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(PIECES, max_size=12).map("".join), reader=st.sampled_from(sorted(READERS)))
@example(text="x [sic]", reader="python")
def test_a_cited_line_has_no_links_but_its_citations(text, reader):
    shown = Seen(READERS[reader](cited(Line(f"x {text}", LINE.citations), links=True)))
    assert [value for _, *pairs in shown.tags for key, value in pairs if key == "href"] == ["#s1-p3", "#s2-p1"]
    assert {tag[0] for tag in shown.tags} == {"p", "a"}


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=80), reader=st.sampled_from(sorted(READERS)))
def test_any_text_shows_as_itself(text, reader):
    if one_line(text):
        shows_only(text, "{}", reader)


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose 4.5% (to $3) – “a lot,” she said.",
        "He said on Sunday [21 Dec] that [sic] it was so.",
        "snake_case, AT&T, a < b, 3 > 2, ~50 people, C# and F# here",
        "The crane: 74 m; ships - all 19 - waited!",
    ],
)
def test_what_acts_nowhere_is_not_escaped(text):
    assert escape(text) == text


def test_brackets_at_the_end_are_escaped_unless_a_blank_follows():
    assert escape("on Sunday [21 Dec]") == r"on Sunday \[21 Dec\]"
    assert cited(Line("on Sunday [21 Dec]", LINE.citations[:1]), links=False) == "on Sunday [21 Dec] [1 ¶3]"


def test_a_bare_address_is_no_link_on_github():
    assert escape("see https://e.example and www.e.example") == r"see https&#58;//e.example and www\.e.example"


@pytest.mark.parametrize("piece", ["*", "[a", "<b", "_ ", "&a", "#", "1. ", "http://", "中", "\u202e", "~"])
def test_a_text_without_end_is_shortened(piece):
    assert len(escape(piece * 500_000)) <= 8 * LONGEST


def test_template_syntax_in_a_source_is_text():
    line = Line("{{ head.tlp }} {% for x in y %}", (Citation(1, 2, 0, 5),))
    shown = filled("{{ bluf[0] | cited }}", dataclasses.replace(FULL, bluf=(line,)))
    assert "head.tlp" in shown
    assert "TLP:CLEAR" not in shown


KEPT = {"status", "question", "kind", "grade", "reliability", "date", "tlp"}
"""What the brief itself says, never a source."""
HOSTILE = "](javascript:a) <img src=x onerror=a> | # `x` **b** [c](http://e.example) {{ 7 }} www.e.example <!-- ~~~"


def rewritten(value, text: str):
    """Put a text in the place of every text of a brief that may come from a source."""
    if isinstance(value, tuple):
        return tuple(rewritten(item, text) for item in value)
    if isinstance(value, str):
        return text
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in KEPT]
        return dataclasses.replace(value, **{name: rewritten(getattr(value, name), text) for name in names})
    return value


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_brief_of_hostile_texts_gives_the_same_markup_as_one_of_harmless_texts(name, reader):
    hostile, harmless = (
        Seen(READERS[reader](fill(bundled(name), rewritten(FULL, text), pictures={"map": text}, links=True)))
        for text in (HOSTILE, "Harmless x")
    )
    assert [tag[0] for tag in hostile.tags] == [tag[0] for tag in harmless.tags]
    assert {value for _, *pairs in hostile.tags for key, value in pairs if key == "href" and value[0] != "#"} == set()
    assert "onerror=a" in hostile.text


# What a template may write


def test_a_cited_line_ends_with_each_paragraph_once():
    assert cited(LINE, links=False) == r"A \*b\*. [1 ¶3] [2 ¶1]"
    assert cited(LINE, links=True) == r"A \*b\*. [[1 ¶3](#s1-p3)] [[2 ¶1](#s2-p1)]"


def test_a_citation_is_given_for_whatever_has_one():
    assert citations(Reading("3", "", "three", LINE.citations[:1]), links=False) == "[1 ¶3]"


@pytest.mark.parametrize(
    ("latitude", "longitude", "shown"),
    [
        (33.456, 36.234, "33.46 N, 36.23 E"),
        (-1.0, -70.5, "1.00 S, 70.50 W"),
        (None, None, ""),
        (0.0, 0.0, "0.00 N, 0.00 E"),
    ],
)
def test_coordinates(latitude, longitude, shown):
    head = dataclasses.replace(FULL.head, latitude=latitude, longitude=longitude)
    assert coordinates(head) == shown


@pytest.mark.parametrize(
    ("names", "shown"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "", "B", "A", "C"], "A, B and C")]
)
def test_names_are_listed_as_a_sentence_does(names, shown):
    assert join_names(names) == shown


def test_other_names_are_those_that_tell_more():
    actor = Actor("Ahmed al-Dalati", "person", "", ("Al-Dalati", "Abu Omar"), ())
    assert other_names(actor) == ("Abu Omar",)


def test_a_statement_that_begins_with_its_verb_gets_its_speaker():
    statement = FULL.statements[0]
    assert attributed(statement) is statement.line
    said = dataclasses.replace(statement, line=Line("said so.", ()))
    assert attributed(said).text == "Ada Brandt said so."


def test_an_interval_has_no_stroke():
    assert iso("2025-12-08/2025-12-14") == "2025-12-08 to 2025-12-14"


def test_a_line_shown_already_is_left_out():
    assert besides((LINE, Line("B.", ())), (Line("A *b*.", ()),)) == (Line("B.", ()),)


@pytest.mark.parametrize("address", ["https://e.example/a_b?c=d&e=*#f", "http://e.example:8080"])
def test_a_web_address_is_a_link(address):
    assert url(address) == f"<{address}>"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://e.example/<b>", "https://e.example/ x", "data:x", "//e", "https://e.example/]\n"],
)
def test_anything_else_is_text(address):
    assert url(address) == escape(address)


def test_a_pictures_text_cannot_end_the_picture():
    assert picture("map", pictures={"map": "a](b)[ *c*"}) == r"![a)(b)( \*c\*](picture:map)"
    assert picture("map", pictures={}) == ""


def test_what_a_filter_returns_is_escaped_unless_it_is_ours():
    brief = dataclasses.replace(FULL, head=dataclasses.replace(FULL.head, title="<b>", place="*x*"))
    assert filled("{{ [head.title, head.place] | join(' | ') }}", brief) == "&lt;b> \\| \\*x\\*\n"
    assert filled("{{ head.title | upper }}", brief) == "&lt;B>\n"


# What is said of a wrong template


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# Title\n", 1, "no front matter; start with ---"),
        ("", 1, "no front matter"),
        ("---\nname: a\n", 1, "no end; close it with a line ---"),
        ("---\nname: a\npurpose: [b\nfields: [head]\n---\n", 4, "front matter: .*; correct it"),
        ("---\njust text\n---\n", 2, "write each line as `key: value`"),
        ("---\nname: a\npurpose: b\nfields: [head]\nauthor: c\n---\n", 5, "no such key `author`; there are name"),
        ("---\nname: a\nfields: [head]\n---\n", 1, "`purpose` is missing; add it"),
        ("---\nname: 7\npurpose: b\nfields: [head]\n---\n", 2, "`name` must be a text"),
        ("---\nname: a\npurpose: b\nfields: head\n---\n", 4, "`fields` must be a list"),
        (
            "---\nname: a\npurpose: b\nfields: [head, haed]\n---\n",
            4,
            "a brief has no field `haed`; it has schema, head",
        ),
        (FRONT + "x\n{% if head %}\ny\n", 8, "innermost block that needs to be closed is 'if'"),
        (FRONT + "x\n{{ head.title | shout }}\n", 7, "No filter named 'shout'"),
        (FRONT + "\n\n{{ gaps }}\n", 8, "`gaps` is used but not declared; add it to `fields`"),
        (FRONT + "{{ brief.head }}\n", 6, "there is no `brief`; a brief has schema"),
        (FRONT + "\n{{ links_ }}\n", 7, "there is no `links_`"),
        (
            FRONT + "".join(f"{{% for {one} in bluf %}}\n" for one in "abcd") + "{% endfor %}" * 4,
            9,
            "a loop more than 3 deep",
        ),
        (FRONT + "{% include 'x' %}\n", 6, "a template is one file"),
        (FRONT + "{% macro x() %}{% endmacro %}\n", 6, "no macros"),
        (FRONT + "\n{{ 9 ** 9 ** 9 }}\n", 7, "does not compute"),
        (FRONT + "\n{{ 'a' * 999999999 }}\n", 7, "does not compute"),
        (FRONT + "{{ head.title.center(999999999) }}\n", 6, r"only picture\(\) can be called"),
        (FRONT + "{{ range(9) }}\n", 6, r"only picture\(\) can be called"),
        (FRONT + "{{ " + "(" * 5000 + "\n", 1, "nested too deep"),
    ],
)
def test_a_wrong_template_is_refused_with_file_and_line(text, line, message):
    with pytest.raises(TemplateError, match=message) as caught:
        parse_template(text, "mine.md")
    assert re.match(rf"mine\.md:{line}: .+; .+", str(caught.value)), str(caught.value)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("x\n\n{{ head.titel }}\n", 8, "`Head` has no `titel`; it has title, tlp"),
        ("x\n{{ bluf }}\n", 7, "a list cannot be printed; loop over it"),
        ("{{ head }}\n", 6, "`Head` cannot be printed"),
        ("{{ head.latitude }}\n", 6, "."),
        ("\n{{ bluf[99].text }}\n", 7, "no `99` here; put it inside `if`"),
        ("\n{{ head.__class__ }}\n", 7, "."),
        ("\n{{ head.title | cited }}\n", 7, "."),
        ("\n{{ head | date }}\n", 7, "."),
        ("{% for f in figures %}\n{{ f.label.nothing }}\n{% endfor %}", 7, "."),
    ],
)
def test_a_template_that_asks_for_what_is_not_there_is_refused_with_file_and_line(body, line, message):
    with pytest.raises(TemplateError, match=message) as caught:
        filled(body, dataclasses.replace(FULL, head=dataclasses.replace(FULL.head, latitude=None)))
    assert re.match(rf"mine\.md:{line}: .+; .+", str(caught.value)), str(caught.value)


def test_a_template_that_gives_too_much_is_stopped(monkeypatch):
    monkeypatch.setattr("briefer.briefs.template_language.LONGEST", 1000)
    with pytest.raises(TemplateError, match="more than 1,000 characters; print less"):
        filled("{% for a in bluf %}" + "x" * 1001 + "{% endfor %}")


def test_check_tries_every_part_of_a_template():
    with pytest.raises(TemplateError, match=r"^mine\.md:7: "):
        check(
            FRONT + "{% for figure in figures %}{% if figure.disputed %}\n{{ figure.lable }}{% endif %}{% endfor %}",
            "mine.md",
        )
    with pytest.raises(TemplateError, match=r"^mine\.md:6: "):
        check(FRONT + "{{ bluf[0].text }}", "mine.md")


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter():
    assert parse_template("\ufeff" + FRONT.replace("\n", "\r\n") + "x", "mine.md").name == "mine"


def test_the_full_sample_has_something_everywhere():
    assert all(getattr(FULL, name) for name in FIELDS)
    assert all(getattr(FULL.head, field.name) for field in dataclasses.fields(Head))
    assert {statement.status for statement in FULL.statements} == {"known", "unconfirmed", "disputed"}
    texts = {source.number: source.paragraphs[0].text for source in FULL.sources}
    for line in (*FULL.bluf, *FULL.highlights, *FULL.background, *(answer.line for answer in FULL.answers)):
        assert [texts[at.source][at.start : at.end] for at in line.citations] == [line.text]
