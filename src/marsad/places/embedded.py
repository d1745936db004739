"""Names that are part of the name of something else, or no name at all: "صحيفة الرياض", "مجلس ثوار بنغازي", "القوات السعودية"."""

from __future__ import annotations

from marsad.places.before import readings
from marsad.places.names import Candidate
from marsad.places.scan import Scan

TITLE_WORDS = 4  # words from the head of a work's title to a name in it
GONE_WORDS = 3  # words between a verb of going and the person who goes
_BODIES = frozenset({"لواء", "جامعه"})  # nouns of a place that are bodies as well
_NO_FIRST_NAME = ("ال", "ب", "ل", "و", "ف")  # an adjective, or a word with a particle
_IN_A_TITLE = frozenset({"", "to", "road"})  # what words between the head of a title and a name lead to
_ABOUT = frozenset({"حول", "بعنوان", "بعد", "قبل", "خلال", "كما", "التي", "الذي", "ان", "مع"})
_ACCORDING = frozenset({"حسب", "وفق", "وفقا"})  # before "رواية" in the sense of an account
MOST_MEMBERS = 3  # words between the head of a name and the place in it ("مجلس شورى ثوار X" has two)


def embedded(scan: Scan, i: int, last: int, floor: int) -> bool:
    """Is the name words[i:last] inside the name of something else, by the words around it?

    Words before `floor` belong to the name before ("كفر الشيخ وطنطا") and lead to nothing."""
    if last < len(scan.norms) and scan.norms[last] in scan.wording.sets["press"]:
        return True  # "صنعاء نيوز"
    j = scan.back(i)
    if j < floor:
        return False
    norms, gazetteer, sets = scan.norms, scan.gazetteer, scan.wording.sets
    if norms[i].startswith(("ب", "ل")) and gazetteer.starts(norms[i])[0].proclitics:
        return False  # "صحيفة بالرياض" is a newspaper in Riyadh
    if scan.has_works and _of_a_work(scan, i, floor):
        return True
    if scan.has_persons and _surname(scan, i, j, floor):
        return True
    if _speaks(scan, i if norms[i] in _BODIES else j, floor):
        return True
    if not gazetteer.before(norms[j]).of_another:
        return False
    if _of_members(scan, scan.back(j) if norms[j] in _BODIES else j, floor) or _of_a_body(scan, j, last):
        return True
    if norms[j] in scan.wording.types:
        return False
    heads = readings(norms[j])
    if heads & sets["given"]:
        led = bool(j) and not readings(norms[j - 1]).isdisjoint(sets["title"]) and _gone(scan, j, floor)
        return not j or not (led or gazetteer.noun(norms[j - 1]))  # "زار الوزير فيصل دمشق"
    if heads & sets["title"]:
        # "الناشطة صنعاء", but "غادر القس تركيا", "زار الوزير دمشق"
        return not (_country(scan, i) or _gone(scan, j, floor))
    return bool(heads & sets["exclude"])


def _country(scan: Scan, i: int) -> bool:
    return any(n.row.level == "country" for s in scan.gazetteer.starts(scan.norms[i]) for n in s.alone)


def _gone(scan: Scan, j: int, floor: int) -> bool:
    """ "زار الوزير دمشق": does a verb of going stand shortly before the person, so that the name is where to?"""
    goes = scan.wording.sets["goes"]
    return any(scan.norms[k].removeprefix("و") in goes for k in range(max(floor, j - GONE_WORDS), j))


def _speaks(scan: Scan, j: int, floor: int) -> bool:
    """ "أعلن لواء القدس", "أصدرت جامعة بغداد": a unit or a university that says something is a body, and no place."""
    return scan.norms[j] in _BODIES and j > floor and scan.norms[j - 1].removeprefix("و") in scan.wording.sets["said"]


def _surname(scan: Scan, i: int, j: int, floor: int) -> bool:
    """ "الفنانة إليسا زحلة": behind a private person's title and a first name that no list has, a name is a surname."""
    k = scan.back(j)
    if k < floor or scan.norms[k] not in scan.wording.sets["private"] or _gone(scan, k, floor):
        return False
    first, word = scan.norms[j], scan.known[j]
    if first.startswith("ال") and first.endswith("يه"):  # "الطفلة السورية يافا"
        return scan.norms[k].endswith("ه") and not _country(scan, i)
    if "\n" in scan.text[scan.tokens[j].end : scan.tokens[i].start]:
        return False  # the place line of the next paragraph
    if word is not None or not first.isalpha() or first in scan.wording.sets["befalls"]:  # "أعلن الصحفي سقوط حلب"
        return False
    before = scan.gazetteer.before(first)
    return not (first.startswith(_NO_FIRST_NAME) or first[-1] in "اه" or before.lead or before.on_the_way)


