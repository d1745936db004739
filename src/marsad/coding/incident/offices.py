"""Who is cited by an office or as one of a kind, and by no name of the source table: "قال وزير العدل", "حسب ناشطين", "أفادت تقارير".

Kept apart from the phrase index: an office is a source only where a word of saying stands before it, and a person elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.tokens import unwaw
from marsad.coding.sentence.view import SentenceView

# word classes of nearby.yaml, the narrower first -> the name of whoever is cited so
_OFFICES = {
    "cited_prime_ministers": "prime minister",
    "cited_governors": "governor",
    "cited_prosecutors": "prosecutors",
    "cited_presidents": "president",
    "cited_ministers": "minister",
    "cited_ministries": "ministry",
    "cited_governments": "government",
    "cited_diplomats": "diplomat",
    "cited_deputies": "lawmaker",
    "cited_commanders": "commander",
    "cited_spokesmen": "spokesman",
    "cited_lawyers": "lawyer",
    "cited_police": "police",
    "cited_media": "media",
    "cited_activists": "activists",
    "cited_medics": "medics",
    "cited_witnesses": "witnesses",
    "cited_residents": "residents",
    "cited_sources": "unnamed source",
    "cited_statements": "statement",
    "cited_organisations": "organisation",
    "cited_officials": "official",
}
ENTRY = "office."  # what the entries of such sources begin with
PERSON = "office.person"  # of whom nothing is known but that he speaks
_SAYING = ("said", "speaks", "cited_verbs")
_NO_VERB = frozenset(
    {"ان", "بين", "بلاغ", "الصادر", "الصادره"}
)  # of those classes: no verb of saying right before its subject
_STATED = frozenset({"بيان", "تصريح", "تصريحات"})
_QUOTES = ("نقل", "ينقل", "تنقل")
_NOT = frozenset({"لم", "لا", "لن", "ما"})
_BETWEEN = frozenset(
    {"ايضا", "امس", "اليوم", "بدوره", "بدورها", "كذلك", "لاحقا", "له", "لها", "به", "بها", "كل", "نفس", "ذات"}
)
_BETWEEN_MOST = 2  # such words or days between the verb and its subject ("أعلن اليوم الأربعاء وزير …")
_OF_WHOM = 4  # words from "نقلت الوكالة" to "عن" and whom it quotes
_HAD_WITHIN = 10  # words from "وكان المتحدث باسم …" to its verb of saying
_COLON_WITHIN = 5  # words from the head of a headline to its colon ("وزير الداخلية: …")
_NAMED_MOST = 3  # words of the office that are quoted
_ENDS = frozenset({"في", "من", "علي", "عن", "الي", "ل", "ان", "انه", "انها", "بان", "بانه", "بانها", "خلال", "قوله", "قولها", "مع", "بعد", "قد", "امس", "اليوم", "مساء", "صباح", "يوم"})  # fmt: skip


_OF_PERSONS = frozenset({"cited_residents", "cited_witnesses", "cited_activists", "cited_lawyers", "cited_medics"})


class Office(NamedTuple):
    """tokens[first:last] cite somebody whose office or kind has this English name."""

    first: int
    last: int
    name: str
    entry: str


def offices_cited(view: SentenceView) -> Iterator[Office]:
    """The offices that a sentence cites, from left to right."""
    first, last = view.sentence.first, view.sentence.last
    leads = view.words["cites"]
    for i in (i for i in range(first, last - 1) if view.norms[i] in leads):
        at = _whom(view, i)
        found = _office(view, at) if at is not None and at < last else None
        if found:
            yield found
    if view.norms[first] in _HAD and first + 1 < last:
        led = {unwaw(n) for n in view.norms[first + 2 : min(last, first + _HAD_WITHIN)]}
        found = _office(view, first + 1) if led & view.words["said"] - _NO_VERB else None
        if found:
            yield found  # "وكان المتحدث باسم الحركة قد أعلن"
    if ":" in view.norms[first + 1 : min(last, first + _COLON_WITHIN)] and (found := _office(view, first)):
        yield found


_HAD = frozenset({"كان", "وكان", "كانت", "وكانت"})


def _whom(view: SentenceView, i: int) -> int | None:
    """Where the one cited begins, if the word at i leads to one."""
    before = view.norms[i - 1] if i > view.sentence.first else ""
    norm = _bare(unwaw(view.norms[i]), before)
    if norm == "عن":
        near = view.norms[max(view.sentence.first, i - _OF_WHOM) : i]
        return i + 1 if any(unwaw(n).startswith(_QUOTES) for n in near) else None
    if norm in _STATED:
        return i + 1 if before in ("في", "وفي") else None  # "في بيان للحركة"; not "احتجاجا على تصريحات الوزير"
    if norm in view.words["said_nouns"] or view.norms[i] in view.words["said_nouns"]:  # "وفق" begins with that letter
        return i + 1
    if norm in _NO_VERB or norm in view.words["condemns"] or not any(norm in view.words[c] for c in _SAYING):
        return None  # who condemns a deed is not cited for it
    if before in _BEFORE_NOUNS:
        return None  # "في وجه الرئيس", "من نشر القوات": no verb stands behind a preposition
    if before in _NOT and view.norms[max(0, i - 2)] not in view.words["said_nouns"]:
        return None  # "لم تعلن السلطات"; but "وفق ما أعلنت السلطات"
    if moves(view, i):
        return None
    at = i + 1
    for _ in range(_BETWEEN_MOST):
        if view.norms[at] in _BETWEEN:
            at += 1
        elif (day := _date_at(view, at)) is not None:
            at = day.last
        else:
            break
    return at


def _date_at(view: SentenceView, at: int) -> DateMention | None:
    """The date that begins at a token; the dates of the sentence are looked for only where one may."""
    if not view.reading.may_open_date(at):
        return None
    return next((d for d in view.dates if d.first == at), None)


def _bare(norm: str, before: str) -> str:
    """ "وفق ما أكده مراسل", "حسبما أعلنته الوزارة": the verb without the pronoun that takes up "what"."""
    return norm[:-1] if before in _WHAT and len(norm) > _PRONOUN_FROM and norm.endswith("ه") else norm


_WHAT = frozenset({"ما", "حسبما", "بما", "كما", "مثلما", "وفقما"})
_PRONOUN_FROM = 3  # letters of the shortest verb that such a pronoun stands at
_BEFORE_NOUNS = frozenset({"في", "وفي", "علي", "من", "عن", "الي", "بين", "مع", "ضد"})


def moves(view: SentenceView, i: int) -> bool:
    """ "نقلت الحكومة مقرها": a verb that quotes only where "عن" comes behind whoever quotes."""
    norms = view.norms[i + 1 : min(view.sentence.last, i + 2 + _OF_WHOM + _NAMED_MOST)]
    return i >= 0 and unwaw(view.norms[i]) in ("نقل", "نقلت", "نقلوا") and _TELLING.isdisjoint(norms)


_TELLING = frozenset({"عن", "ان", "انه", "انها"})  # "نقلت وسائل الإعلام أنه قصف"


def _office(view: SentenceView, at: int) -> Office | None:
    """The office that begins at a token, with up to three words more of its name."""
    word = view.norms[at]
    spellings = {word, unwaw(word), word.removeprefix("ل"), "ال" + word.removeprefix("لل")}
    if view.words["offices"].isdisjoint(spellings):
        return None
    behind = view.norms[at + 1] if at + 1 < view.sentence.last else ""
    for kind, name in _OFFICES.items():
        for spelled in spellings:
            if f"{spelled} {behind}" in view.words[kind] or spelled in view.words[kind]:
                last = at + 1
                end = min(view.sentence.last, at + _NAMED_MOST)
                while (
                    last < end
                    and _goes_on(view.norms, at, last, kind)
                    and unwaw(view.norms[last]) not in view.words["said"]
                ):
                    last += 1
                if last > at + 1:
                    last = min([last, *(d.first for d in view.dates if d.first > at)])
                return Office(at, last, name, ENTRY + kind.removeprefix("cited_"))
    return None


def _goes_on(norms: Sequence[str], at: int, last: int, kind: str) -> bool:
    """Does the word at `last` belong to the office that begins at `at`, and name nobody: behind "الناشط" and "والد" stand names."""
    norm = norms[last]
    if not norm.isalpha() or norm in _ENDS or norm.startswith(("ب", "لل", "ول", "وال")):
        return False
    named = last > at + 1 or kind in _OF_PERSONS or unwaw(norms[at]).startswith("ال")
    return not named or norm.startswith("ال")


def speaker(view: SentenceView) -> Office | None:
    """ "قال المالكي إن …", "قالت نيكي هيلي، مندوبة …، إن": whoever stands between a word of saying and what is said, by no
    office or name that the tables have."""
    norms, end, leads = view.norms, view.sentence.last, view.words["cites"]
    for i in (i for i in range(view.sentence.first, end - 2) if norms[i] in leads):
        norm, before = unwaw(norms[i]), norms[i - 1] if i > view.sentence.first else ""
        if norm not in view.words["said"] or norm in _SAYS_NOTHING or before in _NOT | _BEFORE_NOUNS:
            continue
        until = next((k for k in range(i + 1, min(end, i + _SAYS_WITHIN)) if norms[k] in _SAID_THAT), None)
        if until is None or until == i + 1 or not norms[i + 1].isalpha() or norms[i + 1] in _NOBODY:
            continue
        if any(d.first <= i + 1 < d.last for d in view.dates):
            continue
        placed = view.places if view.reading.may_be_place(i + 1, i + 2) else ()
        if any(p.first <= i + 1 < p.last and p.place is not None for p in placed):
            continue
        return Office(i + 1, min(until, i + 1 + _NAMED_MOST), "named person", PERSON)
    return None


_SAYS_NOTHING = frozenset(
    {"ان", "بين", "نقل", "نقلت", "نشر", "نشرت", "بث", "بثت", "رصد", "رصدت", "اعتبر", "راي", "شدد", "شددت"}
)
_NOBODY = _ENDS | _BETWEEN
_SAID_THAT = frozenset({"ان", "انه", "انها", "بان", "بانه", "بانها", ":"})
_SAYS_WITHIN = 9  # words from "قال" to "إن", over name and office


def speech_goes_on(view: SentenceView) -> bool:
    """ "وأضاف أن …", "وأورد البيان أنه …": somebody cited before speaks on."""
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    return bool(opens & (view.words["said"] | view.words["cited_verbs"]) - _NO_VERB)
