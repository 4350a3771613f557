"""Whether a coded event (as JSON) is what a case asks for."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def matches(event: Json, pattern: Json) -> bool:
    """Every key of the pattern holds; sides and speakers by overlap of words."""
    return all(_holds(event, key, wanted) for key, wanted in pattern.items())


def _holds(event: Json, key: str, wanted: Any) -> bool:
    if key in ("actor", "recipient"):
        return _sides([a["text"] for a in event[key]], wanted)
    if key == "mode":
        return (event["mode"] or [None])[0] == wanted
    if key == "speaker":
        link = event["attribution"][-1] if event["attribution"] else None
        return bool(link and link["speaker"] and wanted.lower() in link["speaker"]["text"].lower())
    if key == "counts":
        return all(any(all(c.get(k) == v for k, v in w.items()) for c in event["counts"]) for w in wanted)
    return bool(event.get(key) == wanted)


def _sides(have: list[str], wanted: list[str]) -> bool:
    if not wanted:
        return not have
    return all(any(same(h, w) for h in have) for w in wanted)


def same(have: str, wanted: str) -> bool:
    """Whether one of two phrases contains the other."""
    a, b = have.lower(), wanted.lower()
    return a in b or b in a
