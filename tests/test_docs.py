"""Pages that are made from the code are what the code makes now; what the README links exists."""

import re
import runpy
from pathlib import Path

import pytest

from tocsin.evaluating import TASKS

ROOT = Path(__file__).parents[1]


def test_the_rules_page_is_current() -> None:
    built = runpy.run_path(str(ROOT / "docs/build.py"))
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == built["page"](), "run python docs/build.py"


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]))
def test_local_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_task_is_documented() -> None:
    text = (ROOT / "docs/evaluate.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in TASKS)


def test_the_readme_has_no_placeholder() -> None:
    assert "@@" not in (ROOT / "README.md").read_text(encoding="utf-8")
