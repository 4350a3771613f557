"""Makes the codebook, `docs/codebook/`, from the ontology, the lexicon and the list of misread sentences.

`python docs/build.py` writes it. No model runs here: `tests/test_codebook.py` reads the pages and holds the
coder to every sentence of their tables.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import statuses

from tocsin import datafiles
from tocsin.coding import verdicts
from tocsin.language.tokens import tokenize
from tocsin.lexicon import Entry, Example, Lexicon, Words, load_lexicon
from tocsin.ontology import EventType, Mode, Ontology, load_ontology
from tocsin.records import Span

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/tocsin/data"
FOLDER = Path(__file__).parent / "codebook"
MISREAD_FILE = ROOT / "tests/coding/misread.txt"
LEXICON_LINK = "../../src/tocsin/data/lexicon"
COUNTED = ("event", "entries", "examples", "near misses", "left out")
PER_MODE = 12  # examples and near misses shown of a mode; twice as many of an event that has no modes
SHOWN_WORDS = 4  # of what an entry asks for
SHOWN_ROLES = 12  # role nouns of a sector
NO_MODE = "Without a mode"
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
POS = {"verb": "verbs", "noun": "nouns", "adj": "adjectives"}
IRREGULAR = {"froze": "freeze", "frozen": "freeze", "unfroze": "unfreeze", "lent": "lend"}
ACCEPTING = (verdicts.outweighed, verdicts.agreed, verdicts.construction, verdicts.unknown_word)
DECLINING = (verdicts.no_act, verdicts.excluded, verdicts.refused)
OWN = (verdicts.entry_alone,)  # speaks for ontologies of one's own alone
RULES_LINK = "../rules.md#lexicon-and-classifier-which-event-a-word-reports"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the lexicon and the entry it belongs to; `example` is None for a near miss."""

    entry: Entry
    text: str
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What the pages are made of: `misread` are the sentences that no page may show."""

    ontology: Ontology
    lexicon: Lexicon
    misread: frozenset[str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the files."""
        found = (entry for entries in self.lexicon.entries.values() for entry in entries)
        return tuple(sorted(found, key=_place))

    def passing(self, event: str, mode: str | None) -> list[Line]:
        """The examples of an event in a mode that are not misread."""
        lines = (Line(entry, x.text, x) for entry in self.entries for x in entry.examples)
        return [x for x in lines if x.text not in self.misread and _told(x) == (event, mode)]

    def near(self, event: str, mode: str | None) -> list[Line]:
        """The near misses of the entries for an event in a mode that are not misread."""
        lines = (Line(entry, text) for entry in self.entries for text in entry.near_misses)
        return [x for x in lines if x.text not in self.misread and _told(x) == (event, mode)]

    def left_out(self, event: str) -> int:
        """How many sentences of the event's entries are misread."""
        entries = [e for e in self.entries if e.event == event]
        return sum(text in self.misread for e in entries for text in (*(x.text for x in e.examples), *e.near_misses))


def _told(line: Line) -> tuple[str, str | None]:
    told = line.example or line.entry
    return told.event, told.mode


def load_book() -> Book:
    """The data as they are now."""
    ontology = load_ontology(DATA / "plover")
    misread = frozenset(MISREAD_FILE.read_text(encoding="utf-8").splitlines())
    return Book(ontology, load_lexicon(DATA / "lexicon", ontology), misread)


def pages() -> dict[str, str]:
    """Every page of the folder by file name."""
    book = load_book()
    made = {page_name(event): event_page(event, book) for event in book.ontology.events.values()}
    chapters = {"status-and-attribution.md": statuses.page(), "contexts-and-sectors.md": context_page()}
    return {"README.md": index_page(book), **made, **chapters}


def write() -> None:
    """Write the pages and take away those that are no longer made."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def page_name(event: EventType) -> str:
    """The file of an event's page."""
    return f"{event.name.lower()}.md"


# --------------------------------------------------------------------------- the index


