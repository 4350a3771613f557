"""When each act lies: which time expression dates it, what prepositions make of it, and what holds where none does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.coding.tree import Tree, trigger_word
from tocsin.records import Analysis, Coding, Span, Status, TimeExpression, TimeKind, TimeValue
from tocsin.timing.calendars import DAY, Days, shifted
from tocsin.timing.direction import is_told_past, top
from tocsin.timing.readings import NO_ANCHOR, NO_DATE, whole_unit

HISTORICAL_DAYS = 90
FORWARD = frozenset(
    {Status.PLANNED, Status.CONDITIONAL, Status.THREATENED, Status.DEMANDED, Status.CONSIDERED, Status.PERMITTED,
     Status.OBLIGED}
)  # fmt: skip
SHARED = frozenset({"conj", "xcomp", "obj", "nsubj", "nsubj:pass", "acl", "obl", "advcl", "nmod", "compound"})
INSIDE = frozenset(("in", "during", "at"))
DUE = frozenset(("by", "until", "till", "before"))
PREPOSITIONS = frozenset(
    "on in since during by until till before from between at for over through within after to towards throughout of as "
    "around about into".split()
)
NO_WORDS = "publication date"
LETTERS = {"D": "day", "W": "week", "M": "month", "Y": "year", "H": "hour"}
LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([HDWMY])")
BELONGING = frozenset({"compound", "amod", "nummod", "nsubj", "nsubj:pass", "nmod:poss", "det"})
LONG_UNITS = re.compile(r"year|decade|centur|generation")
RECKONED = {"after": 1, "following": 1, "before": -1}
GIVING = frozenset("give grant set allow have".split())


def act_times(
    codings: Sequence[Coding], analysis: Analysis, trees: Sequence[Tree], expressions: Sequence[TimeExpression]
) -> tuple[TimeValue | None, ...]:
    """When each act lies, in the order of the acts; None where neither words nor the report's date say it."""
    dater = _Dater(analysis, trees, codings, expressions)
    return tuple(dater.time(coding) for coding in codings)


def is_historical(coding: Coding, time: TimeValue | None, published: date | None) -> bool:
    """Whether an act is background: over more than 90 days before the report, or, without a date, in a named year,
    decade or era. Where no words date the act, what the sentence says of it counts."""
    if time is None or time.end is None or time.span is None:
        long_ago = time is not None and time.rule == "ago" and bool(LONG_UNITS.search(time.text or ""))
        return coding.historical or long_ago
    if published is None:
        return time.anchored_by == "words" and (time.precision in ("year", "decade") or time.rule == "era")
    return _long_past(time, published)


def _long_past(time: TimeValue, now: date | None) -> bool:
    """Whether a time was over more than 90 days before the report."""
    return now is not None and time.end is not None and time.end < now - timedelta(days=HISTORICAL_DAYS)


@dataclass(frozen=True, slots=True)
class _Told:
    """An act that has been dated: its sentence, its lemma, when it lies, and whether it is a main verb in the past."""

    sentence: int
    lemma: str
    time: TimeValue
    main: bool


