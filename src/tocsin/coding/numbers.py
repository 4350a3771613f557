"""Numbers in running text: figures, words, ranges and vague numbers, with the bounds that stand before or behind them.

"at least 1,200", "a hundred and fifty", "1.5 million", "20 to 30", "tens of thousands", "up to forty", "50 or more".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)$|^(?:first|second|third)$")
_DASHES = ("-", "–", "‑")
ARTICLES = frozenset({"a", "an", "the"})
_BEFORE, _BEHIND = frozenset("$€£¥#:/."), frozenset("%:/°")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What the words of `counts.yml` stand for. A bare plural is two of its unit at least, and `few` words too leave
    the highest number open.
    """

    units: Mapping[str, int]  # one … ninety
    multipliers: Mapping[str, int]  # hundred, dozen, million, and k, m, bn behind a figure
    plurals: Mapping[str, int]  # the unit of: tens, dozens, hundreds
    few: Mapping[str, int]  # several, a few
    sets: Mapping[str, int]  # a couple, both
    at_least: tuple[tuple[str, ...], ...]
    at_most: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    or_more: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its place: characters `start` to `end` with its bounds, from `number` on without them."""

    low: int
    high: int | None
    start: int
    number: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A number that ends before piece `after`; `plain` where no multiplier stands in it."""

    low: int
    high: int | None
    after: int
    plain: bool = False


def amounts(text: str, words: NumberWords) -> tuple[Amount, ...]:
    """The numbers of a text in order; sums of money, ordinals, hours, shares and decimals are none."""
    pieces = [_Piece(m.group().lower(), *m.span()) for m in _WORD.finditer(text)]
    return tuple(_found(pieces, words))


def _found(pieces: list[_Piece], words: NumberWords) -> Iterator[Amount]:
    place, begins = 0, {*words.units, *words.multipliers, *words.plurals, *words.few, *words.sets, *ARTICLES, "half"}
    while place < len(pieces):
        begun = pieces[place].text in begins or pieces[place].text[0].isdecimal()
        value = _range(pieces, place, words) if begun else None
        if value is None or not _alone(pieces, place, value.after):
            place = value.after if value else place + 1
            continue
        yield _bounded(pieces, place, value, words)
        place = value.after


def _alone(pieces: list[_Piece], first: int, after: int) -> bool:
    """Whether nothing joins the number to something else: "$5", "M23", "F-16", "12:30", "40%", "twenty-third"."""
    before, behind = pieces[first - 1] if first else None, pieces[after] if after < len(pieces) else None
    if before and before.end == pieces[first].start:
        figure = pieces[first].text[0].isdecimal()
        if before.text in _BEFORE or before.text.isalpha() or (before.text in _DASHES and figure):
            return False
    if behind is None:
        return True
    glued = behind.start == pieces[after - 1].end
    last = after + 1 == len(pieces)
    if glued and ((behind.text in _BEHIND and not last) or _ORDINAL.search(behind.text)):
        return False
    hyphened = behind.text in _DASHES and not last and _ORDINAL.search(pieces[after + 1].text)
    return not hyphened and behind.text not in ("%", "percent")


def _bounded(pieces: list[_Piece], first: int, value: _Value, words: NumberWords) -> Amount:
    """The number with the words before it ("at least", "some") and behind it ("or more")."""
    low, high, after = value.low, value.high, value.after
    start = first
    while (bound := _bound(pieces, start, words))[0]:
        start -= bound[0]
        low = 0 if bound[1] == "at_most" else low
        high = None if bound[1] == "at_least" else high
    more = next((len(m) for m in words.or_more if _texts(pieces, after, after + len(m)) == m), 0)
    if more:
        high, after = None, after + more
    return Amount(low, high, pieces[start].start, pieces[first].start, pieces[after - 1].end)


def _bound(pieces: list[_Piece], before: int, words: NumberWords) -> tuple[int, str]:
    """How many pieces the longest bound takes that ends before a place, 0 for none, and the list it stands in."""
    lists = {"at_least": words.at_least, "at_most": words.at_most, "about": words.about}
    return max((_ends(pieces, before, phrases), name) for name, phrases in lists.items())


