"""Numbers and lengths of time: "two and a half years", "several weeks"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.timing.words import TimeWords

_PARTS = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Length:
    """So many units; `number` is None where the words leave it open ("several", "days")."""

    number: float | None
    unit: str
    code: str


def length_of(quantity: str | None, unit: str, words: TimeWords) -> Length | None:
    """The length that a quantity and a unit's name give, None where the unit is unknown or stands alone."""
    word = words.get("unit", unit)
    if word is None:
        return None
    number = number_of(quantity, words) if quantity else None
    if not quantity and not word.plural:
        return None
    if number is not None and word.name == "fortnight":
        return Length(number * 2, "week", "W")
    return Length(number, word.name, word.code)


def number_of(quantity: str, words: TimeWords) -> float | None:
    """The number of a quantity in figures or words, the larger of two ("two or three"); None for "several"."""
    text = " ".join(quantity.lower().split())
    if text in words.of["some"] or text == "some":
        return None
    if text.startswith(("half", "a half", "an half")):
        return 0.5
    halved = text.endswith("and a half")
    text = text.removesuffix("and a half").strip()
    pieces = re.split(r"\s(?:or|to)\s|(?<=\d)\s*[-–]\s*(?=\d)", text)
    numbers = [n for piece in pieces if (n := _number(piece, words)) is not None]
    return (numbers[-1] + (0.5 if halved else 0)) if numbers else None


def _number(text: str, words: TimeWords) -> float | None:
    known = words.of["number"].get(text)
    if known is not None:
        return known.number
    total: float | None = None
    for piece in _PARTS.findall(text):
        if piece[0].isdigit():
            return float(piece.replace(",", ""))
        word = words.of["number"].get(piece)
        if word is not None and piece not in ("a", "an"):
            total = word.number * total if word.number == 100 and total else (total or 0) + word.number
    return total


def length_value(length: Length) -> str:
    """The TIMEX3 value: P3D, PT2H, PXW where the number is open."""
    clock = "T" if length.code.startswith("T") else ""
    letter, number = length.code.removeprefix("T"), length.number
    if letter == "WE":
        letter = "WE"
    if number is None:
        return f"P{clock}X{'M' if letter == 'Q' else letter}"
    if letter == "Q":
        number, letter = number * 3, "M"
    if letter in ("E", "C"):
        number, letter = number * (10 if letter == "E" else 100), "Y"
    return f"P{clock}{number:g}{letter}"