@dataclass(slots=True)
class _Dater:
    """Goes through the acts of an article and keeps those it has dated."""

    analysis: Analysis
    trees: Sequence[Tree]
    codings: Sequence[Coding]
    expressions: Sequence[TimeExpression]
    now: date | None = field(init=False)
    by_sentence: dict[int, list[TimeExpression]] = field(init=False)
    triggers: dict[int, set[int]] = field(init=False)
    told: list[_Told] = field(init=False)

    def __post_init__(self) -> None:
        published = self.analysis.article.published
        self.now = published.day if published else None
        self.by_sentence, self.triggers = defaultdict(list), defaultdict(set)
        self.told = []
        for one in self.expressions:
            self.by_sentence[one.sentence].append(one)
        for coding in self.codings:
            self.triggers[coding.sentence].add(trigger_word(self.trees[coding.sentence], coding.trigger))

    def time(self, coding: Coding) -> TimeValue | None:
        """When one act lies."""
        tree = self.trees[coding.sentence]
        word = trigger_word(tree, coding.trigger)
        found = self._worded(tree, word, coding) or self._back(tree, word, coding)
        if found is not None and self._too_late(tree, word, found, coding):
            found = None
        found = found or self._carried(tree, word, coding) or self._by_publication(tree, word, coding)
        if found is not None and found.start is not None:
            self.told.append(_Told(coding.sentence, tree.lemma(word), found, is_told_past(tree.sentence, word)))
        return found

    def _too_late(self, tree: Tree, word: int, time: TimeValue, coding: Coding) -> bool:
        """Whether an act told as done would lie after the report: the words date what it leads to."""
        ahead = self.now is not None and time.start is not None and time.start > self.now
        return ahead and coding.status is Status.ACTUAL and not _present(tree, word)

    # ------------------------------------------------------------------- by words

    def _worded(self, tree: Tree, word: int, coding: Coding) -> TimeValue | None:
        near = self._attached(tree, word, coding) or self._alone(tree, word, coding) or self._due(tree, word, coding)
        given = self._given(tree, word, coding)
        if given is not None or not near:
            return given
        return (
            self._ranged(tree, near, coding)
            or self._since(tree, near)
            or self._lasting(tree, near, word, coding)
            or self._anchored(tree, near, coding)
            or self._plain(tree, near, coding)
        )

    def _attached(self, tree: Tree, word: int, coding: Coding) -> list[TimeExpression]:
        """The expressions that hang on the act or on what it shares its clause with, nearest first."""
        ranked = []
        for one in self.by_sentence[coding.sentence]:
            cost = self._cost(tree, word, one, coding)
            if cost is not None:
                ranked.append((cost, abs(one.first - word), one.first, one))
        ranked.sort(key=lambda r: r[:3])
        if not ranked:
            return []
        best = ranked[0][0]
        return [one for cost, *_, one in ranked if cost < best + 3]

    def _alone(self, tree: Tree, word: int, coding: Coding) -> list[TimeExpression]:
        """What hangs on a word above the only act of its sentence, other than on the saying of it."""
        if len(self.triggers[tree.number]) > 1:
            return []
        cues = {a.cue for a in coding.attribution}
        found = []
        for one in self.by_sentence[tree.number]:
            host = tree.clause_head(top(tree.tokens, one.first, one.last))
            said = any(cue.overlaps(tree.tokens[host].span) for cue in cues) or tree.relation(host) == "parataxis"
            mine = word in tree.subtree(host) or host in tree.subtree(word)
            if mine and not said and not one.first <= word <= one.last:
                found.append(one)
        return found

    def _due(self, tree: Tree, word: int, coding: Coding) -> list[TimeExpression]:
        """ "By Friday" behind an act that lies ahead, with no other act between, wherever the parser hangs it."""
        if coding.status not in FORWARD:
            return []
        for one in self.by_sentence[tree.number]:
            between = any(word < t < one.first for t in self.triggers[tree.number])
            if one.first > word and not between and _preposition(tree, one.first) in DUE | {"within"}:
                return [one]
        return []

    def _cost(self, tree: Tree, word: int, one: TimeExpression, coding: Coding) -> int | None:
        if one.first <= word <= one.last:
            return None
        for step, host in enumerate(self._hosts(tree, word, coding)):
            steps = self._steps(tree, one, host)
            if steps is not None:
                return steps + 3 * step
        return None

    def _steps(self, tree: Tree, one: TimeExpression, host: int) -> int | None:
        """How many words lie between an expression and its host in the tree; None where another act lies between."""
        node, steps = self._foot(tree, one), 0
        if node == host:
            return None
        while tree.head(node) >= 0 and steps < 6:
            relation, node = tree.relation(node), tree.head(node)
            steps += 1
            if node == host:
                return steps
            if steps == 1 and _reckoning(tree, one):
                continue
            if relation in ("parataxis", "advcl", "ccomp", "acl:relcl") or tree.tokens[node].pos in ("VERB", "AUX"):
                return None
            if node in self.triggers[tree.number] and not INSIDE & set(tree.prepositions(node)):
                return None
        return None

    def _foot(self, tree: Tree, one: TimeExpression) -> int:
        """The word by which an expression hangs in the tree: its own, that of what it is reckoned from ("three days
        after the fire"), or, before the subject, the subject's ("Last winter protesters …")."""
        if _reckoning(tree, one):
            return _anchor_head(tree, one)
        own = top(tree.tokens, one.first, one.last)
        above = tree.head(own)
        fronted = above > one.last and tree.relation(own) in ("compound", "amod", "nmod", "nummod")
        if (
            fronted
            and tree.relation(above) in ("nsubj", "nsubj:pass")
            and _preposition(tree, one.first) in ("", ",", "and", "but")
        ):
            return above
        return own

    def _hosts(self, tree: Tree, word: int, coding: Coding) -> Iterator[int]:
        """The act's word and those above it whose time is the act's as well."""
        node = word
        for _ in range(4):
            yield node
            relation, above = tree.relation(node), tree.head(node)
            if above < 0 or relation not in SHARED or not self._shares(tree, node, above, relation, coding):
                return
            node = above

    def _shares(self, tree: Tree, node: int, above: int, relation: str, coding: Coding) -> bool:
        if relation == "conj":
            return True
        if relation == "advcl":
            marks = set(tree.marks(node))
            return not marks - {"while", "as", "when", "by"} and coding.status is Status.ACTUAL
        if relation in ("obl", "nmod") and not INSIDE & set(tree.prepositions(node)):
            return relation == "obl" and "of" in tree.prepositions(node)
        ahead = coding.status in FORWARD and above in self.triggers[tree.number]
        return not ahead

    def _ranged(self, tree: Tree, near: list[TimeExpression], coding: Coding) -> TimeValue | None:
        """From one time to another, between two times."""
        for one in near:
            if _preposition(tree, one.first) not in ("from", "between"):
                continue
            after = next((e for e in self.by_sentence[tree.number] if 1 <= e.first - one.last - 1 <= 2), None)
            if after is None or not {t.text.lower() for t in tree.tokens[one.last + 1 : after.first]} & {
                "to", "and", "until", "till", "through", "-", "–",
            }:  # fmt: skip
                continue
            days = self._from_to(one, after, coding)
            if days:
                return self._value(tree, one.first, after.last, days, "range", after.anchored_by, f"{one.rule}.to")
        return None

    def _from_to(self, one: TimeExpression, after: TimeExpression, coding: Coding) -> Days | None:
        first, last = self._days(one, coding), self._days(after, coding)
        if first is None or last is None:
            return None
        start, end = first[0], last[1]
        if one.anchored_by != "words" and after.anchored_by == "words" and one.rule in ("month", "calendar_day"):
            start = _in_year(start, end)
        while end < start and one.rule == "weekday":
            start -= 7 * DAY
        if end < start and one.rule in ("month", "calendar_day"):
            start = _in_year(start, end)
        return (start, end) if start <= end else None

    def _since(self, tree: Tree, near: list[TimeExpression]) -> TimeValue | None:
        """Since then: up to the report."""
        for one in near:
            if (
                _preposition(tree, one.first) == "since"
                and one.start is not None
                and self.now
                and one.start <= self.now
            ):
                first = next((e.first for e in near if e.kind is TimeKind.SET and e.last + 2 == one.first), one.first)
                return self._value(
                    tree, first, one.last, (one.start, self.now), "range", one.anchored_by, f"{one.rule}.since"
                )
        return None

    def _lasting(self, tree: Tree, near: list[TimeExpression], word: int, coding: Coding) -> TimeValue | None:
        """For so long: from or until a time told beside it, else up to the report where it still lasts."""
        length = next(
            (e for e in near if e.kind is TimeKind.DURATION and e.start is None and LENGTH.match(e.value or "")), None
        )
        if length is None or self.now is None or _next_word(tree, length.last) in ("after", "before", "following"):
            return None
        for one in near:
            days = self._days(one, coding)
            preposition = _preposition(tree, one.first)
            if one is not length and days is not None:
                if preposition in ("until", "till"):
                    span = (_moved(days[1], length.value, -1), days[1])
                elif preposition == "from":
                    span = (days[0], _moved(days[0], length.value, 1))
                else:
                    return None
                return self._value(
                    tree,
                    min(one.first, length.first),
                    max(one.last, length.last),
                    span,
                    "range",
                    one.anchored_by,
                    f"{length.rule}.{preposition}",
                )
        if _preposition(tree, length.first) in ("for", "over", "during") and _still(tree, word, coding):
            span = (_moved(self.now, length.value, -1), self.now)
            return self._value(tree, length.first, length.last, span, "range", NO_WORDS, f"{length.rule}.lasting")
        return None

    def _given(self, tree: Tree, word: int, coding: Coding) -> TimeValue | None:
        """Whether somebody is given so long to act: from the report's day on."""
        if coding.status not in FORWARD or self.now is None:
            return None
        for one in self.by_sentence[tree.number]:
            above = tree.head(top(tree.tokens, one.first, one.last))
            if above < 0 or one.last >= word or tree.lemma(above) not in GIVING or word not in tree.subtree(above):
                continue
            if any(one.last < t < word for t in self.triggers[tree.number]):
                continue
            long = one.kind is TimeKind.DURATION and LENGTH.match(one.value or "")
            until = one.end is not None and one.ahead is not None and _preposition(tree, one.first) in ("until", "till")
            if long or (until and one.ahead):
                end = one.ahead[1] if until and one.ahead else _moved(self.now, one.value, 1)
                span = (self.now, max(end, self.now))
                return self._value(tree, one.first, one.last, span, "range", NO_WORDS, f"{one.rule}.given")
        return None

    def _anchored(self, tree: Tree, near: list[TimeExpression], coding: Coding) -> TimeValue | None:
        """So long after or before something else, whose time is known."""
        for one in near:
            if near[0].start is not None and near[0].first < one.first:
                return None
            if not _reckoning(tree, one):
                continue
            sign = _sign(tree, one)
            end, base, anchor = self._anchor(tree, one, coding)
            rule = f"{one.rule}.{_side(sign)}"
            if base is None:
                return self._value(tree, one.first, end, None, "unanchored", NO_ANCHOR, rule)
            days, precision = _reckoned(base, one.value or "", sign)
            return self._value(tree, one.first, end, days, precision, "event", rule, anchor)
        return None

    def _anchor(self, tree: Tree, one: TimeExpression, coding: Coding) -> tuple[int, Days | None, Span | None]:
        """The last word of what a length is reckoned from, its days and its words."""
        tokens, head = tree.tokens, _anchor_head(tree, one)
        inside = [e for e in self.by_sentence[tree.number] if e.first > one.last and e.start is not None]
        for other in inside:
            hangs = other.first <= head <= other.last or self._hangs(tree, other, head) or 0 < other.first - head <= 2
            if hangs and other.start and other.end:
                return max(head, other.last if other.first <= head else head), (other.start, other.end), other.span
        lemma, stem = tree.lemma(head), tree.lemma(head)[:4]
        for known, time in ((t.lemma, t.time) for t in reversed(self.told)):
            if (known == lemma or known[:4] == stem) and time.start and time.end:
                return head, (time.start, time.end), time.span
        elsewhere = self._dated_elsewhere(tree.number, lemma)
        if elsewhere is not None and elsewhere.start and elsewhere.end:
            return head, (elsewhere.start, elsewhere.end), elsewhere.span
        told = [t.time for t in self.told if t.sentence >= tree.number - 2 and t.time.span is not None]
        definite = any(
            tokens[i].text.lower() in ("the", "that", "this", "its", "their", "his") for i in range(one.last + 2, head)
        )
        if told and definite and told[-1].start and told[-1].end:
            return head, (told[-1].start, told[-1].end), told[-1].span
        return head, None, None

    def _back(self, tree: Tree, word: int, coding: Coding) -> TimeValue | None:
        """The other event of "killed on Tuesday, a day after rebels attacked": as far off as the words say, to the
        other side of what dates the clause that it is told beside."""
        for one in self.by_sentence[tree.number]:
            if not _reckoning(tree, one) or _anchor_head(tree, one) != word:
                continue
            base = self._beside(tree, one, word)
            if base is None or base.start is None or base.end is None:
                return None
            sign = -_sign(tree, one)
            days, precision = _reckoned((base.start, base.end), one.value or "", sign)
            rule = f"{one.rule}.{_side(sign)}"
            return self._value(tree, one.first, one.last, days, precision, "event", rule, base.span)
        return None

    def _beside(self, tree: Tree, one: TimeExpression, word: int) -> TimeExpression | None:
        """The expression that dates the clause in which "a day after …" stands."""
        node = word
        for _ in range(3):
            node = tree.head(node)
            if node < 0:
                return None
            near = ((self._steps(tree, e, node), e) for e in self.by_sentence[tree.number] if e is not one and e.start)
            ranked = [(steps, e.first, e) for steps, e in near if steps is not None and not one.last < e.first]
            if ranked:
                return min(ranked, key=lambda r: r[:2])[2]
        return None

    def _dated_elsewhere(self, sentence: int, lemma: str) -> TimeExpression | None:
        """The only day told in another sentence that names the same thing: "The coup took place on 22 October"."""
        for number, other in enumerate(self.analysis.sentences):
            if number == sentence or not any(t.lemma.lower() == lemma for t in other.tokens):
                continue
            days = [e for e in self.by_sentence[number] if e.start is not None and e.precision in ("day", "minute")]
            if len(days) == 1:
                return days[0]
        return None

    def _hangs(self, tree: Tree, other: TimeExpression, head: int) -> bool:
        node = top(tree.tokens, other.first, other.last)
        for _ in range(4):
            node = tree.head(node)
            if node < 0 or node == head:
                return node == head
        return False

    def _plain(self, tree: Tree, near: list[TimeExpression], coding: Coding) -> TimeValue | None:
        """One expression by itself, as its preposition bounds it."""
        dated = [e for e in near if self._days(e, coding) is not None and e.value != "PRESENT_REF"]
        dated = [e for e in dated if not self._deadline_of_another(tree, e, coding)]
        if not dated:
            unplaced = [e for e in near if e.kind is TimeKind.SET or e.anchored_by in (NO_DATE, NO_ANCHOR)]
            one = unplaced[0] if unplaced else None
            if one is None:
                return None
            return self._value(tree, one.first, one.last, None, "unanchored", one.anchored_by, one.rule)
        one = next((e for e in self.by_sentence[tree.number] if _same_day_again(dated[0], e)), dated[0])
        for other in dated[1:]:
            if _within(self._days(other, coding), self._days(one, coding)):
                one = other
        return self._bounded(tree, one, coding)

    def _deadline_of_another(self, tree: Tree, one: TimeExpression, coding: Coding) -> bool:
        """Whether "by Friday" lies ahead of an act that is done: it bounds what the act asks for."""
        ahead = self.now is not None and one.end is not None and one.end > self.now
        return ahead and coding.status is Status.ACTUAL and _preposition(tree, one.first) in DUE

    def _bounded(self, tree: Tree, one: TimeExpression, coding: Coding) -> TimeValue:
        days = self._days(one, coding)
        assert days is not None
        preposition = _preposition(tree, one.first)
        ahead = self.now is not None and days[1] >= self.now and coding.status in FORWARD
        if ahead and self.now is not None and preposition in DUE:
            at_end = "end" in {t.text.lower() for t in tree.tokens[one.first : one.last + 1]}
            last = days[0] - DAY if preposition == "before" and not at_end else days[1]
            if last >= self.now:
                return self._value(
                    tree, one.first, one.last, (self.now, last), "range", one.anchored_by, f"{one.rule}.{preposition}"
                )
        return self._value(tree, one.first, one.last, days, one.precision, one.anchored_by, one.rule, one.anchor)

    def _days(self, one: TimeExpression, coding: Coding) -> Days | None:
        """The days of an expression, seen from the act: ahead where the act lies ahead."""
        if coding.status in FORWARD and not coding.historical and one.ahead is not None:
            return one.ahead
        if one.start is None or one.end is None:
            return None
        if one.behind is not None and self._over(coding):
            return one.behind
        return one.start, one.end

    def _over(self, coding: Coding) -> bool:
        """Whether an act is told as done, in the past."""
        tree = self.trees[coding.sentence]
        return coding.status is Status.ACTUAL and not _present(tree, trigger_word(tree, coding.trigger))

    def _value(
        self, tree: Tree, first: int, last: int, days: Days | None, precision: str, anchored_by: str, rule: str,
        anchor: Span | None = None,
    ) -> TimeValue:  # fmt: skip
        span = _with_preposition(tree, first, last)
        text = span.of(self.analysis.article.text)
        start, end = days or (None, None)
        return TimeValue(text, span, start, end, precision, anchored_by, rule, anchor)

    # ------------------------------------------------------------------- without words

    def _carried(self, tree: Tree, word: int, coding: Coding) -> TimeValue | None:
        """The story goes on: an act in the simple past takes the time told in the sentence before, in its paragraph."""
        told = (t for t in reversed(self.told) if t.sentence == coding.sentence - 1 and t.time.span)
        before = next((t.time for t in told if t.main or coding.historical or not _long_past(t.time, self.now)), None)
        if before is None or coding.status is not Status.ACTUAL or coding.negated or coding.attribution:
            return None
        if _long_past(before, self.now) and any(True for _ in tree.children(word, "ccomp", "xcomp", "parataxis")):
            return None  # what is said is the report's own news again
        features = tree.tokens[word].features
        assert before.span is not None
        gap = Span(before.span.end, coding.trigger.start) if before.span.end <= coding.trigger.start else coding.trigger
        if "Tense=Past" not in features or "VerbForm=Fin" not in features:
            return None
        if not any(p.covers(gap) for p in self.analysis.article.paragraphs):
            return None
        return TimeValue(None, None, before.start, before.end, before.precision, "narrative", "narrative", before.span)

    def _by_publication(self, tree: Tree, word: int, coding: Coding) -> TimeValue | None:
        """What a report tells as its news happened on its day or the day before."""
        if self.now is None or coding.status is not Status.ACTUAL or coding.historical or _pluperfect(tree, word):
            return None
        return TimeValue(None, None, self.now - DAY, self.now, "range", NO_WORDS, "news")


