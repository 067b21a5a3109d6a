"""The headline summary of one article: choose a set of sentences, shorten them to the budget, print them in order.

This module knows nothing about networks; it reads the signals of one forward pass, and is pure.

The budget is a hard limit in white-space separated words. Where the best number of sentences does not fit, fewer are
printed; where no whole sentence fits, one is cut at a clause boundary. The result is empty when the article has no
sentence at all, when every sentence opens on a pronoun whose antecedent the article does not have before it, or when no
sentence has a version or a main clause as short as the budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer.summarising import compress
from briefer.summarising.candidates import Candidate, candidates
from briefer.summarising.compress import Version
from briefer.summarising.sets import SetScore, overlap
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Evidence, SummarySentence

POOL = 10
"""Candidates from which sets are made."""
WIDE_POOL = 40
"""Candidates where the first pool has no set of the size asked for: long sentences, or pronouns without their names."""
BEAM = 64
"""Partial sets kept while growing one sentence at a time: above 45, so up to three sentences are chosen exactly."""
DUPLICATE = 0.7
"""Two sentences of which the shorter shares this much of its content with the other are not chosen together."""
LOOSE = 0.25
"""The share of its worth that a sentence loses when nothing chosen says who its `he` is."""

OMISSION = 0.5
"""The share of the most salient sentence's worth that a shortened set loses without it: two small facts are no news."""
LEANING = 0.25
"""The share of its worth that a first sentence loses when it opens on `The move`, `The suspect` or the like."""
SHORTENING = 0.5
"""What striking out a whole sentence would cost, times its worth: a long lead is shortened, not passed by."""


def headline(
    article: Article,
    signals: Sequence[SentenceSignals],
    *,
    sentences: int,
    words: int,
) -> tuple[SummarySentence, ...]:
    """Make the headline summary.

    Args:
        article: The article; evidence is cut from its text.
        signals: Its sentences in document order.
        sentences: How many to print; fewer only where the article or the budget has no room for them.
        words: The most words they may have together; 0 prints the chosen sentences verbatim.
    """
    if sentences < 1 or not signals:
        return ()
    chosen: tuple[Version, ...] = ()
    for limit in (max(POOL, 2 * sentences), WIDE_POOL + 2 * sentences):
        pool = candidates(signals, limit)
        found = _choose(pool, sentences, words, SetScore(pool, shortened=words > 0))
        chosen = max(chosen, found, key=len)
        if len(chosen) == sentences or len(signals) <= limit:
            break
    return tuple(_printed(article, version) for version in chosen)


def _printed(article: Article, version: Version) -> SummarySentence:
    pieces = (Evidence(span.start, span.end, article.text[span.start : span.end]) for span in version.pieces)
    return SummarySentence(version.text, tuple(pieces))


def _choose(pool: list[Candidate], sentences: int, words: int, score: SetScore) -> tuple[Version, ...]:
    """Try the strictest pool first: sound sentences, then with figures struck out, then poor ones.

    Fewer sentences are printed only where the most salient one leaves no room for another.
    """
    sound = [candidate for candidate in pool if not candidate.poor]
    for offered in (sound, pool) if words else (sound if len(sound) >= sentences else pool, pool):
        for resort in (False, True) if words else (False,):
            sizes = range(min(sentences, len(offered)), 0, -1)
            chosen = [_best(offered, size, words, score, resort=resort) for size in sizes]
            if any(versions for _, versions in chosen):
                return max(chosen, key=lambda found: found[0])[1]
    return _cut(pool, words)


def _cut(pool: list[Candidate], words: int) -> tuple[Version, ...]:
    for candidate in pool:
        version = compress.cut(candidate.signals, words) if candidate.antecedent is None else None
        if version:
            return (version,)
    return ()


