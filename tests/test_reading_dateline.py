"""A dateline is told from prose."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.dateline import dateline_at, dateline_within
from briefer.reading.published import iso_date

GOLDEN = Path(__file__).parent / "golden" / "reading" / "datelines"


def cases(name: str) -> list[tuple[str, list[str] | None]]:
    lines, expected = (GOLDEN / name).read_text(encoding="utf-8").split("\n----\n")
    return list(zip(lines.split("\n"), json.loads(expected), strict=True))


@pytest.mark.parametrize(("line", "expected"), [*cases("taken.txt"), *cases("left.txt")])
def test_a_dateline_is_taken_and_what_looks_like_one_is_left(line, expected):
    found = dateline_at(line)
    assert (found and [found.text, found.agency, found.date]) == expected


def test_the_span_takes_in_the_byline_the_dash_and_the_spaces():
    line = "By Jane Roe LONDON (Reuters) - The mayor resigned."
    found = dateline_at(line)
    assert found is not None
    assert line[found.end :] == "The mayor resigned."
    assert found.start == 0


def test_capitals_and_a_dash_alone_are_not_sure():
    label, place = dateline_at("THE RACE - One of them won."), dateline_at("PARIS - One of them won.")
    assert (label and label.sure, place and place.sure) == (False, True)


def test_a_dateline_after_a_full_stop_is_found():
    text = "The boat in the harbour. Calder Bay, Halden (CNN) -- Police arrested six."
    found = dateline_within(text)
    assert found is not None
    assert text[found.end :] == "Police arrested six."
    assert dateline_within("The football union (AP) -- as it is known -- met.") is None


@given(st.text(max_size=400))
def test_any_text_gives_a_span_within_it(text):
    for found in (dateline_at(text), dateline_within(text)):
        assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["A", "AA ", "AA/", "Aa ", "AA, Aa ", "By Aa ", "By Aa, ", "(", "(A", "May 1 ", "A. "]
)
def test_a_hostile_line_is_read_in_linear_time(piece):
    dateline_at(piece * 100_000)
    dateline_within((piece * 100_000)[:1500])


@pytest.mark.parametrize(
    ("printed", "year", "expected"),
    [
        ("2025-12-21", "", "2025-12-21"),
        ("2025-10-07T21:40:00+02:00", "", "2025-10-07T21:40:00+02:00"),
        ("2019-01-03T07:00:02.000Z", "", "2019-01-03T07:00:02Z"),
        ("Wednesday, Dec. 3, 2025", "", "2025-12-03"),
        ("3 December 2025", "", "2025-12-03"),
        ("Dec 3", "2025", "2025-12-03"),
        ("Dec 3", "", ""),
        ("31 February 2025", "", ""),
        ("2025-13-01", "", ""),
        ("03/04/2025", "", ""),
    ],
)
def test_a_date_is_read_and_never_guessed(printed, year, expected):
    assert iso_date(printed, year) == expected


def test_most_first_paragraphs_with_an_agency_have_their_dateline_found():
    """Recall on real articles: an agency in brackets and a dash within the first 60 characters."""
    import lzma
    import re

    folder = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data"))
    corpus = folder / "text" / "news_articles.jsonl.xz"
    if not corpus.is_file():
        pytest.skip("the corpus is not here")
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        openings = [json.loads(line)["article"].lstrip()[:300] for line in lines]
    wire = [text for text in openings if re.match(r".{0,50}\((?:Reuters|AP|AFP|CNN|UPI)\)\s*(?:--|—|–|- )", text)]
    assert len(wire) > 500
    assert sum(bool(dateline_at(text)) for text in wire) >= 0.99 * len(wire)
