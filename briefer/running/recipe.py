"""What is done with the records of a shard: records in, the lines of its part out; the same in every engine.

A record that fails, however it does, is a line with its error. Knows nothing of processes and folders.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Any

from briefer.errors import BrieferError, ConfigError
from briefer.reading.fetch import fetch_page
from briefer.reading.records import Fields, article_of, facts_of
from briefer.reading.rows import Record
from briefer.reading.text_article import article_from_text
from briefer.running.cache import SummaryCache, text_key
from briefer.summarising.checkpoints import find_checkpoint
from briefer.summarising.summarise import DEFAULT_MODEL, summarise
from briefer.types import Article, Failure, Summary

ADDED = ("article_text", "summary", "sentences", "support", "signature", "error", "brief")
"""The fields that join a row; one of the input that has such a name is called `input_NAME` in the output."""

FAILED = b'"error": null}\n'
"""How the line of a record ends that did not fail: `error` is last."""

_VERDICTS = ("unsupported", "partly", "supported")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How records become summaries."""

    fields: Fields
    model: str = DEFAULT_MODEL
    sentences: int = 2
    words: int = 45
    read_words: int = 0
    """How many words of each article to read; 0 for all."""
    device: str = "auto"
    revision: str = ""
    instruction: str = ""
    check: bool = True
    pages: bool = False
    """Whether to fetch the page of a feed's entry that is only a teaser."""
    allow_private: bool = False
    """Whether pages may lie on this machine and its network."""
    template: str = ""
    """The form of a brief for each record; empty for none."""
    now: str = ""
    """ISO 8601: dates the brief of a record that has no date."""
    cache: str = ""
    """The cache's file; empty for none."""


@dataclass(slots=True)
class Counts:
    """What became of the records of a shard, and where the time went."""

    records: int = 0
    failed: int = 0
    cached: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Add what another shard's records came to."""
        self.records += other.records
        self.failed += other.failed
        self.cached += other.cached
        for stage, seconds in other.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time of a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start


Summaries = list[Summary | Failure]
OnRecord = Callable[[int], None]


