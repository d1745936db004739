"""Type and sub-type of an event (ACLED), PLOVER event and mode, and the finer tactics, from triggers, weapons and sides."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.people.participants import ARMED_KINDS, FACTIONS, STATES, Participant
from marsad.coding.sentence.draft import ATTACKER, Draft, against_crowd, fought_off, mob, of_a_crowd, of_the_state
from marsad.model.record import Plover

BY_WEAPON = {
    "chemical": "Chemical weapon",
    "suicide": "Suicide bomb",
    "air": "Air/drone strike",
    "shell": "Shelling/artillery/missile attack",
    "grenade": "Grenade",
    "ied": "Remote explosive/landmine/IED",
}
REMOTE = "Explosions/Remote violence"
REGAINED, SEIZED = "Government regains territory", "Non-state actor overtakes territory"
ARRESTS = "Arrests"
EXCESSIVE = ("Protests", "Excessive force against protesters")
_TORN_DOWN = frozenset(
    {"strat.destroy", "strat.bulldoze", "strat.confiscate", "strat.seize.goods", "strat.smash", "strat.loot"}
)
_STRUCK_AS_CIVILIANS = frozenset({"settlers"})  # entries of actors/*.tsv
_MODES = {"air": "aerial", "shell": "heavy-weapons", "ied": "explosives", "grenade": "explosives", "suicide": "suicide-attack",
          "chemical": "unconventional", "gun": "firearms", "knife": "primitive", "vehicle": "primitive", "fire": "primitive", "crowd": "crowd-control"}  # fmt: skip


def event_kind(draft: Draft) -> tuple[str, str]:
    """ACLED event type and sub-event type."""
    head = draft.head
    weapon = _weapon(draft)
    if draft.family == "protest":
        return _demonstration(draft)
    if of_a_crowd(draft):
        return EXCESSIVE if _shot_down_in_it(draft) else ("Riots", "Violent demonstration")
    if against_crowd(draft):
        return "Protests", "Excessive force against protesters"
    if mob(draft):
        return "Riots", "Mob violence"
    if head.frame.base == "?territory":
        return territory(draft)
    if shot_amid(draft):
        return "Violence against civilians", "Attack"
    if _brought_down(draft):
        return (
            ("Strategic developments", "Disrupted weapons use")
            if not draft.has("attack")
            else (REMOTE, BY_WEAPON[str(weapon)])
        )
    if head.trigger.frame == "intercept" and draft.manned:
        return REMOTE, BY_WEAPON["shell"]
    if fought_off(draft):
        return "Battles", "Armed clash"
    if head.frame.base != "?":
        kind = _split(head.frame.base)
        if head.trigger.id == "arrest.hold" and draft.agents and all("armed" in p.kinds for p in draft.agents):
            return "Violence against civilians", "Abduction/forced disappearance"  # "احتجز مسلحون مسافرين"
        deadly = any(c.key == "fatalities" for c in draft.counts)
        if head.trigger.frame == "disrupt" and deadly and any(fights(p) for p in draft.patients):
            return "Battles", "Armed clash"  # "أفشلت القوات هجوما للحركة قتل خلاله عشرة منهم"
        if head.trigger.frame == "arrest" and _fell_in_the_raid(draft):
            return "Battles", "Armed clash"
        if draft.has("raid") and any(c.key == "fatalities" for c in draft.counts):
            return "Battles", "Armed clash"
        if head.trigger.frame == "raid" and any(u.trigger.id in _TORN_DOWN for u in draft.uses) and not draft.counts:
            return "Strategic developments", "Looting/property destruction"  # "هدمت الجرافات المبنى بعد أن داهمته"
        if head.trigger.frame in ("raid", "destroy") and draft.has("disarm"):
            return "Strategic developments", "Disrupted weapons use"  # "ضبطت أسلحة خلال مداهمة", "عثر على نفق ودمره"
        if (
            kind[0] in ("Battles", "Strategic developments")
            and head.trigger.frame in ("operation", "destroy")
            and weapon in BY_WEAPON
        ):
            return REMOTE, BY_WEAPON[weapon]
        return kind
    if _blown_up(draft):
        return "Strategic developments", "Looting/property destruction"
    if draft.into_a_shrine and not draft.counts and all(u.trigger.id == _STORMED for u in draft.uses):
        return "Strategic developments", "Other"
    if head.trigger.frame == "attack" and _carried_off(draft):
        return "Violence against civilians", "Abduction/forced disappearance"
    if weapon == "air" and _raid_on_foot(draft):
        return _armed_or_civil(draft)
    if weapon == "shell" and draft.left_over and draft.has("bomb"):
        return REMOTE, BY_WEAPON["ied"]
    if weapon == "ied" and _set_off(draft):
        return "Strategic developments", "Disrupted weapons use"
    on_foot = weapon == "shell" and _assault(draft) and not draft.has("strike", "bomb") and not _with_shells(draft)
    if weapon in BY_WEAPON and not on_foot:
        return REMOTE, BY_WEAPON[weapon]
    if draft.has("strike"):
        return REMOTE, BY_WEAPON["air" if weapon == "air" else "shell"]
    if draft.has("bomb"):
        return REMOTE, BY_WEAPON["ied"]
    return _armed_or_civil(draft)


def _fell_in_the_raid(draft: Draft) -> bool:
    """ "القضاء على مسلح وتوقيف آخر", "القبض على عشرة من المسلحين ومقتل آخرين": who took some and killed others of an armed group fought
    it; who is arrested for a killing did not."""
    killed = [u for u in draft.uses if u.trigger.frame in ("kill", "eliminate")]
    if not killed:
        return False
    dead = [c.who for c in draft.counts if c.key == "fatalities"]
    if any(u.first < draft.head.first for u in killed):
        before = [p for p in dead if p.first < draft.head.first]
        return any(p.kinds & {"armed", "member"} and not _state([p]) for p in before)
    taken = any(p.kinds & {"armed", "member"} and not _state([p]) for p in draft.patients)
    return taken and any(p.others for p in dead)


def _blown_up(draft: Draft) -> bool:
    """ "فجر تنظيم داعش قوس النصر", "قام التنظيم بتفجير الملعب": a building torn down with explosives, in which nobody was."""
    head = draft.head
    if head.trigger.id not in _BLOWING_UP or draft.counts or not any(p.armed for p in draft.agents):
        return False
    if draft.has("attack", "clash", "strike") or any(
        w.weapon == "suicide" or w.id == "carbomb" for _, w in draft.weapons
    ):
        return False
    return draft.demolished


def _carried_off(draft: Draft) -> bool:
    """ "هاجم مسلحون مدرسة وخطفوا عشر تلميذات": people were taken away, and nobody is told to have come to harm."""
    harmed = any(c.key in ("fatalities", "injured") and c.high != 0 for c in draft.counts)
    taken = any(c.key == "abducted" for c in draft.counts)
    return taken and not harmed and not draft.has("clash", "repel", "kill", "shoot", "shot")


_BLOWING_UP = frozenset({"bomb.fajjara", "bomb.tafjir"})


def _weapon(draft: Draft) -> str | None:
    """The weapon of the deed. "قصفت ميليشيات الحوثي الحي بعشرين قذيفة، وحلق طيران التحالف": a group that no state commands flies
    drones at most, so planes in its sentence are another's where it has arms of its own."""
    weapon = draft.best_weapon()
    if weapon == "air" and draft.head.trigger.frame == "strike" and _factions(draft.agents):
        own = [(w.rank, w.weapon) for _, w in draft.weapons if w.weapon in BY_WEAPON and w.id != "air"]
        flown = any(u.trigger.weapon == "air" for u in draft.uses)
        return max(own)[1] if own and not flown else "air"
    if weapon == "air" and draft.head.trigger.frame == "attack" and _factions(draft.agents):
        others = [(w.rank, w.weapon) for _, w in draft.weapons if w.weapon != "air"]
        flown = any(w.id != "air" for _, w in draft.weapons if w.weapon == "air") or draft.has("strike")
        return weapon if flown else max(others)[1] if others else None  # "نشرت تعزيزات جوية": another's
    return "air" if weapon == "ied" and _from_above(draft) else weapon


