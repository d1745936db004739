"""A sentence cut into stretches that each tell of one incident: at words that open another clause, and where a new scene begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.tokens import unwaw
from marsad.coding.sentence.draft import TOLL_FRAMES, Use
from marsad.lexicon.phrases import Hit
from marsad.places.geometry import km
from marsad.places.locate import LOCATIVE, PlaceFound

if TYPE_CHECKING:
    from marsad.coding.sentence.view import SentenceView

_COMMAS = frozenset({"،", "؛", ",", ";"})
SETTLED = {"town": "town", "village": "town", "neighbourhood": "quarter", "site": "site"}  # levels of points on a map
_OUT_OF_TOWN_KM = 15.0  # a site or a quarter this far from a town is not of it ("معسكر خالد" and "مدينة الخوخة")
_APART_KM = {"town": 5.0, "quarter": 2.0, "site": 2.0}  # nearer ones may be one scene by two names


def toll_only(uses: Sequence[Use]) -> bool:
    """ "قتل عشرون شخصا، فيما جرح العشرات في تفجير …": the dead or hurt without the blow that struck them."""
    return all(u.trigger.frame in TOLL_FRAMES for u in uses)


def stretches(view: SentenceView) -> list[tuple[int, int]]:
    """Half-open token ranges that cover the sentence from its first stretch on, in order."""
    scenes = [piece for first, last in _at_breaks(view) for piece in _at_scenes(view, first, last)]
    days = [piece for first, last in scenes for piece in _at_days(view, first, last)]
    return [piece for first, last in days for piece in _at_doers(view, first, last)]


def _at_breaks(view: SentenceView) -> list[tuple[int, int]]:
    """Cut at "فيما", "بينما", "كما" …, where both sides carry a trigger of their own, at "ردا على" and after what is answered,
    and at "من جهة أخرى", "إلى ذلك" …, which open another story, wherever a trigger follows."""
    first, last = view.sentence.first, view.sentence.last
    cuts: dict[int, Hit | None] = {h.first: h for h in breaks(view) if first < h.first < last}
    cuts |= dict.fromkeys(earlier_deeds(view))
    for answer in answers(view):
        ends = (i + 1 for i in range(answer.last, last - 1) if view.tokens[i].norm in _ENDS_OF_ANSWERED)
        cuts |= {i: answer for i in (answer.first, next(ends, first)) if i > first}
    told = [u for u in view.uses if not u.reason]
    bounds, start = [], first
    order = sorted(cuts)
    for cut, after in pairwise([*order, last]):
        before = [u for u in told if start <= u.first < cut]
        if not any(cut <= u.first for u in told):
            continue
        mark = cuts[cut]
        another = mark is None or opens_another(mark)
        if another or (before and not _one_telling(view, before, [u for u in told if cut <= u.first < after], cut)):
            if before:
                bounds.append((start, cut))
            start = cut
    return [*bounds, (start, last)]


_AFTER = frozenset({"بعد", "عقب", "اثر"})
_BLOW_FRAMES = frozenset({"strike", "attack", "shoot", "bomb"})
_DAYS_BEFORE = frozenset({"يوم", "يوما", "يومين", "ايام", "اسبوع", "اسبوعا", "اسبوعين", "اسابيع", "ساعات", "ساعه", "شهر", "شهرا", "شهرين", "اشهر", "شهور", "عام", "عاما", "عامين", "اعوام", "سنه", "سنتين", "سنوات"})  # fmt: skip
ON_THE_MORROW = "غداه"
_LATER_WITHIN = 5  # words from "بعد" to "من" ("بعد أقل من ثلاثة أيام من هجوم")


def days_later(view: SentenceView, use: Use) -> int | None:
    """The token of "بعد" in "بعد ثلاثة أيام من هجوم", "بعد أيام قليلة على مقتل", or of "غداة", where the noun of a deed begins right
    behind it."""
    at = use.first - 1
    if at > view.sentence.first and view.norms[at] == ON_THE_MORROW:
        return at
    if at <= view.sentence.first or view.norms[at] not in ("من", "علي"):
        return None
    near = range(at - 1, max(view.sentence.first, at - _LATER_WITHIN) - 1, -1)
    after = next((i for i in near if unwaw(view.norms[i]) == "بعد"), None)
    counted = after is not None and not _DAYS_BEFORE.isdisjoint(view.norms[after:at])
    return after if counted else None


def _elsewhere(view: SentenceView, at: int) -> bool:
    """Scenes on both sides of a token, and none of the one side can be one of the other."""
    told = [p for p in view.places if p.place is not None and p.where.level in SETTLED]
    left, right = [p for p in told if p.last <= at], [p for p in told if p.first > at]
    return bool(left) and bool(right) and all(apart(a, b) for a in left for b in right)


def earlier_deeds(view: SentenceView) -> list[int]:
    """ "قصفت إسرائيل أهدافا … بعد هجوم إيراني على …": tokens of "بعد" behind one blow and before the noun of another's."""
    told = [u for u in view.uses if not u.reason and u.trigger.frame in _BLOW_FRAMES]
    out = _likes_of_it(view)
    for use in told:
        later = None if use.verb else days_later(view, use)
        if later is not None and any(u.last <= later for u in told) and _elsewhere(view, later):
            out.append(later)
            continue
        at = use.first - 1
        struck = next((u for u in told if u.verb and u.last <= at), None)
        if use.verb or struck is None or at < view.sentence.first or view.norms[at] not in _AFTER:
            continue
        owner = next((p for p in view.people if 0 <= p.first - use.last <= 1 and p.named and not p.asset), None)
        before = [p for p in view.people if p.last <= at and p.slot in ("", "source") and not p.asset]
        ours = {n.name for p in before for n in p.named}
        if owner and owner.slot in ("", "for") and ours and ours.isdisjoint(n.name for n in owner.named):
            out.append(at)
    return out


