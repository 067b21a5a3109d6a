"""Plain text: 72 columns, headings that stand out, tables in columns where they fit, nothing lost but pictures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefs.markdown_escape import escape
from briefer.briefs.plain import WIDTH, to_text
from briefer.briefs.plain_wrap import cells, wrap
from briefer.reading.characters import one_line

LONG = "Nineteen more ships were still waiting at anchor outside the breakwater, the harbour master said. [1 ¶2]"


def test_a_title_is_underlined_a_section_in_capitals_and_a_smaller_heading_ends_with_a_colon():
    assert to_text("# Title\n\n## Key figures\n\n### On record\n") == "Title\n=====\n\nKEY FIGURES\n\nOn record:\n"


def test_a_handling_line_stands_in_the_middle():
    assert to_text("**TLP:AMBER+STRICT**") == f"{' ' * 28}TLP:AMBER+STRICT\n"


def test_a_list_hangs():
    assert to_text(f"- {LONG}\n- b\n") == (
        "- Nineteen more ships were still waiting at anchor outside the\n"
        "  breakwater, the harbour master said. [1 ¶2]\n"
        "- b\n"
    )
    assert to_text("9. a\n10. b\n    - c") == "9. a\n10. b\n    - c\n"


def test_a_citation_is_not_broken():
    assert to_text(f"{'x' * 67} [1 ¶2]") == f"{'x' * 67}\n[1 ¶2]\n"


def test_pictures_are_left_out_and_so_is_a_paragraph_of_nothing_else():
    assert to_text("a\n\n![alt](picture:map)\n\nb ![alt](picture:map)") == "a\n\nb\n"


def test_a_link_shows_its_address_unless_it_is_within_the_page():
    assert to_text("[[1 ¶3](#s1-p3)]") == "[1 ¶3]\n"
    assert to_text("<https://e.example/a> [b](https://e.example)") == "<https://e.example/a> b <https://e.example>\n"


def test_a_long_address_is_not_broken():
    address = f"https://e.example/{'a' * 90}"
    assert f"<{address}>" in to_text(f"see <{address}> now").splitlines()


def test_a_table_keeps_its_columns_and_numbers_stand_to_the_right():
    table = "## T\n\n| No | What |\n| ---: | --- |\n| 3 | killed |\n| about 12 | hurt |\n"
    assert to_text(table) == "T\n\n      No  What\n--------  ------\n       3  killed\nabout 12  hurt\n"


def test_a_long_cell_is_broken_within_its_column():
    lines = to_text(f"## T\n\n| Date | Event |\n| --- | --- |\n| 2025-11-02 | {LONG} |\n").splitlines()
    assert lines[-2].startswith("2025-11-02  Nineteen")
    assert lines[-1].startswith(" " * 12 + "breakwater")


def test_a_column_without_content_is_left_out():
    assert to_text("## T\n\n| a | b | c |\n| --- | --- | --- |\n| 1 |  | 2 |\n") == "T\n\na  c\n-  -\n1  2\n"


def test_a_table_too_wide_for_columns_is_set_row_by_row():
    row = " | ".join([LONG] * 6)
    text = to_text(f"## T\n\n| a | b | c | d | e | f |\n|{' --- |' * 6}\n| {row} |\n| {row} |\n")
    assert text.count("a: Nineteen") == text.count("f: Nineteen") == 2


def test_a_table_above_the_first_section_is_a_list_of_particulars():
    assert to_text("# T\n\n| As of | today |\n| --- | --- |\n| No | 7 |\n") == "T\n=\n\nAs of  today\nNo     7\n"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("> a\n>\n> b", "    a\n\n    b\n"),
        ("```\na  b\n```", "    a  b\n"),
        ("a\n\n---\n\nb", f"a\n\n{'-' * 72}\n\nb\n"),
        ("a\\\nb", "a\nb\n"),
        ("a\nb `c` *d*", "a b c d\n"),
        ("", "\n"),
        ("<b>a</b>", "<b>a</b>\n"),
    ],
)
def test_what_our_templates_do_not_use_is_set_sensibly(markdown, text):
    assert to_text(markdown) == text


def test_wide_characters_count_twice_and_marks_not_at_all():
    assert cells("中e\u0301") == 3
    assert all(cells(line) <= 72 for line in wrap("中" * 200, 72))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["{}", "- {}", "# {}", "## T\n\n| a | b |\n| --- | --- |\n| x | {} |"]))
def test_no_line_is_too_long_and_no_word_is_lost(text, place):
    shown = to_text(place.format(escape(text)))
    assert all(cells(line) <= WIDTH for line in shown.splitlines() if "://" not in line)
    assert "".join(one_line(text).split()) in "".join(shown.split())


@given(st.text(max_size=500))
def test_any_markdown_gives_text(text):
    assert to_text(text).endswith("\n")


@pytest.mark.parametrize("piece", ["a", "a ", "中", "*", "[", "| ", "- ", "> ", "\\", "`"])
def test_a_line_without_end_is_set(piece):
    assert to_text(escape(piece * 300_000))
