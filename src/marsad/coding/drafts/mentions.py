"""From the triggers of a sentence to drafts of incidents: which triggers tell of one incident, and what is set aside with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.clauses import answers, breaks, earlier_deeds, opens_another, stretches
from marsad.coding.drafts.dating import (
    choose_date,
    days_before,
    earlier_today,
    of_other_years,
    of_the_saying,
    pluperfect,
    said_then,
    yet_to_come,
)
from marsad.coding.drafts.needs import done_amid, what_lacks
from marsad.coding.drafts.scene import choose_place
from marsad.coding.drafts.several import at_each_scene
from marsad.coding.people.participants import AMONG, FACTIONS
from marsad.coding.roles.deeds import done
from marsad.coding.roles.grammar import Grammar
from marsad.coding.sentence import filters
from marsad.coding.sentence.draft import FREED, HOLDING, Draft, Use, fought_off
from marsad.coding.sentence.view import SentenceView
from marsad.coding.sentence.weapons import means
from marsad.lexicon.phrases import Hit


def drafts_of(view: SentenceView, grammar: Grammar, topics: set[str]) -> tuple[list[Draft], list[Use]]:
    """Drafts of the sentence and the triggers that were set aside (each with its reason)."""
    if not view.uses:
        return [], []
    filters.judge(view, topics)
    _stoned_by_settlers(view)
    _called_riots(view)
    for use in view.uses:
        use.reason = use.reason or what_lacks(view, use) or yet_to_come(view, use)
    view.uses[:] = [u for u in view.uses if not (u.reason and u.trigger.needs in _EVERYDAY)]
    _set_aside_counts(view)
    alive = [u for u in view.uses if not u.reason]
    if not alive:
        return [], list(view.uses)
    sentence, tokens = view.sentence, view.tokens
    verbs = [u.first for u in view.uses if u.verb and not (u.reason and (u.reason == _NOBODY or _in_a_name(view, u)))]
    drafts: list[Draft] = []
    for first, last in stretches(view):
        uses = [u for u in alive if first <= u.first < last]
        if not uses:
            continue
        for group in _families(view, uses):
            draft = Draft(sentence, first, last, group)
            draft.adverbial = view.adverbial
            grammar.fill(tokens, draft, view.people, verbs)
            aside = [u for u in view.uses if u.reason and u.last - u.first > 1]  # "الهجوم الكيماوي" told of as a cause
            inside = [
                h
                for h in view.weapons
                if first <= h.first < last and not any(u.first <= h.first and h.last <= u.last for u in aside)
            ]
            struck = [(p.first, p.last) for p in draft.patients]  # "عسكريان من سلاح الجو"
            own = [h for h in inside if any(a < h.first and h.last <= b for a, b in struck)]
            inside = [h for h in inside if h not in own or h.phrase.entry.weapon != "air"]
            draft.weapons = means(tokens, sentence.first, inside, view.uses, view.words)
            draft.of_deed = _deed_of(view, draft)
            _describe(view, draft)
            draft.background |= _before_release(view, draft, uses)
            _same_subject(view, drafts, draft)
            _same_fight(drafts, draft)
            _same_people(drafts, draft)
            if fought_off(draft):  # who was struck tells of it
                draft.agents, draft.patients = draft.patients, draft.agents
            drafts += at_each_scene(view, draft)
    return drafts, [u for u in view.uses if u.reason]


def _in_a_name(view: SentenceView, use: Use) -> bool:
    """ "فرق الهندسة": letters of a verb that are the head of a name."""
    return any(p.first <= use.first and use.last < p.last and not p.counted for p in view.people)


_TRANSITIVE = frozenset(
    {"attack.target", "attack.qasf", "attack.strike", "attack.hajama", "attack.storm", "strat.destroy"}
)


def _same_subject(view: SentenceView, drafts: Sequence[Draft], draft: Draft) -> None:
    """ "دمرت مقاتلات التحالف آليات … واستهدفت تجمعاتهم في …": a verb that "و" or "كما" joins to the clause before it, and whose
    subject is left out, has that clause's: who did it and what they flew."""
    head = draft.head
    before = drafts[-1] if drafts else None
    if not head.verb or draft.agents:
        return
    if not (
        _active(view, draft)
        if head.trigger.frame in _SEIZES
        else head.trigger.id in _TRANSITIVE and _joins(view, draft)
    ):
        return
    if before is None or before.last != draft.first or not _verb_alike(view, before, draft):
        return
    if before.agents and before.sentence is draft.sentence:
        draft.agents += before.agents
        doers = {n.name for p in draft.agents for n in p.named}
        draft.patients = [p for p in draft.patients if doers.isdisjoint(n.name for n in p.named)]
        if not draft.weapons and not draft.best_weapon():
            draft.weapons = list(before.weapons)
        if not draft.patients:
            draft.patients += [p for p in before.patients if p.organisation]  # "تجمعاتهم"


