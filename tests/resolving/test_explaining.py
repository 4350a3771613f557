"""`tocsin actors` says whom a mention names, by which rule and against whom."""

import subprocess
import sys
from datetime import date

import pytest

from tocsin.resolving.explaining import explain, resolve_in
from tocsin.resolving.registry import Registry, load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_the_rule_and_its_ground_are_told(registry: Registry) -> None:
    lines = list(explain("Serbian President Vucic", registry=registry, on=date(2022, 12, 9)))
    assert "  is          Aleksandar Vučić (SRB GOV)" in lines
    assert any(line.startswith("  rule        person: ") for line in lines)
    assert "  by          surname 'vucic'; president of SRB from 2017-05-31 on" in lines


def test_candidates_say_why_they_lost(registry: Registry) -> None:
    lines = list(explain("Rajapaksa", registry=registry, on=None, context=("LKA",)))
    assert any("several people fit" in line for line in lines)
    assert sum(line.startswith("  candidate ") for line in lines) >= 2


def test_joined_actors_are_told_one_by_one(registry: Registry) -> None:
    lines = list(explain("EU and US officials", registry=registry, on=None))
    assert [line for line in lines if not line.startswith(" ")] == ["EU", "US officials"]


def test_an_office_changes_hands(registry: Registry) -> None:
    text = "The statement of the Serbian president was short."
    found = [resolve_in(text, "the Serbian president", registry=registry, on=date(y, 6, 1)).name for y in (2005, 2020)]
    assert found == ["Boris Tadić", "Aleksandar Vučić"]


def test_a_capital_can_be_only_the_city(registry: Registry) -> None:
    there = resolve_in("Shots were heard in Kabul.", "Kabul", registry=registry, on=None)
    acts = resolve_in("Kabul rejected the offer.", "Kabul", registry=registry, on=None)
    assert (there.country, acts.country, acts.sectors) == (None, "AFG", ("GOV",))
    assert "the city" in (there.reason or "")


def test_every_actor_says_which_rule_read_it(registry: Registry) -> None:
    assert (resolve_in("Kosovo police", "Kosovo police", registry=registry, on=None).why or "").startswith("actor.role")


def test_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "actors", "Kosovo's Prime Minister Albin Kurdi", "--on", "2022-12-09"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "Albin Kurti (XKX GOV)" in done.stdout.decode()


def test_a_bad_day_is_named() -> None:
    done = subprocess.run([sys.executable, "-m", "tocsin", "actors", "Kurti", "--on", "soon"], capture_output=True)
    assert done.returncode == 2
    assert b"'soon' is not a date" in done.stderr
