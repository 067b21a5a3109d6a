"""A fate as what was done: one form for each deed, and none for what is not done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.fate_forms import as_done


@pytest.mark.parametrize(
    ("fate", "done"),
    [
        ("killing", "killed"),
        ("kills", "killed"),
        ("injuring", "injured"),
        ("injure", "injured"),
        ("kidnapping", "kidnapped"),
        ("burying", "buried"),
        ("destroys", "destroyed"),
        ("freeing", "freed"),
        ("taking", "taken"),
        ("leaving", "left"),
        ("shooting dead", "shot dead"),
        ("closing down", "closed down"),
        ("sends", "sent"),
        ("launches", "launched"),
        ("abducting and killing", "abducted and killed"),
    ],
)
def test_a_deed_has_one_form(fate, done):
    assert as_done(fate) == done


@pytest.mark.parametrize(
    "fate",
    [
        "",
        "killed",
        "carried out",
        "could kill",
        "to build",
        "waiting",
        "missing",
        "deaths or detention",
        "arrest",
        "rising to",
    ],
)
def test_what_is_no_deed_in_progress_stays_as_printed(fate):
    assert as_done(fate) == fate


@given(st.text())
def test_any_text_has_a_form_that_is_a_form_already(text):
    assert as_done(as_done(text)) == as_done(text)
