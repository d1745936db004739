"""Is this a reported incident or mere talk of violence and protest? A small linear score over what the rules saw.

The rules find triggers and roles; whether a stretch *reports* ("مقتل خمسة في تفجير شمال بغداد أمس") or only *mentions*
("أثار تفجير الشهر الماضي جدلا") shows in what stands around the trigger. Each feature is a fact that the rules already hold,
so `explain` can print the sum. Coefficients are data (data/models/reported.json), trained by scripts/train_reported.py;
without the file the coder works on the rules alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

from marsad.arabic.tokens import unwaw
from marsad.coding.drafts.needs import spread
from marsad.coding.roles.deeds import done
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.view import SentenceView
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role

_AFTER = frozenset({"بعد", "قبل", "منذ", "عقب", "غداه", "اثر", "علي", "بشان", "حول", "عن", "بسبب", "نتيجه", "جراء"})
_ABSTRACT = frozenset(
    {
        "عمليات",
        "اعمال",
        "جرائم",
        "جريمه",
        "حوادث",
        "حادث",
        "حادثه",
        "قضيه",
        "سلسله",
        "موجه",
        "محاولات",
        "محاوله",
        "ظاهره",
        "حملات",
        "ضلوع",
        "تورط",
        "منفذي",
        "منفذ",
        "مسووليه",
        "تخطيط",
        "تهديد",
        "التحقيق",
        "التحقيقات",
        "تحقيق",
        "ملف",
        "اتهام",
        "مكان",
        "موقع",
        "ضحايا",
        "وقف",
        "عمليه",
    }
)
_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "الذى", "من", "ما"})


def _and(*words: str) -> frozenset[str]:
    """Words, bare and joined by "و" to what went before."""
    return frozenset([*words, *("و" + word for word in words)])


_TALK = _and(
    "يري",
    "اعتبر",
    "راي",
    "اعتقد",
    "نري",
    "نحن",
    "لا",
    "لماذا",
    "كيف",
    "هل",
    "اننا",
    "انا",
    "لنا",
    "ليس",
    "ليست",
    "ينبغي",
    "يجب",
    "سيودي",
    "سوف",
    "لن",
)
_REPORT = _and(
    "اعلن",
    "اعلنت",
    "افاد",
    "افادت",
    "ذكر",
    "ذكرت",
    "قال",
    "قالت",
    "اكد",
    "اكدت",
    "اوضح",
    "مصدر",
    "مصادر",
    "شهود",
    "الشرطه",
    "متحدث",
)


class Reported:
    """The trained score. `score(features)` in log-odds; drafts below `threshold` do not found an event."""

    def __init__(self, weights: Mapping[str, float], threshold: float) -> None:
        self.weights, self.threshold = weights, threshold

    @classmethod
    def load(cls) -> Reported | None:
        """The package's coefficients, or None when they are not there (the rules work without them)."""
        path = files("marsad") / "data" / "models" / "reported.json"
        if not path.is_file():
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["weights"], data["threshold"])

    def score(self, found: Mapping[str, float]) -> float:
        return sum(self.weights.get(name, 0.0) * value for name, value in found.items())


GATHERING = frozenset({"protest.gather", "protest.out", "protest.tazahara", "protest.sitin", "protest.waqfa", "protest.strike.verb", "protest.strike.words", "protest.ihtajja"})  # fmt: skip
CHANTING = frozenset({"protest.chant", "protest.who"})
HELD = frozenset(
    {"protest.sitin", "protest.waqfa", "protest.march", "protest.tazahara", "protest.strike", "protest.block"}
)


def _past(use: Use) -> bool:
    return use.verb and "past" in use.hit.phrase.info


def _held(view: SentenceView, use: Use, agents: bool) -> bool:
    """ "نفذ عمال المصنع اعتصاما": a past verb of holding and a crowd stand before the noun of the demonstration."""
    near = [t.norm.removeprefix("و") for t in view.tokens[max(view.sentence.first, use.first - 7) : use.first]]
    beside = near[-_HELD_BESIDE:]
    held = not view.words["held"].isdisjoint(near) or (
        not view.words["held_now"].isdisjoint(beside) and view.words["relative"].isdisjoint(beside)
    )
    return not use.verb and held and (agents or not view.words["crowds"].isdisjoint(near))


_HELD_BESIDE = 5  # words from "دخل" to "إضراب" ("دخل موظفو البلدية في إضراب")


