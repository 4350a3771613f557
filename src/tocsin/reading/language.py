"""Which language a text is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = frozenset(
    "the and of to that with from which were been their said this have has by are was is who after would they".split()
)
WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4000
SHORT = 5  # words
ENGLISH_LIKE = frozenset({"pcm", "sco"})  # what terse English headlines are taken for


def is_english(text: str) -> bool:
    """Whether `text` is in English."""
    return language_of(text) == "en"


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of `text`.

    A text full of English function words is English without asking; very short ones are when nearly all ASCII;
    py3langid (half a second to load, once) decides on the others.
    """
    words = WORD.findall(text[:SAMPLE].lower())
    plain = sum(word.isascii() for word in words) >= 0.9 * len(words)
    if plain and (len(words) < SHORT or _surely_english(words)):
        return "en"
    return _identified(text[:SAMPLE])


def _surely_english(words: list[str]) -> bool:
    """At least a fifth are function words of English, of four kinds, "the" among them; no other language does that."""
    known = [word for word in words if word in ENGLISH]
    return "the" in known and len(set(known)) >= 4 and len(known) >= 0.2 * len(words)


def _identified(text: str) -> str:
    code, _ = _identifier().classify(text.encode("utf-8", "replace").decode("utf-8"))
    return "en" if code in ENGLISH_LIKE else str(code)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
