"""Kinds of places, how exactly each says where something happened, and the codes of ACLED and UCDP for that."""

from __future__ import annotations

EXACT, TOWN, DISTRICT, PROVINCE, REGION, COUNTRY = "exact", "town", "district", "province", "region", "country"

FEATURES: dict[str, str] = {
    **dict.fromkeys(
        "crossing camp base port airport dam plant neighbourhood monument site bridge mine market hospital prison "
        "monastery church mosque school university square field station refinery headquarters".split(),
        EXACT,
    ),
    **dict.fromkeys("capital city town village settlement".split(), TOWN),
    **dict.fromkeys("county district municipality oasis zone".split(), DISTRICT),
    **dict.fromkeys("division province".split(), PROVINCE),
    **dict.fromkeys(
        "river lake sea ocean region island islands archipelago strait channel canal gulf bay mountain mountains reef cape "
        "desert valley pass forest park peninsula continent coast plain border".split(),
        REGION,
    ),
    "country": COUNTRY,
}
ACLED = {EXACT: 1, TOWN: 1, DISTRICT: 2, REGION: 3, PROVINCE: 3, COUNTRY: 3}
UCDP = {EXACT: 1, TOWN: 1, DISTRICT: 3, PROVINCE: 4, REGION: 5, COUNTRY: 6}
WATERS = frozenset({"sea", "ocean", "gulf", "strait", "channel"})


def precision_of(feature: str) -> str:
    """How exactly a place of this kind says where."""
    return FEATURES.get(feature, REGION)
