"""Whether a sentence can open a summary: connectives that may go, and pronouns that need what they stand for.

This module knows nothing about choosing or compressing; it judges the first words of a text.
"""

from __future__ import annotations

import re

_QUOTES = "\"“‘'"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


# Connectives that may be struck out where they open a text: with a comma, bare, and `so` before a subject.
_WITH_COMMA = (
    "however|meanwhile|also|instead|still|moreover|furthermore|additionally|in addition|besides|therefore|thus|hence"
    "|consequently|accordingly|as a result|for example|for instance|in fact|indeed|of course|after all|in turn"
    "|by contrast|in contrast|on the other hand|similarly|likewise|nevertheless|nonetheless|even so|that said|then"
    "|and yet|anyway|again|in other words|at the same time|above all|more importantly|to be sure|in the meantime"
    "|ultimately|finally|in short|plus|yet|so|and|but|now|afterwards|later|to that end|on top of that|even then"
)
_CONNECTIVES = (
    _pattern(rf"(?:(?:but|and),? (?:{_WITH_COMMA})|{_WITH_COMMA}),\s+(?=\w)"),
    _pattern(r"(?:but|and|yet|meanwhile|however)\s+(?!(?:for|then|still|yet|so)\b)(?=\w)"),
    _pattern(r"so\s+(?=(?:the|he|she|they|it|we|i)\s)"),
)

_PERSON = _pattern(r"(?:he|she|his|her|him|hers|himself|herself)\b(?!-)")
_THEM = "(?:them|these|those)"
_PLURAL = _pattern(
    r"(?:they|their|them|theirs|these|those(?! (?:who|with|of)\b)|both(?! \w+ and\b)|neither|either|each",
    r"|others?|another|the others?|the (?:two|three|four|five|pair|duo|trio|group)\b(?! of\b)",
    r"|(?:none|few|some|many|most|several|all)(?= (?:said|say|have|had|were|are|will|would|could|also|even|now)\b)",
    rf"|(?:all|some|many|most|several|none|one|two|three) of {_THEM}|among {_THEM})(?:['’,]|\s)",
)
_BACK = "(?:this|that|these|those|them|then|it)"
_SPANS = "(?:minutes|hours|days|weeks|months|years)"
_TIMES = "(?:week|year|month|morning|afternoon|evening|weekend|summer|winter|spring|autumn|fall|season)"
_THING = _pattern(
    r"(?:but|and|or|nor|yet",
    rf"|it|its|itself|this(?! {_TIMES}\b)|that(?! \w+ (?:is|was) )|such|neither|so|also|too|then|instead|here",
    r"|thereafter",
    r"|why|which|who|whose|as such|not so|like that|from there|in (?:doing so|response|return)",
    r"|the (?:latter|former(?= (?:is|was|said|has|had))|same)|the (?:next|following|previous) day",
    r"|a day (?:later|earlier)",
    r"|the (?:first|second|third|last|final|other)(?= (?:is|was|are|were|would|will|has|had)\b)",
    rf"|(?:in|for|at|by|after|before|since|until|because of|with|to|on|of|prior to) {_BACK}(?! (?:{_TIMES}|\w+,))",
    rf"|(?:\w+ ){{0,2}}{_SPANS} (?:later|earlier|after that))\b",
)

# `It` that stands for nothing: `It is unclear whether`, `It was reported that`; not `It is expected to`.
_EXPLETIVE = _pattern(
    r"it(?: is|['’]s| was| remains| became| has been| will be| would be| may be| could be| seems| appears",
    r"| isn['’]t| wasn['’]t)",
    r"(?: not| also| still| now| \w+ly)* ",
    r"(?:(?:clear|unclear|possible|impossible|unknown|hard|difficult|easy|time|rare|common|important|necessary|illegal",
    r"|legal|hoped|too early)\b",
    r"|(?:likely|unlikely|known|expected|believed|understood|thought|estimated|reported|alleged)\b(?! to\b))",
)

# A pronoun further in, where nothing before it can be what it stands for: `In a statement, he said`.
_SUBJECT = r"(?:he|she|his|her|they|their|it|its|this|those|these|both|the two)\b"
_LEAD_WORDS = (
    r"(?:in|on|at|by|for|from|with|after|before|while|as|since|when|although|though|despite|during|following|even if|if"
    r"|last|next|earlier|later|over|under|until|once|because|throughout|within|unlike|according to|\w+ly|\w{3,}ing"
    r"|\w+ed)\b"
)
_DATE = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October"
)
_LEAD = _pattern(rf"{_LEAD_WORDS}(?-i:(?:[^A-Z,]|{_DATE})*), (?={_SUBJECT})")
_ADVERBS = _pattern(
    r"(?:(?:perhaps|maybe|even|now|today|yesterday|then|more|most|once|again|still|soon|here|\w+ly) ){1,3}",
    f"(?={_SUBJECT})",
)
_EARLY = _pattern(rf"{_LEAD_WORDS}(?: (?-i:[a-z]\S*|\d+|{_DATE})){{0,7}}? (?:he|she|his|her)\b")
_NAMED_SUBJECT = re.compile(r", (?:\w+ ){0,3}[A-Z]")

_LEANING = _pattern(
    r"the (?:move|decision|incident|ruling|announcement|news|comments?|remarks?|statement|report|latest|changes?",
    r"|results?|findings?|man|woman|men|women|boy|girl|suspects?|victims?|couple|teenager|child|children|officers?|former",
    r"|proposal|measure|bill|plan|deal|case|attack|arrests?|operation|letter|post|tweet|video|sentiment|question|problem",
    r"|issue|answer|idea|reason|process|figures?|numbers?|trend|approach|call|vote|meeting|talks|two sides) ",
    r"|\w+(?: [A-Z][\w.]+){0,2} (?:also|added) ",
)
_SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b(?!\.)|\b[Yy]our?\b")
_HE_OR_SHE = _pattern(r"\b(?:he|she|him|his|her)\b")


def connective_end(text: str) -> int:
    """Find where a text may begin once its opening connective is struck out; 0 where there is none to strike."""
    return next((match.end() for pattern in _CONNECTIVES if (match := pattern.match(text))), 0)


def needs(text: str, *, first: bool = False) -> str:
    """Say what kind of antecedent an opening stands for: `person`, `plural`, `thing`, or nothing.

    Args:
        text: A sentence from its first word, its connective struck out.
        first: The sentence is the article's first, so that an `it` can only point ahead (`It was a quiet night`).
    """
    text = text.lstrip(_QUOTES + "([ ")
    if _PERSON.match(text):
        return "person"
    if _PLURAL.match(text):
        return "plural"
    if _EXPLETIVE.match(text) or (first and re.match(r"(?:it|this|that)['’ ]", text, re.IGNORECASE)):
        return ""
    lead = _LEAD.match(text) or _ADVERBS.match(text)
    if lead:
        return needs(text[lead.end() :])
    early = _EARLY.match(text)
    if early and not _NAMED_SUBJECT.search(text, early.end()):  # not `In his speech, Smith said`
        return "person"
    return "thing" if _THING.match(text) else ""


def leans(text: str) -> bool:
    """Tell an opening that points back but reads on its own: `The move`, `The suspect`, `Smith also`."""
    return bool(_LEANING.match(text))


def has_speaker(text: str) -> bool:
    """Tell whether a writer or reader speaks or is spoken to (`we`, `you`) in a text without its quotations."""
    return bool(_SPEAKER.search(text))


def he_or_she(text: str) -> int:
    """Find the first `he` or `she` in any form; -1 where there is none."""
    match = _HE_OR_SHE.search(text)
    return match.start() if match else -1
