"""Shows how the coder misreads examples and near misses of the lexicon: `python check_lexicon.py [FILE…]`."""

from __future__ import annotations

import sys

from test_lexicon import ENTRIES, complaint, false_alarm

from tocsin.pipeline import load_engine


def main() -> None:
    """One line for each misread sentence of the named files (all files without names)."""
    engine = load_engine()
    chosen = [e for e in ENTRIES if not sys.argv[1:] or e.origin.split(":")[0] in sys.argv[1:]]
    for entry in chosen:
        wrong = [why for x in entry.examples if (why := complaint(entry, x, engine))]
        alarms = [why for text in entry.near_misses if (why := false_alarm(entry, text, engine))]
        for why in wrong:
            print("NONE-RIGHT" if len(wrong) == len(entry.examples) else "EXAMPLE", why)
        for why in alarms:
            print("NEAR-MISS", why)


if __name__ == "__main__":
    main()