def _of_a_work(scan: Scan, i: int, floor: int) -> bool:
    """ "فيلم الطريق إلى كابول", "رواية ساعة بغداد": the name ends the title of a work; "فيلم عن كابول", "رواية سكان كابول" do not."""
    works, befalls = scan.wording.sets["work"], scan.wording.sets["befalls"]
    told = False  # what happened there stands between: a title, but not after the account of it
    for k in range(i - 1, max(floor, i - TITLE_WORDS) - 1, -1):
        word = scan.norms[k]
        if word in works:
            account = "روايه" in readings(word) and (told or (k and scan.norms[k - 1].lstrip("بو") in _ACCORDING))
            return k + 1 == i or not account
        if word.startswith("ب") and word not in scan.wording.types and scan.gazetteer.noun(word):
            return False  # "فيلم قصير بمدينة حلب"
        if not word.isalpha() or scan.gazetteer.before(word).lead not in _IN_A_TITLE or word in _ABOUT:
            return False
        told = told or word in befalls
    return False


def _of_members(scan: Scan, j: int, floor: int) -> bool:
    """ "مجلس ثوار X", "كتيبة شهداء X", "غرفة تجارة X": a body's name that goes on with words such as شهداء or ثوار."""
    members, k = scan.wording.sets["member"], j
    heads = scan.wording.sets["exclude"] | scan.wording.sets["body"]
    while k >= floor and j - k < MOST_MEMBERS and scan.norms[k] in members:
        k = scan.back(k)
        if k >= floor and not readings(scan.norms[k]).isdisjoint(heads):
            return True  # "جبهة تحرير X": a word of both kinds is the head too
    return False


def _of_a_body(scan: Scan, j: int, last: int) -> bool:
    """ "مجلس X الوطني", "مجلس X العسكري": a body that bears the name, told by its adjective."""
    after = scan.norms[last] if last < len(scan.norms) else ""
    sets = scan.wording.sets
    return after in sets["bodily"] and not readings(scan.norms[j]).isdisjoint(sets["body"])


def adjective(scan: Scan, i: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
    """A word that is both a country and its adjective is the adjective after a noun that it agrees with: "القوات السعودية",
    "جنديا سوريا"."""
    if last != i + 1 or i == 0 or candidates[0].row.level != "country":
        return False
    norm, before = scan.norms[i], scan.norms[i - 1]
    if norm in scan.wording.sets["adjectival"]:
        return _plain_adjective(scan, i)
    if norm.startswith("ال"):
        definite = before.startswith(("ال", "وال", "بال", "لل", "فال"))
        return definite and norm.removeprefix("ال") in scan.gazetteer.adjectives
    return (
        norm.endswith("ا")
        and norm[:-1] in scan.gazetteer.adjectives
        and before.removeprefix("و") in scan.wording.sets["someone"]
    )


def _plain_adjective(scan: Scan, i: int) -> bool:
    """ "دعم مالي", "عجز مالي": an adjective behind an indefinite noun; "جيش مالي", "شمال مالي", "دخلت مالي" name the state."""
    before, sets = scan.norms[i - 1], scan.wording.sets
    if (
        not before.isalpha()
        or before.startswith("ال")
        or "\n" in scan.text[scan.tokens[i - 1].end : scan.tokens[i].start]
    ):
        return False
    said = readings(before)
    named = said & (sets["of_state"] | sets["goes"] | sets["takes"] | scan.wording.types.keys())
    return not (named or before in scan.wording.bearings or scan.gazetteer.before(before).lead)


def measured(scan: Scan, i: int, last: int) -> bool:
    """Does a distance lead to the direction at word i, or follow the name ("25 كلم جنوب غربي كركوك", "شمال الرقة بنحو 20 كلم")?
    Then no region of that name is meant."""
    if scan.norms[i] not in scan.wording.bearings:
        return False
    if scan.length_after(last):
        return True
    j = i - 1
    while j > 0 and (scan.norms[j] in scan.wording.bearings or scan.norms[j] in ("الي", "من", "عن")):
        j -= 1
    return j >= 0 and scan.length_before(j + 1) is not None
