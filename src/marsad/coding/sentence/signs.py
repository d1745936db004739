"""Small signs in a sentence by which the role grammar tells who did it and who was struck: endings, neighbours, words between."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token, stems, unwaw
from marsad.coding.people.belonging import linked
from marsad.coding.people.participants import AUTHORITY, FACTIONS, STATES, Participant, with_joined
from marsad.coding.sentence.draft import Draft, Use

BOTH_VOICES = frozenset(
    {"kill", "injure", "abduct", "arrest", "execute", "capture", "abuse", "rape", "destroy", "raid", "eliminate"}
)
QUOTE_MARKS = frozenset({'"', "(", ")", "'"})
SEIZES = frozenset({"kill", "abduct", "arrest", "capture", "execute", "destroy"})
FOUND = frozenset({"disarm", "disrupt"})  # arms that were found or stopped, whose they were is told behind them


def struck_by_others(draft: Draft) -> bool:
    """ "ألقت الشرطة القبض على مشتبه بهم في تفجير المسجد", "في هجوم الأهواز": who arrests did not attack."""
    head = draft.head
    if head.trigger.id in BY_BODY and head.verb:
        return True  # "دهست سيارة مارة …، وألقت الشرطة القبض على السائق"
    own = head.trigger.id == _STORMING and any(u.last <= head.first for u in draft.uses)
    return head.trigger.frame == "bomb" or (
        head.trigger.frame == "attack" and not head.verb and head.hit.phrase.pos == "n" and not own
    )


_STORMING = "attack.storm"  # "اعتقلت القوات ثلاثة خلال اقتحام البلدة": how those came who arrest


def gave_way(draft: Draft, use: Use, group: Sequence[Participant]) -> bool:
    """ "معارك أسفرت عن تقدم المقاومة وانسحاب مقاتلي الحركة": who withdraws where others fought or took land lost to them."""
    if use.trigger.frame != "withdraw" or not draft.agents or not draft.has(*_TAKEN_OR_FOUGHT):
        return False
    doers = {n.name for p in draft.agents for n in p.named}
    return doers.isdisjoint(n.name for p in group for n in p.named)


_TAKEN_OR_FOUGHT = ("clash", "overtake", "retake", "expel", "attack")


def stepped_in(draft: Draft, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "استخدمت الشرطة … لتفريق محتجين", "تدخل الأمن لفض اعتصام": the forces told before the word for dispersing."""
    forces = [p for p in people if p.armed and not p.counted and draft.first <= p.first and p.slot in ("", "by", "of")]
    return [p for p in forces if 0 <= use.first - p.last <= _STEPPED_IN_WITHIN][-1:]


_STEPPED_IN_WITHIN = 10  # words from the forces to "لتفريق"


BLOW = 45  # rank of the words for strikes, attacks and blasts


def wrought(use: Use, deeds: Sequence[Use]) -> bool:
    """ "دمرت الغارات آليات للحركة": what the blow right behind the verb did."""
    blow = any(u.first == use.last and u.frame.rank >= BLOW and u.hit.definite for u in deeds)
    return blow and use.trigger.frame in _WROUGHT and not use.frame.counts


_WROUGHT = frozenset({"destroy"})


def was_suffered(use: Use, before: Sequence[Participant], direct: Sequence[Sequence[Participant]]) -> bool:
    """ "54 شخصا قتلوا في غارة على بلدة …": people without arms before a verb of both voices did nothing, unless one whom they
    struck stands right behind it ("أهالي القرية قتلوا مسلحا")."""
    owned_blow = direct and direct[0][0].slot == "for" and not direct[0][0].asset and direct[0][0].first - use.last > 1
    if use.trigger.frame in BOTH_VOICES and owned_blow and before[0].kinds == {"member"}:
        return True  # "إن قائدا في الجبهة قتل في غارة للتحالف"
    if use.trigger.frame not in BOTH_VOICES or any(p.armed or p.organisation or AUTHORITY in p.kinds for p in before):
        return False
    return not direct or direct[0][0].slot == "for" or direct[0][0].first - use.last > 2


