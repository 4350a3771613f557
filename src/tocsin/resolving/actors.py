"""Who a mention names: "Kosovo's Prime Minister Albin Kurdi" -> Albin Kurti, XKX, GOV.

A mention is cut into segments at commas, prepositions and conjunctions; the longest known names are found in it; then
the first rule of RULES that knows the mention reads it. Nothing is guessed: what no rule knows carries a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from tocsin.records import Actor, Span
from tocsin.resolving.mentions import (
    ARTICLES,
    GEOGRAPHIC,
    JOINS,
    OF,
    PLACED,
    Candidate,
    Mention,
    Name,
    Reading,
    Setting,
    mention_of,
    names_in,
    parse,
)
from tocsin.resolving.offices import held_by, only_holder
from tocsin.resolving.origins import (
    code_of,
    country_of,
    focus_country,
    is_ethnic,
    is_former,
    placed_in,
    sectors_of,
    with_partial,
)
from tocsin.resolving.people import Found, clues_of, named_person, person_reading, refused
from tocsin.resolving.registry import (
    INTERNATIONAL,
    Body,
    Entry,
    Kind,
    Registry,
    Word,
    name_key,
    words_of,
)
from tocsin.resolving.surroundings import NOTHING_AROUND, Around

PRONOUNS = frozenset(
    "he she it they them him her we us i you me who which that this these those his their its one ones himself herself "
    "themselves itself myself another others someone anyone nobody what all both each some many".split()
)
COUNTERS = frozenset(
    "two three four side sides pair duo trio former latter same rest insiders parties other either neither every "
    "everybody everyone everything somebody anybody nothing most few several first second".split()
)
NOT_HOLDING = frozenset("deputy vice assistant outgoing incoming next future".split())
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "another", "some", "no", "several", "many", "two", "three"})
DIRECTIONS = frozenset(
    "northern southern eastern western central north south east west northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern upper lower".split()
)
GENERIC = frozenset(
    {
        "group",
        "movement",
        "organization",
        "organisation",
        "party",
        "network",
        "alliance",
        "bloc",
        "militia",
        "faction",
        "coalition",
        "cartel",
        "gang",
        "company",
        "agency",
        "mission",
        "council",
    }
)
STRIKING = frozenset({"striking"})
PARTY_WORDS = frozenset(
    "the party union front alliance movement congress league bloc coalition list liberal liberals socialist socialists "
    "social labour labor democrat democrats democratic democracy communist communists conservative conservatives "
    "people peoples popular national nationalist republican republicans green greens christian workers unity progress "
    "progressive reform freedom justice development new left right centre center radical radicals patriotic united "
    "action for and of".split()
)
STATES = frozenset("region republic territory enclave exclave statelet kingdom state country nation island".split())
FIGHTERS = frozenset({"rebel", "guerrilla", "insurgent"})  # "the Houthi rebels" are the movement
OBSERVERS = frozenset({"observer", "monitor", "election observer", "election monitor"})
OFFICIAL = frozenset({"GOV", "LEG"})


# --------------------------------------------------------------------------- the interface


def resolve_actor(
    words: str,
    span: Span,
    *,
    registry: Registry,
    on: date | None,
    context: tuple[str, ...] = (),
    around: Around = NOTHING_AROUND,
) -> Actor:
    """Who `words` (found at `span`) names on a day, `context` being the ISO codes of the article's countries and
    `around` what the text before and after the mention tells.

    A mention that joins several actors is read as its first; `resolve_actors` gives them all.
    """
    first = readings_of(words, registry=registry, setting=around.setting(on, context), tail=around.tail)[0][2]
    return actor_of(words, span, first)


def resolve_actors(
    words: str,
    span: Span,
    *,
    registry: Registry,
    on: date | None,
    context: tuple[str, ...] = (),
    around: Around = NOTHING_AROUND,
) -> tuple[Actor, ...]:
    """Each actor of a mention that joins several ("EU and US officials"), with its own words and span."""
    readings = readings_of(words, registry=registry, setting=around.setting(on, context), tail=around.tail)
    if len(readings) == 1 or around.tail:
        return (actor_of(words, span, readings[0][2]),)
    return tuple(
        actor_of(words[start:end], Span(span.start + start, span.start + end), reading)
        for start, end, reading in readings
    )


@lru_cache(maxsize=4096)
def country_mentions(text: str, *, registry: Registry) -> tuple[tuple[Span, str], ...]:
    """The countries a text names, by name, adjective, people, capital, metonym or region, in order of the text."""
    words = tuple(words_of(text))
    found = []
    for name in names_in(words, registry):
        for part, offset in _geographic(words, name, registry):
            if _sole(part, part.entries[0], registry):
                found.append((_span(words, part, offset), registry.state(part.entries[0]).iso3))
    return tuple(found)


def _geographic(words: tuple[Word, ...], name: Name, registry: Registry) -> Iterator[tuple[Name, int]]:
    """A name that is a place or people, or those in the name of a body ("Kosovo's assembly"), with where they begin."""
    if name.entries[0].kind in GEOGRAPHIC:
        yield name, 0
        return
    for part in names_in(words[name.first : name.last + 1], registry, below=name.last + 1 - name.first):
        if part.entries[0].kind in (Kind.COUNTRY, Kind.ADJECTIVE):
            yield part, name.first


def _sole(name: Name, entry: Entry, registry: Registry) -> bool:
    """Whether no second country bears the name, as with "Congo"."""
    return len({registry.state(other).iso3 for other in name.entries if other.kind is entry.kind}) == 1


def _span(words: tuple[Word, ...], name: Name, offset: int) -> Span:
    """Where a name stands, without a possessive ending."""
    first, last = words[offset + name.first], words[offset + name.last]
    return Span(first.start, last.start + len(last.text.split("'")[0].split("’")[0]))


def countries_of(text: str, *, registry: Registry) -> tuple[str, ...]:
    """The codes of the countries a text names, most frequent first."""
    found = Counter(country for _, country in country_mentions(text, registry=registry))
    return tuple(sorted(found, key=lambda country: (-found[country], country)))


def same_actor(one: str, other: str, *, registry: Registry) -> bool:
    """Whether two names are one, or both of one person, body or country."""
    first, second = name_key(one), name_key(other)
    if first == second:
        return True
    meanings = [
        {(entry.kind in GEOGRAPHIC or entry.kind, entry.index) for entry in registry.names.get(key, ())}
        for key in (first, second)
    ]
    return bool(meanings[0] & meanings[1])


def actor_of(words: str, span: Span, reading: Reading) -> Actor:
    """A reading as the record of an actor, with the mention's own words."""
    why = f"actor.{reading.rule}" + (f": {reading.basis}" if reading.basis else "")
    return Actor(words, span, reading.name, reading.country, reading.sectors, reading.wikidata, reading.reason, why)


