"""The systems that an evaluation compares: baselines, an upper bound, and any checkpoint by its name.

A system takes pairs and limits and gives a summary for each pair, in their order; only the oracle looks at the
references. All baselines choose whole sentences of our own splitting, so that a comparison is one of choosing. This
module knows nothing about scores of systems, tables and clocks; it is the only home of `sumy`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

from briefer import __version__
from briefer.errors import BrieferError
from briefer.language.sentences import split_article
from briefer.resources import find_model
from briefer.training.corpus import Pair
from briefer.training.labels import Target, stems
from briefer.types import Evidence, Failure, Sentence, Summary, SummarySentence

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
"""Words as sumy's own tokenizer counts them: letters only."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest summary that is asked for."""

    sentences: int
    words: int
    """0 for no limit."""
    read_words: int = 0
    """How many words of an article a checkpoint reads; 0 for all. The other systems always read all."""

    def allow(self, sentences: int, words: int) -> bool:
        """Tell whether a summary of this size keeps within the limits."""
        return sentences <= self.sentences and (self.words == 0 or words <= self.words)


System = Callable[[Sequence[Pair], Limits], list[Summary | Failure]]
Choose = Callable[[Pair, Sequence[Sentence], Limits], Iterable[int]]
"""Chooses sentences of a pair's article, by their places among its sentences."""


def lead(pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Take the first sentences."""
    return _extract("lead", _first, pairs, limits)


def lexrank(pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Take the most central sentences by LexRank.

    Raises:
        BrieferError: sumy is not installed.

    Source: Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization" (2004).
    """
    return _sumy("lexrank", "lex_rank.LexRankSummarizer", pairs, limits)


def textrank(pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Take the most central sentences by TextRank.

    Raises:
        BrieferError: sumy is not installed.

    Source: Mihalcea and Tarau, "TextRank: Bringing Order into Texts" (2004).
    """
    return _sumy("textrank", "text_rank.TextRankSummarizer", pairs, limits)


def oracle(pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Choose by the reference itself: about the best that whole sentences can reach.

    Source: Nallapati et al., "SummaRuNNer" (2017), section 3.2; the sum of ROUGE-1 and ROUGE-2 as in Liu and
    Lapata, "Text Summarization with Pretrained Encoders" (2019).
    """
    return _extract("oracle", _greedy, pairs, limits)


def checkpoint(model: str, pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Summarise with the checkpoint of this name, or in this folder.

    Raises:
        ModelError: There is no such checkpoint, or it cannot be loaded.
    """
    from briefer.summarising.summarise import summarise

    articles = [pair.article for pair in pairs]
    summaries = summarise(
        articles, model=model, sentences=limits.sentences, words=limits.words, read_words=limits.read_words
    )
    return [
        summary if summary.sentences else Failure(pair.id, "no sentence of it makes a summary this short")
        for pair, summary in zip(pairs, summaries, strict=True)
    ]


SYSTEMS: dict[str, System] = {"lead": lead, "lexrank": lexrank, "textrank": textrank, "oracle": oracle}


def find_system(name: str) -> System:
    """Return the system of this name; any other name is that of a checkpoint, or its folder.

    Raises:
        ModelError: There is no such checkpoint.
    """
    if name not in SYSTEMS:
        find_model(name)
    return SYSTEMS.get(name) or partial(checkpoint, name)


def _extract(name: str, choose: Choose, pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Summarise each article by whole sentences of it, in its own order."""
    signature = f"{name} sentences={limits.sentences} words={limits.words} briefer={__version__}"
    return [_extract_one(signature, choose, pair, limits) for pair in pairs]


def _extract_one(signature: str, choose: Choose, pair: Pair, limits: Limits) -> Summary | Failure:
    sentences = split_article(pair.article)
    chosen = sorted(choose(pair, sentences, limits))
    if not chosen:
        return Failure(pair.id, "no sentence of it makes a summary this short")
    return Summary(pair.article.id, tuple(_whole(sentences[place]) for place in chosen), signature)


def _whole(sentence: Sentence) -> SummarySentence:
    """Return a sentence as one of a summary: on one line, resting on itself."""
    evidence = Evidence(sentence.start, sentence.end, sentence.text)
    return SummarySentence(" ".join(sentence.text.split()), (evidence,))


def _first(_pair: Pair, sentences: Sequence[Sentence], limits: Limits) -> list[int]:
    """Choose the first sentences that fit."""
    return _fill(range(len(sentences)), sentences, limits)


def _fill(ranked: Iterable[int], sentences: Sequence[Sentence], limits: Limits) -> list[int]:
    """Choose sentences in the order of their rank, passing over those that break the limits."""
    chosen: list[int] = []
    for place in ranked:
        if _fits([*chosen, place], sentences, limits):
            chosen.append(place)
    return chosen


def _fits(chosen: Sequence[int], sentences: Sequence[Sentence], limits: Limits) -> bool:
    return limits.allow(len(chosen), sum(len(sentences[place].text.split()) for place in chosen))


def _greedy(pair: Pair, sentences: Sequence[Sentence], limits: Limits) -> list[int]:
    """Choose the sentence that raises ROUGE-1 + ROUGE-2 of the choice most, as long as one does."""
    import numpy as np

    target = Target([stems(sentence.text) for sentence in sentences], stems(" ".join(pair.references)))
    chosen: list[int] = []
    best = 0.0
    while places := [p for p in range(len(sentences)) if p not in chosen and _fits([*chosen, p], sentences, limits)]:
        members = np.zeros((len(places), len(sentences)), np.float32)  # (candidates, sentences)
        members[:, chosen] = 1
        members[range(len(places)), places] = 1
        scores = target.score(members)  # (candidates,)
        if scores.max() <= best:
            break
        best = float(scores.max())
        chosen.append(places[int(scores.argmax())])
    return chosen


def _sumy(name: str, summarizer: str, pairs: Sequence[Pair], limits: Limits) -> list[Summary | Failure]:
    """Summarise with one of sumy's summarisers."""
    try:
        choose = _central(summarizer)
    except ImportError as error:
        raise BrieferError("sumy is not installed; run: pip install 'briefer[evaluate]'", name) from error
    return _extract(f"{name} sumy={version('sumy')}", choose, pairs, limits)


def _central(summarizer: str) -> Choose:
    """Return the choice of one of sumy's summarisers, fed with our sentences and words: its own need NLTK's data."""
    import numpy as np

    module, name = summarizer.split(".")
    dom = import_module("sumy.models.dom")
    central = getattr(import_module(f"sumy.summarizers.{module}"), name)(
        import_module("sumy.nlp.stemmers").Stemmer("english")
    )
    central.stop_words = import_module("sumy.utils").get_stop_words("english")

    @np.errstate(invalid="ignore")  # LexRank has no scores where no sentence has a word of its own: they stay in order
    def choose(_pair: Pair, sentences: Sequence[Sentence], limits: Limits) -> list[int]:
        chosen: list[int] = []

        def take(ranked: Sequence[Any]) -> Sequence[Any]:
            """Stand for sumy's `count`, which is shown all sentences, best first."""
            chosen.extend(_fill([info.order for info in ranked], sentences, limits))
            return []

        paragraph = dom.Paragraph([dom.Sentence(sentence.text, _Words()) for sentence in sentences])
        central(dom.ObjectDocumentModel([paragraph]), take)
        return chosen

    return choose


class _Words:
    """Stands for sumy's tokenizer, which would look for NLTK's data."""

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a sentence."""
        return tuple(_WORD.findall(text))
