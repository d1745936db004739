"""Claims and denials of responsibility: who claims, through which outlet, when, for which event, silent on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from marsad.arabic.tokens import unwaw
from marsad.coding.draft import Draft, Use
from marsad.coding.events import FIGURES
from marsad.coding.merge import Incident
from marsad.coding.participants import FACTIONS, Named, Participant
from marsad.coding.view import SentenceView
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role
from marsad.model.record import ActorRef, Claim, Event, Evidence

_ANSWERABLE = "claim.answerable"  # id of a marker
_ADMITTED_BY_ONE_WITHIN = 16  # the same, where the party follows the verb: "أقر التحالف الذي …، الجمعة، بمقتل"
_ADMITTED_WITHIN = 5  # words from "اعترفت" to "بقصف المستشفى"
_GOVERNING = frozenset(
    {"عسكري", "حكومي", "حكومه", "الحكومه", "سلطات", "السلطات", "وزاره", "الداخليه", "الخارجيه", "الرياسه"}
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
    views = [
        v for v in views if v.sentence.number in with_deeds or any(h.phrase.entry.kind in _KINDS for h in v.markers)
    ]
    for view in sorted(views, key=lambda v: v.sentence.role in (Role.TITLE, Role.SUBTITLE)):
        headline = view.sentence.role in (Role.TITLE, Role.SUBTITLE)
        for claim in _in_sentence(view, rejected.get(view.sentence.number, ()), incidents, events, published):
            key = (claim.kind, claim.claimant, claim.event)
            again = claim.kind == "denial" and claim.event is None and key[:2] in told
            if key in seen or again or (headline and key[:2] in told):
                continue  # the body tells it in full
            seen.add(key)
            told.add(key[:2])
            out.append(claim)
    return tuple(sorted(out, key=lambda c: c.start))


def _in_sentence(
    view: SentenceView,
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
            before = {h.phrase.entry.kind for h in view.markers if 0 <= hit.first - h.last <= _DENIED_BEFORE}
            if "negation" in before:
                continue  # "لا يعلن المتمردون عادة مسؤوليتهم"
            said = "denial" if "denial" in before else "claim"
            claimants = _together(view, hit, _claimant(view, hit))
            out += [_claim(view, hit, said, claimant, incidents, events, published) for claimant in claimants]
        elif kind in ("denial", "dispute") and hit.phrase.words[-1] in _DENIED_IT:
            if hit.phrase.words[-1] in _DENIES_IT and (_undenied(view, hit) or not _deed_told(view, hit)):
                continue
            claimant = _denier(view, hit)
            if claimant:
                out.append(_claim(view, hit, "denial", claimant, incidents, events, published))
        elif kind == "denial":
            own = _own_deed(view, hit, rejected) or _of_its_hand(view, hit) or _to_have_done(view, hit)
            own = own or (bool(incidents) and _denies_doing(view, hit))
            about = own or _refers_back(view, hit) or (bool(incidents) and _answers(view, hit))
            claimant = _denier(view, hit) if about else None
            if claimant and not any(n.organisation for n in claimant.named) and not view.uses:
                names = {n.name for n in claimant.named}
                named = any(names & {a.name for a in e.actor1} for e in events)
                if not named and not (incidents and _answers(view, hit)):
                    continue  # "نفت السلطات الاتهامات": of what is not told here
            if claimant and not own and _befell(claimant, _event(view, hit, incidents, events, claimant)):
                continue
            deniers = [claimant, *_joined_to(view, claimant)] if claimant else []
            out += [_claim(view, hit, "denial", one, incidents, events, published) for one in deniers]
    if none:  # "لم تعلن أي جهة …، لكن طالبان أعلنت مسؤوليتها عن هجوم آخر"
        out = [structs.replace(c, event=None, silent_on=()) if c.kind == "claim" else c for c in out]
    if not out:
        out += _own_words(view, incidents, events, published)
    return out[:2]


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


_DENIES_IT = ("ينفيه", "تنفيه")
_UNDONE = frozenset({"لا", "لم", "لن", "ولا", "ولم"})
_UNDONE_WITHIN = 3


def _joined_to(view: SentenceView, first: Participant) -> list[Participant]:
    """ "نفت الولايات المتحدة وفرنسا": who denies it too."""
    return [p for p in _parties(view) if p.first == first.last and p.clitic.startswith("و")][:1]


def _own_words(
    view: SentenceView, incidents: Sequence[Incident], events: Sequence[Event], published: str | None
) -> list[Claim]:
    """ "قالت الحركة إنها استهدفت القاعدة", "أعلنت الكتائب قصف المدينة": an armed group that no state commands tells of its own deed."""
    for incident in incidents:
        for draft in incident.drafts:
            if draft.sentence.number != view.sentence.number or draft.head.trigger.frame not in _CLAIMABLE:
                continue
            if (p := _tells_of_itself(view, draft)) is not None:
                return [_claim(view, draft.head.hit, "claim", p, incidents, events, published)]
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
        if not _AFTER.isdisjoint(between):
            continue
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
    uses = [u for u in view.uses if 0 <= u.first - after <= _DONE_WITHIN and u.frame.family == "violence"]
    subject = next((p for p in _parties(view) if after <= p.first <= after + 1), None)
    mine = subject is None or bool(names & {n.name for n in subject.named})
    return bool(uses) and mine


_BE = frozenset({"يكون", "تكون", "يكونوا"})
_DENIED_WITHIN = 12  # words from "نفى" to "أن يكون"
_DONE_WITHIN = 6  # words from "أن يكون" to the deed
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
        return back or any(0 <= u.first - hit.last <= within for u in view.uses) or _meant(view, hit)
    near = view.tokens[max(view.sentence.first, hit.first - 26) : hit.first]
    if any(t.norm.removeprefix("و").removeprefix("ب") in _BLAMES for t in near[-_BLAMED_WITHIN:]):
        return False  # "محملا سلطات الاحتلال المسؤولية عن الهجوم"
    return any(t.norm.removeprefix("و") in _DECLARES for t in near) or hit.phrase.words[0] in ("اعلن", "اعلنت")


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
    heads = {n.removeprefix("و") for n in view.norms[max(p.first - 1, 0) : p.first + 1]}
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
    named = _parties(view)
    after = [p for p in named if 0 <= p.first - hit.last <= 4 and view.norms[p.first - 1] not in _OTHERS_WORDS]
    after = [
        p
        for p in after
        if not any(
            unwaw(n) in view.words["cited_verbs"] or unwaw(n) in view.words["said"]
            for n in view.norms[hit.last : p.first]
        )
    ]
    before = [p for p in named if p.last <= hit.first and hit.first - p.last <= 8 and p.slot not in _NO_SUBJECT]
    return after[0] if after else (before[-1] if before else None)


_NO_SUBJECT = frozenset({"for", "on", "with_b", "to"})


_IT = frozenset({"الامر", "ذلك", "هذا"})


_SAID_OF_THEM = frozenset({"المزاعم", "الاتهامات", "الادعاءات", "الاتهام", "الانباء", "التقارير", "الروايه"})


def _answers(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الحكومة هذه المزاعم": what the article has just told of."""
    near = view.norms[hit.last : min(view.sentence.last, hit.last + _ANSWERED_WITHIN)]
    return any(a in _THESE and b in _SAID_OF_THEM for a, b in pairwise(near))


