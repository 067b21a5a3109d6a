"""Turns an article's reference summary into what the network learns: a target a sentence, a target a token.

Knows nothing about files or networks. ROUGE here is a fast approximation (see `Target`); figures come from `rouge.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from nltk.stem.porter import PorterStemmer

WORD = re.compile(r"[a-z0-9]+")
CANDIDATES = 9
"""Sets are made of this many sentences, those that alone share most with the reference."""
LARGEST_SET = 4
TEMPERATURE = 0.01
"""How sharply better sets are preferred, in ROUGE (0 to 1). Set by eye on 50 articles of CNN/DailyMail: at 0.01 one to
four sentences share most of the mass; at 0.03 half of the article does."""
KEEP_COVERAGE = 0.75
"""A sentence teaches compression if a reference sentence has this share of its tokens in it (as the prototype did)."""


@cache
def _stemmer() -> PorterStemmer:
    from nltk.stem.porter import PorterStemmer

    return PorterStemmer()


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stem(word)) if len(word) > 3 else word


def stems(text: str) -> list[str]:
    """Tokenise as rouge-score does: lower-case letters and digits, words of over three letters stemmed."""
    return [_stem(word) for word in WORD.findall(text.lower())]


class Target:
    """A reference summary, ready to score sets of sentences: the mean of ROUGE-1 F1 and ROUGE-2 F1.

    Departs from ROUGE in this: a candidate's bigrams do not cross its sentence ends.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], reference: Sequence[str]) -> None:
        """Args: the article's sentences and the reference as stems."""
        import numpy as np

        grams = [
            (list(map(tuple, _grams(reference, n))), [list(map(tuple, _grams(s, n))) for s in sentences])
            for n in (1, 2)
        ]
        self._parts = [_counts(wanted, had) for wanted, had in grams]
        self._np = np

    def score(self, members: np.ndarray) -> np.ndarray:
        """Return the score of each set.

        Args:
            members: (sets, sentences) 1 where a sentence is in the set.

        Returns:
            (sets,) between 0 and 1.
        """
        total = self._np.zeros(len(members))
        for wanted, counts, lengths in self._parts:
            hits = self._np.minimum(members @ counts, wanted).sum(1)
            total = total + 2 * hits / self._np.maximum(members @ lengths + wanted.sum(), 1)
        return total / 2


def _grams(words: Sequence[str], n: int) -> list[Sequence[str]]:
    return [words[i : i + n] for i in range(len(words) - n + 1)]


def _counts(
    wanted: list[tuple[str, ...]], had: list[list[tuple[str, ...]]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count n-grams of the reference: in it (V,), in each sentence (S, V); and all that a sentence has (S,)."""
    import numpy as np

    reference = Counter(wanted)
    column = {gram: i for i, gram in enumerate(reference)}
    counts = np.zeros((len(had), len(column)), np.float32)
    for row, grams in enumerate(had):
        for gram in grams:
            if gram in column:
                counts[row, column[gram]] += 1
    return np.array(list(reference.values()), np.float32), counts, np.array([len(grams) for grams in had], np.float32)


def salience_targets(sentences: Sequence[str], reference: Sequence[str]) -> np.ndarray:
    """Return for each sentence the probability that a good summary has it.

    Sets of up to `LARGEST_SET` sentences are weighed by exp(ROUGE / TEMPERATURE); a sentence's target is the weight of
    the sets that have it. A single best set, as in the usual greedy oracle, would call near-ties wrong.

    Args:
        sentences: the article's, in order.
        reference: the reference's sentences.

    Returns:
        (sentences,) float32.

    Source: own, after the greedy oracle of Nallapati et al. 2017 (SummaRuNNer), section 3.
    """
    import numpy as np

    words = [stems(sentence) for sentence in sentences]
    target = Target(words, stems(" ".join(reference)))
    result = np.zeros(len(sentences), np.float32)
    top = np.argsort(-target.score(np.eye(len(sentences), dtype=np.float32)), kind="stable")[:CANDIDATES]
    sets = _sets(len(top))
    members = np.zeros((len(sets), len(sentences)), np.float32)
    members[:, top] = sets
    scores = target.score(members)
    weights = np.exp((scores - scores.max()) / TEMPERATURE)
    result[top] = weights @ sets / weights.sum()
    return result


@cache
def _sets(count: int) -> np.ndarray:
    """List all sets of up to `LARGEST_SET` of `count` things, (sets, count)."""
    import numpy as np

    chosen = [c for size in range(1, LARGEST_SET + 1) for c in combinations(range(count), size)]
    members = np.zeros((len(chosen), count), np.float32)
    for row, things in enumerate(chosen):
        members[row, list(things)] = 1
    return members


def keep_targets(words: Sequence[str], reference: Sequence[Sequence[str]]) -> list[bool] | None:
    """Return which words a human kept, where a reference sentence is this one shortened; None where none is.

    Args:
        words: the sentence's words (lower case).
        reference: the reference's sentences as such words.

    Source: the longest-common-subsequence labels of the prototype, with difflib's matching blocks.
    """
    bag = Counter(words)
    best = max(reference, key=lambda r: _shared(bag, r) / max(len(r), 1), default=[])
    if len(best) < 4 or _shared(bag, best) < KEEP_COVERAGE * len(best):
        return None
    kept = [False] * len(words)
    for block in SequenceMatcher(None, words, best, autojunk=False).get_matching_blocks():
        kept[block.a : block.a + block.size] = [True] * block.size
    return kept


def _shared(bag: Counter[str], words: Sequence[str]) -> int:
    return (bag & Counter(words)).total()
