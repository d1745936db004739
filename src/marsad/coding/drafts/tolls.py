"""Figures of a draft put right once its roles are known: what two verbs share, whom a masdar counts, wishes, companions.

The role grammar gives a figure to the trigger that it stands with. Here stands what the figures of one stretch say together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.arabic.folding import word_key
from marsad.arabic.tokens import Token, unwaw
from marsad.coding.drafts import beside
from marsad.coding.people.participants import AUTHORITY, Participant
from marsad.coding.sentence.draft import Count, Draft, Use
from marsad.coding.sentence.view import SentenceView

_DEAD_OR_HURT = frozenset({"fatalities", "injured"})
_COMPANY_WITHIN = 14  # words from the one taken to "برفقة سبعة عناصر"
_NEAR = frozenset({"نحو", "حوالي", "قرابه", "زهاء", "اكثر", "من", "ما", "لا", "يقل", "عن", "يقارب", "و", '"', "("})


def settle(view: SentenceView, draft: Draft) -> None:
    """Correct the counts of a draft in place."""
    _masdars(view, draft)
    _took_him(view, draft)
    _countrymen(view, draft)
    _wished(view, draft)
    _of_their_number(view, draft)
    _failed(view, draft)
    _shared(view, draft)
    _in_the_ending(view, draft)
    _of_wounds(view, draft)
    beside.kin_behind(view, draft)
    _with_his(view, draft)
    _company(view, draft)
    _along(view, draft)
    _parallel(view, draft)
    _daily(view, draft)
    _besides(view, draft)
    beside.some_of_them(view, draft)
    _beside(view, draft)
    _one_and_the_same(draft)
    _once(draft)
    _told_again(view, draft)
    _one_more(view, draft)
    _one_of_his(view, draft)
    _cells(view, draft)
    _gave_up(view, draft)
    _captives(view, draft)
    _earlier(view, draft)
    _of_the_other(view, draft)
    beside.running(view, draft)
    beside.part_of_the_blow(view, draft)
    beside.kin_first(view, draft)
    beside.doer_too(view, draft)
    beside.attacker_too(view, draft)
    _not_both(view, draft)
    _mourned(view, draft)
    _none(view, draft)


def _mourned(view: SentenceView, draft: Draft) -> None:
    """ "قدم التعازي لأسر الشهداء", "تمنى الشفاء العاجل للمصابين": people who are mourned, visited or wished well, and no number anywhere: the
    plural says that there were several (CODEBOOK.md, numbers)."""
    for use in view.uses:
        key = use.frame.counts
        if not draft.first <= use.first < draft.last or key not in _DEAD_OR_HURT or use.verb:
            continue
        if not view.norms[use.last - 1].endswith(_THE_FALLEN) or any(c.key == key for c in draft.counts):
            continue
        near = view.tokens[max(view.sentence.first, use.first - _MOURNED_BEFORE) : use.last + _MOURNED_BEHIND]
        if any(unwaw(t.norm) in view.words["mourning"] for t in near):
            draft.counts.append(Count(key, _SOME, None, Participant(use.first, use.last), False))


_THE_FALLEN = ("الشهداء", "القتلي", "الجرحي", "المصابين", "لشهداء", "لقتلي", "لجرحي", "لمصابين")
_MOURNED_BEFORE, _MOURNED_BEHIND = 5, 4  # words from "أسر" to "الشهداء", from "المصابين" to "بالشفاء"


def _not_both(view: SentenceView, draft: Draft) -> None:
    """ "مقتل 46 مدنيا بينهم أطفال وجرح عدد كبير", "وفاة متظاهر متأثرا بجروح أصيب بها": those whose death is told with a number are not
    the hurt too, nor is he whose wounds were his death."""
    if not _AS_MANY.isdisjoint(view.norms[draft.first : draft.last]):
        return  # "وإصابة مثلهم"
    dead = [c.who for c in draft.counts if c.key == "fatalities"]
    of_it = any(u.trigger.frame == "injure" and view.norms[u.last : u.last + 1] == ["بها"] for u in draft.uses)
    for c in [c for c in draft.counts if c.key == "injured" and any(c.who is p for p in dead)]:
        if (c.stated and not c.who.vague and c.low > _SOME) or (of_it and (c.low, c.high) == (1, 1)):
            draft.counts.remove(c)


_AS_MANY = frozenset({"مثلهم", "مثلهن"})


def _masdars(view: SentenceView, draft: Draft) -> None:
    """ "أسفر الهجوم عن مقتل 3 من رجال الشرطة", "أعلن الجيش مقتل 5 من جنوده": those counted right after a masdar of killing
    are its victims, and neither attackers nor speakers; so are those coordinated with them."""
    for use in draft.uses:
        key = use.frame.counts
        if use.verb or not key or use.frame.idafa != "patient":
            continue
        last = use.last
        for p in (p for p in view.people if p.first >= use.last):
            gap = [t.norm for t in view.tokens[last : p.first]]
            if any(g not in _NEAR for g in gap) or not p.counted or p.part or not _struck(p, key, last == use.last):
                break
            last = p.last
            _count(draft, key, p)


_HIM_OR_THEM = {"عليه": (1, 1), "عليها": (1, 1), "عليهما": (2, 2), "عليهم": (2, None), "عليهن": (2, None)}
_TAKERS = frozenset({"police", "state", AUTHORITY})


def _took_him(view: SentenceView, draft: Draft) -> None:
    """ "تمكنت قوات الأمن من القبض عليه", "ألقت الشرطة القبض عليهم": forces told before are who took him; nor is "عليه" said of many."""
    for use in draft.uses:
        low, high = _HIM_OR_THEM.get(view.norms[use.last - 1], (0, None))
        if use.frame.counts != "captured" or use.verb or not low:
            continue
        told = [c for c in draft.counts if c.key == "captured"]
        wrong = [
            c.who
            for c in told
            if c.who.last <= use.first and _no_captive(c.who, one=view.norms[use.last - 1] == "عليه")
        ]
        wrong += [p for p in draft.patients if p.last <= use.first and p.organisation and p not in wrong]
        if not wrong:
            continue
        draft.counts = [c for c in draft.counts if c not in told or not any(c.who is p for p in wrong)]
        draft.patients = [p for p in draft.patients if not any(p is w for w in wrong)]
        takers = [p for p in wrong if not p.slot and (p.armed or AUTHORITY in p.kinds)]
        draft.agents = draft.agents or takers
        if not any(c.key == "captured" for c in draft.counts):
            who = Participant(use.last - 1, use.last, kinds={"them"})
            draft.counts.append(Count("captured", low, high, who, high == low > 1))


def _no_captive(p: Participant, *, one: bool) -> bool:
    """Forces and authorities, told as a body; and whoever is many, where one was taken."""
    return p.organisation or (p.plural and (one or bool(p.kinds & _TAKERS)))


def _struck(p: Participant, key: str, first: bool) -> bool:
    return p.slot not in ("by", "with") and p.outcome in (None, key) and (first or p.joined)


def _count(draft: Draft, key: str, p: Participant) -> None:
    if p.figure is None or p.figure.low is None or any(c.who is p for c in draft.counts):
        return
    p.slot = "" if p.slot == "source" else p.slot
    draft.counts.append(Count(key, p.figure.low, p.figure.high, p, True))
    if p in draft.agents:
        draft.agents.remove(p)
    if p not in draft.patients and key != "escaped":
        draft.patients.append(p)


def _countrymen(view: SentenceView, draft: Draft) -> None:
    """ "قتل مستوطنون فلسطينيا", "مقتل فلسطينيين": people told by their nation alone are one, or two and more in the plural."""
    keys = {k for u in draft.uses if u.frame.object == "patient" and (k := u.frame.counts) in _DONE_TO}
    keys -= {c.key for c in draft.counts}
    if len(keys) != 1:
        return
    for p in draft.patients:
        nation = p.named and not p.kinds and all(n.entry.startswith("nation.") for n in p.named)
        if nation and not (p.counted or p.definite or p.part or p.asset or p.last - p.first > 1):
            many = view.tokens[p.first].norm.endswith(("ين", "ون"))
            draft.counts.append(Count(keys.pop() or "", 2 if many else 1, None if many else 1, p, False))
            return


_DONE_TO = frozenset({"fatalities", "injured", "abducted", "captured"})
_WISHES = frozenset(
    {"الشفاء", "شفاء", "بالشفاء", "الرحمه", "بالرحمه", "تعازيه", "تعازيها", "العزاء", "التعازي", "الدعاء", "الصبر"}
)


def _wished(view: SentenceView, draft: Draft) -> None:
    """Nobody states a figure in "الشفاء للمصابين", "أسر القتلى"."""

    def wished(c: Count) -> bool:
        before = [
            t.norm.removeprefix("و") for t in view.tokens[max(view.sentence.first, c.who.first - 4) : c.who.first]
        ]
        return any(b in _WISHES for b in before)

    draft.counts = [c for c in draft.counts if not wished(c)]


def _of_their_number(view: SentenceView, draft: Draft) -> None:
    """ "ليرتفع إلى ستة عدد الصحافيين الذين اغتيلوا": the people of a sum that is told elsewhere in the sentence."""
    draft.counts = [
        c
        for c in draft.counts
        if c.stated or not (c.who.definite and c.who.first > draft.first and view.norms[c.who.first - 1] == "عدد")
    ]


_FAILED = frozenset({"محاوله", "حاول", "حاولت", "حاولوا", "فاشله", "احبط", "احبطت", "احباط", "فشلت", "فشل"})


def _failed(view: SentenceView, draft: Draft) -> None:
    """ "محاولة خطف طيارين", "محاولة اغتيال الوزير", "محاولة قتل ضابط وابنته": an attempt has taken and killed nobody by itself."""
    for use in draft.uses:
        near = [t.norm for t in view.tokens[max(view.sentence.first, use.first - 2) : use.last + 1]]
        if use.frame.counts in ("abducted", "captured", "escaped") and any(
            n.removeprefix("و") in _FAILED for n in near
        ):
            draft.counts = [c for c in draft.counts if c.key != use.frame.counts]
        lead = unwaw(view.norms[use.first - 1]).lstrip("لب") if use.first > draft.first else ""
        if use.frame.counts == "fatalities" and not use.verb and lead in _FAILED:
            behind = min((u.first for u in draft.uses if u.first > use.first and u.frame.counts), default=draft.last)
            behind = min(behind, use.last + _ATTEMPT_REACH)
            draft.counts = [c for c in draft.counts if c.key != "fatalities" or not use.last <= c.who.first < behind]
        elif use.trigger.tactic == "targeted killing" and any(n.removeprefix("و") in _FAILED for n in near):
            draft.counts = [
                c for c in draft.counts if c.key != "fatalities" or c.stated or not 0 <= c.who.first - use.last <= 6
            ]


_ATTEMPT_REACH = 12  # words from "محاولة اغتيال" to the last of those it was made on


def _shared(view: SentenceView, draft: Draft) -> None:
    """ "مقتل وإصابة 15 شخصا": one number under two words is the figure of neither; "قتل وجرح العشرات" tells dozens of each, "عدد من الجنود" two of
    each at least, those coordinated with them among these; others without a number ("قتل وجرح آخرون", "إصابة وأسر آخرين") are one each."""
    for first, second in _neighbours(draft.uses):
        keys = {first.frame.counts, second.frame.counts}
        shared = next((p for p in view.people if p.first >= second.last), None)
        if (
            shared is None
            or shared.first - second.last > 3
            or (_own_subject(view, first) and not _alike_verbs(view, first, second))
        ):
            continue
        draft.counts = [c for c in draft.counts if not (c.who is shared and c.key in keys)]
        both = sorted(filter(None, keys))
        if shared.vague and shared.figure is not None and (shared.figure.low or 0) > _SOME:
            if _of_many(view, draft):
                continue
            draft.counts += [Count(key, shared.figure.low or 1, None, shared, True) for key in both]
            continue
        vague = shared.figure is None or (shared.figure.high is None and (shared.figure.low or 0) <= _SOME)
        if vague and (shared.others or shared.counted or shared.plural):
            some = _SOME if shared.figure is not None and shared.figure.low == _SOME else 1
            draft.counts = [c for c in draft.counts if c.key not in keys or c.stated or not _joins(view, shared, c.who)]
            draft.counts += [Count(key, some, None, shared, False) for key in both]


def _of_many(view: SentenceView, draft: Draft) -> bool:
    """ "قتل وأصيب العشرات في هجمات وتفجيرات": two kinds of deeds in the plural, whose dozens are of no single one."""
    deeds = (u for u in draft.uses if not u.verb and not u.frame.counts and u.frame.family == "violence")
    said = {unwaw(view.norms[u.first]).removeprefix("ب").removeprefix("ال") for u in deeds}
    return len(said & view.words["several"]) > 1


_SOME = 2  # lower bound of "عدد من": people without a number
_SHARED = _DEAD_OR_HURT | {"captured"}  # what one word for people can stand behind twice ("قتل وأسر عدد من المسلحين")


def _neighbours(uses: Sequence[Use]) -> list[tuple[Use, Use]]:
    """Words for killing, wounding and taking that stand side by side."""
    ordered = sorted(uses, key=lambda u: u.first)
    return [
        (a, b)
        for a, b in pairwise(ordered)
        if b.first == a.last
        and b.hit.proclitics.startswith("و")
        and a.frame.family != "outcome"
        and a.trigger.frame != "die_light"
        and a.frame.counts != b.frame.counts
        and {a.frame.counts, b.frame.counts} <= _SHARED
    ]


def _own_subject(view: SentenceView, verb: Use) -> bool:
    """ "27 شخصا قتلوا وأصيب عشرات": the first verb has its people before it."""
    said = view.tokens[verb.first].norm
    bare = said.removeprefix(verb.hit.proclitics)
    if not verb.verb or (len(bare) > _AS_VERB and bare in {word_key(n) for n in verb.trigger.nouns}):
        return False  # "تمكن الجيش من قتل خمسة وإصابة وأسر آخرين"
    return said.endswith("وا") or any(0 <= verb.first - p.last <= 3 and p.slot in ("", "of") for p in view.people)


def _alike_verbs(view: SentenceView, first: Use, second: Use) -> bool:
    """ "وقتلت وجرحت العشرات منهم": two verbs of one subject, and one object behind both."""
    endings = {view.norms[u.first][-1] for u in (first, second)}
    return first.verb and second.verb and len(endings) == 1 and endings <= {"ت", "ا"}


_AS_VERB = 3  # letters of a masdar that is written as the verb is ("قتل", "جرح")
_HIM = ("ه", "ها")  # "قتلوه", "استشهادها"
_THE_TWO = "هما"
_FATES = _DONE_TO - {"injured"}  # one hurt and killed is told as killed


def _in_the_ending(view: SentenceView, draft: Draft) -> None:
    """ "أطلقوا النار على ضابط فقتلوه", "ما أدى إلى استشهادها": the one struck before is meant by the word's ending; those told
    with him ("مقتله وثلاثة من مرافقيه") are counted besides."""
    for use in draft.uses:
        key, word = use.frame.counts, view.norms[use.first].removeprefix(use.hit.proclitics)
        if use.last - use.first > 1 or key not in _FATES or not word.endswith((*_HIM, _THE_TWO)):
            continue
        noun = word in {
            word_key(n) for n in (*use.trigger.nouns, *use.trigger.words)
        } and not use.hit.proclitics.startswith("ف")
        if noun or any(c.key == key and not 0 <= c.who.first - use.last <= 1 for c in draft.counts):
            continue
        who = _meant(view, draft, use, two=word.endswith(_THE_TWO))
        if who is not None:
            many = 2 if word.endswith(_THE_TWO) else 1
            told = Participant(use.first, use.last, list(who.named), set(who.kinds))
            draft.counts.append(Count(key, many, many, told, True))


def _meant(view: SentenceView, draft: Draft, use: Use, *, two: bool) -> Participant | None:
    """The last of those struck, or whose house or car was ("اقتحموا منزل صحفي واختطفوه"), told before the word: one person, or the
    two that "هما" means."""
    houses = [p for p in view.people if p.asset in _OF_ONE and p.first >= draft.first and p not in draft.agents]
    before = [p for p in (*draft.patients, *houses) if p.last <= use.first and not p.part]
    who = max(before, key=lambda p: p.first, default=None)
    if who is None and use.verb and not two:
        at = next((i for i in range(use.first - 1, draft.first, -1) if view.norms[i] in _OF_ONE), None)
        return None if at is None else Participant(at, at + 1, kinds={"unknown"})  # "داهموا منزل فلان واعتقلوه"
    if who is None or who.organisation or not who.kinds or who.plural or who.slot == "source":
        return None
    many = who.figure.low if who.figure else 1
    return who if many == (2 if two else 1) else None


_OF_ONE = frozenset({"منزل", "بيت", "سياره", "شقه", "مركبه", "مكتب", "موكب", "دراجه"})
_DIED_OF_IT = frozenset({"die.wounds", "die.passed"})  # entries of triggers.yaml: "توفي متأثرا بجراحه"


def _of_wounds(view: SentenceView, draft: Draft) -> None:
    """ "أصيب مزارع برصاص قناص وتوفي متأثرا بجراحه": the one hurt is the one who died."""
    died = [u for u in draft.uses if u.trigger.id in _DIED_OF_IT]
    if not died or any(c.key == "fatalities" for c in draft.counts):
        return
    hurt = [c for c in draft.counts if c.key == "injured" and c.who.last <= died[0].first]
    if len(hurt) == 1 and (hurt[0].low, hurt[0].high) == (1, 1):
        hurt[0].key = "fatalities"


def _with_his(view: SentenceView, draft: Draft) -> None:
    """ "اغتالوا قاضيا وسائقه", "قتلت امرأة وطفلاها", "مع ثلاثة من مرافقيه": those of his who are told right behind one struck share
    his fate."""
    known = {i: p for p in view.people for i in range(p.first, p.last)}
    for c in [c for c in draft.counts if c.key in _DONE_TO and c.who.kinds and not c.who.outcome]:
        at = c.who.last
        while at < draft.last:
            along = at + 1 < draft.last and view.norms[at] == "مع"
            word = view.norms[at + along]
            his = known.get(at + along)
            kin = word if along else word[1:] if word[0] == "و" else ""
            many = next((n for n, words in _KIN if kin in view.words[words]), 0)
            if along and his is not None and his.kinds == {"them"} and his.figure:
                _count(draft, c.key, his)
            elif many and his is None:
                told = Participant(at + along, at + along + 1, kinds={"them"})
                draft.counts.append(Count(c.key, min(many, 2), None if many > 2 else many, told, True))
            else:
                break
            c.stated = True
            at += along + 1


_KIN = ((1, "his_one"), (2, "his_two"), (3, "his_more"))  # word classes of nearby.yaml
_WITH = frozenset({"برفقه", "رفقه", "برفقته", "جانب", "فضلا", "اضافه"})


def _company(view: SentenceView, draft: Draft) -> None:
    """ "خطفوا قائد الفرقة برفقة سبعة عناصر": the companions share the fate."""
    for c in list(draft.counts):
        if c.key not in ("abducted", "captured"):
            continue
        for p in view.people:
            if not (0 <= p.first - c.who.last <= _COMPANY_WITHIN) or not p.figure or p.figure.low is None or p.part:
                continue
            if _after(view.tokens, p, _WITH) and not any(k.who is p for k in draft.counts):
                c.stated = True
                draft.counts.append(Count(c.key, p.figure.low, p.figure.high, p, True))


_ALONG = frozenset({"مع", "معه", "معها", "برفقه", "برفقته", "رفقه"})
_ALONG_WITHIN = 8  # words from "القيادي" with his name to "مع 12 آخرين"


def _along(view: SentenceView, draft: Draft) -> None:
    """ "مقتل القيادي فلان مع 12 مسلحا آخرين", "قتل ضابط ومعه أربعة جنود": those told with one man share his fate; no deed stands
    between ("قتل ضابط في معركة مع مسلحين")."""
    for c in [c for c in draft.counts if c.key in _DONE_TO and (c.low, c.high) == (1, 1) and c.who.kinds]:
        for p in view.people:
            gap = view.norms[c.who.last : p.first]
            if not 0 < len(gap) <= _ALONG_WITHIN or unwaw(gap[-1]) not in _ALONG or "،" in gap or p.first >= draft.last:
                continue
            told = any(c.who.last <= u.first < p.first for u in view.uses)
            if p.figure and p.figure.low and not told and not p.part and p.outcome in (None, c.key):
                c.stated = True
                _count(draft, c.key, p)
                break


_WERE = frozenset({"كانوا", "كانا", "ليسوا"})


def _parallel(view: SentenceView, draft: Draft) -> None:
    """ "إن طفلا توفي و13 شخصا واجهوا صعوبات": those behind the verb have a verb of their own."""
    for use in draft.uses:
        for c in [c for c in draft.counts if c.key == use.frame.counts and use.verb]:
            after = view.norms[c.who.last : min(draft.last, c.who.last + 3)]
            after = after[2:] if after[:2] == ["علي", "الاقل"] else after[:1]
            own = bool(after) and after[0].endswith("وا") and after[0] not in _WERE
            joined = view.norms[min(use.last, c.who.first)].startswith("و") and 0 <= c.who.first - use.last <= 1
            if own and joined and any(p.last <= use.first and use.first - p.last <= 1 for p in view.people):
                draft.counts.remove(c)
                one = next(p for p in view.people if p.last <= use.first and use.first - p.last <= 1)
                if not one.plural and not any(k.key == c.key for k in draft.counts):
                    low = one.figure.low if one.figure and one.figure.low else 1
                    draft.counts.append(Count(c.key, low, one.figure.high if one.figure else 1, one, True))


_EACH_DAY = frozenset({"يوميا", "شهريا", "سنويا", "اسبوعيا"})


def _daily(view: SentenceView, draft: Draft) -> None:
    """ "تتكبد الميليشيات يوميا عشرات القتلى": what goes on is no toll of one incident."""
    if not _EACH_DAY.isdisjoint(view.norms[draft.first : draft.last]):
        draft.counts = [c for c in draft.counts if not c.who.vague]


_BESIDES = frozenset({"اضافه", "بالاضافه", "فضلا", "علاوه", "جانب"})  # "إلى جانب"
_BESIDES_WITHIN = 8  # words from the dead to "إضافة إلى ثلاثة من العاملين"


def _besides(view: SentenceView, draft: Draft) -> None:
    """ "استشهاد عشرة من الجنود، إضافة إلى ثلاثة من العاملين": those told besides the dead or hurt share their fate, unless
    another word for what happened stands between."""
    for c in [c for c in draft.counts if c.key in _DEAD_OR_HURT and c.stated]:
        for p in view.people:
            gap = [t.norm.removeprefix("و") for t in view.tokens[c.who.last : p.first]]
            if not 0 < len(gap) <= _BESIDES_WITHIN or not _BESIDES & set(gap[-3:]):
                continue
            told = any(c.who.last <= u.first < p.first for u in view.uses)
            if p.figure and p.figure.low and not told and not p.part and p.outcome in (None, c.key):
                _count(draft, c.key, p)
            elif not told and c.key == "fatalities" and beside.the_attacker(p):
                draft.counts.append(Count(c.key, 1, 1, p, True))  # "إضافة إلى المهاجم"


_CAUSES = frozenset({"اثر", "بعد", "عقب", "غداه", "خلفيه", "علي", "بسبب"})
_ANSWERS = frozenset({"احتجاجا", "ردا", "انتقاما", "تنديدا", "خلفيه", "غضبا"})


def _earlier(view: SentenceView, draft: Draft) -> None:
    """ "اقتحم الجيش المخيم إثر مقتل جندي", "احتجاجا على مقتل شاب": deaths that another deed answers are no toll of it."""
    for use in draft.uses:
        if use.verb or use.frame.counts not in _DEAD_OR_HURT or use.frame.idafa != "patient":
            continue
        if draft.head.first > use.first and draft.head.frame.rank > use.frame.rank and draft.family == "violence":
            continue  # "جاءت المداهمات بعد مقتل 32 في تفجير": the toll of the blast, of which the sentence tells
        before = [t.norm.removeprefix("و") for t in view.tokens[max(draft.first, use.first - 2) : use.first]]
        answered = before[-1:] and before[-1] in _CAUSES and (before[-1] != "علي" or bool(set(before) & _ANSWERS))
        deeds = [u for u in draft.uses if u.last <= use.first and u.frame.family in ("violence", "coerce", "protest")]
        told_behind = (
            draft.head.first >= use.last
        )  # "جاءت المداهمات بعد مقتل 32 شخصا في تفجير": the blast is what is told
        if (answered and not told_behind and any(u.frame.counts is None for u in deeds)) or (
            deeds and _done_before(view, draft, use)
        ):
            theirs = {id(c.who) for c in draft.counts if 0 <= c.who.first - use.last <= _CAUSE_REACH}
            draft.counts = [c for c in draft.counts if id(c.who) not in theirs or c.key != use.frame.counts]
            draft.patients = [p for p in draft.patients if id(p) not in theirs]


_CAUSED = frozenset(
    {"اسفر", "اسفرت", "ادي", "ادت", "اودي", "اودت", "خلف", "خلفت", "اوقع", "اوقعت", "راح", "تسبب", "تسببت", "قتل"}
)
_WHICH = frozenset({"الذي", "التي", "الذين"})
_BACK_THEN = frozenset({"عندما", "حين", "حينما"})
_LEADS_BACK = _CAUSES | {"ردا", "انتقاما", "منذ", "تخطيط", "التخطيط", "تورط", "ضلوع"}
_LEADS_WITHIN = 4  # words from "ردا على" to the other deed


def _of_the_other(view: SentenceView, draft: Draft) -> None:
    """ "شن الطيران غارات بعد الهجوم الذي أسفر عن مقتل 29", "الأعنف منذ 2005 عندما قتل انتحاريون 52": the toll of a deed that is told to
    explain this one."""
    norms, at = view.norms, None
    for i in range(draft.head.last, draft.last - 1):
        if norms[i] in _WHICH and norms[i + 1] in _CAUSED:
            deed = next((u for u in view.uses if draft.head.last < u.first and 0 <= i - u.last <= _LEADS_WITHIN), None)
            led = deed is not None and not deed.verb and deed.frame.family == "violence"
            if led and deed is not None and not deed.frame.counts:
                before = {
                    n.removeprefix("و") for n in norms[max(draft.head.last, deed.first - _LEADS_WITHIN) : deed.first]
                }
                at = i if before & _LEADS_BACK else None
        elif norms[i] in _BACK_THEN and any(d.last == i and "منذ" in norms[d.first - 1 : d.last] for d in view.dates):
            at = i
        if at is not None:
            break
    if at is not None:
        gone = [c for c in draft.counts if c.who.first > at]
        draft.counts = [c for c in draft.counts if c.who.first <= at]
        draft.patients = [p for p in draft.patients if not any(c.who is p for c in gone)]


_DONE_WITHIN = 10  # words from "بعد" to "بقتل"
_DOING = frozenset({"قيام", "اقدام"})


def _done_before(view: SentenceView, draft: Draft, use: Use) -> bool:
    """ "وقع الهجوم بعد يومين من قيام السكان بقتل عنصرين": another's deed before it."""
    if "ب" not in use.hit.proclitics:
        return False
    before = [t.norm.removeprefix("و") for t in view.tokens[max(draft.first, use.first - _DONE_WITHIN) : use.first]]
    doing = next((i for i, n in enumerate(before) if n in _DOING), None)
    return doing is not None and not _CAUSES.isdisjoint(before[:doing])


