"""Figures of people told by name: a list of names behind what befell them, a name with an age, one told of before, and whom a
pronoun means."""

from __future__ import annotations

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import unwaw
from marsad.coding.people.named import Named, Words, names_in
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.draft import Count, Draft, Use
from marsad.coding.sentence.view import SentenceView

_BEFELL = frozenset({"fatalities", "injured", "abducted", "captured"})
_NAME_WITHIN = 8  # words from "اعتقلت" to the first name, the doer and a title among them
_TITLE_WITHIN = 5  # words between two names of a list ("، والمصور الصحفي أحمد علي")
_MARKS = frozenset({"،", ",", "و", "(", ")"})
# entries of groups.tsv: soldier, officer, serviceman, ranks, policeman
_RANKS = frozenset({"group.state.01", "group.state.02", "group.state.03", "group.state.05", "group.police.01"})
_LATER = frozenset({"في", "خلال", "برصاص", "بنيران", "علي", "يوم", "امس", "اليوم"})
# "من قتل في", "كل من اعتقل في"; "الوزير السابق الذي اغتيل في 2005" tells who he is
_NOBODYS = frozenset({"من", "ان", "ما", "حين", "عندما", "الذي", "التي"})


def count(view: SentenceView, draft: Draft, words: Words) -> None:
    """Count those told by name: each name is one."""
    uses = [
        u
        for u in draft.uses
        if u.frame.counts in _BEFELL and "patient" in (u.frame.object, u.frame.subject, u.frame.idafa)
    ]
    if not uses:
        return
    names: list[Named] | None = None
    for use in uses:
        if use.hit.proclitics.endswith("ل"):
            continue  # "اقتحموا المنزل لاعتقال أحمد علي": what for
        mine = [c for c in draft.counts if c.key == use.frame.counts]
        if any((c.low, c.high) != (1, 1) and (c.stated or len(mine) > 1) for c in mine):
            continue
        names = names_in(view, words) if names is None else names
        told = _list(view, draft, use, names, words)
        if len(mine) > 1 and len(told) <= len(mine):
            continue  # "العريف أحمد خالد والجندي سامي يوسف والجندي فهد علي": three of two ranks
        if (told and mine and _did_it(draft, use, mine[0].who, told[0])) or (
            len(told) > 1 and all((c.low, c.high) == (1, 1) and use.last <= c.who.first < told[-1].last for c in mine)
        ):
            draft.counts = [c for c in draft.counts if c not in mine]
            _add(draft, use, told[0].first, told[-1].last, len(told))
        elif not mine and told and all(_is_named(p, told[0]) for p in draft.patients):
            _add(draft, use, told[0].first, told[0].last, 1)
        elif not mine and _with_age(view, draft, use, words):
            _add(draft, use, use.last, use.last + 1, 1)
        elif not mine and not draft.patients and _told_before(view, draft, use):
            _add(draft, use, use.first, use.last, 1, stated=any(0 <= use.first - n.last <= 1 for n in names))
        elif not mine and (many := _fell(view, draft, use, names)):
            _add(draft, use, use.first, use.last, many, stated=many > 1)
        elif not mine and not draft.patients and use.trigger.id == _ARRESTED and (at := _one_word(view, draft, use)):
            _add(draft, use, at, at + 1, 1)
        elif not mine and use.trigger.frame in _TAKING and (many := _meant(view, draft, use)):
            _add(draft, use, use.last - 1, use.last, many, stated=False)


def _is_named(p: Participant, name: Named) -> bool:
    """Is the one struck he who is told by this name, or the group that he is said to be of?"""
    return p.organisation or ("named" in p.kinds and name.first <= p.first < name.last)


_TAKING = frozenset({"arrest", "abduct"})
_HIM, _THE_TWO = ("ه", "ها"), "هما"
_COLLECTIVES = frozenset({"خليه", "الخليه", "شبكه", "الشبكه", "مجموعه", "المجموعه", "عصابه", "العصابه", "عناصر", "قيادات", "عايله", "اسره", "سفينه", "السفينه", "سفن", "ناقله", "الناقله", "حافله", "الحافله", "سياره", "السياره", "شحنه", "اسلحه"})  # fmt: skip


