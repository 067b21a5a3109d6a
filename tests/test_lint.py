"""`lint`: each rule finds what it is for and leaves alone what it is not; lines are those of the file.

A golden case is a brief, a line `----`, and a line a finding: `line: rule: message`. A case's name up to its first
dot is the rule that it is about, and the only one applied; `brief_*` are whole briefs, as people write them, and face
all rules.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefs.json_format import from_json
from briefer.briefs.lint import RULES, Finding, lint
from briefer.briefs.lint_reading import looks_like_html, read_blocks
from briefer.language.wording import LIKELIHOOD, find_likelihood

FOLDER = Path(__file__).parent / "golden"
GOLDEN = sorted((FOLDER / "lint").iterdir())
BRIEF = from_json((FOLDER / "briefs" / "harbour.json").read_text(encoding="utf-8"))


def case(path: Path) -> tuple[str, set[str], list[str]]:
    """Give a case's brief, the rules to apply and the findings expected."""
    text, expected = path.read_text(encoding="utf-8").split("\n----\n")
    rule = path.name.partition(".")[0]
    return text, {rule} if rule in RULES else set(RULES), expected.splitlines()


def shown(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.line}: {finding.rule}: {finding.message}" for finding in findings]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_case(path: Path):
    text, rules, expected = case(path)
    assert shown(lint(text, html=path.suffix == ".html", rules=rules)) == expected


def test_every_rule_has_a_golden_case_with_a_finding():
    assert {line.split(": ")[1] for path in GOLDEN for line in case(path)[2]} == set(RULES)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_a_finding_shows_words_that_stand_on_its_line(path: Path):
    """What a message quotes first begins on the line that the finding names, unless that is what is missing."""
    text, rules, _ = case(path)
    lines = text.split("\n")
    for finding in lint(text, html=path.suffix == ".html", rules=rules):
        if finding.message.startswith('"') and finding.rule != "uncited-sentence":
            word = finding.message.split('"')[1].split()[0]
            assert any(word in line for line in lines[finding.line - 1 : finding.line + 2])


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_give_the_same_findings(ends: str):
    text, rules, _ = case(FOLDER / "lint" / "brief_assessment.md")
    assert lint(text.replace("\n", ends), html=False, rules=rules) == lint(text, html=False, rules=rules)


def test_each_likelihood_term_is_found_in_its_row_and_at_its_level():
    for level, pair in enumerate(LIKELIHOOD):
        for row, term in enumerate(pair):
            found = list(find_likelihood(f"It is {term} to rain."))
            assert [(item.row, item.level) for item in found] == [(row, level)]


def test_front_matter_is_no_text_of_the_brief_and_keeps_the_lines():
    findings = lint("---\ntitle: TODO\nlist:\n  - TODO\n---\n\nTODO\n", html=False, rules={"placeholder"})
    assert [finding.line for finding in findings] == [7]


def test_code_and_html_inside_markdown_are_read():
    findings = lint("    TODO\n\n<div><p>no\nTODO</p></div>\n", html=False, rules={"placeholder"})
    assert [finding.line for finding in findings] == [1, 4]


@pytest.mark.parametrize("text", ["<!DOCTYPE html><p>a", "\n <html>", "<h1>a</h1>", "<section class='a'>"])
def test_html_is_recognised_by_its_opening(text: str):
    assert looks_like_html(text)


@pytest.mark.parametrize("text", ["# a", "TLP:CLEAR", "<https://a.example>", "", "a <p>b</p>"])
def test_markdown_is_not_taken_for_html(text: str):
    assert not looks_like_html(text)


def test_an_empty_brief_lacks_its_handling_lines_and_nothing_else():
    for html in (False, True):
        assert [finding.rule for finding in lint("", html=html)] == ["missing-handling-line"] * 2


PIECES = (
    "The port is closed. ", "He left. ", "may ", "Sunday ", "12 May 2025 ", "[1]", "[1 ¶3]",
    "(Reuters, 12 May)", '"', "“", "”", "‘", "\n", "\n\n", "- ", "# ", "## Sources\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n", "SDF ", "TODO ", "{{", "<p>", "</p>", "<li>", "<table><tr><td>",
    "</table>", "<svg>", "<script>", "&amp;", "**", "`", "[^1]", "](https://a.example)", "likely ",
    "high confidence ", "¹", "\x00", "\ue000", "éß中", "<!--", "]]>", "\r", "\x1e",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_read_and_every_finding_is_on_a_line_of_it(text: str, html: bool):
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    findings = lint(text, html=html)
    assert list(findings) == sorted(set(findings))
    assert all(1 <= finding.line <= lines and "\n" not in finding.message for finding in findings)
    for block in read_blocks(text, html=html):
        assert 1 <= block.line() <= block.line(len(block.text)) <= lines


@pytest.mark.parametrize("piece", ["a", '"', "‘", "[", "<", "{{", "Sunday ", "- a\n", "(A, ", "¹", "TODO ", "A a "])
def test_endless_text_of_any_kind_is_read(piece: str):
    """With quadratic time this would take minutes."""
    for html in (False, True):
        lint(piece * (60_000 // len(piece)), html=html)
