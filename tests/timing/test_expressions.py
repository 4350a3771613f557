from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.records import Analysis, Article, CodedArticle, Published, Sentence, Span, Token
from tocsin.timing.expressions import load_times, time_expressions

TIMES = load_times()
CASES = yaml.safe_load(Path(__file__).with_name("expressions.yml").read_text(encoding="utf-8"))
WORDS = sorted({name for kind in TIMES.words.of.values() for name in kind} | TIMES.words.feasts.keys())
ODD = (
    "of last next ago later in by since - 1999 31 0 45 9999 24:00 25:61 13/13/2020 2022-02-30 3-5 1992-95 the a fiscal"
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_expression(case: dict[str, object], code_text: Callable[..., CodedArticle]) -> None:
    published = None if case.get("published") == "none" else date(2022, 12, 9)
    text = str(case["text"])
    coded = code_text(text, published)
    assert [f"{t.span.of(text)} = {t.value}" for t in coded.times] == case["times"]


def test_a_clock_time_alone_is_the_latest_before_the_moment_of_publication(
    code_text: Callable[..., CodedArticle],
) -> None:
    published = datetime.fromisoformat("2021-05-12T06:30:00+03:00")
    [time] = code_text("At 23:55 a rocket hit the bakery.", published).times
    assert (time.value, time.precision) == ("2021-05-11T23:55", "minute")


def test_an_unanchored_time_says_why(code_text: Callable[..., CodedArticle]) -> None:
    [time] = code_text("Soldiers fired on a crowd yesterday.").times
    assert (time.start, time.precision, time.anchored_by) == (None, "unanchored", "no publication date")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, *ODD.split()]), min_size=1, max_size=8),
    st.sampled_from([None, date(1, 1, 1), date(2020, 2, 29), date(9999, 12, 31)]),
    st.booleans(),
)
def test_no_words_break_a_rule(words: list[str], day: date | None, capital: bool) -> None:
    text = " ".join(w.capitalize() if capital else w for w in words)
    tokens, start = [], 0
    for word in text.split():
        place = text.index(word, start)
        start = place + len(word)
        tokens.append(Token(word, Span(place, start), word.lower(), "NOUN", "_", len(tokens) - 1, "nmod"))
    whole = Span(0, len(text))
    published = Published(day, "option") if day else None
    article = Article("x", "x", text, (whole,), None, (), published, None, "en")
    sentence = Sentence(whole, tuple(tokens), (), ())
    for time in time_expressions(Analysis(article, (sentence, sentence)), times=TIMES):
        assert (time.start is None) == (time.end is None)
        assert time.start is None or time.end is None or time.start <= time.end
        assert text[time.span.start : time.span.end].strip()
