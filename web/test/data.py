"""Makes an overview of any size for the test page: invented incidents, the same for the same seed. Nothing in it is news."""

import random
from typing import Any

TYPES = {
    "Battles": ["Armed clash", "Government regains territory"],
    "Explosions/Remote violence": [
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
    ],
    "Violence against civilians": ["Attack", "Abduction/forced disappearance"],
    "Protests": ["Peaceful protest", "Protest with intervention"],
    "Riots": ["Mob violence"],
    "Strategic developments": ["Arrests", "Agreement", "Looting/property destruction"],
}
COUNTRIES = {
    "SY": (35, 38),
    "IQ": (33, 44),
    "YE": (15.5, 46),
    "LY": (29, 17),
    "SD": (14.5, 30),
    "LB": (33.9, 35.8),
    "PS": (31.7, 34.9),
    "EG": (28, 31),
    "SO": (4, 45.5),
}
LAST_DAY = 20600


def overview(n: int, seed: int = 7) -> dict[str, Any]:
    """`n` incidents in the columns of the page contract, with everything that may be missing missing somewhere."""
    rng = random.Random(seed)  # noqa: S311 - made data, no secret
    types = list(TYPES)
    subs = [s for group in TYPES.values() for s in group]
    actors = [
        "Civilians",
        "Unidentified armed group",
        *(f"Invented Brigade {i}" for i in range(1, 120)),
        *(f"لواء مخترع {i}" for i in range(1, 40)),
    ]
    countries, controls = list(COUNTRIES), ["Invented Government", "Invented Council", "Contested"]
    places = [_place(rng, c) for c in rng.choices(countries, weights=range(len(countries), 0, -1), k=6000)]
    places += [(c, *COUNTRIES[c], 400.0 if c != "LB" else 90.0, 3) for c in countries]
    weights = [1 / (1 + i % 700) for i in range(6000)] + [6.0] * len(countries)
    out: dict[str, Any] = {
        "n": n,
        "types": types,
        "subs": subs,
        "actors": actors,
        "countries": countries,
        "controls": controls,
    }
    rows = [_row(rng, i, types, subs, actors, places, weights) for i in range(n)]
    names = (
        "id",
        "lat",
        "lon",
        "extent_km",
        "precision",
        "day",
        "type",
        "sub",
        "actor1",
        "actor2",
        "country",
        "control",
        "killed",
        "sources",
    )
    for k, name in enumerate(names):
        out[name] = [row[k] for row in rows]
    out["country"] = [None if c is None else countries.index(c) for c in out["country"]]
    return out


def _place(rng: random.Random, country: str) -> tuple[str, float, float, float | None, int]:
    lat, lon = COUNTRIES[country]
    precision = rng.choices((1, 2, 3), (70, 20, 10))[0]
    extent = {1: rng.choice((0.5, 2.0, 8.0)), 2: rng.choice((5.0, 15.0, None)), 3: rng.choice((40.0, 120.0, None))}[
        precision
    ]
    return country, round(rng.gauss(lat, 1.3), 4), round(rng.gauss(lon, 1.5), 4), extent, precision


def _row(
    rng: random.Random,
    i: int,
    types: list[str],
    subs: list[str],
    actors: list[str],
    places: list[Any],
    weights: list[float],
) -> tuple[Any, ...]:
    kind = rng.choices(types, (30, 34, 18, 8, 3, 7))[0]
    sub = rng.choice(TYPES[kind])
    country, lat, lon, extent, precision = (
        rng.choices(places, weights)[0] if rng.random() > 0.04 else (None, None, None, None, None)
    )
    day = LAST_DAY - int(rng.triangular(0, 2400, 300)) if rng.random() > 0.03 else None
    if day is not None and rng.random() < 0.0005:
        day = -195000  # a year of another calendar, misread
    pick = lambda: min(len(actors) - 1, int(rng.expovariate(0.06))) if rng.random() > 0.2 else None  # noqa: E731
    killed = int(rng.expovariate(0.2)) if rng.random() < 0.4 else None
    control = rng.choice((0, 1, 2)) if rng.random() < 0.3 else None
    return (
        f"i{i:08x}",
        lat,
        lon,
        extent,
        precision,
        day,
        types.index(kind),
        subs.index(sub),
        pick(),
        pick(),
        country,
        control,
        killed,
        1 + int(rng.expovariate(0.7)),
    )