def _active(view: SentenceView, draft: Draft) -> bool:
    """ "كما اعتقلت ثلاثة شبان": a feminine verb joined by "و" or "كما", and no woman behind it who could have suffered it."""
    head = draft.head
    joined = head.hit.proclitics.startswith("و") or (head.first == draft.first + 1 and view.norms[draft.first] == "كما")
    behind = next((p for p in draft.patients if head.last <= p.first), None)
    if not joined or behind is None or not view.norms[head.first].endswith("ت"):
        return False
    word = view.norms[behind.last - 1]
    return behind.first - head.last <= 1 and not word.endswith(("ه", "ات", "تين", "تان")) and word not in _WOMEN


_SEIZES = frozenset({"arrest", "abduct", "execute", "capture", "kill", "injure", "raid"})
_WOMEN = frozenset({"نساء", "سيدات"})


def _same_fight(drafts: Sequence[Draft], draft: Draft) -> None:
    """ "اندلعت اشتباكات بين الجيش والحوثيين في …، كما دارت معارك في …": one more fight of the sentence, whose sides are not named
    again."""
    before = drafts[-1] if drafts else None
    if before is None or before.sentence is not draft.sentence or before.last != draft.first or draft.place is None:
        return
    fights = all(d.head.trigger.frame == "clash" for d in (before, draft))
    if fights and not draft.anaphoric and before.agents and before.patients and not (draft.agents or draft.patients):
        draft.agents += before.agents
        draft.patients += before.patients


def _same_people(drafts: Sequence[Draft], draft: Draft) -> None:
    """ "قتل 12 مسلحا في غارة، بينما قتل 4 آخرون في مواجهات": the others are of the people counted last in the sentence."""
    unnamed = [c.who for c in draft.counts if c.who.others and not (c.who.named or c.who.kinds)]
    if not unnamed:
        return
    told = [c.who for d in drafts if d.sentence is draft.sentence for c in d.counts if c.who.named]
    for who in unnamed:
        before = max((p for p in told if p.last <= who.first), key=lambda p: p.first, default=None)
        if before is not None:
            who.named = list(before.named)
            who.kinds |= before.kinds


def _joins(view: SentenceView, draft: Draft) -> bool:
    """ "واستهدفت", "كما استهدفت مركبات": behind "كما" only where a thing stands right behind the verb, and so no subject."""
    head = draft.head
    if head.hit.proclitics.startswith("و"):
        return True
    struck = view.norms[head.last] if head.last < draft.last else ""
    return head.first == draft.first + 1 and view.norms[draft.first] == "كما" and struck in view.words["assets"]


def _verb_alike(view: SentenceView, before: Draft, draft: Draft) -> bool:
    """Does the clause before have a verb with the same ending, its head or the one that carries it ("شنت … غارات")?"""
    head = before.head
    if head.verb:
        return True
    carried = (n for n in view.norms[before.first : head.first + 1] if n.removeprefix("و") in view.words["launch"])
    return next(carried, "")[-1:] == view.norms[draft.head.first][-1:]


