"""Does a stop end its sentence? A table of rules; what none of them decides, NLTK's Punkt does.

This module knows a stop and the words around it. It knows nothing about lines, lists or articles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.language.punkt import Punkt

STOP: Final = re.compile(
    r"(?P<stop>[.!?…]++(?:[ \xa0][.!?…]++(?=[\s\"'”’»)\]]|\Z))*+)"  # spaced ones too: . . .
    r"(?P<close>[\"'”’»)\]}]*+(?:[ \xa0]?[”»“](?=\s|\Z))?+(?:[ \xa0]?\[(?:\d{1,3}|citation needed)\])*+)"
    r"(?P<gap>\s*+)(?P<next>(?:[«“(\[][ \xa0])?\S{0,40})"
)
"""A stop, what still belongs to its sentence, and what follows. Possessive throughout: linear on any text."""
REACH: Final = 60
"""How many characters before a stop are looked at: bounds the cost on a text that is one long word."""
QUOTE_REACH: Final = 4_000
"""How many characters before a glued stop are searched for an open quote: longer than almost any paragraph."""

OPENERS: Final = "\"'“‘«([{ \xa0"
QUOTES: Final = "\"'”’»"
DASHES: Final = re.compile(r"[—–/]")
LETTERS: Final = re.compile(r"[^\W\d_]+")
BARE: Final = re.compile(r"[^\s\"“”«»()\[\]{},;:!?…—–]+")
INITIALS: Final = re.compile(r"(?:[A-Z]\.)*[A-Z]")
DASH: Final = re.compile(r"[–—-]+\s*(?P<lower>[a-z])?")
NUMERAL: Final = re.compile(r"[#$£€]?\d|[IVXLC]{2,}\b")
ENUMERATOR: Final = re.compile(r"(?:[•‣◦▪●■◆⁃]\s*)?\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
GLUED: Final = re.compile(r"(?:[A-Z][a-z]+|[A-Z]{2,}|[AI])(?=[\s’',;:!?)-]|\Z|[.](?![a-z]))")
HOST: Final = re.compile(r"[@/\\]|www\.")
ENDINGS: Final = frozenset("com org net gov edu co uk tv me us info js pdf html jpg png".split())
SPEAKS: Final = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|al|bin|de|van|von|der) ){1,4}"
    r"(?:said|says|asked|asks|wrote|added|tweeted|replied|shouted|recalled|joked)\b"
    r"(?! (?:that|the|he|she|it|they|there|his|her|a|an)\b)"
)

STARTERS: Final = frozenset(
    """the a an he she it they we you i this that these those there here his her its their our my your but and or nor so
    yet if when while as at in on for from by with after before since until although though because however what who why
    how where which whose some many most both each such not now then also still meanwhile even once according one two
    last earlier later another other others under during despite among between about no nobody nothing all several few
    more is are was were do does did has have had can could would should please let asked only unlike instead""".split()
)
"""Words that open sentences and no name: after `U.S.`, `Inc.` or an initial they tell of a new sentence."""
CAPITAL_STARTERS: Final = frozenset(("THE", "HE", "SHE", "IT", "THEY", "WE", "BUT", "THIS"))
"""The surest of them, for text all in capitals."""
TIMES: Final = frozenset(
    """et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst cet utc eastern central mountain pacific greenwich local
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""What goes on after `p.m.` with a capital."""
LETTERED: Final = frozenset(
    """plan vitamin hepatitis group title exhibit schedule class type grade gen generation malcolm part section
    model""".split()
)
"""What a single letter ends, not a name's beginning: `Plan B.`"""
SHOUTED_NAMES: Final = frozenset(("Yahoo", "Jeopardy", "E"))


