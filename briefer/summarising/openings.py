"""Whether a sentence can open a summary: connectives that may go, and pronouns that need what they stand for.

This module knows nothing about choosing or compressing; it judges the first words of a text.
"""

from __future__ import annotations

import re

_COMMA_CONNECTIVES = (
    "however|meanwhile|also|instead|still|moreover|furthermore|additionally|in addition|besides|therefore|thus|hence"
    "|consequently|accordingly|as a result|for example|for instance|in fact|indeed|of course|after all|in turn"
    "|by contrast|in contrast|on the other hand|similarly|likewise|nevertheless|nonetheless|even so|that said|then"
    "|and yet|anyway|again|in other words|at the same time|above all|more importantly|to be sure|in the meantime"
    "|ultimately|finally|in short|plus|yet|so|and|but|now|afterwards|later|to that end|on top of that|even then"
)
_CONNECTIVE = re.compile(rf"[\"“‘'(]?(?:(?:but|and),? (?:{_COMMA_CONNECTIVES})|{_COMMA_CONNECTIVES}),\s+(?=\w)", re.IGNORECASE)
_CONJUNCTION = re.compile(r"(?:but|and|yet|meanwhile|however)\s+(?!for\b|if\b|then\b|still\b|yet\b|so\b)(?=\w)", re.IGNORECASE)
_SO = re.compile(r"so\s+(?=(?:the|he|she|they|it|we|i)\s)", re.IGNORECASE)

_PERSON = re.compile(r"(?:he|she|his|her|him|hers|himself|herself)\b(?!-)", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:they|their|them|theirs|those(?! who\b| with\b| of\b)|these|both(?! \w+ and)|neither|either|the (?:two|three|four|five|pair|duo|trio|group)\b(?! of\b)"
    r"|others|another|each|all of (?:them|these|those)|(?:some|many|most|several|none|one|two|three) of (?:them|these|those)"
    r"|among (?:them|these|those)|the other|the others|others|few|none|some|many|most|all|several) "
    r"|(?:they|these|those|both|others|some|many)['’,]",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?:it|its|itself|this(?! (?:week|year|month|morning|afternoon|evening|weekend|summer|winter|spring|autumn|fall|season)\b)"
    r"|that(?! \w+ (?:is|was) )|such|the (?:latter|former(?= (?:is|was|said|has|had))|same)|in (?:it|this|that|these|those|doing so|response|return)"
    r"|nor|neither|so|also|too|then|instead|thereafter|here|like that|why|which|who|whose|as such|for (?:that|this)|at (?:that|this) (?:point|time)"
    r"|by (?:then|that|doing)|after (?:that|this)|before (?:that|this)|since then|until then|because of (?:that|this)|with (?:that|this)|"
    r"to (?:that|this)|on (?:that|this)|of (?:those|these|them)|from there|not so|the (?:next|following|previous) day|a day (?:later|earlier)|(?:\w+ ){0,2}(?:minutes|hours|days|weeks|months|years) (?:later|earlier|after that)|prior to (?:that|this))\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"it(?: is|['’]s| was| remains| became| has been| will be| would be| may be| could be| is not| was not| isn['’]t| wasn['’]t| seems| appears)"
    r"(?: not| also| still| now| \w+ly)* (?:clear|unclear|possible|impossible|unknown|hard|difficult|easy|time|rare|common|important"
    r"|necessary|illegal|legal|hoped|too early|(?:likely|unlikely|known|expected|believed|understood|thought|estimated|reported"
    r"|alleged)(?! to\b))\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"the (?:move|decision|incident|ruling|announcement|news|comments?|remarks?|statement|report|latest|change|changes|results?|findings?|man|woman|men|women|boy|girl"
    r"|suspects?|victims?|couple|teenager|child|children|officers?|former|proposal|measure|bill|plan|deal|case|attack|arrests?|operation|letter|post|tweet|video|sentiment"
    r"|question|problem|issue|answer|idea|reason|process|figures?|numbers?|trend|approach|call|vote|meeting|talks|two sides) "
    r"|\w+(?: [A-Z][\w.]+){0,2} also ",
    re.IGNORECASE,
)
_LEAD_WORDS = (
    r"in|on|at|by|for|from|with|after|before|while|as|since|when|although|though|despite|during|following|even if|if|last"
    r"|next|earlier|later|over|under|until|once|because|throughout|within|unlike|according to|\w+ly|\w{3,}ing|\w+ed"
)
_LEAD = re.compile(
    rf"(?:{_LEAD_WORDS})\b(?-i:[^A-Z,]*), (?=(?:he|she|his|her|they|their|it|its|this|those|these|both|the two)\b)",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:(?:perhaps|maybe|even|now|today|yesterday|then|more|most|once|again|still|soon|here|\w+ly) ){1,3}"
    r"(?=(?:he|she|his|her|they|their|it|its|this|those|these|both)\b)",
    re.IGNORECASE,
)
_EARLY = re.compile(
    rf"(?:{_LEAD_WORDS})"
    r"(?: (?-i:[a-z]\S*|\d+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Sept|Nov|Dec)ember|October)){0,7}? (?:he|she|his|her)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b(?!\.)|\b[Yy]our?\b")
_LOOSE = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)


def connective_end(text: str) -> int:
    """Find where a text may begin once its opening connective is struck out; 0 where there is none to strike."""
    for pattern in (_CONNECTIVE, _CONJUNCTION, _SO):
        match = pattern.match(text)
        if match and text[0] not in "\"“‘'(":
            return match.end()
    return 0


def needs(text: str, *, first: bool = False) -> str:
    """Say what kind of antecedent an opening stands for: `person`, `plural`, `thing`, or nothing.

    Args:
        text: A clause, from its first word, its connective struck out.
        first: The sentence is the article's first, so that an `it` can only point ahead (`It was a quiet night`).
    """
    text = text.lstrip("\"“‘'([ ")
    if _PERSON.match(text):
        return "person"
    if _PLURAL.match(text):
        return "plural"
    if _EXPLETIVE.match(text) or (first and re.match(r"(?:it|this|that)['’ ]", text, re.IGNORECASE)):
        return ""
    lead = _LEAD.match(text) or _ADVERBS.match(text)
    if lead:  # `In a statement, he said`: nobody is named before the pronoun
        return needs(text[lead.end() :])
    early = _EARLY.match(text)
    if early and not re.search(r", (?:\w+ ){0,3}[A-Z]", text[early.end() :]):  # not `In his speech, Smith said`
        return "person"
    return "thing" if _THING.match(text) else ""


def points_back(text: str) -> bool:
    """Tell a definite opening that leans on what came before (`The move`, `The suspect`) but reads on its own."""
    return bool(_EVENT.match(text))


def has_speaker(text: str) -> bool:
    """Tell whether a writer or reader speaks or is spoken to (`we`, `you`) in a text without its quotations."""
    return bool(_SPEAKER.search(text))


def loose_pronoun(text: str) -> int:
    """Find the first `he` or `she` of any case form; -1 where there is none."""
    match = _LOOSE.search(text)
    return match.start() if match else -1
