"""A sentence as a row of words and marks, with each quotation and each bracket as one thing: grammar without a parser.

Knows nothing about who speaks. Every test looks at a few neighbours only, so that all of it is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from briefer.types import Sentence, Span

MOST_ITEMS = 300
"""Words and marks of one sentence; what is longer is no prose, and is not read."""
_PIECE = re.compile(
    r"(?P<word>\d+(?:[,.]\d+)*%?|[^\W_]+(?:['’.\-&/][^\W_]+)*(?:['’](?=\s|$))?)"
    r"|(?P<mark>[,;:—–]|--+|(?<=\s)-(?=\s)|\.\.\.|…|[?!])"
    r"|(?P<aside>[(\[][^()\[\]]{0,200}[)\]])"
)
_YEAR_AFTER = re.compile(r"\s(?:19|20)\d\d\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE = _words("is are was were be been being 's 're am isn't aren't wasn't weren't")
HAVE = _words("has have had having hasn't haven't hadn't 've")
DO = _words("does do did doesn't don't didn't")
MODALS = _words(
    "will would can could may might must shall should cannot can't won't wouldn't couldn't shouldn't mustn't"
)
AUXILIARIES = BE | HAVE | DO | MODALS
ADVERBS = _words(
    """also later then now still first even soon again once already just ever thus therefore instead not never always
    often far further meanwhile too previously recently repeatedly initially once earlier thereby however back
    long so both all"""
)
DETERMINERS = _words("the a an his her its their our my your this that these those some any each every another no")
SUBJECT_PRONOUNS = _words("he she they it we i you who which one")
PREPOSITIONS = _words(
    """in on at by for from with to of into onto over across through throughout during within near amid against among
    between around about above below behind beyond beside besides along alongside outside inside off past toward
    towards via upon under per as than like without"""
)
SUBORDINATORS = _words(
    """that because while although though when whenever where whereas if unless until since after before once as what
    whether how why whose whom despite following amid lest whatever"""
)
CONJUNCTIONS = _words("and but or nor yet so")
RELATIVES = _words("who which that")
IRREGULAR_PASTS = _words(
    """went came took got gave saw became began knew thought spoke wrote fell flew rose drew ran wore chose broke drove
    threw grew shook sank stole swore tore woke sang swam hid bit forgave forgot ate beat overtook overcame withdrew
    underwent made found held lost left sent paid brought caught met put set cut hit kept built led felt heard sold
    bought fought sought taught told said won shot struck stood understood spent stuck hung hurt shut split spread read
    let laid fed fled bred dealt meant lay sat bore bound burnt quit cast blew slid swept clung dug lent bid"""
)
PRESENTS = _words(
    """says say tells adds argues believes thinks wants needs seems appears remains becomes goes gets takes makes gives
    keeps knows sees feels finds includes requires suggests allows leads holds stands wins loses speaks begins continues
    faces lives looks happens wishes hopes expects seeks serves owns belongs contains involves creates represents
    reflects opposes insists explains describes warns urges vows pays tries reads sends spends leaves meets moves
    provides offers helps receives remembers recalls admits agrees concludes decides depends deserves exists follows
    means operates passes prefers prevents promises protects proves reveals rejects relies shows sits starts stays
    stems suffers supports teaches tends threatens understands underscores uses marks comes brings carries covers
    adds agree argue believe want seem remain hope expect insist consider think know come signal say have aims
    prompts raises signals highlights enters handles draws"""
)
NOT_PAST = _words(
    """hundred hundreds red bed need needs indeed speed seed feed breed exceed proceed succeed united armed
    shed sacred naked wicked so-called advanced unidentified unprecedented limited divided long-awaited"""
)
NOT_ING = _words(
    """during nothing something anything everything king ring thing morning evening spring string wing including
    according beijing building meeting hearing ceiling wedding concerning regarding pending notwithstanding excluding
    barring being having"""
)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark (`,`), a whole quotation or a whole bracket."""

    start: int
    end: int
    lower: str
    """A word in lower case with straight apostrophes, or the mark; empty for the rest."""
    kind: str
    """word, mark, quote or aside."""
    capital: bool = False
    """Whether it is a word with a capital letter."""


