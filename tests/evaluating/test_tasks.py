import json
from pathlib import Path

import pytest
from readers import FakeReader, Write

from tocsin.evaluating import TASKS, Options, Row, ignore

MODEL = Path(__file__).parents[2] / "src/tocsin/data/model"
TREE = "# newdoc id = d\n# sent_id = 1\n# text = Troops left .\n" + "".join(
    f"{i}|{w}|{w}|X|_|_|{h}|dep|_|_\n" for i, w, h in ((1, "Troops", 2), (2, "left", 0), (3, ".", 2))
)
FILES = {
    "syntax": ("a.conllu", TREE),
    "sentences": ("a.conllu", TREE),
    "entities": ("a.tsv", "Ana|B-Person\nleft|O\n"),
    "roles": ("a.conllu", "1|Ana|ana|PROPN|_|2|nsubj|_|B-ARG0\n2|left|leave|VERB|_|0|root|leave.01|B-V\n"),
}
KEYS = {"syntax": "upos uas las", "sentences": "precision recall f1"}


@pytest.mark.parametrize("name", FILES)
def test_every_task_gives_its_keys_and_predictions_as_json(name: str, write: Write) -> None:
    task, kept = TASKS[name], list[Row]()
    result = task.run([write(*FILES[name])], FakeReader(), Options(), kept.append)
    assert set(KEYS.get(name, "precision recall f1").split()) <= set(result)
    assert json.loads(json.dumps(result)) == result
    assert len(kept) == 1
    assert json.loads(json.dumps(kept[0]))["file"].endswith(FILES[name][0])


def test_tasks_are_named_and_described() -> None:
    assert {name: task.name for name, task in TASKS.items()} == {name: name for name in TASKS}
    assert all(task.description for task in TASKS.values())


@pytest.mark.skipif(not (MODEL / "tocsin.onnx").exists(), reason="the model file is not built")
@pytest.mark.parametrize("name", FILES)
def test_the_shipped_model_can_be_scored(name: str, write: Write) -> None:
    from tocsin.language.model import LanguageModel

    result = TASKS[name].run([write(*FILES[name])], LanguageModel(MODEL), Options(), ignore)
    assert all(value >= 0 for value in result.values() if isinstance(value, float))
