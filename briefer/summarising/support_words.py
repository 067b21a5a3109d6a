"""A text as the support check reads it: words with their stems, numbers, capitals and quotation marks.

Reads news as agencies print it and as benchmarks mangle it (lower-cased, `- lrb -`, `three - way`). Knows nothing about
sources and summaries; offsets count characters of the text that was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from briefer.language.numerals import find_numerals

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?|\d+(?:[.,:]\d+)*|[^\W_]+")
_TOKENISED: Final = re.compile(r"-\s?[lr][rscq]b\s?-", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,6}")
_NEGATED: Final = re.compile(r"(?:n['’]t|^cannot)$")
_NUMBER: Final = re.compile(r"\d")

LITTLE: Final = frozenset(
    """a an the and or but nor so yet if then than as at by for from in into of off on onto out over to up with within
    without about above after again against all also am among amid an any are around be became because been before
    being below between both can could did do does doing down during each either else even ever every few further had
    has have having he her here hers herself him himself his how however i is it its itself just last later like made
    make many may me might more most much must my myself near new next no not now o once one only other others our ours
    out own per rather same she should since some still such take than that their theirs them themselves there these
    they this those though through thus till too toward towards two under until upon us very via was we were what when
    where whether which while who whom whose why will would you your yours yesterday today say says said saying tell
    told s t mr mrs ms miss dr sir first get got go goes going come came put set re ve d ll m
    lrb rrb lsb rsb nearly almost roughly approximately""".split()
)
"""Words that need no support of their own."""
NEGATIONS: Final = frozenset(
    """not no never none nobody nothing nowhere neither nor without cannot deny denied denies denying refuse refused
    refuses fail failed fails unable lack lacks lacked hardly barely""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    start: int
    end: int
    lower: str
    stem: str
    number: float | None
    """What it states, alone or as part of a longer number."""
    capital: bool
    """Whether it opens on a capital letter."""
    content: bool
    """Whether it needs support: no function word."""
    negation: bool


def read_words(text: str) -> tuple[Word, ...]:
    """Read the words of a text, ascending and disjoint."""
    plain = _TOKENISED.sub(lambda match: " " * len(match[0]), text)
    plain = _ABBREVIATED.sub(lambda match: match[0].replace(".", "").ljust(len(match[0])), plain)
    numerals = list(find_numerals(plain))
    words: list[Word] = []
    at = 0
    for match in _WORD.finditer(plain):
        while at < len(numerals) and numerals[at].end <= match.start():
            at += 1
        inside = at < len(numerals) and numerals[at].start <= match.start()
        words.append(_word(match, numerals[at].value if inside else None))
    return tuple(words)


def _word(match: re.Match[str], value: float | None) -> Word:
    lower = match[0].lower().replace("’", "'")
    if value is None and _NUMBER.match(lower):
        value = _digits(lower)
    little = lower in LITTLE
    return Word(
        start=match.start(),
        end=match.end(),
        lower=lower,
        stem=stem(lower),
        number=None if lower in ("a", "an") else value,
        capital=match[0][0].isupper(),
        content=not little and (len(lower) > 1 or lower.isdigit()),
        negation=lower in NEGATIONS or _NEGATED.search(lower) is not None,
    )


def _digits(text: str) -> float | None:
    digits = re.match(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    return float(digits[0].replace(",", "")) if digits else None


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Cut the inflection and the commonest endings off a lower-case word.

    Source: Porter 1980, as NLTK extends it; irregular forms come from a list of our own.
    """
    return _stemmer().stem(IRREGULAR.get(word, word)) if word.isalpha() and len(word) < 40 else word


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202 - NLTK has no types
    from nltk.stem.porter import PorterStemmer

    return PorterStemmer()


_FORMS: Final = """
    be:am,is,are,was,were,been,being have:has,had,having do:does,did,done,doing go:goes,went,gone say:says,said
    tell:told take:took,taken make:made give:gave,given get:got,gotten see:saw,seen come:came become:became
    begin:began,begun win:won lose:lost leave:left hold:held find:found keep:kept bring:brought buy:bought
    fight:fought seek:sought teach:taught think:thought catch:caught sell:sold pay:paid meet:met lead:led feed:fed
    flee:fled build:built send:sent spend:spent lend:lent bend:bent strike:struck,stricken shoot:shot sit:sat
    stand:stood understand:understood rise:rose,risen arise:arose fall:fell,fallen break:broke,broken
    choose:chose,chosen speak:spoke,spoken steal:stole,stolen freeze:froze,frozen drive:drove,driven
    write:wrote,written ride:rode,ridden know:knew,known grow:grew,grown throw:threw,thrown blow:blew,blown
    fly:flew,flown draw:drew,drawn show:shown swim:swam,swum run:ran sing:sang,sung
    ring:rang,rung sink:sank,sunk drink:drank,drunk hear:heard feel:felt
    mean:meant deal:dealt burn:burnt sleep:slept sweep:swept die:died,dying,dead,death
    kill:killed,killing lie:lay,lain lying:lie bite:bit,bitten hide:hid,hidden beat:beaten eat:ate,eaten
    forget:forgot,forgotten forgive:forgave,forgiven wear:wore,worn tear:tore,torn swear:swore,sworn bear:bore,borne
    bind:bound grind:ground wind:wound shake:shook,shaken hang:hung dig:dug stick:stuck spin:spun overcome:overcame
    withdraw:withdrew,withdrawn overthrow:overthrew,overthrown undergo:underwent man:men woman:women child:children
    person:people foot:feet tooth:teeth wife:wives life:lives knife:knives leaf:leaves thief:thieves
    half:halves loss:losses analysis:analyses crisis:crises decide:decision choose:choice succeed:success
    arrive:arrival depart:departure grow:growth weigh:weight high:height strong:strength long:length
    injure:injury,injured,injuries bomb:bombing attack:attacker,attacked defend:defence,defense
"""
IRREGULAR: Final = {
    form: lemma for entry in _FORMS.split() for lemma, _, forms in [entry.partition(":")] for form in forms.split(",")
}
"""Forms that no cutting of endings brings together."""
