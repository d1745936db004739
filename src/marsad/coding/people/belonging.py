"""Whether two pieces tell of the same people ("عناصر" + "الشرطة", "مسلحين من" + "طالبان") or of two parties side by side ("قتل مسلحون جنودا")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from marsad.arabic.tokens import Token
from marsad.coding.people.headcounts import DUAL_ENDINGS
from marsad.coding.people.participants import ARMED_KINDS, AUTHORITY, ENROLLED, FACTIONS, STATES, Named, Participant
from marsad.coding.people.pieces import FROM_ABROAD, Piece
from marsad.lexicon.phrases import Hit

_GLUE = frozenset(
    {"من", "في", "بين", "اجمالي", '"', "(", ")", "عناصر", "افراد", "اعضاء", "مقاتلي", "مسلحي", "اصل", "ال", *ENROLLED}
)


def glued(tokens: Sequence[Token], first: int, last: int, most: int) -> bool:
    """Do only small words like "من" stand in tokens[first:last], `most` at most?"""
    return last - first <= most and all(t.norm in _GLUE for t in tokens[first:last])


def continues(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """Does the next piece describe the same people? ("عناصر" + "الشرطة", "جنديا" + "أميركيا", "مسلحين من" + "طالبان")"""
    gap = [t.norm for t in tokens[p.last : piece.first]]
    if piece.what == "others":
        near = not gap or all(g in FROM_ABROAD or g in _DESCRIBED for g in gap)  # "خمسة متشددين أجانب آخرين"
        return near and p.counted and not p.others and not (piece.hit and piece.hit.proclitics)
    if p.others and not p.kinds and not p.counted and not gap and piece.hit and piece.hit.definite:
        return False  # "رشق آخرون الجنود"
    if piece.what == "num" or (piece.what == "toll" and p.outcome):
        return False
    if piece.hit and piece.hit.proclitics[:1] in ("و", "ف"):
        return False
    if _said_to_belong(p, piece, gap):
        return True
    if piece.hit and piece.hit.proclitics[:1] in ("ب", "ك"):
        return not gap and _serves(p, piece)
    if piece.what == "actor" and piece.hit and _master(tokens, p, piece.hit):
        return False  # "الميليشيات الحوثية التابعة لإيران"
    if not gap and piece.what == "actor" and p.organisation and p.named[-1].entry == _REBELS:
        return piece.hit is not None and not piece.hit.definite and piece.hit.phrase.entry.class_ in FACTIONS
    if piece.what == "actor" and piece.hit and piece.hit.proclitics in _FOR and _to_a_state(p, piece.hit):
        return False  # "استسلم 20 من مقاتلي الحركة للقوات الأفغانية"
    if not gap and piece.what == "group" and piece.hit and _man_beside_many(tokens, p, piece.hit):
        return False
    if piece.what == "group" and AUTHORITY in p.kinds and piece.hit and piece.hit.phrase.entry.kind != AUTHORITY:
        return False  # "اعتقلت السلطات رئيس الوزراء"
    if (
        piece.what == "actor"
        and piece.hit
        and gap[-1:]
        and gap[-1] in _LOYAL
        and len(gap) <= 2
        and p.kinds == {"armed"}
    ):
        return piece.hit.phrase.entry.class_ in FACTIONS  # "متشددين موالين لتنظيم الدولة"
    if not gap and _armed_men(tokens, p, piece):
        return True
    if gap == ["من"] and p.kinds == {"person"} and _sole_nation(p) and _fighters(piece):
        return True  # "عشرة تونسيين من عناصر التنظيم"
    if piece.what == "group" and p.kinds and piece.hit and _other_side(p, piece.hit.phrase.entry.kind):
        return False  # "اغتال مسلحون ناشطا": two parties side by side
    if p.kinds & _CROWD and _beside_a_crowd(p, piece, gap):
        return False  # "رشق محتجون قوات الأمن", "قتل حشد غاضب رجلا", "مئات المحتجين في موسكو"
    bare = piece.what == "group" and piece.hit is not None and not piece.hit.definite
    if not gap and bare and p.kinds & {"state", "police"} and tokens[p.last - 1].norm.startswith("ال"):
        return False  # "اعتقلت الشرطة مسلحين": no adjective, for they do not agree
    if not gap and bare and _another_case(tokens[p.last - 1].norm, tokens[piece.first].norm):
        return False
    apart = _no_construct(tokens, p) or AUTHORITY in p.kinds
    if not gap and apart and piece.what == "actor" and piece.hit and _noun_headed(piece.hit):
        return False  # "اتهم مسؤولون حزب العمال", "حملت السلطات جماعة …": two parties side by side
    if not gap and _no_construct(tokens, p) and piece.hit and _definite_force(tokens, piece):
        return False  # "هاجم مسلحون الشرطة": a plural that is no construct, and the force that it struck
    of_a_thing = not p.kinds and _sole_nation(p) and not p.definite and tokens[p.last - 1].norm.endswith("يه")
    if not gap and of_a_thing and piece.what == "actor" and piece.hit and _noun_headed(piece.hit):
        return False  # "استهدفت صواريخ إسرائيلية قوات النظام"
    if not gap and bare and not p.kinds and _sole_nation(p) and _accusative(tokens[piece.first].norm):
        return _accusative(tokens[p.last - 1].norm)  # "طعن فلسطيني جنديا"
    if not gap and bare and not p.kinds and _sole_nation(p) and tokens[p.last - 1].norm.endswith("يه"):
        return tokens[piece.first].norm.endswith(("ه", "ات"))  # "قتلت غارة أميركية زعيم التنظيم": adjective of the raid
    one = piece.what == "group" and piece.hit is not None and piece.hit.phrase.info == "singular"
    if not gap and one and p.plural and tokens[p.last - 1].norm.endswith(("ون", "ين")):
        return False  # "خطف مسلحون ضابطا": a plural that is no construct, and one man beside it
    if not gap and bare and piece.hit and piece.hit.phrase.info == "dual" and "armed" in p.kinds and not p.plural:
        return tokens[p.last - 1].norm.endswith(DUAL_ENDINGS)  # "قتل مسلح جنديين"
    if not gap and piece.what == "nation" and _another(p, tokens[p.last - 1].norm, tokens[piece.first].norm):
        return False
    if one and piece.hit and piece.hit.definite and p.plural and p.kinds & {"state", "police"}:
        return False  # "قتلت الشرطة المسلح"
    if not gap and piece.what == "actor" and piece.hit and not p.outcome and _same_name(p, piece.hit):
        return True  # "متمردين حوثيين"
    if not gap or all(g == '"' for g in gap):
        return not (p.organisation and piece.what in ("group", "actor") and not p.kinds)
    if piece.what == "toll":
        return False
    plain = [g for g in gap if g not in _UNSAID]
    while len(plain) > 1 and plain[0] in _DESCRIBED:
        plain = plain[1:]  # "خمسة عناصر مفترضين من التنظيم"
    if plain and plain[0] in _SUSPECTED and piece.what == "actor" and len(plain) <= 5:
        return (
            plain[-1] == "الي"
            or (len(plain) > 1 and plain[1] in _THEY_ARE and _GLUE.issuperset(plain[2:]))  # "يشتبه بأنهم من أعضاء"
            or (piece.hit is not None and piece.hit.proclitics in ("ل", "ب", "لل"))
        )
    if plain and plain[-1] == "في" and piece.hit and _capital(p, piece.hit):
        return False  # "سبعة من عناصر التنظيم في موسكو": where
    if plain and plain[-1] == "في" and piece.what == "actor" and p.kinds == {"member"} and len(plain) <= 5:
        return not _APART.intersection(plain) and "،" not in plain  # "قائد قوات التدخل السريع في الحركة"
    if not plain or len(plain) > 3 or piece.what not in ("actor", "group") or _APART.intersection(plain):
        return False
    if p.outcome and plain == ["في", "صفوف"]:
        return True  # "قتلى وجرحى في صفوف المدنيين"
    if plain[0] == "في":
        return piece.what == "actor" and (len(plain) == 1 or plain[1] == "صفوف")
    if plain[0] == "من" and len(plain) == _FAR:
        return False  # "طيران التحالف من اقتحام معسكر لتنظيم …": a deed stands between
    return plain[0] in _BELONGING and (piece.what == "actor" or plain == ["من"])


_REBELS = "rebels.any"  # entry of actors/global.tsv: "متمردو بوكو حرام"
_FOR = frozenset({"ل", "لل"})


def _to_a_state(p: Participant, hit: Hit) -> bool:
    """A force told with "ل" behind fighters that have a name already."""
    faction = any(n.organisation and n.actor_class in FACTIONS for n in p.named)
    return faction and hit.phrase.entry.class_ in STATES


def _man_beside_many(tokens: Sequence[Token], p: Participant, hit: Hit) -> bool:
    """ "احتجز رجل رهائن", "صدم سائق جنودا": one man told without the article, and many beside him, whom no adjective makes of him."""
    alone = not (p.plural or p.counted or p.definite) and p.kinds in ({"person"}, {"worker"}) and p.last - p.first == 1
    return alone and hit.phrase.info == "plural" and not hit.definite


def _armed_men(tokens: Sequence[Token], p: Participant, piece: Piece) -> bool:
    """ "رجلين مسلحين", "شابا مسلحا": an adjective that agrees with the one for men before it; "قتل رجل مسلحا" are two."""
    if piece.what != "group" or p.kinds != {"person"} or p.definite or piece.hit is None or piece.hit.definite:
        return False
    noun, word = tokens[p.last - 1].norm, tokens[piece.first].norm
    alike = noun.endswith("ا") == word.endswith("ا") and noun.endswith(("ين", "ان")) == word.endswith(("ين", "ان"))
    entry = piece.hit.phrase.entry
    return alike and entry.kind == "armed" and entry.id not in _FACELESS and piece.last - piece.first == 1


# مجهول, ملثم: "شخصا مجهولا", "شبان ملثمون" are not said to bear arms
_FACELESS = frozenset({"group.armed.02", "group.armed.05"})


def _capital(p: Participant, hit: Hit) -> bool:
    """One word that stands for a state, behind men whose organisation is told."""
    return len(hit.phrase.words) == 1 and hit.phrase.entry.class_ in STATES and any(n.organisation for n in p.named)


def _no_construct(tokens: Sequence[Token], p: Participant) -> bool:
    """ "مسلحون", "متظاهرين": an indefinite plural with its nūn, which nothing definite belongs to."""
    last = tokens[p.last - 1].norm
    return not p.definite and p.plural and last.endswith(("ون", "ين")) and not last.startswith(("ال", "وال", "لل"))


def _noun_headed(hit: Hit) -> bool:
    """Does the name begin with a noun for a group ("حزب العمال", "قوات النظام"), and with no adjective of those before it?"""
    return hit.phrase.words[0].removeprefix("ال") in _GROUP_NOUNS and len(hit.phrase.words) > 1


_GROUP_NOUNS = frozenset({"حزب", "حركه", "تنظيم", "جماعه", "جيش", "قوات", "جبهه", "هييه", "كتايب", "سرايا", "لواء", "مليشيا", "ميليشيا", "ميليشيات", "مليشيات", "حشد"})  # fmt: skip


def _definite_force(tokens: Sequence[Token], piece: Piece) -> bool:
    """ "الشرطة", "الجيش اليمني": a force of a state with the article."""
    hit = piece.hit
    assert hit is not None
    entry, article = hit.phrase.entry, tokens[piece.first].norm.startswith("ال")
    group = piece.what == "group" and entry.kind in ("state", "police")
    return article and (group or (piece.what == "actor" and entry.class_ in STATES))


def _said_to_belong(p: Participant, piece: Piece, gap: Sequence[str]) -> bool:
    """ "4 أشخاص متهمين بالارتباط بتنظيم داعش", "شخصا ينتمي إلى حركة الشباب": an armed group behind words for belonging to one."""
    if piece.what != "actor" or piece.hit is None or not 0 < len(gap) <= _BELONGS_WITHIN:
        return False
    if p.kinds not in _LINKED_KINDS or any(n.organisation for n in p.named):
        return False
    service = piece.hit.phrase.words[0].removeprefix("ال") in _SERVICES and linked(gap[-1:])
    armed = piece.hit.phrase.entry.class_ in FACTIONS or service
    return armed and not {"،", "."} & set(gap) and linked(gap)


_LOYAL = frozenset({"موالين", "موالون", "الموالين", "الموالون", "مواليين", "مبايعين", "مبايعون", "مرتبطين", "مرتبطون"})
_BELONGS_WITHIN = 5  # words from "أشخاص" to the group
_LINKED_KINDS: tuple[set[str], ...] = ({"person"}, {"suspect"}, {"armed"})  # "أشخاص", "مشتبه بهم", "خلية مسلحة"
_SERVICES = frozenset({"حرس", "مخابرات", "استخبارات", "فيلق", "موساد"})  # "على ارتباط بالحرس الثوري"
# Words that tie a man to a group, with whatever stands before and behind them: "ينتمون", "لارتباطه", "مقربا", "على صلة"
_TIES = re.compile(
    "[وبل]*(?:ال)?(?:[يت]نتمي|ينتمو|منتم|انتما|انتماء|مرتبط|[يت]رتبط|ارتباط|صل[هت]|علاق[هت]|مقرب|قريبا?ه?$|انضم|منضم|[يت]نضم|لصالح$|لحساب$|موالي|مبايع|[يت]بايع|ولاء|ولاي?ه[ما]?$)"
)


def linked(words: Iterable[str]) -> bool:
    """Does one of the folded words tie a man to a group?"""
    return any(_TIES.match(word) for word in words)


_FAR = 3  # words, "من" and two more, that are no description
_CROWD = frozenset({"protester", "rioter"})


def _beside_a_crowd(p: Participant, piece: Piece, gap: Sequence[str]) -> bool:
    """Forces, a state (told by its capital) or one man: no word that describes a crowd."""
    if piece.hit is None:
        return False
    one = piece.what == "group" and piece.hit.phrase.info == "singular" and not piece.hit.definite
    return (one and (p.plural or "rioter" in p.kinds)) or (
        piece.what == "actor" and piece.hit.phrase.entry.class_ in STATES and gap[:1] != ["من"]
    )


def _master(tokens: Sequence[Token], p: Participant, hit: Hit) -> bool:
    """A state whose an armed group that has a name already is said to be: no party itself."""
    owned = tokens[hit.first - 1].norm in _OWNED and hit.phrase.entry.class_ in STATES
    return owned and any(n.organisation and n.actor_class in FACTIONS for n in p.named)


_OWNED = frozenset({"تابعه", "التابعه", "تابعين", "التابعين", "التابع", "تابع"})


def _same_name(p: Participant, hit: Hit) -> bool:
    return any(n.organisation and n.name == hit.phrase.entry.name for n in p.named)


def _serves(p: Participant, piece: Piece) -> bool:
    """ "مجند بالشرطة", "قيادي بالحركة": a man of a force, told with "ب"."""
    if not p.kinds & {"state", "member", "official"} or p.named[-1].organisation:
        return False
    assert piece.hit is not None
    return piece.what == "actor" or (piece.what == "group" and piece.hit.phrase.entry.kind in ("police", "state"))


_BELONGING = frozenset({"من", "تابعين", "التابعين", "تابعون", "التابعون", "تابعان", "تابعه", "التابعه", "ينتمون"})
_THEY_ARE = frozenset({"انهم", "بانهم", "انه", "بانه"})
_SUSPECTED = frozenset({"يشتبه", "يعتقد", "يرجح", "ينتمون", "ينتمي", "يزعم"})  # "مسلحون يعتقد أنهم ينتمون إلى"
_APART = frozenset(
    {
        "مع",
        "بين",
        "علي",
        "ضد",
        "الي",
        "عن",
        "قبل",
        "جانب",
        "طرف",
        "قبضه",
        "جهته",
        "جهتها",
        "جهتهم",
        "جانبه",
        "جانبها",
        "جانبهم",
        "ناحيته",
        "ناحيتها",
    }
)


def _another_case(word: str, noun: str) -> bool:
    """ "قتل مسلحون شرطيين", "هاجم مسلحون جنودا": a subject and its object, for an adjective has the case of its noun."""
    return word.endswith("ون") and noun.endswith(("ين", "ا"))


def _another(p: Participant, word: str, nation: str) -> bool:
    """ "القوات الإسرائيلية فلسطينيا", "مسلحون أميركيا", "جندي فلسطينيا": no adjective of the word before it, for they do not agree."""
    one = bool(p.kinds) and not p.plural and not p.counted and (p.last - p.first == 1 or word.endswith("ي"))
    bare = one and not word.endswith(("ا", "ه"))
    return nation.endswith("يا") and (word.startswith("ال") or word.endswith("ون") or bare)


_DESCRIBED = frozenset({"مفترض", "مفترضا", "مفترضين", "مفترضون", "المفترضين", "المفترضون", "بارز", "بارزا", "بارزين", "بارزون", "ميداني", "ميدانيا", "ميدانيين", "كبار", "كبير", "كبيرا", "سابق", "سابقا", "سابقين", "محلي", "محليا", "محليين", "محتمل", "محتملين", "مزعوم", "مزعومين", "مدججين", "ملثمين"})  # fmt: skip
_UNSAID = frozenset({'"', "(", ")", "/", "علي", "الاقل"})  # "من تنظيم / داعش /"


def _fighters(piece: Piece) -> bool:
    """ "عناصر", "مقاتلي": a noun for those of a group."""
    hit = piece.hit
    return piece.what == "group" and hit is not None and hit.phrase.entry.kind in _FIGHT and not hit.proclitics


def _other_side(p: Participant, kind: str) -> bool:
    return bool(p.kinds & ARMED_KINDS) != (kind in ARMED_KINDS)


_FIGHT = ("member", "armed")


def _sole_nation(p: Participant) -> bool:
    return bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def _accusative(norm: str) -> bool:
    """ "جنديا", "فلسطينيا": the ending of an indefinite object."""
    return norm.endswith("ا") and not norm.endswith("وا")


def of_a_party(tokens: Sequence[Token], named: Named) -> bool:
    """ "أشخاصا ينتمون لداعش", "على ارتباط بالحرس الثوري": an armed group or a service, and no government or country."""
    service = tokens[named.first].norm.lstrip("وبل").removeprefix("ال") in _SERVICES
    return named.organisation and (named.actor_class in FACTIONS or service)
