from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.pipeline import DATA
from tocsin.placing.dump import extend, rows
from tocsin.placing.features import acled_code, ucdp_code
from tocsin.placing.gazetteer import Gazetteer
from tocsin.placing.names import key, shorter
from tocsin.placing.supplement import load_supplement

SHIPPED = DATA / "places" / "gazetteer.sqlite"
LINE = "900001\tHidden Ford\tHidden Ford\tGeheime Furt\t43.1\t20.5\tH\tSTM\tXK\t\t10097358\t\t\t\t0\t\t500\tEurope/Belgrade\t2020-01-01\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(SHIPPED)


def test_names_are_compared_without_accents_marks_and_case() -> None:
    assert key("Željezno Polje") == key("ZELJEZNO POLJE") == "zeljezno polje"
    assert key("U.S.") == "us"
    assert key("St. Louis") == "saint louis"
    assert "helmand" in dict(shorter("northern Helmand province"))


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [("Zvecan", "XKX", "town"), ("Severna Mitrovica", "XKX", "town"), ("Jarinje", "XKX", "crossing"),
     ("Serbian", "SRB", "country"), ("Texas", "USA", "division"), ("Приштина", "XKX", "capital")],
)  # fmt: skip
def test_finds_places_by_any_of_their_names(gazetteer: Gazetteer, name: str, country: str, feature: str) -> None:
    assert (country, feature) in {(e.country, e.feature) for e in gazetteer.find(name)}


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"tocsin\.placing\.build"):
        Gazetteer(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("entry", "message"),
    [("{name: A, lat: 99, lon: 1, feature: village}", "'lat' must be degrees"),
     ("{name: A, lat: 9, lon: 1, feature: vilage}", "did you mean 'village'"),
     ("{name: A, lat: 9, lon: 1, feature: village, country: ZZZ}", "no ISO 3166-1")],
)  # fmt: skip
def test_a_wrong_place_is_refused_with_its_line(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / "own.yml"
    path.write_text(f"# first\n- {entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load_supplement(path, countries={"XKX"})
    assert str(caught.value).startswith("own.yml:2:")


def test_a_dump_extends_the_gazetteer(tmp_path: Path) -> None:
    dump = tmp_path / "XK.txt"
    dump.write_text(LINE, encoding="utf-8")
    out = tmp_path / "user" / "gazetteer.sqlite"
    assert extend(SHIPPED, dump, out, countries={"XK": "XKX"}, progress=lambda seen: None) == 1
    (found,) = Gazetteer(out).find("Geheime Furt")
    assert (found.name, found.country, found.feature, found.geonameid) == ("Hidden Ford", "XKX", "river", 900001)


def test_a_dump_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    dump = tmp_path / "towns.txt"
    dump.write_text(LINE + "a\tb\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"towns\.txt:2"):
        list(rows(dump, {"XK": "XKX"}))


def test_codes_of_acled_and_ucdp() -> None:
    assert (acled_code("town"), acled_code("province")) == (1, 3)
    assert (ucdp_code("province", "division", "USA"), ucdp_code("region", "sea", None)) == (4, 7)
