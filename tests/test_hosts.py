"""Hosts of a run: one that does not answer, or takes too long over its answers, is asked no more; the others are."""

import time

import pytest

from briefer.errors import InputError
from briefer.reading.fetch import NoAnswerError
from briefer.reading.hosts import CHANCES, Hosts


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
