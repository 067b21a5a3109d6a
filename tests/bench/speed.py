"""How fast briefer is beside what it is compared with: ratios of one run, as one JSON object on standard output.

    python tests/bench/speed.py [PART ...] [--corpus FILE]

Parts (all of them where none is named), each in a process of its own:

    start    the whole command on one article, against importing torch and transformers
    batch    articles a second and peak memory, against the architecture of distilbart-cnn-12-6
    length   words a second on texts of 1,000 to 100,000 words
    stages   where the time of a batch goes
    brief    understanding, composing and rendering a brief, against the summary itself

Absolute figures depend on the machine and on what else it does; the ratios hardly do. So nothing here is asserted by a
test: read it before and after a change. Without a corpus the sample articles of the tests are repeated.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from briefer import article_from_text, read_articles, summarise
from briefer.briefs.compose import compose
from briefer.briefs.head import BriefOptions
from briefer.briefs.material import Material
from briefer.briefs.render import render
from briefer.briefs.template_files import load_template
from briefer.language.sentences import split_article
from briefer.language.understand import understand
from briefer.summarising.encoder import load_encoder
from briefer.summarising.headline import headline
from briefer.summarising.summarise import DEFAULT_MODEL
from briefer.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from briefer.language.facts import Facts
    from briefer.summarising.engine import Engine
    from briefer.summarising.signals import SentenceSignals

SAMPLES = Path(__file__).parent.parent / "articles"
LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000)
BATCH_ARTICLES, PEER_ARTICLES, START_RUNS = 120, 4, 7
TOKENS_PER_WORD = 1.3
"""Of BART's byte-pair encoding on English news; generous to the peer, which reads no more than 1,024."""
IMPORTS = "import torch, transformers.models.auto"

Json = dict[str, Any]


def start(_options: argparse.Namespace) -> Json:
    """Time the whole command against the imports that it does without, in turn; target: 0.35."""
    script = Path(sysconfig.get_path("scripts")) / "briefer"
    command = [str(script)] if script.exists() else [sys.executable, "-m", "briefer"]
    ours = [*command, "summarise", str(SAMPLES / "harbour.txt")]
    theirs = [sys.executable, "-c", IMPORTS]
    times = [(_process_seconds(ours), _process_seconds(theirs)) for _ in range(START_RUNS + 1)][1:]  # the first warms
    own, other = (statistics.median(column) for column in zip(*times, strict=True))
    return {"briefer_s": own, "imports_s": other, "ratio": own / other, "target": "<= 0.35"}


def batch(options: argparse.Namespace) -> Json:
    """Time a batch against the peer's generation, before and after it; target: 60 times its rate, under 700 MB."""
    before = _in_own_process("ours", options)
    peer = _in_own_process("peer", options)
    after = _in_own_process("ours", options)
    rate = statistics.mean(run["articles_per_s"] for run in (before, after))
    ratio = rate / peer["articles_per_s"]
    peak = max(before["peak_mb"], after["peak_mb"])
    return {
        "articles_per_s": rate,
        "peer": peer,
        "ratio": ratio,
        "target": ">= 60",
        "peak_mb": peak,
        "peak_target": "< 700",
        "articles": before["articles"],
        "mean_words": before["mean_words"],
    }


def ours(options: argparse.Namespace) -> Json:
    """Summarise a batch; the checkpoint is loaded before."""
    articles = _articles(options)
    summarise(articles[:1])
    seconds = _seconds(lambda: summarise(articles))
    words = statistics.mean(len(article.text.split()) for article in articles)
    return {
        "articles": len(articles),
        "mean_words": words,
        "articles_per_s": len(articles) / seconds,
        "peak_mb": _peak_mb(),
    }


def length(_options: argparse.Namespace) -> Json:
    """Summarise ever longer texts: where the cost is linear, the rate levels out."""
    text = "\n\n".join(article.text for article in _samples())
    articles = {words: _long_article(text, words) for words in LENGTHS}
    summarise([articles[LENGTHS[0]]])
    rates = {words: words / _median_seconds(article, words) for words, article in articles.items()}
    return {
        "words_per_s": rates,
        "longest_to_10k": rates[LENGTHS[-1]] / rates[10_000],
        "target": "about 1",
        "peak_mb": _peak_mb(),
    }


