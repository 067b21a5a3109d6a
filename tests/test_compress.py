"""Compression strikes out whole units, and only those that may go.

A golden case is `at most N words`, a sentence in which `{.1|...}` marks the network's keep probability of a stretch
(0.6 elsewhere), a line `----`, and the sentence as printed: the version that loses least among those short enough.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.summarising import lexicon
from briefer.summarising.compress import Version, cut, finished, is_sound, verbatim, versions
from briefer.summarising.segments import quotes_and_brackets, words_of
from briefer.summarising.signals import SentenceSignals
from briefer.types import Entity, Sentence, Span

GOLDEN = sorted((Path(__file__).parent / "golden" / "compress").glob("*.txt"))
MARK = re.compile(r"\{(\.\d+)\|(.*?)\}", re.DOTALL)


def signals(marked: str, *, shift: int = 0, names: tuple[str, ...] = ()) -> SentenceSignals:
    """Make signals from a sentence with marked keep probabilities."""
    text, levels, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        levels.append((len(text), len(text) + len(match[2]), float(match[1])))
        text += match[2]
        at = match.end()
    text += marked[at:]
    tokens = [Span(m.start() + shift, m.end() + shift) for m in re.finditer(r"\w+|[^\w\s]", text)]
    keep = [next((level for a, b, level in levels if a <= t.start - shift < b), 0.6) for t in tokens]
    entities = [Entity(text.index(name) + shift, text.index(name) + len(name) + shift, "PER") for name in names]
    sentence = Sentence(shift, shift + len(text), text, 0)
    return SentenceSignals(sentence, 0.5, tuple(tokens), tuple(keep), tuple(entities))


def within(offered: tuple[Version, ...], words: int) -> str:
    """Choose as the headline summary does: least lost, a figure struck out only where nothing else is short enough."""
    short = [version for version in offered if version.words <= words]
    best = min(short, key=lambda version: (version.resort, version.loss), default=None)
    return best.text if best else "(nothing)"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    given_text, expected = path.read_text(encoding="utf-8").split("\n----\n")
    limit, marked = given_text.split("\n", 1)
    assert within(versions(signals(marked)), int(limit.split()[2])) == expected.strip()


def test_the_whole_sentence_is_always_offered_first():
    offered = versions(signals("The mayor, a former judge, left on Friday."))
    assert offered[0].text == "The mayor, a former judge, left on Friday."
    assert offered[0].loss == 0


def test_pieces_are_exact_spans_of_the_article():
    before = "Some sentence before. "
    text = "In a statement, the mayor, a former judge, praised the police, adding that calm had returned."
    article = before + text
    for version in versions(signals(text, shift=len(before))):
        joined = " ".join(article[piece.start : piece.end] for piece in version.pieces)
        assert words_of(joined) == words_of(version.text)
        assert list(version.pieces) == sorted(version.pieces, key=lambda piece: piece.start)


def test_a_name_is_never_cut():
    text = "The strike spread to Salem, Oregon, which lies on the river."
    offered = versions(signals(text, names=("Salem, Oregon",)))
    assert all("Salem, Oregon" in version.text for version in offered)
    assert min(version.words for version in offered) < len(text.split())


def test_a_token_without_probabilities_does_no_harm():
    """An engine may leave a sentence unread; the shorter versions are then weighed by their length."""
    bare = signals("The mayor left on Friday, stressing that calm had returned.")
    offered = versions(SentenceSignals(bare.sentence, 0.5, (), ()))
    assert offered[-1].text == "The mayor left on Friday."


def test_verbatim_changes_only_blanks():
    sentence = Sentence(0, 19, "however,  it  rained", 0)
    assert verbatim(sentence).text == "however, it rained"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("it rained", "It rained."),
        ("He said “it rained,” ", "He said “it rained.”"),
        ("He said “it rained.”", "He said “it rained.”"),
        ("He said “it rained”", "He said “it rained”."),
        ("Is it true?", "Is it true?"),
        ("It rained in the U.S.", "It rained in the U.S."),
        ("It rained;", "It rained."),
        ("It rained –", "It rained."),
        ("It rained,.", "It rained."),
        ("“it rained”, he said", "“It rained”, he said."),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_sentence_is_finished(text: str, printed: str):
    assert finished(text) == printed


def test_a_long_sentence_is_cut_at_a_clause_boundary():
    text = "The river rose in the night, it flooded the market, it reached the station, and nobody had been warned."
    version = cut(signals(text), 12)
    assert version
    assert version.text == "The river rose in the night, it flooded the market."


@pytest.mark.parametrize(
    "text",
    [
        "The treasurer stole from the fund, the widows went unpaid, nobody noticed for a while, police said.",
        "The river will flood the market, if the dam breaks in the night and nobody is there to see it.",
        "The river rose and rose through the night until the market and the station stood under water.",
    ],
)
def test_no_cut_takes_a_source_or_a_condition_away(text: str):
    assert cut(signals(text), 8) is None


PHRASES = [
    "In a statement", "the mayor", "who left in March", "said", "a former judge", "police said", "killing 12", "not",
    "reportedly", "(a lie)", "“we won,”", "and the river rose", "while it rained", "adding that", "if so", "—", "but",
    "according to Ina Solberg", "1,000", "was", "the bridge fell", "“", "”", "(", "which", "U.S.", "however", "3.5%",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=14).flatmap(
    lambda parts: st.lists(st.sampled_from([" ", ", ", "; ", " "]), min_size=len(parts), max_size=len(parts)).map(
        lambda joints: "".join(part + joint for part, joint in zip(parts, joints, strict=True)).strip()
    )
)


def _is_within(short: list[str], source: list[str]) -> bool:
    rest = iter(source)
    return all(word in rest for word in short)


@given(SENTENCES | st.text(max_size=200))
def test_nothing_is_added_changed_or_moved(text: str):
    """Every word of a version stands in the source, in the same order; only the case of one letter may differ."""
    if not text.strip():
        return
    for version in versions(signals(text)):
        assert _is_within([w.lower() for w in words_of(version.text)], [w.lower() for w in words_of(text)])


@given(SENTENCES)
def test_what_must_stay_stays(text: str):
    """Negations and hedges are in every version; figures are in every version that is no last resort."""
    protected = lexicon.NEGATIONS | lexicon.HEDGES
    for version in versions(signals(text)):
        kept = words_of(version.text)
        for word in words_of(text):
            if word in protected or (not version.resort and (word[0].isdigit() or word in lexicon.NUMBERS)):
                assert kept.count(word) == words_of(text).count(word), (word, version.text)


@given(SENTENCES)
def test_marks_that_were_balanced_stay_balanced(text: str):
    if all(zone.closed for zone in quotes_and_brackets(text)):
        for version in versions(signals(text)):
            assert all(zone.closed for zone in quotes_and_brackets(version.text))


@given(SENTENCES)
def test_quotations_are_whole_or_absent(text: str):
    quotations = {
        text[z.start : z.end].strip('“”". ,').lower()
        for z in quotes_and_brackets(text)
        if z.kind == "quote" and z.closed
    }
    for version in versions(signals(text)):
        for zone in quotes_and_brackets(version.text):
            if zone.kind == "quote" and zone.closed:
                found = version.text[zone.start : zone.end].strip('“”". ,')
                assert found.lower() in quotations


@given(SENTENCES | st.text(max_size=200))
def test_every_version_ends_as_a_sentence_and_is_sound(text: str):
    for version in versions(signals(text))[1:]:
        assert re.search(r"[.!?…][\"”’')\]]*$", version.text)
        assert is_sound(version.text, text)
