"""Lemmas: a table of seen forms first, then regular endings that lead to a known word, then the model's edit script.

Edit scripts say how to turn a word into its dictionary form and are learned as labels.

A script is `case|cut|add`: lower-case the word (`l`) or keep it (`k`), drop `cut` characters at its end, append `add`.
Irregular forms carry the whole lemma: `=go`. (The idea of edit-tree lemmatisation: Chrupala 2006.)
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

# Ending of the form, what takes its place in the lemma.
REGULAR: Mapping[str, tuple[tuple[str, str], ...]] = {
    "VERB": (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("es", "e"),
             ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    "NOUN": (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("men", "man"), ("s", "")),
}  # fmt: skip


class Lemmatizer:
    """Finds lemmas by part of speech; `table` maps part of speech and lower-case form to the lemma."""

    def __init__(self, table: Mapping[str, Mapping[str, str]], known: Collection[str]) -> None:
        self._table, self._known = table, known

    def knowing(self, words: Collection[str]) -> Lemmatizer:
        """The same with further words known to be lemmas."""
        return Lemmatizer(self._table, frozenset(self._known) | {w for w in words if w.isalpha()})

    def lemma(self, word: str, pos: str, rule: str) -> str:
        """The lemma of a word; `rule` is the edit script that the model proposes."""
        if pos == "PROPN":
            return word
        form = word.lower()
        seen = self._table.get(pos, {}).get(form)
        plain = form if pos in REGULAR and form in self._known else None
        return seen or self._regular(form, pos) or plain or apply(rule, word)

    def _regular(self, form: str, pos: str) -> str | None:
        """The lemma a regular ending leads to, where that is a known word; doubled consonants are undone."""
        for ending, instead in REGULAR.get(pos, ()):
            if not form.endswith(ending) or len(form) < len(ending) + 2:
                continue
            stem = form[: -len(ending)] + instead
            if stem in self._known:
                return stem
            doubled = not instead and ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]
            if doubled and stem[:-1] in self._known:
                return stem[:-1]
        return None


def load_lemmatizer(folder: Path) -> Lemmatizer:
    """Read `lemmas.json` of a model folder: {"table": {pos: {form: lemma}}, "known": [lemma …]}."""
    data = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
    return Lemmatizer(data["table"], frozenset(data["known"]))


def script(word: str, lemma: str) -> str:
    """The edit script that turns `word` into `lemma`."""
    case = "k" if lemma[:1] == word[:1] and word[:1] != word[:1].lower() else "l"
    form = word if case == "k" else word.lower()
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    cut = len(form) - common
    if common == 0 or cut > 5:
        return f"={lemma}"
    return f"{case}|{cut}|{lemma[common:]}"


def apply(rule: str, word: str) -> str:
    """The lemma of `word` by an edit script; the lower-cased word where the script cuts more than there is."""
    if rule.startswith("="):
        return rule[1:]
    case, cut, add = rule.split("|", 2)
    form = word if case == "k" else word.lower()
    size = int(cut)
    if size >= len(form):
        return form
    return form[: len(form) - size] + add
