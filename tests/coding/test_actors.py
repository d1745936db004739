"""Which actors stay when both sides carry the same names."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
from marsad.coding.incident.actors import actors_of
from marsad.coding.people.participants import Named, Participant

class Words:
    span = staticmethod(lambda first, last: (first, last))
    quote = staticmethod(lambda first, last: "")

names = ["Alpha", "Beta", "Gamma", "Delta"]
people = [Participant(i, i + 1, named=[Named(n, n, i, i + 1, organisation=True)]) for i, n in enumerate(names)]
print([ref.name for ref in actors_of(Words, people, "patient", {"Beta", "Gamma"})])
"""


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_those_struck_stay_in_order_whatever_the_order_of_sets(seed: str):
    run = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert done.stdout.strip() == "['Alpha', 'Delta']"