def _reckoning(tree: Tree, one: TimeExpression) -> bool:
    """Whether an expression is a length reckoned from what follows: "two days after the vote"."""
    measured = one.start is None and LENGTH.match(one.value or "") is not None
    return measured and _sign(tree, one) != 0 and _anchor_head(tree, one) > one.last


def _sign(tree: Tree, one: TimeExpression) -> int:
    """1 for a length after something, -1 for one before it ("the eve of the vote"), 0 for neither."""
    if tree.tokens[one.last].text.lower() == "eve":
        return -1
    return RECKONED.get(_next_word(tree, one.last), 0)


def _side(sign: int) -> str:
    return "after" if sign > 0 else "before"


def _anchor_head(tree: Tree, one: TimeExpression) -> int:
    """The head of what a length is reckoned from; the length's own last word where nothing follows."""
    tokens = tree.tokens
    naming = (i for i in range(one.last + 2, len(tokens)) if tokens[i].pos in ("NOUN", "PROPN", "VERB", "NUM", "PRON"))
    head = next(naming, one.last)
    while head > one.last and tree.relation(head) in BELONGING and tree.head(head) > head:
        head = tree.head(head)
    return head


def _preposition(tree: Tree, first: int) -> str:
    """The word before an expression, small."""
    return tree.tokens[first - 1].text.lower() if first else ""


