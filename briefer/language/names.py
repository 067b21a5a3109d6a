"""The people, organisations, places and peoples of an article, each with all its mentions.

Merges the mentions of one thing: `Brig. Gen. Ahmed al-Dalati` and `Al-Dalati`, `US Central Command` and `CENTCOM`.
Knows nothing about networks: the raw tags are handed in, and mended in `entities`; what a person is said to be is read
in `roles`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefer.language.acronyms import defines, shortens
from briefer.language.entities import mend
from briefer.language.capitals import words
from briefer.language.facts import Name
from briefer.language.gazetteer import Gazetteer, fold, load_gazetteer
from briefer.language.labels import known_label
from briefer.language.name_words import COMPANY_ENDS
from briefer.language.roles import Role, read_role
from briefer.types import Article, Entity, Sentence, Span


@dataclass(frozen=True, slots=True)
class _Mention:
    entity: Entity
    sentence: int
    text: str
    key: tuple[str, ...]
    """Its words, folded; of `Al-Dalati` only `dalati`."""


@dataclass(slots=True)
class _Group:
    """The mentions of one thing, while they are gathered."""

    label: str
    mentions: list[_Mention] = field(default_factory=list)

    def keys(self) -> set[tuple[str, ...]]:
        return {mention.key for mention in self.mentions}


def find_names(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Sequence[Entity]]
) -> tuple[Name, ...]:
    """Find the names of an article, in the order of their first mention.

    Args:
        article: what the offsets count in.
        sentences: its sentences.
        entities: the encoder's raw tags, one sequence a sentence.
    """
    gazetteer = load_gazetteer()
    mended = mend(article, sentences, entities)
    mentions = [
        _Mention(one, number, _printed(article.text[one.start : one.end]), _key(article.text[one.start : one.end]))
        for number, row in enumerate(mended)
        for one in row
    ]
    groups = _gather(mentions, article.text, gazetteer)
    names = [_name(group, article.text, sentences) for group in groups]
    return tuple(sorted(names, key=lambda name: name.mentions[0].start))


def _printed(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> tuple[str, ...]:
    """Give the words of a name, folded; hyphens part words, and an Arabic article is none."""
    parts = [part.removeprefix("al-").removeprefix("el-") for part in fold(text.replace(".", "")).split()]
    return tuple(part for part in parts if part not in ("al", "el", "jr", "sr", "&")) or tuple(parts)


def _gather(mentions: Sequence[_Mention], text: str, gazetteer: Gazetteer) -> list[_Group]:
    """Put each mention into the group that it belongs to: full forms first, so that a short one before them finds them."""
    groups: list[_Group] = []
    for mention in sorted(mentions, key=lambda one: (-_fullness(one), one.entity.start)):
        home = _home(mention, groups, text, gazetteer)
        if home is None:
            home = _Group(mention.entity.label)
            groups.append(home)
        home.mentions.append(mention)
    return groups


def _fullness(mention: _Mention) -> int:
    """Rank the forms of a name: a person's by words, so that surnames come last; acronyms after what they shorten."""
    return min(len(mention.key), 3) if mention.entity.label != "LOC" else 4


def _home(mention: _Mention, groups: Sequence[_Group], text: str, gazetteer: Gazetteer) -> _Group | None:
    """Find the group of a mention: the same form, else the nearest before it (or the first behind) that it shortens."""
    for group in groups:
        if group.label == mention.entity.label and _same(mention, group, gazetteer):
            return group
    fitting = [group for group in groups if _short_for(mention, group, text, gazetteer)]
    if not fitting:
        return None
    return max(fitting, key=lambda group: (group.label == mention.entity.label, _nearness(group, mention.entity.start)))


def _nearness(group: _Group, start: int) -> int:
    """Score how near a group's mention stands: the nearest earlier wins, else the nearest later."""
    earlier = [one.entity.start for one in group.mentions if one.entity.start < start]
    return max(earlier) if earlier else -min(one.entity.start for one in group.mentions)


def _same(mention: _Mention, group: _Group, gazetteer: Gazetteer) -> bool:
    if group.label == "PER" and len(mention.key) == 1:
        return False  # a bare surname may be two people's
    if mention.key in group.keys():
        return True
    form, other = mention.text, group.mentions[0].text
    if group.label == "LOC":
        code = gazetteer.countries.get(fold(form))
        return bool(code) and code == gazetteer.countries.get(fold(other))
    if group.label == "NORP":
        return form.rstrip("s") == other.rstrip("s")
    return group.label == "PER" and any(_same_person(mention.key, key) for key in group.keys() if len(key) > 1)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names may be one person's: `John F. Kennedy` and `John Kennedy`."""
    if one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    return first == second or (1 in (len(first), len(second)) and first[0] == second[0])


def _short_for(mention: _Mention, group: _Group, text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a mention is a short form of a group's fullest form."""
    label, form = mention.entity.label, mention.text
    full = max(group.mentions, key=lambda one: len(one.key))
    if group.label == "PER":
        if len(mention.key) > 1 or label == "NORP":
            return False
        if len(full.key) == 1:
            return label == "PER" and full.key == mention.key
        return mention.key[0] in (full.key[-1], full.key[0]) and (label == "PER" or mention.key[0] == full.key[-1])
    if group.label != "ORG" or label == "NORP" or len(full.key) < 2:
        return False
    if form.isupper() and (
        shortens(form, full.text) or any(defines(text, one.entity.end, form) for one in group.mentions)
    ):
        return label == "ORG" or len(form) > 3
    if mention.key != full.key[: len(mention.key)] or label == "LOC":
        return False
    company = full.key[-1] in COMPANY_ENDS
    return company if label == "PER" else company or not known_label(words(form), gazetteer)


def _rank_form(label: str, form: str, count: int, first: int) -> tuple[int, bool, int, int]:
    """Rank a form by how well it stands for the name: a country's by how often it is printed, others by fullness."""
    country = load_gazetteer().countries.get(fold(form), "") if label == "LOC" else ""
    if country:
        own = fold(load_gazetteer().names.get(country, "")) == fold(form)
        return 1000 if own else 0, not form.isupper(), count, first
    return len(form.split()), not form.isupper(), count, first


def _name(group: _Group, text: str, sentences: Sequence[Sentence]) -> Name:
    """Make a name of a group: its fullest form, the other forms, and for a person what the text says they are."""
    mentions = sorted(group.mentions, key=lambda one: one.entity.start)
    forms = list(dict.fromkeys(one.text for one in mentions))
    counts = Counter(one.text for one in mentions)
    full = max(forms, key=lambda form: _rank_form(group.label, form, counts[form], -forms.index(form)))
    roles = [read_role(text, sentences[one.sentence], one.entity) for one in mentions] if group.label == "PER" else []
    role = next((one for one in roles if one.span and one.text), Role("", "", None))
    return Name(
        label=group.label,
        text=full,
        aliases=tuple(form for form in forms if form != full),
        rank=next((one.rank for one in roles if one.rank), ""),
        role=role.text,
        role_span=role.span,
        mentions=tuple(Span(one.entity.start, one.entity.end) for one in mentions),
        sentences=tuple(one.sentence for one in mentions),
    )
