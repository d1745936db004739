"""Which reading of a word fits its sentence (قتل as verb or masdar), and which triggers are left when names and longer phrases are taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.arabic.tokens import unwaw
from marsad.coding.sentence.draft import Use
from marsad.coding.sentence.reading import Sentence
from marsad.lexicon.phrases import Hit
from marsad.lexicon.rules import Frame

_AGAINST = "مكافحه"
_LIGHT_REACH = 8  # words between a light verb and the word that makes it an event ("أطلق … النار")


def uses_of(norms: Sequence[str], sentence: Sentence, hits: Sequence[Hit], frames: Mapping[str, Frame]) -> list[Use]:
    """Non-overlapping triggers: longer forms first, then the reading (verb or noun) that its place in the clause asks for."""
    candidates = []
    for hit in hits:
        if hit.phrase.kind != "trigger":
            continue
        trigger = hit.phrase.entry
        before = norms[hit.first - 1] if hit.first > sentence.first else ""
        if hit.phrase.pos == "v" and (_led_by(before) or _tried(norms, sentence, hit)):
            continue
        if hit.first > sentence.first and norms[hit.first - 1] == _AGAINST:
            continue  # "قوات مكافحة الشغب"
        past = hit.phrase.pos == "v" and hit.phrase.info.endswith("past")
        if past and not {"ل", "ب"}.isdisjoint(hit.proclitics):
            continue  # "قنبلة زرعتها الحركة لضرب دورية": a masdar
        if trigger.bare and hit.phrase.pos == "n" and hit.definite:
            continue
        if trigger.id == "toll.martyrs" and hit.first > sentence.first and norms[hit.first - 1] in _NAMED_AFTER:
            continue  # "مقبرة الشهداء"
        if trigger.frame == "overtake" and _how_it_stands(norms, sentence, hit):
            continue
        if trigger.id == _EXPULSION and _merely_when(norms, sentence, hit):
            continue
        if trigger.bare and "ل" in hit.proclitics:
            continue  # "صرف منح لأسر الجنود": to their families
        if norms[hit.first] == _DAWN and hit.last < sentence.last and norms[hit.last] in _DAYS_OF:
            continue
        if trigger.with_ and hit.phrase.pos != "x" and not _company(norms, sentence, hit, trigger.with_):
            continue
        candidates.append(hit)
    if not candidates:
        return []
    # "سيطرة", "تظاهرة": their verbs have no object, so that the ending is the noun's; "ضربة أميركية" is no verb of another word
    ending = [h for h in candidates if h.phrase.pos == "n" and norms[h.first].endswith(h.phrase.words[-1])]
    ending = [h for h in ending if h.phrase.words[-1].endswith("ه")]
    candidates = [h for h in candidates if h.phrase.pos != "v" or not any(_spelled_alike(n, h, frames) for n in ending)]
    named = [(h.first, h.last) for h in hits if h.phrase.kind in ("actor", "source") and h.last - h.first > 1]
    nouns = {h.span for h in candidates if h.phrase.pos == "n"}
    verbs = frozenset(h.last for h in candidates if h.phrase.pos == "v" and h.span not in nouns)
    kept: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(
        candidates, key=lambda h: (-(h.last - h.first), h.first, _reading_rank(norms, sentence, h, frames, verbs))
    ):
        if any(hit.first < b and a < hit.last and (b - a) > (hit.last - hit.first) for a, b in named):
            continue
        if covered.isdisjoint(range(hit.first, hit.last)):
            kept.append(hit)
            covered.update(range(hit.first, hit.last))
    return [_use(hit, candidates, frames) for hit in sorted(kept, key=lambda h: h.first)]


def _led_by(before: str) -> bool:
    """ "عقب دحرهم", "وبعد قتله": no verb stands behind a preposition; of those with و only such as are nothing else."""
    return before in _NO_VERB_AFTER or before in _AND_AFTER


def _spelled_alike(noun: Hit, verb: Hit, frames: Mapping[str, Frame]) -> bool:
    """The noun of another trigger, or of one whose verb has no object, spelled like a verb with its object; or like a present
    verb ("تصفية" and "تصفيه")."""
    same = noun.phrase.entry.id == verb.phrase.entry.id and not verb.phrase.info.endswith("present")
    return noun.span == verb.span and (not same or frames[noun.phrase.entry.frame].object is None)


def _use(hit: Hit, candidates: Sequence[Hit], frames: Mapping[str, Frame]) -> Use:
    """A trigger with those that its word may be instead: "ضبطت" weapons or people, "أغلق" a road or a crossing."""
    same = [h for h in candidates if h.span == hit.span and h.phrase.pos == hit.phrase.pos and h is not hit]
    entry = hit.phrase.entry
    others = tuple((h, h.phrase.entry, frames[h.phrase.entry.frame]) for h in same if entry.needs or entry.unless)
    return Use(hit, hit.phrase.entry, frames[hit.phrase.entry.frame], others=others)


_ON_IT = frozenset({"عليها", "عليه", "عليهما"})


def _how_it_stands(norms: Sequence[str], sentence: Sentence, hit: Hit) -> bool:
    """ "البلدة التي تسيطر عليها المعارضة", "التي سيطر عليها التنظيم قبل عامين": who holds what was named is no deed; "دخلوا البلدة
    وسيطروا عليها" is."""
    told_of = hit.first > sentence.first and norms[hit.first - 1] in _WHICH
    holds = hit.phrase.pos == "v" and (told_of or hit.phrase.info.endswith("present"))
    return holds and hit.last < sentence.last and norms[hit.last] in _ON_IT


