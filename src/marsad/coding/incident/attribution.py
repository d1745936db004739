"""Who says it: sources cited in the sentences of an incident, their stated leaning, and the status of the report."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.quotations import quoted_spans
from marsad.arabic.tokens import unwaw
from marsad.coding.incident.merge import Incident
from marsad.coding.incident.offices import ENTRY, PERSON, moves, offices_cited, speaker, speech_goes_on
from marsad.coding.sentence.draft import sides
from marsad.coding.sentence.view import SentenceView
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role
from marsad.model.record import Quotation, SourceRef

_LEANING = (
    "المقرب",
    "المقربه",
    "الموالي",
    "المواليه",
    "المعارض",
    "المعارضه",
    "التابع",
    "التابعه",
    "المحسوب",
    "المحسوبه",
    "القريب",
    "القريبه",
)
_LEANING_ENGLISH = {"المقرب": "close to", "المقربه": "close to", "القريب": "close to", "القريبه": "close to", "الموالي": "loyal to", "المواليه": "loyal to",
                    "المعارض": "opposed to", "المعارضه": "opposed to", "التابع": "belonging to", "التابعه": "belonging to", "المحسوب": "counted with", "المحسوبه": "counted with"}  # fmt: skip
_CITES = (
    "قال",
    "اعلن",
    "افاد",
    "ذكر",
    "اكد",
    "اوضح",
    "اضاف",
    "اشار",
    "صرح",
    "كشف",
    "ابلغ",
    "نقل",
    "اورد",
    "حسب",
    "وفق",
    "نقلا",
    "طبقا",
    "لسان",
    "رصد",
    "وثق",
    "لفت",
    "تحدث",
    "بحسب",
    "مصدر",
    "مصادر",
    "اعترف",
    "اقر",
    "بث",
    "نشر",
)


_CITES_WHOLE = frozenset({"عن", "علمت", "روي", "روت", "يروي", "تروي"})  # begin other words too: "عناصر", "روسيا"
_TELLERS = (
    "مصدر",
    "مصادر",
    "المصدر",
    "المصادر",
    "شهود",
    "شاهد",
    "سايل",
    "اعلام",
    "الاعلام",
    "تقارير",
)  # nobody but who tells


def cited(view: SentenceView) -> Sequence[SourceRef]:
    """Sources that the sentence cites: named sources and roles near a verb of speech, and speaking organisations."""
    if view.cited is None:
        view.cited = _cited(view)
    return view.cited


def _cited(view: SentenceView) -> list[SourceRef]:
    out: list[SourceRef] = []
    for hit in view.sources:
        whole = hit.last - hit.first > 1 and hit.phrase.entry.kind in ("role", "witness", "generic")
        whole = whole and view.norms[hit.first].lstrip("ولب").startswith(_TELLERS)  # "خطف مسلحون مدير المستشفى"
        if whole or _speaks(view, hit.first, hit.last):
            out.append(_source(view, hit))
    for p in view.people if view.cites_actor else ():
        if (
            p.slot == "source"
            and p.organisation
            and not any(s.start < view.tokens[p.last - 1].end and view.tokens[p.first].start < s.end for s in out)
            and not moves(view, p.first - 1)
            and not _spoken_of(view, p.first)
        ):
            start, end = view.reading.span(p.first, p.last)
            out.append(
                SourceRef(
                    p.named[0].name,
                    view.reading.quote(p.first, p.last),
                    start,
                    end,
                    _leaning(view, p.last),
                    p.named[0].entry,
                )
            )
    for office in offices_cited(view):
        start, end = view.reading.span(office.first, office.last)
        if not any(s.start < end and start < s.end for s in out):
            words = view.reading.quote(office.first, office.last)
            out.append(SourceRef(office.name, words, start, end, _leaning(view, office.last), office.entry))
    if not out and (one := speaker(view)) is not None:
        start, end = view.reading.span(one.first, one.last)
        out.append(SourceRef(one.name, view.reading.quote(one.first, one.last), start, end, None, one.entry))
    return out


_THAT_ONE = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم"})


def _spoken_of(view: SentenceView, first: int) -> bool:
    """ "تقول إنه يستهدف المقاتلين الأكراد": whom the verb behind "that he" is about."""
    return first - 2 >= view.sentence.first and view.norms[first - 2] in _THAT_ONE


def _speaks(view: SentenceView, first: int, last: int) -> bool:
    start = max(view.sentence.first, first - 5)
    near = view.norms[start:first] + view.norms[last : min(view.sentence.last, last + 7)]
    return any(
        n.startswith(_CITES) or n.removeprefix("و").startswith(_CITES) or unwaw(n) in _CITES_WHOLE for n in near
    )  # "وفق" begins with that letter


def _source(view: SentenceView, hit: Hit) -> SourceRef:
    start, end = view.reading.span(hit.first, hit.last)
    entry = hit.phrase.entry
    return SourceRef(
        entry.name, view.reading.quote(hit.first, hit.last), start, end, _leaning(view, hit.last), entry.id
    )


def _leaning(view: SentenceView, last: int) -> str | None:
    """ "مركز الرقة الإعلامي، المقرب من الإدارة الذاتية": the leaning that the article states, as English head + its words."""
    i = last
    while i < view.sentence.last and view.tokens[i].norm in ("،", '"', "("):
        i += 1
    if i >= view.sentence.last or view.tokens[i].norm not in _LEANING:
        return None
    j = i + 1
    while j < view.sentence.last and j - i < 9 and view.tokens[j].norm not in ("،", ".", ")", "ان"):
        j += 1
    actors = [n for p in view.people if i < p.first < j for n in p.named]
    whom = actors[0].name if actors and actors[0].organisation else view.reading.quote(i + 1, j) if j > i + 1 else ""
    whom = whom.removeprefix("من ").removeprefix("ل")
    return f"{_LEANING_ENGLISH[view.tokens[i].norm]} {whom}".strip()


def quotations(views: Sequence[SentenceView]) -> tuple[Quotation, ...]:
    """Quoted speech of sentences that have some, each with the source cited nearest to it there: before it, else after."""
    out = []
    for view in views:
        said = cited(view)
        for first, last in quoted_spans(view.norms, view.quotation_marks):
            start, end = view.reading.span(first, last)
            refs = [r for r in said if r.end <= start or r.start >= end]
            before = [r for r in refs if r.end <= start]
            speaker = before[-1] if before else refs[0] if refs else None
            out.append(Quotation(start, end, view.reading.quote(first, last), speaker))
    return tuple(out)


_SPEAKS_ON = 6  # sentences back to the one that names who "وأضاف" speaks of


def _speaker_before(views: Sequence[SentenceView], number: int) -> Sequence[SourceRef]:
    """Whoever the nearest of the sentences before cites."""
    for view in reversed(views[max(0, number - _SPEAKS_ON) : number]):
        if refs := cited(view):
            return refs
    return ()


def _beside(view: SentenceView) -> list[SourceRef]:
    """Whom a sentence beside an incident's cites: by an office or a name of the tables."""
    return [ref for ref in cited(view) if ref.entry != PERSON]


