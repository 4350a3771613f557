from datetime import date

import pytest

from tocsin.timing.calendars import easter, feast_in, jewish_new_year, nth_weekday, season_of, shifted, unit_of
from tocsin.timing.words import load_times

WORDS = load_times()


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [(2000, (4, 23), (4, 30)), (2014, (4, 20), (4, 20)), (2023, (4, 9), (4, 16)), (2024, (3, 31), (5, 5))],
)
def test_easter_of_both_churches(year: int, western: tuple[int, int], orthodox: tuple[int, int]) -> None:
    assert easter(year) == date(year, *western)
    assert easter(year, orthodox=True) == date(year, *orthodox)


@pytest.mark.parametrize(("year", "month", "day"), [(2000, 9, 30), (2015, 9, 14), (2020, 9, 19), (2024, 10, 3)])
def test_rosh_hashanah(year: int, month: int, day: int) -> None:
    assert jewish_new_year(year) == date(year, month, day)


def test_islamic_feasts_are_a_day_longer_at_both_ends() -> None:
    ramadan = feast_in(WORDS.feasts["ramadan"], 2023, WORDS.islamic)
    assert ramadan == (date(2023, 3, 22), date(2023, 4, 21))
    assert feast_in(WORDS.feasts["eid al-fitr"], 2023, WORDS.islamic) == (date(2023, 4, 20), date(2023, 4, 24))


def test_a_holiday_of_a_year_that_the_table_lacks_is_unknown() -> None:
    assert feast_in(WORDS.feasts["diwali"], 1950, WORDS.islamic) is None


def test_units_and_shifts_stay_within_the_calendar() -> None:
    assert unit_of(date(2022, 12, 9), "week") == (date(2022, 12, 5), date(2022, 12, 11))
    assert unit_of(date(2022, 12, 9), "decade") == (date(2020, 1, 1), date(2029, 12, 31))
    assert shifted(date(2024, 3, 31), "month", -1) == date(2024, 2, 29)
    assert shifted(date(2024, 3, 31), "century", -99).year == 100
    assert season_of(2010, 12) == (date(2010, 12, 1), date(2011, 2, 28))
    assert nth_weekday(2023, 5, 0, -1) == date(2023, 5, 29)
