"""Checks the actors' data and compiles it: `python -m tocsin.resolving.registry [FOLDER]`."""

import sys
from pathlib import Path

from tocsin.errors import DataError
from tocsin.resolving.registry import FOLDER, compile_registry

if __name__ == "__main__":
    try:
        sys.stdout.write(f"wrote {compile_registry(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)}\n")
    except DataError as problem:
        sys.exit(str(problem))
