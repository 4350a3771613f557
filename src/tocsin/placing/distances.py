"""Distances on the earth."""

from __future__ import annotations

from typing import Any

import numpy as np

RADIUS = 6371.0  # km


def kilometres(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Great-circle distance in km between points in degrees, numbers or arrays that numpy broadcasts (haversine
    formula)."""
    lat, lon, other_lat, other_lon = (np.radians(degrees) for degrees in (lat, lon, other_lat, other_lon))
    half = np.sin((lat - other_lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(other_lat) * np.sin((lon - other_lon) / 2) ** 2
    return 2 * RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
