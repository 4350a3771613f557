"""What is told beside an act that is undertaken: its words, quantities, deadline and provisos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.coding.arguments import Clause
from tocsin.coding.commitwords import CommitmentWords
from tocsin.coding.mentions import mention
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.lexicon import Lexicon
from tocsin.records import Limit, Mention, Proviso, Span, Term

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
OUTSIDE_ACT = frozenset({"nsubj", "nsubj:pass", "aux", "mark", "cc", "parataxis", "discourse", "expl", "punct"})
IN_FRONT = frozenset({"cop", "aux:pass"})
INNER = frozenset({"the", "end", "of", "start", "beginning", "middle", "close", "early", "mid", "late"})
TIMES = ("DATE", "TIME")
NAMES = ("PER", "ORG", "GPE", "LOC", "LAW", "PRODUCT", "FAC", "EVENT")


# --------------------------------------------------------------------------- the act


def act_range(tree: Tree, head: int, outside: Sequence[Span], *, subject: int | None = None) -> tuple[int, int]:
    """First and last word of an act: the verb with what belongs to it, or a noun phrase with what hangs on it.

    `outside` are stretches told apart (deadline, provisos, instrument), at which it ends, as at the next clause.
    `subject` is the act's own subject where that is not the bearer.
    """
    inside = set(tree.subtree(head))
    verbal = tree.tokens[head].pos in ("VERB", "AUX") or tree.child(head, "cop") is not None
    for kid in tree.kids[head]:
        if (tree.relation(kid) in OUTSIDE_ACT and kid != subject) or (verbal and tree.relation(kid) == "conj"):
            inside -= set(tree.subtree(kid))
    inside -= {i for i in inside if any(tree.tokens[i].span.overlaps(span) for span in outside)}
    first = min([head, *(k for k in tree.kids[head] if tree.relation(k) in IN_FRONT)])
    if subject is not None:
        first = min(first, tree.phrase(subject)[0])
    elif not verbal:
        first = tree.phrase(head)[0]
    last = max(first, head)
    while last + 1 < len(tree.tokens) and (last + 1 in inside or _bridged(tree, last + 1, inside)):
        if _next_clause(tree, last + 1, head):
            break
        last += 1
    while last > head and tree.tokens[last].pos in ("PUNCT", "CCONJ", "ADP", "SCONJ"):
        last -= 1
    return first, last


def _bridged(tree: Tree, word: int, inside: set[int]) -> bool:
    """A mark between two words of the act; a comma only within a name or a list of its nouns."""
    return tree.tokens[word].pos == "PUNCT" and word + 1 in inside


def _next_clause(tree: Tree, word: int, head: int) -> bool:
    """Whether an "and" leads to a noun that stands right before another clause's auxiliary."""
    if tree.tokens[word].pos != "CCONJ":
        return False
    return any(
        token.relation in ("aux", "aux:pass") and token.head > i > word and token.head != head
        for i, token in enumerate(tree.tokens[: word + 6])
    )


def lemmas(tree: Tree, first: int, last: int, head: int) -> tuple[str, ...]:
    """The lemmas of the content words of a range, the head's first, each once."""
    inside = (tree.lemma(i) for i in range(first, last + 1) if tree.tokens[i].pos in CONTENT)
    return tuple(dict.fromkeys((tree.lemma(head), *inside)))


def takes_up(tree: Tree, first: int, last: int, words: CommitmentWords) -> bool:
    """Whether an act only takes up one told before: "go there", "do so"."""
    texts = {t.text.lower() for t in tree.tokens[first : last + 1]}
    nouns = any(t.pos in ("NOUN", "PROPN") for t in tree.tokens[first : last + 1])
    return bool(texts & words.taking_up) and not nouns


# --------------------------------------------------------------------------- quantities