def _next_word(tree: Tree, last: int) -> str:
    return tree.tokens[last + 1].text.lower() if last + 1 < len(tree.tokens) else ""


def _with_preposition(tree: Tree, first: int, last: int) -> Span:
    """The words with the preposition before them: "On Thursday"."""
    if first and tree.tokens[first - 1].text.lower() in PREPOSITIONS:
        first -= 1
    return tree.span(first, last)


def _within(inner: Days | None, outer: Days | None) -> bool:
    return bool(inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer)


def _same_day_again(one: TimeExpression, other: TimeExpression) -> bool:
    """Whether a full date right behind a weekday says which it is: "on Thursday (24 February 2022)"."""
    if one.rule != "weekday" or other.anchored_by != "words" or one.start is None or other.start is None:
        return False
    return other.precision == "day" and 0 < other.first - one.last <= 3 and other.start.weekday() == one.start.weekday()


def _in_year(start: date, end: date) -> date:
    """The day or month in the year in which it comes before the end."""
    try:
        moved = start.replace(year=end.year)
        return moved if moved <= end else start.replace(year=end.year - 1)
    except ValueError:
        return start


def _moved(day: date, value: str | None, sign: int) -> date:
    """A day moved by a TIMEX3 length."""
    match = LENGTH.match(value or "")
    assert match is not None
    number, unit = float(match[2]), LETTERS[match[3]]
    if unit == "hour" or match[1]:
        return day + sign * timedelta(days=-(-number // 24))
    return shifted(day, unit, sign * number)


def _reckoned(base: Days, value: str, sign: int) -> tuple[Days, str]:
    """The day, week, month or year so long after or before some days."""
    match = LENGTH.match(value)
    assert match is not None
    day = _moved(base[1] if sign > 0 else base[0], value, sign)
    unit = LETTERS[match[3]]
    if match[1] or unit in ("hour", "day"):
        return (day, day), "day"
    reading = whole_unit(day, unit, "event")
    assert reading.days is not None
    return reading.days, reading.precision


def _still(tree: Tree, word: int, coding: Coding) -> bool:
    """Whether an act is told as lasting: in the present or the perfect."""
    auxiliaries = [tree.tokens[k] for k in tree.children(word, "aux", "aux:pass", "cop")]
    if any(t.text.lower() in ("have", "has", "'ve", "’ve", "is", "are") for t in auxiliaries):
        return True
    return (
        not auxiliaries and "Tense=Pres" in tree.tokens[word].features and "VerbForm=Fin" in tree.tokens[word].features
    )


def _present(tree: Tree, word: int) -> bool:
    """Whether a verb stands in the present, as timetables do: "meet on Friday", "are meeting on Friday"."""
    features = tree.tokens[word].features
    if "Tense=Pres" in features and "VerbForm=Fin" in features:
        return True
    progressive = any(
        tree.tokens[k].text.lower() in ("is", "are", "'re", "’re", "am") for k in tree.children(word, "aux")
    )
    return progressive and tree.tokens[word].text.lower().endswith("ing")


def _pluperfect(tree: Tree, word: int) -> bool:
    return any(tree.tokens[k].text.lower() in ("had", "'d") for k in tree.children(word, "aux"))
