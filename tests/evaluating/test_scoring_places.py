from collections.abc import Sequence

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import places
from tocsin.records import Candidate, Report, Span, Toponym

XML = """<articles><article><text>Amal fell. Ostby held.</text><toponyms>
<toponym><start>0</start><end>4</end><phrase>Amal</phrase><gaztag><lat>10</lat><lon>10</lon></gaztag></toponym>
<toponym><start>11</start><end>16</end><phrase>Ostby</phrase><gaztag><lat>50</lat><lon>5</lon></gaztag></toponym>
</toponyms></article></articles>"""


def placer(report: Report, given: Sequence[Span] | None) -> tuple[str, tuple[Toponym, ...]]:
    """Places the first name rightly and knows no other."""
    chosen = Candidate("Amal", 10.5, 10.0, None, None, None, "town", 0, 1.0)
    return report.content.decode(), (Toponym(Span(0, 4), 0, 0, 0, chosen), Toponym(Span(11, 16), 1, 0, 0, None))


def test_an_unresolved_name_counts_as_wrong(write: Write) -> None:
    row = places.evaluate([write("own.xml", XML)], placer)
    assert (row["accuracy_161km"], row["accuracy_161km_resolved"]) == (0.5, 1.0)
    assert row["end_to_end_f1"] == pytest.approx(2 / 3)


def test_what_is_no_xml_is_refused(write: Write) -> None:
    with pytest.raises(FormatError, match="is not XML"):
        places.evaluate([write("own.xml", "no xml")], placer)
