"""Tocsin: reads news reports and keeps a crisis as a sourced, structured, queryable record of events."""

from __future__ import annotations

__version__ = "0.1.0"