def _from_above(draft: Draft) -> bool:
    """ "ألقت الولايات المتحدة قنبلة على الأنفاق", "قصفت القوات البلدة بقنابل": bombs that a state dropped, and nobody laid."""
    head = draft.head.trigger
    if draft.dropped:
        return True
    thrown = head.id == "attack.throw" and _state(draft.agents) and not any("police" in p.kinds for p in draft.agents)
    if not thrown and (head.frame != "strike" or head.weapon == "ied" or _factions(draft.agents)):
        return False
    words = [word for hit, _ in draft.weapons for word in hit.phrase.words]
    return any("قنبل" in w or "قنابل" in w for w in words) and not any("لغم" in w or "عبو" in w for w in words)


def _factions(people: Sequence[Participant]) -> bool:
    named = [n for p in people for n in p.named if n.organisation]
    return bool(named) and all(n.actor_class in FACTIONS for n in named)


def _brought_down(draft: Draft) -> bool:
    """ "تصدت الدفاعات الجوية لعدد من الصواريخ": what was repelled flew, and no fighters came."""
    head = draft.head
    if head.trigger.frame != "repel" or any(fights(p) for p in draft.agents) or draft.has("clash", "kill"):
        return False
    if head.verb and not head.hit.phrase.info.endswith("past"):
        return False  # "دفاعات جوية تتصدى للطائرات"
    return any(
        w.weapon in ("shell", "air") and 0 <= hit.first - head.last <= _REPELLED_WITHIN for hit, w in draft.weapons
    )


