"""What a checkpoint wrote, as whole sentences: what is not ended is left out, so that nothing is cut mid-sentence.

Knows nothing about checkpoints, support or articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.language.sentences import split_text
from briefer.summarising.compress import finished

_LINE_MARK = re.compile(r"<n>|<br ?/?>|\[unused\d+\]")
"""How PEGASUS and others write a line's end."""
_LOOSE_STOP = re.compile(r" +([.,;:!?](?=\s|$))")
"""BART trained on tokenised news writes `ended .`"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
"""What steers a terminal or hides in a text: no summary has it."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Draft:
    """What one beam wrote."""

    text: str
    ended: bool
    """The checkpoint ended it by itself; else it ran out of room, and its last sentence may lack its end."""


def whole_sentences(draft: Draft) -> tuple[str, ...]:
    """Split a draft into sentences that are complete, each with its end stop."""
    text = _LOOSE_STOP.sub(r"\1", _LINE_MARK.sub("\n\n", _CONTROL.sub(" ", draft.text)))
    found = [" ".join(text[span.start : span.end].split()) for span in split_text(text)]
    if not draft.ended:
        found = found[:-1]
    return tuple(finished(sentence) for sentence in found if _WORD.search(sentence))


def words_in(texts: Sequence[str]) -> int:
    """Count white-space separated words: the unit of every word budget."""
    return sum(len(text.split()) for text in texts)


def fits(text: str, used: int, words: int) -> bool:
    """Tell whether a sentence fits what is left of a budget; a budget of 0 has no end."""
    return not words or used + len(text.split()) <= words


def new_tokens(sentences: int, words: int) -> int:
    """Say how many tokens to let a checkpoint write so that a summary of this length is in them, whole.

    Half as many words again as are wanted, at two word pieces a word, which rare names and other languages need; a
    sentence that is still too long is shortened afterwards.
    """
    return 32 + 3 * (words or 40 * sentences)