INDEX = """\
# The codebook

Made by `python docs/build.py` from the [ontology](../../src/tocsin/data/plover/README.md) and the
[lexicon](../../src/tocsin/data/lexicon/README.md): change those, not these pages. `tests/test_codebook.py` reads the
pages and runs the coder on every sentence of their tables.

A page says what an event is, what it takes and what it leaves to others. Then it shows, mode by mode, sentences that
code so, and sentences with the same words that do not.

- **passes**: the coder reads this event, in this mode, with this actor and this recipient. *Word* is the entry's word
  as it stands in the sentence, and the noun it asks for where that can tell the event itself (`imposed; curfew`): the
  event is read in one of them, rarely in a word beside them. An empty cell means that the entry does not say.
- **declined**: the coder does not read this event in the word. *Entry* is where the lexicon guards against it. *Asks
  for* is what that entry wants to see and, after *no*, what it rules out; `@` names a
  [class of words](../../src/tocsin/data/lexicon/classes.yml).

Of each, up to {per_mode} are shown of a mode and up to {per_event} of an event without modes, of as many different
words as there are.

The first of the [verdict rules]({rules})
that speaks decides: {accepting} let a word pass, {declining}
decline it. An entry that asks for nothing (–) fits wherever its word stands, so that `no_act` alone can decline it
there. A word that stands inside a name, or as another part of speech, is not weighed at all. The rules at work on a
sentence of your own:

```console
$ echo "Police detained forty protesters in Minsk on Sunday." | tocsin code - --explain
```

**Left out.** {left_out} of the lexicon's {total} examples and near misses are misread by the coder today. They stand in
[`tests/coding/misread.txt`](../../tests/coding/misread.txt) and in no table here.

## Events
{events}
Quad: {quads}. Scores run from -10, most hostile, to 10.
What an event is about, and what its actors are: [contexts and sectors](contexts-and-sectors.md). Whether it happened,
and who says so: [status and attribution](status-and-attribution.md).

## Modes
{modes}

## How much stands behind them
{counts}
"""


def index_page(book: Book) -> str:
    """What the codebook is, how to read it, and one line per event."""
    events = book.ontology.events.values()
    return INDEX.format(
        per_mode=PER_MODE,
        per_event=2 * PER_MODE,
        rules=RULES_LINK,
        accepting=_named(ACCEPTING, "and"),
        declining=_named(DECLINING, "and"),
        left_out=f"{len(book.misread):,}",
        total=f"{sum(len(e.examples) + len(e.near_misses) for e in book.entries):,}",
        events="\n".join(table(("event", "quad", "score", "in short"), map(_event_row, events))),
        quads=", ".join(f"{quad} {name}" for quad, name in QUADS.items()),
        modes="\n".join(f"- {link_to(e.name)}: {_mode_links(e)}" for e in events if e.modes),
        counts="\n".join(table(COUNTED, (_count_row(e, book) for e in events))).rstrip(),
    )


def _event_row(event: EventType) -> tuple[str, ...]:
    first = re.split(r"(?<=[.])\s", event.definition, maxsplit=1)[0]
    return link_to(event.name), str(event.quad), number(event.score), plain(first)


def _mode_links(event: EventType) -> str:
    return ", ".join(f"[{mode}]({page_name(event)}#{mode})" for mode in event.modes)


def _count_row(event: EventType, book: Book) -> tuple[str, ...]:
    entries = [e for e in book.entries if e.event == event.name]
    counts = (len(entries), sum(len(e.examples) for e in entries), sum(len(e.near_misses) for e in entries))
    return (link_to(event.name), *map(str, counts), str(book.left_out(event.name)))


# --------------------------------------------------------------------------- an event


def event_page(event: EventType, book: Book) -> str:
    """Definition, boundaries, modes, sentences, words and rules of one event."""
    place = f"[Codebook](README.md) · {QUADS[event.quad]} (quad {event.quad}) · score {number(event.score)}"
    parts = [f"# {event.name}", "", place, "", plain(event.definition), "", *_boundaries(event, book)]
    if event.modes:
        rows = [(f"[{m.name}](#{m.name})", number(m.score), plain(m.definition)) for m in event.modes.values()]
        parts += ["## Modes", *table(("mode", "score", "definition"), rows)]
    limit = PER_MODE if event.modes else 2 * PER_MODE
    for mode in (*event.modes.values(), None):
        parts += _section(event, mode, book, limit)
    return "\n".join([*parts, *_words(event, book), *_rules()])


