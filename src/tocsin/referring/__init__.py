"""Analysis -> References: whom pronouns, definite nouns, role nouns and acronyms of an article stand for."""