def chant_only(draft: Draft) -> bool:
    """ "وهتف المتظاهرون …" goes on with a demonstration that was told before; by itself it founds none."""
    uses = [u for u in draft.uses if u.frame.family == "protest"]
    return (
        draft.family == "protest"
        and any(u.trigger.id == "protest.chant" for u in uses)
        and all(u.trigger.id in CHANTING for u in uses)
        and all(u.frame.family in ("protest", "outcome") for u in draft.uses)
    )


_SHOUTED = frozenset({"شعارات", "الشعارات", "هتافات", "الهتافات", "لافتات", "اللافتات"})


def _gathered(view: SentenceView, draft: Draft) -> bool:
    """A crowd of some size came together, or was driven apart: a past verb of gathering, dispersing or holding
    ("نفذ المعتصمون وقفة"), and demonstrators or a number of people with it."""
    told = {u.trigger.id for u in draft.uses if u.frame.family == "protest"}
    titled = view.sentence.role == Role.TITLE  # headlines tell news in the present
    if (
        "protest.disperse" in told
        and len(told) > 1
        and any(u.trigger.frame == "intervene" and (_past(u) or (u.verb and titled)) for u in draft.uses)
    ):
        return True
    if "protest.disperse" in told and any(c.stated and "protester" in c.who.kinds for c in draft.counts):
        return True  # "أصيب عشرات المتظاهرين بالغاز المسيل للدموع"
    dated = draft.date is not None and draft.date.names_a_day
    if "protest.block" in told and dated and any("protester" in p.kinds for p in draft.agents):
        return True  # "أقدم أمس محتجون على قطع الطريق"
    if "protest.strike.words" in told and draft.place is not None:
        return True  # "أضرب أطباء المستشفيات في الخرطوم"
    if any(_held(view, u, bool(draft.agents)) for u in draft.uses if u.trigger.id in HELD):
        return True
    if draft.place is not None and draft.place.where.level != "country" and any(spread(view, u) for u in draft.uses):
        return True
    verbs = [u for u in draft.uses if u.trigger.id in GATHERING and _past(u)]
    if verbs and ("protest.chant" in told or view.holds(_SHOUTED)):
        return True  # "تجمهر الناس في الساحة مطلقين الهتافات"
    crowd = [p for p in draft.agents if p.counted and not p.part]
    return bool(crowd) and bool(verbs or (len(told) > 1 and told - CHANTING))


_NEWS = frozenset({"strategic", "coerce", "protest"})


def _headline(view: SentenceView, draft: Draft) -> bool:
    """ "الجيش يعثر على مخبأ أسلحة قرب …", "انسحاب القوات من المدينة": a headline tells of a deed in the present or by its noun,
    with a doer or whom it was done to, and a place or a number."""
    if view.sentence.role != Role.TITLE or draft.family not in _NEWS or draft.anaphoric or draft.background:
        return False
    if any(h.phrase.entry.reason and _bears_on(draft, h) for h in view.markers):
        return False
    where = draft.place is not None and draft.place.where.level not in ("country", "region")
    where = where or (draft.place is not None and draft.place.relation == "direction")
    sides = bool(draft.agents or draft.patients) or draft.head.trigger.frame == "disarm"
    return sides and (where or any(c.stated for c in draft.counts))


def plain(view: SentenceView, draft: Draft) -> bool:
    """A report in plain words needs no score: a past verb or a counted toll, who did it or to whom, and a day or a place."""
    if draft.family == "protest" and not draft.background and _gathered(view, draft):
        return True
    if _headline(view, draft):
        return True
    when = draft.date is not None and draft.date.kind in ("relative", "weekday") and draft.date.names_a_day
    where = draft.place is not None and draft.place.where.level not in ("country", "region")
    if _took_place(view, draft):
        return True
    if (
        not (when and where)
        or draft.background
        or any(h.phrase.entry.reason and _near(draft, h) for h in view.markers if _bears_on(draft, h))
    ):
        return False
    past = any(_past(u) or _carried(view, u) for u in draft.uses)
    toll = any(c.stated for c in draft.counts)
    if draft.family == "protest" and (draft.agents or (draft.patients and not draft.anaphoric)):
        return True
    blown = bool(draft.weapons) and not draft.anaphoric and draft.head.trigger.frame in ("bomb", "strike", "kill")
    return blown or (past and bool(draft.agents or draft.patients)) or (toll and bool(draft.patients))