class Stop:
    """A stop in a text and its surroundings, as the rules read them."""

    __slots__ = (
        *("text", "sentence", "match"),
        *("before", "token", "word", "stop", "close", "gap", "opener", "following"),
        *("end", "resumes"),
    )

    def __init__(self, text: str, paragraph: int, sentence: int, match: re.Match[str]) -> None:
        """Args: `paragraph` and `sentence` are where those that the stop stands in have begun."""
        self.text, self.sentence, self.match = text, sentence, match
        self.stop, self.close, self.gap, following = match.groups()
        self.following: str = following.lstrip(OPENERS)
        self.opener: str = following[: len(following) - len(self.following)]
        self.end, self.resumes = match.end("close"), match.start("next")
        if not self.gap and self.close.startswith('"'):
            self._share_quote(paragraph)
        self.before = text[max(sentence, match.start() - REACH) : match.start()]
        self.token: str = self.before.rsplit(None, 1)[-1] if self.before and not self.before[-1].isspace() else ""
        self.word: str = DASHES.split(self.token)[-1].lstrip(OPENERS)

    def _share_quote(self, paragraph: int) -> None:
        """Give a straight quote between glued sentences to the one it belongs to: `told us."We` or `now."In`."""
        stop = self.match.start()
        opened = self.text.count('"', max(paragraph, stop - QUOTE_REACH), stop) % 2
        self.end = self.resumes = self.match.end("stop") + opened

    @property
    def type(self) -> str:
        """The word before the stop as Punkt knows it: lower case, and of a compound the last part: `D-Calif`."""
        return self.word.lower().rpartition("-")[2]


def ends_sentence(stop: Stop, punkt: Punkt) -> bool:
    """Decide whether a stop ends its sentence: by the first rule that knows, else by Punkt."""
    for rule in RULES:
        decision = rule(stop, punkt)
        if decision is not None:
            return decision
    # Punkt gets two bare words: of `U.S. Military."` it would see the break at the end.
    following = BARE.match(stop.following)
    return punkt.breaks(stop.word + ".", following[0].rstrip(".") if following else stop.opener + stop.following)


def _glued(stop: Stop, _: Punkt) -> bool | None:
    """`said.The` may end one; `example.com`, `3.5`, `U.S.` within themselves do not."""
    if stop.gap:
        return None
    left = stop.word[-2:]
    safe = (
        (left.isdigit() or left.islower() or left.endswith(("%", ")")) or (left and stop.close))
        and (glued := GLUED.match(stop.following))
        and not HOST.search(stop.token)
        and glued[0].lower() not in ENDINGS
    )
    return None if safe else False


def _goes_on(stop: Stop, _: Punkt) -> bool | None:
    """`"Stop!" she said`; `Yahoo! in`; `etc., and`; `R. & D.`; `the I.V. that`; `"No." - Orwell`; `ill. - and`."""
    first = stop.following[:1]
    dash = DASH.match(stop.text, stop.resumes)
    if first in {",", ";", ":", "&"} or (dash and (stop.close or dash["lower"])):
        return False
    weak = not stop.close and stop.stop == "." and "." not in stop.word
    return False if first.islower() and stop.gap and not weak else None


def _asks(stop: Stop, _: Punkt) -> bool | None:
    """`"Is it?" Mr Smith asked` is one sentence."""
    quoted = stop.close[:1] in QUOTES and stop.stop[-1] in "?!" and stop.close
    return False if quoted and SPEAKS.match(stop.text, stop.resumes) else None


def _numbers(stop: Stop, _: Punkt) -> bool | None:
    """`1. The first`: a number is no sentence."""
    if stop.stop != "." or stop.match.start() - stop.sentence > 8:
        return None
    return False if ENUMERATOR.fullmatch(stop.text, stop.sentence, stop.match.start()) else None


def _ellipsis(stop: Stop, _: Punkt) -> bool | None:
    """`way... The` ends one; `is ... I` is a pause; `[...]` is a gap."""
    dots = stop.stop.count(".") + 3 * stop.stop.count("…")
    if dots < 3:
        return None
    omitted = stop.before[-1:] in {"[", "("} and stop.close[:1] in {"]", ")"}
    paused = dots == 3 and not stop.word and not stop.close
    return not (omitted or paused)


