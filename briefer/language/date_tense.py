"""Tell from the verbs around a date whether it lies behind or ahead of the day of publication.

Reads one sentence with a fixed list of verb groups; a grammar is not parsed. `will`, `is expected to`, `is due` and
their like look ahead, past forms look back, and the verb group that governs a date is taken to be the nearest before it
in its clause, or the next one after it where the date opens the clause. Knows nothing about calendars.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from briefer.types import Span

Direction = Literal["past", "future", ""]

_IRREGULAR = (
    "was were had did began became blew bought broke brought built burnt came caught chose cut drew drove fell fled "
    "flew fought found froze gave got grew heard held hid hit hurt kept knew laid led left lit lost made met paid "
    "put quit ran rang rode rose said sank sat saw sent set shook shot showed shut slid sold sought spent spoke spread "
    "stole stood struck swept swore taught threw told took tore understood wept went won woke wore wrote has have been"
)
_NO_PAST = (
    r"need|indeed|feed|seed|speed|proceed|exceed|succeed|hundred|red|bed|shed|bleed|breed|armed|limited|proposed|"
    r"closed\sdoors|unprecedented"
)
_MODAL = r"will|shall|would|may|might|could|can|cannot|should|must|[’']ll|(?:wo|would|ca|could|should)n[’']t"
_INTENDS = (
    r"(?:going|expect(?:s|ed)?|set|slated|poised|likely|unlikely|ready|plans?|planning|hopes?|hoping|intends?|aims?|wants?|"
    r"vow(?:s|ed)|pledge[sd]|promise[sd]|agree[sd]|prepar(?:es|ing)|scheduled|about|(?:is|are|was|were|be|been)\sdue|has|have)\sto"
)
_BETWEEN = r"(?:\s(?:not|also|only|then|now|soon|be|being|\w{2,12}ly))"
_FUTURE = (
    rf"(?:{_MODAL}|{_INTENDS}|(?:is|are)\sto){_BETWEEN}{{0,3}}(?:\s\w+)?"
    r"|(?:due|expected|scheduled|planned|slated|set(?=\sfor\b))(?:\s(?:on|in|by|for|at|next|later|early|late|this|around|before))?"
    r"|(?:is|are|[’']re)\s\w{2,16}ing"
    r"|(?:begins|starts|opens|meets|convenes?|resumes?|expires?|concludes|takes?\seffect|goes\son|steps\sdown|returns|kicks\soff|votes|"
    r"ahead\sof|upcoming)"
)
_CUE = re.compile(
    rf"(?:(?<!\w)|(?=[’']))(?:(?P<perfect>(?:{_MODAL})\s(?:not\s)?have\s\w+)|(?P<future>{_FUTURE})"
    rf"|(?P<past>(?:{'|'.join(_IRREGULAR.split())})|(?!(?:{_NO_PAST})\b)[a-z]{{2,16}}ed))(?!\w)"
)
_BOUNDARY = re.compile(r"[;:—–]|,\s(?:but|and|while|as|after|before)\s|\sthat\s|[“”]")
_OPENS = re.compile(
    r"(?:^|[,;:—–“]\s?|\s(?:that|and|but|where|when)\s)(?:(?:[Oo]n|[Ii]n|[Bb]y|[Ff]rom|[Ll]ate|[Ee]arly)\s)?$"
)
_AHEAD = re.compile(
    r"\b(?:until|till|ahead\sof|entering|(?:heading|going)\sinto|no\slater\sthan|come|effective|due|"
    r"deadline\sof|as\searly\sas|as\ssoon\sas)"
    r"(?:\s(?:on|from|in|the))?\s$",
    re.IGNORECASE,
)
_STARTING = re.compile(r"\b(?:[Ss]tarting|[Bb]eginning)(?:\s(?:on|from|in))?\s$")
_BEHIND = re.compile(r"\b(?:[Ss]ince|[Ff]ollowing|[Ii]n\sthe\swake\sof|After)(?:\s(?:the|early|late|last))?\s$")
_AFTER = re.compile(
    r"\b(?:after|following|since|amid|in\sthe\swake\sof)\s[^,;]{0,60}$|\b(?:announcement|statement|arrests?|attacks?|"
    r"killings?|shootings?|deaths?|decision|ruling|move|speech|comments?|remarks|raids?|strikes?|bombings?|crash|explosion|"
    r"blast|report|interview|incident|verdict|resignation)\s(?:on\s|late\s|early\s)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?<!shortly\s)(?<!just\s)before|ahead\sof|pending|upcoming|looming)\s(?![0-9])[^,;]{0,60}$", re.IGNORECASE
)
_DIRECTLY = re.compile(r"\s(?:(?:[\w’'-]+\s){0,3}(?:on|from|between)\s)?")
_PLAIN = re.compile(r"will|won|[’']ll|shall|is|are|expected|scheduled|due|set")
_VOWED = re.compile(r"vowed|pledged|promised|agreed")
_SPEECH = re.compile(r"\b(?:said|says|say|told|added|reported|announced|believes?|that)\s$")
PLANNED = (
    r"(?:[\w-]+\s){0,2}(?:elections?|votes?|referendum|deadline|hearing|trial|summit|primary|primaries|ballot|polls?|"
    r"inauguration|convention|run-?off|launch|opening|expiry|release|premiere|caucus(?:es)?|sentencing|meeting)\b"
)
"""What has its day long before: `the Nov. 3 election`."""
_OWNS = re.compile(r"['’]s\s")
_OWNS_PLAN = re.compile(rf"['’]s\s{PLANNED}")
_TOLD = re.compile(
    r"\b(?:said|told|announced|tweeted|added|confirmed|statement|reported|says|interview|briefing)\b[^,;]{0,24}$"
)
_TELLING = re.compile(r"\s?(?:that|interview|statement)\b")
_REACH = 240
"""Characters before and after a date within which a verb can govern it."""
_NEAR = 48
"""Characters before a date within which a preposition or a verb stands directly before it."""
_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verb groups of a sentence and the bounds of its clauses, found once for all its dates."""

    text: str
    cues: tuple[re.Match[str], ...]
    bounds: tuple[Span, ...]

    def last_before(self, start: int, since: int) -> Direction:
        """Which way the last verb group before a date looks."""
        at = bisect_left(self.cues, start, key=re.Match.start) - 1
        return _way(self.cues[at]) if at >= 0 and self.cues[at].start() >= since else ""

    def first_after(self, end: int, *, opens: bool) -> Direction:
        """Which way the first verb group after a date looks: `On Monday he vowed to stay` looks back.

        Where the date does not open the clause, only a plain future counts: `the fire on Monday should be seen as ...`.
        """
        at = bisect_left(self.cues, end, key=re.Match.start)
        bound = bisect_left(self.bounds, end, key=_start)
        if at == len(self.cues) or self.cues[at].start() > end + _REACH:
            return ""
        cue = self.cues[at]
        if bound < len(self.bounds) and self.bounds[bound].start < cue.start():
            return ""
        if cue["future"] and (_VOWED.match(cue[0]) or not (opens or _PLAIN.match(cue[0]))):
            return "past" if opens else ""
        return _way(cue)

    def clause(self, start: int) -> int:
        """Where the clause opens in which a date stands."""
        at = bisect_right(self.bounds, start, key=_end) - 1
        return max(self.bounds[at].end if at >= 0 else 0, start - _REACH)


