"""Puts the full name behind a surname that a story uses first: `Kudlow [Larry Kudlow]`.

Sentences are taken from anywhere in a source, so a surname may stand where its full name was not told. Knows nothing
about how a story's lines are chosen. A surname that two people of the story share stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefer.briefs.brief import Line, StoryItem
from briefer.briefs.material import Material
from briefer.summarising.segments import quotes_and_brackets


def complete_names(item: StoryItem, materials: Sequence[Material]) -> StoryItem:
    """Add the full name to the first use of each surname in a story, unless the full name was told before it."""
    names = _by_surname(materials)
    done: dict[str, str] = {}

    def completed(lines: Sequence[Line]) -> tuple[Line, ...]:
        for line in lines:
            if line.text not in done:
                done[line.text] = _completed(line.text, names)
        return tuple(replace(line, text=done[line.text]) for line in lines)

    return replace(
        item, summary=completed(item.summary), changes=completed(item.changes), details=completed(item.details)
    )


def _by_surname(materials: Sequence[Material]) -> dict[str, str]:
    """Return the full name of each surname that only one person of the story has."""
    found: dict[str, set[str]] = {}
    for material in materials:
        for name in material.facts.names:
            if name.label == "PER" and 1 < len(name.text.split()) <= LONGEST:
                found.setdefault(name.text.split()[-1], set()).add(name.text)
    return {surname: full.pop() for surname, full in found.items() if len(full) == 1 and len(surname) > 1}


LONGEST = 4
"""Words of a person's name."""


def _completed(text: str, names: dict[str, str]) -> str:
    for surname, full in list(names.items()):
        found = re.search(rf"(?<![\w-]){re.escape(surname)}(?:['’]s?)?(?![\w-])", text)
        if not found:
            continue
        first = full.split()[0]
        if first in text:
            del names[surname]
        elif not any(zone.start <= found.start() < zone.end for zone in quotes_and_brackets(text)):
            before = text[: found.start()]
            apart = not re.match(r" [A-Z]", text[found.end() :])  # `Cobre Alto` is not named for Andina Cobre
            if apart and (not re.search(r"[A-Z][\w’'-]* $", before) or _TITLED.search(before)):
                text = f"{text[: found.end()]} [{full}]{text[found.end() :]}"
            del names[surname]
    return text


_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Judge|President|Minister|Secretary|Governor|Senator"
    r"|Mayor|Justice|Chancellor|King|Queen|Prince|Princess|Pope|Sheriff|Chief|Professor|Officer)\.? $"
)
"""A title before a surname; any other word with a capital is a first name, or part of another name."""
