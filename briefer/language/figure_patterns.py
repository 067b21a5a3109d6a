"""The patterns beside a number that say what kind of figure it is: qualifier, currency, unit, or no figure at all.

Knows nothing about how numbers are read or what they count. A pattern that looks back ends in `$` and is given a short
piece of text, so that no search is longer than that piece.
"""

from __future__ import annotations

import re

LOOK_BACK = 48
"""Characters before a number that the patterns ending in `$` are given: longer than any of them matches."""

_ESTIMATE = r"(?:no\s|not\s)?(?:more|less|fewer|greater)\sthan"
QUALIFIER = re.compile(
    rf"""(?<![\w’'-])(?:
        (?:well\s|far\s|slightly\s|significantly\s|just\s|a\slittle\s)?(?:over|under|above|below|short\sof|{_ESTIMATE})
      | (?:just\s)?(?:about|around|nearly|almost|roughly|approximately|approx\.|circa|some|close\sto)
      | up\sto(?:\san?)? | upwards?\sof
      | at\s(?:least|most|the\svery\sleast) | as\s(?:many|much|few|little)\sas
      | (?:an?\s)?(?:estimated|average\sof|total\sof|combined|combined\stotal\sof|record|further|additional|extra
          |minimum\sof|maximum\sof|reported|average) | another | only | just | exactly | a\smere | barely
      | more\sthan\san\sestimated | at\sleast\sanother | the\sremaining
    )\s$""",
    re.VERBOSE | re.IGNORECASE,
)
OPEN_END = re.compile(r"\s(?:or\s(?:more|so|fewer|less)|plus)\b(?!\sthan)|\+(?!\w)", re.IGNORECASE)
BETWEEN = re.compile(r"(?<!\w)between\s$", re.IGNORECASE)
RANGING = re.compile(r"(?:rang\w+|var\w+|aged?|ages|anywhere|somewhere)\sfrom\s$", re.IGNORECASE)
FROM = re.compile(r"(?<!\w)from\s$", re.IGNORECASE)

CURRENCY = re.compile(
    r"""(?:(?<![A-Za-z])(?:US|AU|CA|NZ|HK|NT|A|C|S|R)?\$|£|€|¥|₹|₽|₦|₩|₪|₴|₺|₱
        |(?<!\w)(?:Rs\.?|USD|EUR|GBP|JPY|INR|AUD|CAD|CHF|SEK|NOK|DKK|RMB|CNY|RM|Sh|KSh)\s?)$""",
    re.VERBOSE,
)
_MONEY_WORDS = (
    "dollars?|euros?|pounds?(?!\\sof)|yen|yuan|renminbi|rupees?|rupiah|roubles?|rubles?|pesos?|francs?|rand|naira|won|"
    "shillings?|riyals?|rials?|dirhams?|dinars?|lira|liras|shekels?|hryvnias?|kron[ae]r?|cents|pence|crowns?|bitcoins?"
)
MONEY_TAIL = re.compile(
    rf"[-‑\s](?:(?:US|U\.S\.|American|Australian|Canadian|Egyptian|Syrian|Iraqi|Lebanese|Turkish|Indian|Swiss|Hong Kong"
    rf"|Singapore|British)\s)?(?P<unit>{_MONEY_WORDS})\b",
    re.IGNORECASE,
)
SYMBOLS = {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "yen": "¥"}
"""Of a currency's name alone; `Australian dollars` is written out."""

PERCENT = re.compile(r"\s?%|[-‑\s](?:per\s?cent|pct)(?:age)?\b(?![-\s]points?)", re.IGNORECASE)
POINTS = re.compile(r"[-‑\s](?:percentage|basis)[-\s]points?\b", re.IGNORECASE)

DURATIONS = "second minute hour day week fortnight month year decade century night weekend".split()
_MEASURES = """kilometre kilometer km kms metre meter centimetre centimeter cm millimetre millimeter mm mile yard foot
    feet ft inch inche hectare acre ton tonne kilogram kilogramme kilo kg gram gramme pound ounce oz lb litre liter
    gallon barrel bushel m degree knot mph kph kmh megawatt gigawatt kilowatt MW GW kW watt volt megabyte gigabyte
    terabyte calorie nautical cubic square sq""".split()
