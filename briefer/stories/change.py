"""What changed in a story since an earlier brief told it.

Knows nothing about briefs: sentences and figures in, those that are new out.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.stories.account import NEW, QUIET, UNCHANGED, UPDATED, Account, Change, FigureMove, NewFact
from briefer.stories.figure_moves import figure_moves
from briefer.stories.new_facts import new_facts

__all__ = ["NEW", "QUIET", "UNCHANGED", "UPDATED", "Account", "Change", "FigureMove", "NewFact", "change_of"]


def change_of(earlier: Sequence[Account], later: Sequence[Account]) -> Change:
    """Tell what the later accounts say that the earlier ones do not.

    Args:
        earlier: All accounts of the story that briefs before this one knew; none for a new story.
        later: The accounts of this period, copies left out; none where the story is quiet.
    """
    if not earlier:
        return Change(NEW)
    if not later:
        return Change(QUIET)
    known, told = ([one for one in accounts if one.facts.sentences] for accounts in (earlier, later))
    if not known or not told:
        return Change(UNCHANGED)
    facts, figures = new_facts(known, told), figure_moves(known, told)
    return Change(UPDATED if facts or figures else UNCHANGED, facts, figures)
