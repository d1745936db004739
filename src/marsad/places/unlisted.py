"""Lists of places that share a type noun ("قريتي X وY"), and names after a type noun that no table has."""

# ruff: noqa: SIM905 - word lists read better as words
from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.places.approach import approach
from marsad.places.geometry import km
from marsad.places.names import Candidate
from marsad.places.parts import Part, PlaceMention
from marsad.places.scan import Scan

MOST_UNLISTED = 3  # words of a name that no table has
LIST_KM = 120.0  # of "قرى X وY وZ": a weak name farther off than this from the first is another place of that name
WIDE_LIST_KM = 200.0  # the same between two plain names ("كالبصرة والعمارة والناصرية")
_LOCAL = frozenset("قري قريتي قريتا بلدات بلدتي بلدتا احياء حيي جبهات تلال".split())
_NAMED = frozenset(  # nouns whose unlisted names are told beside their parent's
    (
        "قريه بلده مدينه بلديه ضيعه عزبه نجع كفر هجره دشره منطقه حي حاره ضاحيه مركز ناحيه مديريه معتمديه محليه مقاطعه عزله جبل "
        "جبال تل تله تلال وادي شعب قاع جرود جزيره مخيم معسكر قاعده مطار ميناء معبر سجن حاجز نقطه جبهه محور شارع ساحه ميدان دوار "
        "مفرق تقاطع منجم مزرعه سوق مسجد جامع كنيسه مستشفي مشفي مدرسه جامعه فندق مستوطنه جسر سد حقل"
    ).split()
)
_PAIRS = frozenset(
    "قريتي قريتا بلدتي بلدتا منطقتي منطقتا مدينتي مدينتا حيي جبلي تلتي مخيمي".split()
)  # told by both names
_PLURALS = frozenset({"جبال", "تلال", "جرود"})  # agree with feminine adjectives
_NAMELESS = frozenset(  # words after such a noun that are no name, beside indefinite adjectives told by their ending
    (
        "تدريب ايواء احتجاز اعتقال لاجيين نازحين المعركه المعارك العمليات الحدث الحادث الانفجار الهجوم "
        "واقعه واقع تابع تابعه خاص خاصه عام عامه سابق سابقه النزاع الصراع القتال الحرب الحدود الخطر السلطه الدوله المعارضه النظام تسمي يسمي تدعي يدعي اسمها اسمه كبير صغير كبري مزدحم مكتظ امن مجاور اهل اهالي ابن ابنه ابنها ابنائها سكن عمليات تجمع واحد "
        "واحده اثنين ثلاثه عده قريبين تسكنها يسكنها تقطنها يقطنها الشرطه الامن القريه البلده المدينه الطريق الطرق طريق تفتيش شعبي"
    ).split()
)
_LANDFORMS = frozenset(  # nouns whose unlisted names may end as adjectives do ("تل حمكي", "قرية كفرة"): only these words describe
    "قريه بلده مدينه ضيعه تل تله جبل وادي جزيره مستوطنه".split()
)
_DESCRIBING = frozenset(
    (
        "رملي ترابي صخري اثري تاريخي استراتيجي عسكري صناعي تجاري محلي رئيسي جبلي مطل مشرف صغيره كبيره نائيه مجاوره قريبه بعيده "
        "محاصره اخري كامله عده محرره محتله متاخمه فقيره قديمه جديده مسلمه محاذيه هادئه ثانيه واحده مختلطه"
    ).split()
)
_HEADS = frozenset(  # of a name of two words
    "بني ال ابو ابي ابا ام عبد ذي ذو بيت دار دير تل جبل عين راس باب بئر بير سيدي ابن بن اولاد ولد خان كفر قاع وادي".split()
)
_MOST_QUOTED = 5  # words of a name in quotation marks
_ABROAD = frozenset(
    "السفاره القنصليه البعثه القوات الجيش الشركه الخطوط الجاليه".split()
)  # of a nation, in another land
DAYS = frozenset(
    "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه صباح مساء ليل ليله ظهر فجر عصر".split()
)  # end a name
_ANAPHORIC = frozenset({"المدينه", "البلده", "المنطقه", "عاصمه", "العاصمه"})  # point back, name nothing
_NO_NAME = frozenset(
    (
        "كان كانت التي الذي هو هي ان بعد قبل خلال مع عند او ذات اخري اليوم امس يوم ما لا لم قد بين كما تم حيث هناك غير كل "
        "بعض منذ المطل المطله المشرف المشرفه الاستراتيجي الاستراتيجيه تقع يقع تطل يطل تشرف يشرف مطله مشرفه تبعد يبعد تسيطر حتي دون ضد نصبه نصبته نصبها نصبوه محكم"
    ).split()
)
_NO_NAME_CLASSES = ("in", "near", "from", "to", "glue", "bearing")


