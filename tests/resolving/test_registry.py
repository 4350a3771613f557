"""The actors' data loads fast, is freshly compiled, and errors name file and line."""

import json
import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest

from tocsin.errors import DataError
from tocsin.resolving.registry import (
    COMPILED,
    FILES,
    FOLDER,
    Registry,
    case_of,
    compile_registry,
    files_of,
    load_registry,
    name_key,
    plural,
    surnames_of,
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of actors that loads."""
    (tmp_path / "countries.yml").write_text("- iso3: SRB\n  name: Serbia\n  adjectives: [Serbian]\n")
    (tmp_path / "regions.yml").write_text("- country: SRB\n  name: Vojvodina\n")
    (tmp_path / "organizations.yml").write_text("- name: United Nations\n  code: UNO\n  aliases: [UN]\n")
    (tmp_path / "groups.yml").write_text("- name: Otpor\n  country: SRB\n  sectors: [OPP]\n")
    (tmp_path / "people.yml").write_text(
        '- name: Jane Doe\n  country: SRB\n  offices: [{office: president, from: 2001-02-03, until: "2004-05"}]\n'
    )
    (tmp_path / "roles.yml").write_text("- sectors: [GOV]\n  office: president\n  nouns: [president]\n")
    return tmp_path


def test_the_compiled_file_is_fresh(tmp_path: Path) -> None:
    """If this fails, run `python -m tocsin.resolving.registry`."""
    for family in FILES:
        for path in files_of(FOLDER, family):
            shutil.copy(path, tmp_path / path.name)
    assert compile_registry(tmp_path).read_text("utf-8") == (FOLDER / COMPILED).read_text("utf-8")


def test_loading_is_fast() -> None:
    start = perf_counter()
    load_registry()
    assert perf_counter() - start < 0.5  # 0.02 s on two cores


def test_a_stale_compiled_file_is_not_used(folder: Path) -> None:
    compile_registry(folder)
    (folder / "groups.yml").write_text("- name: Otpor\n  country: SRB\n  sectors: [REB]\n")
    assert load_registry(folder).groups[0].sectors == ("REB",)


def test_compiled_and_parsed_are_the_same(folder: Path) -> None:
    parsed = load_registry(folder)
    compile_registry(folder)
    compiled = load_registry(folder)
    assert tuple(compiled.people) == tuple(parsed.people)
    assert tuple(compiled.parties) == tuple(parsed.parties)
    assert dict(compiled.names) == dict(parsed.names)
    assert {key: tuple(found) for key, found in compiled.holders.items()} == dict(parsed.holders)
    assert json.loads((folder / COMPILED).read_text())["digest"]


def test_a_month_means_its_end(folder: Path) -> None:
    office = load_registry(folder).people[0].offices[0]
    assert office.until is not None
    assert office.until.isoformat() == "2004-06-01"


def test_who_stands_in_two_files_is_one_person(folder: Path) -> None:
    """Offices are joined; an office told twice keeps the days of the first file."""
    (folder / "people_more.yml").write_text(
        "- name: Jane Doe\n  country: SRB\n  aliases: [Jana Doe]\n  wikidata: Q5\n  offices:\n"
        "    - {office: president, from: 2001-02-09, until: 2004-05-01}\n"
        "    - {office: foreign minister, from: 1999-01-01, until: 2001-01-01}\n"
    )
    registry = load_registry(folder)
    assert [(p.name, p.wikidata) for p in registry.people] == [("Jane Doe", "Q5")]
    found = [(o.title, o.since.isoformat()) for o in registry.people[0].offices]
    assert found == [("foreign minister", "1999-01-01"), ("president", "2001-02-03")]
    assert set(registry.full_names) == {"jane doe", "jana doe"}


def test_namesakes_of_two_countries_are_two(folder: Path) -> None:
    (folder / "countries.yml").write_text("- {iso3: SRB, name: Serbia}\n- {iso3: MNE, name: Montenegro}\n")
    (folder / "people_more.yml").write_text(
        "- name: Jane Doe\n  country: MNE\n  offices: [{office: president, from: 2001-01-01}]\n"
    )
    (folder / "parties.yml").write_text(
        "- {name: Labour Party, country: SRB, wikidata: Q7}\n- {name: Labour Party, country: MNE}\n"
    )
    registry = load_registry(folder)
    assert [p.country for p in registry.people] == ["SRB", "MNE"]
    assert [(p.code, p.sectors, p.wikidata) for p in registry.parties] == [
        ("SRB", ("PTY",), "Q7"),
        ("MNE", ("PTY",), None),
    ]
    assert len(registry.names["labour party"]) == 2


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("groups.yml", "- name: Otpor\n  country: SRB\n  sectors: [OPPO]\n", r"groups.yml:1: 'OPPO' .* mean 'OPP'"),
        ("groups.yml", "- name: A b\n  country: SRX\n", r"groups.yml:1: 'SRX' is neither a country"),
        ("groups.yml", "- name: Otpor\n  country: SRB\n- name: Ötpor\n  country: SRB\n", r"groups.yml:3: 'Ötpor' .*:1"),
        ("groups.yml", "- name: Otpor\n  state: SRB\n", r"groups.yml:1: unknown key 'state'"),
        ("groups.yml", "- name: Otpor\n  country: SRB\n  aliases: [on]\n", r"groups.yml:1: .*quote"),
        ("groups.yml", "- name: [Otpor\n", r"groups.yml:\d: not valid YAML"),
        ("organizations.yml", "- name: UNX\n  code: UNO\n  parent: UN\n", r"organizations.yml:1: the parent 'UN'"),
        ("countries.yml", "- iso3: SRB\n  name: Serbia\n- iso3: SRB\n  name: Srbija\n", r"countries.yml:3: .* twice"),
        ("countries.yml", "- iso3: Srb\n  name: Serbia\n", r"countries.yml:1: 'Srb' is not three"),
        ("groups.yml", "- name: A b\n  country: SRB\n  wikidata: q12\n", r"groups.yml:1: 'q12' is not a Wikidata id"),
        (
            "groups.yml",
            "- {name: A b, country: SRB, wikidata: Q1}\n- {name: C d, country: SRB, wikidata: Q1}\n",
            r"groups.yml:2: Q1 is already the Wikidata id of groups.yml:1",
        ),
        ("parties.yml", "- name: A b\n  country: SRX\n", r"parties.yml:1: 'SRX' is neither a country"),
        ("people.yml", "- name: J D\n  country: SRB\n  offices: []\n", r"people.yml:1: 'offices'"),
        (
            "people_more.yml",
            "- name: J D\n  country: SRB\n  offices:\n    - {office: x, from: 2001-01-01}\n    - {office: x, from: soon}\n",
            r"people_more.yml:5: 'from'",
        ),
        (
            "people_more.yml",
            "- {name: J D, country: SRB, offices: [{office: x, from: 2001-01-01}]}\n"
            "- {name: J D, country: SRB, offices: [{office: y, from: 2001-01-01}]}\n",
            r"people_more.yml:2: 'J D' already .* people_more.yml:1",
        ),
        ("people.yml", "- name: J D\n  country: SRB\n  offices: [{office: x, from: soon}]\n", r"people.yml:3: 'from'"),
        (
            "people.yml",
            "- name: J D\n  country: SRB\n  offices: [{office: x, from: 2001-01-01, until: 2000-01-01}]\n",
            r"people.yml:3: .* ends",
        ),
        ("roles.yml", "- sectors: [GOV]\n  nouns: [boss, boss]\n", r"roles.yml:1: 'boss' already"),
    ],
)
def test_errors_name_file_and_line(folder: Path, file: str, text: str, message: str) -> None:
    (folder / file).write_text(text)
    with pytest.raises(DataError, match=message):
        load_registry(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "roles.yml").unlink()
    with pytest.raises(DataError, match=r"roles\.yml is missing"):
        load_registry(folder)


def test_the_data_is_wide_enough(registry: Registry) -> None:
    assert len({country.iso3 for country in registry.countries}) >= 197
    assert len(registry.organizations) >= 80
    assert len(registry.groups) >= 120
    assert len(registry.people) >= 400
    assert len({role.noun for role in registry.roles}) >= 200


def test_offices_of_one_country_do_not_overlap_by_much(registry: Registry) -> None:
    """Two presidents of one country at once are an error of the data, save for a few days of handing over."""
    terms: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for person in registry.people:
        for office in person.offices:
            if office.title in ("president", "prime minister", "chancellor", "king") and office.of is None:
                term = (office.since, office.until or date.max, person.name)
                terms.setdefault((office.country, office.title), []).append(term)
    overlaps = [
        f"{country} {title}: {before[2]} and {after[2]}"
        for (country, title), found in terms.items()
        for before, after in pairwise(sorted(found))
        if before[1] - after[0] > timedelta(days=45)
    ]
    assert not overlaps


@pytest.mark.parametrize(
    ("name", "key"), [("Côte d'Ivoire", "cote divoire"), ("U.S.", "us"), ("al-Qa'ida", "al qaida"), ("OPEC+", "opec+")]
)
def test_names_are_normalised(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("policeman", "policemen"),
        ("secretary of state", "secretaries of state"),
        ("coach", "coaches"),
        ("journalist", "journalists"),
        ("authority", "authorities"),
        ("MP", "MPs"),
        ("child", "children"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_surnames() -> None:
    assert set(surnames_of("Jaap de Hoop Scheffer", "IGO")) == {"scheffer", "de hoop scheffer"}
    assert set(surnames_of("Xi Jinping", "CHN")) == {"xi"}
    assert set(surnames_of("Felipe VI", "ESP")) == set()


def test_acronyms_keep_their_capitals() -> None:
    cases = [case_of(name).value for name in ("WHO", "KFOR", "Serbia", "the alliance")]
    assert cases == ["upper", "capital", "capital", "any"]