ABBREVIATIONS = {
    "metre": "m", "meter": "m", "kilometre": "km", "kilometer": "km", "centimetre": "cm", "centimeter": "cm",
    "millimetre": "mm", "millimeter": "mm", "hectare": "ha", "tonne": "t", "kilogram": "kg", "foot": "ft", "feet": "ft",
    "litre": "l", "liter": "l", "megawatt": "MW", "gigawatt": "GW", "kilowatt": "kW",
}  # fmt: skip
DURATION = re.compile(
    rf"[-‑\s]?(?:(?:more|straight|consecutive|full|long|whole)\s)?(?P<unit>(?:{'|'.join(DURATIONS)})s?|centuries)(?!\w)",
    re.IGNORECASE,
)
MEASURE = re.compile(
    rf"[-‑\s]?(?P<unit>(?:square|cubic|nautical|sq)[-.\s]{{1,2}}(?:{'|'.join(_MEASURES)})s?"
    rf"|°\s?[CF]?|(?:{'|'.join(_MEASURES)})s?|(?<=\d)[CF])(?!\w)"
    r"(?:\s(?:Celsius|Fahrenheit|C|F)\b)?",
    re.IGNORECASE,
)
MAGNITUDE = re.compile(r"magnitude(?:[-\s]of)?[-\s]$", re.IGNORECASE)
MAGNITUDE_TAIL = re.compile(r"[-\s]magnitude\b", re.IGNORECASE)

AGE_TAIL = re.compile(r"[-‑\s](?:year|month|week|day)s?[-‑\s](?:old\b|olds\b|of\sage\b)", re.IGNORECASE)
AGE_BEFORE = re.compile(r"(?<!\w)(?:aged?|ages|the\sage\sof|at\sage)\s$", re.IGNORECASE)
NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'.-]{1,30},\s$")
AGE_AFTER = re.compile(r",|\s(?:and|from|of)\s[A-Z]|\.?$")

TIME_TAIL = re.compile(
    r"\s?[ap]\.?m\b|\so['’]clock|\s(?:hours\s)?(?:GMT|UTC|EST|EDT|PST|BST|CET|ET|PT|IST)\b|:\d|[ap]m\b", re.IGNORECASE
)
LABEL = re.compile(
    r"""(?<![\w’'-])(?:type|phase|stage|level|category|cat|page|pages|section|article|chapter|line|route|flight|number|no\.?
        |nos\.?|room|grade|class|act|tier|version|volume|vol\.?|part|item|step|rule|several|few|many|title|model|channel|gate|platform|highway
        |interstate|amendment|resolution|season|episode|week|day|game|round|lot|unit|block|terminal|runway|zone|district
        |ward|precinct|engine|hole|lap|verse|psalm|figure|table|exhibit|case|count|proposition|prop\.?|lane|exit|track
        |group|division|area|top|verses?|under[-\s]?|sunday|week|fig\.?|at\sno|motorway|junction|layer|cop|match|test|world\swar
        |game|set|plan|size|hr|bill|apartment|suite|floor|point|session|quarter|half)\s?$""",
    re.VERBOSE | re.IGNORECASE,
)
SIGN_BEFORE = re.compile(r"[#@\[(/+:–—]$|(?<=\d)[-.,]$|[’']$")
HYPHEN_TAIL = re.compile(r"[-‑][^\W\d_]")
BAD_TAIL = re.compile(r"/\w|[\])]|[-–]\d|\s?[x×]\s?\d|\.\d|[’']s\b", re.IGNORECASE)

TOLL = re.compile(
    r"(?<!\w)(?P<what>(?:confirmed\s)?(?:death\s)?toll|(?:number\sof\s)(?P<of>(?:[a-z-]{2,20}\s){0,2}[a-z]{3,20}s))\b"
    r"[^.;:\d]{0,80}\s(?:to|at|of|exceed\w*|pass\w*|reach\w*|is|was|past)\s$",
    re.IGNORECASE,
)
"""The subject that a bare number is about: `the death toll rose to 48`."""
EMERGENCY = re.compile(r"(?:911|999|112)(?:\s(?:calls?|operators?|dispatchers?))?")

SENTENCED = re.compile(
    r"(?<!\w)(sentenced|jailed|imprisoned|condemned|suspended|banned)(?:\s\w+){0,3}\s(?:to|for)\s$", re.IGNORECASE
)
STREAK = re.compile(
    r"(?<!\w)(?P<rank>(?i:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)|\d{1,3}(?:st|nd|rd|th))"
    r"\s(?P<counts>(?:consecutive|straight|successive)\s[a-z]{2,20})\b",
)  # fmt: skip
RANKS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
VOTE = re.compile(
    r"(?<!\w)(?:vote[ds]?|voting|ballot|margin|passed|approved|rejected|ruled|ruling|majority|tally|decision)\b",
    re.IGNORECASE,
)
RANGE_GAP = re.compile(r"(?:\s?%|\sper\s?cent)?(?:\s?[-‑–—]\s?|\s(?P<word>to|or|and)\s)(?:[$£€¥])?")
RATIO_GAP = re.compile(
    r"\s(?P<word>in|out\sof|of|(?:[a-z]{2,20}\s)?per|[a-z]{2,20}\s(?:in|out\sof))(?:\severy)?\s", re.IGNORECASE
)
"""`one in five`, `nine out of ten`, `one voter in five`."""