@lru_cache(maxsize=16384)
def readings_of(
    text: str, *, registry: Registry, setting: Setting, tail: str = ""
) -> tuple[tuple[int, int, Reading], ...]:
    """Start, end and reading of each actor of a mention; one whole mention where nothing is joined. A `tail` is what
    the mention shares with actors behind it ("and Kosovo police")."""
    mention = parse(text + tail, registry)
    parts = _conjuncts(mention)
    if len(parts) == 1:
        return ((0, len(text), read(mention, setting)),)
    readings = [(part.words[0].start, part.words[-1].end, read(part, setting)) for part in parts]
    return tuple(_shared(mention, parts, readings, setting))


def read(mention: Mention, setting: Setting) -> Reading:
    """The reading of the first rule that knows the mention."""
    for rule in RULES:
        reading = rule(mention, setting)
        if reading is not None:
            return replace(reading, rule=rule.__name__)
    return Reading(reason="no word of it is known", rule="none")


# --------------------------------------------------------------------------- joined actors


def _conjuncts(mention: Mention) -> list[Mention]:
    """A mention cut at "and" and at the commas of a list; each part keeps what follows it up to the next cut."""
    cuts = [segment.first - 1 for segment in mention.segments[1:] if segment.link in JOINS]
    if not cuts:
        return [mention]
    cuts += [segment.first - 1 for segment in mention.segments[1:] if segment.link == "," and segment.first <= cuts[0]]
    edges = [-1, *sorted(cuts), len(mention.words)]
    parts = [mention.words[start + 1 : end] for start, end in pairwise(edges)]
    return [mention_of(part, mention.registry) for part in parts if any(not word.mark for word in part)] or [mention]


