"""The statements of a brief: who said what, on the record, unconfirmed or disputed.

Knows nothing about how statements are found in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefer.briefs.brief import Line, Statement
from briefer.briefs.lines import span_line
from briefer.briefs.material import Material
from briefer.briefs.narrative import Passage, kind_of
from briefer.language.facts import Statement as Said

MOST = 8
"""Statements shown."""
_ANONYMOUS = re.compile(
    r"^(?:an?|some|one|several|many|others?) (?!spokes)|\b(?:officials|sources?|authorities|people|residents"
    r"|witness(?:es)?|critics|analysts|experts|observers|reports|locals|activists|diplomats|insiders|media)\b",
    re.IGNORECASE,
)
"""Speakers that nobody could ring up."""
_PRONOUN = re.compile(
    r"(?:I|you|we|it|this|that|they|he|she|who|which|there|some|many|others|\d+)$|(?:my|our|your|his|her|its|their) ",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|refut\w+|disput\w+|contradict\w+"
    r"|(?:reject|dismiss)\w* .{0,60}\b(?:allegation|accusation|claim|charge|report|suggestion|criticism|idea)s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Voice:
    """All that one speaker says in one sentence."""

    material: Material
    parts: tuple[Said, ...]

    @property
    def sentence(self) -> int:
        return self.parts[0].sentence

    def place(self) -> tuple[int, int]:
        return self.material.number, self.parts[0].cue.start

    @property
    def direct(self) -> bool:
        return any(part.direct for part in self.parts)

    @property
    def denies(self) -> bool:
        """Whether an allegation is denied; a motion that is rejected is not disputed."""
        text = self.material.sentence(self.sentence).text
        return any(p.certainty == "denial" for p in self.parts) and bool(_DENIAL.search(text))

    def is_(self, certainty: str) -> bool:
        return any(part.certainty == certainty for part in self.parts)


def statements(materials: Sequence[Material], is_new: Callable[[Passage], bool]) -> tuple[Statement, ...]:
    """Choose the statements to show: one of each speaker, and more of one who is quoted, doubts or denies.

    What is reported plainly, or announces the future, has other sections to stand in.

    Args:
        materials: All sources.
        is_new: Tells whether a sentence says what the brief does not have yet.
    """
    speakers: dict[str, list[_Voice]] = {}
    for material in materials:
        for voice in _voices(material):
            if voice.denies or is_new(Passage(material, voice.sentence)):
                speakers.setdefault(voice.parts[0].speaker.casefold(), []).append(voice)
    chosen: list[tuple[int, _Voice]] = []
    for voices in speakers.values():
        first = next((voice for voice in voices if voice.direct), voices[0])
        more = [v for v in voices if v is not first and (v.direct or v.denies or v.is_("hedged"))]
        chosen += enumerate((first, *more))
    kept = [voice for _, voice in sorted(chosen, key=lambda pair: pair[0])[:MOST]]
    return tuple(_statement(voice) for voice in sorted(kept, key=_Voice.place))


def _voices(material: Material) -> list[_Voice]:
    """Group the statements by sentence and speaker, those aside that announce what is to come."""
    groups: dict[tuple[int, str], list[Said]] = {}
    for said in material.facts.statements:
        if _is_telling(said, material):
            groups.setdefault((said.sentence, said.speaker.casefold()), []).append(said)
    voices = (_Voice(material, tuple(parts)) for parts in groups.values())
    return [v for v in voices if v.direct or kind_of(Passage(material, v.sentence)) != "outlook"]


def _is_telling(said: Said, material: Material) -> bool:
    """Tell whether a statement has a speaker and enough content to be worth a row."""
    words = sum(len(material.article.text[piece.start : piece.end].split()) for piece in said.content)
    known = said.speaker and not _PRONOUN.match(said.speaker)
    listed = material.sentence(said.sentence).text.startswith(("- ", "• ", "* "))
    return bool(known) and not listed and (words >= 3 or said.certainty == "denial")


def _statement(voice: _Voice) -> Statement:
    first = voice.parts[0]
    names = (name for name in voice.material.facts.names if name.text == first.speaker)
    role = next((role for name in names if (role := voice.material.role(name))), "")
    line, told = _said(voice)
    return Statement(first.speaker, role, line, told, voice.direct, _status(voice))


def _status(voice: _Voice) -> str:
    """Say how a statement stands: denied by another or denying it, hedged or by somebody unknown, or on the record."""
    first = voice.parts[0]
    if voice.denies or _is_denied(voice):
        return "disputed"
    anonymous = not first.named and _ANONYMOUS.search(first.speaker)
    return "unconfirmed" if voice.is_("hedged") or anonymous else "known"


def _is_denied(voice: _Voice) -> bool:
    """Tell whether another speaker denies something in the sentence just after, or later in this one."""
    mine = voice.parts[0]
    for other in voice.material.facts.statements:
        near = 0 <= other.sentence - mine.sentence <= 1 and other.cue.start > mine.cue.start
        if near and other.certainty == "denial" and other.speaker != mine.speaker:
            return True
    return False


def _said(voice: _Voice) -> tuple[Line, Line]:
    """Show what is said, without what others say in the same sentence; and the same without the speaker at its head."""
    material, sentence = voice.material, voice.material.sentence(voice.sentence)
    inside = [said for said in material.facts.statements if said.sentence == voice.sentence]
    start, end = sentence.start, sentence.end
    if any(said.speaker.casefold() != voice.parts[0].speaker.casefold() for said in inside):
        spans = [span for part in voice.parts for span in (*part.content, part.cue, part.source or part.cue)]
        start, end = max(start, min(span.start for span in spans)), min(end, max(span.end for span in spans))
    line, first = span_line(material, start, end), voice.parts[0]
    if first.source and first.source.start < first.cue.start:
        before = material.article.text[start : first.source.start]
        if all(word[0].isupper() for word in before.split()):  # nothing but a rank or an office stands before the name
            return line, span_line(material, first.cue.start, end, capital=False)
    return line, line
