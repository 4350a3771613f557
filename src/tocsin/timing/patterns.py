"""How the rules write down what they look for: regular expressions in which a kind of word stands in braces.

`{month}` is any month's name; a blank is any white space, `~` white space or none. A group named `x` is the expression
where a pattern also looks at the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tocsin.timing.readings import Reading, Setting
from tocsin.timing.words import KINDS, TimeWords

Read = Callable[[re.Match[str], Setting], Reading | None]
WORD = re.compile(r"[^\W\d_]+|\d")

PARTS = {
    "edge": r"(?:early(?: (?:on|in))?|late(?: (?:on|in))?|earlier(?: (?:on|in))?|later(?: (?:on|in))?|mid|"
    r"(?:the )?(?:very )?(?:beginning|start|end|middle|midst|close|first days|final days|last days|opening days|"
    r"first weeks|final weeks|"
    r"first half|second half|latter half|latter part|early part|first part) of)~-?~",
    "which": r"(?:(?:early |late )?(?:last|this|next|past|previous|coming|current|following|same|that|upcoming|"
    r"preceding|prior))",
    "quantity": r"(?:\d+(?:,\d{3})*(?:\.\d+)?(?:~[-–]~\d+| to \d+| or \d+)?|half(?: an?)?|an? half|"
    r"(?:{number})(?:[- ](?:{number}))?(?: (?:or|to) (?:{number}|more))?(?: and a half)?|{some})",
    "units": r"(?:{unit})",
    "year": r"(?:1[0-9]{3}|20[0-9]{2})",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it is read as. `needs` are kinds of words, plain words or `0` for any digit, of which one must
    occur; where `&` parts them into groups, one of each."""

    pattern: str
    needs: str
    read: Read

    @property
    def name(self) -> str:
        """The rule's name: that of the function that reads the match."""
        return self.read.__name__


@dataclass(frozen=True)
class Compiled:
    """A rule ready to search, and groups of small words, of each of which one must stand in a sentence to try it."""

    rule: Rule
    expression: str
    triggers: tuple[frozenset[str], ...]

    @cached_property
    def search(self) -> re.Pattern[str]:
        """The rule's expression, compiled when a sentence first holds its small words: all at once slow a start."""
        return re.compile(self.expression, re.IGNORECASE)


def compiled(rules: tuple[Rule, ...], words: TimeWords) -> tuple[Compiled, ...]:
    """The rules with the words of the data filled in."""
    named = {kind: words.pattern(kind) for kind in (*KINDS, "vague", "feast", "era")}
    return tuple(Compiled(rule, _expression(rule.pattern, named), _groups(rule, words)) for rule in rules)


def _expression(pattern: str, named: dict[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"(?:{_filled(PARTS[name], named)})" if name in PARTS else f"(?:{named[name]})"

    def _filled(inner: str, named: dict[str, str]) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{named[m.group(1)]})", _blanks(inner))

    return rf"(?<![\w])(?:{re.sub(r'{([a-z]+)}', fill, _blanks(pattern))})(?!\w)"


def _blanks(pattern: str) -> str:
    return pattern.replace("[- ]", r"[-‑–\s]").replace(" ", r"\s+").replace("~", r"\s*")


def _groups(rule: Rule, words: TimeWords) -> tuple[frozenset[str], ...]:
    return tuple(_triggers(group, words) for group in rule.needs.split("&"))


def _triggers(needs: str, words: TimeWords) -> frozenset[str]:
    found: set[str] = set()
    for need in needs.split():
        if need in words.of:
            found |= {name.split()[0].split("-")[0] for name in words.of[need]}
        elif need in ("vague", "feast", "era"):
            names = {"vague": words.vague, "feast": words.feasts, "era": words.eras}[need]
            found |= {max(WORD.findall(name), key=len) for name in names}  # "the" would choose every sentence
        else:
            found.add(need)
    return frozenset(found)


def tokens_of(text: str) -> frozenset[str]:
    """The small words of a sentence by which rules are chosen; any digit stands as "0"."""
    words = {"0" if w.isdigit() else w for w in WORD.findall(text.lower())}
    return frozenset(words | {w[:-1] for w in words if w.endswith("s")})
