"""Nothing is printed that the article does not bear out: each sentence of a draft passes the support check, or goes.

A refused sentence gives way to the sentence at the same place in another beam's draft, if that passes; else to its
evidence in the article, shortened as the extractive summary shortens. Limits are met on the way: a sentence that does
not fit what is left of the budget gives way to another beam's, then to a shorter version of itself, else the summary
ends before it.

Knows nothing about checkpoints: drafts, the check and the reading of an article are arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefer.summarising import compress
from briefer.summarising.headline import headline
from briefer.summarising.lengths import fits, words_in
from briefer.summarising.signals import SentenceSignals
from briefer.summarising.support import GRAVE, Check
from briefer.types import Article, Evidence, SummarySentence, Support

Read = Callable[[Article], Sequence[SentenceSignals]]
"""Gives the signals of an article's sentences: the bundled encoder. Called only where something must be shortened."""

REPEATED = 0.7
"""A sentence that shares this much of its content words with one already printed says the same again."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Gate:
    """How drafts become a summary of one article."""

    article: Article
    sentences: int
    words: int
    """The most words; 0 for any number."""
    check: Check | None
    """None prints what the checkpoint wrote."""
    read: Read
    known: dict[str, Support] = field(default_factory=dict, compare=False)
    """What the check has said: it is asked about several sentences at a time, and about none twice."""

    def print(self, drafts: Sequence[Sequence[str]]) -> tuple[SummarySentence, ...]:
        """Choose and check sentence after sentence.

        Args:
            drafts: The whole sentences of each beam, the best beam first.
        """
        printed: list[SummarySentence] = []
        wanted = next((draft for draft in drafts if draft), ())
        self._ask(wanted[: self.sentences])
        for place in range(len(wanted)):
            if len(printed) == self.sentences:
                break
            offered = list(dict.fromkeys(draft[place] for draft in (wanted, *drafts) if len(draft) > place))
            if not _repeats(wanted[place], printed):
                found = self._choose(offered, printed)
                if found is None and _is_full(wanted[place], printed, self.words):
                    break  # the summary ends at a sentence end; a later sentence would leave a hole
                printed += [found] if found else []
        return tuple(printed)

    def _choose(self, offered: Sequence[str], printed: Sequence[SummarySentence]) -> SummarySentence | None:
        """Choose what is printed next: of what is offered the first that fits and passes, else the evidence."""
        refused: SummarySentence | None = None
        used = words_in([sentence.text for sentence in printed])
        for text in self._fitting(offered, used):
            if _repeats(text, printed):
                continue
            if refused:
                self._ask(offered)
            sentence = self._checked(text)
            if sentence.support is None or passes(sentence.support):
                return replace(sentence, replaced=offered[0] if refused and text != offered[0] else "")
            refused = refused or sentence
        if self.check is None or (printed and refused is None):
            return None
        return self._stand_in(offered[0], refused, printed)

    def _fitting(self, offered: Sequence[str], used: int) -> Iterator[str]:
        """Yield what fits as it is, then, for the first sentence, shorter versions of what does not."""
        yield from (text for text in offered if fits(text, used, self.words))
        for text in offered if not used else ():
            if not fits(text, 0, self.words):
                yield from self._shorter(text)

    def _shorter(self, text: str) -> Iterator[str]:
        for signals in self.read(Article("", text))[:1]:
            found = [version.text for version in compress.versions(signals) if fits(version.text, 0, self.words)]
            yield from found[:1]

    def _checked(self, text: str) -> SummarySentence:
        if self.check is None:
            return SummarySentence(text, ())
        self._ask([text])
        return SummarySentence(text, self.known[text].evidence, self.known[text])

    def _ask(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        if self.check and new:
            self.known.update(zip(new, self.check(self.article, new), strict=True))

    def _stand_in(
        self, wanted: str, refused: SummarySentence | None, printed: Sequence[SummarySentence]
    ) -> SummarySentence | None:
        """Make the evidence of a refused sentence short enough; a summary that would be empty takes any sentence."""
        left = self.words - words_in([sentence.text for sentence in printed]) if self.words else 0
        if self.words and left < 1:
            return None
        signals = [item for item in self.read(self.article) if not _covers(printed, item)]
        near = [item for item in signals if refused and _covers([refused], item)]
        for pool in (near, signals) if not printed else (near,):
            for sentence in headline(self.article, pool, sentences=1, words=left) if pool else ():
                if fits(sentence.text, 0, left) and not _repeats(sentence.text, printed):
                    return replace(self._checked(sentence.text), evidence=sentence.evidence, replaced=wanted)
        return None


def passes(support: Support) -> bool:
    """Tell whether a sentence may be printed: no wrong fact is in it, and most of it is borne out."""
    grave = any(reason.kind in GRAVE for reason in support.reasons)
    return support.verdict == "supported" or (support.verdict == "partly" and not grave)


def _covers(sentences: Sequence[SummarySentence], item: SentenceSignals) -> bool:
    """Tell whether the evidence of any of these sentences lies in a sentence of the article."""
    start, end = item.sentence.start, item.sentence.end
    spans: Iterator[Evidence] = (span for sentence in sentences for span in sentence.evidence)
    return any(span.start < end and start < span.end for span in spans)


def _is_full(text: str, printed: Sequence[SummarySentence], words: int) -> bool:
    return not fits(text, words_in([sentence.text for sentence in printed]), words)


def _repeats(text: str, printed: Sequence[SummarySentence]) -> bool:
    content = _content(text)
    return any(
        len(content & other) >= REPEATED * max(1, min(len(content), len(other)))
        for other in (_content(sentence.text) for sentence in printed)
    )


def _content(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _WORD.findall(text.lower()) if len(word) > 3 or word.isdigit())