def inherited(scan: Scan, parts: Sequence[Part]) -> list[Part]:
    """ "قريتي X وY", "بلدات X وY وZ": the later members of a list take the type noun and relation of the first."""
    out: list[Part] = []
    noun, relation, end = None, "bare", -1
    first: tuple[Candidate, ...] = ()
    for part in parts:
        if part.plural:
            noun, relation, first = part.typed, part.relation, part.candidates
        elif noun and part.typed is None and _listing(scan, end, part.first):
            part = part._replace(typed=noun, relation=relation if part.relation == "bare" else part.relation)
            if noun in _LOCAL and first:
                part = part._replace(candidates=tuple(c for c in part.candidates if not c.weak or _beside(first, c)))
        else:
            noun = None
            if out and _goes_on(scan, out[-1], part):
                part = part._replace(relation=out[-1].relation)
        out.append(part)
        end = part.last
    return out


def in_lists(scan: Scan, parts: Sequence[Part]) -> list[Part]:
    """ "حرستا ودوما وعربين", "الموصل ومخمور والفلوجة": weak names beside plain ones of a list that lie near, counted as plain."""
    out: list[Part] = []
    plural = False
    for n, part in enumerate(parts):
        after = parts[n + 1] if n + 1 < len(parts) else None
        before = out[-1] if out and _joined(scan, out[-1].last, part) else None
        plural = part.plural or (plural and before is not None)
        both = after if after and _joined(scan, part.last, after) else None
        out.append(_plain_beside(part, before, both, plural))
        at = out[-1].last
        while (found := _weak_member(scan, at, out[-1], after, plural)) is not None:
            out.append(found)
            at = found.last
    return out


def _joined(scan: Scan, end: int, part: Part) -> bool:
    return scan.norms[part.first].startswith("و") and scan.norms[end : part.first] in ([], ["،"], [","])


def _plain_beside(part: Part, before: Part | None, after: Part | None, plural: bool) -> Part:
    weak = part.candidates[0].weak if part.candidates else 0
    if part.typed or not weak or not (before or after) or (weak > 1 and not plural and not (before and after)):
        return part
    near = tuple(c for p in (before, after) if p for c in p.candidates if not c.weak)
    kept = _settled_near(near, part.candidates, LIST_KM if before is None or after is None else WIDE_LIST_KM)
    lands = {c.row.admin1 for c in kept}  # "ولايات سوسة والمنستير والمهدية": the province of that name too
    whole = tuple(c._replace(weak=0) for c in part.candidates if c.row.level == "province" and c.row.admin1 in lands)
    return part._replace(candidates=(*kept, *whole)) if kept else part


def _weak_member(scan: Scan, at: int, before: Part, after: Part | None, plural: bool) -> Part | None:
    """The word at `at` as a weak name behind "و" that no name was seen in, where the list goes on behind it or has a plural noun."""
    norm = scan.norms[at] if at < len(scan.norms) else ""
    if not norm.startswith("و") or len(norm) < 4 or at in scan.blocked or (after and at >= after.first):
        return None
    goes_on = after is not None and after.first == at + 1 and _joined(scan, at + 1, after)
    if not (plural or goes_on):
        return None
    named = tuple(
        Candidate(n.row, n.weak) for s in scan.gazetteer.starts(norm[1:]) if not s.proclitics for n in s.alone
    )
    kept = _settled_near(tuple(c for c in before.candidates if not c.weak), named)
    return Part(at, at + 1, at, at + 1, kept, None, "bare") if kept else None