def _shout(stop: Stop, _: Punkt) -> bool | None:
    """`Hello?! Is`; but `Yahoo! News`."""
    if stop.stop == ".":
        return None
    named = stop.word in SHOUTED_NAMES and stop.stop == "!" and not stop.close
    return _starts(stop) if named else True


def _title(stop: Stop, punkt: Punkt) -> bool | None:
    """`Gen. Ahmed`; `St. Paul`, but `on St. The`."""
    if not _is(stop, punkt, "title"):
        return True if _is(stop, punkt, "place") and _starts(stop) else (False if _is(stop, punkt, "place") else None)
    return False


def _number(stop: Stop, punkt: Punkt) -> bool | None:
    """`Dec. 13`, `No. 5`; but `No. The`."""
    if not _is(stop, punkt, "number") or stop.following[:1].islower():
        return None
    return not NUMERAL.match(stop.following) and stop.opener[:1] not in {"(", "["}


def _clock(stop: Stop, punkt: Punkt) -> bool | None:
    """`at 5 p.m. Eastern`, `7 a.m. on`; but `p.m. Police said`."""
    if not _is(stop, punkt, "clock"):
        return None
    word = LETTERS.match(stop.following)
    return stop.following[:1].isupper() and not (word and word[0].lower() in TIMES)


def _ordinary(stop: Stop, punkt: Punkt) -> bool | None:
    """`He was ill. Then`: only `Ill.` is Illinois."""
    return True if _is(stop, punkt, "state") and stop.word.islower() and not stop.following[:1].islower() else None


def _initial(stop: Stop, punkt: Punkt) -> bool | None:
    """`J. K. Rowling`; but `you and I. Did`, `Plan B. Then`."""
    letters = INITIALS.fullmatch(stop.word) and stop.following[:1].isupper()
    learned = len(stop.word) <= 3 and stop.type in punkt.abbreviations["learned"]
    if not letters or (_known(stop, punkt) and not learned):
        return None
    previous = stop.before.split()[-2:-1]
    if previous and (previous[0].lower() in LETTERED or (stop.word == "I" and previous[0] in {"and", "War"})):
        return True
    return _starts(stop)


def _abbreviation(stop: Stop, punkt: Punkt) -> bool | None:
    """`in the U.S. The`; `of Waco, Tex. "Nobody`; but `U.S. President`, `U.S. (CNN)`, `N.H. - Sen.`, `INC. CHIEF`."""
    if not _known(stop, punkt):
        return None
    if stop.opener[:1] in {"(", "["} or DASH.match(stop.following):
        return False
    if _starts(stop) or (stop.opener and _is(stop, punkt, "state")):
        return True
    word = LETTERS.match(stop.following)
    return False if word and len(word[0]) > 1 and word[0].isupper() else None


def _starts(stop: Stop) -> bool:
    """Tell whether what follows is a word that begins sentences, with its capital."""
    word = LETTERS.match(stop.following)
    if word is None or not word[0][0].isupper():
        return False
    return word[0] in CAPITAL_STARTERS or (word[0].lower() in STARTERS and (word[0][1:].islower() or len(word[0]) == 1))


def _is(stop: Stop, punkt: Punkt, name: str) -> bool:
    """Tell whether the word before the stop is in a class of abbreviations."""
    return stop.type in punkt.abbreviations[name] and _known(stop, punkt)


def _known(stop: Stop, punkt: Punkt) -> bool:
    """Tell whether the word before the stop is an abbreviation; single letters only in lower case, else initials."""
    return stop.type in punkt.known and (len(stop.word) > 1 or stop.word.islower())


RULES: Final[tuple[Callable[[Stop, Punkt], bool | None], ...]] = (
    _glued,
    _goes_on,
    _asks,
    _numbers,
    _ellipsis,
    _shout,
    _title,
    _number,
    _clock,
    _ordinary,
    _initial,
    _abbreviation,
)
"""In the order they are asked; each docstring shows what its rule is for."""
