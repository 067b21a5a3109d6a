"""A brief with nothing in it, to be filled: what only one event, or a day that has stories, can fill is empty."""

from __future__ import annotations

from briefer.briefs.brief import SCHEMA_VERSION, Brief, Developments, Head, Method


def bare_brief(head: Head, method: Method) -> Brief:
    """Make a brief that has nothing but what every brief has."""
    return Brief(
        schema=SCHEMA_VERSION,
        head=head,
        bluf=(),
        highlights=(),
        figures=(),
        answers=(),
        developments=Developments((), (), ()),
        statements=(),
        actors=(),
        background=(),
        outlook=(),
        timeline=(),
        places=(),
        gaps=(),
        sources=(),
        method=method,
    )
