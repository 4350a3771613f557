import os
from pathlib import Path

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating.sentences import documents, evaluate


def rows(text: str, *, glued: bool = False) -> str:
    words = text.split()
    lines = [f"{i}|{w}|{w}|X|_|_|0|root|_|_" for i, w in enumerate(words, 1)]
    lines[-1] = lines[-1][:-1] + ("SpaceAfter=No" if glued else "_")
    return "\n".join([f"# text = {text}", *lines]) + "\n\n"


GOLD = (
    "# newdoc id = own_news_truce\n# newpar\n" + rows("Truce holds in Aden")
    + "# newpar\n" + rows("Guns fell silent.", glued=True) + rows("Aid arrived.")
    + "# newpar id = p3\n" + rows("Nobody knows why:") + rows("the army left.")
    + "# newdoc id = own_letter_mum\n" + rows("Dear Mum,") + rows("We are well.")
)  # fmt: skip


def test_documents_as_raw_text(write: Write) -> None:
    news, letter = documents([write("gold.conllu", GOLD)])
    assert news.text == ("Truce holds in Aden\n\nGuns fell silent.Aid arrived.\n\nNobody knows why: the army left.")
    assert [s.of(news.text) for s in news.gold[1:3]] == ["Guns fell silent.", "Aid arrived."]
    assert (news.id, letter.id, letter.text) == ("own_news_truce", "own_letter_mum", "Dear Mum, We are well.")


def test_counts_by_hand(write: Write) -> None:
    # The headline and the two glued sentences are right; gold parts at the colon and the comma, which the splitter
    # does not.
    kept: list[dict[str, object]] = []
    result = evaluate([write("gold.conllu", GOLD)], record=kept.append)
    assert {k: result[k] for k in ("tp", "predicted", "gold", "documents")} == {
        "tp": 3,
        "predicted": 5,
        "gold": 7,
        "documents": 2,
    }
    assert result["f1"] == pytest.approx(2 * 3 / 12)
    assert kept[1]["missed"] == [{"start": 0, "end": 9}, {"start": 10, "end": 22}]


def test_a_genre_is_a_part_of_the_id(write: Write) -> None:
    path = write("gold.conllu", GOLD)
    assert evaluate([path], genre="_news_")["gold"] == 5
    with pytest.raises(FormatError, match="no newdoc id contains 'speech'"):
        evaluate([path], genre="speech")


CORPORA = Path(os.environ.get("TOCSIN_CORPORA", "../shared/corpora"))
TREEBANK = CORPORA / "train/ud_english/gum-open-dev.conllu.gz"


@pytest.mark.skipif(not TREEBANK.exists(), reason="the GUM development part is not here")
@pytest.mark.parametrize(
    ("genre", "floor"), [("_news_", 0.99), ("_interview_", 0.94), ("_speech_", 0.98), ("GUM", 0.955)]
)
def test_the_splitter_stays_above_its_floor(genre: str, floor: float) -> None:
    f1 = evaluate([TREEBANK], genre=genre)["f1"]
    assert isinstance(f1, float)
    assert f1 >= floor
