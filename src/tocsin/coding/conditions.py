"""The conditions that a sentence tells: their words, their kind, and the word whose act depends on them.

Each rule of RULES reads one construction over the whole sentence. Which acts depend on what was found, and what that
makes of their status, is for `dependence` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.coding.conditionwords import ConditionWords
from tocsin.coding.modality import UNREAL, told_as_past
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import CLAUSES, SUBJECTS, Tree

INSIDE_PHRASE = frozenset({"det", "amod", "compound", "nmod:poss", "nummod", "case", "flat", "advmod", "punct", "fixed"})
CLAUSE_TOPS = CLAUSES | {"root", "conj", "dep", "obl", "appos", "nmod"}
ONLY = ("only", "even", "solely", "exclusively")
ADDED = ("parataxis", "appos", "list", "vocative")


@dataclass(frozen=True)
class Scene:
    """A sentence, the words that which event it reports, and what the rules know."""

    tree: Tree
    words: ConditionWords
    rules: RuleWords
    acts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A condition: its first and last word, its kind, the word that heads it (None where it only takes up what was told
    before), the word whose act depends on it, and the words among which other acts are its content.
    """

    rule: str
    kind: str
    first: int
    last: int
    head: int | None
    governs: int
    content: range

    def holds(self, word: int) -> bool:
        """Whether a word stands in the condition."""
        return self.first <= word <= self.last


Rule = Callable[[Scene], Iterator[Found]]

# --------------------------------------------------------------------------- clauses


def conditional_clause(scene: Scene) -> Iterator[Found]:
    """A clause that if, unless, until, provided, as long as, once, in case … open: "will sail if the strait is open"."""
    for first, after, kind in scene.words.clauses.found(scene.tree):
        head = _clause(scene, first, after)
        if head is not None and not _whether(scene, first, head):
            yield from _made(scene, "conditional_clause", kind, first, after, head)


def only_clause(scene: Scene) -> Iterator[Found]:
    """A clause that after or when open behind only: "will talk only after the siege is lifted"."""
    for first, after, kind in scene.words.only_clauses.found(scene.tree):
        head = _clause(scene, first, after) if _only_before(scene.tree, first) else None
        if head is not None:
            yield from _made(scene, "only_clause", kind, first, after, head)


def negated_clause(scene: Scene) -> Iterator[Found]:
    """Before or while behind an act that is denied: "will not return to the table while Israel shells Rafah"."""
    tree = scene.tree
    for first, after, kind in scene.words.negated_clauses.found(tree):
        head = _clause(scene, first, after)
        if head is None:
            continue
        for found in _made(scene, "negated_clause", kind, first, after, head):
            before = tree.tokens[first - 1].text.lower() if first else ""
            if (before == "not" or _denied(scene, found.governs)) and _unreal(tree, found.governs):
                yield found


def inverted_clause(scene: Scene) -> Iterator[Found]:
    """Should, had or were before their subject: "Should KFOR refuse, …", "would have struck had the levy stayed"."""
    tree = scene.tree
    if tree.tokens[-1].text == "?":
        return
    for first, token in enumerate(tree.tokens):
        head = token.head
        if token.text.lower() not in ("should", "had", "were") or not token.relation.startswith("aux") or head < first:
            continue
        subject = tree.child(head, "nsubj", "nsubj:pass", "expl")
        if subject is not None and first < subject and not _earlier_in_clause(tree, head, first):
            yield from _made(scene, "inverted_clause", "if", first, first + 1, head)


def _earlier_in_clause(tree: Tree, head: int, first: int) -> bool:
    """Whether a word of the clause stands before the auxiliary, so that it is not fronted."""
    return any(k < first and tree.tokens[k].pos not in ("PUNCT", "ADV", "CCONJ") for k in tree.kids[head])


def _clause(scene: Scene, first: int, after: int) -> int | None:
    """The head of the clause that an opener opens; None where no clause follows."""
    tree = scene.tree
    marked = [
        tree.head(w) for w in range(first, after) if tree.relation(w) in ("mark", "advmod") and tree.head(w) >= after
    ]
    head = marked[-1] if marked else _top(tree, after, first, clause=True)
    if head is None or not _clausal(tree, head, after):
        return None
    opener = " ".join(t.text.lower() for t in tree.tokens[first:after])
    if opener in scene.words.ambiguous and not _opens(tree, first, after, head):
        return None
    return head


