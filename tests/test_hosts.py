"""Hosts of a run: one that does not answer, or takes too long over its answers, is asked no more; the others are."""

import time

import pytest

from briefer.errors import InputError
from briefer.reading.fetch import NoAnswerError, StatusError
from briefer.reading.hosts import CHANCES, Hosts, place_of


def ask(hosts, url, *, seconds=0.0, silent=False):
    with hosts.turn(url):
        time.sleep(seconds)
        if silent:
            raise NoAnswerError("no answer", url)


def test_a_host_that_has_taken_its_share_of_the_run_is_asked_no_more():
    hosts = Hosts(share=0.02)
    ask(hosts, "https://slow.example/1", seconds=0.05)
    with pytest.raises(InputError, match=r"its host has taken 0\.02 seconds of this run"):
        ask(hosts, "https://slow.example/2")
    ask(hosts, "https://herald.example/1")


def test_only_silence_in_a_row_counts():
    hosts = Hosts()
    for _ in range(CHANCES + 1):
        with pytest.raises(NoAnswerError):
            ask(hosts, "https://herald.example/1", silent=True)
        ask(hosts, "https://herald.example/2")


def test_a_refusal_is_an_answer():
    hosts = Hosts()
    for _ in range(CHANCES + 1):
        with pytest.raises(NoAnswerError):
            ask(hosts, "https://herald.example/1", silent=True)
        with pytest.raises(StatusError), hosts.turn("https://herald.example/2"):
            raise StatusError("the server answered 404", "https://herald.example/2", 404)


def test_a_name_before_a_host_makes_it_no_other_host():
    """Else a feed could ask one host as often and as long as it likes, under a name for each entry."""
    assert place_of("https://a:b@Herald.example:8080/1") == place_of("https://herald.example:8080/2")
    assert place_of("https://[broken") == ""