def _shared(
    mention: Mention, parts: list[Mention], readings: list[tuple[int, int, Reading]], setting: Setting
) -> Iterator[tuple[int, int, Reading]]:
    """What joined actors share: the last one's role ("EU and US officials"), the first one's country ("Serb judges
    and prosecutors"), the last one's place ("judges and police in Kosovo")."""
    last = parts[-1]
    role = last.role(last.head(last.core))
    place = placed_in(last, PLACED) if parts[0].core.names and is_ethnic(parts[0]) else None
    shared = place or readings[0][2].country or readings[-1][2].country
    for part, (start, end, reading) in zip(parts, readings, strict=True):
        if role is not None and last.words[0].norm not in ARTICLES and part is not last and _only_modifier(part):
            sectors = (*sectors_of(last, last.core, role), *(s for s in reading.sectors if s == "PRE"))
            holder = only_holder(last, role, reading.country, setting)
            name, wikidata = (holder.name, holder.wikidata) if holder else (None, None)
            basis = f"shares '{role.noun}' with the last of those joined"
            yield start, end, Reading(name, reading.country, sectors, None, wikidata, basis, rule="shared")
        elif shared and (reading.country is None or (place and part is parts[0])) and _shares(part):
            yield start, end, replace(reading, country=shared, reason=None)
        else:
            yield start, end, reading


def _shares(part: Mention) -> bool:
    """Whether a conjunct is a role that can take the others' country: no article, nobody's name."""
    return part.role(part.head(part.core)) is not None and part.words[0].norm not in ARTICLES


def _only_modifier(part: Mention) -> bool:
    """Whether a conjunct is a country or organisation alone, without article."""
    if len(part.segments) != 1 or len(part.core.names) != 1:
        return False
    name = part.core.names[0]
    return (
        not part.after(part.core, name)
        and part.role(name) is None
        and part.before(part.core, name.first) <= {"both", "either"}
    )


# --------------------------------------------------------------------------- rules


def pronoun(mention: Mention, setting: Setting) -> Reading | None:
    """A pronoun names nobody by itself."""
    words = [word for word in mention.words if not word.mark]
    if not words:
        return Reading(reason="holds no word")
    shouted = any(word.text.isupper() and len(word.text) > 1 for word in words)  # "IT", "US"
    if not shouted and all(word.norm in PRONOUNS | ARTICLES | COUNTERS for word in words):
        return Reading(reason="a pronoun: whom it stands for is not resolved")
    return None


def person(mention: Mention, setting: Setting) -> Reading | None:
    """A person's name, full or surname, misspelt or not, with country, office and date agreeing where they are told."""
    clues = clues_of(mention, setting)
    failed: Found | None = None
    for segment in mention.segments:
        if segment.link not in ("", ",", "(", "–", "—") or (segment is not mention.core and not _can_be_named(mention)):
            continue
        found = named_person(mention, segment, clues)
        if found and found.match:
            return person_reading(mention, found, clues)
        failed = failed or found
    if failed and not any(segment.names for segment in mention.segments):
        return refused(failed)
    return None


def _can_be_named(mention: Mention) -> bool:
    """Whether what follows the core's comma can be its name: "Kosovo's president, …", not "Belgrade, …"."""
    return mention.role(mention.head(mention.core)) is not None


def body(mention: Mention, setting: Setting) -> Reading | None:
    """An organisation, institution, group or movement that is the mention's head: "KFOR", "the Hezbollah movement"."""
    names = mention.core.names
    head = mention.head(mention.core)
    role = mention.role(head)
    whole = role is not None and role.plural and role.noun in FIGHTERS and mention.words[0].norm == "the"
    if head and role and (role.noun in GENERIC or whole) and len(names) > 1 and names[-2].last >= head.first - 2:
        owned = mention.words[names[-2].last].owner or names[-2] in mention.modifiers
        head = head if owned else names[-2]
    if head is None or any(word.text[0].islower() for word in _loose(mention, head)):
        return None
    if setting.located and head.entry(Kind.CAPITAL):
        return None
    bodies = mention.bodies(head)
    if len({body.code for body in bodies}) > 1:
        return _one_of_several(mention, bodies, setting)
    found = mention.body(head)
    if found is None:
        return None
    if "PTY" in found.sectors and _anywhere(mention, head) and found.code not in _told_or_near(mention, setting):
        return _one_of_several(mention, bodies, setting)
    if head.entry(Kind.ROLE) and setting.focus not in (None, found.code):  # "Congress" in a report about Peru
        return None
    foreign = _foreign_to(mention, found, head)
    if foreign:
        return Reading(None, foreign, found.sectors, basis=f"another country's than {found.name} of {found.code}")
    return Reading(found.name, found.code, found.sectors_on(setting.on), None, found.wikidata)