_OF_DEEDS = frozenset({"court", "condemnation", "accusation", "commemoration"})


def _bears_on(draft: Draft, hit: Hit) -> bool:
    """An attempt was made; courts and condemnations concern what a demonstration is about ("تنديدا ب", "في ذكرى") or who speaks of it."""
    kind = hit.phrase.entry.kind
    return kind != "attempt" and not (draft.family == "protest" and kind in _OF_DEEDS)


_MARKED_WITHIN = 10  # words from a draft's event word to a marker that may set it aside


def _near(draft: Draft, hit: Hit) -> bool:
    """A marker of the clause of the event word; "وعثر معهم على خطط لهجمات" at the sentence's end takes nothing back."""
    if hit.phrase.entry.scope == "sentence" or draft.family == "protest":
        return True
    return -_MARKED_WITHIN <= hit.first - draft.head.last <= _MARKED_WITHIN


_BROKE_OUT_WITHIN = 4  # words from "تدور" to "اشتباكات" ("تدور منذ صباح أمس اشتباكات")


def _took_place(view: SentenceView, draft: Draft) -> bool:
    """ "تدور اشتباكات بين … و …", "اندلعت مواجهات بين …": a verb of happening, its noun of fighting, both sides (or one and the day) and the place."""
    head = draft.head
    where = draft.place is not None and draft.place.where.level != "country"
    if (
        head.verb
        or head.trigger.frame != "clash"
        or not (where and draft.agents and (draft.patients or (draft.date is not None and draft.date.names_a_day)))
        or draft.background
    ):
        return False
    if any(h.phrase.entry.reason for h in view.markers if draft.first <= h.first < head.first):
        return False
    before = view.tokens[max(draft.first, head.first - _BROKE_OUT_WITHIN) : head.first]
    return any(t.norm.removeprefix("و") in view.words["happened"] for t in before)


def features(view: SentenceView, draft: Draft, sentences: int) -> dict[str, float]:
    """What stands around the triggers of a draft, as named numbers (mostly 0 or 1)."""
    tokens, head = view.tokens, draft.head
    events = [u for u in draft.uses if u.frame.family != "outcome"] or draft.uses
    f: dict[str, float] = {"bias": 1.0, f"frame.{head.trigger.frame}": 1.0, f"family.{draft.family}": 1.0}
    infos = [u.hit.phrase.info for u in events if u.verb]
    f["verb.past"] = float(any("past" in i for i in infos) or any(_carried(view, u) for u in events))
    f["verb.present"] = float(any("present" in i for i in infos))
    f["head.verb"] = float(head.verb)
    f["head.definite"] = float(not head.verb and head.hit.definite)
    f["all.definite"] = float(draft.anaphoric)
    f["head.plural"] = float(not head.verb and head.hit.phrase.words[-1].endswith("ات"))
    f["triggers"] = min(len(events), 4) / 2.0
    f |= _argument_features(draft)
    f |= _frame_of_time_and_place(view, draft)
    f |= _surroundings(view, draft, tokens)
    role = view.sentence.role
    f["in.title"] = float(role == Role.TITLE)
    f["in.lead"] = float(role == Role.LEAD)
    f["alone"] = float(sentences <= 2)
    side = "protest" if draft.family == "protest" else "other"
    return {f"{side}:{name}": value for name, value in f.items() if value}


_CARRIED_WITHIN = 5  # words from "شن", "حققت" to the noun of the deed


def _carried(view: SentenceView, use: Use) -> bool:
    """ "شنت المقاتلات غارات", "حققت القوات تقدما": the noun stands right behind a past verb that carries it; "تمكنت القوات من
    تحرير الجبل": a masdar that a verb of success brought about."""
    if use.verb:
        return False
    if use.trigger.frame != "arrest" and done(view.words, view.tokens, view.sentence.first, use):
        return True
    if use.trigger.id == "kill.assassinate":
        around = view.norms[max(view.sentence.first, use.first - _SURVIVED_WITHIN) : use.first]
        if any(unwaw(n) in _SURVIVED for n in around):
            return True  # "نجا القائد من محاولة اغتيال", "تعرض النائب لمحاولة اغتيال"
    if use.first > view.sentence.first and unwaw(view.norms[use.first - 1]) in _WAS_DONE:
        return True  # "تم قتل خمسة من المسلحين"
    if use.hit.definite:
        return False
    near = view.norms[max(view.sentence.first, use.first - _CARRIED_WITHIN) : use.first]
    return any(unwaw(n) in _CARRIES for n in near)