_REPELLED_WITHIN = 8  # words from "تصدت" to the missiles


def shot_amid(draft: Draft) -> bool:
    """ "قتل فتى برصاص الجيش أثناء مواجهات": soldiers shot somebody unarmed, and the fight is only when."""
    fights_on = [u for u in draft.uses if u.trigger.frame == "clash"]
    if not fights_on or not draft.has("shot") or not _state(draft.agents):
        return False
    return bool(draft.patients) and all(p.civil for p in draft.patients)


def _raid_on_foot(draft: Draft) -> bool:
    """ "غارة شنتها جماعة بوكو حرام على قرية": a group that no state commands comes on foot where nothing flies."""
    doers = [n for p in draft.agents for n in p.named if n.organisation]
    flown = any(w.weapon == "air" and "غار" not in hit.phrase.words[0] for hit, w in draft.weapons)
    raids = all(u.trigger.id.startswith("attack.ghara") for u in draft.uses if u.trigger.frame == "strike")
    return bool(doers) and all(n.actor_class in FACTIONS for n in doers) and raids and not flown


def _assault(draft: Draft) -> bool:
    """An attack or a fight on the ground; "استهدفت القوات البلدة بصاروخ" is none."""
    return any(u.trigger.frame in ("clash", "attack") and u.trigger.tactic != "targeting" for u in draft.uses)


def _with_shells(draft: Draft) -> bool:
    """ "هجوم صاروخي", "هجمات بالصواريخ على مواقع الجيش": the shells stand right behind the attack."""
    blows = [u for u in draft.uses if u.trigger.frame == "attack" and not u.verb]
    return not draft.has("clash") and any(
        w.weapon == "shell" and 0 <= hit.first - u.last <= 1 for u in blows for hit, w in draft.weapons
    )


def _set_off(draft: Draft) -> bool:
    """ "إبطال مفعول وتفجير 80 عبوة ناسفة": bombs that were found are blown up."""
    bombs = [u for u in draft.uses if u.trigger.frame == "bomb"]
    return (
        bool(bombs) and draft.has("disarm") and not draft.counts and not draft.has("attack", "strike", "clash", "kill")
    )


def territory(draft: Draft) -> tuple[str, str]:
    """Land that changed hands: regained where an army took it, or where it was taken back and nobody is named."""
    takers = [p for p in draft.agents if p.slot != "ally"] or draft.agents  # "سيطرت … بغطاء من طيران التحالف"
    regained = _state(takers) or _for_the_state(takers)
    if not draft.agents:  # "تم دحر الميليشيات من المفرق": who held it tells
        regained = draft.has("retake") or (bool(draft.patients) and all(_factions([p]) for p in draft.patients))
        regained = regained or (draft.has("expel") and not draft.patients)  # "تمكنت القوات من طرده من البلدة"
    return "Battles", REGAINED if regained else SEIZED