def _meant(view: SentenceView, draft: Draft, use: Use) -> int:
    """ "تم اعتقاله", "القبض عليها", "اعتقلته الشرطة", "توقيفهما": how many the pronoun means, one or two; "بعد اعتقالها خمسة شبان" has
    it for those who took them, and "القبض عليها" of a cell or a ship is no one man's."""
    word = view.norms[use.last - 1]
    many = 2 if word.endswith(_THE_TWO) else 1 if word.endswith(_HIM) else 0
    own = {word_key(n) for n in (*use.trigger.nouns, *use.trigger.words)}
    whole = use.last - use.first > 1 or word.removeprefix(use.hit.proclitics) not in own
    if not many or not whole:
        return 0
    if any(0 <= p.first - use.last <= 1 and p.slot == "" and (p.counted or p.civil) for p in view.people):
        return 0
    things = word.endswith("ها") and not _COLLECTIVES.isdisjoint(
        map(unwaw, view.norms[view.sentence.first : use.first])
    )
    several = any(p.counted and p.figure and p.figure.low != many for p in draft.patients)
    return 0 if things or several else many


_MARTYR = "die.martyr"  # entry of triggers.yaml: a verb that only says what befell its subject
_ONE_FELL = frozenset({"استشهد", "استشهدت"})
_TWO_FELL = frozenset({"استشهدا", "استشهدتا"})
_MANY_FELL = frozenset({"استشهدوا"})
_NAMES_WITHIN = 14  # words from the last of those named, over their unit and its place, to "استشهدوا"


def _fell(view: SentenceView, draft: Draft, use: Use, names: list[Named]) -> int:
    """ "خالد حمدي … الذي استشهد", "لقي العامري حتفه", "اللذين استشهدا", "العريف أحمد خالد والجندي سامي يوسف من … استشهدوا": how many fell
    by the number of the verb, and by the names before it."""
    word = unwaw(view.norms[use.last - 1])
    if use.trigger.frame == "die_light":
        return 1 if word.endswith("ه") else 2 if word.endswith(_THE_TWO) else 0
    before = view.norms[use.first - 1] if use.first > view.sentence.first else ""
    if use.trigger.id != _MARTYR or not use.verb or before in ("من", "كل"):
        return 0
    if word in _MANY_FELL:
        listed = _row(view, [n for n in names if n.last <= use.first], use.first)
        return len(listed) if len(listed) > 1 else 0
    return 1 if word in _ONE_FELL else 2 if word in _TWO_FELL else 0


def _row(view: SentenceView, names: list[Named], last: int) -> list[Named]:
    """The names of one row that ends before token `last`: joined by "و" or a comma, titles between."""
    out: list[Named] = []
    for name in reversed(names):
        gap = view.norms[name.last : out[-1].first if out else last]
        if len(gap) > (_TITLE_WITHIN if out else _NAMES_WITHIN):
            break
        if out and not (out[-1].with_and or any(g == "،" or g.startswith("و") for g in gap)):
            break
        out.append(name)
    return out


_ARRESTED = "arrest.itaqala"  # entry of triggers.yaml: said of people alone
_PLURAL = ("ين", "ات", "ا", "ه", "هم", "ها")  # of words that are no man's name; "ون" is no object's
_SHORTEST_NAME = 4  # letters


def _one_word(view: SentenceView, draft: Draft, use: Use) -> int:
    """ "اعتقلت الشرطة الألمانية بويغدمون الأحد": the token of a word that no lexicon knows right behind the verb and its doer, with
    nothing but an end, a time or a place behind it; 0 where there is none."""
    if not use.verb:
        return 0
    behind = [p.last for p in draft.agents if 0 <= p.first - use.last <= 1]
    at = max(behind, default=use.last)
    days = {i for d in view.dates for i in range(d.first, d.last)}
    while at in days:
        at += 1
    if at >= draft.last or (at == use.last and not draft.agents):
        return 0
    word = view.norms[at]
    known = any(h.first <= at < h.last for h in view.hits) or any(n.first <= at < n.last for n in view.numbers)
    if known or len(word) < _SHORTEST_NAME or not word.isalpha() or word.endswith(_PLURAL) or word in _ADVERBS:
        return 0
    after = at + 1
    ends = after >= view.sentence.last or after in days or view.norms[after] in _LATER | _ENDS
    return at if ends else 0