_CAUSE_REACH = 3  # words from "مقتل" to those killed
_NO_NEWS = frozenset({"تقارير", "اذا", "انباء", "معلومات", "ترد", "يرد", "ورود", "حصيله", "تعرف", "يعرف", "تتوفر"})
_VICTIMS = "toll.victims"  # entry of triggers.yaml
_NEGATED_WITHIN = 6  # words from the negation to the noun ("دون أن تسجل أي إصابات")


def _none(view: SentenceView, draft: Draft) -> None:
    """ "دون سقوط قتلى", "لم تسجل إصابات", "لم يوقع ضحايا": nobody, which the text states; "لم ترد أنباء عن قتلى"
    states nothing."""
    for use in view.uses:
        if use.reason != "negated" or not draft.first <= use.first < draft.last:
            continue
        key = "fatalities" if use.trigger.id == _VICTIMS else use.frame.counts
        if key not in _DEAD_OR_HURT or use.verb:
            continue
        draft.counts = [c for c in draft.counts if c.key != key or not use.first <= c.who.first <= use.last]
        draft.patients = [p for p in draft.patients if not (p.outcome and use.first <= p.first < use.last)]
        near = [
            t.norm.removeprefix("و")
            for t in view.tokens[max(view.sentence.first, use.first - _NEGATED_WITHIN) : use.first]
        ]
        if not _NO_NEWS & set(near) and not any(c.key == key for c in draft.counts):
            draft.counts.append(Count(key, 0, 0, Participant(use.first, use.last), False))


