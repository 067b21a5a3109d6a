"""`briefer train`: fine-tune the transformer on one's own articles and summaries."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import is_terminal, warn, write
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.training.prepare import Prepared
    from briefer.training.train import Progress


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer train corpus.jsonl -o models/mine\n"
    "  briefer train --model minilm --passes 3 --device cuda corpus/ tags.jsonl.xz -o models/new\n"
    "  briefer summarise --model mine article.txt"
)
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The new checkpoint."
)
@click.option(
    "--model",
    metavar="NAME|FOLDER",
    default="briefer-encoder",
    show_default=True,
    help="The checkpoint to start from, or minilm for untrained heads on all-MiniLM-L6-v2.",
)
@click.option(
    "--passes", type=click.FloatRange(min=0, min_open=True), default=1.0, show_default=True, help="Over the corpus."
)
@click.option("--batch", type=click.IntRange(min=1), default=16, show_default=True, help="Windows of text a step.")
@click.option("--seed", type=int, default=7, show_default=True, help="Decides the order of the examples.")
@click.option("--device", metavar="auto|cpu|cuda|mps", default="auto", show_default=True, help="Where to compute.")
def train_command(
    corpus: tuple[Path, ...], *, output: Path, model: str, passes: float, batch: int, seed: int, device: str
) -> int:
    """Fine-tune the transformer on articles and their summaries.

    A CORPUS is a file of JSON Lines, plain or compressed, or a folder of them. A record has an article and its summary
    (or highlights); or the tokens of a sentence with BIO tags, or with keep marks. After an interruption, the same
    command goes on where it stood. Needs the extra: pip install 'briefer[train]'.
    """
    from briefer.training.train import Settings, train

    _make_folder(output)
    settings = Settings(start=model, passes=passes, batch=batch, seed=seed)
    display = Display(terminal=is_terminal(sys.stderr))
    try:
        made = train(corpus, output, settings, device=device, clock=time.perf_counter, report=display.show)
    except KeyboardInterrupt:
        display.end()
        warn("interrupted; the same command goes on from the last saved step")
        raise
    display.end()
    write(f"{output}: a checkpoint, trained on {made.examples} examples")
    if made.refused:
        warn(f"records that could not be used: {made.refused}; the first: {made.first_refusal}")
    return 3 if made.refused else 0


def _make_folder(folder: Path) -> None:
    """Find out before hours of work that nothing can be written there.

    Raises:
        InputError: The folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made a folder: {error.strerror}; choose another", str(folder)) from error


class Display:
    """Shows on standard error how a run goes: a terminal's line is written anew, elsewhere each percent gets a line."""

    def __init__(self, *, terminal: bool) -> None:
        """Start with nothing shown."""
        self._terminal = terminal
        self._percent = -1

    def show(self, news: Progress | Prepared | int) -> None:
        """Show what the run reports."""
        from briefer.training.train import Progress

        if isinstance(news, int):
            self._line(f"Preparing: {news} examples")
        elif not isinstance(news, Progress):
            self._line(f"Training on {news.examples} examples")
            self.end()
        elif self._terminal or 100 * news.step // news.steps > self._percent:
            self._percent = 100 * news.step // news.steps
            self._line(describe(news))

    def end(self) -> None:
        """Leave a terminal's line as it stands."""
        if self._terminal:
            click.echo(err=True)

    def _line(self, text: str) -> None:
        click.echo(f"\r{text}\x1b[K" if self._terminal else text, err=True, nl=not self._terminal, color=True)


def describe(progress: Progress) -> str:
    """Say how far a run is, how fast it goes and how long it will take."""
    losses = " ".join(f"{name} {loss:.3f}" for name, loss in progress.losses.items())
    return (
        f"Training: step {progress.step} of {progress.steps} ({progress.step / progress.steps:.0%}), "
        f"{progress.rate:.2f} steps/s, {_duration(progress.left)} left; losses: {losses}"
    )


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"