def _clausal(tree: Tree, head: int, after: int) -> bool:
    token = tree.tokens[head]
    if tree.child(head, "cop", "aux", "aux:pass") is not None or any(tree.relation(k) in SUBJECTS for k in tree.kids[head]):
        return True
    return token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and tree.tokens[after - 1].text.lower() in ("if", "unless", "once"))


def _opens(tree: Tree, first: int, after: int, head: int) -> bool:
    """Whether an opener that is another word too opens a clause here: one with its own subject, itself no verb with one."""
    if any(tree.relation(k) in SUBJECTS or tree.relation(k) in ("aux", "aux:pass") for k in tree.kids[first]):
        return False
    own = any(tree.relation(k) in SUBJECTS or tree.relation(k) == "expl" for k in tree.kids[head] if k >= after)
    participle = tree.tokens[first].text.lower() == "once" and head == after and "VerbForm=Part" in tree.tokens[head].features
    starts = first == 0 or tree.tokens[first - 1].text.lower() not in ("a", "an", "the", "at", "all", "be", "has", "have")
    return (own or participle) and starts and tree.relation(head) != "root"


def _whether(scene: Scene, first: int, head: int) -> bool:
    """Whether if means whether, or stands in "as if" and "what if"."""
    tree = scene.tree
    if tree.tokens[first].text.lower() != "if":
        return False
    if first and tree.tokens[first - 1].text.lower() in ("as", "what"):
        return True
    above = tree.head(head)
    asked = tree.relation(head) in ("ccomp", "csubj", "csubj:pass", "obj") and 0 <= above < first
    return asked and (tree.lemma(above) in scene.words.asking and (tree.lemma(above) not in ("say", "tell") or _denied(scene, above)))


# --------------------------------------------------------------------------- phrases


def conditional_phrase(scene: Scene) -> Iterator[Found]:
    """A noun or gerund behind in return for, in exchange for, in the event of, subject to …: "aid in return for loans"."""
    tree = scene.tree
    for first, after, kind in scene.words.phrases.found(tree):
        head = _phrase(tree, first, after)
        if head is None or _named_time(tree, head) or tree.lemma(head) in scene.words.empty:
            continue
        if tree.tokens[first].text.lower() == "subject" and not _term(scene, head):
            continue
        known = "consent" if kind == "depends" and _leave(scene, head) else kind
        if _clausal(tree, head, after) and tree.tokens[head].pos == "VERB" and kind in ("until", "once"):
            continue  # told by a clause
        yield from _made(scene, "conditional_phrase", known, first, after, head)


def only_phrase(scene: Scene) -> Iterator[Found]:
    """A phrase that only makes a condition: "will send troops only after a vote", "only in a crisis"."""
    tree = scene.tree
    for first, after, kind in scene.words.only_phrases.found(tree):
        head = _phrase(tree, first, after) if _only_before(tree, first) else None
        if head is None or _named_time(tree, head) or tree.label(head) is not None or _leave(scene, head):
            continue
        for found in _made(scene, "only_phrase", kind, first, after, head):
            if _unreal(tree, found.governs) and _eventful(scene, head):
                yield found


def missing_phrase(scene: Scene) -> Iterator[Found]:
    """What an act would not be without: "Without a truce there will be no talks", "But for the army they would have"."""
    tree = scene.tree
    for first, after, _ in scene.words.lacking.found(tree):
        head = _phrase(tree, first, after)
        if head is None or tree.lemma(head) in scene.words.manner or _leave(scene, head):
            continue
        for found in _made(scene, "missing_phrase", "without", first, after, head):
            above = found.governs
            early = first == 0 or all(tree.tokens[w].pos in ("PUNCT", "CCONJ", "ADV") for w in range(first))
            would = any(tree.tokens[k].text.lower() in ("would", "could", "'d", "’d") for k in tree.children(above, "aux"))
            if (early or would or _denied(scene, above)) and _unreal(tree, above):
                yield found


