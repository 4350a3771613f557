import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.language.lemmas import apply, script


@pytest.mark.parametrize(
    ("word", "lemma"), [("accused", "accuse"), ("went", "go"), ("Serbs", "Serb"), ("The", "the"), ("NATO", "NATO")]
)
def test_script_turns_word_into_lemma(word: str, lemma: str) -> None:
    assert apply(script(word, lemma), word) == lemma


def test_scripts_are_shared_between_words() -> None:
    assert script("walked", "walk") == script("Talked", "talk")


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_script_applies_to_any_word(word: str, other: str) -> None:
    assert isinstance(apply(script(word, other), other), str)
