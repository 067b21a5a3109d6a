"""Dates and times: which phrases are dates, and what day they mean.

A golden case is `published DAY` (or `published` alone where it is unknown), the article's text, a line `----`, and a
line for each mention: `text | iso | precision`, with `relative` and `approximate` where they hold.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.date_time_group import date_time_group, human_date
from briefer.language.dates import find_dates
from briefer.language.facts import DateMention
from briefer.language.sentences import split_article
from briefer.types import Article, Sentence

GOLDEN = sorted((Path(__file__).parent / "golden" / "dates").glob("*.txt"))
SUNDAY = "2025-12-21"


def dates_in(text: str, published: str = SUNDAY) -> tuple[DateMention, ...]:
    article = Article("a", text, published=published)
    return find_dates(article, split_article(article))


def line(mention: DateMention) -> str:
    flags = [name for name in ("relative", "approximate") if getattr(mention, name)]
    return " | ".join([" ".join(mention.text.split()), mention.iso or "-", " ".join([mention.precision, *flags])])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    given_text, expected = path.read_text(encoding="utf-8").split("\n----\n")
    published, _, text = given_text.partition("\n")
    found = dates_in(text, published.removeprefix("published").strip())
    assert [line(mention) for mention in found] == expected.strip().split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the square.", "Mrs May said that Theresa May would stay.", "He marched in a march.",
        "April Ryan asked June Carter about August Wilson.", "The Sun and the Sunday Times wrote about it.",
        "She came second, a second later.", "Call 020 7946 0123 or 555-0199.", "Varnholt won 2-1, then lost 3:1.",
        "The dam held for 24 hours and 30 minutes.", "A Boeing 737 landed.", "Section 2016 of the act is long.",
        "Some 2016 people came, more than 2000 of them.", "It cost $2016 and €1999.", "Black Friday was quiet.",
        "They meet every Monday and on Sundays.", "Russia Today and USA Today wrote of it.", "He lives in Room 1984.",
        "It grew by 12.5 per cent to 3.15.", "On 5/6/2025 it rained.", "He is a man of the day.",
        "The last day of the strike was long.", "That day care is dear.", "She walked 1500 metres in 2000 steps.",
        "The Women’s March on Varnholt grew.", "The bridge is 1,999 feet long.", "He read John 3:16 to them.",
        "Resolution 2254 and Flight 1549 are known.", "It sells 5,000 a day.", "The fall of the wall was sudden.",
        "Spring water is sold here.", "The first half was dull.", "The 31st state joined.",
    ],
)  # fmt: skip
def test_what_is_only_spelled_like_a_date_is_none(text: str):
    assert [mention.text for mention in dates_in(text)] == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The bridge is expected to reopen on Monday.", "2025-12-22"),
        ("The council will meet on Monday.", "2025-12-22"),
        ("The talks are due to begin Monday.", "2025-12-22"),
        ("On Monday, the council will vote.", "2025-12-22"),
        ("The ferry resumes on Monday.", "2025-12-22"),
        ("The road is closed until Monday.", "2025-12-22"),
        ("They spoke ahead of Monday’s vote.", "2025-12-22"),
        ("The council met on Monday.", "2025-12-15"),
        ("On Monday, the council voted.", "2025-12-15"),
        ("The bridge, which will be rebuilt, fell on Monday.", "2025-12-15"),
        ("It would have opened on Monday.", "2025-12-15"),
        ("She said Monday’s vote would go ahead.", "2025-12-22"),
        ("The council votes on Sunday.", "2025-12-21"),
        ("The council voted on Sunday.", "2025-12-21"),
        ("The council will vote on March 3.", "2026-03-03"),
        ("The council voted on March 3.", "2025-03-03"),
        ("The March 3 vote was close.", "2026-03-03"),
        ("The November 3 attack was the worst.", "2025-11-03"),
        ("The dam will open in May.", "2026-05"),
        ("The dam opened in May.", "2025-05"),
        ("It has been shut since December.", "2025-12"),
        ("It snowed on February 29.", "2024-02-29"),
        ("It runs from February 26-29.", "2024-02-26/2024-02-29"),
        ("In a long speech Monday, she vowed to go on.", "2025-12-15"),
        ("The decision Friday, hailed by some, will change the law.", "2025-12-19"),
        ("The defeat on Friday shouldn’t be seen as the end.", "2025-12-19"),
        ("We’ll be here on Monday.", "2025-12-22"),
        ("Following Monday’s primary, the party plans to sue.", "2025-12-15"),
        ("They say it is over come November.", "2026-11"),
        ("Starting from May 6, the port raised its fees.", "2025-05-06"),
        ("The toll is higher starting May 6.", "2026-05-06"),
        ("On February 10, robbers killed the mayor.", "2025-02-10"),
        ("A July 14 Tarsk Courier story said so.", "2025-07-14"),
        ("Before her speech on Friday, the hall was full.", "2025-12-19"),
        ("A loss in Monday’s election would be a blow.", "2025-12-22"),
        ("Monday’s election was a blow.", "2025-12-15"),
        ("They will meet behind closed doors on Monday.", "2025-12-22"),
        ("He said the council on Monday will vote.", "2025-12-22"),
        ("In this Sunday, March 15, 2020, file photo, he laughs.", "2020-03-15"),
        ("He asked for a law by February 10.", "2026-02-10"),
        ("The mayor was killed by robbers on February 10.", "2025-02-10"),
        ("The Sept. 11 attacks changed it all.", "2001-09-11"),
        ("It opened in May last year.", "2024-05"),
        ("It opens on 3 May next year.", "2026-05-03"),
        ("They will meet again later this week.", "2025-12-22/2025-12-28"),
        ("They met this week.", "2025-12-15/2025-12-21"),
        ("Twenty-two years ago it burned.", "2003"),
        ("He left last New Year’s Eve.", "2024-12-31"),
    ],
)
def test_verbs_tell_whether_a_date_lies_behind_or_ahead(text: str, iso: str):
    assert [mention.iso for mention in dates_in(text)] == [iso]


def test_what_was_only_said_that_day_did_not_happen_then():
    """A time of day is not set on the day of the statement about it."""
    fire, said = dates_in("The fire began at 6.40 a.m., the ministry said on Monday.")
    assert (fire.iso, said.iso) == ("", "2025-12-15")


def test_an_anchor_holds_for_its_paragraph_only():
    same, other = "They met on 3 May. The next day they left.", "They met on 3 May.\n\nThe next day they left."
    assert [mention.iso for mention in dates_in(same)] == ["2025-05-03", "2025-05-04"]
    assert [mention.iso for mention in dates_in(other)] == ["2025-05-03", ""]


def test_without_a_day_of_publication_only_full_dates_are_resolved():
    found = dates_in("On Sunday, 3 May, last week, two years ago and in 2016; on 3 May 2019 at 9 p.m.", "")
    assert [mention.iso for mention in found] == ["", "", "", "2016", "2019-05-03T21:00"]
    assert [mention.relative for mention in found] == [True, True, True, False, False]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2025-12-21T23:30:00+14:00", "2025", "nonsense"])
def test_the_ends_of_the_calendar_and_odd_days_of_publication_are_no_error(published: str):
    text = (
        "Two hundred centuries ago, 900 decades ago, next week, last week, at midnight on Sunday, next summer, Feb. 29."
    )
    assert dates_in(text, published)


PIECES = st.sampled_from(
    "on in at from to between and the Monday Sunday's May March 3 13th 2016 2016-17 Dec. noon 6.40 a.m. GMT ET "
    "last next week month years ago later two the following morning end of early will said 14:30 31 "
    "Feb. 29 spring 1990s , . -".split()
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=30).map(" ".join)


@settings(max_examples=400)
@given(TEXTS, st.dates().map(str) | st.just(""))
def test_on_any_text_mentions_are_slices_in_order(text: str, published: str):
    """Never an error; spans are disjoint, ascending, and slice back; an ISO value reads as plain English."""
    sentence = Sentence(0, len(text), text, 0)
    end = 0
    for mention in find_dates(Article("a", text, published=published), [sentence]):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert "-0" not in human_date(mention.iso)
        end = mention.end


@pytest.mark.parametrize(
    "piece", ["May ", "the ", "2016-", "12:", "1 ", " ", "last ", "Monday to ", "in 3 ", "the end of "]
)
def test_an_endless_line_is_read(piece: str):
    """The time is linear in the text: each of these would not end in a lifetime otherwise."""
    text = piece * (200_000 // len(piece))
    find_dates(Article("a", text, published=SUNDAY), [Sentence(0, len(text), text, 0)])


def test_a_date_time_group_is_in_utc():
    assert date_time_group(datetime(2025, 12, 21, 15, 45, tzinfo=UTC)) == "211545Z DEC 25"
    assert date_time_group(datetime(2026, 1, 1, 1, 5, tzinfo=timezone(timedelta(hours=3)))) == "312205Z DEC 25"
    with pytest.raises(ValueError, match="zone"):
        date_time_group(datetime(2025, 12, 21))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("iso", "human"),
    [
        ("2025-12-21", "21 December 2025"),
        ("2025-12-01", "1 December 2025"),
        ("2025-12", "December 2025"),
        ("2025", "2025"),
        ("2025-12-08/2025-12-14", "8-14 December 2025"),
        ("2025-11-28/2025-12-03", "28 November to 3 December 2025"),
        ("2025-12-28/2026-01-03", "28 December 2025 to 3 January 2026"),
        ("2027-03/2027-05", "March-May 2027"),
        ("2026-12/2027-02", "December 2026 to February 2027"),
        ("1990/1999", "1990s"),
        ("2003/2005", "2003-2005"),
        ("2025-11-12T06:40", "12 November 2025, 06:40"),
        ("2025-11-12T06:40Z", "12 November 2025, 06:40 UTC"),
        ("2025-11-12T06:40:10+02:00", "12 November 2025, 06:40 UTC+02:00"),
        ("2025-11-12T09:00/2025-11-12T17:00", "12 November 2025, 09:00-17:00"),
        ("2025-11-12T22:00Z/2025-11-13T01:00Z", "12 November 2025, 22:00 UTC to 13 November 2025, 01:00 UTC"),
        ("", ""),
        ("soon", "soon"),
    ],
)
def test_an_iso_date_of_any_precision_has_a_human_form(iso: str, human: str):
    assert human_date(iso) == human


@given(
    st.text(max_size=30) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?", fullmatch=True)
)
def test_a_text_that_is_no_date_is_printed_as_it_is(text: str):
    assert isinstance(human_date(text), str)


SEED = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "seed" / "article.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not here")
def test_the_seed_article_names_the_statement_and_the_attack():
    text = SEED.read_text(encoding="utf-8").split(") - ", 1)[1]
    assert [(mention.text, mention.iso) for mention in dates_in(text)] == [
        ("Sunday", "2025-12-21"),
        ("Dec. 13", "2025-12-13"),
    ]
