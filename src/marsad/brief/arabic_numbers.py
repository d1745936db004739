"""Arabic number agreement: the form of a counted noun, and numbers in words that agree with it.

All phrases stand in the nominative, as after a colon or as a subject; templates are written so that nothing else is
needed. Rules (any school grammar): 1 and 2 are in the noun itself; 3-10 take the plural in the opposite gender; 11-99
the accusative singular (11 and 12 agree in gender, 13-19 have the unit opposed and the ten agreeing); whole hundreds,
thousands and millions the singular. What counts is the last two digits: 103 goes like 3, 111 like 11, 100 like 100.
"""

from __future__ import annotations

from msgspec import Struct

# 1 and 2 with the noun's gender; 3-10 as they stand beside a masculine and beside a feminine noun.
_UNITS_M = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_UNITS_F = ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")
SPELLED = 12  # up to here a brief writes words, above it digits (and the round numbers of _ROUND in words)
_ROUND = (100, 200, 1000, 2000, 1_000_000, 2_000_000)
MOST = 1_000_000_000  # words end here


class Noun(Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that is counted: قتيل، قتيلان، قتلى، قتيلا. `feminine`: the gender of its singular, which numbers go by."""

    one: str
    dual: str
    plural: str
    accusative: str
    feminine: bool = False


_THOUSAND = Noun("ألف", "ألفان", "آلاف", "ألفا")
_MILLION = Noun("مليون", "مليونان", "ملايين", "مليونا")


def counted(number: int, noun: Noun) -> str:
    """The number with its noun as a brief writes it: words up to twelve and for round numbers, digits for the rest."""
    if number == 0:
        return f"لا {noun.plural}"
    if number <= SPELLED or number in _ROUND:
        return spelled(number, noun)
    return f"{number:,} {form(number, noun)}"


def in_digits(number: int, noun: Noun) -> str:
    """The same in digits, but one and two, which Arabic says in the noun: عملية، عمليتان، 3 عمليات، 11 عملية."""
    if number == 0:
        return f"لا {noun.plural}"
    if number in (1, 2):
        return noun.one if number == 1 else noun.dual
    return f"{number:,} {form(number, noun)}"


def form(number: int, noun: Noun) -> str:
    """The form that the noun takes after a number above two written in digits."""
    rest = number % 100
    if 3 <= rest <= 10:
        return noun.plural
    return noun.accusative if rest > 10 else noun.one


def spelled(number: int, noun: Noun) -> str:
    """The number in words with its noun: "ثلاث عمليات", "أحد عشر قتيلا". Raises ValueError outside 1..MOST-1."""
    if not 0 < number < MOST:
        raise ValueError(f"{number} is not between 1 and {MOST - 1}")
    if number == 1:
        return f"{noun.one} {'واحدة' if noun.feminine else 'واحد'}"
    if number == 2:
        return noun.dual
    rest = number % 100
    if rest in (1, 2):  # "مئة قتيل وقتيل واحد", "ألف عملية وعمليتان"
        whole = number - rest
        return f"{spelled(whole, noun)} و{spelled(rest, noun)}"
    words = in_words(number, noun.feminine)
    if rest == 0:
        words = _bound(words)
    return f"{words} {form(number, noun)}"


def _bound(words: str) -> str:
    """Before a noun the nun of a dual falls (مئتا قتيل), and the tanwin of a thousand (أحد عشر ألف قتيل)."""
    if words.endswith(("مئتان", "ألفان", "مليونان", "ألفا", "مليونا")):
        return words[:-1]
    return words


def in_words(number: int, feminine: bool) -> str:
    """A number in words, as it stands before a noun of that gender."""
    millions, below = divmod(number, 1_000_000)
    thousands, rest = divmod(below, 1000)
    parts = [_many(millions, _MILLION), _many(thousands, _THOUSAND), _below_thousand(rest, feminine)]
    return " و".join(part for part in parts if part)


def _many(number: int, noun: Noun) -> str:
    if number == 0:
        return ""
    return noun.one if number == 1 else spelled(number, noun)


def _below_thousand(number: int, feminine: bool) -> str:
    hundreds, rest = divmod(number, 100)
    return " و".join(part for part in (_HUNDREDS[hundreds], _below_hundred(rest, feminine)) if part)


def _below_hundred(number: int, feminine: bool) -> str:
    units = _UNITS_F if feminine else _UNITS_M
    if number <= 10:
        return units[number]
    tens, unit = divmod(number, 10)
    if tens == 1:
        ten = "عشرة" if feminine else "عشر"
        first = {1: "إحدى" if feminine else "أحد", 2: "اثنتا" if feminine else "اثنا"}.get(unit, units[unit])
        return f"{first} {ten}"
    return f"{units[unit]} و{_TENS[tens]}" if unit else _TENS[tens]
