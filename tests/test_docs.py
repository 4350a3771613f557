"""Pages that are made from the code are what the code makes now; what the README links exists."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.evaluating import TASKS

ROOT = Path(__file__).parents[1]


def test_the_rules_page_is_current() -> None:
    built = runpy.run_path(str(ROOT / "docs/build.py"))
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == built["page"](), "run python docs/build.py"


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]))
def test_local_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_task_is_documented() -> None:
    text = (ROOT / "docs/evaluate.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in TASKS)


def test_the_readme_has_no_placeholder() -> None:
    assert "@@" not in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_coder_prints() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    command, shown = re.findall(
        r'```console\n\$ echo "(.+?)" \|\n    tocsin code - (?:.+?)\n(.+?)```', text, re.DOTALL
    )[0]
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "code", "-", "--published", "2022-12-09", "--explain"],
        input=f"{command}\n".encode(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.decode().rstrip() == shown.rstrip()
