"""Time grows with length, not with its square: one paragraph of one thing over and over, as lists and broken pages have it.

The bound is generous (five times and more what a quiet core needs): it fails on a square, not on a busy machine.
"""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from marsad.arabic.folding import Folded
from marsad.arabic.sentences import MOST_TOKENS, sentence_bounds
from marsad.arabic.tokens import words
from marsad.coding.coder import Coder
from marsad.model.document import Article, Paragraph, Role

MOST_SECONDS = 40
SHORT, TIMES = 4_000, 4  # code points of the shorter text, and how often its length the longer one has
MOST_GROWTH = 9  # a square needs 16 times as long
ORDINARY_SECONDS = 6  # for 16,000 code points of one thing: a second of a quiet core, and room for a busy one
WORDS = {
    "triggers without a stop": "قتل مسلحون ثلاثة شرطيين في كمين قرب الموصل ",
    "one word": "قتل ",
    "places": "الموصل وحمص وصنعاء ",
    "places in places": "في مدينة حمص وسط سوريا ",
    "names of no table": "قرية الزعفرانية ",
    "digits": "7 ",
    "numbers": "ستة وأربعين ",
    "dates": "منذ 5 أيام يوم الأحد الماضي ",
    "open quotation marks": '" ',
    "claims": "أعلن تنظيم القاعدة مسؤوليته عن التفجير ",
    "denials": "نفى الجيش العراقي ذلك ",
    "stops": "... ",
    "one endless word": "ب",
    "one endless number": "7",
    "only and": "و ",
    "quoted words": '"قال" ',
    "brackets": "( ",
    "groups of digits": "777,",
    "actors": "تنظيم الدولة الإسلامية ",
    "actors meant": "التنظيم ",
    "dead": "قتيلا ",
    "short reports": "قتل جنديا. ",
    "lines": "قصف\n",
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


def seconds(coder: Coder, text: str) -> float:
    article = Article(id="long", text=text, paragraphs=(Paragraph(0, len(text), Role.BODY),), published="2021-03-04")
    started = time.process_time()
    coder.code(article)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_two_hundred_kilobytes_of_one_thing(coder: Coder, words: str):
    text = words * (110_000 // len(words))  # code points: about 200 kB in UTF-8
    assert seconds(coder, text) < MOST_SECONDS


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_time_grows_with_length(coder: Coder, words: str):
    """CPU time, the least of at most three runs; what takes next to no time is not compared."""
    short, long = ((words * length)[:length] for length in (SHORT, SHORT * TIMES))
    least = min(seconds(coder, short) for _ in range(3))
    limit = min(MOST_GROWTH * max(least, 0.01), ORDINARY_SECONDS)
    assert any(seconds(coder, long) < limit for _ in range(3))


@pytest.mark.slow
def test_thousands_of_reports(coder: Coder):
    assert seconds(coder, "قتل ثلاثة شرطيين في الموصل. " * 1200) < MOST_SECONDS


def test_a_text_without_stops_is_cut_after_a_comma():
    folded = Folded("قال إن الأمر انتهى، " * 300)
    norms = words(folded)
    bounds = sentence_bounds(norms, folded.text)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(norms)
    assert all(one[1] == two[0] for one, two in pairwise(bounds))
    assert all(last - first <= MOST_TOKENS for first, last in bounds)
    assert all(norms[last - 1] == "،" for _, last in bounds)
