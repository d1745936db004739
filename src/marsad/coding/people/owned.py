"""Men told with a pronoun ("ثلاثة من جنودها", "مقاتليه"): of which organisation of the sentence they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import Named, Participant

_MEN = frozenset({"state", "police", "member", "armed"})
_PRONOUNS = ("ها", "هم", "ه")  # the longest first
_SOUND_PLURAL = ("ون", "ين")
_FEMININE = ("ه", "ات", "ليشيا")
_BROKEN_PLURALS = frozenset({"قوات", "كتايب", "سرايا", "الويه", "فصايل", "طايرات", "مقاتلات", "قوي"})


def name_owners(tokens: Sequence[Token], people: Sequence[Participant], nations: Collection[str]) -> None:
    """Add to men who are told with a pronoun the name of the nearest organisation before them that the pronoun agrees with.
    `nations`: folded names of countries, which are feminine ("أكدت الإمارات مقتل ثلاثة من جنودها")."""
    for n, p in enumerate(people):
        pronoun = _pronoun(tokens, p) or _of_the_country(tokens, p)
        if not pronoun or not p.kinds & _MEN or any(named.organisation for named in p.named):
            continue
        for owner in reversed(people[:n]):
            name = next((named for named in owner.named if _owns(tokens, owner, named, nations)), None)
            if (name and pronoun == _COUNTRY) or (name and _agrees(tokens[owner.first].norm, pronoun, nations)):
                p.named = [*(m for m in p.named if m.name), replace(name, organisation=True)]
                break


def _owns(tokens: Sequence[Token], owner: Participant, named: Named, nations: Collection[str]) -> bool:
    """An organisation, a country by its name, or the nation of those who lead it ("القيادة البحرينية", "الرئيس الفرنسي"); in
    "وسائل إعلام إيطالية" a nation owns nobody."""
    if named.organisation:
        return True
    if not named.entry.startswith("nation."):
        return False
    lead = unwaw(tokens[owner.first - 1].norm) if owner.first else ""
    return tokens[owner.first].norm in nations or lead in _LEADERS


_LEADERS = frozenset({"القياده", "الرييس", "الحكومه", "الدفاع", "الداخليه", "الخارجيه", "السلطات", "الوزراء", "الوزير", "الملك", "العسكريه", "الامير"})  # fmt: skip
_COUNTRY = "بلاده"


def _of_the_country(tokens: Sequence[Token], p: Participant) -> str:
    """ "قال الرئيس الفرنسي إن جيش بلاده": the forces of the speaker's country."""
    behind = tokens[p.last].norm if p.last < len(tokens) else ""
    return _COUNTRY if "state" in p.kinds and behind in ("بلاده", "بلادها", "بلادهم") else ""


def _pronoun(tokens: Sequence[Token], p: Participant) -> str:
    """The ending of the last word for men, where it is a pronoun and no part of the noun ("قاده")."""
    word = tokens[p.last - 1].norm
    ending = next((e for e in _PRONOUNS if word.endswith(e)), "")
    return ending if word.removesuffix(ending) in _NOUNS else ""


_NOUNS = frozenset({"جيش", "جنود", "ضباط", "عناصر", "مقاتلي", "مسلحي", "قوات", "رجال", "افراد", "عسكريي", "قادت", "قيادات", "مجندي", "طياري", "شرطيي"})  # fmt: skip


def _agrees(head: str, pronoun: str, nations: Collection[str]) -> bool:
    """ "التنظيم … عناصره", "الحركة … عناصرها", "الحوثيون … مقاتليهم"."""
    noun = head.lstrip("ول") if head.startswith(("وال", "لل")) else head
    people = noun.endswith(_SOUND_PLURAL)
    feminine = noun.endswith(_FEMININE) or noun in _BROKEN_PLURALS or noun in nations
    if pronoun == "هم":
        return people
    return feminine if pronoun == "ها" else not (feminine or people)
