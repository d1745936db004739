"""How many of whom one stretch tells dead, hurt or taken: figures under a trigger, outcome nouns ("43 قتيلا"), victims told by
name alone, and those who are a part of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import Named, Participant, with_joined
from marsad.coding.sentence.draft import Count, Draft, Use
from marsad.coding.sentence.signs import QUOTE_MARKS, STOP_WORDS, bare_people
from marsad.model.record import Figure

FELL = frozenset({"fatalities", "injured"})  # outcomes of those who fell in it


def total(counts: Sequence[Count], key: str) -> Figure | None:
    """Sum of the figures of one outcome within one stretch."""
    mine = [c for c in counts if c.key == key]
    if not mine:
        return None
    stated = [c for c in mine if c.stated] or mine
    high = None if any(c.high is None for c in stated) else sum(c.high or 0 for c in stated)
    return Figure(sum(c.low for c in stated), high)


def count_people(draft: Draft, use: Use, p: Participant) -> None:
    """Count people under the outcome that the trigger tells ("قتل ثلاثة جنود"): their figure, or what their noun says of number."""
    key = use.frame.counts
    assert key
    if p.kinds == {"vessel"}:
        return
    if p.part or any(c.key == key and c.who is p for c in draft.counts) or (p.outcome and p.outcome != key):
        return
    if p.figure and p.figure.low is not None:
        draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
    elif p.others:
        draft.counts.append(Count(key, 1, None, p, False))
    elif p.asset or (p.slot == "on" and use.trigger.frame not in _UPON) or (p.slot == "of" and p.kinds >= _ENLISTED):
        return
    elif p.kinds and (p.plural or all(n.entry == _FAMILY for n in p.named)):
        draft.counts.append(Count(key, 2, None, p, False))
    elif p.kinds and not p.organisation:
        draft.counts.append(Count(key, 1, 1, p, False))


_FAMILY = "group.family.02"  # "إصابة عائلتها": more than one
_UPON = frozenset({"arrest", "eliminate"})  # "القبض على قيادي": deeds that are told with "على"
_ENLISTED = frozenset({"member", "state"})  # "الجندي فلان من منسوبي حرس الحدود": whose man he is, and no number


def add_tolls(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """Outcome nouns count by themselves: "43 قتيلا", "سقوط قتلى وجرحى"."""
    for p in people:
        if not p.outcome or p.part or any(c.who is p for c in draft.counts):
            continue
        if draft.patients and left_dead(tokens, p):
            draft.counts.append(Count(p.outcome, 1, 1, draft.patients[-1], False))
            continue  # "فأردوه قتيلا": he is told before
        if p.outcome == "victims":  # one figure for dead and hurt: who they are, but no toll
            some = p.figure.low if p.plural and p.figure and p.figure.high is None else None
            if some not in _NO_NUMBERS or not any(
                q.first == p.last and q.outcome == "victims" and q.joined for q in people
            ):
                some = None
            if (
                some
            ):  # "عدد من القتلى والجرحى", "عشرات القتلى والجرحى": so many of each; "المزيد من الضحايا" says nothing
                draft.counts += [Count(key, some, None, p, some > _SOME) for key in ("fatalities", "injured")]
            if (p.named or some) and p not in draft.patients and p not in draft.agents:
                draft.patients.append(p)
            continue
        for q in with_joined(p, people)[1:] if p.named else []:  # "25 قتيلا من قوات النظام والمسلحين الموالين لها"
            if q.named and q.armed and q not in draft.patients and q not in draft.agents:
                draft.patients.append(q)
        if p.figure and p.figure.low is not None:
            draft.counts.append(Count(p.outcome, p.figure.low, p.figure.high, p, True))
        elif p.plural and not p.definite:
            draft.counts.append(Count(p.outcome, 2, None, p, False))
        elif not p.definite and not p.plural:
            draft.counts.append(Count(p.outcome, 1, 1, p, False))
        else:
            continue
        if p not in draft.patients and p not in draft.agents:
            draft.patients.append(p)


_SOME = 2  # lower bound of "عدد من"
_NO_NUMBERS = frozenset({_SOME, 20})  # and of "عشرات"


def left_dead(tokens: Sequence[Token], p: Participant) -> bool:
    """ "فأردوه قتيلا", "وأرداه جريحا": of whom was told before."""
    if not p.outcome or p.counted or p.named or not p.first:
        return False
    return unwaw(tokens[p.first - 1].norm.removeprefix("ف")) in _STRUCK_DEAD


_STRUCK_DEAD = frozenset({"اردوه", "ارداه", "اردته", "اردوها", "ارداها", "اردتها"})


def add_named_victim(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], draft: Draft, use: Use) -> None:
    """A victim told by name or title only ("مقتل فلان", "اغتيال رئيس …") counts as one, beside those told with him ("قتل القيادي
    فلان واثنان من مرافقيه")."""
    others = [*draft.patients, *(c.who for c in draft.counts if c.key == "fatalities")]
    besides = all("و" in p.clitic and 1 < p.first - use.last <= _NAME_WITHIN for p in others)
    if not besides or use.last >= draft.last:
        return
    i = use.last
    while i < draft.last and tokens[i].norm in QUOTE_MARKS:
        i += 1
    named = i > use.last or (i < draft.last and tokens[i].norm in words["names"])
    if not named or i >= draft.last or tokens[i].norm in STOP_WORDS:
        return
    if use.verb and not use.hit.phrase.info.endswith("past"):
        return
    victim = Participant(i, min(i + 2, draft.last), kinds={"named"})
    draft.patients.append(victim)
    draft.counts.append(Count("fatalities", 1, 1, victim, bool(others)))


_NAME_WITHIN = 8  # words of a name and title, up to "واثنان من مرافقيه"


def add_named_captive(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], draft: Draft, use: Use) -> None:
    """ "اعتقلت قوات الاحتلال محمد سعيد", "واعتقل سعيد (42 عاما)": somebody told by name alone, and as no fighter."""
    if draft.patients:
        return
    behind = [p.last for p in draft.agents if 0 <= p.first - use.last <= 1]
    i = max(behind, default=use.last)
    while i < draft.last and (tokens[i].norm in QUOTE_MARKS or tokens[i].norm in _EACH_OF):
        i += 1
    word = tokens[i].norm if i < draft.last else "."
    aged = any(t.norm == "(" and _an_age(tokens, n) for n, t in enumerate(tokens[i : i + _NAME_LONG], i))
    if word in STOP_WORDS or word == _NOW or not word.isalpha() or word.startswith("ابو"):
        return
    if aged or word in words["names"]:
        who = Named("Civilians", "group.person", i, i + 1, "Civilians")
        draft.patients.append(Participant(i, min(i + 2, draft.last), named=[who], kinds={"person", "named"}))