# Needs of words of everyday speech ("أوقف", "دخل", "سلم"): where they are set aside they speak of no violence at all.
_EVERYDAY = frozenset({"caught", "garrison", "force_beside", "armed_place"})
_SETTLERS = "settlers"  # entry of actors/palestine_israel.tsv
_STONED_WITHIN = 14  # words between the settlers and their stones


def _stoned_by_settlers(view: SentenceView) -> None:
    """ "هاجم مستوطنون سيارة بالحجارة": stones thrown by a militia are an attack of its own, and no demonstration."""
    stones = [u for u in view.uses if u.trigger.frame == "riot_act" and not u.reason]
    if not stones or any(p.kinds & {"protester", "rioter"} for p in view.people):
        return
    settlers = [p for p in view.people if any(n.entry == _SETTLERS for n in p.named)]
    for use in stones:
        if any(abs(p.first - use.first) <= _STONED_WITHIN for p in settlers):
            use.frame = view._frames["attack"]


def _called_riots(view: SentenceView) -> None:
    """ "قال الجيش إن آلافا شاركوا في أعمال "شغب"": what another side calls a demonstration says nothing of what it was."""
    riots = [u for u in view.uses if u.trigger.frame == "riot" and not u.reason]
    for use in riots:
        quoted = any(use.first - 1 <= mark <= use.last for mark in view.quotation_marks)
        called = any(
            unwaw(n).startswith(_CALLS) for n in view.norms[max(view.sentence.first, use.first - 6) : use.first]
        )
        if quoted or called:
            use.reason = "alleged"


_NOBODY = "no_protesters"  # "قصفت تجمعا لمقاتلي الحركة": a noun, and no verb that ends what another governs
_CALLS = ("وصف", "تصف", "يصف", "اعتبر", "سمت", "اسمت", "اسماه", "سماه")  # verbs of calling something a name
_CLAUSE_WITHIN = 4  # words from "التفجير" to its clause ("التفجير الإرهابي المشين الذي استهدف")


def _deed_of(view: SentenceView, draft: Draft) -> Use | None:
    """ "دان المجلس التفجير الذي استهدف المسجد": what is condemned is set aside, and its clause reports it."""
    verb = min((u for u in draft.uses if u.frame.family != "outcome"), key=lambda u: u.first, default=None)
    if verb is None or not verb.verb or verb.trigger.frame not in ("attack", "kill", "injure"):
        return None
    nouns = [u for u in view.uses if u.reason and not u.verb and u.trigger.frame in ("bomb", "strike")]
    near = [u for u in nouns if 0 <= verb.first - u.last <= _CLAUSE_WITHIN]
    return near[-1] if near and view.tokens[verb.first - 1].norm in view.words["relative"] else None


_COUNTED = frozenset(
    {
        "عمليه",
        "عمليات",
        "هجوما",
        "هجمات",
        "غاره",
        "غارات",
        "تفجيرا",
        "ضربه",
        "ضربات",
        "اعتداء",
        "اعتداءات",
        "خرقا",
        "انتهاكا",
    }
)


def _set_aside_counts(view: SentenceView) -> None:
    """What a count is told with is no incident: its kinds ("بين تفجير وهجوم واستهداف وكمائن") and its targets."""
    nouns = [u for u in view.uses if not u.verb and not u.reason and u.frame.family == "violence"]
    run: list[Use] = []
    for use in [*nouns, None]:
        if use and (not run or (0 <= use.first - run[-1].last <= 1 and use.hit.proclitics.startswith("و"))):
            run.append(use)
            continue
        if len(run) >= 3:
            for listed in run:
                listed.reason = "listed"
        run = [use] if use else []
    if not view.holds(_COUNTED):
        return
    many = [n for n in view.numbers if n.last < view.sentence.last and (n.low or 0) >= _SEVERAL]
    counts = [n for n in many if view.norms[n.last] in _COUNTED]
    flown = len(counts) == 1 and view.norms[counts[0].last] in _RAIDS and _in_a_row(view, counts[0].last)
    for number in counts if counts and not _one_days_raids(view, flown) else ():
        for use in view.uses:
            if 0 <= use.first - number.last <= 6 and not use.reason:
                use.reason = "counted"


