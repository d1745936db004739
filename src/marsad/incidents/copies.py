"""Same text: exact, near and edited copies of articles, found by MinHash and verified on the texts themselves.

A signature stands for the set of five-word shingles of a folded text. Signatures that agree in one of BANDS bands are
candidates; what makes a copy is the share of shingles that two texts really have in common. Thresholds: 0.85 of all
shingles is one text with another headline or footer; 0.75 of the shorter text inside the longer one is a text that was
cut or continued (docs/LINKING.md has the counts on real articles).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from msgspec import Struct

from marsad.arabic.folding import Folded
from marsad.arabic.tokens import tokenize

PERMUTATIONS, BANDS = 120, 20  # bands of six: a pair that shares 0.61 of its shingles is met with even odds
SHINGLE = 5  # words
LEAST_WORDS = 25  # shorter texts are compared whole only: headlines repeat
NEAR, EDITED = 0.85, 0.75
SEED = 42


class Copy(Struct, frozen=True):
    """Two texts that are one. `kind`: exact, near, edited (cut, continued or updated)."""

    kind: str
    similarity: float


def words_of(text: str) -> list[str]:
    """The folded words of a text, without marks and figures: both change between copies of one text."""
    return [t.norm for t in tokenize(Folded(text)) if t.norm[0].isalpha()]


def shingles(words: Sequence[str]) -> frozenset[str]:
    """Runs of five words; a short text is one shingle."""
    if len(words) < LEAST_WORDS:
        return frozenset((" ".join(words),))
    return frozenset(" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))


def bands(found: Iterable[str]) -> tuple[int, ...]:
    """The band values of a set of shingles: 63-bit whole numbers, one for each band."""
    import hashlib

    from rensa import RMinHash

    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(sorted(found))
    digest = minhash.digest()
    width = PERMUTATIONS // BANDS
    out = []
    for n in range(BANDS):
        packed = struct.pack(f"<B{width}Q", n, *digest[n * width : (n + 1) * width])
        out.append(int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little") >> 1)
    return tuple(out)


def verify(a: frozenset[str], b: frozenset[str]) -> Copy | None:
    """Whether two sets of shingles are of one text; None where they are not."""
    if not a or not b:
        return None
    if a == b:
        return Copy("exact", 1.0)
    shared = len(a & b)
    if shared / len(a | b) >= NEAR:
        return Copy("near", round(shared / len(a | b), 3))
    least = min(len(a), len(b))
    if least >= LEAST_WORDS and shared / least >= EDITED:
        return Copy("edited", round(shared / least, 3))
    return None
