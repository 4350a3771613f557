"""The example sentences of the PropBank frame files as training examples of semantic roles: one predicate each."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from data import Example

# Penn Treebank's escapes, as the Universal Dependencies corpora write them.
PLAIN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
LONGEST = 80  # words


def examples(archive: Path, *, without: frozenset[str]) -> Iterator[Example]:
    """Examples whose words and spans are whole; `without` are sentences (joined by blanks) that measure."""
    with tarfile.open(archive) as tar:
        for member in tar:  # in the archive's order: going back in it would unpack it anew
            handle = tar.extractfile(member) if member.name.endswith(".xml") else None
            if handle is not None:
                for node in _nodes(handle.read()):
                    example = _example(node)
                    if example is not None and squeezed(example.words) not in without:
                        yield example


def _nodes(content: bytes) -> Iterator[ElementTree.Element]:
    """The example elements of a frame file; the few files that are not well-formed hold none."""
    try:
        yield from ElementTree.fromstring(content).iter("example")
    except ElementTree.ParseError:
        return


def squeezed(words: list[str]) -> str:
    """A sentence without blanks and case, so that other tokenisations compare equal."""
    return "".join(words).lower()


def _example(node: ElementTree.Element) -> Example | None:
    """One example; None where it has traces, no words or spans that do not fit."""
    words = [PLAIN.get(w, w) for w in (node.findtext("text") or "").split()]
    bank = node.find("propbank")
    if bank is None or not 2 < len(words) <= LONGEST or any("*" in w or "[" in w for w in words):
        return None
    try:
        index = int((bank.find("rel").get("relloc") or "").split()[0])  # type: ignore[union-attr]
        spans = [(a.get("type") or "", int(a.get("start") or -1), int(a.get("end") or -1)) for a in bank.iter("arg")]
    except (AttributeError, IndexError, ValueError):
        return None
    if not 0 <= index < len(words) or any(not 0 <= first <= last < len(words) for _, first, last in spans):
        return None
    labels = ["O"] * len(words)
    for kind, first, last in spans:
        if any(label != "O" for label in labels[first : last + 1]):
            return None
        labels[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    return Example(words, predicates=[(index, labels)], origin="frames")
