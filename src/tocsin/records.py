"""Every frozen record that crosses a stage, in the order in which the stages make them.

location -> Report -> Article -> Analysis -> Coding -> Event

All spans are character offsets into `Article.text`, `end` exclusive: `text[start:end]` is the value, always.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# --------------------------------------------------------------------------- shared


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not in order")

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


# --------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Report:
    """What was fetched or opened: bytes as they came, nothing interpreted.

    `media_type` is `text/html`, `text/plain`, `text/markdown`, `application/json` (one JSONL or CSV row already
    taken apart carries its `fields`) and so on. `fields` hold what the container said of the report
    (title, published, url, publisher …), empty for plain files.
    """

    location: str
    fetched_at: datetime | None
    media_type: str
    content: bytes
    sha256: str
    charset: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


class MaskReason(StrEnum):
    """Why a stretch of an article's text is not part of the report."""

    RELATED = "related"  # "See also", "Read more", link lists
    COMMENTS = "comments"  # comment forms and readers' comments
    SUBSCRIBE = "subscribe"  # newsletter and subscription boxes
    CREDIT = "credit"  # photo credits and captions' agencies
    DATELINE = "dateline"  # "BELGRADE, Dec 9 (Reuters) -"
    SHARE = "share"  # share buttons, tags, cookie notices
    BYLINE = "byline"  # "By Jane Doe", "Our correspondent"
    COPYRIGHT = "copyright"  # rights notices, "All rights reserved"
    PUBLISHER = "publisher"  # the outlet's name behind the headline: " – News"


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch of text that is shown but never coded."""

    span: Span
    reason: MaskReason


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published: `moment` is a datetime with zone, or a date; `known_by` says how."""

    moment: datetime | date
    known_by: str  # json-ld, meta, time-element, url, dateline, option, field

    @property
    def day(self) -> date:
        """The calendar day, in the report's own zone."""
        return self.moment.date() if isinstance(self.moment, datetime) else self.moment


@dataclass(frozen=True, slots=True)
class Article:
    """A report's text as one string, title first where there is one, with what is not the report masked in place.

    `id` is a content hash of text, url and publisher. `published` is None with `published_reason` saying why.
    `title_span` covers the title inside `text` (None where there is none). Paragraphs are spans of `text`.
    """

    id: str
    location: str
    text: str
    paragraphs: tuple[Span, ...]
    title_span: Span | None
    masked: tuple[Masked, ...]
    published: Published | None
    published_reason: str | None
    language: str
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    wire: str | None = None

    @property
    def title(self) -> str | None:
        """The headline, or None."""
        return self.title_span.of(self.text) if self.title_span else None


# --------------------------------------------------------------------------- language


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word. `head` is the index of its head within the sentence, -1 for the root."""

    text: str
    span: Span
    lemma: str
    pos: str
    features: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens `first` to `last` (inclusive) of its sentence."""

    label: str
    first: int
    last: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """A semantic role (PropBank label) of a predicate: tokens `first` to `last` (inclusive)."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A token that reports an act or state, with its PropBank arguments."""

    index: int
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What the event heads read in the word at `index`.

    `chances` are the likeliest events as (event, its likeliest mode, probability), likeliest first; what they leave to
    one is the chance of no event at all, unless `told` gives the chance of any: in an ontology that names some acts
    twice or not at all. `status` comes with its probability, `statuses` holds every one's; `negated` and `historical`
    are probabilities, `happened` is the word's factuality (-3 to 3); sides and speakers are token ranges (inclusive).
    """

    index: int
    chances: tuple[tuple[str, str | None, float], ...]
    status: tuple[str, float]
    negated: float
    actors: tuple[tuple[int, int], ...] = ()
    recipients: tuple[tuple[int, int], ...] = ()
    speakers: tuple[tuple[int, int], ...] = ()
    historical: float = 0.0
    told: float | None = None
    statuses: tuple[tuple[str, float], ...] = ()
    happened: float = 0.0

    @property
    def none(self) -> float:
        """The probability that the word tells no act at all."""
        return 1 - (sum(p for _, _, p in self.chances) if self.told is None else self.told)

    def chance(self, event: str) -> float:
        """The probability that the word tells this event."""
        return next((p for name, _, p in self.chances if name == event), 0.0)

    def mode(self, event: str) -> str | None:
        """The likeliest mode, given the event."""
        return next((mode for name, mode, _ in self.chances if name == event), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article with its tokens, entities, predicates and acts; `headline` marks the title.

    `places` says where predicates happened: the predicate's token, the first and the last token of the place.
    """

    span: Span
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    predicates: tuple[Predicate, ...]
    headline: bool = False
    acts: tuple[Act, ...] = ()
    places: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article's sentences as the language model reads them."""

    article: Article
    sentences: tuple[Sentence, ...]


# --------------------------------------------------------------------------- coding


class Status(StrEnum):
    """What the report says of an act, strongest claim on the act's unreality first."""

    CONDITIONAL = "conditional"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    PERMITTED = "permitted"
    OBLIGED = "obliged"
    PLANNED = "planned"
    CONSIDERED = "considered"
    ACTUAL = "actual"