_NOW = "الان"  # "اعتقل الآن", and no Alan
_EACH_OF = frozenset({"كلا", "كل", "من"})  # "اعتقلت كلا من محمد وسعيد"
_NAME_LONG = 5  # words of a name up to "(42 عاما)"


def _an_age(tokens: Sequence[Token], at: int) -> bool:
    """ "(42 عاما)": behind the bracket at token `at`."""
    inside = [t.norm for t in tokens[at + 1 : at + 3]]
    return len(inside) == _AGE_LONG and inside[0].isdigit() and inside[1] in ("عاما", "سنه", "عام", "سنوات", "اعوام")


_AGE_LONG = 2  # "42 عاما"


def add_parts(draft: Draft, people: Sequence[Participant]) -> None:
    """Those told as part of the struck ("بينهم خمسة عسكريين") are named with them and not counted again."""
    ends = [p.last for p in draft.patients]
    for p in people:
        if (
            p.part
            and any(0 <= p.first - end <= _PART_WITHIN for end in ends)
            and p not in draft.patients
            and p not in draft.agents
        ):
            if bare_people(p) and draft.patients and draft.patients[-1].armed:
                p.kinds = {"state"}  # "14 مقاتلا بينهم إيرانيون"
            draft.patients.append(p)
            ends.append(p.last)


_PART_WITHIN = 6  # words between the struck and "بينهم" with those who are part of them


def name_counted(draft: Draft) -> None:
    """An outcome noun without a name takes the names of the people beside it ("سقوط 3 قتلى من الجنود")."""
    for c in draft.counts:
        if c.who.named or not c.who.others:
            continue
        earlier = [d.who for d in draft.counts if d.who.named and d.who.first < c.who.first]
        if earlier:
            c.who.named = list(earlier[-1].named)
            c.who.kinds |= earlier[-1].kinds