class Summariser:
    """A loaded model and what it is used for."""

    def __init__(self, recipe: Recipe) -> None:
        """Load the model.

        Raises:
            BrieferError: It cannot be loaded, or a setting makes no sense.
        """
        self.recipe = recipe
        self.signature = self._summarise([article_from_text("Nothing was reported.")])[0].signature
        self._cache = SummaryCache.open(recipe.cache) if recipe.cache else None
        self._fetch = partial(fetch_page, allow_private=recipe.allow_private) if recipe.pages else None
        self._template: Any = None
        if recipe.template:
            from briefer.briefs.template_files import load_template

            if find_checkpoint(recipe.model, revision=recipe.revision).kind != "encoder":
                raise ConfigError("briefs need the bundled kind of checkpoint; leave out --model", "--template")
            self._template = load_template(recipe.template)

    def lines(
        self,
        records: Sequence[Record],
        *,
        condemned: Mapping[int, str] | None = None,
        on_record: OnRecord | None = None,
    ) -> tuple[list[bytes], Counts]:
        """Return a line of JSON for each record, in order, and what they came to.

        Args:
            records: of one shard.
            condemned: records, by their place, that are not to be touched, and why.
            on_record: is told each record's place before it is touched; then they are taken one by one.
        """
        counts = Counts(len(records))
        condemned = condemned or {}
        with counts.timed("articles"):
            articles = [
                Failure(record.where, condemned[at]) if at in condemned else self._article(at, record, on_record)
                for at, record in enumerate(records)
            ]
        with counts.timed("summaries"):
            results = self.summaries(articles, counts=counts, on_record=on_record)
        with counts.timed("lines"):
            lines = [self._line(*one) for one in zip(records, articles, results, strict=True)]
        counts.failed = sum(not line.endswith(FAILED) for line in lines)
        return lines, counts

    def _article(self, at: int, record: Record, on_record: OnRecord | None) -> Article | Failure:
        if on_record:
            on_record(at)
        try:
            return article_of(record, self.recipe.fields, fetch=self._fetch)
        except Exception as error:  # noqa: BLE001 - one record of a million must not end the run
            return _unexpected(record.where, error)

    def summaries(
        self,
        articles: Sequence[Article | Failure],
        *,
        counts: Counts | None = None,
        on_record: OnRecord | None = None,
    ) -> Summaries:
        """Return a summary for each article, or why there is none; failures stay in their places.

        Args:
            articles: of which some may have failed already.
            counts: is told how many came from the cache.
            on_record: as for `lines`.
        """
        results: Summaries = [one if isinstance(one, Failure) else Failure("", "") for one in articles]
        wanted = {at: one for at, one in enumerate(articles) if isinstance(one, Article)}
        keys = {at: text_key(one) for at, one in wanted.items()}
        known = self._cache.get(keys.values(), self.signature) if self._cache else {}
        for at, article in wanted.items():
            if summary := known.get(keys[at]):
                results[at] = Summary(article.id, summary.sentences, summary.signature, summary.read)
        if counts:
            counts.cached += sum(keys[at] in known for at in wanted)
        new = [at for at in wanted if keys[at] not in known]
        for at, result in zip(new, self._batch([wanted[at] for at in new], new, on_record), strict=True):
            results[at] = result
        if self._cache:
            fresh = {keys[at]: result for at in new if isinstance(result := results[at], Summary)}
            self._cache.put(fresh, self.signature)
        return results

    def _batch(self, articles: Sequence[Article], places: Sequence[int], on_record: OnRecord | None) -> Summaries:
        """Summarise all at once or, where that fails or each is to be announced, one by one."""
        if not on_record:
            try:
                return list(self._summarise(articles))
            except Exception:  # noqa: BLE001 - whose fault it is shows below
                on_record = _announced_to_nobody
        results: Summaries = []
        for at, article in zip(places, articles, strict=True):
            on_record(at)
            try:
                results += self._summarise([article])
            except Exception as error:  # noqa: BLE001
                results.append(_unexpected(article.path or article.url, error))
        return results

    def _summarise(self, articles: Sequence[Article]) -> list[Summary]:
        recipe = self.recipe
        return summarise(
            articles,
            model=recipe.model,
            sentences=recipe.sentences,
            words=recipe.words,
            read_words=recipe.read_words,
            device=recipe.device,
            revision=recipe.revision,
            instruction=recipe.instruction,
            check=recipe.check,
        )

    def _line(self, record: Record, article: Article | Failure, result: Summary | Failure) -> bytes:
        """Write a record's line; with the text that offsets refer to, where no field of the row is just that."""
        row = {_kept(name): value for name, value in record.row.items()}
        if isinstance(article, Article) and record.suffix:
            row |= {name: value for name, value in facts_of(article).items() if name not in row}
        if isinstance(article, Article) and article.text != record.row.get(self.recipe.fields.text):
            row["article_text"] = article.text
        if isinstance(result, Summary) and not result.sentences:
            result = Failure(record.where, "no sentence of it makes a summary this short; allow more words")
        brief: str | None = None
        if self._template and isinstance(article, Article) and isinstance(result, Summary):
            shown = self._brief(article)
            brief, result = (shown, result) if isinstance(shown, str) else (None, shown)
        return to_line(row | ({"brief": brief} if self._template else {}) | _outcome(result))

    def _brief(self, article: Article) -> str | Failure:
        from briefer.briefs.head import BriefOptions
        from briefer.briefs.make import make_brief
        from briefer.briefs.render import to_markdown

        options = BriefOptions(now=None if article.published else datetime.fromisoformat(self.recipe.now))
        try:
            brief = make_brief([article], options=options, model=self.recipe.model, device=self.recipe.device)
            return to_markdown(brief, self._template)
        except Exception as error:  # noqa: BLE001 - as above
            return _unexpected("", error)


def to_line(row: Mapping[str, Any]) -> bytes:
    """Write a row as one line of JSON; half a surrogate pair, which UTF-8 lacks, as the escape that it came as."""
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _announced_to_nobody(_: int) -> None:
    pass


def _kept(name: str) -> str:
    return f"input_{name}" if name in ADDED else name


def _unexpected(where: str, error: Exception) -> Failure:
    """Say in one line what went wrong with a record."""
    if isinstance(error, BrieferError):
        return Failure(error.where or where, error.message)
    return Failure(where, f"{type(error).__name__}: {error}".strip(": \n").replace("\n", " ")[:500])


def _outcome(result: Summary | Failure) -> dict[str, Any]:
    """Make the fields that join the row, `error` last."""
    if isinstance(result, Failure):
        return {"summary": None, "sentences": None, "support": None, "signature": None, "error": result.message}
    return {
        "summary": result.text,
        "sentences": [asdict(sentence) for sentence in result.sentences],
        "support": _support(result),
        "signature": result.signature,
        "error": None,
    }


def _support(summary: Summary) -> str | None:
    """Return the worst verdict on its sentences; None where they are the article's own words, which need no check."""
    verdicts: Iterable[str] = {one.support.verdict for one in summary.sentences if one.support}
    return min(verdicts, key=_VERDICTS.index, default=None)
