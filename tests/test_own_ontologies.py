"""Ontologies of one's own: those in `examples/ontologies` prove themselves, PLOVER stays what it is, bad data say why."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tocsin.coding.coder import load_knowledge
from tocsin.coding.readings import alone, translated
from tocsin.coding.triggers import Candidate
from tocsin.coding.verdicts import UNWEIGHED, Refusal, Trigger, decided
from tocsin.errors import DataError, FormatError
from tocsin.evaluating import TASKS, Options
from tocsin.evaluating.proofs import complaint, false_alarm, sentence
from tocsin.exporting.wire import event_json
from tocsin.lexicon import Entry, Lexicon
from tocsin.ontology import Ontology, load_ontology
from tocsin.pipeline import DATA, Engine, code_article, load_engine
from tocsin.records import Act, CodedArticle, Status

FOLDERS = sorted(p for p in (Path(__file__).parents[1] / "examples/ontologies").iterdir() if p.is_dir())
ACCESS = next(p for p in FOLDERS if p.name == "humanitarian-access")
PLOVER = load_ontology(DATA / "plover")
Json = dict[str, Any]


@cache
def own(folder: Path) -> tuple[Ontology, Lexicon]:
    knowledge = load_knowledge(DATA, ontology=folder)
    return knowledge.ontology, knowledge.lexicon


def entries(folder: Path) -> list[Entry]:
    return [entry for found in own(folder)[1].entries.values() for entry in found]


PROOFS = [(folder, entry) for folder in FOLDERS for entry in entries(folder)]


class Coders:
    """One engine for each folder, all with one network."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loaded: dict[Path, Engine] = {}

    def __call__(self, text: str, folder: Path = ACCESS) -> CodedArticle:
        if folder not in self._loaded:
            self._loaded[folder] = load_engine(model=self._engine.model, ontology=folder)
        return code_article(sentence(text), engine=self._loaded[folder])

    def events(self, text: str, folder: Path = ACCESS) -> list[Json]:
        coded = self(text, folder)
        return [event_json(event, coded) for event in coded.events]


@pytest.fixture(scope="module")
def coders(engine: Engine) -> Coders:
    return Coders(engine)


# --------------------------------------------------------------------------- they prove themselves


@pytest.mark.parametrize(("folder", "entry"), PROOFS, ids=lambda x: x.name if isinstance(x, Path) else x.origin)
def test_examples_code_and_near_misses_do_not(coders: Coders, folder: Path, entry: Entry) -> None:
    def coder(text: str) -> CodedArticle:
        return coders(text, folder)

    wrong = [why for example in entry.examples if (why := complaint(example, coder))]
    wrong += [why for text in entry.near_misses if (why := false_alarm(entry, text, coder))]
    assert not wrong, f"{entry.origin}: {'; '.join(wrong)}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_event_and_mode_is_told_by_an_entry_with_a_near_miss(folder: Path) -> None:
    ontology, _ = own(folder)
    told = {(e.event, e.mode) for e in entries(folder)}
    wanted = {(event, mode) for event, kind in ontology.events.items() for mode in kind.modes or (None,)}
    assert wanted <= told
    assert all(entry.near_misses for entry in entries(folder))


def test_the_network_alone_tells_an_event_that_needs_no_entry(coders: Coders) -> None:
    [event] = coders.events("Warplanes bombed the suburbs of Idlib on Friday.")
    assert (event["event"], event["mode"], event["quad_code"]) == ("hostilities", ["air-strike"], 4)
    assert event["evidence"][0]["rule"].startswith("classifier:hostilities")


def test_the_network_alone_never_tells_an_event_that_needs_an_entry(coders: Coders) -> None:
    assert coders.events("Police detained forty protesters in Minsk on Sunday.") == []
    [event] = coders.events("Police detained forty aid workers in Minsk on Sunday.")
    assert (event["event"], event["mode"], event["status"]) == ("staff_detained", ["arrested"], "actual")


