"""Rules of quotation: each looks at one word that may be a cue and reads source and content off the tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tocsin.coding.arguments import Clause, is_passive
from tocsin.coding.cues import (
    QUOTING,
    Cue,
    Read,
    about,
    as_saying_of,
    gerund,
    judged_as,
    noun_modifier,
    read,
    somebody,
    source_of,
    trails,
)
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.records import Stance

Rule = Callable[[Cue], Read | None]

# --------------------------------------------------------------------------- rules


def spoken_clause(cue: Cue) -> Read | None:
    """A verb of speech or belief with its clause: "police said that gunmen attacked"."""
    stance = cue.words.speech_verbs.get(cue.lemma)
    if stance is None or cue.pos not in ("VERB", "AUX") or cue.tree.child(cue.word, "det") is not None:
        return None
    heads = [k for k in cue.tree.children(cue.word, "ccomp", "parataxis") if not trails(cue, k)]
    heads += [
        k
        for k in cue.tree.children(cue.word, "xcomp")
        if cue.lemma in REPORTED_INFINITIVE or (gerund(cue, k) and cue.lemma in REPORTED_GERUND)
    ]
    claimed = _claim_between(cue)
    heads = [k for k in heads if claimed is None or k < claimed]
    asked = cue.lemma in ("insist", "ask") and heads and not _finite(cue, heads[0])
    sorry = len(heads) == 1 and cue.tree.lemma(heads[0]) in ("sorry", "thanks", "goodbye", "hello")
    claims = not (asked or sorry or cue.lemma in cue.words.factive or _withheld(cue))
    return read(cue, heads, stance, claims=claims)


def _finite(cue: Cue, word: int) -> bool:
    """Whether a clause is finite, by its verb or an auxiliary."""
    tree = cue.tree
    verbs = (word, *tree.children(word, "aux", "aux:pass", "cop"))
    return any("VerbForm=Fin" in tree.tokens[k].features for k in verbs)


def _withheld(cue: Cue) -> bool:
    """Whether nobody says it: "has not said whether", "nobody knows", "declined to say"."""
    tree = cue.tree
    if any(tree.tokens[k].text.lower() in cue.words.negators for k in tree.children(cue.word, "advmod", "aux")):
        return True
    for subject in tree.children(cue.word, "nsubj"):
        words = {tree.tokens[k].text.lower() for k in (subject, *tree.children(subject, "det", "cc:preconj", "advmod"))}
        if words & {"nobody", "none", "neither", "no"}:
            return True
    above = tree.head(cue.word)
    return tree.relation(cue.word) == "xcomp" and above >= 0 and tree.lemma(above) in cue.words.negating_verbs


def quoted_speaker(cue: Cue) -> Read | None:
    """Who quotes somebody as saying something: "Interfax quoted an aide as saying that …", before or behind it."""
    tree = cue.tree
    saying = as_saying_of(tree, cue.word)
    if cue.lemma not in QUOTING or cue.pos != "VERB" or saying is None:
        return None
    if tree.child(saying, "ccomp", "obj", "xcomp") is not None:
        return read(cue, [*tree.children(cue.word, "obj", "iobj"), saying], Stance.STATES, claims=True)
    content = _said_before(tree, cue.word)
    return Read((cue.word, cue.word), source_of(cue), content, Stance.STATES, claims=True) if content else None


def as_saying(cue: Cue) -> Read | None:
    """What somebody is quoted as saying, where it stands before the verb of quoting: "…, TASS quoted him as saying"."""
    tree, above = cue.tree, cue.tree.head(cue.word)
    if above < 0 or as_saying_of(tree, above) != cue.word or tree.child(cue.word, "ccomp", "obj", "xcomp") is not None:
        return None
    content = _said_before(tree, above) if tree.lemma(above) in QUOTING else frozenset()
    stance = cue.words.speech_verbs.get(cue.lemma, Stance.STATES)
    return Read((cue.word, cue.word), source_of(cue), content, stance, claims=True) if content else None


def _said_before(tree: Tree, quoting: int) -> frozenset[int]:
    """The clause before a verb of quoting: its own, or the one that it hangs on."""
    own = [k for k in tree.children(quoting, "ccomp") if k < quoting]
    if own:
        return frozenset(tree.subtree(own[0]))
    above = tree.head(quoting)
    return frozenset(tree.subtree(above)) - frozenset(tree.subtree(quoting)) if above >= 0 else frozenset()


def cited_source(cue: Cue) -> Read | None:
    """Whom a speaker relies on: "TASS said, quoting the embassy", "the agency, citing officials, reported that"."""
    tree, above = cue.tree, cue.tree.head(cue.word)
    source = _behind(tree, cue.word)
    if cue.lemma not in QUOTING or not gerund(cue, cue.word) or source is None or above < 0:
        return None
    while above >= 0 and tree.lemma(above) not in cue.words.speech_verbs:
        above = tree.head(above)
    if above < 0:
        return None
    speech = replace(cue, word=above)
    told = trailing_speech(speech) or spoken_clause(speech)
    if told is None:
        return None
    own = {*tree.subtree(cue.word), *range(cue.word, source + 1)}
    return Read((cue.word, cue.word), source, told.content - own, Stance.STATES, claims=True)


def _behind(tree: Tree, word: int) -> int | None:
    """The head of the phrase between a word and the next mark."""
    last = None
    for i in range(word + 1, min(word + 9, len(tree.tokens))):
        if tree.tokens[i].pos == "PUNCT":
            break
        if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON") and (last is None or tree.head(last) == i):
            last = i
    return last


def what_it_called(cue: Cue) -> Read | None:
    """What somebody calls an act is his word for it: "what it called an Algerian drone attack"."""
    tree = cue.tree
    if cue.lemma not in ("call", "describe", "term", "label", "dub") or cue.pos != "VERB":
        return None
    what = [w for w in (cue.word - 1, cue.word - 2, cue.word - 3) if w >= 0 and tree.tokens[w].text.lower() == "what"]
    heads = [k for k in tree.children(cue.word, "obj", "xcomp", "obl", "ccomp") if k > cue.word]
    return read(cue, heads, Stance.ALLEGES, claims=True) if what and heads else None


def _claim_between(cue: Cue) -> int | None:
    """A noun of speech as the verb's object, whose content the parser hung on the verb: "rejected a charge that"."""
    return next((k for k in cue.tree.children(cue.word, "obj") if cue.tree.lemma(k) in cue.words.speech_nouns), None)