_WHICH = frozenset({"التي", "الذي", "اللتين", "اللذين"})


_EXPULSION = "terr.expel.noun"
_WHEN = frozenset({"بعد", "عقب", "منذ", "قبل", "اثر", "حتي"})


def _merely_when(norms: Sequence[str], sentence: Sentence, hit: Hit) -> bool:
    """ "عقب دحرهم من المدينة قصفوا أحياءها", "معركة لطرد المسلحين": when and what for another deed was done."""
    before = norms[hit.first - 1] if hit.first > sentence.first else ""
    return "ل" in hit.proclitics or before.removeprefix("و") in _WHEN


_NAMED_AFTER = frozenset({"مقبره", "ساحه", "ميدان", "شارع", "مسجد", "جامع", "مستشفي", "نصب", "حديقه", "مدرسه", "جسر"})
_DAWN = "فجر"  # spelled like "blew up": "فجر السبت", "فجر اليوم"
_DAYS_OF = frozenset(
    {"السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "اليوم", "امس", "يوم", "غد", "،"}
)


def _company(norms: Sequence[str], sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    near = _outside_brackets(norms[hit.last : min(sentence.last, hit.last + 2 * _LIGHT_REACH)])[:_LIGHT_REACH]
    return any(w in words or w.lstrip("وبل") in words or w.removeprefix("ال") in words for w in near)


def _outside_brackets(norms: Sequence[str]) -> Sequence[str]:
    """ "خرج آلاف السكان (30 ألفا كما قال المنظمون) إلى الشوارع": what is put in brackets, or between two commas ("أطلقت الكتائب، الجناح
    العسكري للحركة، صواريخ"), is passed over, and so are commas."""
    if "(" not in norms and "،" not in norms:
        return norms
    out, depth = [], 0
    if "،" in norms:
        opens = norms.index("،")
        closes = next((i for i in range(opens + 1, min(len(norms), opens + _LIGHT_REACH)) if norms[i] == "،"), None)
        norms = [*norms[:opens], *norms[closes + 1 :]] if closes else norms
    for norm in norms:
        depth += norm == "("
        if not depth and norm != "،":
            out.append(norm)
        depth -= norm == ")" and depth > 0
    return out


_BEFORE_NOUN = frozenset({"اثناء", "لدي", "عبر", "ضد", "ادي", "تجدد", "استمر", "تواصل", "وقع", "شهدت", "في", "من", "الي", "علي", "عن", "بعد", "قبل", "خلال", "اثر", "جراء", "بسبب", "منذ", "عقب", "و", "مع", "اسفر", "بين", "اعلن", "اعلنت", "تاكيد", "اكد", "نتيجه", "حول", "بشان", "عمليه", "محاوله", "جريمه", "حادث", "سلسله", "وقف", "تم", "تمت", "يتم", "خلالها", "خلاله"})  # fmt: skip
_NO_VERB_AFTER = frozenset(
    {
        "في",
        "الي",
        "قرب",
        "وسط",
        "داخل",
        "محيط",
        "مدينه",
        "بلده",
        "قريه",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "بين",
        "من",
        "ريف",
        "باديه",
        "طريق",
        "منذ",
        "بعد",
        "قبل",
        "عقب",
        "محاوله",
        "لمحاوله",
        "محاولات",
    }
)
_AND_AFTER = frozenset({"وعقب", "وبعد", "وقبل", "ومنذ"})
# "حاول دهس جنود": a masdar, and whom it was meant for
_TRYING = frozenset({"حاول", "حاولت", "حاولوا", "حاولا", "يحاول", "تحاول", "يحاولون", "يحاولان", "محاولا", "محاولين"})


def _tried(norms: Sequence[str], sentence: Sentence, hit: Hit) -> bool:
    """ "حاول دهس جنود", "حاول شاب طعن جندي": behind a verb of trying, and at most one word for who tried."""
    near = norms[max(sentence.first, hit.first - 2) : hit.first]
    return not hit.proclitics and any(unwaw(n) in _TRYING for n in near) and norms[hit.first - 1].isalpha()


_BEFORE_VERB = frozenset(
    {
        "ان",
        "الذي",
        "التي",
        "الذين",
        "قد",
        "كان",
        "وقد",
        "حيث",
        "عندما",
        "فيما",
        "بينما",
        "كما",
        "ثم",
        "حين",
        "مسلحون",
        "انه",
        "انها",
        "انهم",
        "لم",
        "بانه",
    }
)


def _reading_rank(
    norms: Sequence[str], sentence: Sentence, hit: Hit, frames: Mapping[str, Frame], verbs: frozenset[int]
) -> tuple[int, int]:
    """قتل, قصف, خطف, جرح are both verb and masdar: prepositions ask for the noun, sentence starts for the verb. `verbs`: where those
    end that are nothing else; no verb stands right behind one ("استهدف قصف تركي مواقع")."""
    before = norms[hit.first - 1] if hit.first > sentence.first else ""
    noun_place = (
        before in _BEFORE_NOUN
        or hit.first in verbs
        or "ال" in hit.proclitics
        or "ب" in hit.proclitics
        or hit.proclitics in ("ل", "ول")
    )
    verb_place = before in _BEFORE_VERB or hit.first == sentence.first or before in ("،", '"', ":")
    if hit.phrase.pos == "v" and frames[hit.phrase.entry.frame].idafa == "agent" and _described_on(norms, hit):
        noun_place = True
    if hit.phrase.pos == "v":
        if norms[hit.first].endswith("ا") and hit.phrase.entry.frame == "clash_soft" and not before.endswith("ان"):
            noun_place = True  # "حققت القوات تقدما": of two only behind them ("الجنديان تقدما")
        rank = 0 if verb_place and not noun_place else 1 if not noun_place else 3
    else:
        rank = 0 if noun_place else 2
    return rank, -frames[hit.phrase.entry.frame].rank


def _described_on(norms: Sequence[str], hit: Hit) -> bool:
    """ "قصف مصري على مواقع", "قصف جوي روسي استهدف بلدة": a strike with adjectives of its own and a target, and no verb with a
    subject."""
    at = hit.last
    end = min(len(norms), at + _ADJECTIVES)
    while at < end and norms[at].endswith("ي") and norms[at] != "علي" and not norms[at].startswith("ال"):
        at += 1
    return hit.last < at < len(norms) and norms[at] in _AT_A_TARGET


_ADJECTIVES = 3  # words between "قصف" and "على"
_AT_A_TARGET = frozenset({"علي", "يستهدف", "استهدف", "طال", "يطال", "يطول", "عنيف", "مكثف"})
