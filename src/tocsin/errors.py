"""The errors Tocsin raises. Each message names the thing, what was found and what to do."""

from __future__ import annotations


class TocsinError(Exception):
    """Something a user can understand and mend; its text is one clear line."""


class ReadError(TocsinError):
    """A report could not be read: missing, empty, binary, too large, unreachable, not a news text."""


class DataError(TocsinError):
    """A data file (ontology, lexicon, actors, model) does not hold what it must; names file and line."""


class FormatError(TocsinError):
    """A file given for evaluation or export is not in the format its task names."""