def taken_by(people: Sequence[Participant], told: str) -> str:
    """Who took land, by all who are told to have done it; `told`: the sub-type where none of them is known."""
    named = [p for p in people if any(n.organisation for n in p.named)]
    if not named:
        return told
    return REGAINED if _state(named) or _for_the_state(named) else SEIZED


def _for_the_state(people: Sequence[Participant]) -> bool:
    """Militias on a government's side ("المقاومة الشعبية" of Yemen, "الحشد الشعبي") take land for it (ACLED: its affiliates)."""
    named = [n for p in people for n in p.named if n.organisation]
    return any(n.actor_class == "Political militia" and n.side.endswith((".gov", ".pmf")) for n in named)


def _split(base: str) -> tuple[str, str]:
    kind, _, sub = base.partition("/")
    if kind == "Explosions":
        remote, _, sub = sub.partition("/")
        kind = f"{kind}/{remote}"
    return kind, sub


def _armed_or_civil(draft: Draft) -> tuple[str, str]:
    """A clash when the struck side bears arms, an attack on civilians otherwise (CODEBOOK.md, event_type)."""
    struck = [p for p in draft.patients if not p.others]
    if (draft.at_prayer or (draft.on_a_public_place and not struck)) and not draft.has("clash", "repel", "operation"):
        return "Violence against civilians", "Attack"
    unarmed = any(p.civil for p in struck)
    ran_over = unarmed and draft.best_weapon() in ("knife", "vehicle")
    if any(fights(p) and not (unarmed and began(p)) for p in struck) and not ran_over:
        return "Battles", "Armed clash"
    if not struck and draft.has("clash", "repel", "operation"):
        return "Battles", "Armed clash"
    if not struck and draft.agents and _state(draft.agents) and not _shot_by_police(draft):
        return "Battles", "Armed clash"
    if _only_arrests(draft):
        return "Strategic developments", "Arrests"
    head = draft.head.hit
    told_of = (
        not draft.agents and not draft.head.verb and not head.phrase.words[0].endswith("ا")
    )  # "هجوم باريس", not "شنوا هجوما"
    if (
        not struck
        and not (told_of or by_hand(draft))
        and draft.has("attack")
        and not draft.has("kill", "die", "die_light")
    ):
        return "Battles", "Armed clash"
    return "Violence against civilians", "Attack"


def by_hand(draft: Draft) -> bool:
    """ "ألقى مجهولون زجاجات حارقة على مسجد", "دهس رجل المارة", "طعن"."""
    return draft.best_weapon() in ("fire", "knife", "vehicle")


def began(p: Participant) -> bool:
    """ "قتلت الشرطة المهاجمين": who had struck people without arms, and was killed or taken for it."""
    return "suspect" in p.kinds or any(n.entry == ATTACKER for n in p.named)


def _shot_by_police(draft: Draft) -> bool:
    """ "وهو رجل أسود قتل برصاصة أطلقها عليه شرطي": the police killed somebody who is told of elsewhere, and nobody fought."""
    police = all(p.kinds & {"police"} or any(n.name == "Police" for n in p.named) for p in draft.agents)
    return police and draft.has("kill", "die") and not draft.has("clash", "raid", "repel", "operation", "attack")


def _only_arrests(draft: Draft) -> bool:
    """ "اقتحم الجيش البلدة واعتقل شابين": forces that entered and took unarmed people, whom nothing else befell."""
    harmed = any(c.key in ("fatalities", "injured") and c.high != 0 for c in draft.counts)
    entered = all(u.trigger.id == _STORMED or u.trigger.frame in ("arrest", "capture") for u in draft.uses)
    return (
        entered
        and draft.has("arrest")
        and _state(draft.agents)
        and not harmed
        and any(c.key == "captured" for c in draft.counts)
    )


_STORMED = "attack.storm"  # entry of triggers.yaml: "اقتحم"


def fights(p: Participant) -> bool:
    """Does the struck side bear arms? Settlers do harm as a militia and are struck as civilians; so are "مدنيون من الطوارق"."""
    if "civilian" in p.kinds and not p.kinds & ARMED_KINDS:
        return False
    return p.armed and not (bool(p.named) and all(n.entry in _STRUCK_AS_CIVILIANS for n in p.named))


