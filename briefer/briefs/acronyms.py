"""Explains each acronym at its first use in a brief, `CENTCOM [US Central Command]`, as the sources pair them.

Knows nothing about how a brief is composed: it walks over the lines of a finished one, in their order.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TypeVar

from briefer.briefs.brief import Line, Statement
from briefer.briefs.material import Material
from briefer.summarising.segments import quotes_and_brackets

_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{2,}$")
_T = TypeVar("_T")


def explain_acronyms(told: _T, materials: Sequence[Material]) -> _T:
    """Put the full name behind the first use of each acronym, unless it is explained there or stands in a quotation.

    Args:
        told: A brief, or a story of one.
        materials: Its sources.
    """
    names = {
        alias: name.text
        for material in materials
        for name in material.facts.names
        if name.label == "ORG" and len(name.text.split()) > 1
        for alias in name.aliases
        if _ACRONYM.match(alias) and alias not in name.text.split()  # a part of what it names explains nothing
    }
    return _walk(told, names)


def _walk(value: _T, names: dict[str, str]) -> _T:
    """Copy a value of the brief with its lines explained; a name that has been explained leaves `names`."""
    if isinstance(value, Line):
        return dataclasses.replace(value, text=_explained(value.text, names))
    if isinstance(value, Statement):  # it is shown either with its speaker or without
        return dataclasses.replace(value, line=_walk(value.line, dict(names)), told=_walk(value.told, names))
    if isinstance(value, tuple):
        return type(value)(_walk(item, names) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _walk(getattr(value, field.name), names) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def _explained(text: str, names: dict[str, str]) -> str:
    for acronym, full in list(names.items()):
        found = re.search(rf"(?<![\w&.]){re.escape(acronym)}(?:['’]s)?(?![\w&])", text)
        if not found:
            continue
        if full in text:
            del names[acronym]
        elif not any(zone.start <= found.start() < zone.end for zone in quotes_and_brackets(text)):
            text = f"{text[: found.end()]} [{full}]{text[found.end() :]}"
            del names[acronym]
    return text