def test_what_a_report_says_is_not_what_happened_here_either(coders: Coders) -> None:
    [closed] = coders.events("The governor has not closed the border crossing.")
    assert (closed["event"], closed["status"], closed["negated"]) == ("movement_restricted", "actual", True)
    asked = {e["event"]: e for e in coders.events("Norway urged the junta to let relief convoys through.")}
    assert asked["access_demanded"]["status"] == "actual"
    assert asked["access_granted"]["status"] == "demanded"
    assert {"to": asked["access_granted"]["id"], "relation": "embeds"} in asked["access_demanded"]["links"]


def test_a_planned_act_gives_the_event_that_the_ontology_names_for_it(coders: Coders) -> None:
    found = coders.events("Turkey will open a second land crossing for relief convoys on Monday.")
    events = {e["event"]: e for e in found}
    assert events["access_granted"]["status"] == "planned"
    assert events["access_promised"]["status"] == "actual"
    assert {"to": events["access_granted"]["id"], "relation": "embeds"} in events["access_promised"]["links"]


# --------------------------------------------------------------------------- translation of readings


def act(*chances: tuple[str, str | None, float]) -> Act:
    return Act(index=1, chances=chances, status=("planned", 0.9), negated=0.1, actors=((0, 0),))


def test_chances_are_summed_and_the_mode_is_that_of_the_likeliest_reading() -> None:
    given = act(("ASSAULT", "abduct", 0.5), ("COERCE", "arrest", 0.3), ("SUPPORT", None, 0.1))
    found = translated(given, own(ACCESS)[0])
    assert found.chance("staff_detained") == pytest.approx(0.8)
    assert found.mode("staff_detained") == "abducted"
    assert [p for _, _, p in found.chances] == sorted((p for _, _, p in found.chances), reverse=True)
    assert (found.status, found.actors) == (given.status, given.actors)


def test_an_act_without_a_name_in_the_ontology_is_an_act_still() -> None:
    found = translated(act(("CONSULT", "visit", 0.9)), own(ACCESS)[0])
    assert found.chances == ()
    assert found.none == pytest.approx(0.1)
    assert alone(found, own(ACCESS)[0]) is None


def test_only_events_that_need_no_entry_stand_alone() -> None:
    ontology, _ = own(ACCESS)
    found = translated(act(("ASSAULT", "aerial", 0.9)), ontology)
    assert {"aid_attacked", "hostilities"} <= {name for name, _, _ in found.chances}
    standing = alone(found, ontology)
    assert standing is not None
    assert standing.chances == (("hostilities", "air-strike", 0.9),)


def test_the_mode_an_entry_leaves_open_is_the_one_the_network_reads() -> None:
    ontology, lexicon = own(ACCESS)
    seize = next(e for e in lexicon.find("verb", "seize") if e.event == "staff_detained")
    verdict = decided(Candidate(1, "verb", seize, (), translated(act(("ASSAULT", "abduct", 0.7)), ontology)))
    assert isinstance(verdict, Trigger)
    assert (verdict.by, verdict.mode, verdict.chance) == ("agreed", "abducted", 0.7)


def test_an_entry_counts_against_a_network_that_was_never_taught_its_event() -> None:
    ontology, lexicon = own(ACCESS)
    [tax] = lexicon.find("verb", "tax")
    assert not ontology.events["interference"].taught("taxed")
    assert ontology.events["interference"].taught("searched")
    verdict = decided(Candidate(1, "verb", tax, (), None))
    assert isinstance(verdict, Trigger)
    assert (verdict.by, verdict.mode, verdict.chance) == ("entry_alone", "taxed", UNWEIGHED)
    [detain] = lexicon.find("verb", "detain")
    assert isinstance(decided(Candidate(1, "verb", detain, (), None)), Refusal)


# --------------------------------------------------------------------------- PLOVER stays what it is


def test_plover_reads_itself() -> None:
    given = act(("COERCE", "arrest", 0.61), ("ASSAULT", None, 0.2), ("ACCUSE", "allege", 0.2))
    assert replace(translated(given, PLOVER), told=None) == given
    assert translated(given, PLOVER).none == given.none
    assert alone(given, PLOVER) == given
    assert all(event.taught(mode) for event in PLOVER.events.values() for mode in (None, *event.modes))