_ALIKE = (
    frozenset({"arrest", "capture"}),
    frozenset({"kill", "die"}),
    frozenset({"abduct"}),
)
_KILLED = frozenset({"kill", "die"})
_HIS = ("ه", "ها", "هم", "هما")  # "بعد أيام من اعتقاله": the same man's


def _likes_of_it(view: SentenceView) -> list[int]:
    """ "ويأتي القبض على فلان بعد أيام من اعتقال فلان", "أول اعتقال منذ مقتل الطفل": tokens of "بعد" and "منذ" before the noun of a
    deed that was told of another one, which the sentence tells before it."""
    told = [u for u in view.uses if not u.reason]
    out = []
    for use in told[1:]:
        alike = next((frames for frames in _ALIKE if use.trigger.frame in frames), None)
        if use.verb or alike is None or view.norms[use.first].endswith(_HIS):
            continue
        if view.norms[use.first - 1] == "منذ" and use.trigger.frame == "kill" and told[0].last < use.first:
            out.append(use.first - 1)
            continue
        later = days_later(view, use)
        before = [u for u in told if u.last <= later] if later is not None else []
        if (
            later is not None
            and before
            and (use.trigger.frame in _KILLED or any(u.trigger.frame in alike for u in before))
        ):
            out.append(later)
    return out


_ENDS_OF_ANSWERED = frozenset({":", "،", "..", "…"})


def answers(view: SentenceView) -> list[Hit]:
    """ "ردا على", "انتقاما ل": what follows happened before, and is what the rest of the sentence answers."""
    return [h for h in view.markers if h.phrase.entry.kind == "answer"]


def breaks(view: SentenceView) -> list[Hit]:
    """Markers at which another clause may begin; "بين X من جهة وY من جهة أخرى" names the two sides of one fight."""
    found = [h for h in view.markers if h.phrase.entry.kind == "break"]
    if not found:
        return found
    norms = [t.norm for t in view.tokens[view.sentence.first : view.sentence.last]]
    sides = [view.sentence.first + i for i, pair in enumerate(pairwise(norms)) if pair == ("من", "جهه")]
    found = [h for h in found if h.phrase.words != _AT_A_TIME or _while(view, h)]
    return [h for h in found if not (h.phrase.words[:2] == ("من", "جهه") and any(i < h.first for i in sides))]


_AT_A_TIME = ("في", "وقت")
_WHILE_WITHIN = 3  # words from "في وقت" to the verb of its clause


def _while(view: SentenceView, hit: Hit) -> bool:
    """ "في وقت اندلعت مواجهات في …" opens a clause; "في وقت سابق", "في وقت متأخر من مساء أمس" is when."""
    near = view.norms[hit.last : min(view.sentence.last, hit.last + _WHILE_WITHIN)]
    verbs = {u.first for u in view.uses if u.verb}
    told = any(i in verbs for i in range(hit.last, hit.last + 2))
    return told or any(unwaw(n) in view.words["launch"] or unwaw(n) in view.words["happened"] for n in near[:1])


def opens_another(hit: Hit) -> bool:
    """ "من جهة أخرى", "إلى ذلك", "في حادث آخر"; "كما", "فيما", "في حين" may go on with the same."""
    return (
        hit.phrase.entry.kind == "break"
        and hit.last - hit.first > 1
        and hit.phrase.words not in (("في", "حين"), _AT_A_TIME)
    )