def limits(tree: Tree, ranges: Sequence[tuple[int, int]], words: CommitmentWords) -> tuple[Limit, ...]:
    """The quantities in the words of an act and of its bearers: "up to 1,000", "at least 2 percent"."""
    found: dict[Span, Limit] = {}
    for first, last in ranges:
        word = first
        while word <= last:
            end = _number_end(tree, word, last, words)
            if end is None:
                word += 1
                continue
            limit = _limit(tree, word, end, words)
            if limit is not None:
                found[limit.span] = limit
            word = end + 1
    return tuple(found.values())


def _number_end(tree: Tree, word: int, last: int, words: CommitmentWords) -> int | None:
    """Last word of the number that begins at `word`, None where none does: dates and names hold no quantity."""
    if not _is_number(tree, word, words) or tree.label(word) in (*TIMES, *NAMES) or tree.relation(word) == "flat":
        return None
    end = word
    while end < last and (_is_number(tree, end + 1, words) or tree.tokens[end + 1].text.lower() in words.multipliers):
        end += 1
    return end


def _is_number(tree: Tree, word: int, words: CommitmentWords) -> bool:
    text = tree.tokens[word].text.lower()
    return _figure(text, words) is not None or text in words.numbers


def _figure(text: str, words: CommitmentWords) -> float | None:
    """The value of figures, with a multiplier's letters behind them: "1,000", "3.67", "50m"."""
    digits = text.lstrip("$€£").replace(",", "")
    plain = digits.rstrip("abcdefghijklmnopqrstuvwxyz%")
    factor = words.multipliers.get(digits[len(plain) :], 1.0 if digits == plain or digits == f"{plain}%" else 0.0)
    try:
        value = float(plain)
    except ValueError:
        return None
    return value * factor if factor and value < 1e15 else None


def _limit(tree: Tree, first: int, last: int, words: CommitmentWords) -> Limit | None:
    value, held = 0.0, 0.0
    for text in (t.text.lower() for t in tree.tokens[first : last + 1]):
        if text in words.multipliers and held:
            value, held = value + held * words.multipliers[text], 0.0
        else:
            figure = _figure(text, words)
            held += words.numbers.get(text, 0.0) if figure is None else figure
    value += held
    unit, end = _unit(tree, first, last)
    start = first - 1 if first and tree.tokens[first - 1].pos == "SYM" else first
    bound, begin = _bound(tree, start, words)
    low = None if bound == "most" else value
    high = None if bound == "least" else value
    return Limit(tree.span(begin, end), low, high, unit) if value else None


def _unit(tree: Tree, first: int, last: int) -> tuple[str | None, int]:
    """What is counted, and the last word that belongs to the quantity itself: a percent sign, a currency."""
    after = last + 1
    if after < len(tree.tokens) and tree.tokens[after].text.lower() in ("percent", "%", "per"):
        return "percent", after
    if first and tree.tokens[first - 1].pos == "SYM":
        return tree.tokens[first - 1].text, last
    head = tree.head(last)
    while head >= 0 and tree.tokens[head].pos == "NUM":
        head = tree.head(head)
    counted = head >= 0 and tree.tokens[head].pos in ("NOUN", "PROPN") and tree.relation(last) in ("nummod", "compound")
    return (tree.tokens[head].text, last) if counted or (head >= 0 and tree.label(last) == "MONEY") else (None, last)


def _bound(tree: Tree, first: int, words: CommitmentWords) -> tuple[str, int]:
    """The bound that stands before a number and where it begins; "" where none does."""
    for phrase in sorted(words.bounds, key=len, reverse=True):
        start = first - len(phrase.split())
        if start >= 0 and _texts(tree, start, first - 1) == phrase:
            return words.bounds[phrase], start
    return "", first


def _texts(tree: Tree, first: int, last: int) -> str:
    return " ".join(t.text.lower() for t in tree.tokens[first : last + 1])


# --------------------------------------------------------------------------- deadlines


