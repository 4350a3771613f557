"""Lemmas as edit scripts: how to turn a word into its dictionary form, learned as labels.

A script is `case|cut|add`: lower-case the word (`l`) or keep it (`k`), drop `cut` characters at its end, append `add`.
Irregular forms carry the whole lemma: `=go`. (The idea of edit-tree lemmatisation: Chrupala 2006.)
"""

from __future__ import annotations


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
