"""Is this Arabic? A cheap look before any work: crawls are in all languages, and Persian, Urdu, Kurdish and Pashto are
written in Arabic letters too.

Persian-family letters alone do not decide: Iraqi and Egyptian names carry a گ or چ, and some keyboards type ی and ک for
the Arabic letters. Articles and function words do: Arabic prose has them in a third of its words, the others hardly.
"""

from __future__ import annotations

import html as entities
import re

from marsad.capture.charsets import MOST_JUDGED, arabic_letters, arabic_share
from marsad.capture.markup import shown

ARABIC_LEAST = 4  # letters under which a text is not called Arabic
ARABIC_SHARE = 0.2  # of all letters of an article
PAGE_SHARE = 0.02  # of all letters of a page, menus included: below it there is no article in it
FOREIGN_SHARE = 0.01  # of the letters in Arabic script; Arabic news has under 0.001, Persian and Urdu 0.04 and more
NATIVE_SHARE = 0.10  # of the words; Arabic news has 0.25 and more, Persian and Urdu under 0.05
_SAMPLE = 20_000  # characters that are enough
_FOREIGN = re.compile("[گچپژٹےڈڑںھہکیۀەێۆڕڵټډړښڼېڤ]")
_SCRIPT = re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5]")
_ENTITY = re.compile("&#(?:1[56][0-9]{2}|[xX]06[0-9a-fA-F]{2});")  # an Arabic letter as some old pages write it
_WORD = re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5]+")
_NATIVE = frozenset(("في", "إلى", "الى", "أن", "ان", "التي", "الذي", "الذين", "هذا", "هذه", "ذلك", "عن", "مع", "كان", "قال", "إن", "لم", "لن", "قد", "كما", "بعد", "قبل", "حتى", "ما", "على"))  # fmt: skip


def refusal(text: str, share: float = ARABIC_SHARE) -> str | None:
    """`not-arabic`, `other-language`, or None for a text that may be coded. `share`: the least part of Arabic letters."""
    if not _plainly_arabic(text, share):
        letters, found = arabic_share(text)
        if letters < ARABIC_LEAST or found < share:
            return "not-arabic"
    return "other-language" if _is_other(text[:_SAMPLE]) else None


def _plainly_arabic(text: str, share: float) -> bool:
    """Is the share reached even if every character were a letter? True of nearly all articles, in a tenth of the time."""
    letters = arabic_letters(text[:MOST_JUDGED])
    return letters >= ARABIC_LEAST and letters >= share * min(len(text), MOST_JUDGED)


def has_arabic(html: str) -> bool:
    """Is there a letter of Arabic script in a page at all? Most pages of a crawl are out by this, at once."""
    return _SCRIPT.search(html) is not None or _ENTITY.search(html) is not None


def page_refusal(html: str, markup: str) -> str | None:
    """The same of a page whose article has not been looked for yet, by all that it shows. `markup`: without what is hidden."""
    if not has_arabic(html):
        return "not-arabic"
    text = shown(markup[:1_000_000])
    return refusal(entities.unescape(text) if "&#" in text else text, PAGE_SHARE)


def _is_other(text: str) -> bool:
    foreign = len(_FOREIGN.findall(text))
    if not foreign or foreign <= FOREIGN_SHARE * len(_SCRIPT.findall(text)):
        return False
    words = _WORD.findall(text)
    native = sum(word in _NATIVE or (len(word) > 4 and word.startswith(("ال", "وال", "بال", "لل"))) for word in words)
    return bool(native < NATIVE_SHARE * len(words))
