"""The people, organisations, places and peoples of an article, each with all its mentions.

Knows nothing about networks: the raw tags are handed in, and mended in `entities`; which mentions belong together is
decided in `mentions`, what a person is said to be is read in `roles`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefer.language.entities import mend
from briefer.language.facts import Name
from briefer.language.gazetteer import Gazetteer, fold, load_gazetteer
from briefer.language.mentions import Group, gather, to_mention
from briefer.language.roles import Role, read_role
from briefer.types import Article, Entity, Sentence, Span


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
    mentions = [
        to_mention(entity, number, article.text)
        for number, row in enumerate(mend(article, sentences, entities))
        for entity in row
    ]
    names = [_name(group, article.text, sentences, gazetteer) for group in gather(mentions, article.text, gazetteer)]
    return tuple(sorted(names, key=lambda name: name.mentions[0].start))


def _name(group: Group, text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Name:
    """Make a name of a group: its fullest form, the other forms, and for a person what the text says they are."""
    mentions = sorted(group.mentions, key=lambda one: one.entity.start)
    forms = Counter(one.text for one in mentions)
    full = max(forms, key=lambda form: _rank_form(group.label, form, forms[form], gazetteer))
    people = mentions if group.label == "PER" else []
    roles = [read_role(text, sentences[one.sentence], one.entity) for one in people]
    role = next((one for one in roles if one.span), Role("", "", None))
    return Name(
        label=group.label,
        text=full,
        aliases=tuple(form for form in forms if form != full),
        rank=max((one.rank for one in roles), key=_rank_weight, default=""),
        role=role.text,
        role_span=role.span,
        mentions=tuple(Span(one.entity.start, one.entity.end) for one in mentions),
        sentences=tuple(one.sentence for one in mentions),
    )


def _rank_weight(rank: str) -> int:
    """Weigh a rank: an office or a military one says more than `Mr.`, and the first of them stays."""
    return 0 if not rank else 1 if rank.rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Mx") else 2


def _rank_form(label: str, form: str, count: int, gazetteer: Gazetteer) -> tuple[int, bool, int]:
    """Rank a form by how well it stands for the name: a country's own name first, else the fullest."""
    mixed = not form.isupper()
    if label == "LOC" and (code := gazetteer.countries.get(fold(form))):
        own = fold(gazetteer.names.get(code, "")) == fold(form)
        return 1 + own, mixed or own, count
    return len(form.split()), mixed, count
