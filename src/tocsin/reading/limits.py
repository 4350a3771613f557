"""How much may be read, and how far a fetch may go."""

from __future__ import annotations

from dataclasses import dataclass

SIZE_LIMIT = 20_000_000  # bytes of one file, one row or one pipe


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long (`seconds`, all redirects together), how much (`size` in bytes) and how far a fetch may go.

    `allow_private` lets it reach loopback and private networks, which it otherwise refuses.
    """

    seconds: float = 20.0
    size: int = 10_000_000
    redirects: int = 5
    allow_private: bool = False


FETCH_LIMITS = FetchLimits()