def test_plover_keeps_its_speech_acts_and_reductions() -> None:
    events = PLOVER.events
    speech = {name for name, event in events.items() if event.embeds}
    assert speech == set("ACCUSE AGREE CONCEDE REJECT REQUEST SUPPORT THREATEN".split())
    assert {name: event.holds for name, event in events.items() if event.holds} == {
        "REQUEST": Status.DEMANDED, "THREATEN": Status.THREATENED, "AGREE": Status.PLANNED,
    }  # fmt: skip
    assert {name: event.when_planned for name, event in events.items() if event.when_planned} == {
        "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
    }  # fmt: skip
    assert {name for name, event in events.items() if event.verbal} == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    }  # fmt: skip


def test_an_own_ontology_leaves_plover_alone(coders: Coders, engine: Engine) -> None:
    text = "Gunmen attacked an aid convoy near Goma and the army threatened to close the crossing."
    before = code_article(sentence(text), engine=engine)
    assert {e["event"] for e in coders.events(text)} <= set(own(ACCESS)[0].events)
    assert code_article(sentence(text), engine=engine) == before
    assert {e.coding.event for e in before.events} <= set(PLOVER.events)


# --------------------------------------------------------------------------- loading

EVENTS = """
- name: detained
  quad: 4
  score: -7
  definition: Somebody is held.
  reads: [COERCE.arrest]
"""
LEXICON = """
- lemma: detain
  event: detained
  examples: [Police detained a man in Minsk.]
"""


def written(folder: Path, events: str = EVENTS, lexicon: str = LEXICON, **more: str) -> Path:
    (folder / "lexicon").mkdir()
    (folder / "events.yml").write_text(events.lstrip("\n"), encoding="utf-8")
    (folder / "lexicon/words.yml").write_text(lexicon.lstrip("\n"), encoding="utf-8")
    for name, text in more.items():
        (folder / f"{name.replace('__', '/')}.yml").write_text(text, encoding="utf-8")
    return folder


