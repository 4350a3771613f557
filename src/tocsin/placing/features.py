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
        "river lake sea ocean region island islands archipelago strait channel canal gulf bay mountain mountains "
        "reef cape desert valley pass forest park peninsula continent coast plain border".split(),
        REGION,
    ),
    "country": COUNTRY,
}
# ACLED's geo_precision: 1 the town or spot, 2 a part of a region with a nearby town, 3 a larger region.
_ACLED = {EXACT: 1, TOWN: 1, DISTRICT: 2, REGION: 3, PROVINCE: 3, COUNTRY: 3}
# UCDP GED's where_prec: 1 the spot, 3 second-level division, 4 first-level, 5 region or line, 6 country, 7 open waters.
_UCDP = {EXACT: 1, TOWN: 1, DISTRICT: 3, PROVINCE: 4, REGION: 5, COUNTRY: 6}
_WATERS = frozenset({"sea", "ocean", "gulf", "strait", "channel"})


def precision_of(feature: str) -> str:
    """How exactly a place of this kind says where."""
    return FEATURES.get(feature, REGION)


def acled_code(precision: str) -> int:
    """ACLED's geo_precision, 1 to 3."""
    return _ACLED[precision]


def ucdp_code(precision: str, feature: str | None, country: str | None) -> int:
    """UCDP GED's where_prec, 1 to 7; waters that no state holds are 7."""
    return 7 if feature in _WATERS and country is None else _UCDP[precision]
