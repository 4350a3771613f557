"""Writes the pages that are made from code and data: `python docs/build.py` (tests hold the pages to them).

`docs/rules.md` comes from the rules' own docstrings, `docs/codebook/` from ontology and lexicon (see `codebook.py`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path

from tocsin.coding import (
    bonds,
    commitments,
    conditions,
    counts,
    quantities,
    sayings,
    status,
    tellings,
    triggers,
    verdicts,
    voices,
)
from tocsin.referring import references
from tocsin.resolving import actors
from tocsin.timing import expressions, guards

PAGE = Path(__file__).parent / "rules.md"
Rule = Callable[..., object]
CHAPTERS: tuple[tuple[str, str, Iterable[Rule]], ...] = (
    (
        "What an entry of the lexicon asks of a sentence",
        "An entry fits where every one of these holds; the most specific entry that fits is taken.",
        triggers.CHECKS,
    ),
    (
        "Lexicon and classifier: which event a word reports",
        "The first rule that speaks decides. Chances are those of the model's event head.",
        verdicts.RULES,
    ),
    (
        "Whose act it is",
        "An act that this rule names is declined: it is not reported but done in writing.",
        (voices.own_voice,),
    ),
    (
        "Status, negation, attempts and the past",
        "Every rule looks at the act and at each word that governs it; each leaves a finding with the words that made "
        "it speak. What the rules found and what the model reads is weighed (`data/model/status.json`); the status "
        "that all of it makes likeliest wins, the others go to `also`; negations cancel in pairs.",
        status.RULES,
    ),
    (
        "Conditions",
        "Every rule looks at the act and at each word that it is part of; the first that speaks gives the condition.",
        conditions.RULES,
    ),
    (
        "Commitments",
        "Every rule looks at one word of a sentence; of two readings of one act the first rule's stays.",
        commitments.RULES,
    ),
    (
        "Attribution",
        "Every rule looks at one word that may be a cue of speech or thought; the first that speaks reads source and "
        "content. Quotation marks complete the contents, find the cue of a quotation that stands alone "
        "(`beside_quote`), and carry a speaker on over the sentences between them; a colon at a sentence's end "
        "announces what follows (`announced`). An act stands under the claims whose content holds it, outermost first; "
        "`wire_credit` puts the agency that a story is credited to before them.",
        sayings.RULES,
    ),
    (
        "Whom a word takes up",
        "Pronouns, definite nouns and acronyms are led to what they stand for by the first rule that speaks; `chained` "
        "follows the ranking of earlier mentions (`data/model/references.npz`).",
        references.RULES,
    ),
    (
        "How many: the people that a phrase counts",
        "The first rule that speaks of a phrase decides; coordinated phrases are added up.",
        quantities.RULES,
    ),
    (
        "How many: what a word tells of people",
        "The first rule that speaks of a word decides; a count's evidence names the rule that read it "
        "(`count.patients`).",
        tellings.RULES,
    ),
    (
        "How many: whose count it is",
        "What a word tells belongs to every act that one of these rules ties it to.",
        bonds.BONDS,
    ),
    (
        "How many: what an act counts by what it is",
        "Every rule looks at the act; a kind that is told already is not counted again.",
        counts.OWN,
    ),
    ("Whom a mention names", "The first rule that knows the mention reads it.", actors.RULES),
    (
        "Expressions of time",
        "Rules that read the words of a time; where two overlap the longer one counts, of two as long the earlier.",
        tuple(dict.fromkeys(rule.read for rule in expressions.RULES)),
    ),
    ("What is no time", "Words that a rule found tell no time where one of these holds.", guards.GUARDS),
)


def page() -> str:
    """The whole page."""
    parts = ["# Rules", "", "Made by `docs/build.py` from the rules' docstrings; `--explain` shows these names.", ""]
    for title, lead, rules in CHAPTERS:
        parts += [f"## {title}", lead, "", "| rule | what it says |", "| --- | --- |"]
        parts += [f"| `{rule.__name__}` | {described(rule)} |" for rule in rules]
        parts.append("")
    return "\n".join(parts)


def described(rule: Rule) -> str:
    """A rule's docstring on one line."""
    return " ".join((inspect.getdoc(rule) or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    import codebook

    codebook.write()
    PAGE.write_text(page(), encoding="utf-8")