def _boundaries(event: EventType, book: Book) -> list[str]:
    """What the event takes and what others take instead."""
    parts = ["**It takes**", "", *(f"- {plain(line)}" for line in event.takes), *_planned(event, book), ""]
    item = next(i for i in datafiles.items(DATA / "plover/events.yml") if i.text("name") == event.name)
    given = [f"- {plain(g['what'])} → {links_to(g['to'])}" for g in item.values.get("gives_away") or ()]
    if event.when_planned:
        given.append(f"- what is only planned → {link_to(event.when_planned)}")
    if given:
        parts += ["**It gives away**", "", *given, ""]
    return [*parts, *_notes(event)]


def _planned(event: EventType, book: Book) -> list[str]:
    """The events that are this one as long as they are only planned."""
    names = [other.name for other in book.ontology.events.values() if other.when_planned == event.name]
    return [f"- a planned act of {links_to(names)}"] if names else []


def _notes(event: EventType) -> list[str]:
    """What else the ontology says of the event."""
    notes = []
    if event.needs_recipient:
        notes.append("It needs a recipient.")
    if event.embeds:
        notes.append("The act that it speaks of is an event of its own, linked to it.")
    if event.holds:
        notes.append(f"It gives that act the status `{event.holds}`.")
    return [" ".join(notes), ""] if notes else []


def _section(event: EventType, mode: Mode | None, book: Book, limit: int) -> list[str]:
    """The heading of a mode and its sentences; nothing where the lexicon has none."""
    name = mode.name if mode else None
    passing, near = spread(book.passing(event.name, name), limit), spread(book.near(event.name, name), limit)
    if not passing and not near and mode is None:
        return []
    parts = [f"## {mode.name if mode else NO_MODE if event.modes else 'Sentences'}"]
    if mode:
        parts += [f"Score {number(mode.score)}. {plain(mode.definition)}"]
    elif event.modes:
        parts += ["The word tells the event and leaves the mode open; the model may still read one from the sentence."]
    return [*parts, "", *_passing_table(passing, book.lexicon), *_near_table(near, book.lexicon)]


def _passing_table(lines: Sequence[Line], lexicon: Lexicon) -> list[str]:
    head, rows = ["passes", "word", "actor", "recipient"], [_passing_row(x, lexicon) for x in lines]
    stated = [_stated(x.example) for x in lines]
    if any(stated):
        head, rows = [*head, "status"], [[*row, state] for row, state in zip(rows, stated, strict=True)]
    return table(head, rows) if rows else []


def _passing_row(line: Line, lexicon: Lexicon) -> list[str]:
    sides = (line.example.actors, line.example.recipients) if line.example else ((), ())
    return [plain(line.text), _listed(words_of(line, lexicon)), *map(_listed, sides)]


def _listed(parts: Iterable[str]) -> str:
    """Several words or sides in one cell."""
    return "; ".join(map(plain, parts))


def _stated(example: Example | None) -> str:
    """Status and negation where the entry states them."""
    if example is None:
        return ""
    negated = {True: "negated", False: "not negated", None: ""}[example.negated]
    return ", ".join(part for part in (example.status or "", negated) if part)


def _near_table(lines: Sequence[Line], lexicon: Lexicon) -> list[str]:
    rows = [(plain(x.text), _listed(words_of(x, lexicon)), _origin(x.entry), asks_for(x.entry)) for x in lines]
    return table(("declined", "word", "entry", "asks for"), rows) if rows else []


def _origin(entry: Entry) -> str:
    file, line = entry.origin.split(":")
    return f"[{file}:{line}]({LEXICON_LINK}/{file}#L{line})"


