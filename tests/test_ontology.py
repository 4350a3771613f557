from pathlib import Path

import pytest

import tocsin
from tocsin.errors import DataError
from tocsin.ontology import load_ontology

FOLDER = Path(tocsin.__file__).parent / "data/plover"


def test_sixteen_events_with_quads_and_scores() -> None:
    ontology = load_ontology(FOLDER)
    assert len(ontology.events) == 16
    assert ontology.events["ASSAULT"].quad == 4
    assert ontology.events["ASSAULT"].scale("aerial") == -9.5
    assert ontology.events["ASSAULT"].scale("execute") == -9.0
    assert ontology.events["ACCUSE"].score == -3.0
    assert "PRE" in ontology.sectors
    assert "peacekeeping" in ontology.contexts


def test_an_unknown_key_names_file_and_line(tmp_path: Path) -> None:
    for name in ("contexts.yml", "sectors.yml"):
        (tmp_path / name).write_text((FOLDER / name).read_text())
    (tmp_path / "events.yml").write_text("- name: AGREE\n  quad: 1\n  scor: 2.5\n")
    with pytest.raises(DataError, match=r"events.yml:1: unknown key 'scor'; did you mean 'score'\?"):
        load_ontology(tmp_path)
