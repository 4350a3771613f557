"""Who is said to have said or thought what: the quotations of an article, with source, cue and content.

The rules of `sayings` read each sentence. Then the quotation marks of the text are laid over what was read: they
complete contents, find the cue of a quotation that the syntax leaves alone, and carry a speaker on over the sentences
that go on between marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.coding.cues import Cue, Read, source_of
from tocsin.coding.mentions import mention
from tocsin.coding.quotemarks import Quoted, quoted_stretches
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.sayings import RULES
from tocsin.coding.tree import Tree
from tocsin.lexicon import Lexicon
from tocsin.records import Article, Manner, Quotation, Span

NEAR = 16  # words between a quotation and a cue that stands beside it
EDGES = frozenset({",", ";", ":", "-", "–", "—", "--", ".", "(", ")"})


def quotations(article: Article, trees: Sequence[Tree], words: RuleWords, lexicon: Lexicon) -> tuple[Quotation, ...]:
    """Every quotation of an article in text order, those inside others included."""
    stretches = quoted_stretches(article)
    read = [q for tree in trees for q in of_sentence(tree, words, lexicon, _within(tree, stretches))]
    read += _announced(article, trees, words, lexicon, read, stretches)
    return _with_marks(article, trees, words, lexicon, read, stretches)


def _within(tree: Tree, stretches: Sequence[Quoted]) -> tuple[Span, ...]:
    """The quoted stretches that a sentence shares words with."""
    return tuple(s.span for s in stretches if s.whole and s.span.overlaps(tree.sentence.span))


def of_sentence(tree: Tree, words: RuleWords, lexicon: Lexicon, quoted: tuple[Span, ...] = ()) -> Iterator[Quotation]:
    """What the rules read in one sentence; of two readings of one cue the first rule's stays."""
    for word, token in enumerate(tree.tokens):
        if token.pos not in ("VERB", "NOUN", "ADJ", "ADP", "AUX", "PUNCT", "SCONJ", "ADV"):
            continue
        cue = Cue(tree, words, lexicon, word, quoted)
        for rule in RULES:
            found = rule(cue)
            if found is not None and (spans := _spans(tree, found.content)):
                yield _quotation(tree, replace(found, rule=rule.__name__), spans)
                break


def _quotation(tree: Tree, found: Read, spans: tuple[Span, ...]) -> Quotation:
    source = mention(tree, found.source) if found.source is not None else None
    return Quotation(
        source=source,
        cue=tree.span(*found.cue),
        contents=spans,
        manner=Manner.INDIRECT,
        stance=found.stance,
        claims=found.claims,
        rule=found.rule,
        sentence=tree.number,
    )


def _spans(tree: Tree, content: frozenset[int]) -> tuple[Span, ...]:
    """The content's words as stretches of text, marks at their edges left out."""
    runs: list[list[int]] = []
    for word in sorted(content):
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    spans = []
    for run in runs:
        while run and tree.tokens[run[0]].text in EDGES:
            run.pop(0)
        while run and tree.tokens[run[-1]].text in EDGES:
            run.pop()
        if run and any(tree.tokens[w].pos != "PUNCT" for w in run):
            spans.append(tree.span(run[0], run[-1]))
    return tuple(spans)


def _announced(
    article: Article,
    trees: Sequence[Tree],
    words: RuleWords,
    lexicon: Lexicon,
    read: Sequence[Quotation],
    stretches: Sequence[Quoted],
) -> Iterator[Quotation]:
    """What follows a sentence that ends in a colon, where its verb of speech has no content: "The paper wrote:"."""
    for tree, after in pairwise(trees):
        if tree.tokens[-1].text != ":" or any(s.span.start == after.sentence.span.start for s in stretches):
            continue
        cue = next((i for i in reversed(range(len(tree.tokens))) if _speaks(tree, words, i)), None)
        if cue is None or any(q.cue.overlaps(tree.tokens[cue].span) and q.claims for q in read):
            continue
        start = after.sentence.span.start
        end = next((p.end for p in article.paragraphs if p.start <= start < p.end), after.sentence.span.end)
        found = Read(
            (cue, cue),
            source_of(Cue(tree, words, lexicon, cue)),
            frozenset(),
            words.speech_verbs[tree.lemma(cue)],
            claims=True,
            rule="announced",
        )
        yield _quotation(tree, found, (Span(start, end),))


def _speaks(tree: Tree, words: RuleWords, word: int) -> bool:
    return tree.tokens[word].pos == "VERB" and tree.lemma(word) in words.speech_verbs


# --------------------------------------------------------------------------- quotation marks


