"""Checks the place tables against GeoNames and says what has no reason yet.

Usage: python scripts/check_places.py [--all]

The checks (src/marsad/places/audit.py): a town or village over 15 km from GeoNames' place of its name in its division; a
point whose nearest GeoNames places lie in another country or division. Reasons: src/marsad/data/places/audited.tsv.
`--all` prints the explained findings too. Exit status 1 when something is open. The package's lint adds boxes and centres.
"""

from __future__ import annotations

import argparse
import sys

from marsad.places.audit import audit, read_whys, unexplained
from marsad.places.catalogue import Gazetteer
from marsad.places.lint import lint_tables


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--all", action="store_true", help="print explained findings too")
    options = args.parse_args()
    gazetteer = Gazetteer.load()
    if options.all:
        whys = read_whys()
        for finding in audit(gazetteer):
            print(f"{finding.id}\t{finding.check}\t{finding.what}\t{whys.get((finding.id, finding.check), 'OPEN')}")
    problems = [*unexplained(gazetteer), *lint_tables()]
    print("\n".join(problems) or "every deviation is mended or explained")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
