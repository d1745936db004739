"""Claims and denials of responsibility: who claims, through which outlet, when, for which event, silent on what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from marsad.arabic.tokens import unwaw
from marsad.coding.incident.figures import FIGURES
from marsad.coding.incident.merge import Incident
from marsad.coding.people.participants import FACTIONS, Named, Participant
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.view import SentenceView
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role
from marsad.model.record import ActorRef, Claim, Event, Evidence

_ANSWERABLE = "claim.answerable"  # id of a marker
_ADMITTED_BY_ONE_WITHIN = 16  # the same, where the party follows the verb: "أقر التحالف الذي …، الجمعة، بمقتل"
_ADMITTED_WITHIN = 5  # words from "اعترفت" to "بقصف المستشفى"
_GOVERNING = frozenset(
    {"عسكري", "حكومي", "حكومه", "الحكومه", "سلطات", "السلطات", "وزاره", "الداخليه", "الخارجيه", "الدفاع", "الرياسه"}
)
_THESE = frozenset({"هذه", "هذا", "تلك"})
_DEEDS_MEANT = frozenset(
    {"العمليه", "العمليات", "الحادث", "الحادثه", "الجريمه", "الاعتداء", "الهجوم", "الهجمات", "التفجير"}
)
_RESPONSIBLE = ("مسووليته", "مسووليتها", "مسووليتهم", "بمسووليته", "المسووليه", "مسووليه", "بمسووليتها", "مسيوليته", "مسيوليتها", "مسيوليتهم", "المسيوليه", "مسيوليه")  # fmt: skip
_DECLARES = ("اعلن", "اعلنت", "اعلنوا", "اعلنا", "اعلنتا", "يعلن", "تعلن", "يعلنون", "تبني", "تبنت", "تبنيه", "تبنيها", "عن", "اكد", "اكدت", "اكدوا", "اكدا", "اكدتا", "ادعي", "ادعت", "ادعاء", "زعم", "زعمت", "اعترف", "اعترفت", "يعترف", "تعترف", "اقر", "اقرت", "يقر", "تقر")  # fmt: skip
_DECLARING = 8  # of them tell that somebody announces something
_NOT_OWN = frozenset(
    {
        "وقوع",
        "حدوث",
        "تعرض",
        "تعرضه",
        "تعرضها",
        "سقوط",
        "مقتل",
        "مصرع",
        "وفاه",
        "استشهاد",
        "وجود",
        "حصول",
        "صحه",
        "انباء",
    }
)
_DENIED_IT = ("نفاه", "نفته", "نفاها", "نفتها", "ينفيه", "تنفيه", "انكره", "انكرته")
_ADOPTED_IT = ("تبناه", "تبنته", "تبناها", "تبنتها", "تبناهما", "تبنتهما")
_AT_ONCE = 2  # words before "تبناه" in a sentence whose deed stands in the one before
_IT_WITHIN = 20  # words from a deed to "الذي تبناه"
_BLAMES = frozenset({"حمل", "حملت", "حملوا", "يحمل", "تحمل", "نحمل", "محمل", "محملا", "محمله", "محملين", "تحميل", "يتحمل", "تتحمل", "تحملها", "يحملها", "سنحملها", "حملها", "حملته", "حملتها", "اتهم", "اتهمت", "اتهموا", "يتهم", "تتهم", "متهما", "متهمه", "اتهام", "اتهامه", "اتهامها", "القاء", "القي", "القت", "يلقي", "تلقي"})  # fmt: skip
_BLAMED_WITHIN = 8  # words from "حمّل" to "المسؤولية"
_OTHERS_WORDS = frozenset({"مزاعم", "اتهامات", "اتهام", "ادعاءات", "ادعاء", "تقارير", "روايه", "انباء", "تورط", "ضلوع"})
_VIOLENT = frozenset({"violence", "outcome", "protest"})
_KINDS = frozenset({"claim", "admission", "denial", "dispute"})  # of markers that may be one


def claims_of(
    views: Sequence[SentenceView],
    rejected: Mapping[int, Sequence[Use]],
    incidents: Sequence[Incident],
    events: Sequence[Event],
    published: str | None,
) -> tuple[Claim, ...]:
    """All claims and denials of the article, in order of the text; one of a kind and claimant a sentence."""
    out: list[Claim] = []
    seen: set[tuple[str, str, str | None]] = set()
    told: set[tuple[str, str]] = set()
    with_deeds = {d.sentence.number for incident in incidents for d in incident.drafts}
    found: list[tuple[bool, bool, Claim]] = []  # of a headline, of few words ("وهو ما نفته")
    for before, view in pairwise((None, *views)):
        assert view is not None
        if view.sentence.number not in with_deeds and not any(h.phrase.entry.kind in _KINDS for h in view.markers):
            continue
        headline = view.sentence.role in (Role.TITLE, Role.SUBTITLE)
        refused = rejected.get(view.sentence.number, ())
        claims = _in_sentence(view, before, refused, incidents, events, published)
        found += [(headline, c.evidence[0].entry == _IN_PASSING, c) for c in claims]
    for headline, _, claim in sorted(found, key=lambda f: f[:2]):
        key = (claim.kind, claim.claimant, claim.event)
        again = claim.kind == "denial" and claim.event is None and key[:2] in told
        if key in seen or again or (headline and key[:2] in told):
            continue  # the body tells it in full
        seen.add(key)
        told.add(key[:2])
        out.append(claim)
    return tuple(sorted(out, key=lambda c: c.start))


_IN_PASSING = "disputed"  # id of a marker: "وهو ما نفته"


def _in_sentence(
    view: SentenceView,
    before: SentenceView | None,
    rejected: Sequence[Use],
    incidents: Sequence[Incident],
    events: Sequence[Event],
    published: str | None,
) -> list[Claim]:
    none = [h for h in view.markers if h.phrase.entry.kind == "noclaim"]
    out = []
    for hit in view.markers:
        kind = hit.phrase.entry.kind
        if kind == "denial" and (hit.phrase.entry.id == _HOAX or _undenied(view, hit)):
            continue
        if kind in ("claim", "admission") and not _nobody(view, none, hit) and _is_claim(view, hit):
            near = {h.phrase.entry.kind for h in view.markers if 0 <= hit.first - h.last <= _DENIED_BEFORE}
            if "negation" in near or _of_many(view, hit):
                continue  # "لا يعلن المتمردون عادة مسؤوليتهم"
            said = "denial" if "denial" in near else "claim"
            for claimant in _together(view, hit, _claimant(view, hit)):
                meant = _events(view, hit, incidents, events, claimant)
                out += [_claim(view, hit, said, claimant, event, published) for event in meant]
        elif kind in ("denial", "dispute") and hit.phrase.words[-1] in _DENIED_IT:
            if _undenied(view, hit) or not _deed_told(view, hit):
                continue
            if (denier := _denier(view, hit)) is not None:
                event = _event(view, incidents, events, denier)
                out.append(_claim(view, hit, "denial", denier, event, published))
        elif kind == "denial":
            own = (
                (_own_deed(view, hit, rejected) and not _befell_others(view, hit))
                or _of_its_hand(view, hit)
                or _to_have_done(view, hit)
            )
            own = own or (bool(incidents) and _denies_doing(view, hit))
            answers = bool(incidents) and (_answers(view, hit) or _refers_back(view, hit))
            answers = answers and _told(view, before, hit, incidents)
            denier = _denier(view, hit) if own or answers else None
            if denier and not any(n.organisation for n in denier.named) and not view.uses:
                names = {n.name for n in denier.named}
                named = any(names & {a.name for a in e.actor1} for e in events)
                if not named and not (incidents and (own or _answers(view, hit))):
                    continue  # "نفت السلطات الاتهامات": of what is not told here
            if denier and not own and _befell(denier, _event(view, incidents, events, denier)):
                continue
            for one in [denier, *_joined_to(view, denier)] if denier else []:
                out.append(_claim(view, hit, "denial", one, _event(view, incidents, events, one), published))
    if none:  # "لم تعلن أي جهة …، لكن طالبان أعلنت مسؤوليتها عن هجوم آخر"
        out = [structs.replace(c, event=None, silent_on=()) if c.kind == "claim" else c for c in out]
    if not out:
        out += _own_words(view, incidents, events, published)
    return out[:_MOST]


_MOST = 6  # claims of one sentence: those of two claimants, or of one for several deeds


def _befell(claimant: Participant, event: Event | None) -> bool:
    """ "نفت الحركة تقارير مقتل زعيمها": what befell the one who denies it is no deed of its own."""
    names = {n.name for n in claimant.named}
    return (
        event is not None
        and bool(names & {a.name for a in event.actor2})
        and not names & {a.name for a in event.actor1}
    )


_HOAX = "hoax"  # id of a marker: "فبركة هجوم" blames another
_DENIED_BEFORE = 4  # words from "نفى" to "مسؤوليته"
_NOBODY_WITHIN = 12  # words from "لم تعلن أي جهة" to "مسؤوليتها"
_BUT = frozenset({"لكن", "ولكن", "فيما", "بينما", "الا", "غير"})


def _nobody(view: SentenceView, none: Sequence[Hit], hit: Hit) -> bool:
    """ "لم تعلن أي جهة مسؤوليتها عن الحادث"; "لكن التنظيم أعلن مسؤوليته عن غيره" behind it is a claim."""
    near = [h for h in none if h.first <= hit.first and hit.first - h.last <= _NOBODY_WITHIN]
    return any(_BUT.isdisjoint(view.norms[h.last : hit.first]) for h in near)


def _undenied(view: SentenceView, hit: Hit) -> bool:
    """ "لم تنف الحركة ذلك", "لا تستطيع أن تنفي"."""
    return not _UNDONE.isdisjoint(view.norms[max(view.sentence.first, hit.first - _UNDONE_WITHIN) : hit.first])


def _deed_told(view: SentenceView, hit: Hit) -> bool:
    """ "اتهمت لندن موسكو بتسميمه، وهو ما تنفيه": a deed is told in the sentence; "دعم المتمردين، وهو ما تنفيه" is none."""
    return any(u.frame.family == "violence" and u.first < hit.first for u in view.uses)


def _told(view: SentenceView, before: SentenceView | None, hit: Hit, incidents: Sequence[Incident]) -> bool:
    """What "ذلك" or "هذه الاتهامات" stands for is a deed: one told before it, in the sentence ("تتهم السعودية إيران بدعم المتمردين، لكن
    طهران تنفي ذلك" tells of none) or, where the sentence begins so, in one of the few before."""
    if _deed_told(view, hit):
        return True
    if hit.first - view.sentence.first > _OPENS_WITHIN or before is None:
        return False
    if any(u.frame.family in _VIOLENT for u in before.uses):
        return True
    return any(0 < view.sentence.number - d.sentence.number <= _TOLD_WITHIN for i in incidents for d in i.drafts)


_TOLD_WITHIN = 3  # sentences from a deed to "لكن الجيش نفى ذلك"
_OPENS_WITHIN = 6  # words before "نفت" in a sentence that answers the one before ("لكن وزارة الدفاع الروسية نفت")
_UNDONE = frozenset({"لا", "لم", "لن", "ولا", "ولم"})
_UNDONE_WITHIN = 3


def _joined_to(view: SentenceView, first: Participant) -> list[Participant]:
    """ "نفت الولايات المتحدة وفرنسا", "نفت دمشق وحليفتها موسكو": who denies it too."""
    near = [p for p in _parties(view) if 0 <= p.first - first.last <= 1]
    return [p for p in near if p is not first and view.norms[first.last].startswith("و")][:1]


def _own_words(
    view: SentenceView, incidents: Sequence[Incident], events: Sequence[Event], published: str | None
) -> list[Claim]:
    """ "قالت الحركة إنها استهدفت القاعدة", "أعلنت الكتائب قصف المدينة": an armed group that no state commands tells of its own deed."""
    for incident in incidents:
        for draft in incident.drafts:
            if draft.sentence.number != view.sentence.number or draft.head.trigger.frame not in _CLAIMABLE:
                continue
            if (p := _tells_of_itself(view, draft)) is not None:
                event = _event(view, incidents, events, p)
                return [_claim(view, draft.head.hit, "claim", p, event, published)]
    return []


def _tells_of_itself(view: SentenceView, draft: Draft) -> Participant | None:
    """Who tells of a deed of its own: the doer speaks, says "it" or "its fighters" of the doer, or its channel does."""
    own = {n.name for p in draft.agents for n in p.named if _faction(n)}
    others = any(n.organisation for p in draft.agents for n in p.named) and not own
    said = [n for n in view.norms[max(view.sentence.first, draft.head.first - 3) : draft.head.first] if n != "قد"][-2:]
    itself = not others and bool(said) and (said[-1] in _ITSELF or (said[0] in _THAT and said[-1] in _ITS_MEN))
    for p in view.people:
        factions = {n.name for n in p.named if _faction(n)}
        between = view.norms[p.last : draft.head.first]
        if not factions or p.counted or p.last > draft.head.first or len(between) > _OWN_WITHIN:
            continue
        if not _AFTER.isdisjoint(between) or (between[:1] and between[0] in _WHO and _THAT.isdisjoint(between)):
            continue  # "للحديث عن الجهاديين الذين نفذوا هجمات"
        speaks = p.slot == "source" and (own & factions or (itself and not own))
        told = itself or (len(between) <= _CHANNEL_WITHIN and _THAT.isdisjoint(between))
        if speaks or (told and not others and _its_channel(view, p)):
            return p
    return None


def _faction(named: Named) -> bool:
    """An armed group that no state commands or has at its side ("المقاومة الشعبية" fights for the government)."""
    return named.organisation and named.actor_class in FACTIONS and not named.side.endswith(".gov")


_CHANNEL_WITHIN = 4  # words from "للحوثيين" to "إطلاق"


def _its_channel(view: SentenceView, p: Participant) -> bool:
    """ "أعلنت قناة المسيرة التابعة للحوثيين إطلاق": a channel of theirs announces it."""
    for h in view.outlets:
        by = view.norms[max(view.sentence.first, h.first - 2) : h.first]
        mine = h.phrase.entry.actor and any(n.entry == h.phrase.entry.actor for n in p.named)
        if mine and 0 <= p.first - h.last <= _OF_WHOM_WITHIN and any(unwaw(n) in _DECLARES[:_DECLARING] for n in by):
            return True
    return False


_OF_WHOM_WITHIN = 2  # words from "تلفزيون المسيرة" to "للحوثيين"
_THAT = frozenset({"ان", "بان"})
_WHO = frozenset({"الذين", "الذي", "التي"})
_ITSELF = frozenset({"انها", "انه", "انهم", "بانها", "بانه", "بانهم"})
_ITS_MEN = frozenset({"مقاتليه", "مقاتليها", "مقاتلوه", "مقاتلوها", "عناصره", "عناصرها", "قواته", "قواتها", "مسلحيه", "مسلحيها", "مسلحوه", "رجاله", "رجالها", "مجاهديه", "مجاهديها", "مجاهدوها", "جنوده", "جنودها", "افراده", "افرادها", "مقاتلينا", "مجاهدينا", "قواتنا", "عناصرنا"})  # fmt: skip


_CLAIMABLE = frozenset({"strike", "attack", "bomb", "kill", "shoot", "abduct", "execute", "destroy", "intercept"})
_OWN_WITHIN = 8  # words from who speaks to the deed
_AFTER = frozenset(
    {"بعد", "عقب", "منذ", "رغم", "قبل"}
)  # "أعلنت الحركة التوصل إلى تهدئة بعد قصف غزة": no word of its own deed


def _own_deed(view: SentenceView, hit: Hit, rejected: Sequence[Use]) -> bool:
    """ "نفى الجيش قصف المستشفى", "نفت قتلها مدنيين" deny a deed of one's own; "نفى البنتاغون خطف جبهة النصرة مقاتلين" another's,
    "نفى وقوع هجوم" that anything happened."""
    for use in rejected:
        if use.reason != "denied" or use.frame.family not in _VIOLENT or use.first < hit.last:
            continue
        others = [
            p for p in view.people if use.last <= p.first <= use.last + 1 and p.organisation and p.slot in ("", "of")
        ]
        between = {t.norm for t in view.tokens[hit.last : use.first]}
        befell = unwaw(view.norms[use.first]) in _NOT_OWN  # "ينفي مقتل القيادي": what befell another
        if not others and not befell and not between & _NOT_OWN and use.frame.counts != "injured":
            return True
    return False


def _to_have_done(view: SentenceView, hit: Hit) -> bool:
    """ "نفى الجيش أن يكون قد قصف المدرسة", "نفى البنتاغون أن تكون الولايات المتحدة قد نفذت الغارات": not what another did."""
    norms = view.norms[hit.last : min(view.sentence.last, hit.last + _DENIED_WITHIN)]
    at = next((i for i, (a, b) in enumerate(pairwise(norms)) if a == "ان" and b in _BE), None)
    if at is None:
        return False
    after = hit.last + at + 2
    denier = _denier(view, hit)
    names = {n.name for n in denier.named} if denier is not None else set()
    subject = next((p for p in _parties(view) if after <= p.first <= after + 1), None)
    if subject is None and _befell_others(view, hit):
        return False
    mine = subject is None or bool(names & {n.name for n in subject.named})
    said = view.norms[after : min(view.sentence.last, after + _DONE_WITHIN)]
    verb = after + (said.index("قد") + 1 if "قد" in said else subject.last - after if subject is not None else 0)
    deed = any(u.first == verb and u.frame.family == "violence" for u in view.uses)
    return mine and verb < view.sentence.last and (deed or view.norms[verb] in _DID)


def _befell_others(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الوزارة أن يكون قد خطف أحد من الجنود": the verb does not agree with who denies it."""
    said = view.norms[hit.last : min(view.sentence.last, hit.last + _DENIED_WITHIN)]
    passive = any(n == ("ان", "يكون", "قد") for n in zip(said, said[1:], said[2:], strict=False))
    return passive and hit.phrase.words[0] in _SHE_DENIES


_SHE_DENIES = frozenset({"نفت", "تنفي", "نافيه", "انكرت", "تنكر"})
_BE = frozenset({"يكون", "تكون", "يكونوا"})
_DENIED_WITHIN = 12  # words from "نفى" to "أن يكون"
_DONE_WITHIN = 6  # words from "أن يكون" to "قد", behind which the deed stands
_DID = frozenset({"شن", "شنت", "شنوا", "نفذ", "نفذت", "نفذوا", "ارتكب", "ارتكبت", "ارتكبوا", "استخدم", "استخدمت", "استهدف", "استهدفت", "هاجم", "هاجمت", "اطلق", "اطلقت"})  # fmt: skip
_TALKS = frozenset(
    {"اتفاق", "لاتفاق", "الاتفاق", "هدنه", "الهدنه", "تهديه", "التهديه", "لتهديه", "مفاوضات", "لقاء", "زياره"}
)
_TALKS_WITHIN = 20  # words before "نفت ذلك"


def _is_claim(view: SentenceView, hit: Hit) -> bool:
    """ "تبنى" also means to adopt (a law, a view): it claims only before a deed; responsibility needs a declaration."""
    head = hit.phrase.words[0]
    if hit.phrase.entry.kind == "admission":
        return _admits(view, hit)
    if hit.phrase.entry.id == _ANSWERABLE:
        return _says_of_itself(view, hit)
    if head.startswith(("تبن", "يتبن", "متبن")):
        back = head in _ADOPTED_IT and (
            hit.first - view.sentence.first <= _AT_ONCE or any(0 <= hit.first - u.last <= _IT_WITHIN for u in view.uses)
        )
        named = any(0 <= p.first - hit.last <= 1 and p.slot not in ("on", "with_b") for p in _parties(view))
        within = _ADOPTED_BY_ONE_WITHIN if named and head.startswith("تبن") else _ADOPTED_WITHIN
        deeds = [u for u in view.uses if 0 <= u.first - hit.last <= within]
        return back or any(u.frame.family in _VIOLENT for u in deeds) or _meant(view, hit)
    near = view.tokens[max(view.sentence.first, hit.first - 26) : hit.first]
    if any(t.norm.removeprefix("و").removeprefix("ب") in _BLAMES for t in near[-_BLAMED_WITHIN:]):
        return False  # "محملا سلطات الاحتلال المسؤولية عن الهجوم"
    return any(t.norm.removeprefix("و") in _DECLARES for t in near) or hit.phrase.words[0] in ("اعلن", "اعلنت")


def _of_many(view: SentenceView, hit: Hit) -> bool:
    """ "أعلن مسؤوليته عن معظم الهجمات في البلاد", "عن العديد منها", "سلسلة اعتداءات تبناها": many deeds that are not told one by one."""
    after = view.norms[hit.last : min(view.sentence.last, hit.last + _MANY_WITHIN)]
    before = view.norms[max(view.sentence.first, hit.first - _MANY_WITHIN) : hit.first]
    if not _THESE.isdisjoint(after):
        return False
    if hit.phrase.words[-1] in _ADOPTED_IT:
        return any(n.removeprefix("و") in _MANY for n in before) and not _EACH.isdisjoint(before)
    many = next((i for i, n in enumerate(after) if n in _MANY), None)
    return many is not None or any(b == "منها" for b in after)


_MANY_WITHIN = 4  # words from "مسؤوليته" to "العديد من"
_MANY = frozenset({"اغلب", "اغلبها", "معظم", "معظمها", "غالبيه", "غالبيتها", "اغلبيه", "اغلبيتها", "عدد", "عده", "العديد", "الكثير", "كثير", "بعض", "بعضها", "سلسله"})  # fmt: skip
_EACH = frozenset({"هجمات", "الهجمات", "اعتداءات", "الاعتداءات", "تفجيرات", "التفجيرات", "عمليات", "العمليات"})
_ADOPTED_WITHIN = 4  # words from "تبنى" to the deed
_ADOPTED_BY_ONE_WITHIN = 12  # the same, over who adopts it: "تبنى تنظيم "الدولة الإسلامية" مساء السبت هجوما"


def _meant(view: SentenceView, hit: Hit) -> bool:
    """ "تبنى التنظيم هذه العملية": a deed told before."""
    after = view.norms[hit.last : min(view.sentence.last, hit.last + 7)]
    return any(a in _THESE and b in _DEEDS_MEANT for a, b in pairwise(after))


def _admits(view: SentenceView, hit: Hit) -> bool:
    """ "اعترف الجيش بقصف المستشفى", "أقر التحالف بمقتل 12 مدنيا": what one owns up to; one's own dead are no deed."""
    named = any(0 <= p.first - hit.last <= 1 for p in _parties(view))
    reach = _ADMITTED_BY_ONE_WITHIN if named else _ADMITTED_WITHIN
    for use in view.uses:
        if not 0 <= use.first - hit.last <= reach or not view.norms[use.first].startswith("ب"):
            continue
        if use.frame.family == "violence" and use.trigger.frame not in _OF_ONES_DEAD:
            return True
        harmed = [p for p in view.people if 0 <= p.first - use.last <= 3]
        if any("civilian" in p.kinds for p in harmed):
            return True
    return False


_OF_ONES_DEAD = frozenset({"kill", "die", "die_soft", "die_light", "injure"})  # "اعترفت الميليشيات بمصرع قائدها"


def _says_of_itself(view: SentenceView, hit: Hit) -> bool:
    """ "قالت طالبان إن الحركة مسؤولة عن الهجوم"; "قالت الشرطة إن طالبان مسؤولة" blames another."""
    before = [p for p in _parties(view) if p.last <= hit.first]
    said = [p for p in before if p.slot == "source"]
    if not said:
        return False
    names = {n.name for p in said for n in p.named}
    return all(names & {n.name for n in p.named} for p in before if p.first > said[-1].first)


def _together(view: SentenceView, hit: Hit, claimant: Participant | None) -> list[Participant]:
    """ "كل من سرايا القدس وكتائب القسام مسؤوليتهما": both claim."""
    if claimant is None:
        return []
    word = hit.phrase.words[0]
    both = word.endswith("هما") and (not word.startswith("تبن") or word.startswith("تبني"))
    others = [p for p in _parties(view) if p is not claimant and p.last <= hit.first] if both else []
    beside = [p for p in others if 0 <= claimant.first - p.last <= 1 or 0 <= p.first - claimant.last <= 1]
    return [*beside[-1:], claimant]


def _parties(view: SentenceView) -> list[Participant]:
    """Who can claim or deny: organisations, and governments by their nation ("الحكومة التركية")."""
    return [p for p in view.people if _party(view, p) is not None]


def _party(view: SentenceView, p: Participant) -> Named | None:
    named = next((n for n in p.named if n.organisation), None)
    said = view.norms[max(p.first - 1, 0) : p.first + 1]
    heads = {*said, *(n.removeprefix("و") for n in said)}  # "وزارة", and "والحكومة"
    if named is None and p.named and not heads.isdisjoint(_GOVERNING):
        return p.named[-1]
    return named


def _claimant(view: SentenceView, hit: Hit) -> Participant | None:
    named = _parties(view)
    own = hit.phrase.words[0].startswith("تبني") and hit.phrase.words[0] != "تبني"  # "أعلنت الحركة تبنيها الهجوم"
    after_first = hit.phrase.words[0].endswith(("ه", "ها", "هما")) and "تبن" in hit.phrase.words[0][:4] and not own
    after = [p for p in named if 0 <= p.first - hit.last <= 4 and p.slot not in ("on", "with_b")]
    before = [p for p in named if p.last <= hit.first and hit.first - p.last <= 26]
    if hit.phrase.words[0].startswith("تبن") and after and not (own and before):
        return after[0]
    if before and not after_first and _somebody_else(view, hit, before[-1]):
        return None
    if before and not after_first:
        said = [p for p in before if p.slot == "source"]
        return (said or before)[-1]
    after = [p for p in after if p.slot != "of"]  # "مسؤوليتهم عن التفجير في أنقرة"
    return after[0] if after else (before[-1] if before else None)


def _somebody_else(view: SentenceView, hit: Hit, named: Participant) -> bool:
    """ "أعلن ناشطون مسؤوليتهم": those right after the verb declare it, not an organisation named earlier."""
    verbs = [i for i in range(named.last, hit.first) if view.tokens[i].norm.removeprefix("و") in _DECLARES[:3]]
    return any(verbs[-1] < p.first < hit.first and p.kinds for p in view.people) if verbs else False


def _denier(view: SentenceView, hit: Hit) -> Participant | None:
    return _who_denies(view, hit, _parties(view)) or _who_denies(view, hit, _speaking(view))


def _speaking(view: SentenceView) -> list[Participant]:
    """Parties whose spokesman or ministry is cited."""
    return [p for p in view.spoken_for if _party(view, p) is not None]


def _who_denies(view: SentenceView, hit: Hit, named: Sequence[Participant]) -> Participant | None:
    after = [p for p in named if 0 <= p.first - hit.last <= 4 and view.norms[p.first - 1] not in _OTHERS_WORDS]
    after = [
        p
        for p in after
        if not any(
            unwaw(n) in view.words["cited_verbs"] or unwaw(n) in view.words["said"]
            for n in view.norms[hit.last : p.first]
        )
    ]
    if after or view.norms[min(hit.last, view.sentence.last - 1)] in _THE_LAST:
        return after[0] if after else None
    before = [p for p in named if p.last <= hit.first and _stands_before(view, p, hit) and p.slot not in _NO_SUBJECT]
    return before[-1] if before else None


_THE_LAST = frozenset({"الاخير", "الاخيره"})  # "اتهمت أنقرة غولن، وينفي الأخير أي دور له"
_BY_VOICE = 16  # words of "الولايات المتحدة، على لسان …، نفت"
_OTHER_SUBJECT = _BUT | {"كما"}


def _stands_before(view: SentenceView, p: Participant, hit: Hit) -> bool:
    """Is a party the subject of a verb behind it: near to it, or parted from it by what stands between two commas? In "الولايات
    المتحدة، لكن الرئيس نفى" another is."""
    between = view.norms[p.last : hit.first]
    within = _BY_VOICE if between[:1] == between[-1:] == ["،"] else _DENIER_WITHIN
    return len(between) <= within and _OTHER_SUBJECT.isdisjoint(between)


_DENIER_WITHIN = 8  # words from who denies to "نفت"


_NO_SUBJECT = frozenset({"for", "on", "with_b", "to"})


_IT = frozenset({"الامر", "ذلك", "هذا"})


_SAID_OF_THEM = frozenset(
    {"المزاعم", "الاتهامات", "الادعاءات", "الاتهام", "التهم", "التهمه", "الانباء", "التقارير", "الروايه", "المعلومات"}
)


def _answers(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الحكومة هذه المزاعم": what the article has just told of."""
    near = view.norms[hit.last : min(view.sentence.last, hit.last + _ANSWERED_WITHIN)]
    return any(a in _THESE and b in _SAID_OF_THEM for a, b in pairwise(near))


_DOING = frozenset(
    {"شن", "شنه", "شنها", "تنفيذ", "تنفيذه", "تنفيذها", "ارتكاب", "ارتكابه", "ارتكابها", "قيامه", "قيامها", "استخدام", "استخدامه", "استخدامها", "استعمال", "استعمالها", "استهداف", "استهدافه", "استهدافها", "استهدافهم"}
)  # fmt: skip


def _denies_doing(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الولايات المتحدة وفرنسا شن الضربة", "واشنطن تنفي تنفيذها", "نفت دمشق استخدام الغاز"; not "نفى الجيش استهداف إسرائيل للمطار"."""
    last = min(view.sentence.last, hit.last + _ANSWERED_WITHIN)
    said = next((i for i in range(hit.last, last) if unwaw(view.norms[i]) in _DOING), None)
    if said is None or not _BUT.isdisjoint(view.norms[hit.last : said]):
        return False
    if view.norms[said].startswith(_USING) and not (view.norms[said].endswith(_ITS) or view.weapons):
        return False  # "استخدام الأراضي العراقية"
    return not any(p.organisation and said < p.first <= said + 1 and p.slot in ("", "of") for p in view.people)


_USING = ("استخدام", "استعمال")
_ITS = ("ه", "ها", "هم")


_ANSWERED_WITHIN = 9  # words from "نفى" to "هذه المزاعم"


def _of_its_hand(view: SentenceView, hit: Hit) -> bool:
    """ "نفى مسؤوليته", "تنفي ضلوعها", "تنفي موسكو أي علاقة لها", "أن يكون لها أي دور", "نفت الحركة أنها كانت وراء التفجير"."""
    near = view.norms[max(view.sentence.first, hit.first - 3) : hit.first]
    after = view.norms[hit.last : min(view.sentence.last, hit.last + _OF_DEED_WITHIN)]
    after = after[: next((i for i, n in enumerate(after) if n in _BUT), len(after))]
    if not (_LINKS.isdisjoint(after) or _OF_ONES_OWN.isdisjoint(after)):
        return _TIES.isdisjoint(after) or not _tied_to_a_party(view, hit)
    if any(a in _ITSELF and "وراء" in (b, c) for a, b, c in zip(after, after[1:], after[2:], strict=False)):
        return True
    if any(a == "اي" and b in _PART for a, b in pairwise(after)):
        return True
    said = [(a, b) for a, b in pairwise((*near, *after, "")) if a in _LINKED or a in _RESPONSIBLE]
    return any(not b.startswith("حليف") for _, b in said)


def _refers_back(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الحركة ذلك"; but not "أعلنت الحركة التوصل لاتفاق، إلا أن إسرائيل نفت ذلك"."""
    near = view.norms[max(view.sentence.first, hit.first - 3) : min(view.sentence.last, hit.last + 8)]
    before = view.norms[max(view.sentence.first, hit.first - _TALKS_WITHIN) : hit.first]
    return any(n in _IT for n in near) and _TALKS.isdisjoint(before)


def _tied_to_a_party(view: SentenceView, hit: Hit) -> bool:
    """ "تنفي أي صلة عسكرية لها بالحزب": ties to others, and no deed."""
    first = next(i for i in range(hit.last, view.sentence.last) if view.norms[i] in _TIES)
    return any(p.clitic.endswith("ب") and first < p.first <= first + _TIED_WITHIN for p in _parties(view))


_TIES = frozenset({"علاقه", "صله"})
_TIED_WITHIN = 6  # words from "صلة" to "بالحزب"
_OF_DEED_WITHIN = 12  # words from "نفى" to "مسؤوليته", over who denies it, his office and the day
_LINKS = frozenset({"علاقه", "صله", "دور", "يد", "مسووليه"})
_OF_ONES_OWN = frozenset({"له", "لها", "لهم"})
_PART = frozenset({"دور", "ضلوع", "تورط", "مسووليه"})  # "نفت أي دور في الهجوم"
# "نفت ضلوعها", "نفى الضلوع في", "هذه المزاعم"
_LINKED = frozenset({"ضلوع", "ضلوعه", "ضلوعها", "ضلوعهم", "الضلوع", "تورط", "تورطه", "تورطها", "تورطهم", "التورط", "وقوفه", "وقوفها", "صلته", "صلتها", "علاقته", "علاقتها", "مزاعم"})  # fmt: skip


def _claim(
    view: SentenceView,
    hit: Hit,
    kind: str,
    who: Participant,
    event: Event | None,
    published: str | None,
) -> Claim:
    first, last = min(hit.first, who.first), max(hit.last, who.last)
    start, end = view.reading.span(first, last)
    quote = view.reading.quote(first, last)
    outlet = next((h.phrase.entry for h in view.outlets), None)
    date = next(
        (
            d.start
            for d in view.dates
            if d.start and d.precision == "day" and d.kind in ("absolute", "relative", "weekday")
        ),
        None,
    )
    evidence = [Evidence(start, end, quote, "claim", "claim." + kind, hit.phrase.entry.id)]
    named = _party(view, who)
    assert named is not None  # only parties claim
    evidence.append(
        Evidence(
            *view.reading.span(who.first, who.last),
            view.reading.quote(who.first, who.last),
            "claimant",
            "claim.claimant",
            named.entry,
        )
    )
    if outlet:
        h = next(h for h in view.outlets)
        evidence.append(
            Evidence(
                *view.reading.span(h.first, h.last),
                view.reading.quote(h.first, h.last),
                "outlet",
                "claim.outlet",
                outlet.id,
            )
        )
    return Claim(
        start=start, end=end, quote=quote, kind=kind, claimant=named.name,
        outlet=outlet.name if outlet else None, date=date, event=event.id if event else None,
        silent_on=_silent(view, event), evidence=tuple(evidence),
    )  # fmt: skip


def _event(
    view: SentenceView, incidents: Sequence[Incident], events: Sequence[Event], who: Participant
) -> Event | None:
    """The incident whose draft stands in the claim's sentence, else the nearest told before, else the first after."""
    return next(iter(_nearest(view, incidents, events, who)), None)


def _events(
    view: SentenceView, hit: Hit, incidents: Sequence[Incident], events: Sequence[Event], who: Participant
) -> Sequence[Event | None]:
    """The incident of a claim, or as many as it says ("الهجمات الأربعة", "الهجومين", "تبناهما"): blows of which nobody else is told."""
    near = _nearest(view, incidents, events, who)
    if not _AMONG.isdisjoint(view.norms[max(view.sentence.first, hit.first - _AMONG_WITHIN) : hit.first]):
        return [None]  # "هجمات بينها تفجيران تبناهما التنظيم": of several, which are not told one by one
    blows = [e for e in near if e.event_type in _CLAIMED]
    many = _number(view, hit)
    if many > 1:
        names = {n.name for n in who.named} | _ANYBODY
        blows = [e for e in blows if names.issuperset(a.name for a in e.actor1)]
    return blows[:many] or near[:1] or [None]


_AMONG = frozenset({"بينها", "منها"})
_AMONG_WITHIN = 3  # words from "بينها" to "تبناهما"
_CLAIMED = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_ANYBODY = frozenset({"Unidentified armed group", "Civilians"})
_NUMBER_WITHIN = 4  # words from "مسؤوليته" to "الهجمات الأربعة"
_TWO = re.compile("ب?(?:ال)?(?:هجومي|تفجيري|عمليتي|اعتداءي|انفجاري|اعتدايي)ن?")
_THEM_TWO = frozenset({"تبناهما", "تبنتهما", "عنهما"})
_NUMERALS = {"الثلاثه": 3, "الثلاث": 3, "الاربعه": 4, "الاربع": 4, "الخمسه": 5, "الخمس": 5, "السته": 6, "الست": 6}


def _number(view: SentenceView, hit: Hit) -> int:
    """How many deeds a claim is for, where it counts them; one where it does not."""
    said = view.norms[hit.last - 1 : min(view.sentence.last, hit.last + _NUMBER_WITHIN)]
    for a, b in pairwise((*said, "")):
        if a.removeprefix("ب") in _DEEDS_MEANT and b in _NUMERALS:
            return _NUMERALS[b]
        if a in _THEM_TWO or _TWO.fullmatch(a):
            return 2
    return 1


def _nearest(
    view: SentenceView, incidents: Sequence[Incident], events: Sequence[Event], who: Participant
) -> list[Event]:
    """The incidents in the order in which a claim of the sentence may mean them."""
    index = view.sentence.number
    names = {n.name for n in who.named}
    order = []
    for incident, event in zip(incidents, events, strict=True):
        told = [d.sentence.number for d in incident.drafts]
        struck = bool(names & {a.name for a in event.actor2}) and not names & {a.name for a in event.actor1}
        before = [t for t in told if t <= index]
        order.append((struck, event.background, index - max(before) if before else 100 + min(told), event))
    order.sort(key=lambda o: o[:3])
    return [o[3] for o in order]


_NO_CLAIMED = frozenset({"Strategic developments", "Protests", "Riots"})  # nobody claims an arrest


def claimed_by(events: Sequence[Event], claims: Sequence[Claim]) -> list[Event]:
    """An event whose doer the text leaves open has the one who claims it as actor1, with the words of the claim."""
    doers: dict[str, ActorRef] = {}
    for claim in claims:
        said = next((e for e in claim.evidence if e.role == "claimant"), None)
        if claim.kind == "claim" and claim.event and said:
            doers.setdefault(claim.event, ActorRef(claim.claimant, said.quote, said.start, said.end, said.entry))
    out = []
    for event in events:
        doer = doers.get(event.id)
        vague = all(a.name in ("Unidentified armed group", "Civilians", "Police", "State forces") for a in event.actor1)
        if doer and vague and event.event_type not in _NO_CLAIMED:
            struck = tuple(a for a in event.actor2 if a.name != doer.name)
            event = structs.replace(event, actor1=(doer,), actor2=struck)
        out.append(event)
    return out


_SILENT_ON = {
    "fatalities": ("قتل", "مقتل", "خساير", "ضحايا"),
    "escaped": ("فرار", "هروب", "الفرار"),
    "captured": ("اسر", "القبض", "اعتقال"),
}


def _silent(view: SentenceView, event: Event | None) -> tuple[str, ...]:
    """Outcomes that the event records and the claim, as told, does not mention or is said to pass over."""
    if event is None or not any(getattr(event, key) for key in FIGURES):
        return ()
    norms = [t.norm for t in view.tokens[view.sentence.first : view.sentence.last]]
    silent = []
    cut = next((i for i, n in enumerate(norms) if n in ("دون", "يتطرق", "تتطرق")), len(norms))
    for key in FIGURES:
        words = _SILENT_ON.get(key, ())
        if getattr(event, key) and not any(n.removeprefix("و") in words for n in norms[:cut]):
            silent.append(key)
    return tuple(silent)
