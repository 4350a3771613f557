"""What the text beside a mention tells: a title, that a city is only a place, what joined actors share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.resolving.mentions import (
    ARTICLES,
    GEOGRAPHIC,
    JOINS,
    PLACED,
    STANDS_FOR,
    Mention,
    Setting,
    mention_of,
    parse,
)
from tocsin.resolving.registry import Kind, Registry, Word, words_of

REACH = 48  # characters on each side of a mention that are looked at
NEAR = 5  # words before it that may be its title
WHERE = PLACED | {"through", "around", "outside", "over", "into", "towards", "toward", "via", "between", "beyond"}
PARTS_OF_TOWNS = frozenset(
    "centre center port airport airports street streets city town capital north south east west outskirts suburb "
    "suburbs district districts square squares market university hospital prison slum slums embassy consulate heart "
    "roads sky skies gates hotel stadium station metro mosque cathedral church neighbourhood neighborhood "
    "quarter".split()
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a mention: `titles` are offices told before it, `located` says that only a place can stand
    there ("in Kabul"), `tail` are the words that a joined actor shares ("Serbian" of "Serbian and Kosovo police")."""

    titles: frozenset[str] = frozenset()
    located: bool = False
    tail: str = ""

    def setting(self, on: date | None, context: tuple[str, ...]) -> Setting:
        """What is known beside the words, with the day and the countries of the report."""
        return Setting(on, context, self.titles, self.located)


NOTHING_AROUND = Around()


def around(text: str, start: int, end: int, registry: Registry) -> Around:
    """What the text tells around the mention that stands from `start` to before `end`."""
    return _around(text[max(0, start - REACH) : start], text[start:end], text[end : end + REACH], registry)


@lru_cache(maxsize=4096)
def _around(before: str, words: str, after: str, registry: Registry) -> Around:
    clause = before[max((before.rfind(mark) for mark in ".!?;:\n"), default=-1) + 1 :]
    mention = parse(words, registry)
    titled = mention.role(mention.head(mention.core)) is not None
    found = Around(
        frozenset() if titled else _titles(clause, registry),
        _located(clause, mention),
        _tail(clause, mention, after, registry),
    )
    return NOTHING_AROUND if found == NOTHING_AROUND else found


def _titles(clause: str, registry: Registry) -> frozenset[str]:
    """The offices that stand just before a name: "the Spanish president of the government Pedro Sánchez"."""
    words = tuple(words_of(clause))[-NEAR:]
    if not words:
        return frozenset()
    mention = mention_of(words, registry)
    roles = [mention.role(name) for segment in mention.segments for name in segment.names]
    offices = [role.office for role in roles if role and role.office and not role.plural]
    return frozenset(title for office in offices for title in STANDS_FOR.get(office, (office,)))


def _located(clause: str, mention: Mention) -> bool:
    """Whether a capital stands where only the city can: "in Kabul", "the port of Beirut"."""
    names = mention.core.names
    if len(names) != 1 or not names[0].entry(Kind.CAPITAL) or len(mention.words) != names[0].last - names[0].first + 1:
        return False
    words = [word.norm for word in words_of(clause) if not word.mark]
    if not words:
        return False
    return words[-1] in WHERE or (words[-1] == "of" and len(words) > 1 and words[-2] in PARTS_OF_TOWNS)


def _tail(clause: str, mention: Mention, after: str, registry: Registry) -> str:
    """What follows an adjective alone, up to the role that it shares: " and Kosovo police"."""
    names = mention.core.names
    lone = len(mention.segments) == 1 and len(names) == 1 and names[0].entry(Kind.ADJECTIVE, Kind.PEOPLE) is not None
    following = words_of(after)
    if not lone or not following or mention.words[-1].owner:
        return ""
    before = words_of(clause)
    if before and before[-1].norm in JOINS:  # the last of those joined stands before the role itself
        return _own_role(after, following, registry)
    if following[0].norm not in JOINS:
        return ""
    rest = mention_of(tuple(following[1:]), registry)
    role = next((name for name in rest.segments[0].names if rest.role(name)), None)
    joined = [name for name in rest.segments[0].names if name.entry(*GEOGRAPHIC)]
    if role is None or not joined or rest.words[0].norm in ARTICLES:
        return ""
    return after[: rest.words[role.last].end]


def _own_role(after: str, following: list[Word], registry: Registry) -> str:
    """The role that follows at once: " soldiers"."""
    rest = mention_of(tuple(following), registry)
    role = rest.segments[0].names[0] if rest.segments[0].names else None
    return after[: rest.words[role.last].end] if role and role.first == 0 and rest.role(role) else ""