def _with_marks(
    article: Article,
    trees: Sequence[Tree],
    words: RuleWords,
    lexicon: Lexicon,
    read: list[Quotation],
    stretches: Sequence[Quoted],
) -> tuple[Quotation, ...]:
    found = list(read)
    last: int | None = None  # the quotation that a stretch without a cue of its own goes on with
    last_paragraph = -1
    for stretch in stretches:
        at = _touching(found, stretch)
        if at is None and stretch.whole:
            at = _beside(trees, words, lexicon, found, stretch, stretches)
        if (
            at is None
            and stretch.whole
            and last is not None
            and (stretch.paragraph == last_paragraph or stretch.goes_on)
        ):
            at = last
        if at is None:
            continue
        found[at] = _completed(found[at], stretch.span)
        if stretch.whole:
            last, last_paragraph = at, stretch.paragraph
    return tuple(sorted((_mannered(q, stretches) for q in found), key=lambda q: (q.cue.start, q.cue.end)))


def _touching(found: Sequence[Quotation], stretch: Quoted) -> int | None:
    """The outermost quotation whose content shares words with the stretch and whose cue stands outside of it."""
    best: tuple[int, int] | None = None
    for i, q in enumerate(found):
        if stretch.span.covers(q.cue) or not any(c.overlaps(stretch.span) for c in q.contents):
            continue
        size = sum(c.end - c.start for c in q.contents)
        if best is None or size > best[0]:
            best = (size, i)
    return best[1] if best else None


def _beside(
    trees: Sequence[Tree],
    words: RuleWords,
    lexicon: Lexicon,
    found: list[Quotation],
    stretch: Quoted,
    stretches: Sequence[Quoted],
) -> int | None:
    """A verb of speech beside the stretch that has no content yet: "“…,” the minister told reporters"."""
    best: tuple[int, Tree, int] | None = None
    for tree in trees:
        if tree.sentence.span.end < stretch.span.start - 400 or tree.sentence.span.start > stretch.span.end + 300:
            continue
        for i, token in enumerate(tree.tokens):
            if not _speaks(tree, words, i) or any(s.whole and s.span.covers(token.span) for s in stretches):
                continue
            if any(q.cue.overlaps(token.span) and q.claims for q in found):
                continue
            gap = _gap(trees, token.span, stretch.span)
            if gap is not None and gap <= NEAR and (best is None or gap < best[0]):
                best = (gap, tree, i)
    if best is None:
        return None
    _, tree, word = best
    cue = Cue(tree, words, lexicon, word, (stretch.span,))
    source = source_of(cue)
    read = Read(
        (word, word), source, frozenset(), words.speech_verbs[tree.lemma(word)], claims=True, rule="beside_quote"
    )
    found.append(_quotation(tree, read, (stretch.span,)))
    return len(found) - 1


def _gap(trees: Sequence[Tree], cue: Span, stretch: Span) -> int | None:
    """Words between a cue and a stretch, where they stand in one sentence or in two that follow each other."""
    low, high = (cue.end, stretch.start) if cue.end <= stretch.start else (stretch.end, cue.start)
    between = 0
    for tree in trees:
        if tree.sentence.span.end <= low:
            continue
        if tree.sentence.span.start >= high:
            break
        between += sum(low <= t.span.start < high for t in tree.tokens)
    sentences = [t for t in trees if t.sentence.span.overlaps(Span(low, max(high, low + 1)))]
    return between if len(sentences) <= 2 else None


def _completed(quotation: Quotation, stretch: Span) -> Quotation:
    """The quotation with the whole stretch among its contents."""
    apart = [c for c in quotation.contents if not c.overlaps(stretch)]
    joined = [c for c in quotation.contents if c.overlaps(stretch)]
    start = min([stretch.start, *(c.start for c in joined)])
    end = max([stretch.end, *(c.end for c in joined)])
    whole = Span(start, end)
    pieces = [whole]
    for taken in (quotation.cue, *((quotation.source.span,) if quotation.source else ())):
        pieces = [p for piece in pieces for p in _without(piece, taken)]
    return replace(quotation, contents=tuple(sorted([*apart, *pieces])))


def _without(piece: Span, taken: Span) -> list[Span]:
    if not piece.overlaps(taken):
        return [piece]
    return [Span(a, b) for a, b in ((piece.start, taken.start), (taken.end, piece.end)) if a < b]


def _mannered(quotation: Quotation, stretches: Sequence[Quoted]) -> Quotation:
    """Direct where all of the content stands between marks, mixed where some of it does."""
    size = sum(c.end - c.start for c in quotation.contents)
    inside = sum(
        max(0, min(c.end, s.span.end) - max(c.start, s.span.start)) for c in quotation.contents for s in stretches
    )
    if inside == 0:
        return quotation
    return replace(quotation, manner=Manner.DIRECT if inside >= 0.9 * size else Manner.MIXED)
