"""A set of sentences is worth more than its sentences' salience only where they say different things."""

from hypothesis import given
from hypothesis import strategies as st

from briefer.summarising.candidates import Candidate, candidates
from briefer.summarising.sets import FEATURES, SHORTENED, VERBATIM, SetScore
from briefer.summarising.signals import SentenceSignals
from briefer.types import Sentence

FLOOD = "The river flooded the old town of Orsk on Monday."
FLOOD_AGAIN = "The river flooded the old town of Orsk on Monday, officials said."
DAMS = "Engineers had warned for years that both dams were too low."


def pool(*texts: str) -> list[Candidate]:
    signals = [SentenceSignals(Sentence(0, len(text), text, 0), 0.5, (), ()) for text in texts]
    return sorted(candidates(signals, 10), key=lambda candidate: candidate.index)


def test_saying_the_same_twice_is_worth_less():
    flood, again, dams = pool(FLOOD, FLOOD_AGAIN, DAMS)
    for shortened in (False, True):
        score = SetScore([flood, again, dams], shortened=shortened)
        assert score([flood, dams]) > score([flood, again])


def test_each_weight_has_its_feature():
    assert len(VERBATIM) == len(SHORTENED) == len(FEATURES)
    members = pool(FLOOD, DAMS)
    assert len(SetScore(members, shortened=True).features(members)) == len(FEATURES)


def test_length_does_not_count_where_sentences_are_shortened():
    assert SHORTENED[FEATURES.index("length") :] == (0.0, 0.0, 0.0)


@given(st.lists(st.sampled_from([FLOOD, FLOOD_AGAIN, DAMS]), max_size=4))
def test_features_are_bounded_shares(texts):
    members = pool(*texts)
    values = dict(zip(FEATURES, SetScore(members, shortened=True).features(members), strict=True))
    pairs = len(members) * (len(members) - 1) / 2
    assert 0 <= values["coverage"] <= 1
    assert 0 <= values["words repeated"] <= pairs
    assert 0 <= values["pairs repeated"] <= pairs
