"""Sentences: where the sentences of a paragraph begin and end, offset-true.

Every stop, question mark, colon … that may end a sentence is a candidate; a logistic model over the words and marks
around it decides. Its weights are data (`data/model/sentences.json`), made by `training/sentences.py`. In lists, a
line that begins with a bullet or a number begins a sentence.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.errors import DataError
from tocsin.language.tokens import ABBREVIATIONS
from tocsin.records import Span

WEIGHTS = Path(__file__).parents[1] / "data/model/sentences.json"
Candidate = re.Match[str]
_CANDIDATE = re.compile(
    r"""
      (?P<stop>(?<![.!?…])[.!?…]++|[:;])(?P<close>["'”’»)\]]*+(?:[ ]?\[\d{1,3}\])*)  # a stop, what closes it, [1]
      (?=\s|(?<![:;])["“‘(]?[A-Z])                                                  # a blank or a capital follows
    | \n(?=[ \t]*(?:[-*•–·▪‣◦][ \t]|\(?(?:\d{1,2}|[a-z])[.)][ \t]))                 # the next line has a bullet
    """,
    re.VERBOSE,
)
_AFTER = re.compile(r"""(\s*)(["“‘«'(\[*–—•-]{0,9})[ ]?([\w'’-]{0,40})\S{0,40}\s*([\w'’-]{0,40})""")
TITLES = frozenset(
    """
    mr mrs ms messrs mx dr prof fr rev ven msgr hon gen lt col sgt capt cpt maj cmdr adm brig cpl pvt ssgt sfc det
    insp supt cst sen rep gov pres amb sec atty st ste mt ft rs no nos vs fig jan feb mar apr jun jul aug sep sept oct
    nov dec
    """.split()
)
SPEECH = """
    said says say saying told tells added adds asked asks wrote writes replied replies warned warns insisted
    insists tweeted posted according argued argues noted shouted shouts yelled cried screamed chanted whispered declared
    declares announced promised claimed claims recalled explained explains continued concluded stated exclaimed demanded
    vowed joked answered admitted remarked complained wondered quipped urged pleaded read reads thundered roared
"""
_SPEECH = re.compile(rf"(?:\S{{1,40}} ){{0,4}}?(?:{'|'.join(SPEECH.split())})\b")
_OPENERS = "\"'“‘«([*"
_REACH = 2000  # how far back an open quotation is looked for
_SIZES = (4, 12, 25, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Weights:
    """The splitter's model: a weight for each cue, and words as mostly lower-case (`l`), mixed (`m`) or names (`n`)."""

    cues: dict[str, float]
    cases: dict[str, str]


@cache
def shipped_weights(path: Path = WEIGHTS) -> Weights:
    """The weights in the package. Raises DataError where the file is missing or not what it must be."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        cases = {word: case for case, words in data["cases"].items() for word in words.split()}
        return Weights({str(k): float(v) for k, v in data["cues"].items()}, cases)
    except FileNotFoundError as error:
        raise DataError(f"{path}: the sentence weights are missing; reinstall tocsin") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not the weights of the sentence splitter; run training/sentences.py") from error


def split(text: str, paragraph: Span, *, tokens: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of one paragraph in order, without the blanks around them; together they hold all that is not
    blank. `tokens` are the paragraph's words; no sentence ends inside one.
    """
    weights = shipped_weights()
    start, found = _first(text, paragraph.start, paragraph.end), []
    for match in candidates(text, paragraph, tokens):
        if ends(text, paragraph, start, match, weights):
            found.append(Span(start, _last(text, match.end())))
            start = _first(text, match.end(), paragraph.end)
    if start < paragraph.end:
        found.append(Span(start, _last(text, paragraph.end)))
    return tuple(found)


def candidates(text: str, paragraph: Span, tokens: Sequence[Span]) -> Iterator[Candidate]:
    """Where a sentence of the paragraph may end: stops with what closes after them, and line ends before bullets."""
    starts = [token.start for token in tokens]
    for match in _CANDIDATE.finditer(text, paragraph.start, paragraph.end):
        before = bisect_left(starts, match.end()) - 1
        if before < 0 or tokens[before].end <= match.end():
            yield match


def ends(text: str, paragraph: Span, start: int, match: Candidate, weights: Weights) -> bool:
    """Whether the sentence that begins at `start` ends with the candidate."""
    if match["stop"] is None:
        return match.end() > start
    known = weights.cues
    return sum([known.get(cue, 0.0) for cue in cues(text, paragraph, start, match, weights.cases)]) > 0.0


def cues(text: str, paragraph: Span, start: int, match: Candidate, cases: Mapping[str, str]) -> tuple[str, ...]:
    """What speaks for and against a sentence end: the marks, the words around and their shapes, whether a quotation
    is open, how long the sentence is so far and how much of the paragraph is left.
    """
    stop, close, first, end = match["stop"], match["close"], match.start(), match.end()
    found = _AFTER.match(text, end)
    blank, opening, after, second = found.groups() if found else ("", "", "", "")
    words = text[max(start, first - 40) : first].rsplit(None, 2)
    before = words[-1].lstrip(_OPENERS) if words else ""
    lower, last = after.lower(), before.lower()
    here, there = shape(before), shape(after)
    if last in TITLES:
        here = "t"
    elif f"{last}." in ABBREVIATIONS:
        here = "a"
    following = there + cases.get(lower, "")
    kind = stop if len(stop) == 1 else "…" if stop[-1] in ".…" else "?!"
    marks = f"{kind}{close[:1]}{opening[:1]}{len(blank) > 0:d}"
    quoted = _quoted(text, max(paragraph.start, end - _REACH), end)
    speech = f"{_SPEECH.match(text, end + len(blank)) is not None:d}" if close else ""
    return (
        "",
        f"m{marks}",
        f"M{marks}{following}",
        f"s{kind}{here}{following}",
        f"S{kind}{here}{close[:1]}",
        f"q{quoted}{close[:1]}{opening[:1]}{there}",
        f"Q{kind}{quoted}{following}",
        f"b{kind}{last}",
        f"B{last}_{there}",
        f"e{shape(words[0]) if len(words) > 1 else ''}{here}{following}",
        f"a{kind}{there}{lower}",
        f"c{here}{there}{lower}",
        f"w{second.lower()}",
        f"l{kind}{here}{there}{min(len(before), 5)}",
        f"n{kind}{_size(first - start)}{there}",
        f"r{kind}{_size(paragraph.end - end)}{there}",
        f"v{close[:1]}{there}{speech}",
        f"V{kind}{close[:1]}{speech}",
    )


def shape(word: str) -> str:
    """What a word looks like: l lower case, i an initial, u capitals, c a capital first, p with inner stops,
    d with a figure, x anything else, empty for no word."""
    if not word:
        return ""
    if word.islower():
        return "p" if "." in word else "l"
    if not word[0].isalpha():
        return "d" if word[0].isdigit() else "x"
    if len(word) == 1:
        return "i"
    if "." in word:
        return "p"
    return "u" if word.isupper() else "c"


def _quoted(text: str, start: int, end: int) -> str:
    """1 where a double quotation mark is open at the end of `text[start:end]`, ( where a bracket is, else 0."""
    if text.count('"', start, end) % 2 or text.count("“", start, end) > text.count("”", start, end):
        return "1"
    return "(" if text.count("(", start, end) > text.count(")", start, end) else "0"


def _size(length: int) -> int:
    """The length in steps: 0 for up to four characters, 6 for more than two hundred."""
    return bisect_left(_SIZES, length)


def _first(text: str, start: int, end: int) -> int:
    """Where the first character that is not blank stands, `end` if there is none."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _last(text: str, end: int) -> int:
    """The end without the blanks before it."""
    while text[end - 1].isspace():
        end -= 1
    return end
