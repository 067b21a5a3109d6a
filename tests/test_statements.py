"""Who said what: sources, cues and contents, each a span of the text.

A golden case is a line of names (`PER Lena Orsk, Orsk (mayor); ORG Halden Bank`), the article's paragraphs, a line
`----`, and one line a statement: `speaker (role) | source | cue | content || content | what else`, where what else is
direct or indirect, the certainty, and named or unnamed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language import cues
from briefer.language.facts import Name, Statement
from briefer.language.quotation import find_quotations
from briefer.language.sentences import split_article
from briefer.language.statements import find_statements
from briefer.types import Article, Span

GOLDEN = sorted((Path(__file__).parent / "golden" / "statements").glob("*.txt"))


def names_of(line: str, text: str) -> tuple[Name, ...]:
    """Make names from a golden case's first line, with their mentions in a text."""
    found = []
    for part in filter(None, (part.strip() for part in line.split(";"))):
        label, rest = part.split(" ", 1)
        role = re.search(r" \((.+)\)$", rest)
        forms = rest.removesuffix(role.group() if role else "").split(", ")
        pattern = "|".join(re.escape(form) for form in forms)
        mentions = tuple(Span(*match.span()) for match in re.finditer(pattern, text))
        found.append(
            Name(label, forms[0], tuple(forms[1:]), "", role[1] if role else "", None, mentions, (0,) * len(mentions))
        )
    return tuple(found)


def statements_of(text: str, names: str = "") -> tuple[Statement, ...]:
    article = Article("a", text)
    return find_statements(article, split_article(article), names_of(names, text))


def line_of(text: str, one: Statement) -> str:
    """Write a statement as a golden case does."""
    speaker = f"{one.speaker} ({one.role})" if one.role else one.speaker
    source = text[one.source.start : one.source.end] if one.source else "-"
    contents = " || ".join(" ".join(text[span.start : span.end].split()) for span in one.content)
    flags = f"{'direct' if one.direct else 'indirect'}, {one.certainty}, {'named' if one.named else 'unnamed'}"
    return f"{speaker or '-'} | {source} | {text[one.cue.start : one.cue.end]} | {contents} | {flags}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    given_text, expected = path.read_text(encoding="utf-8").split("\n----\n")
    names, text = given_text.split("\n", 1)
    lines = [line_of(text, statement) for statement in statements_of(text, names)]
    assert "\n".join(lines) == expected.strip()


@pytest.mark.parametrize(
    "text",
    [
        "His remarks on the bridge drew serious questions in the town.",
        "The council called a meeting on Monday to settle the matter.",
        "Rain continued to fall on the upper valley for three days.",
        "The company added three ships and posted a profit.",
        "The alleged leader of the gang stayed at home.",
        "Compared with 2019, the harvest was poor and the mills stood still.",
        "Nobody said a word when the lights went out.",
        "The report on the fire and the claims of both sides fill a shelf.",
    ],
)
def test_a_word_of_speech_that_is_no_attribution_gives_nothing(text: str):
    assert statements_of(text) == ()


def test_what_is_said_inside_a_quotation_is_not_read_again():
    text = "“The mayor said no, and the bishop denied it,” Lena Orsk recalled."
    assert [one.speaker for one in statements_of(text)] == ["Lena Orsk"]


def test_an_article_without_names_gives_speakers_as_printed():
    (one,) = statements_of("The bridge is safe, said Paul Teller, the harbour engineer.")
    assert (one.speaker, one.role, one.named) == ("Paul Teller", "the harbour engineer", True)


def test_a_sentence_of_many_hundred_words_is_no_prose():
    assert statements_of("Orsk said " + "that the river and " * 400 + "the sea rose.") == ()


def test_every_form_of_a_verb_leads_to_it():
    forms = {"say": "says said saying", "deny": "denies denied denying", "admit": "admits admitted", "urge": "urging"}
    for lemma, words in forms.items():
        assert {cues.FORMS[word].lemma for word in words.split()} == {lemma}


@pytest.mark.parametrize(
    ("lemma", "certainty"), [("say", "plain"), ("deny", "denial"), ("pledge", "promise"), ("claim", "hedged")]
)
def test_the_verb_says_how_sure_it_is(lemma: str, certainty: str):
    assert cues.certainty(lemma) == certainty


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“One. Two,” he said. “Three.”", ["“One. Two,”", "“Three.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("''One,'' he said.", ["''One,''"]),
        ("The ‘old’ mill and the dogs’ bowl", ["‘old’"]),
        ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
        ("“An unclosed one.\n\nNext.", ["“An unclosed one."]),
        ('A board 5" wide and 7" long', []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, quotations: list[str]):
    article = Article("a", text)
    found = find_quotations(text, split_article(article))
    assert [text[span.start : span.end] for span in found] == quotations


PIECES = [
    "“We will stay,” said Lena Orsk, who leads the union. ", "“Rain. ", "He added that ",
    "it was reported that ", "according to ", "the ministry, ", "and denied ", ", saying ", "the river rose",
    ". ", "\n\n", '"', "”", "’", "(", ") ", "Orsk, 41, told ", "who said ", "reportedly ", "that ", "to pay ",
    "; ", " - ", "Al-Dalati ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30).map("".join))
def test_on_any_text_spans_are_in_order_and_inside(text: str):
    article = Article("a", text)
    sentences = split_article(article)
    for one in find_statements(article, sentences, names_of("PER Lena Orsk, Orsk; ORG ministry", text)):
        sentence = sentences[one.sentence]
        assert sentence.start <= one.cue.start < one.cue.end <= sentence.end
        assert one.source is None or sentence.start <= one.source.start < one.source.end <= sentence.end
        assert all(0 <= span.start < span.end <= len(text) for span in one.content)
        assert list(one.content) == sorted(one.content, key=lambda span: span.start)
        assert all(a.end <= b.start for a, b in zip(one.content, one.content[1:], strict=False))
        assert one.certainty in ("plain", "hedged", "denial", "promise")


@pytest.mark.parametrize("unit", ["“", '"', "said ", "(", "’", "that was ", ", said X", "he said, ", "''", "1,"])
def test_a_megabyte_on_one_line_is_read_in_one_go(unit: str):
    """No rule looks at a character again and again: this would not end in an hour otherwise."""
    text = unit * (1_000_000 // len(unit))
    article = Article("a", text)
    sentence = split_article(Article("b", "x"))[0]
    whole = type(sentence)(0, len(text), text, 0)
    assert find_statements(article, [whole], ()) == ()