def leave_phrase(scene: Scene) -> Iterator[Found]:
    """With whose leave alone: "only with the green light of KFOR", "without parliament's approval"."""
    tree = scene.tree
    for first, after, _ in scene.words.leave_by.found(tree):
        head = _phrase(tree, first, after)
        if head is None or not _leave(scene, head) or not _given(tree, head):
            continue
        opener = tree.tokens[first].text.lower()
        if opener in scene.words.leave_by_only and not _only_before(tree, first):
            continue
        yield from _made(scene, "leave_phrase", "consent", first, after, head)


def _given(tree: Tree, head: int) -> bool:
    """Whether it is told whose leave it is, or that it is leave for this: no bare "with agreement"."""
    return tree.child(head, "nmod:poss", "nmod", "compound", "amod", "det", "acl") is not None


def _phrase(tree: Tree, first: int, after: int) -> int | None:
    """The head of the noun phrase or gerund that an opener opens; None where it ends the sentence."""
    return _top(tree, after, first, clause=False)


def _term(scene: Scene, head: int) -> bool:
    return _leave(scene, head) or scene.tree.lemma(head) in scene.words.terms


def _leave(scene: Scene, head: int) -> bool:
    tree = scene.tree
    if tree.lemma(head) == "light":
        return any(tree.lemma(k) == "green" for k in tree.children(head, "amod", "compound"))
    if head in tree.joined and tree.joined[head].replace("-", "") in ("goahead", "greenlight", "sayso"):
        return True
    return tree.lemma(head) in scene.words.leave_nouns


def _eventful(scene: Scene, head: int) -> bool:
    """Whether a noun tells something that may or may not come about."""
    tree = scene.tree
    return head in scene.acts or tree.lemma(head) in scene.words.terms or "VerbForm=Ger" in tree.tokens[head].features


def _named_time(tree: Tree, head: int) -> bool:
    return tree.label(head) in ("DATE", "TIME") or tree.tokens[head].pos in ("NUM", "ADV", "PRON")


# --------------------------------------------------------------------------- what must come first


def leave_to_be_given(scene: Scene) -> Iterator[Found]:
    """Somebody must still give leave: "must be approved by the Council", "the court must authorise the extradition",
    "NATO must give the green light for the troops to go".
    """
    tree = scene.tree
    for verb, token in enumerate(tree.tokens):
        noun = next((k for k in tree.children(verb, "obj", "nsubj:pass") if _leave(scene, k)), None)
        gives = tree.lemma(verb) in scene.words.giving and noun is not None
        if token.pos != "VERB" or not (gives or tree.lemma(verb) in scene.words.leave_verbs) or not _obliged(tree, verb):
            continue
        subject = tree.child(verb, "nsubj:pass") if noun is None else None
        if subject is not None:
            yield from _spanned(scene, verb, subject, _duty(tree, verb), _end(tree, verb))
            continue
        for act in _for_what(tree, verb, noun):
            yield from _spanned(scene, verb, act, min(_start(tree, verb), verb), _before(tree, act, noun or verb))


def leave_needed(scene: Scene) -> Iterator[Found]:
    """Something or somebody needs leave: "the strike needs NATO's consent", "needs a mandate to send police"."""
    tree = scene.tree
    for verb, token in enumerate(tree.tokens):
        if token.pos != "VERB" or tree.lemma(verb) not in scene.words.needing:
            continue
        noun = next((k for k in tree.kids[verb] if k > verb and _leave(scene, k)), None)
        if noun is None:
            continue
        subject = tree.child(verb, "nsubj", "csubj")
        content = [k for k in (*tree.children(noun, "acl"), *tree.children(verb, "advcl")) if k > noun]
        content = [k for k in content if "to" in tree.marks(k) or "for" in tree.marks(k)]
        last = min((_start(tree, k) - 1 for k in content), default=_end(tree, noun))
        for act in (*content, *([subject] if subject is not None and not content else ())):
            yield from _spanned(scene, noun, act, verb, last)


