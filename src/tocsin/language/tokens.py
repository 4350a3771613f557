"""Words: splits text into the syntactic words of Universal Dependencies English, offset-true.

Clitics (`do|n't`, `Kosovo|'s`), hyphens inside words and brackets stand apart; abbreviations, initials, decimal
numbers, times, web addresses and hashtags stay whole, as in the EWT and GUM treebanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.records import Span

ABBREVIATIONS = frozenset(
    """
    mr. mrs. ms. dr. prof. gen. lt. col. sgt. capt. maj. cmdr. adm. brig. sen. rep. gov. pres. hon. rev.
    st. mt. ft. jr. sr. inc. ltd. co. corp. bros. dept. univ. assn. ave. blvd. rd. no. nos. vs. v. etc.
    e.g. i.e. a.m. p.m. u.s. u.k. u.n. u.s.a. d.c. e.u. p.o. ph.d. b.a. m.a. jan. feb. mar. apr. jun.
    jul. aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun. approx.
    est. al. cf. ca. ph. op. vol. pp. p. fig. art. a.k.a. al. messrs. supt. insp. cpl. pvt. amb. hrs.
    min. sec. ibid.
    """.split()
)

_PATTERN = re.compile(
    r"""
      (?:https?://|www\.)\S+?(?=[.,;:!?)\]}"'»”’]*(?:\s|$))       # web addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                # mail addresses
    | [@\#]\w+                                                    # handles and hashtags
    | (?:[A-Za-z]\.){2,}(?![A-Za-z])                              # U.S., a.m., J.R.R.
    | \d+(?:[.,:/]\d+)+                                           # 1,000  3.5  10:30  12/10/2022
    | \d+(?:st|nd|rd|th)\b                                        # 28th
    | \d+(?=[A-Za-z]{1,3}\b)                                      # 5km
    | [^\W\d_]+(?:['’](?!(?:s|d|m|ll|re|ve|t)\b)[^\W\d_]+)+\.?    # O'Brien, Côte d'Ivoire
    | [^\W\d_]+(?:[^\W\d]|\d)*                                    # words, B52
    | \d+
    | \.{2,}|…|-{2,}|–|—
    | ['’](?:s|d|m|ll|re|ve)\b
    | \S
    """,
    re.VERBOSE,
)
_NEGATED = re.compile(r"^(.+)(n['’]t)$", re.IGNORECASE)
_JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "gimme": 3, "lemme": 3}


def tokenize(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """The words of `text` inside `span` (all of it by default), as spans of `text` in order, never overlapping."""
    start, end = (span.start, span.end) if span else (0, len(text))
    return tuple(_split(text, start, end))


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Walk the pattern, joining abbreviations with their stop and parting clitics from their hosts."""
    position = start
    while match := _PATTERN.search(text, position, end):
        first, last = match.span()
        position = last
        word = match.group()
        if text[last : last + 3].lower() in ("'t ", "’t ") or _clitic(text, last, end):
            word, last, position = _with_negation(text, first, last)
        if position < end and text[position] == "." and _keeps_stop(text, first, position, end):
            position = last = position + 1
            word = text[first:last]
        yield from _parts(word, first, last)


def _clitic(text: str, last: int, end: int) -> bool:
    """Whether `'t` follows: the second half of "n't"."""
    return last + 1 < end and text[last] in "'’" and text[last + 1] in "tT" and not text[last + 2 : last + 3].isalpha()


def _with_negation(text: str, first: int, last: int) -> tuple[str, int, int]:
    """Take `'t` into the word: "don" + "'t"."""
    return text[first : last + 2], last + 2, last + 2


def _keeps_stop(text: str, first: int, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to the word that begins at `first`."""
    word = text[first : stop + 1]
    if word.lower() in ABBREVIATIONS:
        return word.lower() != "no." or text[stop + 1 : stop + 3].strip()[:1].isdigit()
    initial = len(word) == 2 and word[0].isupper() and (first == 0 or text[first - 1] in " .(\"“'-\n")
    return initial and word[0] != "I" and stop + 1 < end


def _parts(word: str, first: int, last: int) -> Iterator[Span]:
    """The word itself, or its two halves where it is a contraction."""
    if cut := _cut(word):
        yield Span(first, first + cut)
        yield Span(first + cut, last)
    else:
        yield Span(first, last)


def _cut(word: str) -> int:
    """Where a contraction divides, 0 where it is one word."""
    lower = word.lower()
    if lower in _JOINED:
        return _JOINED[lower]
    match = _NEGATED.match(word)
    return len(match.group(1)) if match else 0
