"""`marsad watch` in a process of its own, with the stand-in coder and a fetcher that reaches the test's server only.

usage: python -m tests.watch.child ARGUMENTS OF MARSAD

STAND_IN_SLEEP: seconds for each article.
"""

from __future__ import annotations

import sys

from marsad import capture, service
from tests.cli.stand_in import StandIn
from tests.watch.running import loopback


def main() -> None:
    service.load_coder = StandIn  # type: ignore[assignment]
    service.make_fetcher = lambda limit_mb, agent="test": capture.Fetcher(  # type: ignore[assignment]
        limit_mb * 1_000_000, allow_loopback=True, resolver=loopback, agent=agent
    )
    from marsad.cli import main as run

    sys.argv[0] = "marsad"
    run()


if __name__ == "__main__":
    main()
