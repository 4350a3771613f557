"""What is in the registry: countries, bodies, people with their offices, roles, and what each name can mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.resolving.registry.spelling import Spellings
from tocsin.resolving.registry.words import Case

INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


class Kind(StrEnum):
    """What a name names. The order is the order of preference where one name has several kinds."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    PARTY = "party"
    COUNTRY = "country"
    METONYM = "metonym"
    CAPITAL = "capital"
    REGION = "region"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    ROLE = "role"


BODIES = frozenset({Kind.ORGANIZATION, Kind.GROUP, Kind.PARTY})


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory or partially recognised entity; the last has its nominal country's `iso3` and `sector` PRE."""

    iso3: str
    name: str
    sector: str | None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """From `since` to before `until` (None: still)."""

    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, institution, armed group, movement or party; `code` is its country or UNO, EUR, IGO, NGO …;
    `governing` are the terms in which it rules a country."""

    name: str
    code: str
    sectors: tuple[str, ...]
    parent: str | None
    wikidata: str | None = None
    governing: tuple[Term, ...] = ()

    def sectors_on(self, on: date | None) -> tuple[str, ...]:
        """Its sectors on a day: while it governs a country, it is the government."""
        return ("GOV",) if on and any(term.holds(on) for term in self.governing) else self.sectors


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from `since` to before `until` (None: still held). `of` names the body where it is no country."""

    title: str
    of: str | None
    country: str
    since: date
    until: date | None
    sector: str

    def held(self, on: date) -> bool:
        """Whether it is held on that day."""
        return self.since <= on and (self.until is None or on < self.until)

    @property
    def key(self) -> str:
        """The title as roles.yml has it: an acting president counts as president."""
        return self.title.removeprefix("acting ")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom reports name. `common`: the surname alone says too little. `offices` are in order of time."""

    name: str
    country: str
    common: bool
    offices: tuple[Office, ...]
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor is called ("prosecutor"). `office`: one that people hold; `weak`: other words tell the sector;
    `anywhere`: the article's country need not be theirs ("refugees"); `country`: it always is this one ("MEPs")."""

    noun: str
    sectors: tuple[str, ...]
    office: str | None
    weak: bool
    plural: bool
    anywhere: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name can mean: `index` counts within the registry's sequence for that kind."""

    kind: Kind
    index: int
    case: Case


@dataclass(frozen=True, eq=False, slots=True)
class Registry:
    """Everything in `data/actors`. `names` maps a normalised name to its meanings; `longest` a first word to the number
    of words of the longest name that begins with it; `surnames` a family name to indices of `people`; `full_names`
    the normalised names and aliases of people to their indices; `holders` a country and an office (`RUS president`)
    to the people who ever held it; `spelt_names` and `spelt_surnames` find the names that are spelt much alike."""

    countries: Sequence[Country]
    regions: Sequence[Country]
    organizations: Sequence[Body]
    groups: Sequence[Body]
    parties: Sequence[Body]
    people: Sequence[Person]
    roles: Sequence[Role]
    names: Mapping[str, tuple[Entry, ...]]
    longest: Mapping[str, int]
    surnames: Mapping[str, Sequence[int]]
    full_names: Mapping[str, Sequence[int]]
    holders: Mapping[str, Sequence[int]]
    spelt_names: Spellings
    spelt_surnames: Spellings
    adjectives: Mapping[str, str]

    def country_of(self, entry: Entry) -> str | None:
        """The country or international code that a name's meaning carries; None for roles."""
        if entry.kind is Kind.ROLE:
            return None
        if entry.kind is Kind.PERSON:
            return self.people[entry.index].country
        if entry.kind in BODIES:
            return self.body(entry).code
        return self.state(entry).iso3

    def body(self, entry: Entry) -> Body:
        """The organisation, group or party of a name's meaning. `entry` must be of one of these kinds."""
        if entry.kind is Kind.ORGANIZATION:
            return self.organizations[entry.index]
        return (self.groups if entry.kind is Kind.GROUP else self.parties)[entry.index]

    def state(self, entry: Entry) -> Country:
        """The country or region that a name's meaning belongs to. `entry` must be of a geographic kind."""
        if entry.index >= len(self.countries):
            return self.regions[entry.index - len(self.countries)]
        return self.countries[entry.index]
