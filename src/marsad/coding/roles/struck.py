"""Who was struck, where no role was given yet: targets told anywhere in the stretch, owners of what was hit, homes."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.participants import INHABITED, Named, Participant, with_joined
from marsad.coding.roles.neighbours import of_forces
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.signs import bare_noun, lost_by, takes_ground


def fill_struck(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """Without a patient, a target named by "استهدف/على" anywhere in the stretch is the one struck; and so are those of whom
    the counted are ("غارات على مقاتلي الحركة … مقتل 20 منهم")."""
    if draft.family != "violence":
        return
    if draft.patients and all(p.kinds == {"them"} for p in draft.patients):
        before = [p for p in people if p.last <= draft.patients[0].first and p.slot == "on" and p.armed]
        draft.patients += [p for p in before if p not in draft.agents][-1:]
    if all(p.civil or (p.outcome and not p.named) for p in draft.patients):
        draft.patients += _cost(tokens, draft, people)
    if not draft.patients:
        head = draft.head
        free = [p for p in people if p.slot in ("on", "from") and p not in draft.agents]
        behind = [p for p in free if 0 <= p.first - head.last <= 15]
        lost = [p for p in free if p.slot == "from" and p.armed] if takes_ground(head) else []
        told = behind or lost or _aimed_at(tokens, draft, people) or _foes(draft, people)
        told = (told or _ranks(tokens, draft, people) or _dwellers(tokens, draft))[:1]
        beside = with_joined(told[0], people)[1:] if told else []  # "ضد الحوثيين وقوات صالح"
        draft.patients += told + [q for q in beside if q.slot == told[0].slot and q.armed and q not in draft.agents]


def _cost(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """ "خاضت القوات معارك …، مكبدة الميليشيات مئات القتلى": whom the fight cost it."""
    others = _opponents(draft, people)
    return [p for p in others if p.first and unwaw(tokens[p.first - 1].norm) in _COSTS][:1]


# what the other side of a fight suffers: "كبدت الميليشيات خسائر"
_COSTS = frozenset(
    {
        "كبد",
        "كبدت",
        "كبدوا",
        "مكبدا",
        "مكبده",
        "مكبدين",
        "تكبيد",
        "كبدتها",
        "تكبدت",
        "تكبد",
        "تتكبد",
        "تكبيدها",
        "خسر",
        "خسرت",
        "فقد",
        "فقدت",
    }
)


def _foes(draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """ "حققت القوات انتصارات على الحركة في معركة المدينة": whom the victory was over."""
    others = _opponents(draft, people)
    return [p for p in others if p.slot == "on" and p.last <= draft.head.first and not p.asset][:1]


def _opponents(draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """Organisations of a fight told by one side that are not of that side."""
    if not draft.has("clash", "clash_soft", "overtake", "retake") or not draft.agents:
        return []
    own = {n.name for p in draft.agents for n in p.named}
    return [p for p in people if p.organisation and p.armed and own.isdisjoint(n.name for n in p.named)]


def _aimed_at(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """ "قصفت القوات البلدة … لاستعادة السيطرة عليها من فصائل المعارضة": from whom the land is to be taken."""
    goals = [i for i in range(draft.head.last, draft.last) if tokens[i].norm in _TO_RETAKE]
    found = lost_by(tokens, goals[0], [p for p in people if p.first > goals[0]]) if goals else []
    return [p for p in found if p not in draft.agents and p.organisation]


_TO_RETAKE = frozenset({"لاستعاده", "لاسترداد", "لتحرير", "لانتزاع", "باستعاده", "للسيطره", "استعاده"})


def _ranks(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> list[Participant]:
    """ "خسائر في صفوف الميليشيات جراء قصف للجيش": in whose ranks the losses were."""
    ranks = [p for p in people if p.organisation and p.armed and p.first and tokens[p.first - 1].norm in _RANKS]
    return [p for p in ranks if p not in draft.agents]


_RANKS = frozenset({"صفوف", "بصفوف"})


def _dwellers(tokens: Sequence[Token], draft: Draft) -> list[Participant]:
    """ "تركز القصف على الأحياء السكنية": where people live is struck with those who live there."""
    if not draft.has("strike"):
        return []
    for i in range(max(draft.first + 2, draft.head.first), draft.last):
        homes = bare_noun(unwaw(tokens[i - 1].norm)).removesuffix("ا")
        if tokens[i].norm.removeprefix("ال") not in _RESIDENTIAL or homes not in _HOMES:
            continue
        if tokens[i - 2].norm not in _WITHIN:
            who = Named("Civilians", "group.person", i - 1, i + 1, "Civilians")
            return [Participant(i - 1, i + 1, named=[who], kinds={"civilian"}, plural=True, slot="on")]
    return []


_RESIDENTIAL = INHABITED | {"سكنيه", "سكني", "سكنيا", "شعبي", "شعبيا", "شعبيه"}
_HOMES = frozenset({"اماكن", "احياء", "حي", "مناطق", "منطقه", "مبني", "مباني", "مجمع", "مجمعات", "تجمعات", "سوق", "اسواق", "بنايه", "منازل"})  # fmt: skip
_WITHIN = frozenset({"في", "من", "داخل", "وسط", "قرب", "بين"})


def fill_blasted(draft: Draft, people: Sequence[Participant]) -> None:
    """ "فجر مجهولون عبوة ناسفة بدورية للشرطة", "تفجير عبوة في آلية للجيش": at whose vehicles or posts a charge went off."""
    if draft.patients or draft.head.trigger.frame != "bomb":
        return
    behind = [p for p in people if 0 <= p.first - draft.head.last <= _BLASTED_WITHIN and p not in draft.agents]
    struck = [p for p in behind if (p.slot == "with_b" or (p.slot == "for" and p.asset)) and of_forces(p)]
    struck = struck or [p for p in behind if p.slot == "for" and p.asset and p.armed]
    draft.patients += struck[:1]


_BLASTED_WITHIN = 8  # words from "فجر" to "بدورية للشرطة"


def fill_robbed(tokens: Sequence[Token], draft: Draft, people: Sequence[Participant]) -> None:
    """ "هدمت الجرافات منزلين لمواطنين", "صادرت القوات معدات لمزارعين": whose property it was."""
    if draft.patients or draft.head.trigger.frame != "destroy":
        return
    behind = [p for p in people if 0 <= p.first - draft.head.last <= _BLASTED_WITHIN and p not in draft.agents]
    draft.patients += [p for p in behind if p.civil and not p.part and (p.slot == "for" or p.asset)][:1]
    if not draft.patients and draft.agents and draft.head.trigger.id in _TORN_DOWN:
        draft.patients += _homes(tokens, draft)


_TORN_DOWN = frozenset(
    {"strat.destroy", "strat.bulldoze", "strat.confiscate", "strat.smash", "strat.uproot", "strat.burn", "strat.loot"}
)


def _homes(tokens: Sequence[Token], draft: Draft) -> list[Participant]:
    """ "هدمت الجرافات منزلا", "صادرت القوات أراضي في البلدة": what people live in and on, whosever it was."""
    for i in range(draft.head.last, min(draft.last, draft.head.last + _BLASTED_WITHIN)):
        if bare_noun(unwaw(tokens[i].norm)).removesuffix("ا") in _PRIVATE and i not in draft.adverbial:
            who = Named("Civilians", "group.person", i, i + 1, "Civilians")
            return [Participant(i, i + 1, named=[who], kinds={"civilian"})]
    return []


_PRIVATE = frozenset({"منزل", "منازل", "منزلين", "بيت", "بيوت", "محل", "محال", "محلات", "متجر", "متاجر", "بنايه", "مبني", "مباني", "خيمه", "خيام", "خيمتين", "بركس", "بركسات", "مزرعه", "مزارع", "اشجار", "شجره", "شتله", "اراضي", "ارض", "دونم", "دونمات", "بئر", "ابار", "مساكن", "مسكن", "منشاه", "منشات", "منشاتين", "حظيره", "حظاير", "غرفه", "غرف", "كشك", "سيارات", "سياره"})  # fmt: skip
