from pathlib import Path

import pytest
from readers import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file under a temporary folder; a bar in the content stands for a tab."""

    def written(name: str, content: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("|", "\t"), encoding="utf-8")
        return path

    return written