def depending_subject(scene: Scene) -> Iterator[Found]:
    """The act is the subject of depend, hinge or be conditional, or is made conditional: "the visit hinges on a truce"."""
    tree = scene.tree
    for word, token in enumerate(tree.tokens):
        behind = tree.tokens[word + 1].text.lower() if word + 1 < len(tree.tokens) else ""
        if token.text.lower() not in scene.words.depending or behind not in ("on", "upon", "to"):
            continue
        head = _phrase(tree, word, word + 2)
        subject = _subject_of(tree, word)
        if head is None or subject is None or (behind == "to" and not _term(scene, head)):
            continue
        kind = "consent" if _leave(scene, head) else "depends"
        first = word + 1 if token.text.lower() not in ("subject", "conditional", "contingent", "dependent") else word
        yield Found("depending_subject", kind, first, _end(tree, head), head, subject, range(word + 2, _end(tree, head) + 1))


def _subject_of(tree: Tree, word: int) -> int | None:
    """What is said to depend: the subject, the object of "made conditional", the clause that whether opens."""
    above = tree.head(word)
    asked = [k for k in tree.children(word, "csubj", "ccomp", "advcl", "nsubj") if k < word]
    for kid in asked:
        if tree.relation(kid) != "advcl" or "whether" in tree.marks(kid):
            return kid
    if above < 0:
        return None
    if "whether" in tree.marks(above) and above < word:
        return above
    if tree.relation(word) == "xcomp":
        return tree.child(above, "obj", "nsubj:pass")
    if tree.relation(word) in ("amod", "acl") and above < word:
        return above
    return None


def alternative(scene: Scene) -> Iterator[Found]:
    """What follows "or" as the price of not doing what is asked for: "Leave by Friday or face prison"."""
    tree = scene.tree
    for either, token in enumerate(tree.tokens[:-1]):
        if token.text.lower() != "or" or either == 0:
            continue
        strict = tree.tokens[either + 1].text.lower() == "else"
        word = either + 1 + strict
        demanded = _asked_before(scene, either)
        if word >= len(tree.tokens) or demanded is None:
            continue
        price = _price(scene, either, word, demanded, strict=strict)
        if price is not None:
            yield from _asked(scene, "alternative", demanded, either, price)


def reference(scene: Scene) -> Iterator[Found]:
    """A word that takes up what was told before: "otherwise villagers will block the road", "and in return Rabat will"."""
    tree = scene.tree
    for first, after, kind in scene.words.references.found(tree):
        followed = tree.tokens[after].text.lower() if after < len(tree.tokens) else ""
        before = tree.tokens[first - 1].text.lower() if first else ""
        if followed in ("for", "of") or before in ("unless", "or") or tree.relation(first) == "mark":
            continue
        governs = _outside(tree, first, first, after - 1)
        if governs is None or tree.tokens[governs].pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        demanded = _asked_before(scene, first) if kind == "otherwise" else None
        if demanded is not None and demanded != governs:
            yield from _asked(scene, "reference", demanded, first, governs)
            continue
        told = _told_before(tree, governs, first)
        yield Found("reference", kind, first, after - 1, None, governs, told)


def _told_before(tree: Tree, governs: int, first: int) -> range:
    """The words of the clause before, whose acts a word like "in return" takes up."""
    above = tree.head(governs)
    linked = tree.relation(governs) in ("conj", "parataxis", "ccomp", "advcl") and 0 <= above < first
    return range(_start(tree, above), first) if linked else range(0)