def asks_for(entry: Entry) -> str:
    """The construction of an entry in a few words, `–` for an entry that takes its word anywhere."""
    wanted = [("particle", entry.particle), ("modifier", entry.modifier), ("object", entry.object)]
    wanted += [("subject", entry.subject), *((f"“{p}”", words) for p, words in entry.oblique)]
    barred = [("modifier", entry.not_modifier), ("object", entry.not_object), ("subject", entry.not_subject)]
    barred += [(f"“{p}”", words) for p, words in entry.not_oblique]
    parts = [_asked(name, words) for name, words in wanted if words or name.startswith("“")]
    if entry.complement:
        parts.append(_asked("clause", entry.complement_lemmas))
    parts += ["no " + _asked(name, words) for name, words in barred if words or name.startswith("“")]
    return "; ".join(parts) or "–"


def _asked(name: str, words: Words) -> str:
    listed = ", ".join(sorted(words)[:SHOWN_WORDS])
    return plain(f"{name} {listed}{' …' if len(words) > SHOWN_WORDS else ''}".strip())


def _words(event: EventType, book: Book) -> list[str]:
    """All words that report the event, by part of speech."""
    entries = [e for e in book.entries if e.event == event.name]
    found = {name: _lemmas(entries, pos) for pos, name in POS.items()}
    rows = [(f"{name} ({len(words)})", ", ".join(words)) for name, words in found.items() if words]
    return ["## Words that report it", *table(("part of speech", "words"), rows)]


def _lemmas(entries: Sequence[Entry], pos: str) -> list[str]:
    return sorted({plain(" ".join((e.lemma, *sorted(e.particle)[:1]))) for e in entries if e.pos == pos})


def _rules() -> list[str]:
    """Which verdict rules let a word pass and which decline it."""
    return [
        "## Rules that speak",
        f"A sentence passes by {_named(ACCEPTING, 'or')}; it is declined by {_named(DECLINING, 'or')}.",
        f"The [verdict rules]({RULES_LINK}) say what each looks at; the first that speaks decides.",
        "",
    ]


def _named(rules: Sequence[Callable[..., object]], joint: str) -> str:
    """Rules by name, after checking that every verdict rule is either accepting or declining."""
    if {*ACCEPTING, *DECLINING, *OWN} != {*verdicts.RULES}:
        raise SystemExit("docs/codebook.py: ACCEPTING, DECLINING and OWN must name every rule of verdicts.RULES once")
    *first, last = (f"`{rule.__name__}`" for rule in rules)
    return f"{', '.join(first)} {joint} {last}"


# --------------------------------------------------------------------------- contexts and sectors


def context_page() -> str:
    """All contexts and sectors with their definitions."""
    contexts = [(i.text("name"), i.text("definition")) for i in datafiles.items(DATA / "plover/contexts.yml")]
    sectors = [(i.text("name"), i.text("definition")) for i in datafiles.items(DATA / "plover/sectors.yml")]
    roles = dict(_roles())
    parts = [
        "# Contexts and sectors",
        "",
        "[Codebook](README.md)",
        "",
        "## Contexts",
        "What an event is about. An event may have several, or none.",
        "",
        *table(("context", "definition"), [(f"`{name}`", plain(text)) for name, text in contexts]),
        "## Sectors",
        "What an actor does in its country. *Words* are role nouns that give the sector by themselves "
        "([all of them](../../src/tocsin/data/actors/roles.yml));",
        "the [rules for mentions](../rules.md#whom-a-mention-names) say what else does.",
        "",
        *table(
            ("sector", "definition", "words"),
            [(f"`{name}`", plain(text), ", ".join(roles.get(name, [])[:SHOWN_ROLES])) for name, text in sectors],
        ),
    ]
    return "\n".join(parts)


def _roles() -> dict[str, list[str]]:
    """Nouns that make one sector and no other, by sector."""
    found: dict[str, list[str]] = {}
    for item in datafiles.items(DATA / "actors/roles.yml"):
        sectors = item.words("sectors")
        if len(sectors) == 1 and not item.values.get("weak"):
            found.setdefault(sectors[0], []).extend(map(plain, item.words("nouns")))
    return found


# --------------------------------------------------------------------------- choosing