def test_contexts_sectors_and_classes_are_plovers_unless_the_folder_has_its_own(tmp_path: Path) -> None:
    contexts = '- {name: siege, definition: "A place is cut off."}\n'
    classes = "troops: [janissary]\nfood: [bread, rye flour]\n"
    knowledge = load_knowledge(DATA, ontology=written(tmp_path, contexts=contexts, lexicon__classes=classes))
    assert knowledge.ontology.contexts == ("siege",)
    assert knowledge.ontology.sectors == PLOVER.sectors
    assert {"soldier", "janissary"} <= knowledge.lexicon.classes["troops"]
    assert {"roles", "armed", "food"} <= set(knowledge.lexicon.classes)
    assert {"detain", "janissary", "bread", "rye", "flour"} <= knowledge.lexicon.lemmas
    assert "janissary" not in load_knowledge(DATA).lexicon.classes["troops"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("COERCE.arrest", "COERSE.arrest", r"events.yml:1: 'COERSE' is not an event of PLOVER.*mean 'COERCE'\?"),
        ("COERCE.arrest", "COERCE.arest", r"events.yml:1: 'arest' is not a mode of COERCE \(.*mean 'arrest'\?"),
        ("reads: [", "raeds: [", r"events.yml:1: unknown key 'raeds'; did you mean 'reads'\?"),
        ("quad: 4", "quad: 5", r"events.yml:1: 'quad' must be 1, 2, 3 or 4, found 5"),
        ("score: -7", "score: -70", r"events.yml:1: 'score' must be a number from -10 to 10, found -70"),
        ("quad: 4", "quad: 2", r"events.yml:1: 'score' -7 is below 0, but quad 2 is cooperation"),
        ("definition: Somebody", "when_planned: held\n  definition: X", r"events.yml:1: 'held' is not an event of the"),
        ("definition: Somebody", "when_planned: detained\n  definition: X", r"'when_planned' must name another event"),
        ("definition: Somebody", "holds: planned\n  definition: X", r"events.yml:1: 'holds' .* add 'embeds: true'"),
        ("definition: Somebody", "holds: maybe\n  definition: X", r"events.yml:1: 'holds' must be a status \(cond"),
        ("definition: Somebody", "embeds: 1\n  definition: X", r"events.yml:1: 'embeds' must be true or false, found 1"),
        ("definition: Somebody is held.", "takes: [x]", r"events.yml:1: 'definition' must be a text, found None"),
        (
            "reads: [COERCE.arrest]",
            "modes:\n    - {name: long, definition: For long, reads: [COERCE.arrest]}\n"
            "    - {name: short, definition: For a day, reads: [COERCE.arrest]}",
            r"events.yml:7: 'COERCE.arrest' is read by mode 'long' already",
        ),
        (
            "reads: [COERCE.arrest]",
            "modes:\n    - {name: long, definition: For long}\n    - {name: long, definition: For ever}",
            r"events.yml:7: 'long' stands here for the second time",
        ),
        ("reads: [COERCE.arrest]", "modes:\n    - {name: long, scor: 1}", r"events.yml:6: unknown key 'scor'"),
        (
            "reads: [COERCE.arrest]",
            "gives_away:\n    - {what: freed people, to: [freed]}",
            r"events.yml:6: 'freed' is not an event of the ontology",
        ),
    ],
)  # fmt: skip
def test_a_wrong_ontology_names_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in EVENTS
    with pytest.raises(DataError, match=message):
        load_knowledge(DATA, ontology=written(tmp_path, events=EVENTS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "event: detained",
            "event: detaind",
            r"words.yml:1: 'detaind' is not an event of .*; did you mean 'detained'\?",
        ),
        ("event: detained", "event: COERCE", r"words.yml:1: 'COERCE' is not an event of the ontology"),
        (
            "event: detained",
            "event: detained\n  mode: arrest",
            r"words.yml:1: 'arrest' is not a mode of detained \(none",
        ),
        ("event: detained", "evnt: detained", r"words.yml:1: unknown key 'evnt'; did you mean 'event'\?"),
        ("event: detained", "event: detained\n  object: ['@troop']", r"words.yml:1: '@troop' is not .*mean 'troops'\?"),
        ("[Police detained a man in Minsk.]", "[]", r"words.yml:1: 'detain' has no example that must code; write one"),
    ],
)
def test_a_wrong_entry_names_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in LEXICON
    with pytest.raises(DataError, match=message):
        load_knowledge(DATA, ontology=written(tmp_path, lexicon=LEXICON.replace(old, new)))


def test_an_event_that_nothing_can_tell_is_refused(tmp_path: Path) -> None:
    events = EVENTS + "- {name: freed, quad: 2, score: 6, definition: Somebody goes free.}\n"
    with pytest.raises(DataError, match=r"events.yml:6: nothing can tell 'freed'; give it a lexicon entry, or 'reads'"):
        load_knowledge(DATA, ontology=written(tmp_path, events=events))


def test_a_class_that_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"classes.yml: class 'food' must be a list of words, found 'bread'"):
        load_knowledge(DATA, ontology=written(tmp_path, lexicon__classes="food: bread\n"))


def test_a_folder_without_an_ontology_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"has no events.yml; an ontology is a folder with events.yml and lexicon"):
        load_knowledge(DATA, ontology=tmp_path)


def test_plover_itself_has_no_reads(tmp_path: Path) -> None:
    (tmp_path / "events.yml").write_text(EVENTS.lstrip("\n"), encoding="utf-8")
    with pytest.raises(DataError, match=r"events.yml:1: 'reads' is for an ontology of one's own"):
        load_ontology(tmp_path)


# --------------------------------------------------------------------------- how-tos

HOW_TO = Path(__file__).parents[1] / "docs/how-to"


def snippets(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (HOW_TO / page).read_text(encoding="utf-8"), re.DOTALL)


