"""Hold a brief, ours or one that a person wrote, against the wording rules of the trade.

Knows nothing about files. The rules stand in `lint_rules`; adding one is a function, a line here and a golden case.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from briefer.briefs import lint_rules
from briefer.briefs.lint_passages import passages
from briefer.briefs.lint_reading import read_blocks
from briefer.briefs.lint_rules import Draft, Rule

_END_OF_LINE = re.compile(r"\r\n?|\n")

RULES: dict[str, Rule] = {
    "missing-handling-line": lint_rules.missing_handling_line,
    "placeholder": lint_rules.placeholder,
    "empty-section": lint_rules.empty_section,
    "figure-without-source": lint_rules.figure_without_source,
    "uncited-sentence": lint_rules.uncited_sentence,
    "mixed-rows": lint_rules.mixed_rows,
    "confidence-and-likelihood": lint_rules.confidence_and_likelihood,
    "bare-modal": lint_rules.bare_modal,
    "relative-day": lint_rules.relative_day,
    "undefined-acronym": lint_rules.undefined_acronym,
    "opinion": lint_rules.opinion,
    "dangling-opening": lint_rules.dangling_opening,
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A place where a brief breaks a rule."""

    line: int
    """From 1."""
    rule: str
    message: str
    """What is wrong; what to do."""


def lint(text: str, *, html: bool, rules: Collection[str] = RULES.keys()) -> tuple[Finding, ...]:
    """Find where a brief breaks the rules, ordered by line.

    Args:
        text: The brief, in Markdown or HTML.
        html: Which of the two.
        rules: Names among `RULES`.

    Raises:
        ModelError: The bundled Punkt model, which splits sentences, is not there.
    """
    blocks = read_blocks(text, html=html)
    draft = Draft(blocks, list(passages(blocks)), lines=1 + len(_END_OF_LINE.findall(text.rstrip())))
    found = {Finding(line, name, message) for name in RULES if name in rules for line, message in RULES[name](draft)}
    return tuple(sorted(found))
