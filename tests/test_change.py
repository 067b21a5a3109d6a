"""What changed in a story: golden cases by rule, the invented days, and what holds for any accounts.

A golden case has accounts, each a line `PUBLISHER, DAY` and its text, parted by lines `++++`; the first is the earlier
one, the others are later. After a line `----` follow the status, the new facts in their order (`+ sentence`) and the
figures that moved (`# label: before -> after`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.sentences import split_article
from briefer.language.understand import understand
from briefer.reading import article_from_text
from briefer.stories.account import NEW, QUIET, UNCHANGED, UPDATED, Account, Change
from briefer.stories.agreement import agrees
from briefer.stories.change import change_of
from briefer.types import Article

TESTS = Path(__file__).parent
GOLDEN = sorted((TESTS / "golden" / "change").glob("*.txt"))
DAYS = sorted((TESTS / "events" / "three-days").iterdir())
DAYS = [day for day in DAYS if day.is_dir()]


def account_of(article: Article) -> Account:
    """Read an article with the bundled encoder."""
    from briefer.summarising.encoder import load_encoder

    encoder = load_encoder("briefer-encoder", "cpu")
    signals = encoder.read([article])[0]
    sentences = [one.sentence for one in signals]
    salience = tuple(one.salience for one in signals)
    facts = understand(article, sentences, [one.entities for one in signals], salience)
    return Account(article, facts, salience, encoder.embed([one.text for one in sentences]))


def bare_account(text: str, day: str = "2026-03-02", identity: str = "a") -> Account:
    """Make an account without the encoder: every sentence is as salient as the next, and none is like another."""
    article = Article(identity, text, published=day)
    sentences = split_article(article)
    salience = (0.5,) * len(sentences)
    facts = understand(article, sentences, [()] * len(sentences), salience)
    return Account(article, facts, salience, np.eye(max(1, len(sentences)), 384, dtype=np.float32)[: len(sentences)])


def golden_account(text: str, number: int) -> Account:
    head, _, body = text.strip().partition("\n")
    publisher, day = head.rsplit(", ", 1)
    return account_of(Article(f"{number}", body, source=publisher, published=day))


def shown(change: Change, later: Sequence[Account]) -> str:
    by_id = {account.article.id: account for account in later}
    facts = [f"+ {by_id[fact.article].sentence(fact.sentence).text}" for fact in change.facts]
    figures = [f"# {move.label}: {move.before} -> {move.after.number}" for move in change.figures]
    return "\n".join([change.status, *facts, *figures])


@pytest.mark.needs_model
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    case, expected = path.read_text(encoding="utf-8").split("\n----\n")
    earlier, *later = (golden_account(text, number) for number, text in enumerate(case.split("++++\n")))
    assert shown(change_of([earlier], later), later) == expected.strip()


@lru_cache(maxsize=1)
def days() -> list[dict[str, Account]]:
    """Read the invented days: for each its accounts by `publisher-story`."""
    found = []
    for day in DAYS:
        texts = {path.stem: article_from_text(path.read_text(encoding="utf-8")) for path in sorted(day.iterdir())}
        found.append({name: account_of(article) for name, article in texts.items()})
    return found


def on(story: str, *numbers: int) -> list[Account]:
    return [account for day in numbers for name, account in days()[day].items() if name.endswith(f"-{story}")]


@pytest.mark.needs_model
@pytest.mark.parametrize(
    ("story", "day", "status", "figures"),
    [
        ("landslide", 1, UPDATED, ["people killed: 12 -> 19", "people missing: 30 -> 14"]),
        ("landslide", 2, UPDATED, ["people killed: 19 -> 23", "people missing: 14 -> 10"]),
        ("strike", 1, UPDATED, ["ships waiting: 40 -> 58"]),
        ("strike", 2, QUIET, []),
        ("water", 1, UNCHANGED, []),
        ("train", 1, NEW, []),
        ("train", 2, UPDATED, []),
        ("wildfire", 1, UPDATED, ["acres of forest burned: 6,500 -> 13,000", "houses destroyed: 9 -> 31"]),
        ("wildfire", 2, UPDATED, ["acres burned: 13,000 -> 13,400", "houses destroyed: 31 -> 34"]),
    ],
)
def test_the_invented_days_change_as_they_were_written(story, day, status, figures):
    change = change_of(on(story, *range(day)), on(story, day))
    assert change.status == status
    assert [f"{move.label}: {move.before} -> {move.after.number}" for move in change.figures] == figures


@pytest.mark.needs_model
def test_what_a_later_edition_knew_is_not_told_again():
    """Of all that day three tells as new, day two had told nothing."""
    told = {account.article.id: account for account in on("landslide", 1, 2)}
    second = change_of(on("landslide", 0), on("landslide", 1)).facts
    third = change_of(on("landslide", 0, 1), on("landslide", 2)).facts
    texts = [[told[one.article].sentence(one.sentence).text for one in facts] for facts in (second, third)]
    assert texts[0]
    assert texts[1]
    assert not [(old, new) for old in texts[0] for new in texts[1] if agrees(old, new)]


@pytest.mark.needs_model
def test_the_order_of_accounts_changes_nothing():
    earlier, later = on("landslide", 0), on("landslide", 1)
    assert change_of(earlier, later) == change_of(earlier[::-1], later[::-1])


def test_a_story_without_earlier_accounts_is_new_and_one_without_later_ones_quiet():
    account = bare_account("The bridge over the Vell was closed on Monday.")
    assert change_of([], [account]).status == NEW
    assert change_of([account], []).status == QUIET
    assert change_of([account], [account]).status == UNCHANGED


def test_accounts_without_a_sentence_or_a_day_change_nothing():
    account = bare_account("The bridge over the Vell was closed on Monday by the police of the county.", day="")
    empty = bare_account("", day="no day")
    assert change_of([empty], [empty]).status == UNCHANGED
    assert change_of([account], [empty]).status == UNCHANGED


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_change_whose_facts_stand_in_later_accounts(before, after):
    later = bare_account(after, "2026-03-03", "b")
    change = change_of([bare_account(before)], [later])
    assert all(fact.article == "b" and 0 <= fact.sentence < len(later.facts.sentences) for fact in change.facts)
    assert bool(change.facts or change.figures) == (change.status == UPDATED)
