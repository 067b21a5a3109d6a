"""The gaps of a brief: the questions that a reader asks and the sources do not answer.

Each rule is a function from the sources to a gap or nothing. A rule only speaks where the text raises its question: a
tram line needs no casualty figure. Knows nothing about the other sections.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, islice

from briefer.briefs.brief import Gap, KeyFigure, Reading
from briefer.briefs.material import LONGEST, Material
from briefer.language.facts import Name

MOST = 6
"""Gaps shown."""


def _phrases(*phrases: str) -> re.Pattern[str]:
    """Match whole words; each argument is a stretch of phrases between slashes, and `~` stands for any ending."""
    parts = [part.strip().replace("~", r"\w*") for one in phrases for part in one.split("/")]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


_VIOLENT = _phrases(
    "attack~ / raid / raids / raided / explosion / blast / bomb~ / shooting~ / gunman / gunmen / air ?strike~",
    "shell(?:ed|ing) / clash~ / wildfire / fires? (?:burned|destroyed|broke|swept) / crash~ / collapse / collapsed",
    "earthquake / flood~ / avalanche / landslide / derail~ / storm / hurricane / cyclone / stampede",
)
_HURT = _phrases(
    "kill~ / dead / deaths? / died / dies / injur~ / wounded / casualt~ / unharmed / unhurt / hurt / victims? / fatal~",
    "bod(?:y|ies) (?:was|were)",
)
_HELD = _phrases("arrest~ / detain~ / detention / taken into custody / captured")
_CHARGED = _phrases("charged / charges / accused of / indict~ / suspected of / lawyer / court / pleaded")
_ASSAULT = _phrases("bomb~ / suicide attack / ambush~ / (?:was|were) attacked / gunman / gunmen / blast / explosion")
_CLAIMED = _phrases("claim(?:s|ed) responsibility / responsibility for / blamed / carried out by / by a lone")
_ACCIDENT = _phrases(
    "collapse / collapsed / crash~ / derail~ / caught fire / fire (?:broke|burned|destroyed) / wildfire / outbreak",
    "outage / explosion / blast / leak / leaked / capsized / sank",
)
_CAUSE = _phrases("caused? / causes / because / due to / blamed on / (?:sparked|triggered|started) by")
_CAUSE_OPEN = _phrases(
    r"cause\b[^.]{0,60}\b(?:under investigation|unknown|unclear|not (?:been |yet )?(?:known|determined|established))",
    "not (?:yet )?(?:determined|established|found|known) the cause",
)
_VAGUE = _phrases(
    "(?:several|various|numerous|many|a number of|(?:dozens|scores|hundreds|thousands) of) (?:[a-z-]+ ){0,3}?"
    "(?:people|civilians|soldiers|weapons|ammunition|fighters|homes|houses|families|vehicles|cases|rockets|missiles"
    "|workers|children|members|suspects|arrests|injuries|buildings|villages)",
)


def gaps(materials: Sequence[Material], figures: Sequence[KeyFigure]) -> tuple[Gap, ...]:
    """List the open questions: what sources differ on, then what none answers, those on the event itself first."""
    found = chain((_difference(figure) for figure in figures if figure.disputed), (rule(materials) for rule in RULES))
    return tuple(islice((gap for gap in found if gap), MOST))


def _difference(figure: KeyFigure) -> Gap:
    return Gap("Difference", f"Sources differ on {figure.label}: {', '.join(map(_told_by, figure.readings))}.")


def _told_by(reading: Reading) -> str:
    numbers = sorted({citation.source for citation in reading.citations})
    sources = f"source{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))}"
    return f"{' '.join(f'{reading.qualifier} {reading.number}'.split())} by {sources}"


def _lead(materials: Sequence[Material]) -> str:
    """Return the words that say what the event is: the summaries and the first sentences."""
    first = [sentence.text for material in materials for sentence in material.facts.sentences[:2]]
    return " ".join([*first, *(material.summary.text for material in materials)])


def _prose(materials: Sequence[Material]) -> str:
    return " ".join(sentence.text for material in materials for sentence in material.facts.sentences)


def _paragraphs(materials: Sequence[Material], pattern: re.Pattern[str]) -> str:
    """Return the paragraphs of which a sentence matches."""
    return " ".join(
        paragraph.text for m in materials for paragraph in m.paragraphs.values() if pattern.search(paragraph.text)
    )


def _casualties(materials: Sequence[Material]) -> Gap | None:
    lead = _lead(materials)
    if not _VIOLENT.search(lead) or _HURT.search(lead):
        return None
    event = [s.text for m in materials for s in m.facts.sentences[: max(3, len(m.facts.sentences) // 3)]]
    if any(_HURT.search(text) for text in event):
        return None
    return Gap("Casualties", "No source says whether anybody was killed or hurt in the event.")


def _identity(materials: Sequence[Material]) -> Gap | None:
    lead = _lead(materials)
    held = bool(_HELD.search(lead))
    if not held and not re.search(r"\bkilled|\bdied|\bdead\b", lead, re.IGNORECASE):
        return None
    if any(_is_fate_of(name, material, held=held) for material in materials for name in material.facts.names):
        return None
    fate = "arrested" if held else "killed"
    return Gap("Identity", f"The sources do not name the people who were {fate}.")


def _is_fate_of(name: Name, material: Material, *, held: bool) -> bool:
    """Tell whether a person without an office is named where the text speaks of arrests, or of deaths, unquoted."""
    pattern = _HELD if held else _HURT
    speakers = {statement.sentence for statement in material.facts.statements}
    plain = name.label == "PER" and not name.role and not name.rank
    return plain and any(pattern.search(material.sentence(at).text) and at not in speakers for at in name.sentences)


def _charges(materials: Sequence[Material]) -> Gap | None:
    if not _HELD.search(_lead(materials)) or _CHARGED.search(_paragraphs(materials, _HELD)):
        return None
    return Gap("Charges", "No source says what those arrested are charged with, or gives their side.")


def _quantity(materials: Sequence[Material]) -> Gap | None:
    match = next((m for material in materials for s in material.facts.sentences if (m := _VAGUE.search(s.text))), None)
    return Gap("Quantity", f"The sources give no number for “{match[0]}”.") if match else None


def _responsibility(materials: Sequence[Material]) -> Gap | None:
    if not _ASSAULT.search(_lead(materials)) or _CLAIMED.search(_prose(materials)):
        return None
    return Gap("Responsibility", "No source says who was behind the attack, or whether anybody claimed it.")


def _cause(materials: Sequence[Material]) -> Gap | None:
    prose = _prose(materials)
    if not _ACCIDENT.search(_lead(materials)):
        return None
    if _CAUSE_OPEN.search(prose):
        return Gap("Cause", "The cause has not been established, the sources say.")
    return None if _CAUSE.search(prose) else Gap("Cause", "No source gives a cause.")


def _time(materials: Sequence[Material]) -> Gap | None:
    if any(answer.question == "when" for material in materials for answer in material.facts.answers):
        timed = any(mention.precision == "time" for material in materials for mention in material.facts.dates)
        quick = _VIOLENT.search(_lead(materials)) or _HELD.search(_lead(materials))
        return Gap("Time", "No source gives the time of day.") if quick and not timed else None
    return Gap("Time", "No source says on which day it happened.")


def _place(materials: Sequence[Material]) -> Gap | None:
    if any(material.facts.places for material in materials):
        return None
    return Gap("Place", "No source says where it happened.")


def _sourcing(materials: Sequence[Material]) -> Gap | None:
    publishers = {material.article.source.casefold() or material.article.url for material in materials}
    if len(publishers) > 1:
        return None
    return Gap("Sourcing", "One publisher reports this; no independent source confirms it.")


def _undated(materials: Sequence[Material]) -> Gap | None:
    if all(material.published for material in materials):
        return None
    number = next(material.number for material in materials if not material.published)
    return Gap("Publication", f"Source {number} has no date of publication, so days such as “Sunday” stay as printed.")


def _unrelated(materials: Sequence[Material]) -> Gap | None:
    """Find a source that shares no name with the leading one: the user may have mixed two events."""
    leading = _names(materials[0])
    for material in materials[1:]:
        if not leading & _names(material):
            return Gap("Relation", f"Source {material.number} and source 1 share no name; they may be on two events.")
    return None


def _unread(materials: Sequence[Material]) -> Gap | None:
    for material in materials:
        if len(material.article.text) > LONGEST:
            return Gap("Length", f"Of source {material.number} only the first {LONGEST:,} characters were read.")
    return None


def _names(material: Material) -> set[str]:
    return {text.casefold() for name in material.facts.names for text in (name.text, *name.aliases)}


RULES: tuple[Callable[[Sequence[Material]], Gap | None], ...] = (
    _unread,
    _unrelated,
    _casualties,
    _identity,
    _charges,
    _responsibility,
    _cause,
    _quantity,
    _time,
    _place,
    _undated,
    _sourcing,
)
