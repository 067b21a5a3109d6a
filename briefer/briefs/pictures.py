"""The pictures of a brief, as SVG that stands inside a page: its figures, its map, its timeline.

Knows nothing about pages. A picture is drawn only where there is something to see, and each has a text equivalent.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.briefs.brief import Brief
from briefer.briefs.day_map import day_map
from briefer.briefs.day_stories import figures_by_story
from briefer.briefs.figure_strip import figure_strip
from briefer.briefs.locator_map import locator_map
from briefer.briefs.timeline_picture import timeline_picture

PICTURE_CSS = """
.pic { display: block; width: 100%; max-width: 44rem; height: auto; }
@media screen and (min-width: 48rem) { .pic text:not(.pic-big) { font-size: 13.5px; } }
@media print { .pic { max-width: 140mm; } }
@media screen and (prefers-color-scheme: dark) {
  .pic-water { fill: #17242e; }
  .pic-land { fill: #2c3136; stroke: #2c3136; }
  .pic-focus { fill: #434a50; stroke: #434a50; }
  .pic-inner { stroke: #5a6369; }
  .pic-coast { stroke: #55748a; }
  .pic-border, .pic-rail, .pic-leader { stroke: #868e95; }
  .pic-frame { stroke: #5c656c; }
  .pic-sea { fill: #17242e; stroke: #868e95; }
  .pic-globe { fill: #666f76; }
  .pic-card { fill: #20262b; stroke: #4a535a; }
  .pic-country, .pic-note, .pic-soft { fill: #b4bac0; }
  .pic-label, .pic-ink { fill: #f2f2ee; }
  .pic-halo { stroke: #14181b; }
  text.pic-halo { fill: #14181b; }
  .pic-line { stroke: #e6e6e1; }
  .pic-dot { fill: #f2f2ee; stroke: #14181b; }
  .pic-main { fill: #ff7a6b; stroke: #14181b; }
  .pic-open { fill: #14181b; stroke: #ff7a6b; }
  .pic-ring, .pic-mark { stroke: #ff7a6b; }
  .pic-differ { fill: #ff7a6b; }
  .pic-digit { fill: #14181b; }
}
"""
"""What a page's style sheet takes over: the size, and the colours in the dark. In light and in print the pictures'
own colours hold, as they do where a style sheet cannot reach into a picture (WeasyPrint)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what a sighted reader learns from it."""

    svg: str
    text: str


def draw(brief: Brief) -> dict[str, Picture]:
    """Draw what there is to draw, by name: `figures`, `map`, `timeline`."""
    drawn = {
        "figures": figure_strip(figures_by_story(brief.figures, brief.day)),
        "map": day_map(brief) if brief.day else locator_map(brief.places),
        "timeline": timeline_picture(brief.timeline),
    }
    return {name: Picture(*picture) for name, picture in drawn.items() if picture}
