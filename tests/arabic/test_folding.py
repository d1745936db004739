"""The quick way of folding and cutting gives what the slow way gives, and what it gave before it was made quick."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.folding import Folded, fold
from marsad.arabic.tokens import stems, tokenize

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_NEWS = "ابتثةىأإآءؤئ وفبلكسقمن ًُّـ\u200f٣۴5 .،؛«»“”-–/\t\n()%_é\0"
_RARE = "\u2028\x1fﷲﻻڨ²½"  # not in the quick alphabet: the whole text goes the slow way


@given(st.text(alphabet=_NEWS, max_size=80), st.sampled_from(_RARE))
def test_the_quick_and_the_slow_way_agree(text: str, rare: str):
    quick, slow = Folded(text), Folded(text + rare)
    assert quick.kinds is not None
    assert slow.kinds is None
    assert slow.text == quick.text + fold(rare)
    assert [quick.at(i) for i in range(len(quick.text))] == [slow.at(i) for i in range(len(quick.text))]


@given(st.text(alphabet=_NEWS + _RARE, max_size=80), st.integers(0, 9))
def test_tokens_are_the_runs_of_the_folded_text(text: str, offset: int):
    folded = Folded(text)
    plain = [(folded.at(m.start()), folded.at(m.end()), m.group()) for m in _WORD.finditer(folded.text)]
    assert [(t.start - offset, t.end - offset, t.norm) for t in tokenize(folded, offset)] == plain


@given(st.text(alphabet="وفبلكساح", max_size=8))
def test_every_reading_of_a_word_is_the_word(norm: str):
    readings = stems(norm)
    assert readings[0] == ("", norm)
    assert len(set(readings)) == len(readings)
    for proclitics, stem in readings[1:]:
        assert len(stem) >= 2
        assert norm in (proclitics + stem, proclitics + stem[1:])  # "للعراق" is ل + العراق