_SETTLED = frozenset({"town", "village", "neighbourhood", "district"})


def _settled_near(
    near: Sequence[Candidate], named: Sequence[Candidate], reach: float = LIST_KM
) -> tuple[Candidate, ...]:
    """Of weak names the settled places of the own tables in the country of the plain ones, and near them; plain as they are."""
    lands = {c.row.country for c in near if c.row.level != "country"}
    points = [c for c in near if c.row.level in _SETTLED]
    return tuple(
        c._replace(weak=0)
        for c in named
        if c.row.level in _SETTLED and c.row.rank >= 3.0 and c.row.country in lands and _beside(points, c, reach)
    )


def _beside(first: Sequence[Candidate], one: Candidate, reach: float = LIST_KM) -> bool:
    return any(km(f.row.lat, f.row.lon, one.row.lat, one.row.lon) <= reach for f in first)


def _goes_on(scan: Scan, before: Part, part: Part) -> bool:
    """ "في X وY": a bare second member is where the first one is."""
    bare = part.typed is None and part.relation == "bare"
    return bare and before.relation in ("in", "near") and _listing(scan, before.last, part.first)


def _listing(scan: Scan, end: int, start: int) -> bool:
    gap = scan.norms[end:start]
    if len(gap) > 1 + MOST_UNLISTED:
        return False
    joined = scan.norms[start].startswith("و") and all(g in ("،", ",") or g.startswith("و") for g in gap)
    return joined or gap in (["،"], [","])


def unlisted(scan: Scan, parts: Sequence[Part]) -> list[Part]:
    """Type nouns before words that no table has ("قرية الفلانية بريف حلب"): parts without candidates."""
    used = scan.blocked.union(*(range(p.first, p.last) for p in parts))
    out = []
    for i in scan.nouns:
        if i + 1 == len(scan.norms):
            break
        noun = _governing(scan, i) if i not in used else None
        first, last, end = _quoted(scan, i + 1, used) or (
            i + 1,
            *2 * (_name_end(scan, i + 1, used) if noun else i + 1,),
        )
        if noun is None or last == first:
            continue
        if noun in _PAIRS and end == last:
            last = end = _second_name(scan, last, used)
        way = approach(scan, i, 0)
        plural = noun in scan.wording.many
        of = (
            scan.gazetteer.nation(scan.norms[end])
            if end < len(scan.norms) and scan.norms[end].startswith("ال") and scan.norms[first] not in _ABROAD
            else None
        )
        countries, end = ((of,), end + 1) if of else ((), end)  # "قرية زنقيسة الإثيوبية"
        out.append(
            Part(way.start, end, first, last, (), noun, way.relation, way.bearing, way.distance_km, countries, plural)
        )
    return out


def _land_after(scan: Scan, i: int) -> str | None:
    """The country of "الإثيوبية" in "قرية زنقيسة الإثيوبية"."""
    norm = scan.norms[i] if i < len(scan.norms) else ""
    return scan.gazetteer.nation(norm) if norm.startswith("ال") and norm.endswith(("ي", "ه")) else None


def told_name(scan: Scan, mention: PlaceMention) -> str:
    """The noun and name of a place that no table has, as the text writes them ("قرية أبو ناعورة"); "" where the word after the noun
    may describe it ("قرية صغيرة", "حي سكني") or name something else ("منزل ابنها")."""
    own = told_words(scan, mention.head_first, mention.head_last, mention.typed or "")
    outer = mention.chain[0] if mention.chain else None
    if own or outer is None or outer.candidates:
        return own
    return told_words(scan, outer.head_first, outer.head_last, outer.typed or "")  # "نقطة تفتيش في منطقة الزهور"