def _one_of_several(mention: Mention, bodies: tuple[Body, ...], setting: Setting) -> Reading:
    """One name of bodies in several countries: the one of the country that is told, else of the article's."""
    wanted = _told_or_near(mention, setting)
    fitting = [body for body in bodies if body.code in wanted]
    candidates = tuple(
        Candidate(body.name, body.code, int(body in fitting), "its country is told" if body in fitting else "not told")
        for body in bodies
    )
    if len(fitting) == 1:
        found = fitting[0]
        return Reading(
            found.name,
            found.code,
            found.sectors_on(setting.on),
            None,
            found.wikidata,
            "its country is told",
            candidates,
        )
    sectors = {body.sectors for body in bodies}
    reason = f"no country is told that makes it one of {', '.join(f'{body.name} ({body.code})' for body in bodies)}"
    return Reading(
        None, _before_or_of(mention), sectors.pop() if len(sectors) == 1 else (), reason, candidates=candidates
    )


def _told_or_near(mention: Mention, setting: Setting) -> frozenset[str]:
    """The country that a mention tells, else those that the article is about."""
    told = _before_or_of(mention)
    return frozenset({told} if told else setting.context)


def _before_or_of(mention: Mention) -> str | None:
    """The country that a body's name is told to be of: "Serbia's Democratic Party", "the Liberal Party of Canada"."""
    codes = [code_of(mention, name) for name in mention.core.names if name.entry(*GEOGRAPHIC)]
    return next((code for code in codes if code), None) or placed_in(mention, OF | PLACED)


def _anywhere(mention: Mention, name: Name) -> bool:
    """Whether parties of many a country could bear the name: "the Liberal Party", "the Popular Front"."""
    words = [word.norm for word in mention.words[name.first : name.last + 1] if not word.mark and word.norm != "the"]
    return len(words) <= 2 and all(word in PARTY_WORDS for word in words)


def _loose(mention: Mention, head: Name) -> list[Word]:
    """Words after a head that are no generic noun such as "group"."""
    fighters = {noun + "s" for noun in FIGHTERS}
    return [word for word in mention.after(mention.core, head) if word.norm not in GENERIC | fighters]


def _foreign_to(mention: Mention, found: Body, head: Name) -> str | None:
    """Another country that claims a national institution's common name: "Peru's Congress"."""
    if found.code in INTERNATIONAL or found in mention.registry.groups:
        return None
    codes = [code_of(mention, name) for name in mention.core.names if name.first < head.first]
    code = next((code for code in codes if code), None) or placed_in(mention, OF)
    return code if code != found.code else None


def holder(mention: Mention, setting: Setting) -> Reading | None:
    """An office with one holder on the day: "the Russian president" in 2009 is Dmitry Medvedev."""
    head = mention.head(mention.core)
    role = mention.role(head)
    if head is None or role is None or role.plural or is_former(mention, head):
        return None
    before = mention.before(mention.core, head.first)
    if before & (INDEFINITE | NOT_HOLDING):
        return None
    country = country_of(mention) or role.country or (setting.focus if "the" in before else None)
    return held_by(mention, head, role, country, setting)


