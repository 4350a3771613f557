"""The names of the tasks of `tocsin evaluate`, for its help: the tasks themselves load all that they score."""

from __future__ import annotations

TASK_NAMES = (
    "syntax", "sentences", "entities", "events", "counts", "pairs", "participants", "attribution", "factuality",
    "references", "coreference", "places", "actors", "event-place", "times", "event-dates", "documents",
    "false-alarms", "lexicon", "roles",
)  # fmt: skip
FOLDS = 5  # of the task documents
