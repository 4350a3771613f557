"""Stand-ins for the language model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Arguments = tuple[tuple[str, int, int], ...]
Write = Callable[[str, str], Path]


@dataclass(frozen=True)
class FakeReading:
    """Every word a noun on the first word, unless a test says otherwise."""

    upos: tuple[str, ...]
    features: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[tuple[str, int, int, float], ...] = ()
    predicates: tuple[tuple[int, Arguments], ...] = ()


def plain_reading(words: Sequence[str]) -> FakeReading:
    size = len(words)
    return FakeReading(
        upos=("NOUN",) * size,
        features=("_",) * size,
        lemmas=tuple(w.lower() for w in words),
        heads=(-1, *(0,) * (size - 1)),
        relations=("root", *("nsubj:pass",) * (size - 1)),
    )


@dataclass
class FakeReader:
    """Names the words of `entities`, gives a forced predicate the arguments of its word, and remembers what it read."""

    entities: dict[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Arguments] = field(default_factory=dict)
    seen: list[list[str]] = field(default_factory=list)

    def read(
        self, sentences: Sequence[Sequence[str]], *, forced: Sequence[Sequence[int]] | None = None
    ) -> list[FakeReading]:
        self.seen += [list(words) for words in sentences]
        given = forced or [[] for _ in sentences]
        return [self._reading(words, indices) for words, indices in zip(sentences, given, strict=True)]

    def _reading(self, words: Sequence[str], indices: Sequence[int]) -> FakeReading:
        plain = plain_reading(words)
        named = tuple((self.entities[w], i, i, 1.0) for i, w in enumerate(words) if w in self.entities)
        predicates = tuple((i, self.arguments.get(words[i], ())) for i in indices)
        return FakeReading(plain.upos, plain.features, plain.lemmas, plain.heads, plain.relations, named, predicates)
