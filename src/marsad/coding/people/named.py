"""Names of people without quotation marks: who is named, whether in a public role, and what befell them.

Only a stated office, rank or command makes a person public. Everybody else is private (victims, detainees, witnesses,
relatives, minors, fighters): known to the record so that exports can leave the name out. A name is taken for a person
in the news only where the words beside it say so; single given names are never taken, since they name nobody.
Words: data/lexicon/people.yaml.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from marsad.arabic.tokens import Token

if TYPE_CHECKING:
    from marsad.coding.sentence.view import SentenceView

Words = Mapping[str, frozenset[str]]
BEFORE = 5  # words back to a title or to what befell the person: "القائد الميداني السابق في التنظيم محمد علي"
AFTER = 3  # words on to a role or an age: "محمد علي، قائد كتيبة", "محمد علي (23 عاما)"
MOST_NAMES = 6  # words of one name
_PARTICLES = ("ب", "ل", "و", "ف", "ك", "ي")  # a word of no list that begins so may be a particle with a noun, or a verb
_SHORTEST_F = 3  # letters of a family's name that begins with "ف"
_MARKS = frozenset((".", "؛", "!", "؟", "،", ",", "(", ")"))
_LISTED = frozenset(("،", ",", "و", "(", ")"))
_OUTCOMES = ("killed", "captured", "abducted", "injured")


class Named(Struct, frozen=True):
    """Tokens first..last are a name. `role`: tokens of the public role, None where none is stated; `near`: the text shows
    that the person is one in the news (harmed, cited, introduced as an ordinary person); `with_and`: the first token is
    "و" and the given name in one."""

    first: int
    last: int
    role: tuple[int, int] | None
    outcome: str | None
    near: bool
    with_and: bool


def names_in(view: SentenceView, words: Words) -> list[Named]:
    """The names in a sentence, as written; those joined by "و" or a comma share what was said of the first."""
    out: list[Named] = []
    start, stop, given = view.sentence.first, view.sentence.last, words["given"]
    said = enumerate(view.norms[start:stop], start)
    first_names = [i for i, n in said if n in given or (n[0] == "و" and n[1:] in given)]
    if not first_names:
        return out
    tokens = view.tokens
    taken = {n for p in view.places for n in range(p.first, p.last)}
    past = start
    for i in first_names:
        last = _end_of_name(view, i, words, taken) if i >= past else None
        if last is None:
            continue
        found = _named(tokens, start, _first_of(tokens, start, i, words), last, stop, words, _organisations(view))
        if out and found.role is None and not found.near and _joined(tokens, out[-1].last, i, words):
            found = replace(found, outcome=out[-1].outcome, near=out[-1].near and out[-1].role is None)
        out.append(found)
        past = last
    return out


def _organisations(view: SentenceView) -> set[int]:
    """Tokens that name organisations: a title may reach over them ("القيادي في تنظيم داعش أبو عمر")."""
    named = (h for h in view.hits if h.phrase.kind in ("actor", "anaphor"))
    found = {n for h in named for n in range(h.first, h.last)}
    return found | {n - 1 for n in found if view.norms[n - 1] in view.words["anaphors"]} if found else found


def _is(norm: str, group: frozenset[str]) -> bool:
    """Is it one of the words, by itself or behind "و"? ("وزير" is no "زير".)"""
    return norm in group or (norm.startswith("و") and norm[1:] in group)


def _end_of_name(view: SentenceView, i: int, words: Words, taken: set[int]) -> int | None:
    """The end of a name that begins with the given name at `i` and has two parts or more, else None."""
    tokens, stop = view.tokens, min(view.sentence.last, i + MOST_NAMES)
    if i in taken or _preposition(view, i, words):
        return None
    if i > view.sentence.first and _is(tokens[i - 1].norm, words["named_after"]):
        return None
    if _heads(tokens, i, stop, words):
        return None
    j = i + 1
    while j < stop and _goes_on(tokens, j, i, words) and not _preposition(view, j, words):
        j += 1
    while j > i + 1 and tokens[j - 1].norm in words["half"]:
        j -= 1
    parts = sum(tokens[n].norm not in words["half"] for n in range(i, j))
    known = any(h.phrase.kind in ("actor", "place") and h.first <= i and h.last >= j for h in view.hits)
    return j if parts >= 2 and not known and taken.isdisjoint(range(i, j)) else None


def _heads(tokens: Sequence[Token], i: int, stop: int, words: Words) -> bool:
    """ "أمير التنظيم": an office and whose it is, in a word that is a given name too ("أمير الساعدي")."""
    after = tokens[i + 1].norm if i + 1 < stop else ""
    return _is(tokens[i].norm, words["public"]) and after.startswith("ال") and not after.endswith("ي")


def _preposition(view: SentenceView, i: int, words: Words) -> bool:
    """ "على", which folds into the name "علي", and "باسم" of "المتحدث باسم …", which is the name Basem elsewhere."""
    if view.norms[i] == "باسم" and i > view.sentence.first and _is(view.norms[i - 1], words["in_the_name"]):
        return True
    return view.tokens[i].norm.removeprefix("و") == "علي" and view.reading.quote(i, i + 1)[-1] in "ىی"


def _goes_on(tokens: Sequence[Token], j: int, first: int, words: Words) -> bool:
    """Given names, "بن" and the like, and words with the article go on; one other word may be the family's name, a second
    one only where the name must end behind it."""
    norm = tokens[j].norm
    if not norm.isalpha():
        return False
    if norm in words["given"] or norm in words["links"] or tokens[j - 1].norm in words["half"]:
        return True
    if len(norm) < 3 or any(
        norm in words[k] for k in ("ends", "prepositions", "public", "private", "said", "age", *_OUTCOMES)
    ):
        return False
    if norm.startswith("ال"):
        return j - first <= 3
    after = tokens[j + 1].norm if j + 1 < len(tokens) else "."
    closed = after in _MARKS or after in words["ends"] or after in words["prepositions"]
    if norm[0] == "ف" and len(norm) > _SHORTEST_F and j - first == 1:
        return closed or after.startswith("و")  # "فكري", "فهمي": no "ف" with a verb, for nothing follows
    return not norm.startswith(_PARTICLES) and (j - first == 1 or (j - first == 2 and closed))


def _first_of(tokens: Sequence[Token], start: int, i: int, words: Words) -> int:
    """Where the name begins: a word of no list between a title and a given name is a given name too ("الطفل سامر حسن",
    "العريف: سامر حسن")."""
    if i - 2 < start:
        return i
    norm, at = tokens[i - 1].norm, i - 2
    at -= tokens[at].norm in (":", "/") and at > start
    titled = any(_is(tokens[at].norm, words[k]) for k in ("private", "public", "ranks"))
    listed = any(norm in words[k] for k in ("public", "private", "said", "ranks", "ends", "prepositions", *_OUTCOMES))
    alone = norm.isalpha() and len(norm) > 2 and not norm.startswith(("ال", "و", "ل"))
    return i - 1 if titled and alone and not listed else i


def _named(
    tokens: Sequence[Token], start: int, first: int, last: int, stop: int, words: Words, organisations: set[int]
) -> Named:
    before = _before(tokens, start, first, words, organisations)
    title = before.title and _without_introduction(tokens, *before.title, words)
    role = None if before.ordinary else title or _role_after(tokens, last, stop, words)
    aged = any(tokens[i].norm in words["age"] for i in range(last, min(stop, last + AFTER + 1)))
    near = before.ordinary or before.said or before.outcome is not None or aged
    norm = tokens[first].norm
    return Named(first, last, role, before.outcome, near, norm not in words["given"] and _is(norm, words["given"]))


def title_before(tokens: Sequence[Token], start: int, first: int, words: Words) -> tuple[int, int] | None:
    """The public title before a name at `first`, without the word that introduces the name ("يدعى")."""
    before = _before(tokens, start, first, words)
    if before.title is None or before.ordinary:
        return None
    return _without_introduction(tokens, *before.title, words)


def _without_introduction(tokens: Sequence[Token], head: int, end: int, words: Words) -> tuple[int, int]:
    """A title without the words that introduce the name after it: "قائد الكتيبة المكنى بـ", "قيادي بارز يدعى «"."""
    while end > head + 1:
        norm = tokens[end - 1].norm
        introduces = norm in words["quoted"] or norm == "ب" or norm in words["alias"] or f"{norm} ب" in words["alias"]
        if norm.isalpha() and not introduces:
            break
        end -= 1
    return head, end


class _Before(Struct):
    """What stands before a name: a public title, what befell the person, whether the nearest title is of an ordinary
    person, whether the person is cited."""

    title: tuple[int, int] | None = None
    outcome: str | None = None
    ordinary: bool = False
    said: bool = False


def _before(
    tokens: Sequence[Token], start: int, first: int, words: Words, organisations: Collection[int] = ()
) -> _Before:
    found = _Before()
    passed = False  # a colon or preposition ("الشهداء هم: محمد علي", "قتل في القصف محمد علي"): ends public titles alone
    other = False
    called = first > start and _is(tokens[first - 1].norm, words["quoted"])  # "أمير التنظيم في ديالى المدعو …"
    reach = BEFORE + sum(i in organisations for i in range(max(start, first - BEFORE), first))
    for i in range(first - 1, max(start, first - 1 - reach) - 1, -1):
        norm = tokens[i].norm
        if not found.title and not found.ordinary:
            found.ordinary = _is(norm, words["private"]) and not _is(norm, words["quoted"])
            if _is(norm, words["public"]) and not passed:
                found.title = (i, first)
        outcome = next((o for o in _OUTCOMES if _is(norm, words[o])), None)
        found.outcome = None if other and found.title else outcome
        found.said = _is(norm, words["said"]) and not passed
        within = called or i + 1 in organisations
        passed = passed or norm == ":" or (norm in words["prepositions"] and not within)
        other = other or _is(norm, words["not_self"])
        if outcome or found.said or norm in _MARKS or norm in words["ends"]:
            break
        if (
            found.title
            and norm.startswith("و")
            and not any(_is(norm, words[k]) for k in ("public", "private", "given"))
        ):
            break  # "وأعلن القائد محمد علي": what was done before is not his
    else:
        if found.title and not other:
            found.outcome = _befell(tokens, start, found.title[0], words)
    found.ordinary = found.ordinary or (called and found.title is None)
    return found


def _befell(tokens: Sequence[Token], start: int, title: int, words: Words) -> str | None:
    """What befell the bearer of a long title: "قتل قائد اللواء 35 مدرع العميد الركن …", "اغتال مسلحون مجهولون مدير ناحية …"."""
    for i in range(title - 1, max(start, title - 1 - BEFORE) - 1, -1):
        norm = tokens[i].norm
        outcome = next((o for o in _OUTCOMES if _is(norm, words[o])), None)
        if outcome:
            return outcome
        if norm in _MARKS or any(norm in words[k] for k in ("ends", "prepositions", "said", "private", "not_self")):
            return None
        if norm.startswith("و") and not _is(norm, words["public"]):
            return None
    return None


def _role_after(tokens: Sequence[Token], last: int, stop: int, words: Words) -> tuple[int, int] | None:
    """A role in apposition: "محمد علي، قائد الشرطة في المدينة", "محمد علي وهو قيادي"."""
    for i in range(last, min(stop, last + AFTER)):
        norm = tokens[i].norm
        if _is(norm, words["public"]):
            j = i + 1
            while (
                j < stop
                and j - i < 5
                and tokens[j].norm.isalpha()
                and tokens[j].norm not in words["ends"] | words["prepositions"]
            ):
                j += 1
            return i, j
        if norm not in _LISTED and norm not in words["ends"]:
            return None
    return None


def _joined(tokens: Sequence[Token], last: int, first: int, words: Words) -> bool:
    """Is the name at `first` the next one in a list? "محمد علي وحسن سعيد", "محمد علي، حسن سعيد", "محمد علي (20 عاما) و …"."""
    between = [t.norm for t in tokens[last:first]]
    listed = all(norm in _LISTED or norm.isdigit() or norm in words["age"] for norm in between)
    return listed and (bool(between) or tokens[first].norm.startswith("و"))
