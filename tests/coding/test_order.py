"""Nothing hangs on the order of a set: it changes from one process to the next, and records must not."""

from __future__ import annotations

from itertools import permutations

import pytest

from marsad.coding.incident.actors import actors_of
from marsad.coding.people.participants import Named, Participant

NAMES = ("Army", "Militia", "Police", "Guard", "Brigade")


class OneWord:
    """A reading of which each token is one letter."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        return first, last

    def quote(self, first: int, last: int) -> str:
        return "x" * (last - first)


@pytest.mark.parametrize("names", list(permutations(NAMES, 3)))
def test_those_that_are_no_doers_stay_in_the_order_of_mention(names: tuple[str, ...]):
    people = [Participant(n, n + 1, [Named(name, name, n, n + 1, organisation=True)]) for n, name in enumerate(names)]
    doers = {names[1], *NAMES} - {names[0], names[2]}
    assert [a.name for a in actors_of(OneWord(), people, "patient", doers)] == [names[0], names[2]]  # type: ignore[arg-type]
