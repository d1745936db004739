"""Claims and denials of responsibility: who claims, through which outlet, when, for which event, silent on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from marsad.arabic.tokens import unwaw
from marsad.coding.draft import Use
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
_RESPONSIBLE = ("مسووليته", "مسووليتها", "مسووليتهم", "بمسووليته", "المسووليه", "مسووليه", "بمسووليتها")
_DECLARES = ("اعلن", "اعلنت", "اعلنوا", "يعلن", "تعلن", "تبني", "تبنت", "تبنيه", "تبنيها", "عن", "اكد", "اكدت", "اكدوا", "ادعي", "ادعت", "ادعاء", "زعم", "زعمت", "اعترف", "اعترفت", "يعترف", "تعترف", "اقر", "اقرت", "يقر", "تقر")  # fmt: skip
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
_DENIED_IT = ("نفاه", "نفته", "نفاها", "نفتها", "انكره", "انكرته")
_ADOPTED_IT = ("تبناه", "تبنته", "تبناها", "تبنتها", "تبناهما", "تبنتهما")
_AT_ONCE = 2  # words before "تبناه" in a sentence whose deed stands in the one before
_IT_WITHIN = 20  # words from a deed to "الذي تبناه"
_BLAMES = frozenset({"حمل", "حملت", "حملوا", "يحمل", "تحمل", "نحمل", "محمل", "محملا", "محمله", "محملين", "تحميل", "يتحمل", "تتحمل", "تحملها", "يحملها", "سنحملها", "حملها", "حملته", "حملتها"})  # fmt: skip
_BLAMED_WITHIN = 8  # words from "حمّل" to "المسؤولية"
_OTHERS_WORDS = frozenset({"مزاعم", "اتهامات", "اتهام", "ادعاءات", "ادعاء", "تقارير", "روايه", "انباء", "تورط", "ضلوع"})
_VIOLENT = frozenset({"violence", "outcome", "protest"})


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
    for view in sorted(views, key=lambda v: v.sentence.role in (Role.TITLE, Role.SUBTITLE)):
        headline = view.sentence.role in (Role.TITLE, Role.SUBTITLE)
        for claim in _in_sentence(view, rejected.get(view.sentence.number, ()), incidents, events, published):
            key = (claim.kind, claim.claimant, claim.event)
            if key in seen or (headline and key[:2] in told):
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
        if kind in ("claim", "admission") and not none and _is_claim(view, hit):
            negated = any(
                h.phrase.entry.kind in ("denial", "negation") and 0 <= hit.first - h.last <= 4 for h in view.markers
            )
            said = "denial" if negated else "claim"
            claimants = _together(view, hit, _claimant(view, hit))
            out += [_claim(view, hit, said, claimant, incidents, events, published) for claimant in claimants]
        elif kind in ("denial", "dispute") and hit.phrase.words[-1] in _DENIED_IT:
            claimant = _denier(view, hit)
            if claimant:
                out.append(_claim(view, hit, "denial", claimant, incidents, events, published))
        elif kind == "denial":
            about = _own_deed(view, hit, rejected) or _refers_back(view, hit) or _to_have_done(view, hit)
            about = about or (bool(incidents) and (_answers(view, hit) or _denies_doing(view, hit)))
            claimant = _denier(view, hit) if about else None
            if claimant and not any(n.organisation for n in claimant.named) and not view.uses:
                names = {n.name for n in claimant.named}
                named = any(names & {a.name for a in e.actor1} for e in events)
                if not named and not (incidents and _answers(view, hit)):
                    continue  # "نفت السلطات الاتهامات": of what is not told here
            deniers = [claimant, *_joined_to(view, claimant)] if claimant else []
            out += [_claim(view, hit, "denial", one, incidents, events, published) for one in deniers]
    if not out:
        out += _own_words(view, incidents, events, published)
    return out[:2]


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
            own = {n.name for p in draft.agents for n in p.named if n.organisation and n.actor_class in FACTIONS}
            for p in view.people:
                mine = own & {n.name for n in p.named if n.organisation}
                between = view.norms[p.last : draft.head.first]
                near = 0 <= len(between) <= _OWN_WITHIN and p.last <= draft.head.first and _AFTER.isdisjoint(between)
                if p.slot == "source" and mine and near and not p.counted:
                    return [_claim(view, draft.head.hit, "claim", p, incidents, events, published)]
    return []


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
        return back or any(0 <= u.first - hit.last <= 4 for u in view.uses) or _meant(view, hit)
    near = view.tokens[max(view.sentence.first, hit.first - 26) : hit.first]
    if any(t.norm.removeprefix("و") in _BLAMES for t in near[-_BLAMED_WITHIN:]):
        return False  # "محملا سلطات الاحتلال المسؤولية عن الهجوم"
    return any(t.norm.removeprefix("و") in _DECLARES for t in near) or hit.phrase.words[0] in ("اعلن", "اعلنت")


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
        if use.frame.family == "violence" and use.trigger.frame != "kill":
            return True
        harmed = [p for p in view.people if 0 <= p.first - use.last <= 3]
        if any("civilian" in p.kinds for p in harmed):
            return True
    return False


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
    both = hit.phrase.words[0].endswith("هما") and not hit.phrase.words[0].startswith("تبن")
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
    after_first = hit.phrase.words[0].endswith(("ه", "ها", "هما")) and hit.phrase.words[0].startswith("تبن")
    after = [p for p in named if 0 <= p.first - hit.last <= 4 and p.slot not in ("on", "with_b")]
    before = [p for p in named if p.last <= hit.first and hit.first - p.last <= 26]
    if hit.phrase.words[0].startswith("تبن") and after:
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


def _refers_back(view: SentenceView, hit: Hit) -> bool:
    near = [
        t.norm for t in view.tokens[max(view.sentence.first, hit.first - 3) : min(view.sentence.last, hit.last + 8)]
    ]
    before = view.norms[max(view.sentence.first, hit.first - _TALKS_WITHIN) : hit.first]
    if any(n in _IT for n in near) and not _TALKS.isdisjoint(before):
        return False  # "أعلنت الحركة التوصل لاتفاق، إلا أن إسرائيل نفت ذلك"
    after = view.norms[hit.last : min(view.sentence.last, hit.last + 8)]
    if any(a in _LINKS and b in _OF_ONES_OWN for a, b in pairwise(after)):
        return True  # "تنفي موسكو أي علاقة لها بالحادث"
    return any(n in _IT or n in _LINKED or n in _RESPONSIBLE for n in near)


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


_SILENT_WORDS = ("دون", "من", "لم")
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