_SURVIVED = frozenset({"نجا", "نجت", "نجوا", "نجاه", "تعرض", "تعرضت", "لنجاه"})
_SURVIVED_WITHIN = 10  # words from "نجا", past who did, to "اغتيال"
_WAS_DONE = frozenset({"تم", "تمت"})
_CARRIES = frozenset({"شن", "شنت", "شنوا", "نفذ", "نفذت", "نفذوا", "حقق", "حققت", "احرز", "احرزت", "خاض", "خاضت", "ارتكب", "ارتكبت", "وجه", "وجهت", "نصب", "نصبوا"})  # fmt: skip


def _argument_features(draft: Draft) -> dict[str, float]:
    stated = [c for c in draft.counts if c.stated]
    return {
        "count.stated": float(bool(stated)),
        "count.deaths": float(any(c.key == "fatalities" for c in draft.counts)),
        "count.injured": float(any(c.key == "injured" for c in draft.counts)),
        "count.two": float(len({c.key for c in draft.counts}) >= 2),
        "count.implied": float(bool(draft.counts) and not stated),
        "agent": float(bool(draft.agents)),
        "agent.armed": float(any(p.armed for p in draft.agents)),
        "patient": float(bool(draft.patients)),
        "both": float(bool(draft.agents and draft.patients)),
        "weapon": float(bool(draft.weapons)),
        "asset": float(any(p.asset for p in draft.patients)),
        "toll": float(draft.has("toll_dead", "toll_hurt", "toll_lives")),
        "die": float(draft.has("die", "die_light", "die_soft")),
    }


def _frame_of_time_and_place(view: SentenceView, draft: Draft) -> dict[str, float]:
    date, place = draft.date, draft.place
    return {
        "date.recent": float(date is not None and date.kind in ("relative", "weekday") and date.names_a_day),
        "date.absolute": float(date is not None and date.kind == "absolute" and date.names_a_day),
        "date.coarse": float(bool(date) and date is not None and date.precision in ("month", "year")),
        "period": float(any(d.kind == "period" for d in view.dates)),
        "place.fine": float(bool(place) and place is not None and place.where.level not in ("country", "region")),
        "place.country": float(bool(place) and place is not None and place.where.level in ("country", "region")),
        "place.near": float(bool(place) and place is not None and 0 <= place.first - draft.head.last <= 8),
    }


# Kinds of markers of what is talked about more often than reported.
_TOPIC_MARKS = frozenset(
    {
        "court",
        "commemoration",
        "condemnation",
        "accusation",
        "plan",
        "threat",
        "fear",
        "call",
        "hypothetical",
        "historical",
        "habitual",
    }
)


def _surroundings(view: SentenceView, draft: Draft, tokens: list) -> dict[str, float]:  # type: ignore[type-arg]
    head, first, last = draft.head, draft.first, draft.last
    before = [t.norm.removeprefix("و") for t in tokens[max(first, head.first - 3) : head.first]]
    norms = view.norms[view.sentence.first : view.sentence.last]
    kinds = {h.phrase.entry.kind for h in view.markers if first <= h.first < last}
    length = last - first
    return {
        "after.time": float(bool(before) and before[-1] in _AFTER),
        "abstract": float(any(b.removeprefix("ال").removeprefix("ب") in _ABSTRACT for b in before[-2:])),
        "relative": float(any(b in _RELATIVE for b in before[-2:])),
        "talk": float(not _TALK.isdisjoint(norms)),
        "report": float(not _REPORT.isdisjoint(norms)),
        "question": float("؟" in norms or "?" in norms),
        "result": float("result" in kinds),
        "background": float(draft.background),
        "attempt": float("attempt" in kinds),
        "separate": float(draft.separate),
        "early": float(head.first - view.sentence.first <= 6),
        "late": float(head.first - view.sentence.first > 20),
        "long": min(length, 80) / 40.0,
        "short": float(length < 8),
        "refused": float(any(u.refused for u in view.uses)),
        "topic.marks": float(not _TOPIC_MARKS.isdisjoint(kinds)),
        "court": float("court" in kinds),
        "quoted": float(norms.count('"') >= 2),
    }