def term(tree: Tree, act: int, words: CommitmentWords, *, plain: bool) -> Term | None:
    """The deadline of an act: "by Friday", "within 90 days"; with `plain` also the day it is to be done on.

    A deadline stands behind the act in its clause, or at the head of the sentence ("By Friday, …").
    """
    for entity in tree.sentence.entities:
        if entity.label not in TIMES:
            continue
        first = entity.first
        while first and tree.tokens[first - 1].text.lower() in INNER:
            first -= 1
        joined, start = _joined(tree, first, words)
        kind = words.terms.get(joined)
        mine = entity.first > act and not _beyond(tree, act, entity.first)
        fronted = entity.last < act and start == 0
        if kind in ("by", "before") and (mine or fronted):
            return Term(tree.span(start, entity.last), tree.span(first, entity.last), joined)
        if plain and mine and kind in ("during", None) and entity.first in tree.subtree(act) and not joined:
            begin = start if kind else first
            return Term(tree.span(begin, entity.last), tree.span(first, entity.last), "during")
        if plain and mine and kind == "during" and entity.first in tree.subtree(act):
            return Term(tree.span(start, entity.last), tree.span(first, entity.last), joined)
    return None


def _joined(tree: Tree, first: int, words: CommitmentWords) -> tuple[str, int]:
    """The preposition or phrase before an expression of time and where it begins."""
    for phrase in sorted(words.terms, key=len, reverse=True):
        start = first - len(phrase.split())
        if start >= 0 and _texts(tree, start, first - 1) == phrase:
            return phrase, start
    return "", first


def _beyond(tree: Tree, act: int, word: int) -> bool:
    """Whether another clause with an auxiliary or subject of its own begins between the act and the word."""
    return any(
        tree.tokens[i].relation in ("nsubj", "nsubj:pass", "aux") and tree.head(i) > i and tree.head(i) != act
        for i in range(act + 1, word)
    )


# --------------------------------------------------------------------------- provisos


def provisos(
    tree: Tree, places: Sequence[int], words: CommitmentWords, rules: RuleWords, lexicon: Lexicon
) -> Iterator[tuple[Proviso, int]]:
    """What the act hangs on, with the head of the phrase: clauses of condition, consent, something in return.

    `places` are the heads at which they may hang: the act and the words above it in its clause.
    """
    for place in dict.fromkeys(places):
        for kid in tree.children(place, "advcl"):
            mark = next((m for m in tree.marks(kid) if m in rules.conditions), None)
            if mark is not None:
                yield Proviso(_clause(tree, kid), mark), kid
        for kid in tree.children(place, "obl", "nmod", "advmod", "advcl"):
            found = _in_return(tree, kid, words) or _consent(tree, kid, words, lexicon)
            if found is not None:
                yield found, kid


def _clause(tree: Tree, head: int) -> Span:
    inside = [w for w in tree.subtree(head) if tree.tokens[w].pos != "PUNCT"]
    return tree.span(inside[0], inside[-1])


def _in_return(tree: Tree, kid: int, words: CommitmentWords) -> Proviso | None:
    text = _texts(tree, tree.subtree(kid)[0], tree.subtree(kid)[-1])
    return Proviso(_clause(tree, kid), "in_return") if text.startswith(words.in_return) else None


def _consent(tree: Tree, kid: int, words: CommitmentWords, lexicon: Lexicon) -> Proviso | None:
    """With the consent of parliament, subject to approval by Damascus, without its permission."""
    if tree.lemma(kid) not in words.consents or (tree.lemma(kid) == "light" and tree.child(kid, "amod") is None):
        return None
    inside = tree.subtree(kid)
    text = f"{_texts(tree, inside[0], inside[-1])} ".removeprefix("only ")
    if not text.startswith(tuple(f"{p} " for p in words.only_with)):
        return None
    return Proviso(tree.span(inside[0], inside[-1]), "consent", consenting(tree, kid, lexicon))


def consenting(tree: Tree, noun: int, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Whose consent a noun of consent is: of, by, from, or possessive."""
    clause = Clause(tree, noun, lexicon, pos="noun")
    heads = clause.obliques("of") or clause.obliques("by") or clause.obliques("from") or clause.possessors()
    heads = heads or clause.modifiers()
    return tuple(mention(tree, h) for h in heads if actor_like(tree, h, lexicon) or tree.label(h) is not None)