def spread(found: Sequence[Line], limit: int) -> list[Line]:
    """Up to `limit` sentences in the order of the lexicon: one of each word first, the words evenly spread."""
    turns: dict[int, list[Line]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for line in found:
        word = (line.entry.pos, line.entry.lemma)
        seen[word] += 1
        turns.setdefault(seen[word], []).append(line)
    chosen: list[Line] = []
    for turn in turns.values():
        room = min(limit - len(chosen), len(turn))
        chosen += [turn[place * len(turn) // room] for place in range(room)]
    return sorted(chosen, key=found.index)


def _place(entry: Entry) -> tuple[str, int]:
    file, line = entry.origin.split(":")
    return file, int(line)


def words_of(line: Line, lexicon: Lexicon) -> tuple[str, ...]:
    """The entry's word as it stands in the sentence, and the noun it asks for where that can tell the event itself.

    A hyphened group stands whole. Nothing where the entry's word does not stand in the sentence.
    """
    entry = line.entry
    own = _standing(line.text, entry.lemma, entry.pos)
    nouns = [_standing(line.text, lemma, "noun") for lemma in _carried(entry, lexicon)] if own else []
    noun = next((noun for noun in nouns if noun not in (own, None)), None)
    return tuple(word for word in (own, noun) if word)


def _carried(entry: Entry, lexicon: Lexicon) -> list[str]:
    """The nouns that the entry asks for and that report the same event by themselves: "imposed" and its "curfew"."""
    asked = (entry.object, *(words for _, words in entry.oblique))
    nouns = [lemma for pos, lemma in lexicon.entries if pos == "noun" and entry.pos == "verb"]
    told = [noun for noun in nouns if any(e.event == entry.event for e in lexicon.find("noun", noun))]
    return sorted(noun for noun in told if any(lexicon.holds(words, noun) for words in asked))


def _standing(text: str, lemma: str, pos: str) -> str | None:
    """The first word of a text, then the first hyphened group, that is a form of the lemma."""
    words = [span.of(text) for span in tokenize(text, Span(0, len(text)))]
    groups = re.findall(r"\w+(?:-\w+)+", text)
    return next((w for w in (*words, *groups) if _is_form(w.lower(), lemma, pos)), None)


def _is_form(word: str, lemma: str, pos: str) -> bool:
    forms = _plurals(lemma) if pos == "noun" else _forms(lemma)
    return word in forms or _irregular().get(pos.upper(), {}).get(word) == lemma


@cache
def _forms(lemma: str) -> frozenset[str]:
    """The forms of a verb by the regular endings, with all the ways to join them."""
    stems = {lemma, lemma.removesuffix("e"), lemma + lemma[-1]}
    past = {f"{lemma[:-1]}ied"} if lemma.endswith("y") else set()
    return _plurals(lemma) | {stem + ending for stem in stems for ending in ("ed", "ing")} | past


@cache
def _plurals(lemma: str) -> frozenset[str]:
    """A word and its forms in -s."""
    return frozenset({lemma, f"{lemma}s", f"{lemma}es", *([f"{lemma[:-1]}ies"] if lemma.endswith("y") else [])})


@cache
def _irregular() -> Mapping[str, Mapping[str, str]]:
    """The lemmatiser's table: part of speech to form to lemma."""
    table: dict[str, dict[str, str]] = json.loads((DATA / "model/lemmas.json").read_text("utf-8"))["table"]
    return {**table, "VERB": table["VERB"] | IRREGULAR}


# --------------------------------------------------------------------------- Markdown


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, with a blank one behind."""
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows), ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """A text on one line, with a backslash before all that Markdown would read as its own."""
    return re.sub(r"([\\`*_\[\]<>|$~])", r"\\\1", " ".join(text.split()))


def link_to(event: str) -> str:
    """A link to an event's page."""
    return f"[{event}]({event.lower()}.md)"


def links_to(events: Iterable[str]) -> str:
    """Links to several events' pages."""
    return ", ".join(map(link_to, events))


def number(score: float) -> str:
    """A score as it is published."""
    return f"{score:g}"