REPORTED_INFINITIVE = frozenset({"claim", "say", "report", "allege", "believe", "think", "suspect", "deny", "expect"})
REPORTED_GERUND = frozenset("deny admit report mention recall describe acknowledge confirm dispute".split())


def trailing_speech(cue: Cue) -> Read | None:
    """A verb of speech that hangs on the clause it reports: "Gunmen attacked a patrol, police said"."""
    tree, above = cue.tree, cue.tree.head(cue.word)
    stance = cue.words.speech_verbs.get(cue.lemma)
    if stance is None or above < 0 or cue.pos != "VERB" or tree.child(cue.word, "ccomp", "xcomp") is not None:
        return None
    hangs = tree.relation(cue.word) == "parataxis" or "as" in tree.marks(cue.word)
    if not hangs or tree.child(cue.word, "nsubj") is None:
        return None
    content = frozenset(tree.subtree(above)) - frozenset(tree.subtree(cue.word))
    return Read((cue.word, cue.word), source_of(cue), content, stance, claims=True)


def wanted_clause(cue: Cue) -> Read | None:
    """A verb of wanting, asking or judging with a clause or an infinitive: "urged supporters to vote"."""
    if cue.lemma not in cue.words.attitude_verbs or cue.pos not in ("VERB", "AUX"):
        return None
    if noun_modifier(cue):
        return None
    tree = cue.tree
    heads = list(tree.children(cue.word, "ccomp", "xcomp"))
    heads += [
        k
        for k in tree.children(cue.word, "advcl")
        if {"to", "whether", "if"} & set(tree.marks(k)) and k < cue.word + 9 and k > cue.word
    ]
    whom = [k for k in tree.children(cue.word, "obj", "iobj") if any(k < h for h in heads)]
    whom += [
        k
        for k in tree.children(cue.word, "obl")
        if {"on", "for"} & set(tree.prepositions(k)) and any(k < h for h in heads)
    ]
    return read(cue, [*whom, *heads] if heads else [], Stance.STATES, claims=False)


def spoken_of(cue: Cue) -> Read | None:
    """What somebody speaks of is told by him: "reports spoke of a massacre", "the governor speaks of three arrests"."""
    tree = cue.tree
    if cue.lemma not in ("speak", "tell", "talk") or cue.pos != "VERB":
        return None
    heads = [k for k in tree.children(cue.word, "obl") if "of" in tree.prepositions(k)]
    return read(cue, heads, Stance.STATES, claims=not _withheld(cue))


