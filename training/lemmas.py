"""Makes `lemmas.json`: the lemma of every form seen in the training treebanks, and the words known to be lemmas.

python training/lemmas.py --corpora ../shared/corpora --out src/tocsin/data/model
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from data import blocks
from tocsin import datafiles

# Irregular verbs of news that the treebanks may not show: lemma to its past forms.
IRREGULAR = {
    "overthrow": "overthrew overthrown", "overrun": "overran", "slay": "slew slain", "fly": "flew flown",
    "throw": "threw thrown", "withdraw": "withdrew withdrawn", "forbid": "forbade forbidden", "swear": "swore sworn",
    "tear": "tore torn", "undertake": "undertook undertaken", "foresee": "foresaw foreseen", "retake": "retook retaken",
    "uphold": "upheld", "withhold": "withheld", "withstand": "withstood", "mislead": "misled", "flee": "fled",
    "seek": "sought", "bind": "bound", "shoot": "shot", "fling": "flung", "strike": "struck stricken",
    "sink": "sank sunk",
    "break": "broke broken", "seize": "seized", "wage": "waged", "lay": "laid", "drive": "drove driven", "hold": "held",
    "beat": "beaten", "forgive": "forgave forgiven", "rescind": "rescinded", "abet": "abetted", "expel": "expelled",
    "repel": "repelled", "quell": "quelled", "besiege": "besieged", "flay": "flayed", "hew": "hewn",
    "mow": "mown mowed",
    "hack": "hacked", "rebuild": "rebuilt", "outlaw": "outlawed", "bar": "barred", "ban": "banned", "gun": "gunned",
    "mob": "mobbed", "rig": "rigged", "cede": "ceded", "secede": "seceded", "accede": "acceded", "decry": "decried",
    "defy": "defied", "vilify": "vilified", "ally": "allied", "deny": "denied", "bully": "bullied",
    "ratify": "ratified",
}  # fmt: skip
KEPT = ("VERB", "NOUN", "AUX", "ADJ", "ADV", "PRON", "DET")


def main() -> None:
    """Count forms and lemmas, keep the most frequent lemma of each form, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for name in ("en_ewt-ud-train", "gum-open-train"):
        for _, rows in blocks(args.corpora / f"train/ud_english/{name}.conllu.gz"):
            for row in rows:
                if row[3] in KEPT and row[1].isalpha() and "Typo=Yes" not in row[5]:
                    seen[row[3]][row[1].lower()][row[2].lower()] += 1
    table = {pos: {form: _best(lemmas) for form, lemmas in sorted(forms.items())} for pos, forms in seen.items()}
    known = {lemma for pos in ("VERB", "NOUN") for lemma in table[pos].values()}
    known |= lexicon_words(args.out.parent / "lexicon")
    table["NOUN"] = {form: _singular(form, lemma, known) for form, lemma in table["NOUN"].items()}
    table["VERB"] |= {form: lemma for lemma, forms in IRREGULAR.items() for form in forms.split()}
    known |= IRREGULAR.keys()
    kept = {pos: {f: x for f, x in forms.items() if f != x or pos in ("VERB", "NOUN")} for pos, forms in table.items()}
    data = {"table": {pos: dict(sorted(kept[pos].items())) for pos in sorted(kept)}, "known": sorted(known)}
    (args.out / "lemmas.json").write_text(json.dumps(data, ensure_ascii=False, indent=0), encoding="utf-8")


def lexicon_words(folder: Path) -> set[str]:
    """The lemmas that the lexicon names: of its entries and of its word classes."""
    entries = {i.text("lemma") for p in folder.glob("*.yml") if p.name != "classes.yml" for i in datafiles.items(p)}
    classes = {word for words in datafiles.mapping(folder / "classes.yml").values() for word in words}
    return {w for w in entries | classes if w.isalpha()}


def _singular(form: str, lemma: str, known: set[str]) -> str:
    """Plural-only lemmas ("troops") as the singular that the lexicon knows."""
    return form[:-1] if lemma == form and form.endswith("s") and form[:-1] in known and len(form) > 4 else lemma


def _best(lemmas: Counter[str]) -> str:
    return min(lemmas, key=lambda x: (-lemmas[x], x))


if __name__ == "__main__":
    main()