_SEVERAL = 5  # deeds that are a count and no incident


def _in_a_row(view: SentenceView, at: int) -> bool:
    """ "18 ضربة قرب الموصل وتلعفر": the first two towns behind the count stand side by side, joined by "و"."""
    towns = [p for p in view.places if p.first >= at and p.place is not None and p.where.level not in _WIDE][:2]
    return any(b.first - a.last <= 1 and view.norms[min(a.last, b.first)].startswith("و") for a, b in pairwise(towns))


_RAIDS = frozenset({"غاره", "غارات", "ضربه", "ضربات"})


def _one_days_raids(view: SentenceView, flown: bool) -> bool:
    """ "شنت المقاتلات 14 غارة على مدينة سراقب أمس": one town, one day, who struck or was struck: one episode, however many blows.
    `flown`: raids from the air told with the towns they struck, as statements do ("18 ضربة قرب الموصل وتلعفر")."""
    towns = {p.where.name for p in view.places if p.place is not None and p.where.level not in _WIDE}
    longer = any(d.kind == "period" or d.precision in ("week", "month", "year") for d in view.dates)
    days = [d for d in view.dates if d.names_a_day and d.kind != "period"]
    told = bool(towns) if flown else len(towns) == 1 and bool(days)
    return told and not longer and any(p.armed for p in view.people)


_WIDE = frozenset({"country", "region", "province"})


def _before_release(view: SentenceView, draft: Draft, uses: Sequence[Use]) -> bool:
    """ "أفرج عن المهندس الذي خطف قبل شهر": how the one who was set free came to be held."""
    freed = [u for u in uses if u.trigger.frame in FREED and u not in draft.uses]
    return bool(freed) and draft.head.trigger.frame in HOLDING and draft.head.first > freed[0].first


def _families(view: SentenceView, uses: Sequence[Use]) -> list[list[Use]]:
    """A demonstration and an attack in one stretch are two drafts, unless the violence is by or against the crowd."""
    freed = [u for u in uses if u.trigger.frame in FREED]
    if freed and len(freed) < len(uses):  # "أفرج عن الطبيب الذي خطف قبل شهر"
        return [freed, *_families(view, [u for u in uses if u not in freed])]
    caught = [u for u in uses if u.trigger.frame == "arrest" and _of_suspects(view, u)]
    if caught and any(u.trigger.frame in _BLOWS for u in uses) and not any(u.trigger.frame in _HUNTS for u in uses):
        return [*_families(view, [u for u in uses if u not in caught]), caught]
    protest = [u for u in uses if u.frame.family == "protest"]
    other = [u for u in uses if u.frame.family != "protest"]
    if not protest or not other:
        return [list(uses)]
    if any(done_amid(view, o, u) for u in protest for o in other):
        return [list(uses)]
    if any(u.trigger.frame == "intervene" for u in protest) and all(u.trigger.frame in _MET_WITH for u in other):
        return [list(uses)]  # "مقتل عشرة جراء قمع قوات الأمن للمظاهرة"
    crowd = [p for p in view.people if p.kinds & {"protester", "rioter"} and AMONG not in p.kinds]
    violent = [u for u in other if u.frame.family != "outcome"]
    if not violent or any(abs(p.first - u.first) <= 7 for p in crowd for u in violent):
        return [list(uses)]
    return [protest, other]


_MET_WITH = frozenset({"kill", "die", "die_light", "die_soft", "injure", "shoot", "shot", "toll_dead", "toll_hurt", "toll_mixed", "toll_lives"})  # fmt: skip
_BLOWS = frozenset({"bomb", "strike", "attack"})
_HUNTS = frozenset({"raid", "operation", "clash", "disrupt", "protest", "riot"})  # in which people are caught
_SUSPECTS = ("مشتبه", "متورط", "متهم", "خلفيه", "تهمه", "شبهه", "اشتباه", "تورط")
_SUSPECTS_WITHIN = 9  # words from the arrest to what those arrested are suspected of


