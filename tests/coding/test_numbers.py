"""Numbers in running text: whatever is written is read back, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.countwords import load_count_words
from tocsin.coding.numbers import amounts
from tocsin.pipeline import DATA

WORDS = load_count_words(DATA / "rules").numbers
NAMES = {value: word for word, value in WORDS.units.items()}
SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
WHOLE = st.integers(1, 999_999_999_999)


def spelled(number: int, *, joint: str = " and ") -> str:
    """A number in words, as it is said."""
    if number in NAMES and number < 100:
        return NAMES[number]
    if number < 100:
        return f"{NAMES[number // 10 * 10]}-{NAMES[number % 10]}"
    size, name = next((size, name) for size, name in SCALES if number >= size)
    rest = number % size
    behind = f"{joint if rest < 100 else ' '}{spelled(rest, joint=joint)}" if rest else ""
    return f"{spelled(number // size, joint=joint)} {name}{behind}"


def read(text: str) -> list[tuple[int, int | None]]:
    return [(amount.low, amount.high) for amount in amounts(text, WORDS)]


@given(WHOLE, st.sampled_from((" and ", " ")))
def test_spelled_numbers_are_read_back(number: int, joint: str) -> None:
    assert read(f"Rebels killed {spelled(number, joint=joint)} villagers") == [(number, number)]


@given(WHOLE, st.sampled_from(("{:,}", "{}")))
def test_figures_are_read_back(number: int, form: str) -> None:
    assert read(f"Police detained {form.format(number)} people") == [(number, number)]


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(("million", "thousand")))
def test_figures_with_a_unit(whole: int, tenth: int, unit: str) -> None:
    number = (whole * 10 + tenth) * WORDS.multipliers[unit] // 10
    assert read(f"{whole}.{tenth} {unit} people fled") == [(number, number)]


@given(WHOLE, st.sampled_from(WORDS.at_least), st.booleans())
def test_at_least_leaves_the_highest_open(number: int, phrase: tuple[str, ...], about: bool) -> None:
    assert read(f"{' '.join(phrase)} {'some ' if about else ''}{number:,} died") == [(number, None)]


@given(WHOLE, st.sampled_from(WORDS.at_most))
def test_at_most_leaves_the_lowest_at_nobody(number: int, phrase: tuple[str, ...]) -> None:
    assert read(f"{' '.join(phrase)} {spelled(number)} soldiers") == [(0, number)]


@given(WHOLE, st.sampled_from(WORDS.about))
def test_about_is_the_number_itself(number: int, phrase: tuple[str, ...]) -> None:
    assert read(f"{' '.join(phrase)} {number} people") == [(number, number)]


@given(st.integers(1, 99_998), st.integers(1, 1000), st.sampled_from(("{}-{}", "{} to {}", "{}–{}", "{} or {}")))
def test_ranges(low: int, more: int, form: str) -> None:
    assert read(form.format(low, low + more)) == [(low, low + more)]


@given(st.integers(1, 98), st.integers(1, 1000))
def test_spelled_ranges(low: int, more: int) -> None:
    assert read(f"{spelled(low)} to {spelled(min(low + more, 99))} people") == [(low, min(low + more, 99))]
    assert read(f"between {spelled(low)} and {low + more} people") == [(low, low + more)]


@given(st.text(max_size=80))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    end = 0
    for amount in amounts(text, WORDS):
        assert end <= amount.start <= amount.number < amount.end <= len(text)
        assert amount.low >= 0
        assert amount.high is None or amount.high >= amount.low
        end = amount.end


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a hundred and fifty people", [(150, 150)]),
        ("a thousand more troopers", [(1000, 1000)]),
        ("half a million people", [(500_000, 500_000)]),
        ("a quarter of a million", [(250_000, 250_000)]),
        ("dozens of houses", [(24, None)]),
        ("scores", [(40, None)]),
        ("hundreds of", [(200, None)]),
        ("thousands", [(2000, None)]),
        ("tens of thousands", [(20_000, None)]),
        ("hundreds of thousands", [(200_000, None)]),
        ("several", [(3, None)]),
        ("a few", [(3, None)]),
        ("few", []),
        ("several hundred", [(300, None)]),
        ("a few dozen", [(36, None)]),
        ("a dozen", [(12, 12)]),
        ("two dozen", [(24, 24)]),
        ("at least a dozen", [(12, None)]),
        ("a couple", [(2, 2)]),
        ("a couple of dozen", [(24, 24)]),
        ("both men", [(2, 2)]),
        ("two to three hundred", [(200, 300)]),
        ("2-3 thousand", [(2000, 3000)]),
        ("from 12 to 34", [(12, 12), (34, 34)]),
        ("50 or more", [(50, None)]),
        ("no fewer than 30", [(30, None)]),
        ("no more than 30", [(0, 30)]),
        ("not less than seven", [(7, None)]),
        ("20k", [(20_000, 20_000)]),
        ("three hundreds of agents", [(300, 300)]),
        ("five dead and 30 wounded", [(5, 5), (30, 30)]),
        ("killed a hundred and wounded", [(100, 100)]),
    ],
)
def test_numbers_as_reports_write_them(text: str, numbers: list[tuple[int, int | None]]) -> None:
    assert read(text) == numbers


@pytest.mark.parametrize(
    "text",
    ["the 3rd man", "the twenty-third", "$5", "40%", "40 percent", "12:30", "3/4", "3.5 km", "M23", "F-16", "G20"],
)
def test_what_counts_nobody(text: str) -> None:
    assert read(text) == []


def test_the_bounds_are_part_of_the_place() -> None:
    text = "Gunmen killed at least some 40 people"
    (amount,) = amounts(text, WORDS)
    assert text[amount.start : amount.end] == "at least some 40"
    assert text[amount.number : amount.end] == "40"