def judged_object(cue: Cue) -> Read | None:
    """A verb of judging or telling whose object, about- or as-phrase is what it is about: "criticised the ruling"."""
    if cue.lemma not in cue.words.attitude_objects or cue.pos != "VERB" or noun_modifier(cue):
        return None
    tree = cue.tree
    source = source_of(cue)
    passive = is_passive(tree, cue.word)
    if not (somebody(cue, source) if source is not None else passive and judged_as(cue)):
        return None
    if passive:
        heads = [*tree.children(cue.word, "nsubj:pass"), *tree.children(cue.word, "xcomp", "ccomp")]
    else:
        heads = list(tree.children(cue.word, "obj", "xcomp", "ccomp"))
    heads += [k for k in tree.children(cue.word, "obl", "advcl") if about(cue, k)]
    stance = cue.words.speech_verbs.get(cue.lemma, Stance.STATES)
    accused = cue.lemma in ACCUSING and any({"of", "with"} & {*tree.prepositions(k), *tree.marks(k)} for k in heads)
    thing = not any(somebody(cue, k) for k in tree.children(cue.word, "obj"))
    boasted = cue.lemma in BOASTING and any(gerund(cue, k) for k in heads)
    claims = accused or boasted or (thing and cue.lemma in CLAIMED_OBJECT and not _withheld(cue))
    return read(cue, heads, stance, claims=claims)


BOASTING = frozenset({"boast", "brag", "complain", "speak", "tell", "talk", "admit", "confess", "own", "joke"})
ACCUSING = frozenset({"accuse", "charge", "suspect"})
CLAIMED_OBJECT = frozenset({"deny", "report", "confirm", "admit", "claim", "allege", "dispute", "reveal", "disclose"})


def according_to(cue: Cue) -> Read | None:
    """A prepositional cue at the clause: "according to Kosovo police"."""
    tree = cue.tree
    head = tree.head(cue.word)
    if cue.pos not in ("VERB", "ADP", "NOUN", "SCONJ") or head < 0:
        return None
    noun = _according(cue)
    if noun is None:
        return None
    phrase = frozenset(tree.subtree(noun)) | {cue.word}
    clause = tree.head(noun) if tree.head(noun) not in phrase else head
    while clause >= 0 and clause in phrase:
        clause = tree.head(clause)
    if clause < 0:
        return None
    content = frozenset(tree.subtree(clause)) - phrase - frozenset(tree.subtree(cue.word))
    last = cue.word + 1 if tree.tokens[cue.word + 1].text.lower() == "to" else cue.word
    return Read((cue.word, last), noun, content, Stance.STATES, claims=True)


def in_the_words_of(cue: Cue) -> Read | None:
    """Whose account, view or words a clause follows: "by the account of a monk", "in the words of the bishop"."""
    tree, word = cue.tree, cue.word
    if cue.pos != "NOUN" or cue.lemma not in cue.words.accounts or tree.relation(word) not in ("obl", "nmod"):
        return None
    if not {"in", "by", "to", "on", "per", "from"} & set(tree.prepositions(word)):
        return None
    owners = [
        *tree.children(word, "nmod:poss"),
        *(k for k in tree.children(word, "nmod") if "of" in tree.prepositions(k)),
    ]
    clause = tree.head(word)
    while clause >= 0 and tree.tokens[clause].pos not in ("VERB", "AUX") and tree.child(clause, "cop") is None:
        clause = tree.head(clause)
    if not owners or clause < 0:
        return None
    first = min(tree.children(word, "case"), default=word)
    content = frozenset(tree.subtree(clause)) - frozenset(tree.subtree(word))
    return Read((first, word), owners[0], content, Stance.STATES, claims=True)


def _according(cue: Cue) -> int | None:
    """The noun of "according to X", "in the words of X", however the parser builds it."""
    tree, word = cue.tree, cue.word
    text = tree.tokens[word].text.lower()
    if text != "according" or word + 2 >= len(tree.tokens) or tree.tokens[word + 1].text.lower() != "to":
        return None
    if tree.relation(word) == "case":
        return tree.head(word)
    return next(iter(tree.children(word, "obl", "nmod", "obj")), None)