_ENDS = frozenset({"،", ".", ":", "(", "من", "بعد", "اثر", "عقب", "الذي", "التي", "قبل", "لدي", "اثناء", "بتهمه", "عندما", "بسبب", "فور"})  # fmt: skip
_ADVERBS = frozenset({"ايضا", "كذلك", "مجددا", "اليوم", "امس", "هناك", "سابقا", "حينها", "بعدها", "خلالها", "الباقي", "البعض", "الاخر", "البقيه"})  # fmt: skip


def _did_it(draft: Draft, use: Use, p: Participant, name: Named) -> bool:
    """ "قتل مسلحون محمد حسن", "اعتقلت الشرطة أحمد علي": armed people between the verb and a name are its subject."""
    if not use.verb or not p.armed or p.slot or p.counted or p.first != use.last or p.last != name.first:
        return False
    one = not p.plural and any(n.entry in _RANKS for n in p.named)  # "استشهد الجندي أحمد علي": his rank
    if one or not (p.plural or p.definite) or p not in draft.patients:
        return False
    draft.patients.remove(p)
    if not draft.agents:
        draft.agents.append(p)
    return True


def _add(draft: Draft, use: Use, first: int, last: int, many: int, *, stated: bool = True) -> None:
    assert use.frame.counts
    draft.counts.append(Count(use.frame.counts, many, many, Participant(first, last, kinds={"named"}), stated))


def _list(view: SentenceView, draft: Draft, use: Use, names: list[Named], words: Words) -> list[Named]:
    """ "اعتقلت القوات أحمد خالد، وسامي يوسف ومحمود نعيم", "القبض على الصحفية سارة حسين والمصور علي منصور": the names right behind a
    word, and those that go on the row."""
    out: list[Named] = []
    at = use.last
    for name in names:
        if not use.last <= name.first < draft.last:
            continue
        gap = view.norms[at : name.first]
        if len(gap) > (_TITLE_WITHIN if out else _NAME_WITHIN) or not _only_titles(
            view, at, name.first, words, bool(out)
        ):
            break
        if out and not (name.with_and or any(g == "،" or g.startswith("و") for g in gap)):
            break
        out.append(name)
        at = name.last
    return out


def _only_titles(view: SentenceView, first: int, last: int, words: Words, listed: bool) -> bool:
    """Between a word and a name, or two names: titles, the doer, marks and an age, and no other deed or place."""
    gap = view.norms[first:last]
    if any(first <= u.first < last for u in view.uses) or (not listed and not _MARKS.isdisjoint(gap)):
        return False
    return all(n not in words["prepositions"] and unwaw(n) not in words["said"] for n in gap)


def _with_age(view: SentenceView, draft: Draft, use: Use, words: Words) -> bool:
    """ "واعتقل العامري (45 عاما)": one word and an age behind the verb."""
    said = view.norms[use.last : min(draft.last, use.last + 4)]
    return len(said) > 3 and said[0].isalpha() and said[1] == "(" and said[2].isdigit() and said[3] in words["age"]


def _told_before(view: SentenceView, draft: Draft, use: Use) -> bool:
    """ "وكان القس … وقد اعتقل في أكتوبر 2016": a past verb of one man, nobody behind it: who is told before."""
    word = unwaw(view.norms[use.first])
    plain = use.verb and "past" in use.hit.phrase.info and not word.endswith(("ت", "وا", "ا", "ه", "ها", "هم"))
    if not plain or use.last >= draft.last or view.norms[use.last] not in _LATER:
        return False
    before = view.norms[max(view.sentence.first, use.first - 2) : use.first]
    if not _NOBODYS.isdisjoint(before):
        return False
    return not any(
        p.first >= use.last and p.first < draft.last and (p.counted or p.kinds) and p.slot == "" for p in view.people
    )
