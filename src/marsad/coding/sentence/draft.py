"""A draft event: what one stretch of one sentence says happened, before drafts of the same incident are merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.arabic.dates.mention import DateMention
from marsad.coding.people.participants import OUTCOMES, Participant
from marsad.coding.sentence.reading import Sentence
from marsad.lexicon.phrases import Hit
from marsad.lexicon.rules import Frame, Trigger, Weapon
from marsad.places.locate import PlaceFound

ATTACKER = "group.armed.03"  # entry of groups.tsv: مهاجم, مهاجمون
FOLLOWERS = "group.follower.01"  # entry of groups.tsv: "مناصرو", "أنصار"
FREED = frozenset({"release", "exchange"})  # frames of prisoners who are let go
HOLDING = frozenset({"abduct", "arrest", "capture"})  # frames of those who are taken and held
TOLL_FRAMES = frozenset(
    {"kill", "die", "die_light", "die_soft", "injure", "toll_dead", "toll_hurt", "toll_lives", "toll_mixed"}
)  # frames of the dead and hurt
PEACEABLE = frozenset({"release", "exchange", "handover", "enter", "lift"})  # frames of deeds that harm nobody


@dataclass(slots=True)
class Use:
    """A trigger that stands as an event word in its sentence."""

    hit: Hit
    trigger: Trigger
    frame: Frame
    reason: str | None = None  # why it was set aside
    # other triggers of the same word and part of speech, read where the neighbour of this one is missing
    others: tuple[tuple[Hit, Trigger, Frame], ...] = ()
    first: int = field(init=False, compare=False)
    last: int = field(init=False, compare=False)
    verb: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.first, self.last, self.verb = self.hit.first, self.hit.last, self.hit.phrase.pos == "v"

    @property
    def refused(self) -> bool:
        """Violence or protest that was set aside; what is said of prisoners to be freed says nothing of the deeds told beside it."""
        return bool(self.reason) and self.trigger.frame not in PEACEABLE


@dataclass(slots=True)
class Count:
    """A figure for one outcome, with the people it counts. low and high as in `Figure`."""

    key: str  # fatalities | injured | captured | abducted | escaped
    low: int
    high: int | None
    who: Participant
    stated: bool  # a number, dual or quantifier is there (not just a noun)
    tally: bool = False  # over several incidents or a period: a tally of its own, no figure of an event


@dataclass(slots=True)
class Draft:
    """tokens[first:last] of one sentence and what they say."""

    sentence: Sentence
    first: int
    last: int
    uses: list[Use]
    agents: list[Participant] = field(default_factory=list)
    patients: list[Participant] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    weapons: list[tuple[Hit, Weapon]] = field(default_factory=list)
    place: PlaceFound | None = None
    date: DateMention | None = None
    anaphoric: bool = False  # its only event words are definite nouns: it speaks of something told before
    same_attacker: bool = False  # "الانتحاري فجر نفسه": the attacker told of before
    of_deed: Use | None = None  # the noun that a clause of it tells of ("التفجير الذي استهدف"), set aside by itself
    separate: bool = False  # "هجوم آخر", "في حادث منفصل"
    answered: bool = False  # "ردا على مقتل 12 جنديا": what the deed of the story answers
    also: bool = False  # "كما قصفت الطائرات …" opens it: one more of the same
    another_story: bool = False  # "من جهة أخرى", "إلى ذلك" opens it
    update: bool = False  # "ارتفاع حصيلة": a running toll
    toll: bool = False  # "عدد القتلى بلغ 25": all that it tells is the toll of what was told before
    background: bool = False
    long_ago: bool = False  # dated in another year than the article
    announced: bool = False  # its date is that of a statement: the deed may lie days before it
    undated: bool = False  # … and does not date the deed
    attempt: bool = False
    demolished: bool = False  # "فجر التنظيم قوس النصر": a building was blown up
    left_over: bool = False  # "انفجار قذيفة من مخلفات الحرب": a shell that nobody fired that day
    dropped: bool = False  # "ألقت طائرة قنبلة على السوق": an aircraft threw the bomb
    behind_bars: bool = False  # "أعمال شغب في سجن": prisoners rose
    manned: bool = False  # "إسقاط مروحية": an aircraft with men in it was shot down
    into_a_shrine: bool = False  # "اقتحم مستوطنون المسجد الأقصى": no fighters went in, and nobody was struck
    at_prayer: bool = False  # "هجوم استهدف مسجدا": those who were in it bore no arms, soldiers or not
    on_a_public_place: bool = False  # "هجوم على متحف": whoever is there bears no arms
    on_the_ground: bool = False  # "أحبطت القوات محاولة تسلل": those who were foiled came on foot
    summary: bool = False  # a sum over several incidents
    over_period: bool = False  # all that it tells is a count over a period ("قتل 110 منذ بدء الاحتجاجات")
    adverbial: frozenset[int] = frozenset()  # tokens of dates and places
    head: Use = field(init=False, compare=False)  # the trigger that names the event
    # of a stretch that tells of a crowd in the street a demonstration, whatever violence goes with it
    family: str = field(init=False, compare=False)
    frames: frozenset[str] = field(init=False, compare=False)  # of all its triggers
    triggers: frozenset[str] = field(init=False, compare=False)  # their ids
    armed: list[tuple[int, str]] = field(init=False, compare=False)  # ranks and weapons of the triggers that bear one
    toll_only: bool = field(init=False, compare=False)  # the dead or hurt without the blow that struck them
    outcome_only: bool = field(init=False, compare=False)  # "قتلى وجرحى", "فرار": no word for the incident itself

    def __post_init__(self) -> None:
        self.head = max(self.uses, key=lambda u: (u.frame.rank, -u.first))
        crowd = any(u.frame.family == "protest" for u in self.uses)
        self.family = "protest" if crowd else self.head.frame.family
        self.frames = frozenset([u.trigger.frame for u in self.uses])
        self.triggers = frozenset([u.trigger.id for u in self.uses])
        self.armed = [(u.frame.rank, u.trigger.weapon) for u in self.uses if u.trigger.weapon]
        self.toll_only = self.frames <= TOLL_FRAMES
        self.outcome_only = all(u.frame.family == "outcome" or u.trigger.id in OUTCOMES for u in self.uses)

    @property
    def own(self) -> list[Count]:
        """The figures that are of this incident alone."""
        return [c for c in self.counts if not c.tally]

    def has(self, *frames: str) -> bool:
        return not self.frames.isdisjoint(frames)

    def best_weapon(self) -> str | None:
        """The weapon of the highest rank among weapon words and weapon-bearing triggers."""
        ranked = [*self.armed, *((w.rank, w.weapon) for _, w in self.weapons)] if self.weapons else self.armed
        if self.of_deed and self.of_deed.trigger.weapon:
            ranked = [*ranked, (self.of_deed.frame.rank, self.of_deed.trigger.weapon)]
        return max(ranked)[1] if ranked else None


def of_a_crowd(draft: Draft) -> bool:
    """ "اشتباكات بين محتجين والشرطة": a clash in which demonstrators stand on one side, or unarmed people face soldiers or the
    police in a scuffle ("مواجهات بين شبان وقوات الاحتلال")."""
    if draft.head.trigger.frame in _CROWDS_DO and draft.agents and not draft.weapons:
        return all("protester" in p.kinds for p in draft.agents)  # "حاول المتظاهرون اقتحام الحقل"
    if draft.head.trigger.frame != "clash":
        return False
    parties = [*draft.agents, *draft.patients]
    if any(p.kinds & {"protester", "rioter"} for p in parties):
        return True
    if any(n.entry == FOLLOWERS for p in parties for n in p.named) and any(of_the_state(p) for p in parties):
        return True  # "اشتباكات بين أنصار الرئيس السابق والشرطة"
    if draft.weapons:
        return False
    first, second = draft.agents, draft.patients
    if not draft.counts and (_unarmed_against_state(first, second) or _unarmed_against_state(second, first)):
        return True  # "اشتبك سكان القرية مع الشرطة"
    scuffle = draft.head.hit.phrase.words[0].removeprefix("ال") in _SCUFFLES
    return scuffle and any(p.civil for p in parties) and any(of_the_state(p) for p in parties)


def _unarmed_against_state(side: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return bool(side and other) and all(p.civil for p in side) and all(of_the_state(p) for p in other)


_CROWDS_DO = frozenset({"attack", "destroy"})
_SCUFFLES = frozenset({"مواجهات", "صدامات", "مصادمات", "مناوشات"})


def against_crowd(draft: Draft) -> bool:
    """ "قتل ثلاثة متظاهرين برصاص قوات الأمن": an armed side shot or killed demonstrators."""
    lethal = any(c.key == "fatalities" for c in draft.counts) or draft.has("shoot", "shot")
    crowd = bool(draft.patients) and not any(p.armed for p in draft.patients)  # "على متظاهرين فقتلت أربعة منهم"
    struck = crowd and any("protester" in p.kinds for p in draft.patients)
    unseen = not draft.agents and lethal and draft.has("shot")  # "قتل خمسة متظاهرين بالرصاص"
    return draft.family == "violence" and lethal and struck and (unseen or any(p.armed for p in draft.agents))


def launch_only(draft: Draft) -> bool:
    """ "رصدت الدفاعات الجوية إطلاق صاروخ": that a missile was fired, and not what it struck."""
    return draft.triggers == {_LAUNCH}


def launches(draft: Draft) -> bool:
    """ "أطلقت الحركة صاروخا باتجاه المدينة"."""
    return _LAUNCH in draft.triggers


_LAUNCH = "attack.launch"


def intercepts(draft: Draft) -> bool:
    """ "اعترضت الدفاعات الجوية صاروخا", "إسقاط طائرتين بدون طيار": a missile or a drone that was brought down; an aircraft that is shot
    down has a crew and is struck."""
    return not _INTERCEPTS.isdisjoint(draft.triggers) or (shot_down(draft) and flies(draft))


def shot_down(draft: Draft) -> bool:
    return "intercept" in draft.frames and _INTERCEPTS.isdisjoint(draft.triggers)


def flies(draft: Draft) -> bool:
    """A missile or a drone is told."""
    return drones(draft) or any(w.weapon == "shell" for _, w in draft.weapons)


def drones(draft: Draft) -> bool:
    return any(w.id == _DRONE for _, w in draft.weapons)


_INTERCEPTS = frozenset({"strat.intercept", "strat.intercept.it"})
_DRONE = "drone"  # of weapons.yaml


def fought_off(draft: Draft) -> bool:
    """ "أفشل الجيش هجوما للحوثيين": fighters came on the ground and were thrown back. Bombers whom the police stopped are none."""
    police = any("police" in p.kinds for p in (*draft.agents, *draft.patients))
    bombs = draft.weapons or draft.has("bomb", "strike") or police
    return draft.head.trigger.frame == "disrupt" and draft.on_the_ground and not bombs


def of_the_state(p: Participant) -> bool:
    return bool(p.kinds & {"state", "police"}) or any(n.actor_class == "State forces" for n in p.named)


def mob(draft: Draft) -> bool:
    """ "قتل حشد غاضب رجلا": an angry crowd that does harm, and no word of a demonstration."""
    return (
        draft.family != "protest"
        and any("rioter" in p.kinds for p in draft.agents)
        and draft.head.frame.family in ("violence", "strategic")
    )


def sides(people: Sequence[Participant]) -> set[str]:
    """Neutral names of a list of participants."""
    return {n.name for p in people for n in p.named}