def _of_suspects(view: SentenceView, use: Use) -> bool:
    """ "واعتقلت الشرطة أربعة مشتبه بهم", "أوقف ثلاثة على خلفية التفجير": arrests that follow a blow of others."""
    near = view.norms[use.last : min(view.sentence.last, use.last + _SUSPECTS_WITHIN)]
    return any(unwaw(n).lstrip("لب").removeprefix("ال").startswith(_SUSPECTS) for n in near)


def _describe(view: SentenceView, draft: Draft) -> None:
    inside = [h for h in view.markers if draft.first <= h.first < draft.last]
    kinds = {h.phrase.entry.kind for h in inside}
    draft.separate = any(
        h.phrase.entry.kind == "separate" and any(_sets_apart(view, h, u) for u in draft.uses) for h in inside
    )
    draft.answered = any(draft.first <= h.first <= draft.first + 1 for h in answers(view)) or (
        draft.first > view.sentence.first and draft.first in earlier_deeds(view)
    )
    draft.update = any(h.phrase.entry.kind == "update" for h in view.markers)
    draft.another_story = any(opens_another(h) and draft.first <= h.first <= draft.first + 2 for h in breaks(view))
    draft.also = any(_one_more(view, h) and draft.first <= h.first <= draft.first + 1 for h in breaks(view))
    draft.also |= _likewise(view, draft)
    draft.separate = draft.separate or any(days_before(view, u) for u in draft.uses) or _next_day(view, draft)
    before = (h for h in inside if h.phrase.entry.kind == "background")
    draft.background = any(not earlier_today(view, h.first, h.last) for h in before) or pluperfect(view, draft)
    draft.attempt = "attempt" in kinds
    draft.demolished = any(u.trigger.frame == "bomb" and _at_a_building(view, u) for u in draft.uses)
    draft.left_over = draft.has("bomb") and _left_over(view, draft)
    draft.into_a_shrine = any(u.trigger.id == _STORMED and _at_a_shrine(view, u) for u in draft.uses)
    draft.at_prayer = any(_aimed_at(view, u, "worship") for u in draft.uses)
    draft.on_a_public_place = any(_aimed_at(view, u, "open_to_all") for u in draft.uses)
    draft.dropped = any(u.trigger.id == _THROWN and _by_a_plane(view, u) for u in draft.uses)
    draft.behind_bars = draft.has("riot") and not _IN_PRISON.isdisjoint(view.norms[draft.first : draft.last])
    draft.manned = any(u.trigger.id == _SHOT_DOWN and _manned(view, u) for u in draft.uses)
    draft.on_the_ground = any(u.trigger.frame == "disrupt" and _on_the_ground(view, draft, u) for u in draft.uses)
    events = [u for u in draft.uses if u.frame.family != "outcome"]
    known = [u for u in events if not _came_of_it(view, u, events)]
    draft.anaphoric = bool(known) and all(
        not u.verb
        and (u.hit.definite or _of_its_victims(view, u))
        and u.trigger.frame not in ("kill", "die")
        and not done(view.words, view.tokens, view.sentence.first, u)
        for u in known
    )
    draft.same_attacker = any(_by_the_attacker(view, u) for u in events)
    draft.place = choose_place(view, draft)
    draft.date = choose_date(view, draft)
    draft.toll = (draft.outcome_only and "tally" in kinds) or _other_voice(draft, kinds)
    draft.long_ago = of_other_years(view, draft.date)
    draft.announced = draft.date is not None and said_then(view, draft.date)
    draft.undated = draft.date is not None and of_the_saying(view, draft, draft.date)


def _at_a_building(view: SentenceView, use: Use) -> bool:
    """ "فجر تنظيم داعش متحف المدينة", "بتفجير الملعب": what stands near behind the word is a building."""
    behind = view.norms[use.last : min(view.sentence.last, use.last + _BUILDING_WITHIN)]
    return any(n.removeprefix("ال") in view.words["buildings"] for n in behind)


_BUILDING_WITHIN = 5  # words from "فجر" past who did it to "متحف"