def _after(tokens: Sequence[Token], p: Participant, words: frozenset[str]) -> bool:
    return any(t.norm.removeprefix("و") in words for t in tokens[max(0, p.first - 3) : p.first])


def _beside(view: SentenceView, draft: Draft) -> None:
    """ "ضابطين ومجند", "قائدا في الحرس الثوري، و12 جنديا": one man told beside a number is counted with it."""
    for one in draft.counts:
        if one.stated or (one.low, one.high) != (1, 1):
            continue
        for other in draft.counts:
            if other.stated and other.key == one.key and _joins(view, *sorted((one.who, other.who), key=_place)):
                one.stated = True
                break


def _place(p: Participant) -> int:
    return p.first


def _joins(view: SentenceView, a: Participant, b: Participant) -> bool:
    """Coordinated, and no deed or people between the two."""
    if not b.joined or not 0 <= b.first - a.last <= _JOINS_WITHIN:
        return False
    between = any(a.last <= u.first < b.first for u in view.uses)
    return not between and all(p.joined for p in view.people if a.last <= p.first and p.last <= b.first)


_JOINS_WITHIN = 7  # words from one man, described, to those told with him


def _one_and_the_same(draft: Draft) -> None:
    """ "الكاتب والإعلامي السعودي فلان", "المحامي والناشط فلان": one man of two callings, both told with the article."""
    ones = [c for c in draft.counts if not c.stated and (c.low, c.high) == (1, 1) and c.who.definite and c.who.civil]
    again = [
        b
        for a, b in pairwise(ones)
        if a.key == b.key and b.who.first == a.who.last and b.who.joined and not b.who.others
    ]
    draft.counts = [c for c in draft.counts if not any(c is b for b in again)]


