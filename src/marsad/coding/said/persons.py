"""People named in events: name, alias (kunya), role, group and outcome, from the words around the name.

Whoever is named without a stated public role is private: the record knows the name so that exports leave it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.arabic.folding import word_key
from marsad.coding.incident.merge import Incident
from marsad.coding.people.named import Named, names_in, title_before
from marsad.coding.sentence.view import SentenceView
from marsad.model.record import Event, Evidence, Person

_MOST_WORDS = 6  # words of a quoted name; longer quotations are speech
_STOP = frozenset(
    {
        "،",
        ".",
        "؛",
        ":",
        "في",
        "من",
        "الي",
        "علي",
        "عن",
        "ان",
        "مع",
        "خلال",
        "بعد",
        "قبل",
        "الذي",
        "التي",
        "قال",
        "قائلا",
        "امس",
        "اليوم",
        "(",
        ")",
        '"',
        "-",
        "و",
        "ل",
        "قد",
        "كان",
        "هو",
        "لم",
        "لن",
    }
)


def people_of(
    views: Sequence[SentenceView],
    incidents: Sequence[Incident],
    events: Sequence[Event],
    words: Mapping[str, frozenset[str]],
) -> tuple[Person, ...]:
    """People of the article in order; a name told again completes the first telling."""
    owner = {d.sentence.number: e for i, e in zip(incidents, events, strict=True) for d in reversed(i.drafts)}
    if not events:  # nothing of the article is told on: no sentence of it is shown with an event
        return ()
    found: dict[str, Person] = {}
    public: list[str] = []  # names with a public role anywhere in the article
    last_event: Event | None = None
    for view in views:
        told = owner.get(view.sentence.number)
        event = told or (last_event if view.sentence.para else None)
        last_event = told or last_event
        for person in _in_sentence(view, event, bool(told), words):
            found.setdefault(person.name, person)
        for named in names_in(view, words):
            person = _plain(view, named, told, words)
            if named.role:
                public.append(word_key(person.name))
            known = any(word_key(person.name) in word_key(f"{p.name} {p.alias or ''}") for p in found.values())
            if named.near and not known and (not named.role or (told and named.outcome)):
                found.setdefault(person.name, person)
    return tuple(p for p in found.values() if not (p.private and _is_public(p.name, public)))


def _is_public(name: str, public: Sequence[str]) -> bool:
    """Is this the name, or a part of the name, of somebody with a public role?"""
    key = word_key(name)
    return any(key == other or f" {key} " in f" {other} " or f" {other} " in f" {key} " for other in public)


def _plain(view: SentenceView, named: Named, event: Event | None, words: Mapping[str, frozenset[str]]) -> Person:
    """A person named without quotation marks."""
    start, end = view.reading.span(named.first, named.last)
    name = view.reading.quote(named.first, named.last)
    if named.with_and:
        start, name = start + 1, name[1:]
    rule = "people.role" if named.role else "people.private"
    struck = [a.name for a in event.actor2] if event and named.role else []
    return Person(
        name=name, start=start, end=end, alias=_alias(view, named.last, words),
        role=_role_words(view, *named.role, words) if named.role else None,
        group=struck[0] if struck else None, outcome=named.outcome, event=event.id if event else None,
        private=named.role is None, evidence=(Evidence(start, end, name, "person", rule),),
    )  # fmt: skip


def _in_sentence(
    view: SentenceView, event: Event | None, told: bool, words: Mapping[str, frozenset[str]]
) -> list[Person]:
    out: list[Person] = []
    past = 0
    for mark in view.quotation_marks:
        name = _quoted_name(view, mark, words) if mark >= past else None
        if name:
            out.append(_person(view, *name, event, told, words))
            past = name[1] + 1
    return out


def _quoted_name(view: SentenceView, i: int, words: Mapping[str, frozenset[str]]) -> tuple[int, int] | None:
    """A quoted run of two to six words that begins with a given name, after a title ("قائد اللواء «…»") or "المدعو"."""
    norms, stop = view.norms, view.sentence.last
    if norms[i] != '"' or i == 0:
        return None
    j = i + 1
    while j < stop and norms[j] != '"' and j - i <= _MOST_WORDS:
        j += 1
    if j >= stop or norms[j] != '"' or j - i < 3 or norms[i + 1] not in words["given"]:
        return None
    before = norms[i - 1].removeprefix("و")
    introduced = before in words["titles"] or before in words["quoted"]
    return (i + 1, j) if introduced or title_before(view.tokens, view.sentence.first, i, words) else None


def _person(
    view: SentenceView, first: int, last: int, event: Event | None, told: bool, words: Mapping[str, frozenset[str]]
) -> Person:
    start, end = view.reading.span(first, last)
    name = view.reading.quote(first, last)
    alias = _alias(view, last, words)
    role = _role(view, last, words) or _title(view, first, words)
    group = (
        next((n.name for p in view.people for n in p.named if n.organisation and n.entry.startswith("is")), None)
        if not event
        else None
    )
    if event:
        struck = [a.name for a in event.actor2]
        group = struck[0] if struck else None
    outcome = "killed" if event and event.fatalities and (told or alias) else None
    evidence = [Evidence(start, end, name, "person", "people.quoted")]
    return Person(
        name=name,
        start=start,
        end=end,
        alias=alias,
        role=role,
        group=group,
        outcome=outcome,
        event=event.id if event else None,
        private=role is None,
        evidence=tuple(evidence),
    )


def _title(view: SentenceView, first: int, words: Mapping[str, frozenset[str]]) -> str | None:
    """The public title before a quoted name: "القيادي الميداني «محمد علي»"."""
    named = title_before(view.tokens, view.sentence.first, first - 1, words)
    return _role_words(view, *named, words) if named else None


def _role_words(view: SentenceView, first: int, last: int, words: Mapping[str, frozenset[str]]) -> str:
    """The words of a role, without the "و" that joins it to another one ("والقيادي أبو أحمد")."""
    said, norm = view.reading.quote(first, last), view.tokens[first].norm
    return said[1:] if norm.startswith("و") and norm not in words["public"] else said


def _alias(view: SentenceView, last: int, words: Mapping[str, frozenset[str]]) -> str | None:
    tokens, i = view.tokens, last
    limit = min(view.sentence.last, last + 6)
    while i < limit and tokens[i].norm.removeprefix("و") not in words["alias"]:
        i += 1
    if i >= limit:
        return None
    j = i + 1
    while j < view.sentence.last and tokens[j].norm in ("ب", "باسم", '"'):
        j += 1
    k = j
    if tokens[j - 1].norm == '"':
        while k < view.sentence.last and k - j < 6 and tokens[k].norm != '"':
            k += 1
        return view.reading.quote(j, k) if k > j else None
    while k < view.sentence.last and k - j < 5 and tokens[k].norm not in _STOP:
        k += 1
    said = view.reading.quote(j, k) if k > j else None
    return said[1:] if said and tokens[j].norm.startswith("بال") else said  # "الملقب بالزرقاوي"


def _role(view: SentenceView, last: int, words: Mapping[str, frozenset[str]]) -> str | None:
    """ "كان يشغل منصب والي شمال بغداد", "مسؤول الدعم اللوجستي": the role told after the name."""
    tokens = view.tokens
    for i in range(last, min(view.sentence.last, last + 14)):
        norm = tokens[i].norm if tokens[i].norm in words["roles"] else tokens[i].norm.removeprefix("و")
        if norm in words["roles"] and norm != "منصب":
            j = i + 1
            while (
                j < view.sentence.last
                and j - i < 5
                and tokens[j].norm not in _STOP
                and not tokens[j].norm.startswith(("وكان", "ل"))
            ):
                j += 1
            return view.reading.quote(i, j)
    return None