def _best(
    pool: list[Candidate], size: int, words: int, score: SetScore, *, resort: bool
) -> tuple[float, tuple[Version, ...]]:
    """Find the set of `size` with the best score once shortened to the budget, and that score.

    A set's score before shortening bounds its score after it, so sets are shortened in the order of that bound and the
    search stops where the bound cannot beat the best found.
    """
    best: tuple[float, tuple[Version, ...]] = (float("-inf"), ())
    for bound, members in _sets(pool, size, words, score, resort=resort):
        if bound <= best[0]:
            break
        fitted = _fit(members, words, resort=resort)
        if fitted and bound - fitted[0] > best[0]:
            best = (bound - fitted[0], fitted[1])
    return best


def _sets(
    pool: list[Candidate], size: int, words: int, score: SetScore, *, resort: bool
) -> Iterator[tuple[float, tuple[Candidate, ...]]]:
    """Grow sets in document order and give those of the full size, best bound first."""
    shortest = {c.index: _shortest(c, words, resort=resort) for c in pool}
    usable = sorted((c for c in pool if not words or shortest[c.index] <= words), key=lambda c: c.index)
    beam: list[tuple[float, tuple[Candidate, ...]]] = [(0.0, ())]
    news = max(pool, key=lambda candidate: candidate.worth, default=None) if words else None
    for _ in range(size):
        grown = [
            (_undoubted((*members, new), score), (*members, new))
            for _, members in beam
            for new in usable
            if (not members or new.index > members[-1].index)
            and _may_follow(new, members)
            and (not words or shortest[new.index] + sum(shortest[m.index] for m in members) <= words)
        ]
        beam = sorted(grown, key=lambda pair: -pair[0])[:BEAM]
    weighed = [(total - (OMISSION * news.worth if news and news not in set_ else 0.0), set_) for total, set_ in beam]
    yield from sorted(weighed, key=lambda pair: -pair[0])


def _shortest(candidate: Candidate, words: int, *, resort: bool) -> int:
    if not words:
        return 0
    return min((v.words for v in candidate.versions if resort or not v.resort), default=words + 1)


def _may_follow(new: Candidate, members: tuple[Candidate, ...]) -> bool:
    """Tell whether a sentence may come after those chosen: its antecedent is there, and it says something new."""
    if new.antecedent is not None and new.antecedent not in [member.index for member in members]:
        return False
    return all(overlap(new.content, member.content) < DUPLICATE for member in members)


def _undoubted(members: tuple[Candidate, ...], score: SetScore) -> float:
    """Return a set's score less what it loses for openings that the reader may not understand."""
    indices = [member.index for member in members]
    doubt = LOOSE * sum(m.worth for m in members if m.loose is not None and m.loose not in indices)
    doubt += LEANING * members[0].worth if members[0].leans else 0.0
    return score(members) - doubt


def _fit(members: tuple[Candidate, ...], words: int, *, resort: bool) -> tuple[float, tuple[Version, ...]] | None:
    """Choose a version of each member so that together they keep to the budget and lose least."""
    if not words:
        return 0.0, tuple(compress.verbatim(member.signals.sentence) for member in members)
    named = {member.antecedent for member in members if member.person}
    leant_on = {member.antecedent for member in members if not member.person}  # what `they` are may be in any part
    table: dict[int, tuple[float, tuple[Version, ...]]] = {0: (0.0, ())}
    for member in members:
        grown: dict[int, tuple[float, tuple[Version, ...]]] = {}
        for version in member.versions:
            if (version.resort and not resort) or (member.index in leant_on and version.loss):
                continue
            if member.index in named and not _names_all(member, version):
                continue
            for used, (loss, chosen) in table.items():
                total, cost = used + version.words, loss + SHORTENING * member.worth * version.loss
                if total <= words and (total not in grown or cost < grown[total][0]):
                    grown[total] = (cost, (*chosen, version))
        table = grown
    return min(table.values(), key=lambda choice: choice[0], default=None)


def _names_all(member: Candidate, version: Version) -> bool:
    """Tell whether a version still names every person that the sentence names."""
    people = (entity for entity in member.signals.entities if entity.label == "PER")
    return all(any(p.start <= e.start and e.end <= p.end for p in version.pieces) for e in people)