def _once(draft: Draft) -> None:
    """People without a number who are told twice in one stretch are the same ("احتجاز رهائن … الرهائن")."""
    kept: list[Count] = []
    for c in draft.counts:
        who = [n.entry for n in c.who.named]
        twin = (
            not c.stated
            and who
            and any(not k.stated and k.key == c.key and [n.entry for n in k.who.named] == who for k in kept)
            and not any(k.who.last == c.who.first and c.who.joined and not c.who.definite for k in kept)
        )  # "وإصابة ضابط وضابط صف" are two
        if not twin:
            kept.append(c)
    draft.counts = kept


def _told_again(view: SentenceView, draft: Draft) -> None:
    """ "قتل 18 شخصا …، وقال المدير: «… ما تسبب بمقتل 18 شخصا»": a toll told twice in one stretch, another sentence between; of two
    that differ ("قتل 18 …، وذكرت مصادر أن الحصيلة بلغت 25") the lower and the higher."""
    kept: list[Count] = []
    for c in draft.counts:
        told = [k for k in kept if c.stated and k.stated and k.key == c.key and _apart(view, k.who, c.who)]
        same = [k for k in told if (k.low, k.high) == (c.low, c.high) or _said_before(view, k.who, c.who)]
        if c.stated and not c.who.vague:
            vaguer = [k for k in told if k.who.vague and not k.who.others]  # "عدد من الجنود … 12 جنديا"
            kept = [k for k in kept if not any(k is v for v in vaguer)]
            told = [k for k in told if not any(k is v for v in vaguer)]
        rival = next((k for k in told if not same and _rivals(k, c)), None)
        if rival is not None and not _PART <= rival.low / c.low <= 1 / _PART:
            rival.low, rival.high = max((rival.low, rival.high), (c.low, c.high), key=lambda f: f[0])
        elif rival is not None:
            rival.high = None if rival.high is None or c.high is None else max(rival.high, c.high)
            rival.low = min(rival.low, c.low)
        elif not same:
            kept.append(c)
    draft.counts = kept


