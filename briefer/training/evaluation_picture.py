"""The picture of an evaluation: quality against time, one point a system. The only home of matplotlib.

This module knows nothing about how the figures came about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.errors import BrieferError
from briefer.training.evaluation_report import limits, name
from briefer.training.evaluation_systems import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

    from briefer.training.evaluation_report import Evaluation, Report

FORMATS = (".svg", ".png", ".pdf")
BASELINE_COLOUR, SYSTEM_COLOUR = "#555555", "#0b5394"
"""Told apart in grey print too: the baselines' marker is hollow."""
INCHES = (6.4, 4.2)
DOTS_PER_INCH = 200
PLACES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a label may stand around its point, best first: to the right, to the left, above, ..."""


def as_picture(evaluation: Evaluation, path: Path) -> None:
    """Draw ROUGE-2 against articles a second, and write it as the suffix of the path says.

    The oracle, which is no system, is a line of text; its time would say nothing.

    Raises:
        BrieferError: The suffix is none of `FORMATS`, matplotlib is not installed, or the file cannot be written.
    """
    if path.suffix not in FORMATS:
        raise BrieferError(f"a picture's name must end in {', '.join(FORMATS)}", str(path))
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise BrieferError("matplotlib is not installed; run: pip install 'briefer[evaluate]'", str(path)) from error
    with rc_context({"svg.hashsalt": "briefer", "font.size": 10}):
        figure = Figure(figsize=INCHES, dpi=DOTS_PER_INCH, layout="constrained")
        FigureCanvasAgg(figure)
        _draw(figure, evaluation)
        _write(figure, path)


def _draw(figure: Figure, evaluation: Evaluation) -> None:
    """Draw axes, points, labels."""
    reports = [report for report in evaluation.reports if report.system != "oracle"]
    axes = figure.add_subplot(xscale="log", xlabel="articles a second (log scale)", ylabel="ROUGE-2 F1")
    axes.margins(0.22, 0.12)
    axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title(_title(evaluation), fontsize=10, loc="left")
    for report in reports:
        _point(axes, report)
    figure.draw_without_rendering()
    _label(axes, reports)


def _title(evaluation: Evaluation) -> str:
    oracle = [f"{report.rouge2.points.mean:.1f}" for report in evaluation.reports if report.system == "oracle"]
    bound = f"; greedy oracle {oracle[0]}" if oracle else ""
    pairs = f"{evaluation.pairs} pairs of corpus {evaluation.corpus_hash}, 95 % intervals"
    return f"Quality against time: {limits(evaluation)}\n{pairs}{bound}"


def _colour(report: Report) -> str:
    return BASELINE_COLOUR if report.system in SYSTEMS else SYSTEM_COLOUR


def _point(axes: Axes, report: Report) -> None:
    points = report.rouge2.points
    colour = _colour(report)
    axes.errorbar(
        report.articles_per_second,
        points.mean,
        yerr=[[points.mean - points.low], [points.high - points.mean]],
        fmt="o",
        color=colour,
        markerfacecolor=colour if colour == SYSTEM_COLOUR else "white",
        markersize=7,
        markeredgewidth=1.5,
        elinewidth=1.2,
        capsize=3,
    )


def _label(axes: Axes, reports: Sequence[Report]) -> None:
    """Write each system's name beside its point, where it hides nothing that is there already."""
    taken = [box for report in reports for box in _point_boxes(axes, report)]
    for report in reports:
        labels = [_text(axes, report, place) for place in PLACES]
        boxes = [label.get_window_extent() for label in labels]
        best = min(range(len(PLACES)), key=lambda i: (_collisions(boxes[i], taken), i))
        taken.append(boxes[best])
        for number, label in enumerate(labels):
            if number != best:
                label.remove()


def _point_boxes(axes: Axes, report: Report) -> list[Bbox]:
    """Return the room that a point and its interval take, in pixels."""
    from matplotlib.transforms import Bbox

    points = report.rouge2.points
    x = report.articles_per_second
    (left, low), (_, middle), (_, high) = axes.transData.transform(
        [(x, points.low), (x, points.mean), (x, points.high)]
    )
    marker, whisker = 0.08 * DOTS_PER_INCH, 0.04 * DOTS_PER_INCH
    return [
        Bbox.from_extents(left - marker, middle - marker, left + marker, middle + marker),
        Bbox.from_extents(left - whisker, low, left + whisker, high),
    ]


def _text(axes: Axes, report: Report, place: tuple[int, int]) -> Annotation:
    """Write a name at one of the places around its point."""
    right, up = place
    return axes.annotate(
        name(report.system),
        (report.articles_per_second, report.rouge2.points.mean),
        (9 * right, 9 * up),
        textcoords="offset points",
        ha={-1: "right", 0: "center", 1: "left"}[right],
        va={-1: "top", 0: "center", 1: "bottom"}[up],
        color=_colour(report),
    )


def _collisions(box: Bbox, taken: Sequence[Bbox]) -> int:
    return sum(box.overlaps(other) for other in taken)


def _write(figure: Figure, path: Path) -> None:
    """Write under another name, then rename: a picture that exists is complete."""
    partial = path.with_name(f".{path.name}.partial")
    metadata = {"Date": None} if path.suffix == ".svg" else None
    try:
        figure.savefig(partial, format=path.suffix[1:], metadata=metadata)
        partial.replace(path)
    except OSError as error:
        raise BrieferError(f"cannot be written: {error.strerror}", str(path)) from error
