"""What can be counted about a sentence and its source: the inputs of the trained head.

Each is a plain number with a name; knows nothing about weights and verdicts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from briefer.summarising.alignment import Aligned, Source, vectors
from briefer.types import Reason

SIGNS: Final = {
    "missing in source": -1,
    "missing in evidence": -1,
    "missing any in source": -1,
    "bigrams missing": -1,
    "bigrams missing count": -1,
    "trigrams missing": -1,
    "fragments": -1,
    "jumps": -1,
    "density": 1,
    "gap mean": -1,
    "gap max": -1,
    "replaced alike": -1,
    "kept order": 1,
    "meaning mean": 1,
    "repeated": -1,
    "doubled": -1,
    "doubted number or date": -1,
    "doubted name": -1,
    "doubted quotation": -1,
    "doubted negation": -1,
    "doubted roles": -1,
    "doubted hedge": -1,
    "doubted words": -1,
    "doubted words share": -1,
}
"""What is counted, and whether more of it speaks for (1) or against (-1) a sentence."""
_FAR: Final = 3.0
"""The gap, in logarithms, of a sentence with fewer than two words that the source has."""
_MOST: Final = 40
"""Places of a word that are looked at: a hostile text repeats one without end."""
_LONGEST: Final = 200
"""Words of a sentence that are compared one by one."""


def features(aligned: Aligned, source: Source, reasons: Sequence[Reason]) -> dict[str, float]:
    """Count what speaks for and against a sentence; `reasons` are those of the rules.

    Returns:
        A number for each name in `SIGNS`.
    """
    return {
        **_missing(aligned, source, reasons),
        **_runs(aligned, source),
        **_gaps(aligned, source),
        **_edits(aligned, source),
        "meaning mean": _meaning(aligned, source),
        **_repeated(aligned, source),
        **_doubts(aligned, reasons),
    }


def _doubts(aligned: Aligned, reasons: Sequence[Reason]) -> dict[str, float]:
    kinds = Counter(reason.kind for reason in reasons)
    content = sum(word.content for word in aligned.words) or 1
    return {
        "doubted number or date": float(min(kinds["number"] + kinds["date"], 3)),
        "doubted name": float(min(kinds["name"] + kinds["place"], 3)),
        "doubted quotation": float(kinds["quotation"] > 0),
        "doubted negation": float(kinds["negation"] > 0),
        "doubted roles": float(kinds["roles"] > 0),
        "doubted hedge": float(kinds["hedge"] + kinds["attribution"] > 0),
        "doubted words": math.log1p(kinds["word"]),
        "doubted words share": kinds["word"] / content,
    }


def _repeated(aligned: Aligned, source: Source) -> dict[str, float]:
    """Count what is said twice, as generators do that have lost their way."""
    counted = Counter(word.stem for word in aligned.words if word.content)
    held = Counter(word.stem for number in aligned.evidence for word in source.words[number])
    return {
        "repeated": float(sum(n > max(held[stem], 1) for stem, n in counted.items())),
        "doubled": float(sum(a.lower == b.lower for a, b in pairwise(aligned.words))),
    }


def _missing(aligned: Aligned, source: Source, reasons: Sequence[Reason]) -> dict[str, float]:
    """Measure the words that the source, and the evidence, lacks."""
    near = {word.stem for number in aligned.evidence for word in source.words[number]}
    doubted = " ".join(reason.text.lower() for reason in reasons)
    stems = [word.stem for word in aligned.words]
    # A number may be printed in another form: the rules know.
    held = [word.number is not None and word.lower not in doubted for word in aligned.words]
    missing = [stem not in source.places and not known for stem, known in zip(stems, held, strict=True)]
    far = [stem not in near and not known for stem, known in zip(stems, held, strict=True)]
    return {
        "missing in source": _share(missing, aligned.weights),
        "missing in evidence": _share(far, aligned.weights),
        "missing any in source": _share(missing, [1.0] * len(stems)),
    }


def _share(flags: Sequence[bool], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(w for flag, w in zip(flags, weights, strict=True) if flag) / total if total else 0.0


def _runs(aligned: Aligned, source: Source) -> dict[str, float]:
    """Measure the stretches that are copied.

    Source: Grusky et al. 2018 (Newsroom), extractive fragments; from sentence to sentence the fragments jump.
    """
    stems = [word.stem for word in aligned.words]
    lengths, jumps = _fragments(stems, source)
    size = max(len(stems), 1)
    pairs, triples = _sequences(source)
    bigrams, trigrams = list(pairwise(stems)), list(zip(stems, stems[1:], stems[2:], strict=False))
    lacking = sum(bigram not in pairs for bigram in bigrams)
    return {
        "fragments": len(lengths) / size,
        "density": math.log1p(sum(n * n for n in lengths) / size),
        "jumps": float(jumps),
        "bigrams missing": lacking / max(len(bigrams), 1),
        "bigrams missing count": math.log1p(lacking),
        "trigrams missing": sum(trigram not in triples for trigram in trigrams) / max(len(trigrams), 1),
    }


def _fragments(stems: list[str], source: Source) -> tuple[list[int], int]:
    """Return the lengths of the copied stretches, longest first at each word, and how often the sentence changes."""
    lengths: list[int] = []
    at = jumps = 0
    last = -1
    while at < len(stems):
        length, place = _longest(stems, at, source, last)
        if length:
            lengths.append(length)
            jumps += last >= 0 and place != last + 1 and source.sentence_of[place] != source.sentence_of[last]
            last = place + length - 1
        at += max(length, 1)
    return lengths, jumps


@lru_cache(maxsize=16)
def _sequences(source: Source) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str, str]]]:
    stems = source.stems
    return (
        frozenset(pairwise(stems)),
        frozenset(zip(stems, stems[1:], stems[2:], strict=False)),
    )


def _longest(stems: list[str], at: int, source: Source, last: int) -> tuple[int, int]:
    """Find the longest run of the source that starts like `stems[at:]`; of equals, the next behind the last one."""
    best, place = 0, -1
    for start in source.places.get(stems[at], ())[:_MOST]:
        length = 1
        while (
            length < 60
            and at + length < len(stems)
            and start + length < len(source.stems)
            and stems[at + length] == source.stems[start + length]
        ):
            length += 1
        if length > best or (length == best and place <= last < start):
            best, place = length, start
    return best, place


def _gaps(aligned: Aligned, source: Source) -> dict[str, float]:
    """Measure how near to each other neighbouring content words stand in the source."""
    content = [word.stem for word in aligned.words if word.content and word.stem in source.places]
    gaps = [math.log1p(_gap(source, first, second)) for first, second in pairwise(content)] or [_FAR]
    return {"gap mean": sum(gaps) / len(gaps), "gap max": max(gaps)}


def _gap(source: Source, first: str, second: str) -> float:
    """Return the words between two stems within a sentence, one more where they are turned, 60 for never."""
    best = 60
    for a in source.places[first][:_MOST]:
        for b in source.places[second][:_MOST]:
            if a != b and source.sentence_of[a] == source.sentence_of[b]:
                best = min(best, b - a - 1 if b > a else a - b + 1)
    return best


def _edits(aligned: Aligned, source: Source) -> dict[str, float]:
    """Measure the sentence against the best evidence sentence: what stays, and what is replaced word for word."""
    if not aligned.evidence:
        return {"replaced alike": 0.0, "kept order": 0.0}
    theirs = [word.stem for word in source.words[aligned.evidence[0]][:_LONGEST]]
    ours = [word.stem for word in aligned.words[:_LONGEST]]
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    alike = sum(tag == "replace" and j2 - j1 == i2 - i1 for tag, i1, i2, j1, j2 in matcher.get_opcodes())
    return {"replaced alike": float(alike), "kept order": kept / max(len(ours), 1)}


def _meaning(aligned: Aligned, source: Source) -> float:
    """Measure how like the sentence's words are to the evidence's likest, by the encoder's embeddings."""
    import numpy as np

    ours = [word.lower for word in aligned.words if word.content]
    near = sorted({word.lower for number in aligned.evidence for word in source.words[number] if word.content})
    if not ours or not near:
        return 0.0
    weights = np.array([weight for weight in aligned.weights if weight], np.float32)
    likest = np.clip((vectors(ours) @ vectors(near).T).max(1), 0.0, 1.0)
    return float((likest * weights).sum() / weights.sum())
