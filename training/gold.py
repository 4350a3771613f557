"""Writes the annotated sentences as gold of `tocsin evaluate events`.

python training/gold.py [--trained] [--files GLOB] > gold.jsonl       # by default those that are held out by pattern
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from annotations import FOLDER, AnnotatedEvent, AnnotatedText, found
from events import annotated
from tocsin.records import Span

Json = dict[str, Any]


def article(text: AnnotatedText) -> Json:
    """One text as an object of the gold format."""
    published = text.published.isoformat() if text.published else None
    events = [event(e, text.text) for e in text.events]
    return {"text": text.text, "pattern": text.pattern, "published": published, "events": events}


def event(annotated_event: AnnotatedEvent, text: str) -> Json:
    """One act with every field that the annotation tells."""
    fields = dict(annotated_event.fields)
    return {
        "event": annotated_event.event,
        "mode": [annotated_event.mode] if annotated_event.mode else [],
        "trigger": words(annotated_event.trigger, text),
        "actor": [words(s, text) for s in annotated_event.actors],
        "recipient": [words(s, text) for s in annotated_event.recipients],
        "status": annotated_event.status.value,
        "negated": annotated_event.negated,
        "attribution": [{"speaker": words(s, text)} for s in annotated_event.speakers],
        **({"condition": words(found(text, fields["condition"], ""), text)} if fields.get("condition") else {}),
        **({"counts": fields["counts"]} if "counts" in fields else {}),
    }


def words(span: Span, text: str) -> Json:
    """A span as the contract shows it."""
    return {"text": span.of(text), "start": span.start, "end": span.end}


def main() -> None:
    """Print one object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trained", action="store_true", help="the sentences that train, not those held out")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--files", default="*.jsonl", help="only files of such a name")
    args = parser.parse_args()
    for text in annotated(args.folder, measured=not args.trained, files=args.files):
        sys.stdout.write(json.dumps(article(text), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