def take_unit(tokens: Sequence[Token], p: Participant, first: int) -> None:
    """ "وحدات من الجيش", "مفرزة من الشرطة": a unit of a force is that force."""
    if p.armed and p.first - 2 >= first and men_at(tokens[p.first - 2].norm, tokens[p.first - 1].norm):
        p.first, p.clitic = p.first - 2, ""
        return
    if p.organisation and not p.counted and p.first > first:
        force = tokens[p.first - 1].norm
        plain = next((f for f in _FORCES if force.endswith(f) and len(force) - len(f) <= 2), None)
        if plain:
            p.first, p.clitic = p.first - 1, force.removesuffix(plain)  # "بين قوات المقاومة و…"
            return
    if p.organisation and p.clitic in _OF_UNIT and not p.counted:
        near = range(p.first - 1, max(first, p.first - _UNIT_WITHIN) - 1, -1)
        of = next((i for i in near if not _UNITS_OF.isdisjoint((tokens[i].norm, unwaw(tokens[i].norm)))), None)
        if of is not None and all(_describes(tokens[i].norm) for i in range(of + 1, p.first)):
            norm = tokens[of].norm  # "مفرزة للجيش", "فرقة الأبحاث والتفتيش للحرس الوطني"
            p.first, p.clitic = of, "" if norm in _UNITS_OF else norm[0]  # "ودورية", "بدورية"
            return
    if p.first - 2 >= first and p.clitic in _OF_UNIT and faction(p) and not p.counted:
        head, loyal = tokens[p.first - 2].norm, tokens[p.first - 1].norm
        men = next((m for m in _LOYAL_MEN if head.endswith(m)), None)
        if men and loyal.removeprefix("ال").startswith("موالي"):  # "القوات الموالية للحركة" are its own
            p.first, p.clitic = p.first - 2, head.removesuffix(men).removesuffix("ال")
            return
    at = p.first - 2
    if at < first or tokens[at + 1].norm != "من" or p.counted or not p.armed:
        return
    if at > first and tokens[at - 1].norm in _UNITS and tokens[at].norm not in _UNITS:
        at -= 1  # "مفرزة خاصة من الحشد"
    norm = tokens[at].norm
    unit = norm if norm in _UNITS else bare_noun(norm)
    if unit in _UNITS:
        p.first, p.clitic = at, norm.removesuffix(unit).removesuffix("ال")


def men_at(norm: str, place: str) -> bool:
    """ "أعوان مركز …"."""
    return norm in _MEN_AT and place in _STATIONS


_MEN_AT = frozenset({"اعوان", "عناصر", "رجال", "افراد"})
_STATIONS = frozenset({"مركز", "مخفر", "فرقه", "منطقه", "اقليم", "مصلحه", "وحدات", "فصيله", "قسم"})


def _describes(norm: str) -> bool:
    """An adjective between a unit or arms and whose they are: "الهندسية", "حربية", "تابعة"."""
    return norm.startswith(("ال", "وال")) or norm in _OF_ARMS


_OF_ARMS = frozenset({"مدرعه", "عموديه", "تابعه", "تابع", "تابعين", "حربيه", "مسيره", "عسكريه", "هندسيه", "امنيه", "خاصه", "مسلحه", "مشتركه", "قتاليه", "مجهزه", "مروحيه", "استطلاع", "بدون", "دون", "طيار"})  # fmt: skip


_UNIT_WITHIN = 5  # words from "فرقة" to "للحرس الوطني"
_OF_UNIT = frozenset({"ل", "لل"})
# units of a police or an army that are told with "ل"
_UNITS_OF = frozenset({"الفرق", "الفرقه", "مفرزه", "مفارز", "فرقه", "فرق", "وحدات", "وحده", "الوحدات", "الوحده", "دوريه", "دوريات", "كتيبه", "عناصر", "قوه", "تشكيلات", "اعوان"})  # fmt: skip


def take_arms(tokens: Sequence[Token], p: Participant, first: int) -> str | None:
    """ "قصفت مروحيات تابعة للجيش التركي قرى": arms that are said to be a force's act for it, and stand where it would. The word for
    the arms, or None."""
    at = p.first - 1
    if p.clitic not in _OF_UNIT or not (p.organisation or p.armed) or at < first:
        return None
    if at == first and p.organisation and tokens[at].norm in _AIRCRAFT:
        p.first, p.clitic = at, ""  # "مروحيات للتحالف تقصف"
        return bare_noun(tokens[at].norm)
    if at <= first or tokens[at].norm not in _BELONGING:
        return None
    for i in range(at - 1, max(first, at - _ARMS_WITHIN) - 1, -1):
        norm = unwaw(tokens[i].norm)
        if bare_noun(norm) in _OWN_ARMS:
            near = {unwaw(t.norm).removeprefix("ب") for t in tokens[max(first, i - _STRUCK_WITHIN) : i]}
            lead = tokens[i - 1].norm if i > first else ""
            behind_a_subject = lead.startswith("ال") and lead not in _NO_NOUNS  # "استهدف التنظيم دبابة تابعة للجيش"
            if behind_a_subject or not _STRUCK_BY.isdisjoint(near):
                return None  # "أصاب صاروخ سفينة تابعة للبحرية", "إصابة سبع طائرات تابعة لسلاح الجو"
            p.first, p.clitic = i, "و" if norm != tokens[i].norm else ""
            return bare_noun(norm)
        if norm in QUOTE_MARKS or not norm.isalpha():
            return None
    return None


