from pathlib import Path
from typing import Any

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import attribution
from tocsin.evaluating.attribution import Attributed, matches, outermost, triples
from tocsin.evaluating.scores import Row
from tocsin.records import Manner, Mention, Quotation, Span, Stance

TEXT = "Ana said Bo fled. Cy claims that Di told him to go. Reports of losses."
GOLD = """T1\tSource 0 3\tAna
T2\tCue 4 8\tsaid
T3\tContent 9 16\tBo fled
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tSource 18 20\tCy
T6\tCue 21 27\tclaims
T7\tContent 28 32;33 50\tthat Di told him to go
E2\tAttribution:T6 Source:T5 Cue:T6 Content:T7
T8\tSource 33 35\tDi
T9\tCue 36 40\ttold
T10\tContent 41 50\thim to go
E3\tAttribution:T9 Source:T8 Cue:T9 Content:T10
T11\tCue 52 62\tReports of
T12\tContent 63 69\tlosses
E4\tAttribution-no-source:T11 Content:T12 Cue:T11
T13\tDiscuss 0 3\tAna
E5\tDiscuss:T13
"""


def quotation(source: Span | None, cue: Span, *contents: Span) -> Quotation:
    mention = Mention(source, 0, 0, 0, 0) if source else None
    return Quotation(mention, cue, contents, Manner.INDIRECT, Stance.STATES, True, "rule", 0)


def scored(write: Write, *found: Quotation) -> tuple[Any, list[Row]]:
    kept: list[Row] = []
    write("gold.txt", TEXT)
    write("gold_ab12.ann", GOLD)
    folder = write("gold_zz99.ann", GOLD.replace("Source 0 3", "Source 0 1")).parent
    return attribution.evaluate([folder], lambda text: found, record=kept.append), kept


def test_counts_by_hand(write: Write) -> None:
    # Ana's words are read whole; of Cy's the cue is missed; nothing is read of the losses; one reading too many.
    found = (
        quotation(Span(0, 3), Span(4, 8), Span(9, 16)),
        quotation(Span(18, 20), Span(28, 32), Span(33, 50)),
        quotation(None, Span(70, 71), Span(70, 71)),
    )
    result, kept = scored(write, *found)
    parts = result["by_part"]
    assert (parts["source"]["tp"], parts["source"]["predicted"], parts["source"]["gold"]) == (2, 2, 2)
    assert (parts["cue"]["tp"], parts["cue"]["predicted"], parts["cue"]["gold"]) == (1, 3, 3)
    assert (parts["content"]["tp"], parts["content"]["gold"]) == (2, 3)
    assert parts["triple"]["tp"] == 1
    assert result["texts"] == 1
    assert len(kept[0]["gold"]) == 3  # type: ignore[arg-type]


def test_a_link_inside_another_ones_content_is_not_scored() -> None:
    outer = Attributed((Span(0, 2),), (Span(3, 5),), (Span(6, 30),))
    inner = Attributed((Span(8, 9),), (Span(10, 12),), (Span(13, 30),))
    assert outermost([outer, inner]) == [outer]


def test_a_triple_needs_every_part_that_gold_tells_and_no_speaker_more() -> None:
    gold = Attributed((), (Span(0, 4),), (Span(5, 9),))
    assert triples([gold], [gold]) == [(0, 0)]
    assert triples([gold], [Attributed((Span(10, 12),), gold.cue, gold.content)]) == []


def test_spans_are_matched_one_to_one_by_most_shared_characters() -> None:
    one, two = (Span(0, 10),), (Span(8, 20),)
    assert sorted(matches([one, two], [(Span(0, 20),), (Span(0, 9),)])) == [(0, 1), (1, 0)]


def test_the_first_annotator_by_name_counts(write: Write) -> None:
    result, _ = scored(write)
    assert result["by_part"]["source"]["gold"] == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [("T1\tCue a b\tsaid", "are no character ranges"), ("T1\tCue 4 999\tsaid", "reaches beyond the text")],
)
def test_a_wrong_range_is_named(write: Write, line: str, message: str) -> None:
    folder = write("gold.txt", TEXT).parent
    write("gold.ann", line + "\n")
    with pytest.raises(FormatError, match=message):
        attribution.evaluate([folder], lambda text: ())


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        attribution.evaluate([tmp_path], lambda text: ())
