"""The gate: no sentence is printed that its article does not support, and none is cut to meet a limit."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.sentences import split_article
from briefer.summarising.gate import Gate, passes
from briefer.summarising.lengths import Draft, new_tokens, whole_sentences
from briefer.summarising.reading_windows import MOST_WINDOWS, to_reading_windows
from briefer.summarising.replies import clean_reply
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Evidence, Reason, Span, Support

TEXT = (
    "The ferry Morning Tide returned to Calder Bay on Monday after three weeks in dock. "
    "Northern Lines, her owner, said the repairs had cost 2.4 million pounds. "
    "Harbour master Ines Okafor said that nobody was hurt when the engine failed in March. "
    "Tickets stay at nine pounds until the end of the summer, the company said."
)
ARTICLE = Article("1", TEXT, title="Ferry returns")


def read(article: Article) -> list[SentenceSignals]:
    """Signal every sentence as salient as the one before, less a little."""
    found = []
    for at, sentence in enumerate(split_article(article)):
        tokens = tuple(Span(sentence.start + i, sentence.start + i + 1) for i in range(len(sentence.text)))
        found.append(SentenceSignals(sentence, 0.9 - at / 10, tokens, (0.5,) * len(tokens)))
    return found


def check(article: Article, texts: Sequence[str]) -> tuple[Support, ...]:
    """Support a sentence if the article has all its words; its evidence is the sentence that shares most."""
    return tuple(_support(article, text) for text in texts)


def _support(article: Article, text: str) -> Support:
    words = text.strip(".").lower().split()
    foreign = [word for word in words if word.strip(".,") not in article.text.lower()]
    best = max(split_article(article), key=lambda s: sum(word in s.text.lower() for word in words))
    evidence = Evidence(best.start, best.end, best.text)
    reasons = tuple(Reason("word", word) for word in foreign)
    return Support("unsupported" if foreign else "supported", 0.0 if foreign else 1.0, reasons, (evidence,))


def printed(*drafts: Sequence[str], sentences: int = 2, words: int = 45, checked: bool = True):
    return Gate(ARTICLE, sentences, words, check if checked else None, read).print(drafts)


GOOD = "The ferry returned to Calder Bay."
WRONG = "The ferry returned to Dover."
COST = "The repairs had cost 2.4 million pounds."


def test_a_supported_sentence_is_printed_with_its_support_and_evidence():
    [sentence] = printed([GOOD])
    assert (sentence.text, sentence.replaced) == (GOOD, "")
    assert sentence.support is not None
    assert sentence.evidence == sentence.support.evidence != ()


def test_a_refused_sentence_gives_way_to_the_same_place_in_another_beam():
    first, second = printed([WRONG, COST], [GOOD, "It cost 9 billion."])
    assert (first.text, first.replaced) == (GOOD, WRONG)
    assert (second.text, second.replaced) == (COST, "")


def test_where_no_beam_passes_the_evidence_stands_and_what_was_refused_is_told():
    [sentence] = printed(["The repairs had cost 7.9 million pounds."], ["The repairs had cost 8 million pounds."])
    assert sentence.replaced == "The repairs had cost 7.9 million pounds."
    assert "2.4 million" in sentence.text
    assert all(TEXT[span.start : span.end] == span.text for span in sentence.evidence)
    assert sentence.support is not None
    assert sentence.support.verdict == "supported"


@pytest.mark.parametrize(
    ("verdict", "kind", "passing"),
    [
        ("supported", "word", True),
        ("partly", "word", True),
        ("partly", "number", False),
        ("partly", "name", False),
        ("unsupported", "word", False),
    ],
)
def test_a_wrong_fact_is_refused_though_most_of_its_sentence_is_borne_out(verdict, kind, passing):
    assert passes(Support(verdict, 0.5, (Reason(kind, "nine"),), ())) == passing


def test_the_check_is_asked_about_no_sentence_twice():
    asked: list[str] = []

    def counting(article: Article, texts: Sequence[str]) -> tuple[Support, ...]:
        asked.extend(texts)
        return check(article, texts)

    Gate(ARTICLE, 3, 60, counting, read).print([[WRONG, COST, WRONG], [GOOD, COST], [WRONG, GOOD]])
    assert len(asked) == len(set(asked)) > 2


def test_without_the_check_everything_passes_and_says_that_it_was_not_checked():
    [sentence] = printed([WRONG], [GOOD], checked=False)
    assert (sentence.text, sentence.support, sentence.evidence) == (WRONG, None, ())


def test_the_summary_ends_at_the_end_of_a_sentence():
    assert [s.text for s in printed([GOOD, COST], words=10)] == [GOOD]
    assert [s.text for s in printed([GOOD, COST], words=13)] == [GOOD, COST]
    assert [s.text for s in printed([GOOD, COST], words=0, sentences=1)] == [GOOD]


def test_a_first_sentence_that_is_too_long_gives_way_to_a_beam_that_fits():
    long = "Northern Lines, her owner, said the repairs had cost 2.4 million pounds."
    [sentence] = printed([long], [GOOD], words=8)
    assert (sentence.text, sentence.replaced) == (GOOD, "")


def test_a_first_sentence_that_is_too_long_is_shortened():
    long = "Northern Lines, her owner, said the repairs had cost 2.4 million pounds."
    [sentence] = printed([long], words=10, sentences=1)
    assert sentence.text == "Northern Lines said the repairs had cost 2.4 million pounds."


def test_nothing_is_said_twice():
    assert [s.text for s in printed([GOOD, "The ferry returned to Calder Bay, the company said."])] == [GOOD]


def test_evidence_that_is_printed_already_is_not_printed_again():
    whole = "The ferry Morning Tide returned to Calder Bay on Monday after three weeks in dock."
    assert [s.text for s in printed([whole, "A ferry sank at Dover on Monday."])] == [whole]


def test_no_whole_sentence_gives_an_empty_summary():
    assert printed([], []) == ()
    assert Gate(Article("2", ""), 2, 45, None, read).print([()]) == ()


SENTENCES = st.lists(st.sampled_from([GOOD, WRONG, COST, "Nobody was hurt.", "Zebras won 12,000 pounds."]), max_size=4)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(1, 3), st.integers(1, 30))
def test_limits_hold_and_nothing_unsupported_is_left(drafts, sentences, words):
    found = printed(*drafts, sentences=sentences, words=words)
    assert len(found) <= sentences
    assert sum(len(sentence.text.split()) for sentence in found) <= words
    assert all(s.text.endswith(".") and s.support and s.support.verdict == "supported" for s in found)


# What a checkpoint wrote, as whole sentences


@pytest.mark.parametrize(
    ("text", "ended", "expected"),
    [
        ("It rained. The mayor sa", False, ("It rained.",)),
        ("It rained. The mayor said", True, ("It rained.", "The mayor said.")),
        ("It rained .<n>The sun came , too .", True, ("It rained.", "The sun came, too.")),
        ("The mayor sa", False, ()),
        ("the U.S. team won", True, ("The U.S. team won.",)),
        ("It \x1b[2J rained.\u202e", True, ("It [2J rained.",)),
        (" ... ", True, ()),
        ("", True, ()),
    ],
)
def test_only_whole_sentences_are_kept(text, ended, expected):
    assert whole_sentences(Draft(text, ended)) == expected


@given(st.text(), st.booleans())
def test_any_draft_gives_sentences_with_an_end(text, ended):
    assert all(sentence.strip() == sentence for sentence in whole_sentences(Draft(text, ended)))


def test_room_to_write_grows_with_what_is_wanted():
    assert new_tokens(2, 45) < new_tokens(2, 90) < new_tokens(9, 0)


# Windows


def by_letters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


@given(st.lists(st.text("ab c", max_size=90), max_size=30), st.integers(4, 60))
def test_windows_fit_and_lose_nothing(sentences, room):
    windows = to_reading_windows(sentences, room, by_letters)
    assert all(len(text) <= room for text in windows.texts)
    if len(windows.texts) < MOST_WINDOWS:
        assert windows.read == 1
        assert "".join("".join(windows.texts).split()) == "".join("".join(sentences).split())


def test_windows_end_at_sentence_ends_and_are_even():
    sentences = [f"Number {at:02} came." for at in range(10)]
    windows = to_reading_windows(sentences, 9 * 17, by_letters)
    assert all(text.endswith(".") for text in windows.texts)
    assert [text.count(".") for text in windows.texts] in ([5, 5], [6, 4])


def test_a_text_without_end_is_read_in_part_and_the_share_says_so():
    windows = to_reading_windows(["x" * 9] * (2 * MOST_WINDOWS), 10, by_letters)
    assert len(windows.texts) == MOST_WINDOWS
    assert windows.read == pytest.approx(0.5)


# Replies of chat checkpoints

NEWS = "The ferry came back. It cost 2.4 million pounds."


@pytest.mark.parametrize(
    "reply",
    [
        NEWS,
        f"Sure! Here is a two-sentence summary of the article:\n\n{NEWS}",
        f"Here's the summary: {NEWS}",
        f"**Summary:** {NEWS}",
        f"## Headline summary\n\n{NEWS}",
        f'"{NEWS}"',
        f"<think>The reader wants it short.</think>\n{NEWS}\n\nLet me know if you need more!",
        f"```text\n{NEWS}\n```",
        "The **ferry** came back. It cost *2.4 million* pounds.\n\n(9 words)",
        "[The ferry](https://evil.example/x) came back. It cost 2.4 million pounds.<br>",
    ],
)
def test_a_reply_is_stripped_to_its_prose(reply):
    assert clean_reply(reply) == NEWS


def test_each_item_of_a_list_is_a_sentence():
    reply = "Here are the highlights:\n- **Ferry** is back\n- It cost 2.4 million pounds\n2. Nobody was hurt."
    found = whole_sentences(Draft(clean_reply(reply), ended=True))
    assert found == ("Ferry is back.", "It cost 2.4 million pounds.", "Nobody was hurt.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Here is where the ferry sank: Calder Bay.",
        'The mayor said "no" and then "yes"',
        '"We won," said Ms Petrova, "at last."',
        "Sure Start centres are to close.",
        "This is the third storm in a week.",
        "Summary courts were set up in May.",
        "Prices rose by 5 * 3 per cent.",
    ],
)
def test_prose_is_left_alone(sentence):
    assert clean_reply(sentence) == sentence


def test_thinking_that_never_ends_is_no_reply():
    assert clean_reply("<think>Let me see. The ferry") == ""


@given(st.text())
def test_any_reply_can_be_cleaned(reply):
    clean_reply(reply)


@pytest.mark.parametrize("piece", ["<think>", "[a", "**", "Here is ", "_a", "<|", "- ", '"', "# "])
def test_a_reply_without_end_takes_no_time(piece):
    clean_reply(piece * 100_000)
