"""The words that a brief must choose with care: likelihood, confidence, modals, relative days, opinion, acronyms.

Knows words and nothing about briefs or rules. Every pattern is linear in the length of the text.

Source: ICD 203, Analytic Standards (2015), D.6.e(2): the two rows of likelihood terms and the levels of confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LIKELIHOOD: Final = (
    ("almost no chance", "remote chance"),
    ("very unlikely", "highly improbable"),
    ("unlikely", "improbable"),
    ("roughly even chance", "roughly even odds"),
    ("likely", "probable"),
    ("very likely", "highly probable"),
    ("almost certain", "nearly certain"),
)
"""ICD 203's terms, from 1-5 % (first) to 95-99 % (last), with the synonym of the other row beside each."""

_CHANCE = "(?:chances?|possibility|likelihood|prospects?)"
_TERMS = re.compile(
    rf"""\b(?:
      (?P<r0_0>almost\ no\ chance) | (?P<r1_0>remote\ {_CHANCE} | {_CHANCE}\ (?:is|are|was|were|remains?)\ remote)
    | (?P<r0_1>(?:very|highly)\ unlikely) | (?P<r1_1>(?:very|highly)\ improbabl[ey])
    | (?P<r0_2>unlikely) | (?P<r1_2>improbabl[ey])
    | (?P<r0_3>even\ chances?) | (?P<r1_3>even\ odds)
    | (?P<r0_5>(?:very|highly)\ likely) | (?P<r1_5>(?:very|highly)\ probabl[ey])
    | (?P<r0_4>likely) | (?P<r1_4>probabl[ey](?!\ cause))
    | (?P<r0_6>almost\ certain(?:ly)?) | (?P<r1_6>nearly\ certain(?:ly)?)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A likelihood term of ICD 203 in a text."""

    start: int
    text: str
    row: int
    """0 (`likely`) or 1 (`probable`)."""
    level: int
    """0 (almost no chance) to 6 (almost certain)."""


def find_likelihood(text: str) -> Iterator[Likelihood]:
    """Find the likelihood terms of a text, in order."""
    for match in _TERMS.finditer(text):
        row, level = (match.lastgroup or "")[1:].split("_")
        yield Likelihood(match.start(), match.group(), int(row), int(level))


_LEVEL = "(?:low|moderate|medium|high)"
CONFIDENCE: Final = re.compile(
    rf"\b(?:{_LEVEL}(?:[- ]to[- ]{_LEVEL})?[- ](?:level of )?confidence|confidence(?: \w+){{0,4}}(?: is|:) {_LEVEL})\b",
    re.IGNORECASE,
)
"""A level of confidence in a judgement."""

CHANCE: Final = re.compile(r"\b(?:likelihood|probability|chances?|odds)\b", re.IGNORECASE)
"""A noun that speaks of likelihood."""

PERCENT: Final = re.compile(r"\b\d{1,3}(?:[-–]\d{1,3})?(?: ?%| per ?cent\b)")
"""A percentage: in a judgement it says how likely something is."""

MODAL: Final = re.compile(
    r"(?<!\bthe )(?<!\btheir )(?<!\bits )(?<!\bmilitary )(?<!\bfull )(?<!\beconomic )(?<!\bpolitical )(?<!\bnaval )"
    r"\b(?:may(?: or may not)?|might|could(?! not\b))(?! of\b)\b"
)
"""`may`, `might`, `could` as a judgement: not the month, nor military might, nor what somebody could not do."""

WHETHER: Final = re.compile(r"\b(?:whether|if|so that|in case|lest)\b", re.IGNORECASE)
"""What makes a modal no judgement where it stands before it: a question or a condition."""

ATTRIBUTION: Final = re.compile(
    r"\b(?:according to|in the words of|sa(?:y|ys|id|ying)|t(?:ells?|old)|announc(?:es?|ed)|stat(?:es|ed)"
    r"|report(?:s|ed)|warn(?:s|ed)|add(?:s|ed) that|claim(?:s|ed)|insist(?:s|ed)|den(?:y|ies|ied)|argu(?:es?|ed)"
    r"|call(?:s|ed)|describ(?:es?|ed)|accus(?:es?|ed)|confirm(?:s|ed)|pledg(?:es?|ed)|promis(?:es?|ed)|vow(?:s|ed)"
    r"|allege[sd]?|condemn(?:s|ed)|critici[sz](?:es?|ed)|prais(?:es?|ed)|not(?:es|ed) that"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )"
    r"(?:estimat(?:es?|ed)|predict(?:s|ed)|believ(?:es?|ed)|fear(?:s|ed)|suggest(?:s|ed)|expect(?:s|ed)|forecasts?))\b",
    re.IGNORECASE,
)
"""What marks words as somebody's own, also in the passive (`is alleged`), but `is expected` has nobody who expects."""

JUDGEMENT: Final = re.compile(
    r"\b(?:we|(?:this|the) (?:desk|brief|cell|team|author|analyst)s?|it is)"
    r" (?:(?:also|still|therefore|now) )?"
    r"(?:assess(?:ed|es)?|judged?|judges|estimated?|estimates|expect(?:s|ed)?|believed?|believes)\b"
    r"|\b(?:in our (?:view|judg(?:e)?ment|assessment)|our (?:assessment|judg(?:e)?ment) is|assessment:|comment:)",
    re.IGNORECASE,
)
"""What says that the writer judges: `We assess that ...`."""

WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
RELATIVE_DAY: Final = re.compile(
    r"\b(?:(?<!\bUSA )(?<!\bRussia )[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening)"
    r"|[Ll]ast night|(?<!\bevery )(?<!\bEvery )(?<!\beach )(?<!Black )(?<!Good )(?<!Bloody )(?<!Palm )(?<!Ash )"
    r"(?<!Easter )(?<!Cyber )(?<!Super )(?<!Boxing )(?<!Holy )(?<!Maundy )(?<!Shrove )"
    rf"{WEEKDAY}(?!s| [A-Z][a-z]+s\b))\b"
    r"(?! Programme| programme)"
)
"""A day that only the day of writing makes plain; not a feast, a paper (`Sunday Times`) or a habit (`every Sunday`)."""

MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY: Final = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d(?:T[\d:.]+)?|\b\d{{6}}[A-Z] (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) \d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?(?:[-–]\d{{1,2}})? {MONTH}(?:,? \d{{4}}\b)?"
    rf"|\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:[-–]\d{{1,2}})?(?:,? \d{{4}}\b)?"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b"
)
"""A day by its date: `12 May`, `May 12, 2025`, `2025-05-12`, `120640Z MAY 25`, `12/05/2025`."""

TIME: Final = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?"
    r"|\b\d{1,2} ?[ap]\.?m\b\.?|\b\d{4}Z?\b(?= hours)"
    rf"|\b{MONTH},? (?:19|20)\d\d\b|(?<![\d,.$£€])\b(?:19|20)\d\ds?\b(?![,.]?\d| %)"
)
"""A time of day, a month or a year."""

FIGURE: Final = re.compile(
    r"(?<![\w¶])[$£€]?\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|(?:m|b|tr)illions?)\b",
    re.IGNORECASE,
)
"""A number, in digits or words; dates and times are to be taken out before."""

OPINION: Final = re.compile(
    r"\b(?:abhorrent|admirable|amazing|appalling|atrocious|barbaric|blatant|brazen|brutal|callous|cowardly|courageous"
    r"|cynical|deplorable|despicable|disgraceful|disgusting|dreadful|evil|gruesome|heinous|heroic|horrendous|horrible"
    r"|horrific|horrifying|infamous|inhuman|laughable|ludicrous|merciless|notorious|outrageous|pathetic|reckless"
    r"|remarkable|repugnant|ruthless|savage|senseless|shameful|shameless|shocking|sickening|so-called|stunning|terrible"
    r"|tragic|treacherous|unacceptable|unbelievable|vicious|vile|wicked|wonderful)(?:(?:al)?ly)?\b",
    re.IGNORECASE,
)
"""Words that judge instead of telling. Those with a plain use (`massive`, `severe`, `devastating`) are not here."""

KNOWN_ACRONYMS: Final = frozenset(
    """US USA UK UN EU UAE NATO ISIS ISIL BBC CNN NBC CBS ABC FBI CIA NASA UNICEF UNESCO AIDS HIV DNA RNA COVID OPEC
    FIFA UEFA GOP GMT UTC BST CET EST EDT PST PDT AD BC AM PM TV PC ID CEO GDP VAT PDF URL HTML CCTV GPS SMS SUV USB DC
    LA NY NYC PKK KGB IRA IMF IKEA AP AFP DPA TASS WHO WTO MP MPS PR IT AI OK SOS VIP UFO NHS HQ FAQ TLP DTG BLUF SALUTE
    KM MM CM KG MW GW KW MPH NE NW SE SW""".split()
)
"""Acronyms that need no expansion: states and bodies that news never spells out, time zones, units, points of the
compass, agencies, and a brief's own furniture."""

ACRONYM: Final = re.compile(r"(?<![\w.@/&-])[A-Z]{2,8}(?=s?\b)(?![\w-]*[a-z]{2}|[.@/&-]\w)")
"""A word in capitals, two to eight letters."""

ROMAN: Final = re.compile(r"[IVX]{1,5}|[MDCLXVI]{6,}")

OPENING: Final = re.compile(
    r"(?:But|And|Or|Nor|Yet|However|Meanwhile|Moreover|Furthermore|Nevertheless|Therefore|Instead|Also)\b"
    r"|(?:He|She|They|His|Her|Their|Its|The (?:latter|former|two|pair|trio)"
    r"(?= (?:said|is|was|are|were|has|had|have|will|also|then)\b))\b"
    r"|It(?![’']s| (?:is|was|isn|wasn|remains|remained|has been|will|would|may|could|seems|appears|takes|took)\b)\b"
    r"|(?:This|That|These|Those)(?= (?:is|was|are|were|has|had|have|will|would|means|comes|came|follows|followed)\b)"
)
"""Opening words that lean on a sentence before."""

PLACEHOLDER: Final = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME|XXX+)\b|\blorem ipsum\b|\{\{[^{}\n]{0,80}\}{0,2}|\{%[^{}\n]{0,80}\}?|\?{3,}"
    r"|\[(?:insert|add|fill in|citation needed|your|name|date|number|place|source|title|tbc)\b[^\]\n]{0,60}\]"
    r"|<(?:insert|add|name|date|number|place|source|title)\b[^>\n]{0,60}>",
    re.IGNORECASE,
)
"""What a writer leaves to be filled in."""

HANDLING: Final = re.compile(
    r"\bTLP[: ] ?(?P<tlp>RED|AMBER ?\+ ?STRICT|AMBER|GREEN|CLEAR|WHITE)\b"
    r"|\b(?P<other>UNCLASSIFIED|FOR OFFICIAL USE ONLY|OFFICIAL(?:[- ]SENSITIVE)?|RESTRICTED|CONFIDENTIAL"
    r"|(?:TOP )?SECRET)\b"
)
"""A handling line: the Traffic Light Protocol 2.0, or a government's marking."""
