import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating.factuality import evaluate, judgements, pearson

TREE = "# sent_id = s1\n# text = Troops left .\n" + "".join(
    f"{i}|{w}|{w}|X|_|_|{h}|dep|_|_\n" for i, w, h in ((1, "Troops", 2), (2, "left", 0), (3, ".", 2))
)


@dataclass
class Told:
    happened: tuple[float, ...]


class Judge:
    def read(self, sentences: object) -> list[Told]:
        return [Told((0.0, 2.5, 0.0))]


def folder(tmp_path: Path, value: float = 1.5) -> Path:
    (tmp_path / "uds").mkdir()
    judged = {"data": {"7": {"ewt-7-semantics-pred-2": {"factuality": {"factual": {"value": value}}}}}}
    (tmp_path / "uds/factuality.json").write_text(json.dumps(judged))
    (tmp_path / "uds/ud_ids.json").write_text(json.dumps({"7": {"sentence_id": "s1"}}))
    return tmp_path / "uds"


def test_the_given_predicates_are_read(tmp_path: Path, write: Write) -> None:
    uds = folder(tmp_path)
    assert judgements([uds]) == {"s1": [(1, 1.5)]}
    result = evaluate([uds, write("a.conllu", TREE)], Judge())
    assert (result["predicates"], result["mean_absolute_error"]) == (1, 1.0)


def test_pearson_by_hand() -> None:
    assert pearson([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1.0)
    assert pearson([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1.0)
    assert pearson([(1, 1)]) == 0.0


def test_judgements_must_be_there(tmp_path: Path, write: Write) -> None:
    with pytest.raises(FormatError, match=r"name the folder"):
        evaluate([write("a.conllu", TREE)], Judge())
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match=r"ud_ids|json"):
        judgements([tmp_path / "empty"])