_BELONGING = frozenset({"تابعه", "تابع", "التابعه", "تابعين", "تابعتين", "تابعتان", "تابعا"})
# what strikes arms, and the nouns of their loss
_STRUCK_BY = frozenset({"صاروخ", "صاروخان", "صواريخ", "قذيفه", "قذائف", "قذايف", "عبوه", "عبوات", "لغم", "الغام", "قنبله", "قنابل", "انفجار", "سياره", "اصابه", "تدمير", "اسقاط", "احراق", "حرق", "اعطاب", "اعتراض", "استهداف", "تحطم", "تفجير", "تضرر", "دمر", "دمرت", "دمروا", "اصيبت", "احترقت", "تحطمت", "اعطب", "اعطبت", "اسقط", "اسقطت", "احرق", "احرقت"})  # fmt: skip
_AIRCRAFT = frozenset(
    {"طيران", "طايرات", "مقاتلات", "مروحيات", "طايره", "مروحيه", "مسيره", "مسيرات", "مدفعيه", "مدفعيات"}
)
_NO_NOUNS = frozenset({"القت", "القي", "الي", "الا"})  # "ألقت طائرة تابعة …": no article
_STRUCK_WITHIN = 3  # words from "عبوة" to what it hit ("أصابت عبوة ناسفة محلية آلية تابعة …")
_ARMS_WITHIN = 4  # words from "طائرة" to "تابعة" ("طائرة استطلاع بدون طيار تابعة")


def between_lands(tokens: Sequence[Token], first: int, p: Participant) -> bool:
    """ "الحدود بين قطاع غزة وإسرائيل": a country told as where something lies, and no party; `first`: where to look from."""
    state = p.organisation and p.last - p.first == 1 and all(n.actor_class in STATES for n in p.named)
    gap = [t.norm for t in tokens[max(first, p.first - _LANDS_WITHIN) : p.first]]
    return state and "بين" in gap


def across(first: Participant, after: Sequence[Participant]) -> list[Participant]:
    """ "بين قوات النظام المدعومة بمليشيات من …، ومسلحي التنظيم": the second side behind words about the first."""
    own = {n.name for n in first.named}
    others = [p for p in after if 0 < p.first - first.last <= _ACROSS_WITHIN and p.clitic == "و" and p.armed]
    return [p for p in others if own.isdisjoint(n.name for n in p.named)][-1:]


