"""Summaries that a checkpoint writes: windows of each article in, checked summaries of the wanted length out.

An article longer than the checkpoint's window is read in windows; what is written of each is checked, and the summary
is written from those texts, as often as it takes. Knows articles and the order of the steps; how tokens are made is in
`writers`, what may be printed in `gate`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.errors import ModelError
from briefer.language.sentences import split_article
from briefer.summarising.checkpoints import Checkpoint
from briefer.summarising.encoder import load_encoder
from briefer.summarising.gate import Gate, Read
from briefer.summarising.lengths import whole_sentences
from briefer.summarising.reading_windows import Windows, to_reading_windows
from briefer.summarising.signals import SentenceSignals
from briefer.summarising.together import together
from briefer.summarising.writers import Task, Writer, load_writer
from briefer.types import Article, Summary

if TYPE_CHECKING:
    from briefer.summarising.instructions import Instruction
    from briefer.summarising.support import Check

SHORTENER = "briefer-encoder"
"""The bundled checkpoint, which shortens what is too long and finds evidence."""
LEAST_ROOM = 64
"""Tokens of text that a window must have room for: two sentences of news."""


REPORT_MARKS = 80
"""Tokens that the lines about a report of a story may take: two codes of 20 hexadecimal digits, and what is around."""


@dataclass(frozen=True, slots=True)
class _Share:
    """How the room of a prompt is divided among the articles of a story."""

    room: int
    """Tokens of each article."""
    reports: int
    """How many articles there is room for, the first ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Generator:
    """A loaded checkpoint that writes summaries."""

    checkpoint: Checkpoint
    writer: Writer
    read: Read

    def summarise(
        self,
        articles: Sequence[Article],
        *,
        sentences: int,
        words: int,
        instruction: Instruction | None,
        check: Check | None,
    ) -> list[Summary]:
        """Write a summary of each article.

        Args:
            articles: As `read_articles` gives them.
            sentences: The most sentences a summary has.
            words: The most words it has; 0 for any number.
            instruction: What a chat checkpoint is told.
            check: The support check; None prints what the checkpoint wrote.

        Returns:
            A summary an article, in order; without sentences where the article has no prose, or nothing fits.

        Raises:
            ModelError: The checkpoint's window is too small.
        """
        task = Task(sentences, words, instruction)
        windows = self._windows(articles, task)
        merged = self._merge(articles, [one.texts for one in windows], task, check)
        drafts = self._drafts(articles, merged, task)
        signature = self._signature(task, checked=check is not None)
        return [
            Summary(
                article.id, self._gate(article, task, check).print(found[0]) if found else (), signature, read=one.read
            )
            for article, one, found in zip(articles, windows, drafts, strict=True)
        ]

    def tell(
        self,
        articles: Sequence[Article],
        *,
        sentences: int,
        words: int,
        instruction: Instruction,
        check: Check | None,
    ) -> Summary:
        """Write one summary of several articles on one event, each fenced by itself.

        Where they do not fit one prompt, each has its share of the room, and a longer one is first summarised to it.

        Args:
            articles: One at least.
            sentences: As of `summarise`; the next ones too.
            words: As above.
            instruction: One that tells a story of several.
            check: As above; every sentence is held against all the articles together.

        Returns:
            A summary whose evidence counts in the text of `together(articles)`.

        Raises:
            ModelError: The checkpoint's window is too small.
        """
        task = Task(sentences, words, instruction)
        share = self._share(articles, task)
        told = articles[: share.reports]
        windows = self._windows(told, task, share.room)
        merged = self._merge(told, [one.texts for one in windows], task, check, share.room)
        reports = [(a.title, text) for a, level in zip(told, merged, strict=True) for text in level[:1]]
        [drafts] = self.writer.write([reports], task) if reports else [()]
        story = together(articles)
        printed = self._gate(story, task, check).print([whole_sentences(draft) for draft in drafts])
        sizes = [len(_prose(article)) for article in articles]
        read = sum(size * one.read for size, one in zip(sizes, windows, strict=False)) / (sum(sizes) or 1)
        return Summary(story.id, printed, self._signature(task, checked=check is not None), read=read)

    def _share(self, articles: Sequence[Article], task: Task) -> _Share:
        """Divide the room: all of it for each where they fit together, else equal parts, for as many as can be."""
        room = self._room(task) - REPORT_MARKS * (len(articles) - 1)
        titles = self.writer.count([article.title for article in articles])
        sizes = [sum(pair) for pair in zip(self.writer.count([_prose(a) for a in articles]), titles, strict=True)]
        if sum(sizes) + len(sizes) <= room:
            return _Share(self._room(task), len(articles))
        most = max(1, self._room(task) // (LEAST_ROOM + REPORT_MARKS + max(titles)))
        count = min(most, len(articles))
        return _Share(self._room(task) // count - REPORT_MARKS - max(titles), count)

    def _windows(self, articles: Sequence[Article], task: Task, room: int = 0) -> list[Windows]:
        cut = self._cutter(task, room)
        return [cut([" ".join(s.text.split()) for s in split_article(article)]) for article in articles]

    def _room(self, task: Task) -> int:
        room = self.writer.room(task)
        if room < LEAST_ROOM:
            message = f"its window leaves room for {max(0, room)} tokens of an article; use a checkpoint with a larger"
            raise ModelError(f"{message} window, or a shorter instruction", self.checkpoint.name)
        return room

    def _cutter(self, task: Task, room: int = 0) -> partial[Windows]:
        """Args: `room`: tokens of a window; 0 for all there are."""
        return partial(to_reading_windows, room=room or self._room(task), count=self.writer.count)

    def _merge(
        self,
        articles: Sequence[Article],
        texts: Sequence[tuple[str, ...]],
        task: Task,
        check: Check | None,
        room: int = 0,
    ) -> list[tuple[str, ...]]:
        """Write of every window, and again of what was written, until each article is one window."""
        levels = list(texts)
        cut = self._cutter(task, room)
        while any(len(level) > 1 for level in levels):
            long = [level if len(level) > 1 else () for level in levels]
            for at, found in enumerate(self._drafts(articles, long, task)):
                if found:
                    gate = self._gate(articles[at], task, check)
                    written = [[sentence.text for sentence in gate.print(drafts)] for drafts in found]
                    levels[at] = _shrunk(written, len(levels[at]), cut)
        return levels

    def _drafts(
        self, articles: Sequence[Article], texts: Sequence[tuple[str, ...]], task: Task
    ) -> list[list[list[tuple[str, ...]]]]:
        """Write of every window: for each article, window and beam the whole sentences; all windows in one go."""
        prompts = [(article.title, text) for article, level in zip(articles, texts, strict=True) for text in level]
        written = iter(self.writer.write([[prompt] for prompt in prompts], task))
        return [[[whole_sentences(draft) for draft in next(written)] for _ in level] for level in texts]

    def _gate(self, article: Article, task: Task, check: Check | None) -> Gate:
        return Gate(article, task.sentences, task.words, check, self.read)

    def _signature(self, task: Task, *, checked: bool) -> str:
        told = f"{task.instruction.name}@{task.instruction.digest}" if task.instruction else "none"
        model = f"{self.checkpoint.name}@{self.checkpoint.digest} engine={self.writer.name} instruction={told}"
        length = f"sentences={task.sentences} words={task.words}"
        return f"{model} check={'on' if checked else 'off'} {length} briefer={__version__}"


def _prose(article: Article) -> str:
    return " ".join(" ".join(sentence.text.split()) for sentence in split_article(article))


def _shrunk(written: Sequence[Sequence[str]], before: int, cut: Callable[[Sequence[str]], Windows]) -> tuple[str, ...]:
    """Pack what was written of each window into fewer windows than there were.

    Where that takes fewer sentences of each, the last of each go; one a window fits a window half as large as any that
    is allowed, unless sentences have no limit. Then the first windows stand for the article.
    """
    for most in range(max(map(len, written), default=0), 0, -1):
        again = cut(list(dict.fromkeys(text for texts in written for text in texts[:most]))).texts
        if len(again) < before:
            return again
    return cut([text for texts in written for text in texts[:1]]).texts[:1]


@lru_cache(maxsize=1)
def load_generator(checkpoint: Checkpoint, device: str) -> Generator:
    """Load a checkpoint that writes, once.

    Args:
        checkpoint: As `find_checkpoint` gives it.
        device: "auto", "cpu", "cuda" or "mps".

    Raises:
        ConfigError: There is no such device.
        ModelError: The checkpoint is damaged.
    """

    def read(article: Article) -> Sequence[SentenceSignals]:
        return load_encoder(SHORTENER, device).read([article])[0]

    return Generator(checkpoint, load_writer(checkpoint, device), read)