_EARLIER_TOLL = frozenset({"سابق", "سابقا", "سابقه", "اوليه"})


def _said_before(view: SentenceView, told: Participant, again: Participant) -> bool:
    """ "قتل ثلاثة …، وكانت الشرطة قالت في وقت سابق إن اثنين قتلا": an earlier toll, which the one told first replaces."""
    return not _EARLIER_TOLL.isdisjoint(view.norms[told.last : again.first])


_PART = 0.2  # of the higher figure: less is a part of it ("اعتقال 60 …، مؤكدا أن 8 منهم")
RIVALS = 0.3  # of the higher figure: a lower one is more often a part or an earlier count than another source's


def _rivals(a: Count, b: Count) -> bool:
    """Figures for the same people; "ثلاثة آخرون" are more of them."""
    one = b.low == 1 or a.low == 1 or a.who.vague or b.who.vague
    return not (one or a.who.others or b.who.others or b.who.joined)


def _apart(view: SentenceView, a: Participant, b: Participant) -> bool:
    """Is there a comma and a word of speech between the two?"""
    first, last = min(a.last, b.last), max(a.first, b.first)
    between = {t.norm.removeprefix("و") for t in view.tokens[first:last]}
    said = any(
        h.phrase.entry.kind == "said" and first <= h.first < last for h in view.markers
    )  # "مؤكدا أنه قتل ثمانية"
    return _alike(a, b) and (said or not (between.isdisjoint(view.words["said"]) and between.isdisjoint(_TOLL)))