def sources_of(incident: Incident, views: Sequence[SentenceView], *, past: bool) -> tuple[SourceRef, ...]:
    """Cited sources of all sentences of the incident, each name once; where they cite none, those of the sentences beside
    them: in their paragraph, else of another. Of what went before (`past`, "يذكر أن …") the paper itself tells."""
    out: dict[str, SourceRef] = {}
    for draft in incident.drafts:
        for ref in cited(views[draft.sentence.number]):
            out.setdefault(ref.name, ref)
    if not out:
        for draft in incident.drafts:
            if speech_goes_on(views[draft.sentence.number]):
                for ref in _speaker_before(views, draft.sentence.number):
                    out.setdefault(ref.name, ref)
    if not (out or past):
        for draft in incident.drafts:
            for step in (-1, 1):
                near = draft.sentence.number + step
                if 0 <= near < len(views) and views[near].sentence.para == draft.sentence.para:
                    for ref in _beside(views[near]):
                        out.setdefault(ref.name, ref)
    if not (out or past):
        for number in (draft.sentence.number + step for draft in incident.drafts for step in (-1, 1)):
            if 0 <= number < len(views):
                for ref in _beside(views[number]):
                    out.setdefault(ref.name, ref)
    return tuple(out.values())


def status_of(incident: Incident, views: Sequence[SentenceView], sources: Sequence[SourceRef]) -> str:
    """disputed when a party denies it in the incident's own sentences; claimed when only the doer says so, or somebody who
    speaks for it ("قال المتحدث باسم الحركة")."""
    denied = any(
        h.phrase.entry.kind in ("dispute", "denial")
        for d in incident.drafts
        for h in views[d.sentence.number].markers
        if d.first <= h.first < d.last
    )
    if denied:
        return "disputed"
    agents = {n for d in incident.drafts for n in sides(d.agents)}
    names = {s.name for s in sources if not s.entry.startswith(ENTRY)}
    if (
        names
        and agents
        and names <= agents
        and _told_by(incident, views, agents)
        and any(h.phrase.entry.kind == "claim" for d in incident.drafts for h in views[d.sentence.number].markers)
    ):
        return "claimed"
    return "reported"


def _told_by(incident: Incident, views: Sequence[SentenceView], agents: set[str]) -> bool:
    """The body's first sentence on it is the doers' own telling; what the outlet tells by itself is reported."""
    bodies = [d for d in incident.drafts if d.sentence.role not in (Role.TITLE, Role.SUBTITLE)] or incident.drafts
    view = views[bodies[0].sentence.number]
    claimed = any(h.phrase.entry.kind == "claim" for h in view.markers)
    return claimed or bool({s.name for s in cited(view)} & agents)
