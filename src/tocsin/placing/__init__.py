"""Where: the places that words name, from a gazetteer of towns, divisions and countries."""
