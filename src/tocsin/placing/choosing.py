"""Which of the places of a name is meant: weights of what speaks for each, over the whole article.

One name has one sense in an article. Each name spreads its belief over its candidates; the beliefs of all names say
which countries, divisions and spots the article is about, and that says in turn which candidates fit (three rounds).
The weights are set by reason and not learned: one unit is about a factor of ten in inhabitants.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.placing.distances import kilometres
from tocsin.placing.gazetteer import SETTLEMENTS, Entry, NameKind
from tocsin.placing.mentions import PlaceWords
from tocsin.placing.names import key

Floats = NDArray[np.float64]
Clues = tuple[tuple[str, float], ...]
ROUNDS = 3
FEATURES = {
    "country": 4.0,  # a country is meant before any town of its name
    "capital": 1.5,
    "division": -0.5,  # of a city and a division of one name the city is meant, unless it is called a division
    "county": 3.5,  # without inhabitants in the gazetteer: like a town of some thousands
    "continent": 1.0,
    "sea": 3.0,
    "ocean": 4.0,
    "river": 2.0,
    "mountain": 2.0,
    "mountains": 2.0,
    "lake": 2.0,
    "region": 3.0,
    "strait": 3.0,
    "island": 2.0,
    "desert": 3.0,
    "camp": 2.0,
    "base": 2.0,
    "crossing": 3.0,
}
OTHER_NAME = -1.5
TOLD = 4.0  # "Homs province", "the city of Homs"
INSIDE = 8.0  # "Paris, Texas": what follows holds it; decides against any population
COUNTRY = 3.0  # times the share of the article's places that lie in the same country
DIVISION = 3.0  # the same for the first-level division
NEAR = 3.0  # times how much of the article's belief lies around the place
NEARBY = 80.0  # km at which closeness has fallen to 1/e
SURROUNDINGS = 1.5  # times the share of the article's belief in the wider surroundings
WIDER = 700.0  # km
EVENNESS = 1.0  # spread of belief: a candidate one unit behind keeps 1/e of the chance


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one name with score and clues, likeliest first."""

    ranked: tuple[tuple[Entry, float, Clues], ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """All candidates of an article side by side. `owner` is each candidate's name; `count` how often it is told."""

    entries: tuple[Entry, ...]
    owner: NDArray[np.int64]
    count: Floats
    closeness: Floats
    surroundings: Floats
    countries: Floats
    divisions: Floats


def choose(words: Sequence[PlaceWords], containers: Mapping[str, Sequence[PlaceWords]]) -> dict[str, Choice]:
    """The choice for each name, by its key. `containers` are, for a key, the places that are told to hold it."""
    groups: dict[str, list[PlaceWords]] = defaultdict(list)
    for each in words:
        if each.entries:
            groups[key(each.text)].append(each)
    if not groups:
        return {}
    names = list(groups)
    field = _field([groups[name] for name in names])
    fixed = [
        _fixed(e, names[int(o)], groups[names[int(o)]], containers)
        for e, o in zip(field.entries, field.owner, strict=True)
    ]
    base = np.array([sum(weight for _, weight in clues) for clues in fixed])
    belief = _belief(base, field)
    context = np.zeros((4, len(base)))
    for _ in range(ROUNDS):
        context = _context(field, belief)
        belief = _belief(base + context.sum(0), field)
    return {name: _choice(field, number, fixed, context) for number, name in enumerate(names)}


def _field(groups: Sequence[Sequence[PlaceWords]]) -> _Field:
    entries = tuple(entry for group in groups for entry in group[0].entries)
    owner = np.array([n for n, group in enumerate(groups) for _ in group[0].entries])
    count = np.array([math.sqrt(len(group)) for group in groups])
    lat = np.array([e.lat for e in entries])
    lon = np.array([e.lon for e in entries])
    apart = kilometres(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    spot = np.array([e.feature not in ("country", "continent", "division") for e in entries], dtype=float)
    return _Field(
        entries,
        owner,
        count,
        np.exp(-apart / NEARBY) * spot[:, None] * spot[None, :],
        np.exp(-apart / WIDER),
        _same([e.country for e in entries]),
        _same([e.division for e in entries]),
    )


def _same(values: Sequence[str | None]) -> Floats:
    """1 where two candidates share a known value."""
    codes = {value: n for n, value in enumerate(dict.fromkeys(values))}
    row = np.array([codes[value] if value is not None else -1 for value in values])
    return np.asarray((row[:, None] == row[None, :]) & (row[:, None] >= 0), dtype=np.float64)


def _belief(score: Floats, field: _Field) -> Floats:
    """Each name's chances over its candidates (they sum to 1 within a name)."""
    best = np.full(len(field.count), -np.inf)
    np.maximum.at(best, field.owner, score)
    chance = np.exp((score - best[field.owner]) / EVENNESS)
    total = np.bincount(field.owner, weights=chance, minlength=len(field.count))
    return np.asarray(chance / total[field.owner], dtype=np.float64)


def _context(field: _Field, belief: Floats) -> Floats:
    """What the other names of the article say for each candidate: by country, division, closeness and surroundings."""
    weight = belief * field.count[field.owner]
    others = field.owner[:, None] != field.owner[None, :]
    total = field.count.sum() - field.count[field.owner]
    share = np.where(total > 0, 1 / np.maximum(total, 1.0), 0.0)
    country = ((field.countries * others) @ weight) * share
    division = ((field.divisions * others) @ weight) * share
    near = 1 - np.exp(-((field.closeness * others) @ weight))
    wider = ((field.surroundings * others) @ weight) * share
    return np.stack([COUNTRY * country, DIVISION * division, NEAR * near, SURROUNDINGS * wider])


def _fixed(
    entry: Entry, name: str, group: Sequence[PlaceWords], containers: Mapping[str, Sequence[PlaceWords]]
) -> Clues:
    """What speaks for a candidate whatever the rest of the article is about."""
    clues = [("population", round(math.log10(entry.population + 10), 2))]
    if entry.feature in FEATURES:
        clues.append(("kind", FEATURES[entry.feature]))
    if entry.kind is NameKind.OTHER and entry.feature != "country":
        clues.append(("other name", OTHER_NAME))
    if any(each.told == _sort(entry) for each in group):
        clues.append(("told as", TOLD))
    if any(_holds(holder, entry) for holder in containers.get(name, ())):
        clues.append(("inside", INSIDE))
    return tuple(clues)


def _sort(entry: Entry) -> str:
    """What a place is called: a division (counties are) or a settlement."""
    return (
        "division" if entry.feature in ("division", "county") else "settlement" if entry.feature in SETTLEMENTS else ""
    )


def _holds(holder: PlaceWords, entry: Entry) -> bool:
    """Whether one of the holder's places holds the entry: its country, its division, or a county around it."""
    for place in holder.entries:
        if place.feature == "country" and place.country == entry.country and entry.feature != "country":
            return True
        if (
            place.feature == "division"
            and place.division == entry.division
            and entry.feature not in ("division", "country")
        ):
            return True
        if (
            place.feature == "county"
            and place.division == entry.division
            and kilometres(place.lat, place.lon, entry.lat, entry.lon) < 60
        ):
            return entry.feature not in ("division", "county")
    return False


def _choice(field: _Field, number: int, fixed: Sequence[Clues], context: Floats) -> Choice:
    ranked = []
    for index in np.flatnonzero(field.owner == number).tolist():
        told = zip(("country", "division", "near", "surroundings"), context[:, index].tolist(), strict=True)
        clues = fixed[index] + tuple((name, round(weight, 2)) for name, weight in told if weight >= 0.01)
        ranked.append((field.entries[index], round(sum(weight for _, weight in clues), 2), clues))
    return Choice(tuple(sorted(ranked, key=lambda r: (-r[1], r[0].id))))
