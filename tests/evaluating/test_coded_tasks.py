"""The tasks that score coded texts, as `tocsin evaluate` calls them, with a coder in the place of the model."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from coders import Told, coder
from readers import FakeReader, Write

import tocsin
from tocsin import pipeline
from tocsin.errors import FormatError
from tocsin.evaluating import TASKS, Options, Row, ignore
from tocsin.ontology import load_ontology
from tocsin.records import Article, CodedArticle

TEXT = "Rebels shelled Ostby."
MARKS = [{"label": "VERB", "start": 7, "end": 14}, {"label": "LOCATION", "start": 15, "end": 20}]
FILES = {
    "pairs": ("a.tsv", f"sentence|source|target|gold_root|gold_penta\n{TEXT}|Rebels|Ostby|ASSAULT|4\n"),
    "participants": ("a.txt", "Rebels B-S\nshelled O\nOstby B-T\n. O\n"),
    "event-place": ("a.jsonl", json.dumps({"text": TEXT, "spans": MARKS})),
    "documents": ("a.csv", f"text,title,label\n{TEXT},War,ASSAULT\n"),
    "false-alarms": ("a.txt", TEXT),
}
FIGURES = {
    "pairs": "root_macro_f1 root_micro_f1 quad_macro_f1 binary_macro_f1 root_macro_f1_with_conventions",
    "participants": "source_f1 target_f1 f1",
    "event-place": "accuracy always_nearest_accuracy",
    "documents": "macro_f1 accuracy lead_macro_f1 lead_accuracy",
    "false-alarms": "events sentences documents",
}


@pytest.fixture
def fake_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    ontology = load_ontology(Path(tocsin.__file__).parent / "data/plover")
    told = Told("ASSAULT", "shelled", ["Rebels"], ["Ostby"], place="Ostby")
    fake = coder({TEXT: [told], f"War\n\n{TEXT}": [told]}, {"Ostby": "GPE"})

    def code_article(article: Article, *, engine: object, bars: object = None) -> CodedArticle:
        return fake(article.text)

    engine = SimpleNamespace(knowledge=SimpleNamespace(ontology=ontology))
    monkeypatch.setattr(pipeline, "load_engine", lambda **given: engine)
    monkeypatch.setattr(pipeline, "code_article", code_article)


@pytest.mark.usefixtures("fake_pipeline")
@pytest.mark.parametrize("name", FILES)
def test_every_task_gives_its_figures_and_predictions_as_json(name: str, write: Write) -> None:
    kept = list[Row]()
    result = TASKS[name].run([write(*FILES[name])], FakeReader(), Options(), kept.append)
    assert {result[figure] for figure in FIGURES[name].split()} == {1}
    assert json.loads(json.dumps(result)) == result
    assert len(kept) == 1
    assert json.loads(json.dumps(kept[0]))["file"].endswith(FILES[name][0])


@pytest.mark.usefixtures("fake_pipeline")
def test_options_reach_the_tasks(write: Write) -> None:
    def rows(name: str, options: Options) -> object:
        return TASKS[name].run([write(*FILES[name])], FakeReader(), options, lambda row: None)["rows"]

    assert sorted(map(str, (rows("pairs", Options(quarter="read")), rows("pairs", Options(quarter="kept"))))) == [
        "0",
        "1",
    ]
    assert rows("event-place", Options(dev=True)) == 0
    documents = [
        TASKS["documents"].run([write(*FILES["documents"])], FakeReader(), Options(fold=n), ignore)["documents"]
        for n in range(5)
    ]
    assert sorted(map(str, documents)) == ["0", "0", "0", "0", "1"]
    with pytest.raises(FormatError, match="only the documents of a CoNLL-U file have a genre"):
        TASKS["false-alarms"].run([write(*FILES["false-alarms"])], FakeReader(), Options(genre="mail"), ignore)
    listed = Options(listed=write("names.list", "b.txt\n"))
    with pytest.raises(FormatError, match=r"names\.list:1: no report is named 'b\.txt'"):
        TASKS["false-alarms"].run([write(*FILES["false-alarms"])], FakeReader(), listed, ignore)