def _ends(pieces: list[_Piece], before: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many pieces the longest of the phrases takes that ends before a place, 0 for none."""
    fits = (len(p) for p in phrases if len(p) <= before and _texts(pieces, before - len(p), before) == p)
    return max(fits, default=0)


def _texts(pieces: list[_Piece], first: int, after: int) -> tuple[str, ...]:
    return tuple(p.text for p in pieces[first:after])


def _range(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """A number, or two that are the ends of a range: "20-30", "two to three hundred", "between 15 and 20"."""
    one = _single(pieces, place, words)
    if one is None or one.high is None or one.after + 1 >= len(pieces):
        return one
    before = pieces[place - 1].text if place else ""
    joint, glued = pieces[one.after].text, pieces[one.after].start == pieces[one.after - 1].end
    joins = joint == "or" or (joint == "to" and before != "from") or (joint == "and" and before == "between")
    if not joins and not (joint in _DASHES and glued):
        return one
    other = _single(pieces, one.after + 1, words)
    if other is None or other.high is None:
        return one
    low = _scaled(one, other)
    return _Value(low, other.high, other.after) if low < other.high else one


def _scaled(one: _Value, other: _Value) -> int:
    """The lower end of a range, in the unit of the upper where it names none: "two to three hundred"."""
    assert other.high is not None
    if one.plain and not other.plain:
        for unit in (1_000_000, 1000, 100, 12):
            if other.high % unit == 0 and other.high >= unit:
                return one.low * unit if one.low * unit < other.high else one.low
    return one.low


def _single(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """One number: a figure, number words, or a vague one."""
    if place >= len(pieces):
        return None
    return (
        _figure(pieces, place, words)
        or _half(pieces, place, words)
        or _plural(pieces, place, words)
        or _few(pieces, place, words)
        or _spelled(pieces, place, words)
    )


def _figure(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """Figures, with the multipliers behind them: "2,300", "1.5 million", "20k"."""
    text = pieces[place].text
    if not text[0].isdecimal():
        return None
    whole = text.replace(",", "").replace(".", "") if _GROUPED.fullmatch(text) else text.replace(",", "")
    after, factor = place + 1, 1
    while after < len(pieces) and (unit := _unit(pieces[after].text, words)):
        factor, after = factor * unit, after + 1
    if whole.count(".") > 1 or len(whole) > 12:
        return None
    value = round(float(whole) * factor)
    return _Value(value, value, after, plain=factor == 1) if factor > 1 or "." not in whole else None


def _half(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """Parts of a round number: "half a million", "half a dozen", "a quarter of a million"."""
    for part, phrase in ((2, ("half", "a")), (4, ("a", "quarter", "of", "a"))):
        after = place + len(phrase)
        if _texts(pieces, place, after) == phrase and after < len(pieces):
            whole = words.multipliers.get(pieces[after].text)
            return _Value(whole // part, whole // part, after + 1) if whole else None
    return None


def _unit(text: str, words: NumberWords) -> int:
    """What a multiplier stands for, one or many ("three hundreds"); 0 for any other word."""
    return words.multipliers.get(text) or words.plurals.get(text) or 0


def _plural(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """ "dozens", "hundreds", "tens of thousands"."""
    unit = words.plurals.get(pieces[place].text)
    if unit is None:
        return None
    low, after = 2 * unit, place + 1
    while after + 1 < len(pieces) and pieces[after].text == "of" and pieces[after + 1].text in words.plurals:
        low *= words.plurals[pieces[after + 1].text]
        after += 2
    return _Value(low, None, after)


def _few(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """ "several", "a few hundred", "a couple of dozen"; "few" alone tells that there were hardly any."""
    article = pieces[place].text in ("a", "the")
    word = place + article
    text = pieces[word].text if word < len(pieces) else ""
    low = words.few.get(text) or words.sets.get(text)
    if low is None or (text == "few" and not article):
        return None
    after, factor = word + 1, 1
    of = after + 1 < len(pieces) and pieces[after].text == "of" and pieces[after + 1].text in words.multipliers
    if of:
        after += 1
    while after < len(pieces) and (unit := words.multipliers.get(pieces[after].text)):
        factor, after = factor * unit, after + 1
    low *= factor
    return _Value(low, low if text in words.sets else None, after)


def _spelled(pieces: list[_Piece], place: int, words: NumberWords) -> _Value | None:
    """Number words: "twenty-three", "a hundred and fifty", "two thousand three hundred", "three dozen"."""
    article = pieces[place].text in ARTICLES and place + 1 < len(pieces)
    if article and pieces[place + 1].text not in words.multipliers:
        return None
    total, current, room, after = 0, 0, 0, place + article
    plain = True
    while (word := _next(pieces, after, room, current, total, words)) is not None:
        text = pieces[word].text
        if text in words.units:
            current += words.units[text]
            room = 10 if words.units[text] >= 20 else 1
        else:
            unit, plain = _unit(text, words), False
            current = (current or 1) * unit
            room = unit
            if unit >= 1000:
                total, current = total + current, 0
        after = word + 1
    value = total + current
    return _Value(value, value, after, plain=plain) if value else None


def _next(pieces: list[_Piece], after: int, room: int, current: int, total: int, words: NumberWords) -> int | None:
    """Where the next word of a spelled number stands, over a hyphen or "and"; `room` is what a unit must be below."""
    begun = bool(current or total)
    word = after
    joined = begun and word < len(pieces) and pieces[word].text in ("and", *_DASHES)
    if joined and (pieces[word].text != "and" or room >= 100):
        word += 1
    if word >= len(pieces):
        return None
    text = pieces[word].text
    if text in words.units:
        return word if not begun or words.units[text] < room else None
    unit = _unit(text, words) if begun else words.multipliers.get(text)
    fits = unit and len(text) > 2 and word == after and (not total or unit < 1000 or bool(current))
    return word if fits else None
