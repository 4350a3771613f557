"""Builds what the package ships but git does not hold, so that every sdist, wheel and editable install has it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the gazetteer and the parsed data files before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build data/places/gazetteer.sqlite, unless it is there from the same sources, and data/parsed.json."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from tocsin.datafiles import write_parsed
            from tocsin.placing.build import build, is_fresh
            from tocsin.placing.gazetteer import FILE
            from tocsin.placing.sources import installed_cache

            data = Path(self.root) / "src" / "tocsin" / "data"
            out, cache = data / "places" / FILE, installed_cache()
            if not is_fresh(out, data=data, cache=cache):
                build(out, data=data, cache=cache)
            write_parsed(data)
        finally:
            sys.path.pop(0)