def read_verbs(text: str) -> Verbs:
    """Find the verb groups and the clauses of a sentence."""
    bounds = tuple(Span(match.start(), match.end()) for match in _BOUNDARY.finditer(text))
    return Verbs(text, tuple(_CUE.finditer(text)), bounds)


def direction_of(verbs: Verbs, start: int, end: int) -> Direction:
    """Whether the verbs of a sentence put the phrase at `[start, end)` behind or ahead; empty: unknown."""
    text, near = verbs.text, max(0, start - _NEAR)
    if _AHEAD.search(text, near, start):
        return "future"
    if _BEHIND.search(text, near, start):
        return "past"
    starts = _STARTING.search(text, near, start)
    opens = bool(starts or _OPENS.search(text, near, start) or _is_subject(text, start, end))
    ahead = verbs.first_after(end, opens=opens)
    if ahead and (opens or _CUE.match(text, end + 1)):
        return ahead
    if starts:
        return "future"
    clause = verbs.clause(start)
    return (
        verbs.last_before(start, clause)
        or _order(text, clause, start, ahead)
        or verbs.last_before(start, start - _REACH)
    )


def surely_past(verbs: Verbs, start: int, end: int) -> bool:
    """Whether a verb that looks back plainly governs a date: `killed by police on May 3`, `On May 3 police killed`."""
    near = max(0, start - _NEAR)
    if _BEHIND.search(verbs.text, near, start):
        return True
    if _OPENS.search(verbs.text, near, start) and verbs.first_after(end, opens=True) == "past":
        return True
    at = bisect_left(verbs.cues, start, key=re.Match.start) - 1
    if at < 0 or verbs.cues[at]["future"] or verbs.cues[at].end() < near:
        return False
    return bool(_DIRECTLY.fullmatch(verbs.text, verbs.cues[at].end(), start))


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether a date says when something was said, not when it happened: `said on Monday`."""
    return bool(_TOLD.search(text, max(0, start - _NEAR), start) or _TELLING.match(text, end))


def _order(text: str, clause: int, start: int, ahead: Direction) -> Direction:
    """Judge where no verb stands before: by what comes after what (`after the announcement Friday`), or by `ahead`."""
    near = max(clause, start - 80)
    if _AFTER.search(text, near, start):
        return "past"
    return ahead or ("future" if _BEFORE.search(text, near, start) else "")


def _is_subject(text: str, start: int, end: int) -> bool:
    """Whether a date owns the noun after it and a verb after that tells of it: `said Tuesday's poll would`."""
    owns = _OWNS.match(text, end) and _SPEECH.search(text, max(0, start - _NEAR), start)
    return bool(owns or _OWNS_PLAN.match(text, end))


def _way(cue: re.Match[str]) -> Direction:
    return "future" if cue["future"] else "past"