def _at_a_shrine(view: SentenceView, use: Use) -> bool:
    """ "اقتحم مستوطنون باحات المسجد الأقصى تحت حراسة الشرطة": behind the word stands a holy place, and settlers, an official or forces
    of a state went in."""
    behind = view.norms[use.last : min(view.sentence.last, use.last + _SHRINE_WITHIN)]
    if not any(n.removeprefix("ل").removeprefix("ل") in _SHRINES for n in behind):
        return False
    return not any(n.actor_class in FACTIONS and n.entry != _SETTLERS for p in view.armed for n in p.named)


_STORMED, _SETTLERS = "attack.storm", "settlers"  # entries of triggers.yaml and of actors/*.tsv
_SHRINE_WITHIN = 6  # words from "اقتحم" past who did to "المسجد"
_SHRINES = frozenset({"المسجد", "مسجد", "الاقصي", "الحرم", "باحات", "باحه"})


def _aimed_at(view: SentenceView, use: Use, places: str) -> bool:
    """ "هجوم على كنيسة", "العمل الإرهابي الذي استهدف مسجدا لقوات الطوارئ": near behind the word for the blow, and before any that it struck
    besides, stands a place of this class."""
    if use.trigger.frame not in ("attack", "incident"):
        return False
    for norm in view.norms[use.last : min(view.sentence.last, use.last + _AIMED_WITHIN)]:
        plain = unwaw(norm)
        bare = plain.removeprefix("لل") if plain.startswith("لل") else plain.lstrip("بل").removeprefix("ال")
        if bare in view.words[places] or plain in view.words[places]:
            return True
        if bare in _HELD_BY_ARMS:
            return False
    return False


_AIMED_WITHIN = 6  # words from "هجوم" past "الإرهابي الآثم الذي استهدف" to "مسجدا"
_HELD_BY_ARMS = frozenset({"مقر", "مقرا", "معسكر", "معسكرا", "قاعده", "ثكنه", "نقطه", "حاجز", "حاجزا", "دوريه", "موقع", "مواقع"})  # fmt: skip


def _left_over(view: SentenceView, draft: Draft) -> bool:
    """ "انفجار قذيفة من مخلفات الحرب", "انفجر صاروخ كانوا يعبثون به": what had lain there, or was found and played with."""
    return any(unwaw(n).lstrip("ل").startswith(_LAIN) for n in view.norms[draft.first : draft.last])


_LAIN = ("مخلفات", "بقايا", "يعبث", "تعبث", "العبث", "عبث", "يلهو", "يلعب", "تلعب", "عثروا", "قديمه", "قديم")


_THROWN = "attack.throw"
_IN_PRISON = frozenset(
    {"سجن", "السجن", "بسجن", "سجون", "السجون", "السجناء", "سجناء", "نزلاء", "النزلاء", "احتجاز", "الاحتجاز"}
)


def _by_a_plane(view: SentenceView, use: Use) -> bool:
    """ "ألقت طائرة حربية قنبلة", "الطائرة ألقت قنبلة"."""
    beside = view.norms[max(view.sentence.first, use.first - _PLANE_BEFORE) : use.last + 2]
    return any(unwaw(n).removeprefix("ال").startswith(_AIRCRAFT) for n in beside)


_PLANE_BEFORE = 3  # words from "الطائرة" to "ألقت"
_SHOT_DOWN = "strat.shootdown"


def _manned(view: SentenceView, use: Use) -> bool:
    """ "أسقط المسلحون مروحية", "إسقاط مقاتلة روسية"; not "طائرة بدون طيار", "طائرة استطلاع", nor a missile."""
    behind = [n.removeprefix("ل").removeprefix("ال") for n in view.norms[use.last : use.last + _FLOWN_WITHIN]]
    return any(n.startswith(_AIRCRAFT) for n in behind) and _UNMANNED.isdisjoint(behind)