_DOING = frozenset(
    {"شن", "شنه", "شنها", "تنفيذ", "تنفيذه", "تنفيذها", "ارتكاب", "ارتكابه", "ارتكابها", "قيامه", "قيامها"}
)


def _denies_doing(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الولايات المتحدة وفرنسا شن الضربة", "واشنطن تنفي تنفيذها"."""
    return not _DOING.isdisjoint(view.norms[hit.last : min(view.sentence.last, hit.last + _ANSWERED_WITHIN)])


_ANSWERED_WITHIN = 9  # words from "نفى" to "هذه المزاعم"


def _of_its_hand(view: SentenceView, hit: Hit) -> bool:
    """ "نفى مسؤوليته", "تنفي ضلوعها", "تنفي موسكو أي علاقة لها", "أن يكون لها أي دور", "نفت الحركة أنها كانت وراء التفجير"."""
    near = view.norms[max(view.sentence.first, hit.first - 3) : hit.first]
    after = view.norms[hit.last : min(view.sentence.last, hit.last + _OF_DEED_WITHIN)]
    after = after[: next((i for i, n in enumerate(after) if n in _BUT), len(after))]
    if not (_LINKS.isdisjoint(after) or _OF_ONES_OWN.isdisjoint(after)):
        return True
    if any(a in _ITSELF and "وراء" in (b, c) for a, b, c in zip(after, after[1:], after[2:], strict=False)):
        return True
    return any(n in _LINKED or n in _RESPONSIBLE for n in (*near, *after))


def _refers_back(view: SentenceView, hit: Hit) -> bool:
    """ "نفت الحركة ذلك"; but not "أعلنت الحركة التوصل لاتفاق، إلا أن إسرائيل نفت ذلك"."""
    near = view.norms[max(view.sentence.first, hit.first - 3) : min(view.sentence.last, hit.last + 8)]
    before = view.norms[max(view.sentence.first, hit.first - _TALKS_WITHIN) : hit.first]
    return any(n in _IT for n in near) and _TALKS.isdisjoint(before)


_OF_DEED_WITHIN = 12  # words from "نفى" to "مسؤوليته", over who denies it, his office and the day
_LINKS = frozenset({"علاقه", "صله", "دور", "يد", "مسووليه"})
_OF_ONES_OWN = frozenset({"له", "لها", "لهم"})
# "نفت ضلوعها", "نفى الضلوع في", "هذه المزاعم"
_LINKED = frozenset({"ضلوع", "ضلوعه", "ضلوعها", "ضلوعهم", "الضلوع", "تورط", "تورطه", "تورطها", "تورطهم", "التورط", "وقوفه", "وقوفها", "صلته", "صلتها", "علاقته", "علاقتها", "مزاعم"})  # fmt: skip


def _claim(
    view: SentenceView,
    hit: Hit,
    kind: str,
    who: Participant,
    incidents: Sequence[Incident],
    events: Sequence[Event],
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
    event = _event(view, hit, incidents, events, who)
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
    view: SentenceView, hit: Hit, incidents: Sequence[Incident], events: Sequence[Event], who: Participant
) -> Event | None:
    """The incident whose draft stands in the claim's sentence, else the nearest told before, else the first after."""
    index = view.sentence.number
    names = {n.name for n in who.named}
    order = []
    for incident, event in zip(incidents, events, strict=True):
        told = [d.sentence.number for d in incident.drafts]
        struck = bool(names & {a.name for a in event.actor2}) and not names & {a.name for a in event.actor1}
        before = [t for t in told if t <= index]
        order.append((struck, event.background, index - max(before) if before else 100 + min(told), event))
    order.sort(key=lambda o: o[:3])
    return order[0][3] if order else None


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
