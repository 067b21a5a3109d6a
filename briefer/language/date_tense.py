"""Tell from the verbs around a date whether it lies behind or ahead of the day of publication.

Reads one sentence with a fixed list of verb groups; a grammar is not parsed. `will`, `is expected to`, `is due` and
their like look ahead, past forms look back, and the verb group that governs a date is taken to be the nearest before it
in its clause, or the next one after it where the date opens the clause. Knows nothing about calendars.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["past", "future", ""]

_IRREGULAR = (
    "was were had did began became blew bought broke brought built burnt came caught chose cut drew drove fell fled "
    "flew fought found froze gave got grew heard held hid hit hurt kept knew laid led left lit lost made met paid "
    "put quit ran rang rode rose said sank sat saw sent set shook shot showed shut slid sold sought spent spoke spread "
    "stole stood struck swept swore taught threw told took tore understood wept went won woke wore wrote has have been"
)
_NO_PAST = (
    "need|indeed|feed|seed|speed|proceed|exceed|succeed|hundred|red|bed|shed|bleed|breed|agreed-upon|unprecedented"
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
    r"|(?:begins|starts|opens|meets|convenes|resumes|expires|concludes|takes?\seffect|resume|expire|convene|goes\son|kicks\soff|votes|ahead\sof|upcoming)"
)
_CUE = re.compile(
    rf"(?:(?<!\w)|(?=[’']))(?:(?P<perfect>(?:{_MODAL})\s(?:not\s)?have\s\w+)|(?P<future>{_FUTURE})"
    rf"|(?P<past>(?:{'|'.join(_IRREGULAR.split())})|(?!(?:{_NO_PAST})\b)[a-z]{{2,16}}ed))(?!\w)"
)
_BOUNDARY = re.compile(r"[;:—–]|,\s(?:but|and|while|as|after|before)\s|\sthat\s|[“”]")
_OPENS = re.compile(
    r"(?:^|[,;:—–“]\s?|\s(?:that|and|but|where|when)\s|^)(?:(?:[Oo]n|[Ii]n|[Bb]y|[Ff]rom|[Ll]ate|[Ee]arly)\s)?$"
)
_AHEAD = re.compile(
    r"\b(?:until|till|ahead\sof|no\slater\sthan|starting|beginning|effective|due|deadline\sof|as\searly\sas|as\ssoon\sas)"
    r"(?:\s(?:on|from|in|the))?\s$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:since|as\sof)(?:\s(?:the|early|late|last))?\s$", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|following|since|amid|in\sthe\swake\sof)\s[^,;]{0,60}$|\b(?:announcement|statement|arrests?|attacks?|"
    r"killings?|shootings?|deaths?|decision|ruling|move|speech|comments?|remarks|raids?|strikes?|bombings?|crash|explosion|"
    r"blast|report|interview|incident|verdict|resignation)\s(?:on\s|late\s|early\s)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|ahead\sof|pending|upcoming)\s[^,;]{0,60}$", re.IGNORECASE)
_DIRECTLY = re.compile(r"\s(?:(?:[\w’'-]+\s){0,3}(?:on|from|between)\s)?")
_PLAIN = re.compile(r"will|won|[’']ll|shall|is|are|expected|scheduled|due|set")
_SPEECH = re.compile(r"\b(?:said|says|say|told|added|reported|announced|believes?)\s$")


def direction_of(text: str, start: int, end: int) -> Direction:
    """Whether the verbs of a sentence put the phrase at `[start, end)` behind or ahead; empty: unknown."""
    before = text[max(0, start - 240) : start]
    if _AHEAD.search(before):
        return "future"
    if _BEHIND.search(before):
        return "past"
    opens = bool(_is_subject(before, text[end : end + 2]) or _OPENS.search(before))
    ahead = _first_cue(text[end : end + 240], opens=opens)
    if opens and ahead:
        return ahead
    clause = before[_last_boundary(before) :]
    return _last_cue(clause) or _order(clause) or ahead or _last_cue(before)


def surely_past(text: str, start: int) -> bool:
    """Whether a verb that looks back stands directly before a date: `killed by police on March 3`."""
    before = text[max(0, start - 60) : start]
    cues = list(_CUE.finditer(before))
    return bool(cues and not cues[-1]["future"] and _DIRECTLY.fullmatch(before[cues[-1].end() :]))


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether the phrase says when something was said, not when it happened: `said on Monday`."""
    near = text[max(0, start - 40) : start] + "|" + text[end : end + 24]
    return bool(
        re.search(
            r"\b(?:said|told|announced|tweeted|added|confirmed|statement|reported|says|interview|briefing)\b[^,;|]{0,24}\|"
            r"|\|\s?(?:that|interview|statement)\b",
            near,
        )
    )


def _order(clause: str) -> Direction:
    """Judge a clause without a verb by what it says of the order: `after the president's announcement Friday`."""
    return "past" if _AFTER.search(clause) else "future" if _BEFORE.search(clause) else ""


def _is_subject(before: str, after: str) -> bool:
    """Whether a date owns the noun after it and that noun may be a subject: `said Tuesday's election would`."""
    return after[:2] in {"'s", "’s"} and bool(
        _SPEECH.search(before) or _OPENS.search(before) or before.endswith("that ")
    )


def _first_cue(after: str, *, opens: bool) -> Direction:
    """Judge by the first verb group after a date: `On Monday he vowed to stay` looks back.

    Where the date does not open the clause, only a plain future counts: `the fire on Monday should be seen as ...`.
    """
    found, boundary = _CUE.search(after), _BOUNDARY.search(after)
    if not found or (boundary and boundary.start() < found.start()):
        return ""
    if found["future"] and (
        re.match(r"vowed|pledged|promised|agreed", found[0]) or not (opens or _PLAIN.match(found[0]))
    ):
        return "past" if opens else ""
    return _kind(found)


def _last_cue(before: str) -> Direction:
    cues = [_kind(match) for match in _CUE.finditer(before)]
    return cues[-1] if cues else ""


def _last_boundary(before: str) -> int:
    return max((match.end() for match in _BOUNDARY.finditer(before)), default=0)


def _kind(cue: re.Match[str]) -> Direction:
    return "future" if cue["future"] else "past"
