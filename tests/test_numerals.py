"""Numerals: what is read, how a number is shown, and that both agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.language.numerals import find_numerals, numbers_in, read_number, short_number

READ = {
    "seventy": 70,
    "one hundred": 100,
    "a hundred": 100,
    "twenty-three": 23,
    "forty two": 42,
    "a dozen": 12,
    "two dozen": 24,
    "half a dozen": 6,
    "half a million": 500_000,
    "a million and a half": 1_500_000,
    "two and a half million": 2_500_000,
    "one hundred and five": 105,
    "two hundred thousand": 200_000,
    "six million four hundred thousand": 6_400_000,
    "one hundred and five thousand, two hundred and six": 105_206,
    "nine hundred ninety-nine": 999,
    "2.3 million": 2_300_000,
    "410-million": 410_000_000,
    "48,000": 48_000,
    "1,234,567.5": 1_234_567.5,
    "4.5bn": 4_500_000_000,
    "20k": 20_000,
    "5 lakh crore": 5_000_000_000_000,
    "5½": 5.5,
    "half": 0.5,
    "a quarter": 0.25,
    "two-thirds": 2 / 3,
    "3/4": 0.75,
    "Zero": 0,
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_in_digits_or_words_is_read(text, value):
    assert read_number(text) == pytest.approx(value)
    assert numbers_in(f"So {text} of them.") == [pytest.approx(value)]


NO_NUMBER = ["", "people", "twenty people", "second", "G7", "twenty-first", "dozens", "a", "1990s"]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_not_one_number_is_not_read(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (2.25, "2.25"),
        (70, "70"),
        (999, "999"),
        (48_000, "48,000"),
        (999_999, "999,999"),
        (1_000_000, "1m"),
        (4_500_000, "4.5m"),
        (1_234_567, "1,234,567"),
        (1_200_000_000, "1.2bn"),
        (3e12, "3tn"),
    ],
)
def test_a_number_is_shown_short_and_never_rounded(value, text):
    assert short_number(value) == text


@given(st.integers(0, 10**15))
def test_a_number_shown_reads_as_itself(value):
    assert read_number(short_number(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The G7 met after COVID-19.", [7, 19]),
        ("It voted 52-48 at 6.40 a.m. in 2020.", [52, 48, 6.4, 2020]),
        ("A 410-million-euro loan at 2.5%", [410e6, 2.5]),
        ("A $5m fine for the 100m race, 5m tall", [5e6, 100, 5]),
        ("One in five, or two of them", [1, 5, 2]),
        ("a 70mph storm, 21st of its kind", [70, 21]),
        ("no numbers here", []),
    ],
)
def test_every_number_of_a_text_is_found_in_order(text, values):
    assert numbers_in(text) == [pytest.approx(value) for value in values]


@pytest.mark.parametrize(
    ("one", "other"), [("2.3 million", "2,300,000"), ("seventy", "70"), ("$4.5bn", "4.5 billion"), ("1/4", "a quarter")]
)
def test_the_same_number_is_the_same_however_it_is_printed(one, other):
    assert numbers_in(one) == numbers_in(other)


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("0123456789,.-½ andhuredtwo", max_size=60)))
def test_any_text_gives_numerals_that_are_ascending_and_disjoint(text):
    last = 0
    for numeral in find_numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        assert numeral.value >= 0
        last = numeral.end
    assert all(value >= 0 for value in numbers_in(text))
