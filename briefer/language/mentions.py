"""Which mentions mean the same thing: full forms first, then what shortens them.

`Brig. Gen. Ahmed al-Dalati` and `Al-Dalati`, `US Central Command` and `CENTCOM`, `Meridian Terminals` and `Meridian`.
Knows nothing about ranks and roles, or about sentences but their numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefer.language.acronyms import initials, shortens
from briefer.language.capitals import words
from briefer.language.gazetteer import Gazetteer, fold
from briefer.language.labels import known_label, shape_label
from briefer.language.name_words import COMPANY_ENDS
from briefer.types import Entity

Key = tuple[str, ...]

LOOKED_AT: Final = 60
"""Things that one short form is held against: 299 articles have at most 8 of one initial or word (2026-11)."""
_DEFINED: Final = re.compile(r"\s{1,2}\([“\"‘']?(?P<short>[A-Z][\w&.-]{1,14})[”\"’']?\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a name."""

    entity: Entity
    sentence: int
    text: str
    """As printed, on one line."""
    key: Key
    """Its words, folded; of `Al-Dalati` only `dalati`."""


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one thing, while they are gathered."""

    label: str
    full: Mention
    """The mention with the most words."""
    mentions: list[Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where its mentions start, ascending."""

    def add(self, mention: Mention) -> None:
        """Take a mention in; the one with the most words stands for the thing."""
        self.mentions.append(mention)
        insort(self.starts, mention.entity.start)
        if len(mention.key) > len(self.full.key):
            self.full = mention

    def nearness(self, start: int) -> int:
        """Score how near it stands to a place: the nearest earlier mention wins, else the nearest later."""
        earlier = bisect_left(self.starts, start)
        return self.starts[earlier - 1] if earlier else -self.starts[0]


def to_mention(entity: Entity, sentence: int, text: str) -> Mention:
    """Read the mention of an entity of the article's text."""
    printed = " ".join(text[entity.start : entity.end].split())
    parts = [part.removeprefix("al-").removeprefix("el-") for part in fold(printed.replace(".", "")).split()]
    key = tuple(part for part in parts if part not in ("al", "el", "jr", "sr", "&")) or tuple(parts)
    return Mention(entity, sentence, printed, key)


def gather(mentions: Iterable[Mention], text: str, gazetteer: Gazetteer) -> list[Group]:
    """Put the mentions of one thing together.

    A short form goes to the nearest thing before it that it may stand for, else to the nearest behind it.
    """
    index = _Index(text, gazetteer)
    for mention in sorted(mentions, key=lambda one: (-_fullness(one), one.entity.start)):
        group = index.find(mention)
        if group is None:
            group = Group(mention.entity.label, mention)
            index.groups.append(group)
        group.add(mention)
        index.enter(mention, group)
    return index.groups


def _fullness(mention: Mention) -> int:
    """Rank the forms of a name: places first, then by words, so that surnames and acronyms find what they shorten."""
    place = mention.entity.label == "LOC" and not mention.text.isupper()
    return 4 if place else min(len(mention.key), 3)


class _Index:
    """Finds the group of a mention without looking at all groups, so that a long text takes time in proportion."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.groups: list[Group] = []
        self._text = text
        self._gazetteer = gazetteer
        self._same: dict[tuple[str, Key], Group] = {}
        self._persons: defaultdict[str, list[Group]] = defaultdict(list)
        self._bodies: defaultdict[str, list[Group]] = defaultdict(list)
        self._defined: dict[str, Group] = {}

    def enter(self, mention: Mention, group: Group) -> None:
        """Remember by what a group may be found."""
        key = mention.key
        if group.label != mention.entity.label:
            return
        self._same.setdefault((group.label, self._form(mention)), group)
        if group.label == "PER" and len(key) > 1:
            for word in {key[0], key[-1]}:
                _append(self._persons[word], group)
        if group.label == "ORG" and len(key) > 1:
            for mark in {key[0], *initials(mention.text)}:
                _append(self._bodies[mark], group)
            if defined := _DEFINED.match(self._text, mention.entity.end):
                self._defined.setdefault(defined["short"], group)

    def find(self, mention: Mention) -> Group | None:
        """Find the group of a mention: the same form, else what it shortens."""
        label, key = mention.entity.label, mention.key
        bare = label == "PER" and len(key) == 1
        if not bare and (group := self._same.get((label, self._form(mention)))):
            return group
        if label == "PER" and len(key) > 1:
            return next((one for one in self._persons[key[-1]] if _same_person(key, one.full.key)), None)
        fitting = [*self._full_persons(mention), *self._full_bodies(mention)]
        if fitting:
            start = mention.entity.start
            return max(fitting, key=lambda group: (group.label == label, group.nearness(start)))
        return self._same.get((label, key)) if bare else None

    def _form(self, mention: Mention) -> Key:
        """Give what all forms of one thing share: a country's code, a people in the singular."""
        if mention.entity.label == "NORP":
            return (*mention.key[:-1], mention.key[-1].removesuffix("s"))
        code = self._gazetteer.countries.get(fold(mention.text)) if mention.entity.label == "LOC" else None
        return ("", code) if code else mention.key

    def _full_persons(self, mention: Mention) -> list[Group]:
        """Find the people of whom a mention is the surname, or the first name where the label says a person."""
        if len(mention.key) > 1 or mention.entity.label == "NORP":
            return []
        word, person = mention.key[0], mention.entity.label == "PER"
        return [one for one in self._persons[word] if word == one.full.key[-1] or person]

    def _full_bodies(self, mention: Mention) -> list[Group]:
        """Find the organisations that a mention shortens."""
        label, form = mention.entity.label, mention.text
        if label == "NORP":
            return []
        short = form.replace(".", "")
        if short.isupper() and (label == "ORG" or len(short) > 3):
            defined = self._defined.get(form)
            spelled = [one for one in self._bodies[short[0].casefold()] if shortens(short, one.full.text)]
            if found := [defined] if defined else spelled:
                return found
        return [one for one in self._bodies[mention.key[0]] if label != "LOC" and self._starts(mention, one)]

    def _starts(self, mention: Mention, group: Group) -> bool:
        """Tell whether a mention is the first words of an organisation: of a company's, or of one no table knows."""
        full = group.full.key
        if len(mention.key) >= len(full) or mention.key != full[: len(mention.key)]:
            return False
        if full[-1] in COMPANY_ENDS:
            return True
        found = words(mention.text)
        whole = known_label(found, self._gazetteer) or shape_label(
            found
        )  # the United Nations are no part of its agency
        return mention.entity.label == "ORG" and not whole


def _append(groups: list[Group], group: Group) -> None:
    if len(groups) < LOOKED_AT and group not in groups:
        groups.append(group)


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names may be one person's: `John F. Kennedy` and `John Kennedy`."""
    if one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    return first == second or (1 in (len(first), len(second)) and first[0] == second[0])
