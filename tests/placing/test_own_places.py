from dataclasses import replace

from tocsin.placing.build import with_own
from tocsin.placing.gazetteer import NameKind
from tocsin.placing.sources import Row
from tocsin.placing.supplement import OwnPlace

AFRICA = Row("Africa", (), 7.2, 21.1, None, None, "continent", 0, 1)
ALEPPO = Row("Aleppo", (), 36.2, 37.5, "SYR", "SY.09", "division", 0, 2)
OWN = OwnPlace("Africa", ("African continent",), (), 5.0, 20.0, None, None, "continent", 0)


def test_an_own_place_that_doubles_a_known_one_adds_its_names_and_not_its_centre() -> None:
    (row,) = with_own([AFRICA], [OWN])
    assert (row.lat, row.lon) == (7.2, 21.1)
    assert ("African continent", NameKind.OTHER) in row.names


def test_of_two_own_places_of_one_sort_the_earlier_counts() -> None:
    water = replace(OWN, name="Sulu Sea", names=(), lat=8.0, lon=120.0, feature="sea")
    assert len(with_own([], [water, replace(water, lat=8.5, feature="gulf")])) == 1
    assert len(with_own([], [water, replace(water, feature="island")])) == 2


def test_a_division_inside_another_is_none_of_its_names() -> None:
    part = replace(OWN, name="Manbij", names=(), lat=36.5, lon=37.9, country="SYR", admin1="Aleppo", feature="division")
    whole = replace(part, name="Aleppo Governorate", lat=36.0)
    assert [row.name for row in with_own([ALEPPO], [part, whole])] == ["Aleppo", "Manbij"]