def _asked(scene: Scene, rule: str, demanded: int, either: int, governs: int) -> Iterator[Found]:
    """The demand before "or" as a condition, without the "to" that opens it."""
    tree = scene.tree
    first = demanded if "to" in tree.marks(demanded) else min(_start(tree, demanded), demanded)
    last = either - 1
    while last > first and tree.tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    while first < last and tree.tokens[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    if first <= last:
        yield Found(rule, "otherwise", first, last, None, governs, range(first, last + 1))


def _asked_before(scene: Scene, either: int) -> int | None:
    """The nearest verb before that tells a demand: an imperative, an infinitive behind its verb, one under must."""
    tree = scene.tree
    for word in range(either - 1, -1, -1):
        token = tree.tokens[word]
        if token.pos not in ("VERB", "AUX") or (token.pos == "AUX" and token.relation.startswith("aux")):
            continue
        subject = any(tree.relation(k) in SUBJECTS for k in tree.kids[word])
        duty = {tree.tokens[k].text.lower() for k in tree.children(word, "aux")} & {"must", "should", "shall"}
        if duty or "Mood=Imp" in token.features:
            return word
        if "to" in tree.marks(word) and not subject and tree.relation(word) in ("xcomp", "ccomp", "acl", "advcl"):
            return word
        if "VerbForm=Inf" in token.features and not subject and _start(tree, word) == word and (
            word == 0 or tree.tokens[word - 1].pos == "PUNCT"
        ):
            return word
    return None


def _price(scene: Scene, either: int, word: int, demanded: int, *, strict: bool) -> int | None:
    """The head of what is held out behind "or"; None where "or" only names a choice."""
    tree = scene.tree
    head = tree.head(either) if tree.head(either) > either else _top(tree, word, either, clause=True)
    if tree.lemma(word) in scene.words.prices or tree.tokens[word].text.lower() in scene.words.prices:
        return tree.head(word) if tree.relation(word) in ("amod", "compound", "aux") else word
    if head is None:
        return None
    auxiliaries = {tree.tokens[k].text.lower() for k in tree.children(head, "aux")}
    subject = next((k for k in tree.kids[head] if tree.relation(k) in SUBJECTS and k > either), None)
    passive = tree.child(head, "aux:pass") is not None and tree.child(demanded, "aux:pass") is None and subject is None
    if strict or (passive and not auxiliaries):
        return head
    return head if subject is not None and auxiliaries & UNREAL else None


# --------------------------------------------------------------------------- whoever, whatever


def whoever(scene: Scene) -> Iterator[Found]:
    """Whoever meets a description is meant: "will sink any ship that enters", "to jail everyone marching"."""
    tree = scene.tree
    for noun in range(len(tree.tokens)):
        above = tree.head(noun)
        if above < 0 or tree.relation(noun) not in ("obj", "nsubj", "nsubj:pass", "obl", "iobj", "obl:agent"):
            continue
        if not _is_of(tree, noun, scene.words.whoever) or not _unreal(tree, above):
            continue
        head = _describing(tree, noun)
        if head is not None:
            first, last = min(_start(tree, noun), noun), max(_end(tree, noun), _end(tree, head))
            first += sum(1 for _ in tree.children(noun, "case"))
            if not first <= above <= last:
                yield Found("whoever", "whoever", first, last, head, above, range(noun + 1, last + 1))


def _describing(tree: Tree, noun: int) -> int | None:
    """The clause that says who is meant, also where the parser hung it elsewhere."""
    for kid in tree.children(noun, "acl:relcl", "acl"):
        if kid > noun and "to" not in tree.marks(kid):
            return kid
    if noun + 1 < len(tree.tokens) and tree.tokens[noun + 1].text.lower() in ("that", "who", "which"):
        head = tree.head(noun + 1)
        return head if head > noun + 1 else None
    return None


def possible_act(scene: Scene) -> Iterator[Found]:
    """An act that may come is what another one answers: "Any attack on the convoy would be met with force"."""
    tree = scene.tree
    for noun in scene.acts:
        above = tree.head(noun)
        if above < 0 or tree.tokens[noun].pos != "NOUN" or not _is_of(tree, noun, scene.words.possible):
            continue
        if tree.relation(noun) in ("nsubj", "nsubj:pass") and _unreal(tree, above) and not _needs_leave(scene, above):
            first, last = min(_start(tree, noun), noun), _end(tree, noun)
            yield Found("possible_act", "if", first, last, noun, above, range(noun, noun + 1))


def _needs_leave(scene: Scene, verb: int) -> bool:
    """Whether the verb only says that the act needs leave, or comes about: "any strike must be approved"."""
    known = scene.words.leave_verbs | scene.words.needing | scene.words.happening
    return scene.tree.lemma(verb) in known


def _is_of(tree: Tree, word: int, words: frozenset[str]) -> bool:
    text = tree.tokens[word].text.lower()
    return (text in words and tree.tokens[word].pos in ("PRON", "DET", "NOUN")) or any(
        tree.tokens[k].text.lower() in words for k in tree.children(word, "det")
    )


RULES: tuple[Rule, ...] = (
    conditional_clause, only_clause, negated_clause, inverted_clause, leave_phrase, conditional_phrase, only_phrase,
    missing_phrase, leave_to_be_given, leave_needed, depending_subject, alternative, reference, whoever, possible_act,
)  # fmt: skip


def find(tree: Tree, words: ConditionWords, rules: RuleWords, acts: frozenset[int]) -> tuple[Found, ...]:
    """The conditions of a sentence in text order; of two readings of the same words the first rule's stays."""
    scene = Scene(tree, words, rules, acts)
    kept: list[Found] = []
    for rule in RULES:
        for found in rule(scene):
            if not any(k.first <= found.last and found.first <= k.last and k.governs == found.governs for k in kept):
                kept.append(found)
    return tuple(sorted(kept, key=lambda f: (f.first, f.last)))


# --------------------------------------------------------------------------- stretches of words


def _made(scene: Scene, rule: str, kind: str, first: int, after: int, head: int) -> Iterator[Found]:
    """The condition that opens at `first` and is headed by `head`, where something depends on it and it is no fact."""
    tree = scene.tree
    last = _extent(tree, head)
    governs = _consequence(scene, head, first, last)
    if governs is None or (kind in FACTUAL and _both_past(tree, head, governs)):
        return
    if governs > head:
        last = min(last, max(head, min(_start(tree, governs), governs) - 1)) if _start(tree, governs) > head else last
    while last > head and tree.tokens[last].pos == "PUNCT":
        last -= 1
    if _only_before(tree, first):
        first -= 1
    yield Found(rule, kind, first, last, head, governs, range(after, last + 1))


FACTUAL = frozenset({"if", "unless", "until", "once", "after", "as_long_as", "provided"})


def _both_past(tree: Tree, head: int, governs: int) -> bool:
    """Whether condition and consequence are both told as done: "fought until the army came"."""
    return _past(tree, head) and _past(tree, governs)


def _past(tree: Tree, word: int) -> bool:
    copula = tree.child(word, "cop")
    if copula is not None and tree.child(word, "aux") is None:
        return tree.tokens[copula].text.lower() in ("was", "were")
    return told_as_past(tree, word)


def _spanned(scene: Scene, head: int, act: int, first: int, last: int) -> Iterator[Found]:
    tree = scene.tree
    while last > first and tree.tokens[last].pos == "PUNCT":
        last -= 1
    while first < last and tree.tokens[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    if first <= last and not first <= act <= last:
        yield Found("leave_to_be_given" if tree.tokens[head].pos == "VERB" else "leave_needed", "consent", first, last,
                    head, act, range(first, last + 1))  # fmt: skip


def _extent(tree: Tree, head: int) -> int:
    """The last word of what `head` heads without a gap, remarks such as ", police said" left out."""
    inside = set(tree.subtree(head))
    for kid in tree.children(head, *ADDED):
        inside -= set(tree.subtree(kid)) if kid > head else set()
    last = word = head
    while word + 1 < len(tree.tokens) and (word + 1 in inside or tree.tokens[word + 1].pos == "PUNCT"):
        word += 1
        last = word if tree.tokens[word].pos != "PUNCT" else last
    return last


def _end(tree: Tree, head: int) -> int:
    return _extent(tree, head)


def _start(tree: Tree, head: int) -> int:
    """The first word of what `head` heads."""
    inside = set(tree.subtree(head))
    first = head
    while first - 1 in inside or (first > 1 and tree.tokens[first - 1].pos == "PUNCT" and first - 2 in inside):
        first -= 1
    while first < head and tree.tokens[first].pos == "PUNCT":
        first += 1
    return first


def _before(tree: Tree, act: int, noun: int) -> int:
    """The last word before what depends on leave, which stands behind it."""
    start = _start(tree, act)
    return start - 1 if start > noun else _end(tree, noun)


def _top(tree: Tree, at: int, first: int, *, clause: bool) -> int | None:
    """The head of the clause or phrase whose words begin at `at`, behind an opener at `first`."""
    while at < len(tree.tokens) and tree.tokens[at].pos == "PUNCT":
        at += 1
    if at >= len(tree.tokens):
        return None
    node = at
    while tree.head(node) >= at:
        relation = tree.relation(node)
        if (clause and relation in CLAUSE_TOPS and relation not in ("nmod", "obl")) or (
            not clause and relation not in INSIDE_PHRASE and not (relation == "nmod" and tree.head(node) > node)
        ):
            break
        node = tree.head(node)
    return node


def _outside(tree: Tree, node: int, first: int, last: int) -> int | None:
    """The nearest word above that does not stand between `first` and `last`."""
    while first <= node <= last:
        node = tree.head(node)
    return node if node >= 0 else None


def _consequence(scene: Scene, head: int, first: int, last: int) -> int | None:
    """The word that the condition hangs on; where the parser put the condition on top, the clause that hangs on it."""
    tree = scene.tree
    above = _outside(tree, head, first, last)
    if above is None:
        below = (k for k in tree.children(head, "ccomp", "parataxis", "conj", "advcl", "dep") if k > last)
        return next((k for k in below if tree.tokens[k].pos in ("VERB", "AUX", "ADJ")), None)
    spoken = tree.relation(above) == "parataxis" and tree.lemma(above) in scene.rules.speech_verbs
    return tree.head(above) if spoken and tree.child(above, "ccomp", "obj") is None else above


def _only_before(tree: Tree, first: int) -> bool:
    return first > 0 and tree.tokens[first - 1].text.lower() in ONLY


def _denied(scene: Scene, word: int) -> bool:
    """Whether a word is negated, by itself or by a "no" at a participant."""
    tree = scene.tree
    kids = [tree.tokens[k].text.lower() for k in tree.kids[word]]
    if any(k in scene.rules.negators or k in ("cannot", "longer", "nobody", "none", "nothing") for k in kids):
        return True
    sides = tree.children(word, "nsubj", "nsubj:pass", "obj")
    return any(tree.tokens[k].text.lower() in ("no", "neither") for s in sides for k in tree.kids[s])


def _unreal(tree: Tree, word: int) -> bool:
    """Whether a verb tells no fact: under an auxiliary of what is to come, in the infinitive, in a bare present."""
    texts = {tree.tokens[k].text.lower() for k in tree.children(word, "aux")}
    if texts & UNREAL or "cannot" in texts or "to" in tree.marks(word):
        return True
    first = tree.head(word)
    if tree.relation(word) == "conj" and first >= 0 and tree.child(word, "aux", "nsubj", "nsubj:pass") is None:
        return _unreal(tree, first)
    return "VerbForm=Inf" in tree.tokens[word].features


def _obliged(tree: Tree, verb: int) -> bool:
    """Whether a verb is told as still needed: under must or should, has to, needs to, would have to."""
    texts = {tree.tokens[k].text.lower() for k in tree.children(verb, "aux")}
    above = tree.head(verb)
    bound = above >= 0 and tree.relation(verb) == "xcomp" and tree.lemma(above) in ("have", "need", "require", "yet")
    return bool(texts & {"must", "should", "shall"}) or bound


def _duty(tree: Tree, verb: int) -> int:
    """The first word of the duty: "must" of "must be approved", "has" of "has to be approved"."""
    words = [*tree.children(verb, "aux", "aux:pass", "mark"), verb]
    above = tree.head(verb)
    if tree.relation(verb) == "xcomp" and above >= 0 and tree.lemma(above) in ("have", "need"):
        words += [above, *tree.children(above, "aux")]
    return min(words)


def _for_what(tree: Tree, verb: int, noun: int | None) -> Iterator[int]:
    """What leave is given for: the object of approve, the clause or noun that for or to opens behind a noun of leave."""
    if noun is None:
        yield from (k for k in tree.children(verb, "obj") if k > verb)
        yield from (k for k in tree.children(verb, "xcomp", "ccomp") if k > verb)
        yield from (k for k in tree.children(verb, "obl") if {"to"} & set(tree.prepositions(k)))
        return
    for place in (noun, verb):
        for kid in tree.children(place, "acl", "advcl", "xcomp", "ccomp", "nmod", "obl"):
            if kid > noun and {"for", "to", "of"} & {*tree.marks(kid), *tree.prepositions(kid)}:
                yield kid