def _one_telling(view: SentenceView, before: Sequence[Use], after: Sequence[Use], cut: int) -> bool:
    """ "مقتل عشرة، فيما جرح العشرات في تفجير …": two outcomes of one blow, of which one clause has neither blow nor place."""
    if not after:
        return False
    keys = [{u.frame.counts for u in uses if u.frame.counts} for uses in (before, after)]
    if not keys[0] or not keys[1] or keys[0] & keys[1] or after[0].trigger.frame not in TOLL_FRAMES:
        return False
    bare_before = toll_only(before) and not _placed(view, before[0].first, cut)
    bare_after = toll_only(after) and not _placed(view, cut, after[-1].last + _PLACE_WITHIN)
    return bare_before or bare_after


_PLACE_WITHIN = 12  # words from the last trigger of a clause to its place


def _placed(view: SentenceView, first: int, last: int) -> bool:
    return any(p.place is not None and p.relation in LOCATIVE and first <= p.first < last for p in view.places)


def _at_scenes(view: SentenceView, first: int, last: int) -> list[tuple[int, int]]:
    """ "قتل جنديان في هجوم في بلدة X، وأصيب مدنيان بقصف على حي Y": coordinated clauses with a trigger and a scene each."""
    told = [u for u in view.uses if not u.reason and first <= u.first < last]
    if len(told) < 2:
        return [(first, last)]  # without asking for places
    scenes = [p for p in scenes_in(view, first, last) if not _of_what_is_set_aside(view, p)]
    if len(scenes) < 2:
        return [(first, last)]
    out, start = [], first
    opens = [at for u in told[1:] if (at := _clause_start(view, u, first)) is not None]
    for cut in opens:
        if cut <= start:
            continue
        left = [p for p in scenes if start <= p.first and p.last <= cut]
        right = [p for p in scenes if p.first >= cut]
        end = next((f for f in opens if f > cut and any(p.first < f for p in right)), last)
        own = [p for p in right if p.first < end]
        if left and own and all(apart(a, b) for a in left for b in own) and _tells(told, start, cut, end):
            at = cut - 1 if view.tokens[cut - 1].norm in ("و", '"') and cut - 1 > start else cut
            out.append((start, at))
            start = at
    return [*out, (start, last)]


def _at_days(view: SentenceView, first: int, last: int) -> list[tuple[int, int]]:
    """ "قتل خمسة جنود في هجوم الأحد، وقتل ثلاثة آخرون في هجوم ثان الاثنين": coordinated clauses with a trigger and a day each."""
    told = [u for u in view.uses if not u.reason and first <= u.first < last]
    if len(told) < 2:
        return [(first, last)]
    days = [d for d in view.dates if first <= d.first < last and d.kind in _OF_ITSELF and d.start]
    if len(days) < 2:
        return [(first, last)]
    opens = [
        (at, u) for u in told[1:] if (at := _clause_start(view, u, first)) is not None and (u.verb or at < u.first)
    ]
    out, start = [], first
    for (cut, use), (end, _) in pairwise([*opens, (last, told[-1])]):
        left = [d for d in days if start <= d.first < cut and _dates_one(view, told, d)]
        right = [d for d in days if cut <= d.first < min(end, use.last + _DAY_WITHIN) and _dates_one(view, told, d)]
        days_differ = bool(left) and bool(right) and all(_other_days(a, b) for a in left for b in right)
        if cut > start and days_differ and _tells(told, start, cut, end):
            out.append((start, cut))
            start = cut
    return [*out, (start, last)]


_DAY_WITHIN = 10  # words from a deed to its day
_OF_ITSELF = frozenset({"absolute", "relative", "weekday"})  # kinds of dates that can date an event
_BEGAN = frozenset({"بدات", "بدا", "بدء", "منذ", "انطلقت", "انطلق", "قبل", "بعد", "اندلعت"})


def _dates_one(view: SentenceView, told: Sequence[Use], d: DateMention) -> bool:
    """The day of a deed near it, and not of a statement ("أعلن أمس أن") or of how something began ("التي بدأت في 30 مارس")."""
    before = [unwaw(n) for n in view.norms[max(view.sentence.first, d.first - 3) : d.first]]
    if any(n in _BEGAN or n in view.words["said"] or n in view.words["relative"] for n in before):
        return False
    return any(0 <= d.first - u.last <= _DAY_WITHIN or 0 <= u.first - d.last <= 1 for u in told)


def _other_days(a: DateMention, b: DateMention) -> bool:
    return (a.end or a.start or "") < (b.start or "") or (b.end or b.start or "") < (a.start or "")


_FOUGHT = frozenset({"clash", "retake", "overtake", "clash_soft", "repel"})


def _at_doers(view: SentenceView, first: int, last: int) -> list[tuple[int, int]]:
    """ "تواصلت المعارك بين الجيش والمتمردين، وقصفت طائرات التحالف مواقع …": strikes of a force that the clause of the fight
    before them does not name."""
    told = [u for u in view.uses if not u.reason and first <= u.first < last]
    if not told or told[0].trigger.frame not in _FOUGHT:
        return [(first, last)]
    for use in told[1:]:
        if not (use.verb and use.trigger.frame == "strike" and use.hit.proclitics.startswith("و")):
            continue
        own = next((p for p in view.people if 0 <= p.first - use.last <= 1 and p.armed and p.named), None)
        names = {n.name for p in view.people if first <= p.first < use.first for n in p.named}
        if own and names and names.isdisjoint(n.name for n in own.named):
            return [(first, use.first), *_at_doers(view, use.first, last)]
    return [(first, last)]