def test_the_ontology_of_the_how_to_works(coders: Coders, tmp_path: Path) -> None:
    events, classes, words = snippets("write-your-own-ontology.md")
    folder = written(tmp_path, events=events, lexicon=words, lexicon__classes=classes)

    def coder(text: str) -> CodedArticle:
        return coders(text, folder)

    for entry in entries(folder):
        assert [why for x in entry.examples if (why := complaint(x, coder))] == []
        assert [why for text in entry.near_misses if (why := false_alarm(entry, text, coder))] == []


def test_the_word_and_the_mode_of_the_how_tos_load(tmp_path: Path) -> None:
    for name in ("plover", "lexicon", "actors", "rules"):
        shutil.copytree(DATA / name, tmp_path / name)
    (tmp_path / "model").mkdir()
    for name in ("scores.json", "status.json"):
        shutil.copy(DATA / "model" / name, tmp_path / "model")
    [word], [mode, its_word] = snippets("add-a-word.md"), snippets("add-a-mode.md")
    with (tmp_path / "lexicon/coerce.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{word}\n{its_word}")
    events = tmp_path / "plover/events.yml"
    events.write_text(events.read_text(encoding="utf-8").replace("- name: ASSAULT\n", f"{mode}\n- name: ASSAULT\n", 1))
    knowledge = load_knowledge(tmp_path)
    assert knowledge.ontology.events["COERCE"].scale("surveil") == -6.5
    assert [e.mode for e in knowledge.lexicon.find("verb", "wiretap")] == ["surveil"]
    assert [e.event for e in knowledge.lexicon.find("verb", "frogmarch")] == ["COERCE"]


# --------------------------------------------------------------------------- commands


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments],
        input=stdin, capture_output=True, timeout=120, check=False, encoding="utf-8",
    )  # fmt: skip


def test_the_command_prints_the_events_of_the_folder(coders: Coders) -> None:
    text = "Gunmen ambushed a relief convoy near Djibo on Monday and kidnapped two aid workers."
    done = run("code", "-", "--format", "jsonl", "--ontology", str(ACCESS), stdin=text)
    assert done.returncode == 0, done.stderr
    printed = [(e["event"], e["mode"], e["trigger"]["text"]) for e in map(json.loads, done.stdout.splitlines())]
    assert printed == [("aid_attacked", ["convoy"], "ambushed"), ("staff_detained", ["abducted"], "kidnapped")]


def test_a_wrong_folder_is_one_line_on_the_terminal(tmp_path: Path) -> None:
    broken = written(tmp_path, events=EVENTS.replace("arrest", "arest"))
    done = run("code", "-", "--ontology", str(broken), stdin="Police detained a man in Minsk.")
    assert done.returncode == 2
    assert done.stderr.startswith("tocsin: events.yml:1: 'arest' is not a mode of COERCE")
    assert len(done.stderr.splitlines()) == 1


def test_gold_in_the_own_ontology_is_scored(engine: Engine, tmp_path: Path) -> None:
    text = "Police detained five Red Crescent volunteers in Rabat."
    start = text.index("detained")
    gold = {"text": text, "events": [{"event": "staff_detained", "trigger": {"start": start, "end": start + 8}}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    kept: list[Json] = []
    options = Options(ontology=ACCESS)
    result = TASKS["events"].run([tmp_path / "gold.jsonl"], engine.model, options, kept.append)
    assert (result["type_f1"], result["tp"]) == (1.0, 1)


def test_the_lexicon_task_reports_what_is_misread(engine: Engine, tmp_path: Path) -> None:
    lexicon = LEXICON + "  near_misses: [Police detained a boy in Minsk.]\n"
    folder = written(tmp_path, lexicon=lexicon)
    kept: list[Json] = []
    result = TASKS["lexicon"].run([folder], engine.model, Options(), kept.append)
    assert (result["examples"], result["examples_right"], result["near_misses_accuracy"]) == (1, 1, 0.0)
    [line] = result["misread"]
    assert line.startswith("words.yml:1: near miss 'Police detained a boy in Minsk.' codes 'detained' as detained")
    assert len(kept) == 2
    with pytest.raises(FormatError, match="takes one folder"):
        TASKS["lexicon"].run([folder, folder], engine.model, Options(), kept.append)