def acting(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """Armed people of a stretch that stand free and not right behind a word of harm ("قتل جندي في معركة", "طرد الحوثيين"), nor joined
    to those who do ("قتل 17 من مسلحي الحوثي وقوات صالح في معركة")."""
    harm = [u.last for u in draft.uses if u.frame.counts]
    captors = {p.last: p for p in people if any(u.verb and u.frame.counts and u.last == p.first for u in draft.uses)}
    captives = [q for q in people if q.first in captors and q.counted and not q.clitic]  # "أسرت القوات عشرات المسلحين"
    doers = [captors[q.first] for q in captives if captors[q.first].organisation and not captors[q.first].counted]
    out, fallen = list[Participant](), False
    for p in people:
        behind = beaten(tokens, p) or _fell(draft, p) or any(0 <= p.first - last <= 2 for last in harm)
        behind = (behind and p not in doers) or (bool(doers) and p in captives)
        fallen = behind or (fallen and p.joined)
        if p.armed and not p.part and p.slot in ("", "source", "by") and not fallen:
            out.append(p)
    return out


def _fell(draft: Draft, p: Participant) -> bool:
    """ "عشرة قتلى من الحركة", "مقاتلي الحركة الذين قتلوا", "ثمانية من عناصرها لقوا مصرعهم": the dead and hurt of a fight, who
    did nothing in it."""
    harm = [u.first for u in draft.uses if u.verb and u.frame.counts and u.trigger.frame in _HARMS]
    met = [u.first for u in draft.uses if u.trigger.frame == "die_light"]  # "قد لقوا مصرعهم", "لقي … مصرعهم"
    near = any(0 <= first - p.last <= 1 for first in harm) or any(0 <= first - p.last <= _MET_WITHIN for first in met)
    return bool(p.outcome) or ((p.counted or p.plural) and near)


_HARMS = frozenset({"kill", "injure", "die", "die_light", "die_soft"})
_MET_WITHIN = 4  # words from those who fell, over "على الأقل قد لقوا", to "مصرعهم"


def accusative(tokens: Sequence[Token], p: Participant) -> bool:
    """ "شرطيا", "جنديين", "مسلحين": an indefinite noun for people in a case that no subject has."""
    head = tokens[p.first].norm
    if (p.counted and p.figure and p.figure.low != 2) or not p.kinds & _DECLINED or p.definite or p.clitic:
        return False
    return head.endswith("ين") or (head.endswith("ا") and not head.endswith(("وا", "ان", _MILITIA)))


_MILITIA = "ليشيا"  # "مليشيا", "ميليشيا": a word of another language, whose last letter is no case


def lost_by(tokens: Sequence[Token], last: int, people: Sequence[Participant]) -> list[Participant]:
    """ "تحرير المدينة من داعش", "من أيدي المسلحين": from whom land was taken, told within a few words of token `last`."""
    near = [p for p in people if p.armed and not p.counted and not p.outcome and p.first - last <= LOST_WITHIN]
    lost = [p for p in near if p.slot == "from" or (p.slot == "of" and tokens[p.first - 1].norm == "من")]
    found = [p for p in lost if not tokens[p.first - 2].norm.startswith(_BACKING)][:1]
    found = (
        found or [p for p in people if p.armed and p.organisation and unwaw(tokens[p.first - 1].norm) in _ROUTED][:1]
    )
    beside = [p for p in with_joined(found[0], people)[1:] if p.organisation and p.armed] if found else []
    return [*found, *beside]  # "بعد فرار الحوثيين وقوات صالح"


_ATTEMPT_WITHIN = 8  # words from "أحبطت" to "هجوما لحركة …"


def whose_attempt(tokens: Sequence[Token], use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "أفشل التحالف هجوما للحركة", "إحباط محاولة الميليشيا التسلل": those who tried it."""
    tried = (p for p in people if p.armed and not p.asset)
    near = (p for p in tried if p.slot == "for" or (p.first > use.last and tokens[p.first - 1].norm in _ATTEMPTS))
    return [p for p in near if 0 <= p.first - use.last <= _ATTEMPT_WITHIN][:1]


_ATTEMPTS = frozenset({"محاوله", "محاولات", "تسلل", "زحف"})
_FOUND_WITHIN = 12  # words from "نزعت" to "زرعتها الحركة"
PLANTED = frozenset({"زرعها", "زرعتها", "زرعه", "زرعته", "زرعوها", "زرعوه", "وضعها", "وضعتها", "وضعه", "وضعته"})  # fmt: skip
# "صاروخ أطلقته الجماعة", "حريق أضرمه مستوطنون": a clause about what struck, its doer behind the verb
DONE_BY = frozenset({"اطلقه", "اطلقها", "اطلقته", "اطلقتها", "اطلقوه", "اطلقوها", "القاها", "القتها", "القوها", "فجرها", "فجره", "فجرته", "فجرتها", "نفذه", "نفذته", "نفذها", "نفذتها", "نفذوه", "شنه", "شنته", "شنها", "شنتها", "شنوه", "نصبه", "نصبته", "نصبوه", "اضرمه", "اضرمها", "اشعله", "اشعلها"})  # fmt: skip
_LEFT = PLANTED | {
    "خلفها",
    "خلفتها",
    "خلفه",
    "خلفته",
    "خلفوها",
    "خلفوه",
    "تركها",
    "تركتها",
    "تركه",
    "تركوها",
}  # arms that were left behind; but "الدمار الذي خلفه"
_BOMBS = frozenset({"لغم", "الغام", "الالغام", "عبوه", "عبوات", "قنبله", "قنابل", "متفجرات", "مفخخات", "ذخاير", "شرك", "اشراك", "مفخخه"})  # fmt: skip
_LEFT_WITHIN = 3  # words from "لغم" to "خلفه" ("لغم أرضي من الألغام التي خلفها")


def left_behind(tokens: Sequence[Token], i: int, first: int) -> bool:
    """ "ألغام تركها الحوثيون": what was left, and by whom, right behind the word for arms; not "الدمار الذي خلفه"."""
    if tokens[i].norm not in _LEFT:
        return False
    near = (unwaw(t.norm).removeprefix("ب") for t in tokens[max(first, i - _LEFT_WITHIN) : i])
    return any(norm in _BOMBS or bare_noun(norm) in _BOMBS for norm in near)


_OWNED_BY = frozenset({"تعود", "يعود", "عايده", "تابعه", "تابع", "تخص", "يخص"})


def whose_arms(tokens: Sequence[Token], last: int, people: Sequence[Participant]) -> list[Participant]:
    """ "نزع الجيش ألغاما زرعتها الحركة", "ضبطت القوات أسلحة تعود للتنظيم": whose were the arms that were found."""
    for p in people:
        if not p.armed or p.counted or not 0 < p.first - last <= _FOUND_WITHIN:
            continue
        before = [tokens[i].norm for i in range(max(last, p.first - 2), p.first)]
        if before and (before[-1] in _LEFT or (p.slot == "for" and not _OWNED_BY.isdisjoint(before))):
            return [p]
    return []


def received_by(people: Sequence[Participant]) -> list[Participant]:
    """ "سلم عشرة مسلحين أنفسهم إلى الجيش", "سلمت الفصائل المدينة للقوات": who took what was handed over."""
    forces = (p for p in people if (p.armed or AUTHORITY in p.kinds) and not (p.counted or p.part))
    return [p for p in forces if p.slot in ("for", "to")][:1]


def sought(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "داهمت الشرطة منازل بحثا عن عناصر من الحزب", "أوقفت 60 شخصا … يشتبه في انتمائهم إلى التنظيم": of which group those are whom
    forces arrest, told behind the arrest."""
    if not draft.has("arrest", "raid", "dismantle") or any(p.armed and p.organisation for p in draft.patients):
        return
    if draft.has("kill", "bomb", "clash", "strike") or any(
        u.trigger.frame == "attack" and u.trigger.id != "attack.target" for u in draft.uses
    ):
        return  # "حملة استهدفت أفرادا": no attack
    start = min(u.last for u in draft.uses)
    for p in people:
        if p.first < start or not faction(p) or p in draft.agents:
            continue
        near = [t.norm for t in tokens[max(start, p.first - _SOUGHT_WITHIN) : p.first]]
        within = {t.norm for t in tokens[p.first : p.last]}  # "أفرادا يشتبه في انتمائهم إلى التنظيم"
        if not _SOUGHT.isdisjoint(near) or linked(near[-3:]) or linked(within):
            meant = next((q for q in draft.patients if q.kinds <= _SUSPECTS and not q.organisation), None)
            if meant is None:
                draft.patients.append(p)
            else:
                meant.kinds, meant.named = {"member"}, [n for n in p.named if n.organisation]
            draft.patients += [q for q in with_joined(p, people)[1:] if faction(q)]
            return


_SOUGHT = frozenset({"بحثا", "للبحث"})  # "بحثا عن عناصر …"
_SOUGHT_WITHIN = 4  # words from "بحثا" or "انتمائهم" to the group
_SUSPECTS = frozenset({"person", "suspect", "unknown"})


def used_arms(tokens: Sequence[Token], first: int, use: Use, people: Sequence[Participant]) -> list[Participant]:
    """ "استخدام النظام السلاح الكيماوي في هجوم", "استخدمت القوات غاز الكلور في قصف": whose arms a blow was struck with."""
    if use.first == first or tokens[use.first - 1].norm not in ("في", "خلال"):
        return []
    near = range(use.first - 1, max(first, use.first - _USED_WITHIN) - 1, -1)
    at = next((i for i in near if unwaw(tokens[i].norm) in _USES), None)
    return [] if at is None else [p for p in people if 0 <= p.first - at - 1 <= 1 and p.armed and not p.slot][:1]


_USES = frozenset({"استخدم", "استخدمت", "استخدموا", "استخدام", "باستخدام", "استعمل", "استعملت", "استعمال"})
_USED_WITHIN = 8  # words from "استخدام" to the blow


def meant_for(tokens: Sequence[Token], use: Use) -> bool:
    """ "طعن جندي", "حاول مهاجمة دورية", "محاولة اقتحام": masdars behind which the one struck stands, and not who did it."""
    before = unwaw(tokens[use.first - 1].norm) if use.first else ""
    word = unwaw(tokens[use.first].norm).removeprefix("ب")
    return use.last - use.first == 1 and (use.trigger.id in BY_BODY or word == "مهاجمه" or before in _TRYING)


BY_BODY = frozenset({"attack.stab", "attack.ram"})  # "طعن", "دهس": of somebody
_TRYING = frozenset({"حاول", "حاولت", "حاولوا", "يحاول", "تحاول", "يحاولون", "محاولا", "محاولين"})


def told_by_verb(tokens: Sequence[Token], use: Use) -> bool:
    """ "قضت على", "يقضي على", and not the noun "القضاء على"."""
    return use.trigger.frame == "eliminate" and "قضا" not in tokens[use.first].norm


_ROUTED = frozenset(
    {"انهيار", "فرار", "هروب", "انسحاب", "اندحار", "طرد", "دحر", "هزيمه", "تقهقر"}
)  # "وسط انهيار الميليشيات"


def beaten(tokens: Sequence[Token], p: Participant) -> bool:
    """ "تمكنت من طرد الحوثيين": right behind a word for what others did to them."""
    return p.first > 0 and unwaw(tokens[p.first - 1].norm).removeprefix("ل") in _BEATEN


_BEATEN = frozenset(
    {
        "طرد",
        "دحر",
        "هزيمه",
        "سحق",
        "محاصره",
        "ملاحقه",
        "مطارده",
        "تصفيه",
        "تكبد",
        "تكبدت",
        "تكبدوا",
        "خسر",
        "خسرت",
        "خسروا",
        "فقد",
        "فقدت",
    }
)


def takes_it(use: Use, p: Participant) -> bool:
    """ "تحرير القوات الشرعية المحافظة": forces right behind the masdar, by which no force is set free, are its subject."""
    forces = p.organisation or "state" in p.kinds
    return p.first == use.last and p.armed and forces and not p.slot and not (p.counted or p.asset or p.outcome)


def takes_ground(use: Use) -> bool:
    return use.trigger.frame in ("retake", "overtake")


def owned(tokens: Sequence[Token], use: Use) -> bool:
    """ "هجماته", "سيطرتها على": a possessive ending that is no feminine ending."""
    word = tokens[use.first].norm
    if word.endswith(("ها", "هم", "ته")):
        return True
    return word.endswith("ه") and any(word.endswith(word_key(noun) + "ه") for noun in use.trigger.nouns)


def arms_before(tokens: Sequence[Token], at: int, first: int) -> bool:
    """An aircraft, a gun or a ship right before the adjective of a nation at token `at`, at most one other adjective between."""
    return any(bare_noun(unwaw(t.norm)) in ARMS for t in tokens[max(first, at - 2) : at])


def military_before(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "مواقع عسكرية إسرائيلية": the word for military right before the adjective of a nation at token `at`."""
    return at > first and tokens[at - 1].norm.removeprefix("ال") in _MILITARY


def raiders(tokens: Sequence[Token], use: Use, p: Participant) -> bool:
    """ "داهمت القوات الأمنية الكهف": forces right behind such a verb, which nobody suffers with a number, acted."""
    forces = p.kinds <= {"state", "police"} and p.armed and not (p.counted or p.asset or p.outcome)
    return use.verb and use.trigger.frame in NO_PASSIVE and forces and p.slot == "" and p.first - use.last <= 1


def destroyers(tokens: Sequence[Token], use: Use, group: Sequence[Participant]) -> bool:
    """ "تدمير مسلحين تابعين للحركة أنبوب نقل النفط": armed men right behind the masdar, and a thing without the article."""
    p, after = group[0], group[-1].last
    armed = p.armed and not (p.asset or p.outcome or p.slot) and p.first == use.last
    if use.trigger.frame != "destroy" or not armed or after >= len(tokens):
        return False
    word = tokens[after].norm
    return word.isalpha() and len(word) > 3 and not word.startswith(("ال", "و", "ب", "ل")) and word not in STOP_WORDS


_OBJECT_WITHIN = 5  # words from "استهداف الطائرات" to its object


def has_object(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A masdar's object in ل right behind its subject."""
    near = (t.norm for t in tokens[first : min(last, first + _OBJECT_WITHIN)])
    return any(n.startswith("ل") and len(n) > _SHORTEST_OBJECT for n in near)


_SHORTEST_OBJECT = 3  # letters, ل among them


def in_the_act(tokens: Sequence[Token], use: Use, p: Participant) -> bool:
    """ "مجهولون يخطفون مدير مستشفى": gunmen before a plural verb that no preposition follows ("مسلحون يقتلون في غارة")."""
    after = tokens[use.last].norm if use.last < len(tokens) else "."
    if (not after.isalpha() and not after.isdigit()) or after in STOP_WORDS or after.startswith("ب") or p.counted:
        return False
    forces = use.hit.phrase.info.endswith("present") and p.organisation and p.armed and not p.asset
    return forces or (tokens[use.first].norm.endswith("ون") and "armed" in p.kinds)  # "قوات النخبة تقتل تسعة …"


def end_of_side(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where "من جهة" ends the first side of "بين X وY من جهة وZ من جهة أخرى"."""
    for i in range(first, last - 1):
        if tokens[i].norm == "من" and tokens[i + 1].norm in ("جهه", "جانب", "ناحيه", "طرف"):
            return i
    return None


def faction(p: Participant) -> bool:
    return any(n.organisation and n.actor_class in FACTIONS for n in p.named)


def bare_nation(p: Participant) -> bool:
    """ "القضاء الإسرائيلي", "الحدود السورية": the adjective of a nation beside a noun that is no force."""
    return not p.kinds and not p.counted and bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def bare_people(p: Participant) -> bool:
    """ "إيرانيون": people of a nation, of whom nothing else is said."""
    return p.kinds == {"person"} and bool(p.named) and all(n.entry.startswith("nation.") for n in p.named)


def taken_by_nouns(use: Use, uses: Sequence[Use], people: Sequence[Participant]) -> list[Participant]:
    """ "فجرت عبوة ناسفة مركبتهم وتسببت بمقتل جندي": the soldier belongs to the death, not to the blast. A verb of killing shares
    its people with the nouns beside it ("قتل في انفجار قنبلة جنديان")."""
    if use.trigger.frame in BOTH_VOICES:
        return []
    heads = [u.last for u in uses if not u.verb and u.first >= use.last and u.frame.idafa == "patient"]
    return [p for p in people if any(0 <= p.first - head <= 2 for head in heads)]


def is_mutual(p: Participant) -> bool:
    return any(n.name in _MUTUAL for n in p.named)


def one_man(use: Use, p: Participant) -> bool:
    """ "قتل قائد اللواء": one officer after a verb that hides its voice is the one struck."""
    return use.trigger.frame in BOTH_VOICES and "member" in p.kinds and not p.plural


def both_fell(draft: Draft) -> None:
    """ "قتل 15 مسلحا من الحركة وأربعة جنود في معارك": where the dead of a fight are a group's and a state's, they fought each
    other, and the first is told first."""
    if draft.agents or not draft.has("clash"):
        return
    fallen = [p for p in draft.patients if p.armed and (p.kinds - {"unknown"} or p.organisation)]
    if not fallen or len(fallen) != len(draft.patients):
        return
    first = [p for p in fallen if faction(p) == faction(fallen[0])]
    others = [p for p in fallen if p not in first]
    allied = {n.side for p in first for n in p.named if n.side} & {n.side for p in others for n in p.named if n.side}
    followers = any(n.side.endswith(".gov") for p in fallen for n in p.named if faction(p))  # "الموالين لها"
    if (
        others
        and not allied
        and not followers
        and all(of_a_state(p) for p in (others if faction(fallen[0]) else first))
    ):
        draft.agents, draft.patients = first, others


def of_a_state(p: Participant) -> bool:
    return bool(p.kinds & {"state", "police"}) or any(n.organisation and n.actor_class in STATES for n in p.named)


def fighters_first(tokens: Sequence[Token], draft: Draft) -> None:
    """ "مقتل جندي في اشتباكات مع مسلحين": soldiers who fell fight as actor1, those they fight "with" are actor2. Others who fell
    were struck by whom they fought ("مصرع 12 متمردا في معارك مع الجيش")."""
    fighters = [p for p in draft.patients if p.armed and p.slot not in ("with", "and") and not p.part]
    own = {n.name for p in draft.agents for n in p.named}
    if fighters and draft.agents and own.isdisjoint(n.name for p in fighters for n in p.named):
        foes = [p for p in draft.patients if p.slot == "with" and p.first and tokens[p.first - 1].norm == "مع"]
        draft.agents += [p for p in foes if p.armed]  # "قتل مسلحون بمواجهات مع الجيش وقصف لطائرات التحالف"
        draft.patients = [p for p in draft.patients if p not in draft.agents]
    if not any(of_a_state(p) for p in fighters):
        return
    both = any(p.slot in ("with", "and") for p in draft.patients)  # "بين X وY … ما أدى لمقتل عنصر من X"
    if draft.has("clash") and draft.agents and fighters and not both and all(p.slot == "with" for p in draft.agents):
        others = [p for p in draft.patients if p not in fighters]
        draft.agents, draft.patients = fighters, draft.agents + others


def faced_alone(tokens: Sequence[Token], draft: Draft) -> None:
    """ "يخوض الثوار اشتباكات مع الميليشيا", "تبادل لإطلاق النار مع السلطات": whom alone a fight is told to be "with" is the other
    side of it, whoever the first is."""
    alone = draft.agents and not (draft.patients or draft.counts)
    first = draft.agents[0] if alone and draft.head.frame.baina == "both" and draft.has("clash") else None
    told = first and tokens[first.first - 1].norm in _WITH and 0 < first.first - draft.head.last <= _WITH_WITHIN
    if told and all(p.slot == "with" and faction(p) for p in draft.agents):
        draft.agents, draft.patients = [], draft.agents


_WITH = frozenset({"مع", "ومع"})
_WITH_WITHIN = 3  # words from "اشتباكات" over "عنيفة مع" to the other side


STOP_WORDS = frozenset({"في", "من", "علي", "الي", "عن", "مع", "بين", "ضد", "ان", "قبل", "بعد", "منذ", "خلال", "التي", "الذي", "الذين", "اثر", "جراء", "قرب", "داخل", "امام", "وسط", "شمال", "جنوب", "شرق", "غرب"})  # fmt: skip
AIMED = frozenset({"attack.target", "attack.qasf", "attack.launch", "strat.shootdown"})


def announces_own(use: Use, p: Participant) -> bool:
    """An armed group that announces a blow right behind its name struck it; an army may speak of one that it suffered."""
    masdar = not use.verb and not use.hit.definite and use.trigger.id in AIMED and 0 <= use.first - p.last <= 1
    return masdar and any(n.actor_class in FACTIONS for n in p.named)


_FORCES = ("قوات", "عناصر", "مسلحي", "مقاتلي", "مقاتلو", "مسلحو", "ميليشيات", "مليشيات", "ميليشيا", "مليشيا")


def in_their_ambush(
    tokens: Sequence[Token], draft: Draft, use: Use, group: Sequence[Participant], people: Sequence[Participant]
) -> bool:
    """ "مقتل ثمانية جنود في كمين لمسلحي الحركة": where others are told dead, the ambush is that of its owner; "كمين لقوات …"
    by itself is laid for them."""
    if use.trigger.id != "attack.ambush" or group[0].slot != "for" or not group[0].armed:
        return False
    inside = "ب" in use.hit.proclitics or (use.first > draft.first and tokens[use.first - 1].norm == "في")
    owner = {n.name for p in group for n in p.named}
    told = min((u.last for u in draft.uses if u.frame.counts == "fatalities"), default=draft.last)
    dead = [p for p in people if told - _FELL_WITHIN <= p.first and p.last <= use.first and (p.counted or p.kinds)]
    return inside and any(owner.isdisjoint(n.name for n in p.named) for p in dead)


_FELL_WITHIN = 16  # words from "ثمانية من عناصر …" to "مصرعهم", an epithet among them
_LOYAL_MEN = ("قوات", "ميليشيات", "مليشيات", "جماعات", "فصائل", "وحدات", "مجموعات")
_MUTUAL = frozenset({"Tribal militia"})  # "بين قبيلتين", "اشتباكات قبلية"
NO_PASSIVE = frozenset({"destroy", "raid"})  # "القوات دمرت أهدافا": forces that are told so did it
_BACKING = ("مدعوم", "المدعوم", "بدعم", "باسناد", "مقرب", "قريب", "بغطا")
LOST_WITHIN = 12  # words from the taking of land to "من" and who lost it
_UNITS = frozenset(
    {
        "وحدات",
        "وحده",
        "مفرزه",
        "مفارز",
        "قوه",
        "قوات",
        "تشكيلات",
        "فرقه",
        "فرق",
        "دوريه",
        "دوريات",
        "كتيبه",
        "كتايب",
        "سريه",
        "فوج",
        "الويه",
        "ارتال",
        "رتل",
        "مجموعه",
        "مجموعات",
        "فصيل",
        "فصايل",
        "جناح",
    }
)
_DECLINED = frozenset({"armed", "state", "police", "civilian", "protester", "suspect", "worker"})
_ACROSS_WITHIN = 12  # words from the first side of "بين" to the second
_LANDS_WITHIN = 6  # words from "بين" to the second country
_MILITARY = frozenset({"عسكريه", "عسكري", "عسكريا", "قتاليه"})
ARMS = frozenset({"دفاعات", "طايرتي", "طايرتا", "مروحيتي", "اليات", "جرافات", "جرافه", "وحدات", "وحده", "دوريه", "دوريات", "سفن", "سفينه", "غواصه", "مدرعات", "كوماندوس", "طايره", "طايرات", "طايرتان", "طايرتين", "طيران", "مقاتله", "مقاتلات", "مقاتلتان", "مروحيه", "مروحيات", "مدفعيه", "مدافع", "دبابات", "بوارج", "بارجه", "زوارق", "زورق", "مسيره", "مسيرات", "قاذفات", "سلاح"})  # fmt: skip
_OWN_ARMS = ARMS - {"سلاح"} | {"قوه", "قوات", "القوات", "مليشيا", "ميليشيا", "فصيل", "فصائل", "كتيبه", "كتائب", "مجموعه", "سريه", "خليه", "دبابه", "مدرعه", "اليه", "دبابتان", "دبابتين", "زورقان", "زورقين", "مروحيتان", "مروحيتين", "جرافتان", "طوافات", "طوافه", "طوافتان", "طايرتا", "بوارج", "مصفحه"}  # fmt: skip


def new_clause(gap: Sequence[str]) -> bool:
    """A comma and a word with "و" behind it: "ثلاثة جنود، وتمنى الوزير"."""
    return any(mark == "،" and word.startswith("و") for mark, word in pairwise(gap))


def words_between(tokens: Sequence[Token], first: int, last: int) -> int:
    return sum(t.norm not in QUOTE_MARKS and t.norm != "،" for t in tokens[first:last])


@lru_cache(maxsize=65536)
def bare_noun(norm: str) -> str:
    for proclitics, stem in stems(norm):
        if proclitics in ("ال", "ب", "ل", "لل", "بال", "وال", "ول", "ولل", "وب", "وبال", "و"):
            return stem
    return norm


def same_people(group: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return any(p in other for p in group)
