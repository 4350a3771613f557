"""What looks like a time and is none: "may", "march", "second", names, counts that look like years."""

from __future__ import annotations

from tocsin.records import Sentence

NAMES = frozenset("PER ORG GPE LOC FAC NORP PRODUCT LAW MONEY".split())
NUMBERED = frozenset(
    "resolution flight boeing airbus room route highway article section no no. number act directive paragraph rule "
    "chapter page pages figure table unit channel area model type level formation "
    "decree order case law class lot item".split()
)
MEASURES = frozenset(
    "people soldiers troops percent per cent dollars euros pounds miles kilometres kilometers km metres meters feet "
    "tons tonnes points seats votes members men women children prisoners employees jobs workers families homes houses "
    "hectares acres barrels rounds shells shares km/h mph calories".split()
)
VERBS = frozenset({"VERB", "AUX"})
MEMBERS = frozenset("members member leaders leader fighters followers founder supporters".split())
NO_WEEKDAY = frozenset("of in near at from".split())
BEFORE_DATES = frozenset(
    "in by since until till of from through during before after last this next and early late".split()
)


def no_time(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """Whether words that a rule found tell no time here."""
    return any(guard(sentence, first, last, rule) for guard in GUARDS)


def verb(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """A verb or an auxiliary: "may", "march", "fall", "spring"."""
    if first != last or rule not in ("month", "season_of_year", "weekday"):
        return False
    word, before = sentence.tokens[first], sentence.tokens[first - 1].text.lower() if first else ""
    if rule == "weekday":
        return len(word.text.rstrip(".")) < 4 and (
            before in NO_WEEKDAY or before in ("the", "a", "he", "she", "they") or word.pos in VERBS
        )
    return word.pos in VERBS and before not in BEFORE_DATES


def season_word(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """The fall or a spring of something else: "the fall of the city", "a spring"."""
    if rule != "season_of_year":
        return False
    tokens = sentence.tokens
    word = tokens[last]
    if word.pos not in ("NOUN", "PROPN") or word.text.lower() not in ("fall", "spring"):
        return False
    if first == last:
        before = tokens[first - 1].text.lower() if first else ""
        return before not in ("in", "since", "by", "until", "during", "late", "early", "of")
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    return tokens[first].text.lower() == "the" and after in ("of", "in", "from")


def name_part(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """Part of a name: "April Jones", "Mon State", the "March 23 Movement"."""
    if rule in ("holiday", "era"):
        return False
    word = sentence.tokens[last]
    if rule in ("calendar_day", "season_of_year", "month") and _opens_name(sentence, first, last):
        return True
    if rule in ("month", "calendar_day") and word.head == last + 1 and word.relation in ("compound", "nummod", "flat"):
        return sentence.tokens[last + 1].pos == "PROPN"
    for entity in sentence.entities:
        if entity.first <= first and last <= entity.last and entity.label in NAMES:
            wider = (entity.first, entity.last) != (first, last)
            alone = first == last and rule in ("month", "season_of_year")
            if wider or (alone and entity.label != "MONEY"):
                return rule not in ("calendar_unit", "past_stretch", "length", "deictic", "ago") or wider
    return False


def _opens_name(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a date with an article stands right before a name: "the April 6 Youth Movement"."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    named = after is not None and after.pos == "PROPN" and after.text[:1].isupper()
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    if before[-1:] == ["of"] and before[0] in MEMBERS:
        return True
    return (
        named
        and last - first < 3  # not "the start of March"
        and "the" in (tokens[first].text.lower(), *before[-1:])
        and tokens[last].text[:1].isupper() | (tokens[last].text.isdigit())
    )


def counting(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """A number that counts or names something: "2000 soldiers", "Resolution 1244", "$1999"."""
    if rule not in ("year", "year_range", "short_year"):
        return False
    tokens = sentence.tokens
    before = tokens[first - 1].text.lower() if first else ""
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    if before in ("$", "£", "€", "#") or before in NUMBERED or after in MEASURES or after in ("%", "$"):
        return True
    if rule == "short_year":
        return before in ("", "“", '"')
    word = tokens[last]
    counted = word.relation == "nummod" and word.head > last and "Number=Plur" in tokens[word.head].features
    return counted and before not in ("in", "of", "the", "since", "from", "during")


def length_word(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """ "A second", "a minute man", "the day": an ordinal or a set phrase."""
    if rule not in ("length", "rate", "calendar_unit", "ago", "later"):
        return False
    words = [t.text.lower() for t in sentence.tokens[first : last + 1]]
    after = sentence.tokens[last + 1].text.lower() if last + 1 < len(sentence.tokens) else ""
    if rule == "length" and after == "old":
        return True
    return words[-1] == "second" or (words[-1] == "quarter" and words[0] in ("a", "one", "three") and rule == "length")


def title(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """A title: the broadcast "This Week"."""
    if rule not in ("calendar_unit", "deictic") or first == last:
        return False
    return all(t.text[:1].isupper() for t in sentence.tokens[first : last + 1]) and not sentence.headline


def adjective(sentence: Sentence, first: int, last: int, rule: str) -> bool:
    """What is of every day: "a daily newspaper"."""
    return rule == "regularly" and sentence.tokens[first].relation in ("amod", "compound", "nmod")


GUARDS = (verb, season_word, name_part, counting, length_word, title, adjective)
