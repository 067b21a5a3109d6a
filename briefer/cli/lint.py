"""`briefer lint`: the wording rules of the trade, held against briefs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import one_line, warn, write, write_json
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.briefs.lint import Finding

LARGEST = 2_000_000
"""Bytes; a brief is a few pages."""

RULES = (
    "missing-handling-line",
    "placeholder",
    "empty-section",
    "figure-without-source",
    "uncited-sentence",
    "mixed-rows",
    "confidence-and-likelihood",
    "bare-modal",
    "relative-day",
    "undefined-acronym",
    "opinion",
    "dangling-opening",
)
"""The names of `briefer.briefs.lint.RULES`, here again so that `--help` need not load them; a test holds them equal."""


@click.command(
    epilog="\b\nRules:\n"
    "  missing-handling-line      no TLP or other marking at the top and the bottom\n"
    "  placeholder                TODO, TBD, [insert ...], {{ ... }}\n"
    "  empty-section              a heading with nothing below it\n"
    "  figure-without-source      a number with no citation\n"
    "  uncited-sentence           a statement of fact with no citation\n"
    "  mixed-rows                 likely here and probable there (ICD 203)\n"
    "  confidence-and-likelihood  both in one sentence (ICD 203)\n"
    "  bare-modal                 may, might, could for a judgement\n"
    "  relative-day               today, yesterday, Sunday with no date beside it\n"
    "  undefined-acronym          not written out at its first use\n"
    "  opinion                    brutal, shocking, heroic as the writer's own words\n"
    "  dangling-opening           a section or an item that opens on He, It, But\n"
    "\b\nExamples:\n"
    "  briefer lint brief.md\n"
    "  briefer lint --strict --ignore relative-day drafts/*.md\n"
    "  briefer brief article.txt | briefer lint -"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--rule", "only", multiple=True, type=click.Choice(RULES), metavar="RULE", help="Apply this rule; may be repeated."
)
@click.option(
    "--ignore", multiple=True, type=click.Choice(RULES), metavar="RULE", help="Leave out this rule; may be repeated."
)
@click.option("--strict", is_flag=True, help="Leave with exit code 4 where something was found.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a finding.")
def lint_command(
    files: tuple[str, ...], *, only: tuple[str, ...], ignore: tuple[str, ...], strict: bool, as_json: bool
) -> int:
    """Apply the wording rules to briefs, in Markdown or HTML, ours or written by hand.

    Prints a line a finding: FILE:LINE: RULE: what is wrong; what to do. A FILE may be - for standard input.
    """
    rules = set(only or RULES) - set(ignore)
    found = failed = 0
    for name in files:
        try:
            findings = _lint(name, rules)
        except InputError as error:
            warn(str(error))
            failed += 1
            continue
        found += len(findings)
        for line in _lines(name, findings, as_json=as_json):
            write_json(line) if isinstance(line, dict) else write(line)
    if failed:
        return 1 if failed == len(files) else 3
    return 4 if strict and found else 0


def _lint(name: str, rules: set[str]) -> tuple[Finding, ...]:
    from briefer.briefs.lint import lint
    from briefer.briefs.lint_reading import looks_like_html
    from briefer.reading.decoding import decode
    from briefer.reading.whole import read_whole

    stdin = getattr(sys.stdin, "buffer", None)
    text = decode(read_whole(name, stdin, largest=LARGEST, advice="a brief is a few pages"), name)
    suffix = Path(name).suffix.casefold()
    return lint(text, html=suffix in (".html", ".htm") or (suffix != ".md" and looks_like_html(text)), rules=rules)


def _lines(name: str, findings: tuple[Finding, ...], *, as_json: bool) -> Iterator[str | dict[str, object]]:
    for finding in findings:
        if as_json:
            yield {"file": name, "line": finding.line, "rule": finding.rule, "message": finding.message}
        else:
            yield one_line(f"{name}:{finding.line}: {finding.rule}: {finding.message}")
