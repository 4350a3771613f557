"""Where a mention belongs: its country and its sectors, by what stands before, behind and around its head."""

from __future__ import annotations

from tocsin.resolving.mentions import ARTICLES, GEOGRAPHIC, HONORIFICS, OF, PLACED, Mention, Name, Segment, Setting
from tocsin.resolving.registry import (
    BODIES,
    Kind,
    Role,
)

FORMER = frozenset({"former", "ex", "ousted", "deposed", "onetime", "erstwhile", "then", "late"})
FOREIGN = frozenset(
    {
        "foreign",
        "international",
        "western",
        "regional",
        "global",
        "world",
        "overseas",
        "european",
        "arab",
        "african",
        "asian",
        "muslim",
    }
)


# --------------------------------------------------------------------------- country and sector


def country_of(mention: Mention) -> str | None:
    """The country a mention's own words give: before the head ("Serbian police"), then "of", then "in"."""
    head = mention.head(mention.core)
    bare = head if head and head.entry(Kind.ROLE) and head.entry(*BODIES) else None  # "Congress" may be any country's
    core = [code for name in mention.core.names if name is not bare and (code := code_of(mention, name))]
    placed = placed_in(mention, PLACED)
    if placed and (not core or is_ethnic(mention)):
        return placed_in(mention, OF) or placed
    return (core[0] if core else None) or placed_in(mention, OF) or _owner(mention) or _weak_for(mention)


def code_of(mention: Mention, name: Name) -> str | None:
    """The country of one name; a capital that also stands for an organisation ("Brussels") is a place here."""
    entry = name.entry(Kind.CAPITAL) if len(mention.core.names) > 1 else None
    if entry is None:
        entry = next((entry for entry in name.entries if entry.kind is not Kind.ROLE), None)
    if entry is None:
        role = mention.role(name)
        return role.country if role else None
    alike = BODIES if entry.kind in BODIES else {entry.kind}
    codes = {mention.registry.country_of(other) for other in name.entries if other.kind in alike}
    return codes.pop() if len(codes) == 1 else None


def placed_in(mention: Mention, links: frozenset[str]) -> str | None:
    """The country of the first place behind one of the links ("of", "in")."""
    for segment in mention.segments[1:]:
        if segment.link in links:
            for name in segment.names:
                if code := code_of(mention, name):
                    return code
    return None


def _weak_for(mention: Mention) -> str | None:
    """The country behind "for", where someone speaks or acts for another: "a spokesman for the Kremlin"."""
    role = mention.role(mention.head(mention.core))
    return placed_in(mention, frozenset({"for"})) if role and role.weak else None


def is_ethnic(mention: Mention) -> bool:
    """Whether the core's country is a people that may live elsewhere: "ethnic Albanians", "Serb prosecutors"."""
    if "ethnic" in mention.before(mention.core, mention.core.end):
        return True
    name = mention.core.names[0]
    entry = name.entry(Kind.PEOPLE)
    if entry is None or name.entry(Kind.COUNTRY, Kind.ROLE):
        return False
    word = mention.words[name.last].norm
    adjective = mention.registry.adjectives.get(mention.registry.state(entry).iso3)
    return name.first == name.last and adjective not in (word, word.removesuffix("s")) and adjective is not None


def _owner(mention: Mention) -> str | None:
    """The country of a person who owns or qualifies the core: "Putin's spokesman", "Trump administration"."""
    known = {index for name in mention.core.names for index in range(name.first, name.last + 1)}
    head = mention.head(mention.core)
    for index in range(mention.core.first, head.first if head else mention.core.end):
        word = mention.words[index]
        if index in known or word.mark or not word.text[0].isupper() or _second_name(mention, known, index):
            continue
        people = mention.registry.surnames.get(word.norm, ())
        if len(people) == 1 and not mention.registry.people[people[0]].common:
            return mention.registry.people[people[0]].country
    return None


def _second_name(mention: Mention, known: set[int], index: int) -> bool:
    """Whether an unknown name stands before this word, so that it is somebody else's surname."""
    if index == mention.core.first or index - 1 in known:
        return False
    before = mention.words[index - 1]
    return not before.mark and before.text[0].isupper() and before.norm not in HONORIFICS | ARTICLES | FORMER


def focus_country(mention: Mention, setting: Setting, sectors: tuple[str, ...]) -> str | None:
    """The country of the article for a bare role, unless the role is of unknown or foreign belonging."""
    head = mention.head(mention.core)
    role = mention.role(head)
    if "UAF" in sectors or "UNK" in sectors or (role and role.anywhere):
        return None
    before = mention.before(mention.core, head.first if head else mention.core.end)
    return None if before & FOREIGN else setting.focus


def sectors_of(mention: Mention, segment: Segment, role: Role) -> tuple[str, ...]:
    """The sector of a role; a weak one takes that of the words beside it ("police chief", "members of Hamas")."""
    if not role.weak:
        return role.sectors
    head = mention.head(segment)
    for name in reversed([name for name in segment.names if head is None or name.first < head.first]):
        if sectors := _told(mention, name, role):
            return sectors
    for other in mention.segments[1:]:
        if other.link in OF | PLACED | {"for", "with"}:
            for name in sorted(other.names, key=lambda name: mention.body(name) is None):
                if sectors := _told(mention, name, role):
                    return sectors
    return role.sectors


def _told(mention: Mention, name: Name, weak: Role) -> tuple[str, ...]:
    """The sectors a neighbouring name gives to a weak role; the government's forces stay military."""
    if name in mention.modifiers:
        return ()
    body, role = mention.body(name), mention.role(name)
    sectors = body.sectors if body else role.sectors if role and not role.weak else ()
    return () if weak.sectors == ("MIL",) and set(sectors) & {"GOV", "PTY", "CVL"} else sectors


def with_partial(mention: Mention, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors with PRE where the core, or what follows its "of", names a partially recognised entity."""
    for name in (*mention.core.names, *(n for s in mention.segments[1:2] if s.link == "of" for n in s.names)):
        entry = None if name.entry(*BODIES) else name.entry(*GEOGRAPHIC)
        if entry and (sector := mention.registry.state(entry).sector) and sector not in sectors:
            return (*sectors, sector)
    return sectors


def is_former(mention: Mention, name: Name) -> bool:
    """Whether words before a name say that it is past: "former", "ousted"."""
    return bool(mention.before(mention.core, name.first) & FORMER)