def _state(people: Sequence[Participant]) -> bool:
    """Forces of a state; in "الميليشيات الحوثية الإيرانية" the nation is an epithet of an organisation."""
    for p in people:
        organisations = [n for n in p.named if n.organisation]
        if any(n.actor_class in STATES for n in organisations or p.named):
            return True
    return False


def _demonstration(draft: Draft) -> tuple[str, str]:
    deaths = any(c.key == "fatalities" for c in draft.counts)
    police = draft.has("intervene") or any(p.armed for p in [*draft.agents, *draft.patients])
    police_act = any(of_the_state(p) for p in draft.agents)
    crowd_struck = any("protester" in p.kinds for p in draft.patients)
    stormed = draft.has("attack") and any(p.kinds & {"protester", "rioter"} for p in draft.agents)
    unruly = (
        draft.has("bomb", "attack", "strike", "shot")
        and (bool(draft.agents) or draft.best_weapon() == "fire")
        and not (police_act or crowd_struck)
    )
    if draft.behind_bars and not draft.has("protest"):
        return "Strategic developments", "Other"  # a mutiny
    clashed = draft.has("clash") and not _shot_down_in_it(draft)
    if draft.has("riot", "riot_act", "destroy") or clashed or stormed or unruly or _forces_fell(draft):
        return "Riots", "Violent demonstration"
    if deaths and (
        draft.has("shoot", "shot", "kill", "intervene", "clash") or (police_act and draft.has("attack", "strike"))
    ):
        return EXCESSIVE
    if draft.has("intervene", "arrest") or (police and draft.has("shoot", "shot", "injure")):
        return "Protests", "Protest with intervention"
    return "Protests", "Peaceful protest"


def _forces_fell(draft: Draft) -> bool:
    """ "قتل شرطي خلال مظاهرة": the dead are those who stood before the crowd."""
    fallen = [c.who for c in draft.counts if c.key == "fatalities" and c.high != 0]
    return bool(fallen) and all(p.kinds & {"state", "police"} for p in fallen)


def _shot_down_in_it(draft: Draft) -> bool:
    """ "قتل ستون فلسطينيا في مواجهات مع الجيش على الحدود": those who fell bore no arms, soldiers or policemen faced them, and nobody is told to
    have thrown, stormed or burnt anything."""
    fallen = [c.who for c in draft.counts if c.key == "fatalities" and c.high != 0]
    faced = any(of_the_state(p) for p in (*draft.agents, *draft.patients))
    return bool(fallen) and faced and not any(p.armed for p in fallen) and not draft.has("riot", "riot_act", "destroy")


def stones_alone(draft: Draft) -> bool:
    """ "رشق شبان دورية للشرطة بالحجارة": people who throw stones, and no word of a demonstration."""
    acts = all(
        u.trigger.frame in ("riot_act", "injure", "attack_soft") or u.frame.family == "outcome" for u in draft.uses
    )
    crowd = any("protester" in p.kinds for p in (*draft.agents, *draft.patients))
    return acts and draft.has("riot_act") and not crowd and draft.head.trigger.id == _STONES


_STONES = "attack.stone"  # entry of triggers.yaml


def plover(draft: Draft, event_type: str) -> Plover:
    """PLOVER event and mode: ASSAULT for any violence, PROTEST for demonstrations and riots, COERCE for arrests."""
    head = draft.head
    weapon = draft.best_weapon()
    mode = (
        head.trigger.mode or (_MODES.get(weapon or "") if head.frame.family == "violence" else None) or head.frame.mode
    )
    if event_type in ("Protests", "Riots") and not (against_crowd(draft) or mob(draft)):
        return Plover("PROTEST", "riot" if event_type == "Riots" else mode or "demo")
    if draft.behind_bars and draft.family == "protest":
        return Plover("PROTEST", "riot")
    if event_type == "Strategic developments" and not head.frame.violent:
        return Plover(head.frame.plover or "COERCE", mode)
    return Plover("ASSAULT", mode)


def tactics(draft: Draft) -> tuple[str, ...]:
    """Finer kinds of operation, in order of first mention."""
    found = [(u.first, u.trigger.tactic) for u in draft.uses if u.trigger.tactic]
    found += [(hit.first, weapon.tactic) for hit, weapon in draft.weapons]
    return tuple(dict.fromkeys(t for _, t in sorted(found, key=lambda f: f[0]) if t))
