"""Article -> Analysis: the unmasked text as sentences of tokens, entities and predicates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.language.model import LanguageModel, Reading
from tocsin.language.sentences import split
from tocsin.language.tokens import tokenize
from tocsin.records import Analysis, Argument, Article, Entity, Predicate, Sentence, Span, Token

Spans = tuple[Span, ...]


def analyse(article: Article, *, model: LanguageModel) -> Analysis:
    """Read every sentence of the article that is not masked."""
    cut = [(span, words, headline) for span, words, headline in sentence_words(article) if words]
    return Analysis(article, read_sentences(article.text, cut, model=model))


def read_sentences(text: str, cut: Sequence[tuple[Span, Spans, bool]], *, model: LanguageModel) -> tuple[Sentence, ...]:
    """Sentences of given words: each its span, its words' spans and whether it is the headline."""
    readings = model.read([[w.of(text) for w in words] for _, words, _ in cut])
    return tuple(
        _sentence(text, span, words, reading, headline)
        for (span, words, headline), reading in zip(cut, readings, strict=True)
    )


def sentence_words(article: Article) -> Iterator[tuple[Span, Spans, bool]]:
    """Each unmasked sentence with its words and whether it is the headline."""
    masks = sorted(m.span for m in article.masked)
    for paragraph in article.paragraphs:
        for stretch in _unmasked(paragraph, masks):
            words = tokenize(article.text, stretch)
            for span in split(article.text, stretch, tokens=words):
                inside = tuple(w for w in words if span.covers(w))
                headline = article.title_span is not None and article.title_span.covers(span)
                yield span, inside, headline


def _unmasked(paragraph: Span, masks: list[Span]) -> Iterator[Span]:
    """The stretches of a paragraph that no mask covers."""
    start = paragraph.start
    for mask in masks:
        if mask.overlaps(paragraph):
            if mask.start > start:
                yield Span(start, mask.start)
            start = max(start, mask.end)
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _sentence(text: str, span: Span, words: Spans, reading: Reading, headline: bool) -> Sentence:
    tokens = tuple(
        Token(word.of(text), word, lemma, pos, features, head, relation)
        for word, lemma, pos, features, head, relation in zip(
            words, reading.lemmas, reading.upos, reading.features, reading.heads, reading.relations, strict=True
        )
    )
    entities = tuple(
        Entity(label, first, last, Span(words[first].start, words[last].end), score)
        for label, first, last, score in reading.entities
    )
    predicates = tuple(
        Predicate(index, tuple(Argument(label, first, last) for label, first, last in arguments))
        for index, arguments in reading.predicates
    )
    return Sentence(span, tokens, entities, predicates, headline, reading.acts, reading.places)