_TOLL = frozenset({"حصيله", "الحصيله"})
_ANYBODY = frozenset({"person", "unknown", "civilian"})  # kinds of people who are not told more closely


def _alike(a: Participant, b: Participant) -> bool:
    """The same people: by their words, or one of them "25 قتيلا" and "18 شخصا"."""
    ours, theirs = {n.entry for n in a.named}, {n.entry for n in b.named}
    if ours == theirs or (ours and theirs and (ours <= theirs or theirs <= ours)):
        return True  # "جنديين تركيين" and "8 جنود"
    if any(p.kinds == {"unknown"} and not p.named for p in (a, b)):
        return True
    return any(p.outcome and not p.named for p in (a, b)) and all(p.kinds <= _ANYBODY for p in (a, b))


_NEXT = frozenset({"ثالثا", "رابعا", "خامسا", "سادسا", "سابعا"})  # accusatives, which elsewhere list ("ثالثا: …")


def _one_more(view: SentenceView, draft: Draft) -> None:
    """ "مقتل ثلاثة جنود وإصابة رابع", "وتعرض ثالث لإصابة": one more of those told before, and not as many again."""
    ordinals = {n.first for n in view.numbers if n.kind == "ordinal"}
    for use in draft.uses:
        key, at = use.frame.counts, use.last
        if key and use.hit.proclitics == "ل" and use.first - 1 in ordinals:
            at = use.first - 1
        if not key or at >= draft.last or not (at in ordinals or view.norms[at] in _NEXT):
            continue
        if view.norms[at].startswith("ال"):
            continue
        before = [c for c in draft.counts if c.who.last <= min(at, use.first) and c.key != key and c.stated]
        if before:
            draft.counts = [c for c in draft.counts if c.key != key or c.who.first >= use.first]
            who = Participant(at, at + 1, list(before[-1].who.named), set(before[-1].who.kinds))
            draft.counts.append(Count(key, 1, 1, who, True))