def role(mention: Mention, setting: Setting) -> Reading | None:
    """A role noun gives the sector; adjective, people, place or owner the country: "Kosovo police" is XKX COP."""
    head = mention.head(mention.core)
    found = mention.role(head)
    if head is None or found is None:
        return None
    sectors = sectors_of(mention, mention.core, found)
    told = country_of(mention)
    if is_former(mention, head) and set(sectors) & OFFICIAL:
        sectors = ("ELI",)
    elif not sectors:
        if told is None:
            return Reading(reason=f"'{found.noun}' may be anyone's")
        sectors = ("GOV",)
    elif mention.before(mention.core, head.first) & STRIKING and "LAB" not in sectors:
        sectors = (*sectors, "LAB")
    if found.noun in OBSERVERS and told in INTERNATIONAL - {"NGO"}:
        sectors = ()
    country = told or found.country or focus_country(mention, setting, sectors)
    reason = None if country else "no country is told"
    basis = f"'{found.noun}'" + ("" if told or not country else f"; {country} is what the report is about")
    return Reading(None, country, with_partial(mention, sectors), reason, basis=basis)


def country(mention: Mention, setting: Setting) -> Reading | None:
    """A country, its capital or a metonym alone is its government: "Belgrade", "the Kremlin", "Serbia"."""
    described = _described(mention)
    if described is not None:
        return country(described, setting)
    head = mention.head(mention.core) or (mention.core.names[-1] if mention.core.names else None)
    entry = head.entry(Kind.COUNTRY, Kind.METONYM, Kind.CAPITAL, Kind.REGION) if head else None
    if head is None or entry is None or head in mention.modifiers or mention.after(mention.core, head):
        return None
    state = mention.registry.state(entry)
    if entry.kind is Kind.COUNTRY and not _sole(head, entry, mention.registry):
        return _one_country(mention, head, setting)
    if setting.located and entry.kind is Kind.CAPITAL:
        return Reading(reason=f"the city, not the government of {state.name}")
    sectors = ("GOV", state.sector) if state.sector else ("GOV",)
    within = mention.before(mention.core, head.first) & DIRECTIONS
    reason = "a part of the country" if within else None
    basis = f"{entry.kind} of {state.name}" if entry.kind is not Kind.COUNTRY else None
    return Reading(state.name, state.iso3, () if within else sectors, reason, state.wikidata, basis)


def _described(mention: Mention) -> Mention | None:
    """What follows "of" where only the kind of place is told before: "the breakaway region of South Ossetia"."""
    if len(mention.segments) != 2 or mention.segments[1].link != "of":
        return None
    kinds = [word.norm for word in mention.words[mention.core.first : mention.core.end] if word.text[0].islower()]
    if not kinds or kinds[-1] not in STATES or len(mention.core.names) > 1:
        return None
    return mention_of(mention.words[mention.segments[1].first :], mention.registry)


def _one_country(mention: Mention, name: Name, setting: Setting) -> Reading:
    """Which of the countries of one name ("Congo") is meant: the one that the article is about."""
    states = [mention.registry.countries[entry.index] for entry in name.entries if entry.kind is Kind.COUNTRY]
    meant = [state for state in states if state.iso3 in setting.context]
    if len(meant) != 1:
        return Reading(None, None, ("GOV",), f"several fit: {', '.join(state.name for state in states)}")
    return Reading(meant[0].name, meant[0].iso3, ("GOV",), None, meant[0].wikidata, "the one the report is about")


def people(mention: Mention, setting: Setting) -> Reading | None:
    """A people alone is its civilians, where it lives: "Serbs", "Kosovo Serbs", "ethnic Albanians in Macedonia"."""
    head = mention.head(mention.core)
    entry = head.entry(Kind.PEOPLE, Kind.ADJECTIVE) if head else None
    if head is None or entry is None or mention.after(mention.core, head):
        return None
    own = placed_in(mention, PLACED) or country_of(mention)
    if own == mention.registry.state(entry).iso3 and "ethnic" in mention.before(mention.core, head.first):
        own = setting.focus or own
    return Reading(None, own, with_partial(mention, ("CVL",)))


def unknown(mention: Mention, setting: Setting) -> Reading | None:
    """Words of which only the country is known."""
    code = country_of(mention)
    if code is None:
        return None
    return Reading(None, code, with_partial(mention, ()), "only a country is known")


RULES: tuple[Callable[[Mention, Setting], Reading | None], ...] = (
    pronoun,
    person,
    body,
    holder,
    role,
    country,
    people,
    unknown,
)