_FLOWN_WITHIN = 10  # words from "إسقاط" past who did to "طائرتين بدون طيار"
_AIRCRAFT = ("طاير", "مروحي", "مقاتل")
_UNMANNED = frozenset({"طيار", "مسيره", "مسيرتين", "مسيرات", "استطلاع", "استطلاعيه", "تجسس", "درون", "صاروخ", "صاروخا", "صواريخ"})  # fmt: skip


def _on_the_ground(view: SentenceView, draft: Draft, use: Use) -> bool:
    """ "إحباط عملية تسلل", "أفشل الجيش هجوما للحوثيين على مواقعه": near behind the word stands an advance on foot, or an attack of a
    group that no state commands."""
    behind = view.norms[use.last : min(view.sentence.last, use.last + _FOILED_WITHIN)]
    words = {n.lstrip("لب").removeprefix("ال") for n in (view.norms[use.last - 1], *behind)}
    if words & _ADVANCES:
        return True
    foes = [n for p in draft.patients for n in p.named if n.organisation]
    return bool(words & _ATTACKS) and bool(foes) and all(n.actor_class in FACTIONS for n in foes)


_FOILED_WITHIN = 7  # words from "أحبطت" past who did it to "تسلل"
_ADVANCES = frozenset({"تسلل", "زحف", "زحفا", "تقدم", "اقتحام", "التفاف", "توغل", "تعرض"})
_ATTACKS = frozenset({"هجوم", "هجوما", "هجومين", "هجمات"})


def _other_voice(draft: Draft, kinds: set[str]) -> bool:
    """ "وقالت مصادر طبية إن تسعة قتلوا": another's toll of what was told before, with no blow, doer, place or day of its own."""
    plain = draft.toll_only and draft.place is None and draft.date is None and "said" in kinds
    return plain and not draft.agents and not draft.weapons and not any(c.who.others for c in draft.counts)


def _came_of_it(view: SentenceView, use: Use, events: Sequence[Use]) -> bool:
    """ "وأسفر القصف عن مقتل عشرة": deaths behind the deed that they came of."""
    if use.verb and use.trigger.frame in ("kill", "die", "injure") and _died_in_it(view, use, events):
        return True
    if use.verb or use.trigger.frame not in ("kill", "die"):
        return False
    before = [u for u in events if u.last <= use.first and not u.verb]
    return any(
        h.phrase.entry.kind == "result" and any(abs(u.first - h.first) <= _CAUSED_WITHIN for u in before)
        for h in view.markers
        if h.first < use.first
    )


def _died_in_it(view: SentenceView, use: Use, events: Sequence[Use]) -> bool:
    """ "إن 25 شخصا قتلوا في التفجير": deaths in a deed that is known, told right behind "في" in the same clause."""
    deeds = [u for u in events if 0 < u.first - use.last <= _IN_IT_WITHIN and not u.verb and u.hit.definite]
    return any(view.norms[u.first - 1] in _IN_IT or u.hit.proclitics.startswith("ب") for u in deeds)


_IN_IT_WITHIN = 9  # words from "قتلوا" to "في التفجير" ("قتل نحو 20 من القبيلة وجرح أربعة في الاشتباكات")
_IN_IT = frozenset({"في", "خلال", "جراء", "اثر", "نتيجه"})
_CAUSED_WITHIN = 3  # words between "أسفر" and the deed on either side


def _one_more(view: SentenceView, hit: Hit) -> bool:
    """ "كما قصفت الطائرات …" tells of one more deed; "كما دان الوزير الهجوم" of one more who spoke of it."""
    follows = view.norms[hit.last] if hit.last < view.sentence.last else ""
    return hit.phrase.words == ("كما",) and follows not in view.words["reacts"]


def _likewise(view: SentenceView, draft: Draft) -> bool:
    """ "ودمرت الطائرات كذلك موقعا في …", "كذلك دارت اشتباكات في …": the word that makes it one more, right behind the verb, its
    subject, or at the start."""
    head = draft.head
    if view.norms[draft.first] in _LIKEWISE:
        return True
    return head.verb and not _LIKEWISE.isdisjoint(view.norms[head.last : min(draft.last, head.last + 1)])


