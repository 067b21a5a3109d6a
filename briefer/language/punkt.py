"""NLTK's Punkt with the parameters of `models/punkt-news`: does a stop between two words end a sentence?

This module knows about words and stops. It knows nothing about paragraphs, quotes, lists or articles.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from briefer.errors import ModelError
from briefer.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import ModuleType

STRAIGHT: Final = str.maketrans("“”„«»‘’", '"""""\'\'')
"""Punkt knows straight quotes only; curly ones would stick to its words."""
DECISIONS: Final = 65_536
"""How many (word, next word) decisions are remembered: about 10 MB; half of those in a day's news come again."""

_IMPORTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Punkt:
    """A loaded model: the classes of its abbreviations, and Punkt's decision."""

    abbreviations: Mapping[str, frozenset[str]]
    """Words in lower case without their final stop, by class: as in `abbreviations.CURATED`, and `learned`."""
    known: frozenset[str]
    """All of them."""
    breaks: Callable[[str, str], bool]
    """Tell whether a sentence ends between a word with its stop and the next word."""


@cache
def load_punkt(folder: Path | None = None) -> Punkt:
    """Load the bundled model, or the one in a folder, once.

    Raises:
        ModelError: The model is not there, or is damaged.
    """
    path = (folder or bundled("models") / "punkt-news") / "punkt.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        classes = {name: frozenset(words.split()) for name, words in data["abbreviations"].items()}
        known = frozenset[str]().union(*classes.values())
        tokenizer = _tokenizer(data, known)
    except OSError as error:
        raise ModelError("no Punkt model there; reinstall briefer", str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("a damaged Punkt model; reinstall briefer", str(path)) from error

    @lru_cache(DECISIONS)
    def breaks(word: str, following: str) -> bool:
        return bool(tokenizer.text_contains_sentbreak(f"{word} {following}".translate(STRAIGHT)))

    return Punkt(classes, known, breaks)


def _tokenizer(data: Mapping[str, Any], abbreviations: frozenset[str]) -> Any:  # noqa: ANN401 - NLTK has no types
    """Make NLTK's tokenizer from the model's tables."""
    punkt = punkt_module()
    parameters = punkt.PunktParameters()
    parameters.abbrev_types = set(abbreviations)
    parameters.sent_starters = set(data["sentence_starters"].split())
    parameters.collocations = {(first, then) for first, line in data["collocations"].items() for then in line.split()}
    # A Counter, since NLTK's defaultdict would keep every word that is ever looked up.
    parameters.ortho_context = Counter(
        {word: int(flags) for flags, words in data["orthography"].items() for word in words.split()}
    )
    return punkt.PunktSentenceTokenizer(parameters)


def punkt_module() -> ModuleType:
    """Import `nltk.tokenize.punkt` alone: 0.06 s, where importing all of NLTK takes 0.4 s, and 1.2 s beside scipy."""
    with _IMPORTING:
        return sys.modules.get("nltk.tokenize.punkt") or _import_punkt()


def _import_punkt() -> ModuleType:
    """Import Punkt without what its packages import.

    Importing a submodule runs its packages' `__init__` first, and NLTK's imports every tagger and parser. While Punkt
    is imported the two packages stand in `sys.modules` unexecuted; then everything is taken out again, so that a later
    `import nltk`, by anyone, is the ordinary one. Should a release of NLTK not bear this, the ordinary import follows.
    """
    if "nltk" not in sys.modules:
        try:
            for name in ("nltk", "nltk.tokenize"):
                sys.modules[name] = importlib.util.module_from_spec(importlib.util.find_spec(name))  # type: ignore[arg-type]
            return importlib.import_module("nltk.tokenize.punkt")
        except Exception:  # noqa: BLE001, S110 - whatever it is, the ordinary import below decides
            pass
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == "nltk"]:
                del sys.modules[name]
    return importlib.import_module("nltk.tokenize.punkt")
