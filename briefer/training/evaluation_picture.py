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
STEP = 14
"""Points from one line of labels to the next."""
PLACES = (
    ("mean", 9, 0),
    ("mean", -9, 0),
    *((end, 0, sign * (4 + STEP * line)) for line in range(6) for end, sign in (("high", 1), ("low", -1))),
)
"""Where a label may stand, best first: right or left of its point, else ever further above or below its interval. What
it is measured from, then how far to the right and up, in points."""


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
    from matplotlib.ticker import LogFormatter

    reports = [report for report in evaluation.reports if report.system != "oracle"]
    axes = figure.add_subplot(xscale="log", xlabel="articles a second (log scale)", ylabel="ROUGE-2 F1")
    axes.margins(0.22, 0.12)
    axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_formatter(LogFormatter())
    axes.xaxis.set_minor_formatter(LogFormatter(minor_thresholds=(2, 0.5)))
    axes.set_title(_title(evaluation), fontsize=10, loc="left")
    for report in reports:
        _point(axes, report)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # what is measured from now on stays where it is
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
    """Write each system's name near its point, where it hides nothing that is there already."""
    taken = [box for report in reports for box in _point_boxes(axes, report)]
    for report in reports:
        labels = [_text(axes, report, place) for place in PLACES]
        boxes = [_box(label) for label in labels]
        best = min(range(len(PLACES)), key=lambda i: (_flaws(axes, boxes[i], taken), i))
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


def _text(axes: Axes, report: Report, place: tuple[str, int, int]) -> Annotation:
    """Write a name at one of the places around its point, with a thin line to it from afar."""
    end, right, up = place
    far = abs(up) > STEP
    return axes.annotate(
        name(report.system),
        (report.articles_per_second, getattr(report.rouge2.points, end)),
        (right, up),
        textcoords="offset points",
        ha="left" if right > 0 else "right" if right < 0 else "center",
        va="bottom" if up > 0 else "top" if up < 0 else "center",
        color=_colour(report),
        arrowprops={"arrowstyle": "-", "linewidth": 0.5, "color": _colour(report)} if far else None,
    )


def _box(label: Annotation) -> Bbox:
    """Return the room that a label takes, in pixels, without its line."""
    from matplotlib.text import Text

    label.get_window_extent()  # finds where it stands
    return Text.get_window_extent(label)


def _flaws(axes: Axes, box: Bbox, taken: Sequence[Bbox]) -> int:
    """Count what a label hides, and whether it leaves the axes."""
    (left, low), (right, high) = box.get_points()
    frame = axes.get_window_extent()
    outside = left < frame.x0 or right > frame.x1 or low < frame.y0 or high > frame.y1
    return int(outside) + sum(box.overlaps(other) for other in taken)


def _write(figure: Figure, path: Path) -> None:
    """Write under another name, then rename: a picture that exists is complete."""
    partial = path.with_name(f".{path.name}.partial")
    metadata = {"Date": None} if path.suffix == ".svg" else None
    try:
        figure.savefig(partial, format=path.suffix[1:], metadata=metadata)
        partial.replace(path)
    except OSError as error:
        raise BrieferError(f"cannot be written: {error.strerror}", str(path)) from error