def _of_what_is_set_aside(view: SentenceView, place: PlaceFound) -> bool:
    """ "تنديدا بالهجوم على غزة": the place of a deed that the sentence does not report."""
    before = [u for u in view.uses if u.last <= place.first]
    return bool(before) and bool(before[-1].reason)


def _tells(told: Sequence[Use], start: int, cut: int, end: int) -> bool:
    """Both clauses report a deed; a clause of outcome nouns goes with the one before."""
    left, right = ([u for u in told if a <= u.first < b] for a, b in ((start, cut), (cut, end)))
    return any(u.frame.family != "outcome" for u in left) and any(u.frame.family != "outcome" for u in right)


def _clause_start(view: SentenceView, use: Use, first: int) -> int | None:
    """The token at which the coordinated clause of a trigger begins, if it stands in one: at its own verb ("وقصفت الطائرات"), at
    the verb that carries its noun ("ودارت معارك", "وشنت الطائرات غارات"), or at the scene before it ("وفي ريف حمص قصفت")."""
    led = _fronted(view, use, first) if use.verb else _carried(view, use, first)
    return use.first if led is None and _coordinated(view, use, first) else led


_CARRIED_WITHIN = 5  # words from "وشنت" to "غارات"
_FRONTED_WITHIN = 8  # words from "وفي" to the verb behind its place


def _carried(view: SentenceView, use: Use, first: int) -> int | None:
    """ "ودارت معارك في …", "وشنت طائرات التحالف غارات": the verb, joined to the clause before it, that carries the noun."""
    for i in range(use.first - 1, max(first, use.first - _CARRIED_WITHIN - 1), -1):
        word = view.norms[i]
        if word in _COMMAS or any(u.first <= i < u.last for u in view.uses):
            return None
        carries = word[1:] in view.words["launch"] or word[1:] in view.words["happened"]
        if word[0] == "و" and carries and word[1:] not in _RETURNED:
            return i
    return None


def _fronted(view: SentenceView, use: Use, first: int) -> int | None:
    """ "… أمس وفي ريف حمص قصفت المدفعية مدينة …": the "وفي" before a place behind which the verb stands."""
    for p in view.places:
        if p.place is None or not 0 <= use.first - p.last <= 1 or use.first - p.first > _FRONTED_WITHIN:
            continue
        at = next((i for i in range(p.first, max(first, p.first - 3), -1) if view.norms[i] in _AND_IN), None)
        if at is not None and not any(at <= u.first < use.first for u in view.uses):
            return at
    return None


_RETURNED = frozenset({"رد", "ردت", "ردوا"})  # "ورد التحالف باستهداف": an answer, told with what it answers
_AND_IN = frozenset({"وفي", "وقرب", "وشمال", "وجنوب", "وشرق", "وغرب", "وعلي"})


def _coordinated(view: SentenceView, use: Use, first: int) -> bool:
    """A verb that "و" joins ("وقصفت الطائرات …"), or a trigger right after a comma."""
    if use.verb and use.hit.proclitics.startswith("و"):
        return True
    before = view.tokens[use.first - 1].norm if use.first > first else ""
    earlier = view.tokens[use.first - 2].norm if use.first > first + 1 else ""
    return (
        (use.verb and before in ("و", "ثم", "وثم"))
        or (before in _COMMAS and use.hit.proclitics.startswith("و"))
        or (use.verb and earlier in _COMMAS and before == "كما")
    )


def scenes_in(view: SentenceView, first: int, last: int) -> list[PlaceFound]:
    """Places of tokens[first:last] that can be the point where something happened."""
    return [
        p
        for p in view.places
        if p.place is not None
        and first <= p.first < last
        and p.where.level in SETTLED
        and (p.relation in ("in", "near") or p.typed)
    ]


def apart(a: PlaceFound, b: PlaceFound) -> bool:
    """Two settled places that cannot be one scene: neither lies in the other, and they are far enough from each other."""
    x, y = a.where, b.where
    if x.entry == y.entry or x.lat is None or y.lat is None:
        return False
    kind, other = SETTLED.get(x.level), SETTLED.get(y.level)
    if kind is None or other is None or x.admin2 == y.name or y.admin2 == x.name:
        return False
    return km(x.lat, x.lon, y.lat, y.lon) >= (_APART_KM[kind] if kind == other else _OUT_OF_TOWN_KM)