def told_words(scan: Scan, first: int, last: int, noun: str) -> str:
    """`told_name` of the name tokens[first:last] after a type noun."""
    head = scan.norms[first]
    quoted = scan.norms[first - 1] == '"'
    describes = not (head.startswith("ال") or quoted) and _describes(scan, noun, head)
    if (
        noun not in (_NAMED | _PAIRS)
        or describes
        or head in _NAMELESS
        or (head.startswith(("لل", "لا", "ب")) and head not in _HEADS)
    ):
        return ""
    words = [scan.text[t.start : t.end] for t in scan.tokens[first:last]]
    if scan.gazetteer.noun(head) == noun:
        return " ".join(words)  # "شارع التسعين", whose noun is part of the name
    at = scan.back(first)
    written = scan.text[scan.tokens[at].start : scan.tokens[at].end]
    kept = written[scan.norms[at].rfind(noun) :] if scan.norms[at].endswith(noun) else noun
    return " ".join((kept, *words))


def _second_name(scan: Scan, last: int, used: set[int]) -> int:
    """Index after the second name of a pair ("قريتي صرار العاشاش وعبل الشواهر"), else `last`."""
    norms = scan.norms
    if last >= len(norms) or last in used or not norms[last].startswith("و"):
        return last
    if not _name_word(norms[last][1:], scan.wording.sets, True) or scan.gazetteer.noun(norms[last][1:]):
        return last
    goes_on = last + 1 < len(norms) and last + 1 not in used and norms[last + 1] not in DAYS
    return last + 2 if goes_on and norms[last + 1].startswith("ال") else last + 1


def _describes(scan: Scan, noun: str, head: str) -> bool:
    """Is the word after the noun an adjective of it, as its ending tells ("حي سكني", "قرية صغيرة"), and no name?"""
    if scan.gazetteer.nation(head):
        return True
    if noun in _LANDFORMS:
        return head in _DESCRIBING or head.endswith("يه")
    feminine = noun.endswith("ه") or noun == "سوق" or noun in _PLURALS
    return head.endswith("ه" if feminine else "ي")


def _governing(scan: Scan, i: int) -> str | None:
    """The type noun at a token if a name can follow it: it has no article of its own and does not point back."""
    norm, noun = scan.norms[i], scan.gazetteer.noun(scan.norms[i])
    if noun is None or norm.startswith("ال") or noun in _ANAPHORIC:
        return None
    return None if "ال" in norm[:4] and not noun.startswith("ال") and norm != noun else noun


def _quoted(scan: Scan, i: int, used: set[int]) -> tuple[int, int, int] | None:
    """'قرية "العوش" بمنطقة …': first and last word of the name in quotation marks at i, and the index after them."""
    norms = scan.norms
    if norms[i] != '"' or '"' not in norms[i + 2 : i + 2 + _MOST_QUOTED]:
        return None
    last = norms.index('"', i + 2)
    return (i + 1, last, last + 1) if used.isdisjoint(range(i + 1, last)) else None


def _name_end(scan: Scan, start: int, used: set[int]) -> int:
    """Index after the words from `start` on that can be a name."""
    last = start
    while last < min(start + MOST_UNLISTED, len(scan.norms)) and last not in used:
        if last > start and (_land_after(scan, last) or scan.norms[last] in DAYS):
            break
        led = last == start or scan.norms[last - 1] in _HEADS
        if not _name_word(scan.norms[last], scan.wording.sets, led) or scan.norms[last] in scan.wording.anaphors:
            break  # "كمين بالإقليم" points back
        last += 1
    return last


def _name_word(norm: str, sets: Mapping[str, frozenset[str]], beginning: bool) -> bool:
    if not norm.isalpha() or len(norm) < 2 or norm in _NO_NAME or any(norm in sets[cls] for cls in _NO_NAME_CLASSES):
        return False
    if norm.startswith("و") and norm.endswith("وا"):
        return False  # "هاجموا قرية وقتلوا"
    return beginning or not norm.startswith(("ب", "ل", "و", "ف", "ي", "ت"))
