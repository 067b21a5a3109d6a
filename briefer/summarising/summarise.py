"""Articles in, headline summaries out: the one function of the product's spine, and its sister for stories.

The bundled encoder chooses and shortens the article's own sentences; any other checkpoint writes, and what it writes
is checked. Knows which of them runs, and nothing of how.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from briefer import __version__
from briefer.errors import ConfigError
from briefer.language.sentences import split_article
from briefer.summarising.checkpoints import Checkpoint, find_checkpoint
from briefer.summarising.encoder import load_encoder
from briefer.summarising.headline import headline
from briefer.types import Article, Span, Summary

DEFAULT_MODEL = "briefer-encoder"
STORY = "story"
"""The bundled instruction that tells one story of several articles."""
BATCH = 64
"""Articles read at a time: their windows are sorted by length together, and their signals held in memory."""


def summarise(  # noqa: PLR0913 - each is an option of the command
    articles: Sequence[Article],
    *,
    model: str = DEFAULT_MODEL,
    sentences: int = 2,
    words: int = 45,
    device: str = "auto",
    revision: str = "",
    instruction: str = "",
    check: bool = True,
    read_words: int = 0,
) -> list[Summary]:
    """Condense each article into a headline summary.

    Args:
        articles: as `read_articles` gives them.
        model: the name of a checkpoint in `models/`, a folder, or the id of a checkpoint on the Hugging Face Hub.
        sentences: the most sentences a summary has.
        words: the most words it has; 0 for whole sentences of any length.
        device: "auto", "cpu", "cuda" or "mps".
        revision: a branch, tag or commit, of a checkpoint on the Hub.
        instruction: what a chat checkpoint is told: a name in `prompts/instructions/`, or a file; "" for a headline
            summary.
        check: whether each sentence that a checkpoint writes must be borne out by its article, or is replaced. The
            bundled one prints the article's own words, which need none.
        read_words: how many words of each article to read, and on to the end of the sentence; 0 for all.

    Returns:
        A summary an article, in order. It has no sentences where the article has no prose that fits.

    Raises:
        ConfigError: A setting makes no sense, or there is no such device.
        ModelError: There is no such checkpoint, or it is damaged.
        TemplateError: There is no such instruction, or it is wrong.
    """
    if read_words < 0:
        raise ConfigError(f"reading {read_words} words is not possible; give 0 for all", "--read-words")
    if sentences < 1 or words < 0:
        raise ConfigError(f"{sentences} sentences and {words} words make no summary; give at least one", "length")
    checkpoint = find_checkpoint(model, revision=revision)
    if instruction and checkpoint.kind != "chat":
        raise ConfigError(f"{checkpoint.name} follows none; use a chat checkpoint", "--instruction")
    read = [_beginning(article, read_words) for article in articles]
    texts = [article for article, _ in read]
    if checkpoint.kind == "encoder":
        summaries = _extract(texts, str(checkpoint.path), sentences=sentences, words=words, device=device)
    else:
        summaries = _write(texts, checkpoint, (sentences, words), device=device, instruction=instruction, check=check)
    if not read_words:
        return summaries
    return [
        replace(summary, read=share * summary.read, signature=f"{summary.signature} read={read_words}")
        for summary, (_, share) in zip(summaries, read, strict=True)
    ]


def _beginning(article: Article, words: int) -> tuple[Article, float]:
    """Make noise of what lies behind so many words and the end of their sentence; say what share of the prose is left.

    Args:
        article: of which the text stays as it is.
        words: 0 for all.
    """
    if not words:
        return article, 1.0
    sentences = split_article(article)
    counts = list(accumulate(len(sentence.text.split()) for sentence in sentences))
    left = bisect_left(counts, words) + 1
    if left >= len(sentences):
        return article, 1.0
    start = sentences[left].start
    noise = (*(span for span in article.noise if span.end <= start), Span(start, len(article.text)))
    return replace(article, noise=noise), counts[left - 1] / counts[-1]


def tell_story(
    articles: Sequence[Article],
    *,
    model: str,
    sentences: int = 2,
    words: int = 45,
    device: str = "auto",
    revision: str = "",
    instruction: str = STORY,
    check: bool = True,
) -> Summary:
    """Write one summary of several articles on one event with a chat checkpoint.

    Args:
        articles: as `read_articles` gives them, one at least; what of them does not fit the checkpoint's window is
            summarised first.
        model: as of `summarise`; the next ones too.
        sentences: as above.
        words: as above.
        device: as above.
        revision: as above.
        instruction: one that tells a story of several articles.
        check: whether each sentence must be borne out by the articles, all of them together, or is replaced.

    Returns:
        A summary whose evidence counts in the text of `together(articles)`.

    Raises:
        ConfigError: A setting makes no sense, or there is no such device.
        ModelError: There is no such checkpoint, it follows no instructions, or it is damaged.
        TemplateError: There is no such instruction, or it is wrong.
    """
    from briefer.summarising.generate import load_generator
    from briefer.summarising.instructions import load_instruction
    from briefer.summarising.support import check_sentences

    if sentences < 1 or words < 0 or not articles:
        raise ConfigError(f"{sentences} sentences, {words} words, {len(articles)} articles make no summary", "length")
    checkpoint = find_checkpoint(model, revision=revision)
    told = load_instruction(instruction)
    if checkpoint.kind != "chat":
        raise ConfigError(f"{checkpoint.name} follows none; use a chat checkpoint", "--instruction")
    if not told.several:
        raise ConfigError(f"{told.name} tells of one article; use one that has `articles: several`", "--instruction")
    return load_generator(checkpoint, device).tell(
        articles, sentences=sentences, words=words, instruction=told, check=check_sentences if check else None
    )


def _extract(articles: Sequence[Article], folder: str, *, sentences: int, words: int, device: str) -> list[Summary]:
    encoder = load_encoder(folder, device)
    signature = f"{encoder.signature} sentences={sentences} words={words} briefer={__version__}"
    summaries: list[Summary] = []
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article, signals in zip(batch, encoder.read(batch), strict=True):
            summaries.append(
                Summary(article.id, headline(article, signals, sentences=sentences, words=words), signature)
            )
    return summaries


def _write(
    articles: Sequence[Article],
    checkpoint: Checkpoint,
    length: tuple[int, int],
    *,
    device: str,
    instruction: str,
    check: bool,
) -> list[Summary]:
    from briefer.summarising.generate import load_generator
    from briefer.summarising.support import check_sentences

    told = None
    if checkpoint.kind == "chat":
        from briefer.summarising.instructions import DEFAULT_INSTRUCTION, load_instruction

        told = load_instruction(instruction or DEFAULT_INSTRUCTION)
    generator = load_generator(checkpoint, device)
    summaries: list[Summary] = []
    for start in range(0, len(articles), BATCH):
        summaries += generator.summarise(
            articles[start : start + BATCH],
            sentences=length[0],
            words=length[1],
            instruction=told,
            check=check_sentences if check else None,
        )
    return summaries
