"""Whether a text argues or reports, told by its small words: `said` and quotations report, `should` and `is` argue.

Knows nothing about stories and sections. The weights, one a common word, ship with briefer (`models/opinion-words`).
Names and all that is quoted are left out, so that the writer is judged, and not whom they write about.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from briefer.resources import bundled, read_shipped

FOLDER: Final = "opinion-words"
FILE: Final = "weights.json"
READ: Final = 6000
"""Characters of the text that are looked at from the start."""
LEAST: Final = 120
"""Words from which a text has a voice."""
QUOTED: Final = "QQ"
"""What stands in a text's words for a quotation."""
OPENERS: Final = frozenset("We Our You They It The But And So Yet Why How What If This That There Let No Not I".split())
"""Words that count in capitals, too: any other word in capitals may be a name."""

_QUOTATION = re.compile(r"[“\"][^”\"]{0,600}[”\"]")
_WORD = re.compile(r"QQ|[?!]|[A-Za-z]+(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class VoiceWeights:
    """A line through the square roots of the words' shares in a text (Hellinger's distance)."""

    bias: float
    words: Mapping[str, float]

    def score(self, words: list[str]) -> float:
        """Return the logit that a text of these words argues."""
        counts = Counter(words)
        return self.bias + sum(self.words.get(word, 0.0) * math.sqrt(n / len(words)) for word, n in counts.items())


@lru_cache(maxsize=512)
def argues(text: str) -> float:
    """Return how sure it is that a text argues: a logit, above 0 where it is likelier than not; 0 for a short text.

    Raises:
        ModelError: The bundled weights are not there, or are damaged.
    """
    words = voice_words(text)
    return load_voice_weights().score(words) if len(words) >= LEAST else 0.0


def voice_words(text: str) -> list[str]:
    """Return the words that a text's voice is told by, in order: no names, each quotation as one."""
    found = _WORD.findall(_QUOTATION.sub(f" {QUOTED} ", text[:READ]))
    return [word.replace("’", "'") for word in found if word.islower() or word in OPENERS or word in (QUOTED, "?", "!")]


@cache
def load_voice_weights() -> VoiceWeights:
    """Load the bundled weights, once.

    Raises:
        ModelError: They are not there, or are damaged.
    """
    return read_shipped(bundled("models") / FOLDER / FILE, "the weights of words are", read_voice_weights)


def read_voice_weights(path: Path) -> VoiceWeights:
    """Read weights.

    Raises:
        OSError: There is no such file.
        ValueError: It is damaged; also `KeyError`, `TypeError` and `AttributeError`.
    """
    values = json.loads(path.read_bytes())
    return VoiceWeights(float(values["bias"]), {word: float(weight) for word, weight in values["words"].items()})
