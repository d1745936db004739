"""Nothing hangs on the order of a set: it changes from one process to the next, and records must not."""

from __future__ import annotations

from itertools import permutations

import pytest

from marsad.coding.events import _actors
from marsad.coding.participants import Named, Participant

NAMES = ("Army", "Militia", "Police", "Guard", "Brigade")


class OneWord:
    """A reading of which each token is one letter."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        return first, last

    def quote(self, first: int, last: int) -> str:
        return "x" * (last - first)


@pytest.mark.parametrize("names", list(permutations(NAMES, 3)))
def test_of_sides_that_are_all_the_other_side_too_the_last_that_is_named_stays(names: tuple[str, ...]):
    people = [Participant(n, n + 1, [Named(name, name, n, n + 1, organisation=True)]) for n, name in enumerate(names)]
    assert [a.name for a in _actors(OneWord(), people, "patient", set(NAMES))] == [names[-1]]  # type: ignore[arg-type]