def noun_of_speech(cue: Cue) -> Read | None:
    """A noun of speech or thought with its content: "the claim that rebels fled", "allegations of fraud"."""
    tree = cue.tree
    if cue.pos != "NOUN" and (cue.pos != "VERB" or tree.child(cue.word, "det", "nmod:poss") is None):
        return None
    stance = cue.words.speech_nouns.get(cue.lemma)
    if stance is None and cue.lemma not in cue.words.attitude_nouns:
        return None
    heads = [
        k
        for k in tree.children(cue.word, "acl", "ccomp")
        if "that" in tree.marks(k) or gerund(cue, k) or "to" in tree.marks(k)
    ]
    above = tree.head(cue.word)
    if not heads and above >= 0 and tree.relation(cue.word) == "obj":
        heads = [k for k in tree.children(above, "ccomp") if k > cue.word and "that" in tree.marks(k)]
    owners = Clause(tree, cue.word, cue.lexicon, pos="noun")
    found = owners.slot("subject") or owners.possessors() or owners.obliques("by") or owners.obliques("from")
    source = next(iter(found or owners.modifiers()), None)
    if not heads and source is not None:
        heads = [
            k
            for k in tree.children(cue.word, "nmod")
            if {"of", "about", "on", "for", "over"} & set(tree.prepositions(k)) and k != source
        ]
    elif not heads and stance is Stance.ALLEGES:
        heads = [k for k in tree.children(cue.word, "nmod") if {"of", "about"} & set(tree.prepositions(k))]
    if source is None and cue.lemma in cue.words.documents:
        source = cue.word  # "unconfirmed reports that rebels fled": the report itself says so
    return read(cue, heads, stance or Stance.BELIEVES, claims=stance is not None, source=source)


def adjective_of_belief(cue: Cue) -> Read | None:
    """An adjective of belief or attitude with its clause: "is sure that he would win", "worried about"."""
    tree = cue.tree
    if cue.pos not in ("ADJ", "VERB") or (
        cue.lemma not in cue.words.attitude_adjectives
        and tree.tokens[cue.word].text.lower() not in cue.words.attitude_adjectives
    ):
        return None
    if tree.child(cue.word, "cop", "aux:pass", "aux") is None and tree.relation(cue.word) not in ("xcomp", "conj"):
        return None
    heads = list(tree.children(cue.word, "ccomp", "xcomp", "csubj"))
    heads += [
        k
        for k in tree.children(cue.word, "obl", "advcl")
        if {"about", "of", "over", "that", "with", "on"} & {*tree.prepositions(k), *tree.marks(k)}
    ]
    believed = [k for k in tree.children(cue.word, "ccomp") if _finite(cue, k)]
    source = source_of(cue) if believed else None
    claims = source is not None and somebody(cue, source) and cue.lemma not in ("aware", "unaware", "glad", "sorry")
    return read(cue, heads, Stance.BELIEVES, claims=claims and not _withheld(cue))


def hearsay(cue: Cue) -> Read | None:
    """An adverb of hearsay without a speaker: allegedly, reportedly."""
    tree = cue.tree
    stance = cue.words.hearsay.get(tree.tokens[cue.word].text.lower())
    above = tree.head(cue.word)
    if stance is None or above < 0 or tree.relation(cue.word) != "advmod":
        return None
    return Read((cue.word, cue.word), None, frozenset(tree.subtree(above)) - {cue.word}, stance, claims=True)


def colon(cue: Cue) -> Read | None:
    """A headline's colon: "Kurti: barricades must go", "Belgrade police: two held"."""
    tree = cue.tree
    if tree.tokens[cue.word].text != ":" or not 0 < cue.word < 8 or len(tree.tokens) < 4:
        return None
    heads = [w for w in range(cue.word) if not 0 <= tree.head(w) < cue.word]
    if not heads or tree.tokens[heads[0]].pos not in ("NOUN", "PROPN") or not actor_like(tree, heads[0], cue.lexicon):
        return None
    if any(tree.tokens[w].pos in ("VERB", "AUX") for w in range(cue.word)):
        return None
    content = frozenset(range(cue.word + 1, len(tree.tokens)))
    return Read((cue.word, cue.word), heads[0], content, Stance.STATES, claims=True)


RULES: tuple[Rule, ...] = (
    according_to, in_the_words_of, quoted_speaker, as_saying, cited_source, what_it_called, trailing_speech,
    spoken_clause, wanted_clause, spoken_of, judged_object, noun_of_speech, adjective_of_belief, hearsay, colon,
)  # fmt: skip
