"""Turn bytes into text: byte order marks, declared encodings, UTF-8, and a guess where none of these helps.

This module knows nothing about where the bytes came from, but names it in its errors.
"""

from __future__ import annotations

import codecs
import re

from briefer.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; the one of UTF-32 begins like the one of UTF-16, so it is tried first."""

KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
)

_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s?=\s?[\"']?\s?([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s?=\s?[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,20})?<(?:!doctype html|html|head|body|article|!--)", re.IGNORECASE
)

_SAMPLE = 60_000
"""How many bytes around the first odd one the guess is made from: more does not change it, and costs seconds."""

_WESTERN = frozenset("’‘“”–—…•£€©®°½¼¾·«»éèêëáàâäãåçñóòôöøúùûüíìîïßÉÀÅÖÜ")
"""What stands in English text besides ASCII. The guess takes such text for Central European, where £ is a letter."""

_BINARY = 0.05
"""The share of control characters from which on bytes are no text: prose has none, a log of a terminal 0.01."""


def decode(body: bytes, where: str, *, content_type: str = "") -> str:
    """Decode a file's or page's bytes.

    Args:
        content_type: the HTTP header, which may name the encoding.

    Raises:
        InputError: the bytes are no text, or in no encoding that can be recognised.
    """
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    _refuse_known_kinds(body, where)
    text = _declared(body, content_type) or _wide(body)
    if text is None:
        text = _utf8(body)
    if text is None:
        text = _guessed(body, where)
    if _is_binary(text):
        raise _no_text("binary data", where)
    return text


def looks_like_html(text: str) -> bool:
    """Say whether a text opens as an HTML page does."""
    return bool(_HTML.match(text, 0, 1000))


def _refuse_known_kinds(body: bytes, where: str) -> None:
    for start, kind in KINDS:
        if body.startswith(start):
            raise _no_text(kind, where)


def _no_text(kind: str, where: str) -> InputError:
    return InputError(f"this is {kind}, not text; save the article as text, Markdown or HTML", where)


def _declared(body: bytes, content_type: str) -> str | None:
    """Decode as the page says it is, where that is true."""
    meta = _META.search(body[:4096])
    header = _HEADER.search(content_type)
    names = [*([header[1]] if header else []), *([meta[1].decode("ascii", "replace")] if meta else [])]
    for name in names:
        try:
            return body.decode("cp1252" if name.casefold() in ("iso-8859-1", "latin1", "latin-1") else name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return None


def _wide(body: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark: every other byte of English is zero."""
    sample = body[:2000]
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if len(sample) > 3 and zeros.count(0) > 0.7 * len(zeros) and sample.count(0) < 0.6 * len(sample):
            return body[: len(body) // 2 * 2].decode(encoding, "replace")
    return None


def _utf8(body: bytes) -> str | None:
    """Decode UTF-8, of which a stray byte or two may be broken, as where a download was cut."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text if sound > 3 * broken else None


def _guessed(body: bytes, where: str) -> str:
    if _is_binary(body[:_SAMPLE].decode("latin-1")):
        raise _no_text("binary data", where)
    western = body.decode("cp1252", "replace")
    if all(character in _WESTERN for character in set(western) if character > "\x7f"):
        return western
    from charset_normalizer import from_bytes

    odd = next((place for place, byte in enumerate(body) if byte > 0x7F), 0)
    best = from_bytes(body[max(0, odd - _SAMPLE // 2) : odd + _SAMPLE // 2]).best()
    if best is None:
        raise InputError("its encoding cannot be recognised; save it as UTF-8", where)
    return body.decode(best.encoding, "replace")


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    control = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1b")
    return "\x00" in sample or control > _BINARY * len(sample)