class Manner(StrEnum):
    """How a speaker's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """How a speaker stands to what is said."""

    STATES = "states"
    ALLEGES = "alleges"
    DENIES = "denies"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"
    ASKS = "asks"
    BELIEVES = "believes"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field of an event, the words it stands on and the rule or model that read them."""

    field: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule concluded about an act's status, negation or time, and the words that made it say so."""

    rule: str
    evidence: Span
    status: Status | None = None
    negates: bool = False
    attempted: bool = False
    historical: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a participant: the span shown, and the token range of the sentence they stand in."""

    span: Span
    sentence: int
    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of speakers: who says it (None for hearsay), by which cue, how."""

    speaker: Mention | None
    cue: Span
    manner: Manner
    stance: Stance


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is said to have said or thought. `contents` are the stretches of the content in text order;
    `claims` says that it is told as so by the source, not wished, asked or judged; `rule` read it."""

    source: Mention | None
    cue: Span
    contents: tuple[Span, ...]
    manner: Manner
    stance: Stance
    claims: bool
    rule: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that take up a party named elsewhere in the article ("he", "the two countries", "KFOR"), and the most
    telling words for each party that they stand for; `rule` led there."""

    mention: Mention
    antecedents: tuple[Mention, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What an act depends on, and the kind of dependence: if, unless, until, consent, in_return …"""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many were killed, injured, arrested … on which side; `low` and `high` as the words give them."""

    kind: str
    side: str
    low: int
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """From one coding to another of the same article: `to` is a trigger span and event."""

    relation: str
    to_trigger: Span
    to_event: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A reading that was considered and not made, with the reason."""

    trigger: Span
    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One act as the report tells it, its participants still words."""

    sentence: int
    trigger: Span
    event: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    roles: tuple[tuple[str, Mention], ...]
    status: Status
    also: tuple[Status, ...]
    negated: bool
    attempted: bool
    historical: bool
    attribution: tuple[Attribution, ...]
    condition: Condition | None
    counts: tuple[Count, ...]
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    score: float


# --------------------------------------------------------------------------- resolving


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as words and, where it is known, as whom: country (ISO alpha-3), sectors, name; `why` names the
    rule that read it and what it went by."""

    text: str
    span: Span
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata_id: str | None = None
    reason: str | None = None
    why: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When an act lies: an interval of days with the precision of the words, or unanchored (no days).

    `text` and `span` are the words, None where no words date the act; `anchor` are those of what they are reckoned
    from, `rule` says how they were read.
    """

    text: str | None
    span: Span | None
    start: date | None
    end: date | None
    precision: str
    anchored_by: str
    rule: str = ""
    anchor: Span | None = None


class TimeKind(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: tokens `first` to `last` (inclusive) of a sentence, and what they stand for.

    `value` is the TIMEX3 value ("2022-12-08", "P3D", "XXXX-WXX-1"), None where none can be given; `start` and `end` are
    the days covered, None for what is not anchored; `precision` is that of the words (minute, day, week, month, season,
    year, decade, range, unanchored); `anchored_by` says what the interval was reckoned from, or why it could not be,
    and `anchor` are the words of that anchor where the article has them. `rule` read it. `ahead` are the days covered
    if the words look ahead, `behind` those if they look back, where the other was taken: only the act may tell.
    """

    span: Span
    sentence: int
    first: int
    last: int
    kind: TimeKind
    value: str | None
    start: date | None
    end: date | None
    precision: str
    anchored_by: str
    anchor: Span | None = None
    rule: str = ""
    ahead: tuple[date, date] | None = None
    behind: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that words may name, and how well it fits the article: `clues` are (name, weight), `score` their sum.

    `division` is the name of the first-level division that it lies in, or that it is.
    """

    name: str
    lat: float
    lon: float
    country: str | None
    division: str | None
    geonameid: int | None
    feature: str
    population: int
    score: float
    clues: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place: tokens `first` to `last` (inclusive) of a sentence; all -1 in a dateline.

    `chosen` is the likeliest candidate, None with `reason` where none is known; `candidates` are all that were weighed,
    likeliest first. `acts` says that the words stand for a government or people rather than for the place.
    """

    span: Span
    sentence: int
    first: int
    last: int
    chosen: Candidate | None
    candidates: tuple[Candidate, ...] = ()
    acts: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happened: words, and the gazetteer's entry where it is known.

    `precision` is exact, town, district, province, region or country; `feature` is the kind of place.
    """

    text: str
    span: Span
    name: str | None
    lat: float | None
    lon: float | None
    country: str | None
    geonameid: int | None
    precision: str
    feature: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved link of the attribution chain."""

    speaker: Actor | None
    cue: Span
    manner: Manner
    stance: Stance


@dataclass(frozen=True, slots=True)
class Event:
    """A Coding whose actors, places and times are resolved. `id` is a hash of article, trigger and event."""

    id: str
    coding: Coding
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    roles: tuple[tuple[str, Actor], ...]
    time: TimeValue | None
    place: Place | None
    attribution: tuple[Speaker, ...]
    historical: bool
    quad_code: int
    event_scale: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class InferredDate:
    """The days between which a report without a date was published, `last` None where nothing bounds it; `evidence` are
    the offices and dates that bound it, with the rule."""

    first: date
    last: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """All that one article gave: its events in text order and the readings that were declined. `inferred` says when
    a report without a date was published."""

    article: Article
    analysis: Analysis | None
    events: tuple[Event, ...]
    declined: tuple[Declined, ...] = field(default=())
    skipped: str | None = None
    quotations: tuple[Quotation, ...] = ()
    references: tuple[Reference, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    inferred: InferredDate | None = None


# --------------------------------------------------------------------------- commitments


class Deontic(StrEnum):
    """What a commitment says of its act: it may, must, must not or will be done."""

    MAY = "may"
    MUST = "must"
    MUST_NOT = "must_not"
    WILL = "will"


class Standing(StrEnum):
    """What has become of a commitment by the end of the articles that were read."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    BREACHED = "breached"
    ALLEGED_BREACH = "alleged_breach"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Instrument:
    """What binds or allows, as one text names it: a resolution, treaty, agreement, ceasefire, ruling, law, membership,
    or the promise itself.

    `name` is its proper name or number where the text tells it here or elsewhere (`named` is where), `same` the text's
    first mention of the same instrument.
    """

    span: Span
    sentence: int
    kind: str
    name: str | None = None
    named: Span | None = None
    same: Span | None = None
    parties: tuple[Mention, ...] = ()
    mediators: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Proviso:
    """What a commitment depends on, and the kind: consent (`by` whom), if, unless, until, in_return …"""

    span: Span
    kind: str
    by: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity that a commitment sets: `low` and `high` as the words bound it, None where they leave it open."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """The words of a deadline: the whole ("by Friday"), the expression in it, and how the two are joined."""

    span: Span
    expression: Span
    joined_by: str


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One telling of who may, must, must not or will do what, its participants still words.

    `words` are the lemmas that the act is told by, its head first; `refers` says that the act only takes up one told
    before ("go there", "do so"). `event` is the event coded at the act.
    """

    sentence: int
    rule: str
    cue: Span
    deontic: Deontic
    instrument: Instrument | None
    bearers: tuple[Mention, ...]
    act: Span
    words: tuple[str, ...]
    refers: bool = False
    event: Event | None = None
    beneficiaries: tuple[Mention, ...] = ()
    provisos: tuple[Proviso, ...] = ()
    limits: tuple[Limit, ...] = ()
    term: Term | None = None
    attribution: tuple[Attribution, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a text says of an instrument or a promise: kept, broken, left, lapsed; `words` name the act where told."""

    sentence: int
    rule: str
    cue: Span
    standing: Standing
    instrument: Instrument
    parties: tuple[Mention, ...]
    words: tuple[str, ...] = ()
    attribution: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody is told to have done, or not to have done; `follows`: the sentence says that it came after."""

    sentence: int
    cue: Span
    done: bool
    parties: tuple[Mention, ...]
    words: tuple[str, ...]
    event: Event | None = None
    follows: bool = False
    attribution: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Undertakings:
    """All that one article tells of commitments: what is undertaken, what became of it, and what was done."""

    article: Article
    told: tuple[Undertaking, ...]
    outcomes: tuple[Outcome, ...] = ()
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one of several articles: `text` is what stands at `span` in the text of the article with this id."""

    article: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a commitment: the words, and as whom they are resolved."""

    quote: Quote
    actor: Actor


@dataclass(frozen=True, slots=True)
class Binding:
    """The instrument of a commitment over all its tellings."""

    quote: Quote
    kind: str
    name: str | None
    parties: tuple[Party, ...] = ()
    mediators: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A proviso with whoever must consent."""

    quote: Quote
    kind: str
    by: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A limit with its words."""

    quote: Quote
    low: float | None
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which the act is in time, None with the reason where the words cannot be resolved."""

    quote: Quote
    day: date | None
    precision: str
    anchored_by: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A link of the chain of speakers behind one telling."""

    speaker: Party | None
    cue: Quote
    manner: Manner
    stance: Stance


@dataclass(frozen=True, slots=True)
class Ground:
    """Evidence over several articles: one field of a commitment, the words it stands on, the rule that read them."""

    field: str
    quote: Quote
    rule: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who may, must, must not or will do what, by which instrument: all its tellings, and what became of it.

    `id` is a hash of its first telling. `act` are the words of the act; `event`, `mode` and `event_id` are those of the
    event coded there, None where the act is no event of the ontology. `sentences` are the tellings.
    """

    id: str
    instrument: Binding | None
    bearers: tuple[Party, ...]
    deontic: Deontic
    act: Quote
    event: str | None
    mode: str | None
    event_id: str | None
    beneficiaries: tuple[Party, ...]
    conditions: tuple[Requirement, ...]
    limits: tuple[Quantity, ...]
    deadline: Deadline | None
    attribution: tuple[Voice, ...]
    status: Standing
    sentences: tuple[Quote, ...]
    evidence: tuple[Ground, ...]