_SUMS = frozenset({"عدد", "حصيله", "اعداد"})


def _gave_up(view: SentenceView, draft: Draft) -> None:
    """ "استسلم عشرون مسلحا", "سلم أربعة أنفسهم": those who gave themselves up are in the hands of the other side; "ليرتفع عدد من سلموا
    أنفسهم إلى أربعة" is a sum."""
    use = next((u for u in draft.uses if u.trigger.frame == "surrender"), None)
    if use is None or not _SUMS.isdisjoint(view.norms[max(draft.first, use.first - _SUM_WITHIN) : use.first]):
        return
    for p in draft.agents:
        if p.part or any(c.who is p for c in draft.counts) or (p.organisation and not p.counted):
            continue
        if p.figure and p.figure.low:
            draft.counts.append(Count("captured", p.figure.low, p.figure.high, p, True))
        elif p.kinds:
            draft.counts.append(Count("captured", 2 if p.plural else 1, None if p.plural else 1, p, False))


_SUM_WITHIN = 6  # words from "عدد" to "سلموا أنفسهم"


def _captives(view: SentenceView, draft: Draft) -> None:
    """ "250 قتيلا و87 أسيرا": prisoners told beside the dead or hurt of a fight."""
    for c in [c for c in draft.counts if c.key in _DEAD_OR_HURT and c.who.outcome]:
        near = (p for p in view.people if p.joined and 0 <= p.first - c.who.last <= 1 and p.kinds == {"detainee"})
        for p in near:
            if p.figure and p.figure.low and not any(k.who is p for k in draft.counts):
                draft.counts.append(Count("captured", p.figure.low, p.figure.high, p, True))