_LIKEWISE = frozenset({"كذلك", "ايضا"})
_THE_ATTACKER = frozenset({"الانتحاري", "الانتحاريه", "الانتحاريان", "الانتحاريين", "الانتحاريون", "المهاجم", "المهاجمه", "المهاجمون", "المهاجمين", "المهاجمان", "المنفذ", "المنفذين", "المنفذون", "منفذ", "الجاني", "الجناه"})  # fmt: skip


def _by_the_attacker(view: SentenceView, use: Use) -> bool:
    """ "الانتحاري فجر نفسه", "فتح المهاجمون النار": who did it is known from before, and so is the deed."""
    if not use.verb:
        return False
    beside = view.norms[max(view.sentence.first, use.first - 1) : use.first]
    return not _THE_ATTACKER.isdisjoint([*beside, *view.norms[use.last : min(view.sentence.last, use.last + 1)]])


def _of_its_victims(view: SentenceView, use: Use) -> bool:
    """ "19 من مصابي تفجير المسجد", "منفذ هجوم الفندق": the deed as something known, by those whom it struck or who did it."""
    return use.first > view.sentence.first and view.norms[use.first - 1].lstrip("ولب") in view.words["of_a_deed"]


_INCIDENT_NOUNS = frozenset({"attack", "bomb", "strike", "clash", "operation", "shoot", "incident"})
_CASES = frozenset({"حادث", "حادثه", "واقعه", "هجوم", "انفجار", "تفجير", "عمليه", "سياق"})
_AFTER_ANOTHER = frozenset({"غداه", "بعد"})


_LATER = frozenset({"يوم", "يومين", "ايام", "اسبوع", "اسبوعين", "شهر", "شهرين"})
_OPENS = 3  # words at the start of a clause
_NEXT = (("اليوم", "التالي"), ("اليوم", "الثاني"), ("الاسبوع", "التالي"))


def _next_day(view: SentenceView, draft: Draft) -> bool:
    """ "وبعد يوم واحد فجر انتحاريون …", "وفي اليوم التالي قتل …": later than what was told before."""
    opening = view.norms[draft.first : draft.first + _OPENS]
    if any(pair in _NEXT for pair in pairwise(opening)):
        return True
    after = next((i for i, n in enumerate(opening[:2]) if unwaw(n) == "بعد"), None)
    said = view.norms[draft.first + after : draft.first + after + 4] if after is not None else []
    return len(said) == 4 and said[1] in _LATER and said[2] not in _SINCE and said[3] not in _SINCE


_SINCE = frozenset({"من", "علي"})  # "بعد يوم من الهجوم": the deed it counts from is named


def _sets_apart(view: SentenceView, hit: Hit, use: Use) -> bool:
    """ "هجوم آخر", "انفجار منفصل": the word right after an event noun; "غداة هجوم", "بعد يوم من تفجير" before it."""
    before = view.tokens[hit.first - 1].norm.removeprefix("ال") if hit.first > view.sentence.first else ""
    if before in _CASES and 0 < use.first - hit.last <= 6:
        return True  # "في حادث منفصل انفجرت …"
    if use.trigger.frame not in _INCIDENT_NOUNS or use.verb:
        return False
    if hit.phrase.words[0] in _AFTER_ANOTHER:
        lasted = hit.last - hit.first > 1 and use.trigger.frame == "clash"  # "بعد يومين من المعارك": so long they took
        told = any(u.last <= hit.first and not u.reason for u in view.uses)  # else "عاد الهدوء غداة هجوم دام"
        return told and not lasted and 0 <= use.first - hit.last <= 1
    return 0 <= hit.first - use.last <= 1


def broke_out(draft: Draft) -> bool:
    """ "فر ستة سجناء من سجن …": prisoners who fled, told by a past verb and with their number, are an incident of themselves."""
    fled = any(u.trigger.frame == "escape" and u.verb and u.hit.phrase.info.endswith("past") for u in draft.uses)
    return fled and any(c.key == "escaped" and c.stated and "detainee" in c.who.kinds for c in draft.counts)