def read_items(text: str, sentence: Sentence, quotations: Sequence[Span]) -> list[Item]:
    """Read a sentence, as far as it is prose: `MOST_ITEMS` and one more at most.

    A quotation that began in an earlier sentence, or ends in a later one, is given whole. After a quotation that ends
    in a comma stands a mark `,` of no length.
    """
    items: list[Item] = []
    at = sentence.start
    first = bisect_left(quotations, sentence.start + 1, key=lambda quotation: quotation.end)
    for number in range(first, len(quotations)):
        quotation = quotations[number]
        if quotation.start >= sentence.end or len(items) > MOST_ITEMS:
            break
        items += _plain(text, at, quotation.start)
        items.append(Item(quotation.start, quotation.end, "", "quote"))
        if text[quotation.start : quotation.end].rstrip("\"'”’»“").endswith(","):
            items.append(Item(quotation.end, quotation.end, ",", "mark"))
        at = max(at, quotation.end)
    return items + _plain(text, at, sentence.end)


def _plain(text: str, start: int, end: int) -> list[Item]:
    items = []
    for match in islice(_PIECE.finditer(text, start, max(start, end)), MOST_ITEMS + 1):
        if match["aside"]:
            items.append(Item(match.start(), match.end(), "", "aside"))
        elif match["word"]:
            word = match["word"]
            items.append(Item(*match.span(), word.lower().replace("’", "'"), "word", word[0].isupper()))
        elif not (match["mark"] == "," and _YEAR_AFTER.match(text, match.end())):
            items.append(Item(match.start(), match.end(), match["mark"], "mark"))
    return items


def is_past(word: str) -> bool:
    """Tell whether a word may be a past tense or participle in -ed."""
    return word.endswith("ed") and len(word) > 3 and word not in NOT_PAST and "-" not in word


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between an auxiliary and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in ("family", "july", "italy"))


def is_finite(items: Sequence[Item], at: int, *, subject: bool = True) -> bool:
    """Tell whether a word stands as a finite verb of its clause, as far as its neighbours tell.

    Args:
        items: A sentence.
        at: Index of the word.
        subject: Whether something must stand before it.
    """
    word = items[at].lower
    if items[at].kind != "word" or (items[at].capital and at and word not in AUXILIARIES):
        return False
    if word in BE - {"be", "been", "being", "'s", "'re"} or word in HAVE - {"having", "'ve"} or word in MODALS | DO:
        return not (word in ("may", "will") and items[at].capital)
    before = items[at - 1].lower if at else ""
    if subject and not at:
        return False
    if word in PRESENTS:
        return before not in DETERMINERS | PREPOSITIONS | {"to"} and before not in MODALS | DO
    if word in IRREGULAR_PASTS or is_past(word):
        return _is_past_tense(items, at, before)
    return False


def _is_past_tense(items: Sequence[Item], at: int, before: str) -> bool:
    """Tell a past tense from a participle: no auxiliary before it, no `by` after it, not before its noun."""
    after = items[at + 1].lower if at + 1 < len(items) else ""
    back = at - 1
    while back >= 0 and is_adverb(items[back].lower):
        back -= 1
    helper = items[back].lower if back >= 0 else ""
    if helper in AUXILIARIES | {"to", "'ve"} or before in DETERMINERS | PREPOSITIONS | {"newly", "who's"}:
        return False
    if items[at].lower in ("left", "set", "lost", "held", "put", "cut", "hit", "read", "shot", "found", "made") and (
        after in PREPOSITIONS and after not in ("a", "to") and items[at].lower in ("held", "made", "found")
    ):
        return False
    return after != "by"


def finite_verbs(items: Sequence[Item]) -> list[int]:
    """Give the indices of the finite verbs of a sentence or clause."""
    return [at for at in range(len(items)) if is_finite(items, at)]