_HOLDS = frozenset({"arrest", "dismantle", "topple", "capture"})  # frames of what is done to a cell
_CELLS = frozenset({"خليه", "بخليه", "شبكه", "مجموعه", "عصابه", "تشكيل", "تنظيم"})
_MADE_UP = frozenset({"تضم", "تتكون", "تتالف", "مكونه", "متكونه", "المكونه", "مولفه", "تتشكل", "قوامها", "افرادها", "عناصرها", "عددها", "من"})  # fmt: skip
_CELL_WITHIN = 6  # words from "خلية" to its number ("خلية إرهابية موالية لداعش تتكون من")


def _cells(view: SentenceView, draft: Draft) -> None:
    """ "تفكيك خلية إرهابية تتكون من خمسة عناصر": how many a cell is said to be, they were taken."""
    use = next((u for u in draft.uses if u.trigger.frame in _HOLDS), None)
    if use is None or any(c.key == "captured" and c.stated for c in draft.counts):
        return
    near = range(use.last, min(draft.last, use.last + _CELL_NEAR))
    at = next((i for i in (use.last - 1, *near) if view.norms[i] in _CELLS), None)
    if at is None:
        return
    for p in view.people:
        gap = view.norms[at + 1 : p.first]
        if p.first > at and p.figure and p.figure.low and len(gap) <= _CELL_WITHIN and not _MADE_UP.isdisjoint(gap):
            draft.counts = [c for c in draft.counts if c.key != "captured"]
            draft.counts.append(Count("captured", p.figure.low, p.figure.high, p, True))
            return


_CELL_NEAR = 3  # words from "تفكيك" to "خلية"
_ONE_OF = frozenset({"احد", "احدي"})


def _one_of_his(view: SentenceView, draft: Draft) -> None:
    """ "وإصابة أحد زملائه", "أصيب أحد مرافقيها": one of those who are told by whose they are alone; "وأصيب أحدهم", "وإصابة عدد منهم":
    one or some of those told before."""
    for use in draft.uses:
        key, at = use.frame.counts, use.last
        if key in _DONE_TO and at < draft.last:
            low, high = _of_those_before(view, at, draft.last)
            told = [c for c in draft.counts if c.key == key]
            # "وقتل عشرة مسلحين وأسر عددا منهم": whom the verb took for its own
            told = [c for c in told if c.who.last > at or view.norms[at] not in _SOME_OF or not use.verb]
            if (
                low and not told and (low > 1 or key in _DEAD_OR_HURT)
            ):  # "لمن يساعد على اعتقال أحدهم": whoever it may be
                draft.counts = [c for c in draft.counts if c.key != key]
                draft.counts.append(Count(key, low, high, Participant(at, at + 1, kinds={"them"}), True))
                continue
        if key not in _DONE_TO or at + 1 >= draft.last or view.norms[at] not in _ONE_OF:
            continue
        his = view.norms[at + 1].endswith(_HIS) and not any(p.first <= at + 1 < p.last for p in view.people)
        if his and not any(c.key == key and at <= c.who.first <= at + 1 for c in draft.counts):
            earlier = [c for c in draft.counts if c.key == key and c.who.last <= use.first]
            draft.counts = [c for c in draft.counts if not any(c is e for e in earlier)] if use.verb else draft.counts
            draft.counts.append(Count(key, 1, 1, Participant(at, at + 2, kinds={"them"}), True))


def _of_those_before(view: SentenceView, at: int, last: int) -> tuple[int, int | None]:
    """How many "أحدهم", "بعضهم", "عدد منهم" at token `at` are."""
    word = view.norms[at]
    if word in _ONE_OF_THEM:
        return 1, 1
    behind = view.norms[at + 1 : min(last, at + 3)]
    of_them = behind[:1] in _AMONG_THEM or (behind[1:] in _AMONG_THEM and behind[:1] in (["كبير"], ["اخر"]))
    return (_SOME, None) if word in _SOME_OF_THEM or (word in _SOME_OF and of_them) else (0, None)


_ONE_OF_THEM = frozenset({"احدهم", "احدهما", "احداهن", "احداهما"})
_SOME_OF_THEM = frozenset({"بعضهم"})
_SOME_OF = frozenset({"عدد", "عددا", "بعض", "البعض", "العديد", "مجموعه", "الكثير", "كثير"})
_AMONG_THEM = (["منهم"], ["منهن"])

_HIS = ("يه", "يها", "يهم", "ائه", "ائها", "ائهم", "ته", "تها", "تهم", "ابه", "ابها")
