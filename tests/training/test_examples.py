"""The project's own annotated sentences keep their format."""

import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "training/examples/entities"
TYPES = {"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "DATE", "TIME", "MONEY"}
MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
def test_marks_are_balanced_and_known(path: Path) -> None:
    seen: Counter[str] = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        kinds = [m.group(1) for m in MARK.finditer(line)]
        assert set(kinds) <= TYPES, f"{path.name}:{number}: unknown type in {kinds}"
        assert not re.search(r"[\[\]]", MARK.sub("", line)), f"{path.name}:{number}: unbalanced mark"
        seen.update(kinds)
    assert seen["PER"] > 50
    assert seen["ORG"] > 50
