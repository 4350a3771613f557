from hypothesis import given
from hypothesis import strategies as st

from tocsin.language.tokens import tokenize


def words(text: str) -> list[str]:
    return [s.of(text) for s in tokenize(text)]


def test_clitics_and_possessives_stand_apart() -> None:
    assert words("Kosovo's army didn't fire.") == ["Kosovo", "'s", "army", "did", "n't", "fire", "."]
    assert words("They can’t, we’ll see") == ["They", "ca", "n’t", ",", "we", "’ll", "see"]


def test_abbreviations_initials_and_numbers_stay_whole() -> None:
    assert words("The U.S. sent Gen. J. Smith 1,000.5 km at 10:30 a.m. on Dec. 9.") == [
        "The", "U.S.", "sent", "Gen.", "J.", "Smith", "1,000.5", "km", "at", "10:30", "a.m.", "on", "Dec.", "9", ".",
    ]  # fmt: skip


def test_hyphens_part_and_names_with_apostrophes_do_not() -> None:
    assert words("NATO-led O'Brien's Côte d'Ivoire") == ["NATO", "-", "led", "O'Brien", "'s", "Côte", "d'Ivoire"]


@given(st.text(max_size=200))
def test_words_are_in_order_and_cover_all_but_blanks(text: str) -> None:
    spans = tokenize(text)
    position = 0
    for span in spans:
        assert span.start >= position
        assert not text[position : span.start].strip()
        assert span.end > span.start
        position = span.end
    assert not text[position:].strip()
