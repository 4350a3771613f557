"""Terms of office, with days that may be written as months."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.datafiles import Item
from tocsin.resolving.registry.entries import Term


def read_term(row: Item, what: str) -> Term:
    """The term of `what` ("an office"), from its keys `from` and `until`.

    Raises DataError for what is no day or month, and for an end before the beginning.
    """
    since, until = _day(row, "from"), _day(row, "until")
    if since is None:
        raise row.error(f"{what} needs 'from'")
    if until is not None and until <= since:
        raise row.error(f"{what} ends ({until}) before it begins ({since})")
    return Term(since, until)


def _day(row: Item, key: str) -> date | None:
    """A date written YYYY-MM-DD, or the first day (`until`: the day after the last) of a month written YYYY-MM."""
    value = row.values.get(key)
    if value is None or isinstance(value, date):
        return value
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        raise row.error(f"'{key}' must be YYYY-MM-DD or YYYY-MM, found {value!r}") from None
    return first if key == "from" else (first + timedelta(days=31)).replace(day=1)
