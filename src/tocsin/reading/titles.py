"""Where a headline ends and the outlet's name behind it begins: "Army moves north – The Daily Example"."""

from __future__ import annotations

import re

from tocsin.reading.phrases import Phrases

BREAK = re.compile(r"\s+(?:[|»·•]|::|[-–—])\s+|\s*\|\s*")
TAIL_WORDS = 6
TITLE_WORDS = 2


def tail_start(title: str, phrases: Phrases, *, publisher: str | None = None) -> int:
    """The index in `title` at which outlet and section names begin behind the headline; its length if none do."""
    end = len(title)
    while True:
        breaks = list(BREAK.finditer(title, 0, end))
        if not breaks:
            return end
        last = breaks[-1]
        tail, head = title[last.end() : end].strip(), title[: last.start()]
        if len(head.split()) < TITLE_WORDS or not _is_outlet(tail, phrases, publisher, barred="|" in last.group()):
            return end
        end = last.start()


def _is_outlet(tail: str, phrases: Phrases, publisher: str | None, *, barred: bool) -> bool:
    words = tail.split()
    if publisher and _bare(tail) and _bare(tail) in (_bare(publisher), _bare(publisher).split(".")[0]):
        return True
    if phrases["outlets"].holds(tail) or phrases["title_tails"].holds(tail) or phrases.wire(tail):
        return True
    if not 1 <= len(words) <= TAIL_WORDS:
        return False
    named = all(word[0].isupper() or word.lower() in ("of", "the", "de", "and", "&") for word in words)
    last = re.split(r"[\s.]", tail)[-1]
    return (barred and (named or "." in tail)) or ((named or len(words) == 1) and phrases["outlet_words"].holds(last))


def _bare(name: str) -> str:
    bare = re.sub(r"^(?:www\.|the )", "", name.strip().casefold())
    return re.sub(r"\s+", "", bare)