def _median_seconds(article: Article, words: int) -> float:
    """Return the median time of as many runs as make up about 30,000 words, of one at least."""
    runs = max(1, 30_000 // words)
    return statistics.median(_seconds(lambda: summarise([article])) for _ in range(runs))


def _long_article(text: str, words: int) -> Article:
    """Repeat whole paragraphs up to a number of words."""
    paragraphs: list[str] = []
    count = 0
    for paragraph in cycle(text.split("\n\n")):
        if count >= words:
            break
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    return article_from_text("\n\n".join(paragraphs))


def _articles(options: argparse.Namespace) -> list[Article]:
    """Return the articles of the corpus, or the samples repeated."""
    if options.corpus:
        from briefer.training.corpus import Pair, read_pairs

        pairs = read_pairs([options.corpus], limit=options.articles)
        return [pair.article for pair in pairs if isinstance(pair, Pair)]
    return list(islice(cycle(_samples()), options.articles))


def _samples() -> list[Article]:
    return [article for article in read_articles([str(SAMPLES)]) if isinstance(article, Article)]


def stages(options: argparse.Namespace) -> Json:
    """Time each step of a batch by itself, in shares of all."""
    articles = _articles(options)
    encoder = load_encoder(DEFAULT_MODEL)
    encoder.read(articles[:1])
    engine = _TimedEngine(encoder.engine)
    signals: list[list[SentenceSignals]] = []
    seconds = {
        "reading": _seconds(lambda: [article_from_text(article.text) for article in articles]),
        "sentences": _seconds(lambda: [split_article(article) for article in articles]),
        "encoder": _seconds(lambda: signals.extend(replace(encoder, engine=engine).read(articles))),
        "choice": _seconds(
            lambda: [headline(*both, sentences=2, words=45) for both in zip(articles, signals, strict=True)]
        ),
    }
    seconds["encoder"] -= seconds["sentences"] + engine.seconds  # the encoder splits, too
    seconds["network"] = engine.seconds
    total = sum(seconds.values())
    return {"articles": len(articles), "shares": {name: part / total for name, part in seconds.items()}}


def brief(options: argparse.Namespace) -> Json:
    """Time what a brief adds to the summary, one article a brief; target: less than the summary."""
    articles = [replace(one, published=one.published or "2026-01-05") for one in _articles(options)]
    encoder, template = load_encoder(DEFAULT_MODEL), load_template("sitrep")
    signals = encoder.read(articles)
    told = summarise(articles)
    facts = [_understood(*pair) for pair in zip(articles, signals, strict=True)]  # the gazetteer is loaded here
    materials = [
        Material(1, article, tuple(read), known, summary)
        for article, read, known, summary in zip(articles, signals, facts, told, strict=True)
        if summary.sentences
    ]
    composed = [compose([material], BriefOptions()) for material in materials]
    seconds = {
        "summary": _seconds(lambda: summarise(articles)),
        "understanding": _seconds(lambda: [_understood(*pair) for pair in zip(articles, signals, strict=True)]),
        "composing": _seconds(lambda: [compose([replace(one)], BriefOptions()) for one in materials]),
        "markdown": _seconds(lambda: [render(one, template, "md") for one in composed]),
        "html": _seconds(lambda: [render(one, template, "html") for one in composed]),
    }
    each = {name: 1000 * value / len(articles) for name, value in seconds.items()}
    added = (seconds["understanding"] + seconds["composing"]) / seconds["summary"]
    return {"articles": len(articles), "ms_an_article": each, "added_to_summary": added, "target": "< 1"}


def _understood(article: Article, signals: Sequence[SentenceSignals]) -> Facts:
    sentences = [item.sentence for item in signals]
    return understand(article, sentences, [s.entities for s in signals], [s.salience for s in signals])


class _TimedEngine:
    """An engine that knows how long it ran."""

    def __init__(self, engine: Engine) -> None:
        self.seconds = 0.0
        self.name, self._engine = engine.name, engine
        self.batch_tokens, self.workers = engine.batch_tokens, 1  # one after the other, so that times add up

    def run(self, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        begin = perf_counter()
        outputs = self._engine.run(feed)
        self.seconds += perf_counter() - begin
        return outputs


def peer(options: argparse.Namespace) -> Json:
    """Generate with the architecture of distilbart-cnn-12-6: random weights, 4 beams, exactly 60 new tokens.

    A few articles, evenly from the batch by length; their tokens are random, as many as the articles would have.
    """
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, set_seed

    set_seed(0)
    config = BartConfig(vocab_size=50_264, max_position_embeddings=1024, encoder_layers=12, decoder_layers=6)
    model = BartForConditionalGeneration(config).eval()
    lengths = _peer_lengths(_articles(options))
    ids = torch.full((len(lengths), max(lengths)), config.pad_token_id)  # (articles, tokens)
    for row, tokens in enumerate(lengths):
        ids[row, :tokens] = torch.randint(10, config.vocab_size, (tokens,))
    given = {"input_ids": ids, "attention_mask": (ids != config.pad_token_id).long()}
    with torch.inference_mode():
        model.generate(**given, num_beams=4, min_new_tokens=2, max_new_tokens=2)
        seconds = _seconds(lambda: model.generate(**given, num_beams=4, min_new_tokens=60, max_new_tokens=60))
    return {
        "articles": len(lengths),
        "tokens": lengths,
        "articles_per_s": len(lengths) / seconds,
        "peak_mb": _peak_mb(),
    }


def _peer_lengths(articles: Sequence[Article]) -> list[int]:
    """Return the lengths in tokens of a few articles, in the middle of equal parts of all by length."""
    tokens = sorted(min(1024, round(TOKENS_PER_WORD * len(article.text.split()))) for article in articles)
    return [tokens[(2 * part + 1) * len(tokens) // (2 * PEER_ARTICLES)] for part in range(PEER_ARTICLES)]


def _process_seconds(command: Sequence[str]) -> float:
    return _seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def _peak_mb() -> float:
    """Return the most memory that this process has had, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


PARTS: dict[str, Callable[[argparse.Namespace], Json]] = {
    "start": start,
    "batch": batch,
    "length": length,
    "stages": stages,
    "brief": brief,
}
INNER = {"ours": ours, "peer": peer}


def _in_own_process(part: str, options: argparse.Namespace) -> Json:
    """Run a part in a process of its own, so that no part pays for another's imports and memory."""
    command = [sys.executable, __file__, part, "--here", "--articles", str(options.articles)]
    if options.corpus:
        command += ["--corpus", str(options.corpus)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: Json = json.loads(done.stdout)
    return result


def main() -> None:
    """Run the parts and print what they found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, *INNER, []], default=list(PARTS))
    parser.add_argument("--corpus", type=Path, help="JSON Lines as for briefer evaluate")
    parser.add_argument("--articles", type=int, default=BATCH_ARTICLES, help="how many make a batch")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        result = (PARTS | INNER)[options.parts[0]](options)
    else:
        result = {part: _in_own_process(part, options) for part in options.parts}
        result["cores"] = os.cpu_count()
    sys.stdout.write(json.dumps(result, indent=None if options.here else 2) + "\n")


if __name__ == "__main__":
    main()
