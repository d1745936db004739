"""Drafts of a sentence: its triggers judged, cut into stretches, and the roles, places and dates of each filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from marsad.arabic.dates import DateMention
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import Token, unwaw
from marsad.coding import filters
from marsad.coding.asked import asked_once
from marsad.coding.clauses import answers, breaks, days_later, earlier_deeds, opens_another, stretches
from marsad.coding.deeds import done
from marsad.coding.draft import FREED, HOLDING, Draft, Use, of_the_state
from marsad.coding.owned import name_owners
from marsad.coding.participants import (
    ARMED_CLASSES,
    ARMED_KINDS,
    AUTHORITY,
    FACTIONS,
    OUTCOMES,
    Participant,
    build,
    may_tell_of_people,
    pieces,
    with_joined,
)
from marsad.coding.reading import Reading, Sentence, within
from marsad.coding.roles import Grammar, arms_before, military_before
from marsad.coding.scene import LOCATIVE, choose_place
from marsad.coding.several import at_each_scene
from marsad.coding.weapons import in_this_sense, means
from marsad.lexicon.phrases import Hit
from marsad.lexicon.rules import Frame, Rules
from marsad.places.locate import PlaceFound

_AGAINST = "مكافحه"
_LIGHT_REACH = 8  # words between a light verb and the word that makes it an event ("أطلق … النار")
_CAPTIVE_KINDS = frozenset({"detainee"})
_CROWD_KINDS = frozenset({"protester", "rioter"})


class SentenceView:
    """One sentence with its hits by kind, its participants, places and dates."""

    def __init__(
        self,
        reading: Reading,
        sentence: Sentence,
        grammar: Grammar,
        rules: Rules,
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self.reading, self.sentence, self.words = reading, sentence, words
        self.norms = reading.norms
        self._grammar, self._frames = grammar, rules.frames

    @asked_once
    def _raw(self) -> list[Hit]:
        return self.reading.raw(self.sentence)

    @asked_once
    def markers(self) -> list[Hit]:
        """Markers carry no condition; they and the triggers are looked at in every sentence, all else when asked for."""
        marks = [h for h in self._raw if h.phrase.kind == "marker" and "ك" not in h.proclitics]  # "كلم" is no ك + لم
        marks = [h for h in marks if self.norms[h.first] not in _TOWNS]
        return _outside_names(marks, self._raw) if marks else marks

    @asked_once
    def tokens(self) -> list[Token]:
        return self.reading.tokens

    @asked_once
    def hits(self) -> list[Hit]:
        return self.reading.hits(self.sentence)

    @asked_once
    def uses(self) -> list[Use]:
        triggers = [(h.first, h.last) for h in self._raw if h.phrase.kind == "trigger"]
        if not triggers:
            return []
        # Only a name over a trigger matters here, and most names over one hold everywhere: no need to ask for countries.
        doubtful = any(
            h.phrase.condition and h.last - h.first > 1 and any(a < h.last and h.first < b for a, b in triggers)
            for h in self._raw
        )
        return uses_of(self.norms, self.sentence, self.hits if doubtful else self._raw, self._frames)

    def holds(self, words: frozenset[str]) -> bool:
        """Does one of these words stand in the sentence?"""
        return not words.isdisjoint(self.norms[self.sentence.first : self.sentence.last])

    @property
    def cites_actor(self) -> bool:
        """May some of its people be an organisation that is cited, named behind a word of saying? Asked before the people, who
        ask for dates and places."""
        last = max((h.first for h in self._raw if h.phrase.kind in ("actor", "anaphor", "country")), default=0)
        return not self._grammar.sayings.isdisjoint(self.norms[self.sentence.first : last])

    @property
    def names_faction(self) -> bool:
        """May some of its people be an armed group that no state commands?"""
        return any(
            h.phrase.kind == "anaphor" or (h.phrase.kind == "actor" and h.phrase.entry.class_ in FACTIONS)
            for h in self._raw
        )

    def people_of(self, kinds: frozenset[str]) -> list[Participant]:
        """Its people of these kinds, each of which nothing but a noun says. The people, who ask for dates and places, are asked
        only where such a noun stands."""
        named = any(h.phrase.kind == "group" and h.phrase.entry.kind in kinds for h in self._raw)
        return [p for p in self.people if p.kinds & kinds] if named else []

    @asked_once
    def outcomes(self) -> frozenset[str]:
        """What its words for dead and hurt tell of (participants.OUTCOMES)."""
        told = (h.phrase.entry.id for h in self._raw if h.phrase.kind == "trigger")
        return frozenset(OUTCOMES[entry] for entry in told if entry in OUTCOMES)

    @asked_once
    def armed(self) -> list[Participant]:
        """Its armed people, who are asked for only where a word may tell of some: a noun, a nation ("طائرات سورية") or a name."""
        named = any(
            h.phrase.kind in _ARMED_PERHAPS
            or (h.phrase.kind == "group" and h.phrase.entry.kind in ARMED_KINDS)
            or (h.phrase.kind == "actor" and h.phrase.entry.class_ in ARMED_CLASSES)
            for h in self._raw
        )
        return [p for p in self.people if p.armed] if named else []

    @asked_once
    def weapons(self) -> list[Hit]:
        found = self._of("weapon")
        return in_this_sense(self.tokens, self.sentence.first, self.sentence.last, found) if found else []

    @asked_once
    def sources(self) -> list[Hit]:
        return self._of("source")

    @asked_once
    def outlets(self) -> list[Hit]:
        return self._of("outlet")

    def _of(self, kind: str) -> list[Hit]:
        if not any(h.phrase.kind == kind for h in self._raw):
            return []  # without asking for the countries that conditions depend on
        return _longest([h for h in self.hits if h.phrase.kind == kind])

    @asked_once
    def places(self) -> list[PlaceFound]:
        return within(self.reading.places, self.sentence.first, self.sentence.last)

    @asked_once
    def dates(self) -> list[DateMention]:
        return self.reading.dates_in(self.sentence, self.numbers)

    @asked_once
    def numbers(self) -> list[Number]:
        return self.reading.numbers_in(self.sentence)

    @asked_once
    def adverbial(self) -> frozenset[int]:
        """Tokens of dates and places, which may stand between a verb and its arguments."""
        spans = [(d.first, d.last) for d in self.dates]
        spans += [(p.first, p.last) for p in self.places if p.place is not None]
        return frozenset(i for first, last in spans for i in range(first, last))

    @asked_once
    def quotation_marks(self) -> list[int]:
        return self.reading.marks_in(self.sentence)

    @asked_once
    def people(self) -> list[Participant]:
        if not may_tell_of_people(self.hits, self.numbers):
            return []  # without asking for dates and places
        dated = [(d.first, d.last) for d in self.dates]
        scenes = [h for h in self.hits if h.phrase.kind == "actor" and self._scene(h)]
        told = [h for h in self.hits if h not in scenes] if scenes else self.hits
        named = [(h.first, h.last) for h in told if h.phrase.kind == "actor"]
        placed = [
            (p.first, p.last)
            for p in self.places
            if (p.place is not None or p.typed is not None)  # a bare name that was refused is mostly an ordinary word
            and not any(a < p.last and p.first < b for a, b in named)
            and not any(self._of_forces(i) for i in range(p.first, p.last))
        ]
        authorities = [h.first for h in self.hits if h.phrase.kind == "group" and h.phrase.entry.kind == AUTHORITY]
        cited = [
            (h.first, h.last)
            for h in self.sources
            if h.last - h.first > 1 and self._speaks(h) and h.first not in authorities
        ]
        armed = [(h.first, h.last) for h in self.weapons if h.last - h.first > 1]
        hits = [
            h
            for h in told
            if not (h.phrase.kind in ("actor", "nation") and self._borders(h))
            and not (
                h.phrase.kind == "group"
                and (self._absent(h) or self._of_a_camp(h) or any(a <= h.first and h.last <= b for a, b in armed))
            )
        ]  # "طائرة بدون طيار": its pilot is nobody
        found = pieces(hits, self.numbers, dated + cited + [s for s in placed if s[1] - s[0] <= 6])
        people = build(self.tokens, found, self.words)
        name_owners(self.tokens, people, self.words["countries"])
        self._grammar.mark_slots(self.tokens, people, self.sentence.first)
        return people

    def _speaks(self, hit: Hit) -> bool:
        """ "قال قائد شرطة الولاية"; in "قتل قائد شرطة الولاية" he is struck, and no source."""
        beside = self.norms[max(self.sentence.first, hit.first - _SPEAKS_WITHIN) : hit.last + _SPEAKS_WITHIN]
        return not self._grammar.sayings.isdisjoint(beside) or self.norms[hit.first].startswith("ل")

    def _absent(self, hit: Hit) -> bool:
        """ "تعملان بدون طيار": who is not there."""
        return hit.first > self.sentence.first and self.tokens[hit.first - 1].norm in _WITHOUT

    def _of_a_camp(self, hit: Hit) -> bool:
        """ "مخيم المغازي للاجئين": whom a camp is for."""
        if not hit.proclitics.startswith("ل"):
            return False
        return any("مخيم" in n for n in self.norms[max(self.sentence.first, hit.first - _CAMP_WITHIN) : hit.first])

    def _of_forces(self, at: int) -> bool:
        """ "طائرة سورية", "مواقع عسكرية سورية": beside arms the name of a country is its adjective."""
        first = self.sentence.first
        return arms_before(self.tokens, at, first) or military_before(self.tokens, at, first)

    def _borders(self, hit: Hit) -> bool:
        """ "الحدود مع تركيا": a country that somewhere borders on, and no side."""
        before = [t.norm for t in self.tokens[max(self.sentence.first, hit.first - 2) : hit.first]]
        land = before[-1].removeprefix("و").removeprefix("ب").removeprefix("ال") if before else ""
        if hit.phrase.kind == "nation" and land in _LANDS:
            return True  # "من داخل الأراضي اليمنية", "بولاية أميركية"
        return (
            len(before) == 2 and before[1] == "مع" and before[0].removeprefix("ب").removeprefix("ال").startswith("حدود")
        )

    def _scene(self, hit: Hit) -> bool:
        """ "في تل أبيب", "جنوب دمشق": the capital as a scene, not as the government that it stands for."""
        before = self.tokens[hit.first - 1].norm if hit.first > self.sentence.first else ""
        if before.endswith("عاصمه") and hit.last - hit.first == 1:
            return True  # "بالعاصمة واشنطن"
        behind = before in _WHERE
        if behind and not hit.proclitics and " ".join(hit.phrase.words) in self.words["countries"]:
            return True  # "انفجار في تركيا"
        return any(p.relation in LOCATIVE and p.first <= hit.first and hit.last <= p.last for p in self.places)


_ARMED_PERHAPS = frozenset({"nation", "anaphor", "country"})  # kinds of hits that may be of armed people
_CAMP_WITHIN = 3  # words from "مخيم" to "للاجئين"
_SPEAKS_WITHIN = 3  # words between a source and its verb ("وأفادت أمس مصادر محلية")
_WHERE = frozenset({"في", "داخل", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "وسط"})
_LANDS = frozenset(
    {"ولايه", "مقاطعه", "مدينه", "بلده", "قريه", "جزيره", "اراضي", "حدود", "مياه", "عاصمه", "مجال", "اجواء"}
)
_TOWNS = frozenset({"بعقوبه"})  # the town, and no "عقوبة" with "ب"
_WITHOUT = frozenset({"بدون", "بلا", "دون", "غير"})
_NAMING = frozenset({"actor", "group", "source", "weapon"})


def _outside_names(marks: Iterable[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """Without the words that are part of a name: "طائرة بدون طيار" negates nothing, "قوات مكافحة الشغب" fears nothing."""
    names = [h for h in hits if (h.phrase.kind in _NAMING or _is_thing(h)) and h.last - h.first > 1]
    if not names:
        return list(marks)
    return [m for m in marks if not any(n.first <= m.first and m.last <= n.last and n.span != m.span for n in names)]


def _is_thing(hit: Hit) -> bool:
    """ "مركز تجنيد", "معسكر تدريب": a thing that is struck, and neither a plan nor a drill."""
    return bool(hit.phrase.kind == "marker" and hit.phrase.entry.kind == "thing")


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (-(h.last - h.first), h.first)):
        if covered.isdisjoint(range(hit.first, hit.last)):
            kept.append(hit)
            covered.update(range(hit.first, hit.last))
    return sorted(kept, key=lambda h: h.first)


def uses_of(norms: Sequence[str], sentence: Sentence, hits: Sequence[Hit], frames: Mapping[str, Frame]) -> list[Use]:
    """Non-overlapping triggers: longer forms first, then the reading (verb or noun) that its place in the clause asks for."""
    candidates = []
    for hit in hits:
        if hit.phrase.kind != "trigger":
            continue
        trigger = hit.phrase.entry
        if hit.phrase.pos == "v" and hit.first > sentence.first and norms[hit.first - 1] in _NO_VERB_AFTER:
            continue
        if hit.first > sentence.first and norms[hit.first - 1] == _AGAINST:
            continue  # "قوات مكافحة الشغب"
        past = hit.phrase.pos == "v" and hit.phrase.info.endswith("past")
        if past and not {"ل", "ب"}.isdisjoint(hit.proclitics):
            continue  # "قنبلة زرعتها الحركة لضرب دورية": a masdar
        if trigger.bare and hit.phrase.pos == "n" and hit.definite:
            continue
        if trigger.id == "toll.martyrs" and hit.first > sentence.first and norms[hit.first - 1] in _NAMED_AFTER:
            continue  # "مقبرة الشهداء"
        if trigger.bare and "ل" in hit.proclitics:
            continue  # "صرف منح لأسر الجنود": to their families
        if norms[hit.first] == _DAWN and hit.last < sentence.last and norms[hit.last] in _DAYS_OF:
            continue
        if trigger.with_ and hit.phrase.pos != "x" and not _company(norms, sentence, hit, trigger.with_):
            continue
        candidates.append(hit)
    # "سيطرة", "تظاهرة": their verbs have no object, so that the ending is the noun's; "ضربة أميركية" is no verb of another word
    ending = [h for h in candidates if h.phrase.pos == "n" and norms[h.first].endswith(h.phrase.words[-1])]
    ending = [h for h in ending if h.phrase.words[-1].endswith("ه")]
    candidates = [h for h in candidates if h.phrase.pos != "v" or not any(_spelled_alike(n, h, frames) for n in ending)]
    named = [(h.first, h.last) for h in hits if h.phrase.kind in ("actor", "source") and h.last - h.first > 1]
    kept: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(
        candidates, key=lambda h: (-(h.last - h.first), h.first, _reading_rank(norms, sentence, h, frames))
    ):
        if any(hit.first < b and a < hit.last and (b - a) > (hit.last - hit.first) for a, b in named):
            continue
        if covered.isdisjoint(range(hit.first, hit.last)):
            kept.append(hit)
            covered.update(range(hit.first, hit.last))
    return [_use(hit, candidates, frames) for hit in sorted(kept, key=lambda h: h.first)]


def _spelled_alike(noun: Hit, verb: Hit, frames: Mapping[str, Frame]) -> bool:
    """The noun of another trigger, or of one whose verb has no object, spelled like a verb with its object."""
    same = noun.phrase.entry.id == verb.phrase.entry.id
    return noun.span == verb.span and (not same or frames[noun.phrase.entry.frame].object is None)


def _use(hit: Hit, candidates: Sequence[Hit], frames: Mapping[str, Frame]) -> Use:
    """A trigger with those that its word may be instead: "ضبطت" weapons or people, "أغلق" a road or a crossing."""
    same = [h for h in candidates if h.span == hit.span and h.phrase.pos == hit.phrase.pos and h is not hit]
    others = tuple((h, h.phrase.entry, frames[h.phrase.entry.frame]) for h in same if hit.phrase.entry.needs)
    return Use(hit, hit.phrase.entry, frames[hit.phrase.entry.frame], others=others)


_NAMED_AFTER = frozenset({"مقبره", "ساحه", "ميدان", "شارع", "مسجد", "جامع", "مستشفي", "نصب", "حديقه", "مدرسه", "جسر"})
_DAWN = "فجر"  # spelled like "blew up": "فجر السبت", "فجر اليوم"
_DAYS_OF = frozenset(
    {"السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "اليوم", "امس", "يوم", "غد", "،"}
)


def _company(norms: Sequence[str], sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    near = _outside_brackets(norms[hit.last : min(sentence.last, hit.last + 2 * _LIGHT_REACH)])[:_LIGHT_REACH]
    spelled = [*near, *(w.lstrip("وبل") for w in near), *(w.removeprefix("ال") for w in near)]
    return not words.isdisjoint(spelled)


def _outside_brackets(norms: Sequence[str]) -> list[str]:
    """ "خرج آلاف السكان (30 ألفا كما قال المنظمون) إلى الشوارع": what is put in brackets, or between two commas ("أطلقت الكتائب، الجناح
    العسكري للحركة، صواريخ"), is passed over."""
    if "(" not in norms and "،" not in norms:
        return list(norms)
    out, depth = [], 0
    if "،" in norms:
        opens = norms.index("،")
        closes = next((i for i in range(opens + 1, min(len(norms), opens + _LIGHT_REACH)) if norms[i] == "،"), None)
        norms = [*norms[:opens], *norms[closes + 1 :]] if closes else norms
    for norm in norms:
        depth += norm == "("
        if not depth:
            out.append(norm)
        depth -= norm == ")" and depth > 0
    return out


_BEFORE_NOUN = frozenset({"اثناء", "لدي", "عبر", "ضد", "ادي", "تجدد", "استمر", "تواصل", "وقع", "شهدت", "في", "من", "الي", "علي", "عن", "بعد", "قبل", "خلال", "اثر", "جراء", "بسبب", "منذ", "عقب", "و", "مع", "اسفر", "بين", "اعلن", "اعلنت", "تاكيد", "اكد", "نتيجه", "حول", "بشان", "عمليه", "محاوله", "جريمه", "حادث", "سلسله", "وقف"})  # fmt: skip
_NO_VERB_AFTER = frozenset(
    {
        "في",
        "الي",
        "قرب",
        "وسط",
        "داخل",
        "محيط",
        "مدينه",
        "بلده",
        "قريه",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "بين",
        "من",
        "ريف",
        "باديه",
        "طريق",
        "منذ",
        "بعد",
        "قبل",
        "عقب",
        "محاوله",
        "لمحاوله",
        "محاولات",
    }
)
_BEFORE_VERB = frozenset(
    {
        "ان",
        "الذي",
        "التي",
        "الذين",
        "قد",
        "كان",
        "وقد",
        "حيث",
        "عندما",
        "فيما",
        "بينما",
        "كما",
        "ثم",
        "حين",
        "مسلحون",
        "انه",
        "انها",
        "انهم",
        "لم",
        "بانه",
    }
)


def _reading_rank(norms: Sequence[str], sentence: Sentence, hit: Hit, frames: Mapping[str, Frame]) -> tuple[int, int]:
    """قتل, قصف, خطف, جرح are both verb and masdar: prepositions ask for the noun, sentence starts for the verb."""
    before = norms[hit.first - 1] if hit.first > sentence.first else ""
    noun_place = (
        before in _BEFORE_NOUN or "ال" in hit.proclitics or "ب" in hit.proclitics or hit.proclitics in ("ل", "ول")
    )
    verb_place = before in _BEFORE_VERB or hit.first == sentence.first or before in ("،", '"', ":")
    if hit.phrase.pos == "v":
        if norms[hit.first].endswith("ا") and hit.phrase.entry.frame == "clash_soft" and not before.endswith("ان"):
            noun_place = True  # "حققت القوات تقدما": of two only behind them ("الجنديان تقدما")
        rank = 0 if verb_place and not noun_place else 1 if not noun_place else 3
    else:
        rank = 0 if noun_place else 2
    return rank, -frames[hit.phrase.entry.frame].rank


def drafts_of(view: SentenceView, grammar: Grammar, topics: set[str]) -> tuple[list[Draft], list[Use]]:
    """Drafts of the sentence and the triggers that were set aside (each with its reason)."""
    if not view.uses:
        return [], []
    sentence, tokens = view.sentence, view.tokens
    filters.judge(view, topics)
    _stoned_by_settlers(view)
    for use in view.uses:
        use.reason = use.reason or _lacking_all(view, use) or _coming(view, use)
    view.uses[:] = [u for u in view.uses if not (u.reason and u.trigger.needs in _EVERYDAY)]
    _set_aside_counts(view)
    alive = [u for u in view.uses if not u.reason]
    verbs = [u.first for u in view.uses if u.verb]
    drafts: list[Draft] = []
    for first, last in stretches(view) if alive else ():
        uses = [u for u in alive if first <= u.first < last]
        if not uses:
            continue
        for group in _families(view, uses):
            draft = Draft(sentence, first, last, group)
            draft.adverbial = view.adverbial
            grammar.fill(tokens, draft, view.people, verbs)
            aside = [u for u in view.uses if u.reason and u.last - u.first > 1]  # "الهجوم الكيماوي" told of as a cause
            inside = [
                h
                for h in view.weapons
                if first <= h.first < last and not any(u.first <= h.first and h.last <= u.last for u in aside)
            ]
            struck = [(p.first, p.last) for p in draft.patients]  # "عسكريان من سلاح الجو"
            own = [h for h in inside if any(a < h.first and h.last <= b for a, b in struck)]
            inside = [h for h in inside if h not in own or h.phrase.entry.weapon != "air"]
            draft.weapons = means(tokens, sentence.first, inside, view.uses, view.words)
            draft.of_deed = _deed_of(view, draft)
            _describe(view, draft)
            draft.background |= _before_release(view, draft, uses)
            _same_subject(view, drafts, draft)
            _same_people(drafts, draft)
            drafts += at_each_scene(view, draft)
    return drafts, [u for u in view.uses if u.reason]


_TRANSITIVE = frozenset(
    {"attack.target", "attack.qasf", "attack.strike", "attack.hajama", "attack.storm", "strat.destroy"}
)


def _same_subject(view: SentenceView, drafts: Sequence[Draft], draft: Draft) -> None:
    """ "دمرت مقاتلات التحالف آليات … واستهدفت تجمعاتهم في …": a verb that "و" or "كما" joins to the clause before it, and whose
    subject is left out, has that clause's: who did it and what they flew."""
    head = draft.head
    before = drafts[-1] if drafts else None
    if not head.verb or head.trigger.id not in _TRANSITIVE or draft.agents or not _joins(view, draft):
        return
    if before is None or before.last != draft.first or not _verb_alike(view, before, draft):
        return
    if before.agents and before.sentence is draft.sentence:
        draft.agents += before.agents
        doers = {n.name for p in draft.agents for n in p.named}
        draft.patients = [p for p in draft.patients if doers.isdisjoint(n.name for n in p.named)]
        if not draft.weapons and not draft.best_weapon():
            draft.weapons = list(before.weapons)
        if not draft.patients:
            draft.patients += [p for p in before.patients if p.organisation]  # "تجمعاتهم"


def _same_people(drafts: Sequence[Draft], draft: Draft) -> None:
    """ "قتل 12 مسلحا في غارة، بينما قتل 4 آخرون في مواجهات": the others are of the people counted last in the sentence."""
    unnamed = [c.who for c in draft.counts if c.who.others and not (c.who.named or c.who.kinds)]
    if not unnamed:
        return
    told = [c.who for d in drafts if d.sentence is draft.sentence for c in d.counts if c.who.named]
    for who in unnamed:
        before = max((p for p in told if p.last <= who.first), key=lambda p: p.first, default=None)
        if before is not None:
            who.named = list(before.named)
            who.kinds |= before.kinds


def _joins(view: SentenceView, draft: Draft) -> bool:
    """ "واستهدفت", "كما استهدفت مركبات": behind "كما" only where a thing stands right behind the verb, and so no subject."""
    head = draft.head
    if head.hit.proclitics.startswith("و"):
        return True
    struck = view.norms[head.last] if head.last < draft.last else ""
    return head.first == draft.first + 1 and view.norms[draft.first] == "كما" and struck in view.words["assets"]


def _verb_alike(view: SentenceView, before: Draft, draft: Draft) -> bool:
    """Does the clause before have a verb with the same ending, its head or the one that carries it ("شنت … غارات")?"""
    head = before.head
    if head.verb:
        return True
    carried = (n for n in view.norms[before.first : head.first + 1] if n.removeprefix("و") in view.words["launch"])
    return next(carried, "")[-1:] == view.norms[draft.head.first][-1:]


# Needs of words of everyday speech ("أوقف", "دخل", "سلم"): where they are set aside they speak of no violence at all.
_EVERYDAY = frozenset({"caught", "garrison", "force_beside", "armed_place"})
_SETTLERS = "settlers"  # entry of actors/palestine_israel.tsv
_STONED_WITHIN = 14  # words between the settlers and their stones


def _stoned_by_settlers(view: SentenceView) -> None:
    """ "هاجم مستوطنون سيارة بالحجارة": stones thrown by a militia are an attack of its own, and no demonstration."""
    stones = [u for u in view.uses if u.trigger.frame == "riot_act" and not u.reason]
    if not stones or any(p.kinds & {"protester", "rioter"} for p in view.people):
        return
    settlers = [p for p in view.people if any(n.entry == _SETTLERS for n in p.named)]
    for use in stones:
        if any(abs(p.first - use.first) <= _STONED_WITHIN for p in settlers):
            use.frame = view._frames["attack"]


_CLAUSE_WITHIN = 4  # words from "التفجير" to its clause ("التفجير الإرهابي المشين الذي استهدف")


def _deed_of(view: SentenceView, draft: Draft) -> Use | None:
    """ "دان المجلس التفجير الذي استهدف المسجد": what is condemned is set aside, and its clause reports it."""
    verb = min((u for u in draft.uses if u.frame.family != "outcome"), key=lambda u: u.first, default=None)
    if verb is None or not verb.verb or verb.trigger.frame not in ("attack", "kill", "injure"):
        return None
    nouns = [u for u in view.uses if u.reason and not u.verb and u.trigger.frame in ("bomb", "strike")]
    near = [u for u in nouns if 0 <= verb.first - u.last <= _CLAUSE_WITHIN]
    return near[-1] if near and view.tokens[verb.first - 1].norm in view.words["relative"] else None


_COUNTED = frozenset(
    {
        "عمليه",
        "عمليات",
        "هجوما",
        "هجمات",
        "غاره",
        "غارات",
        "تفجيرا",
        "ضربه",
        "ضربات",
        "اعتداء",
        "اعتداءات",
        "خرقا",
        "انتهاكا",
    }
)


def _set_aside_counts(view: SentenceView) -> None:
    """What a count is told with is no incident: its kinds ("بين تفجير وهجوم واستهداف وكمائن") and its targets."""
    nouns = [u for u in view.uses if not u.verb and not u.reason and u.frame.family == "violence"]
    run: list[Use] = []
    for use in [*nouns, None]:
        if use and (not run or (0 <= use.first - run[-1].last <= 1 and use.hit.proclitics.startswith("و"))):
            run.append(use)
            continue
        if len(run) >= 3:
            for listed in run:
                listed.reason = "listed"
        run = [use] if use else []
    if not view.holds(_COUNTED):
        return
    many = [n for n in view.numbers if n.last < view.sentence.last and (n.low or 0) >= _SEVERAL]
    counts = [n for n in many if view.norms[n.last] in _COUNTED]
    for number in counts if counts and not _one_days_raids(view) else ():
        for use in view.uses:
            if 0 <= use.first - number.last <= 6 and not use.reason:
                use.reason = "counted"


_SEVERAL = 5  # deeds that are a count and no incident


def _one_days_raids(view: SentenceView) -> bool:
    """ "شنت المقاتلات 14 غارة على مدينة سراقب أمس": one town, one day, who struck or was struck: one episode, however many blows."""
    towns = {p.where.name for p in view.places if p.place is not None and p.where.level not in _WIDE}
    days = [d for d in view.dates if d.names_a_day and d.kind != "period"]
    longer = any(d.kind == "period" or d.precision in ("week", "month", "year") for d in view.dates)
    return len(towns) == 1 and bool(days) and not longer and any(p.armed for p in view.people)


_WIDE = frozenset({"country", "region", "province"})


def _before_release(view: SentenceView, draft: Draft, uses: Sequence[Use]) -> bool:
    """ "أفرج عن المهندس الذي خطف قبل شهر": how the one who was set free came to be held."""
    freed = [u for u in uses if u.trigger.frame in FREED and u not in draft.uses]
    return bool(freed) and draft.head.trigger.frame in HOLDING and draft.head.first > freed[0].first


_AMID = frozenset({"خلال", "اثناء"})
_AMID_WITHIN = 12  # words from a deed to the demonstration in which it was done


def _done_amid(view: SentenceView, deed: Use, use: Use) -> bool:
    """ "ألقى ملثمون زجاجات حارقة خلال مظاهرة", "قتل خلال مشاركته في مسيرة": the violence is of the demonstration. Gunmen who
    shoot during one are no part of it."""
    if use.verb or not 0 <= use.first - deed.last <= _AMID_WITHIN:
        return False
    before = view.norms[use.first - 1]
    if before in _AMID and deed.trigger.frame in ("shot", "shoot"):
        return _by_forces(view)
    return took_part(view, use) or (before in _AMID and deed.trigger.frame in ("attack", "bomb"))


def _by_forces(view: SentenceView) -> bool:
    """ "قتل 60 شخصا برصاص الجيش خلال احتجاجات": soldiers or policemen, and nobody else in arms."""
    return bool(view.armed) and all(of_the_state(p) for p in view.armed)


def _families(view: SentenceView, uses: Sequence[Use]) -> list[list[Use]]:
    """A demonstration and an attack in one stretch are two drafts, unless the violence is by or against the crowd."""
    freed = [u for u in uses if u.trigger.frame in FREED]
    if freed and len(freed) < len(uses):  # "أفرج عن الطبيب الذي خطف قبل شهر"
        return [freed, *_families(view, [u for u in uses if u not in freed])]
    protest = [u for u in uses if u.frame.family == "protest"]
    other = [u for u in uses if u.frame.family != "protest"]
    if not protest or not other:
        return [list(uses)]
    if any(_done_amid(view, o, u) for u in protest for o in other):
        return [list(uses)]
    crowd = [p for p in view.people if p.kinds & {"protester", "rioter"}]
    violent = [u for u in other if u.frame.family != "outcome"]
    if not violent or any(abs(p.first - u.first) <= 7 for p in crowd for u in violent):
        return [list(uses)]
    return [protest, other]


_LONG_PAST = 240  # days: of a day and month without a year the coming one is meant where the last lies further back
_DATED_WITHIN = 4  # words from "إضراب" to its day


def _coming(view: SentenceView, use: Use) -> str | None:
    """ "إضراب 8 ديسمبر" in a text of November, and no past verb in the sentence: a day still to come."""
    published = (view.reading.article.published or "")[:10]
    if use.verb or use.frame.family != "protest" or not published or any(u.verb for u in view.uses):
        return None
    for d in view.dates:
        near = d.rule == "date.day_month" and 0 <= d.first - use.last <= _DATED_WITHIN and d.start
        year = any(n.isdigit() and len(n) == 4 for n in view.norms[d.first : d.last])
        if near and not year:
            ago = dt.date.fromisoformat(published) - dt.date.fromisoformat(str(d.start))
            return "planned" if ago.days > _LONG_PAST else None
    return None


def _lacking_all(view: SentenceView, use: Use) -> str | None:
    """The reason code when the neighbour of the word's trigger, and of the others that it may be, is missing."""
    first = _lacking(view, use)
    if first is None or not use.others:
        return first
    told = use.hit, use.trigger, use.frame
    for use.hit, use.trigger, use.frame in use.others:  # noqa: B020
        if _lacking(view, use) is None:
            return None
    use.hit, use.trigger, use.frame = told
    return first


def _lacking(view: SentenceView, use: Use) -> str | None:
    """The reason code when the neighbour that a general word needs is not in its sentence."""
    if (use.trigger.unless and _other_sense(view, use)) or _cites(view, use) or _pretends(view, use):
        return "other_sense"
    if use.trigger.frame == "withdraw" and _from_a_deal(view, use):
        return "other_sense"
    need = use.trigger.needs
    if not need:
        return None
    test = {  # each asks for people and places last: these take the most time
        "person": lambda: any(p.kinds or p.outcome or p.counted or p.named for p in _near(view.people, use, 14)),
        "party": lambda: bool(view.weapons) or bool(_near(view.people, use, 16)),
        "armed": lambda: bool(view.weapons) or bool(_near(view.armed, use, 20)),
        "fighters": lambda: any("police" not in p.kinds for p in _near(view.armed, use, 20)),
        "place": lambda: any(p.first >= use.first and _words_to(view, use, p) <= 8 and p.place for p in view.places),
        "captive": lambda: (
            bool(view.people_of(_CAPTIVE_KINDS))
            or (
                use.trigger.frame in FREED
                and (any(u.trigger.frame in HOLDING for u in view.uses) or _caught(view, use))
            )
            or any(pl.place and pl.place.level == "site" for pl in view.places)
        ),
        "crowd": lambda: (
            _sure_protest(view)
            or _shot_at(view, use)
            or _dispersed(view, use)
            or bool(view.people_of(_CROWD_KINDS))
            or _crowded(view, use)
        ),
        "crowd_act": lambda: any(_crowd_act(view, use)),
        "protesters": lambda: bool(_near(view.people_of(_CROWD_KINDS), use, 8)) or _crowded(view, use),
        "took_effect": lambda: _took_effect(view, use),
        "force": lambda: _force(view, use),
        "scene": lambda: use.hit.definite or _force(view, use) or any(p.place for p in view.places),
        "peace": lambda: _took_effect(view, use) and _peace(view, use),
        "caught": lambda: _caught(view, use),
        "armed_place": lambda: (
            bool(_near(view.armed, use, 10)) and any(p.place and 0 <= p.first - use.last <= 8 for p in view.places)
        ),
        "garrison": lambda: _entered(view, use),
        "force_beside": lambda: bool(_forces_beside(view, use)),
    }.get(need)
    if test is None or test():
        return None
    return f"no_{need}"


def _words_to(view: SentenceView, use: Use, place: PlaceFound) -> int:
    """Words from a trigger to a place, without what stands between two commas ("حررت القوات، بإسناد من …، جبل …")."""
    between = list(view.norms[use.last : place.first])
    if between.count("،") == _PAIR:
        opens = between.index("،")
        between = between[:opens] + between[between.index("،", opens + 1) + 1 :]
    return len(between)


_PAIR = 2
_CAUGHT_WITHIN = 7  # words from "أوقفت" to those who were arrested ("أوقفت الشرطة الفرنسية مساء أمس ثلاثة مشتبهين")
_OF_THEM = frozenset({"عنهم", "عنهما", "عنهن"})
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_NOT_CAUGHT = frozenset({"state", "police", "unknown", "authority"})  # they catch, or are no people


def _caught(view: SentenceView, use: Use) -> bool:
    """ "ضبطت القوات ستة عناصر", "توقيف سوريين", "احتجز المسلحون الطبيب": people stand behind a word that also stops and seizes things."""
    if view.tokens[use.first].norm.endswith(_PRONOUNS):
        return False  # "احتجزتهم لساعات": whom is told elsewhere
    if use.trigger.frame in FREED and not _OF_THEM.isdisjoint(view.norms[use.last : use.last + 4]):
        return True  # "إفراج الحوثيين عنهم"
    for p in view.people:
        near = 0 <= p.first - use.last <= _CAUGHT_WITHIN and p.slot in ("", "with_b", "for", "source", "on")
        told = p.kinds or (p.counted and p.named)
        if (
            near
            and told
            and not p.asset
            and (p.counted or not p.armed or "suspect" in p.kinds or _one_of_them(p))
            and not (p.kinds and p.kinds <= _NOT_CAUGHT)
        ):
            return True
    return False


def _one_of_them(p: Participant) -> bool:
    """ "أوقفت الشرطة عنصرا تكفيريا", "قياديا في التنظيم": an indefinite man of an armed group."""
    return bool(p.kinds & {"member", "armed"}) and not (p.definite or p.plural or p.organisation) and p.slot == ""


def _entered(view: SentenceView, use: Use) -> bool:
    """ "دخلت قوات الجيش مدينة …", "وحدات من الجيش دخلت البلدة": a force beside the verb, and right behind them a place."""
    dated = {i for d in view.dates for i in range(d.first, d.last)}
    for force in _forces_beside(view, use)[:1]:
        end = max(use.last, *(p.last for p in with_joined(force, view.people)))
        while end < view.sentence.last and (end in dated or unwaw(view.norms[end]) == "الي"):
            end += 1  # "دخلت القوات أمس إلى مدينة …"
        return any(p.place and p.first - end <= 1 and end < p.last for p in view.places)
    return False


def _forces_beside(view: SentenceView, use: Use) -> list[Participant]:
    """Armed people right behind a verb, or right before it; those behind it first."""
    forces = [p for p in view.armed if not p.counted and not p.kinds & _CAPTIVE_KINDS and not p.slot]
    behind = [p for p in forces if 0 <= p.first - use.last <= 1]
    return behind + [p for p in forces if 0 <= use.first - p.last <= 1]


_SENSE_BEFORE, _SENSE_AFTER = 3, 5  # words around a trigger that can give it another sense


def _other_sense(view: SentenceView, use: Use) -> bool:
    """ "السيطرة على حريق", "انسحاب من الاتفاق", "رئيس تحرير": a word beside the trigger gives it another sense."""
    first, last = view.sentence.first, view.sentence.last
    near = [*view.norms[max(first, use.first - _SENSE_BEFORE) : use.first]]
    near += view.norms[use.last : min(last, use.last + _SENSE_AFTER)]
    return any(n in use.trigger.unless or n.removeprefix("و") in use.trigger.unless for n in near)


_FROM_IT = frozenset({"منه", "منها"})
_FROM_WITHIN = 4  # words from "انسحبت" to "منه"
_DEALS = frozenset({"الاتفاق", "الاتفاقيه", "المعاهده", "المفاوضات", "المحادثات", "الحكومه", "التحالف", "المجلس"})


def _from_a_deal(view: SentenceView, use: Use) -> bool:
    """ "لن يصمد الاتفاق بعدما انسحبت واشنطن منه": from what was named before, and it is no land."""
    near = view.norms[use.last : min(view.sentence.last, use.last + _FROM_WITHIN)]
    return not _FROM_IT.isdisjoint(near) and view.holds(_DEALS)


def _cites(view: SentenceView, use: Use) -> bool:
    """ "استشهد بالصحيفة", "تستشهد بأعمالها": the verb with ب and neither a place nor what killed is to cite."""
    if use.trigger.id != "die.martyr" or not use.verb or use.last >= view.sentence.last:
        return False
    word = view.tokens[use.last].norm
    if not word.startswith("ب") or word in view.words["killed_by"] or len(word) < _SHORTEST_CITED:
        return False
    return not any(p.first <= use.last < p.last for p in view.places)


def _pretends(view: SentenceView, use: Use) -> bool:
    """ "تظاهر بالموافقة": the verb with ب and neither a place nor a crowd ("تظاهروا بالآلاف") is to pretend."""
    if use.trigger.id != "protest.tazahara" or not use.verb or use.last >= view.sentence.last:
        return False
    word = view.tokens[use.last].norm
    if not word.startswith("بال") or word.removeprefix("بال") in view.words["crowds"]:
        return False
    number = any(n.first <= use.last < n.last for n in view.numbers)
    return not number and not any(p.first <= use.last < p.last for p in view.places)


_SHORTEST_CITED = 5  # letters; shorter words with ب are parts of names and pronouns


def _force(view: SentenceView, use: Use) -> bool:
    """Somebody armed, a weapon, a struck thing, a crowd or a casualty: an attack of deeds and not of words."""
    if view.weapons or any(u.frame.family == "outcome" or u.trigger.frame in _DEEDS for u in view.uses if u is not use):
        return True
    if any(p.place and 0 <= p.first - use.last <= 3 for p in view.places):
        return True
    return any(p.armed or p.asset or p.outcome or p.kinds & _STRUCK for p in _near(view.people, use, 16))


_DEEDS = frozenset(
    {"kill", "die", "die_light", "injure", "shoot", "shot", "strike", "bomb", "abduct", "execute", "clash"}
)
_STRUCK = frozenset({"protester", "rioter", "detainee"})


_NUCLEAR = "النووي"


def _peace(view: SentenceView, use: Use) -> bool:
    """An agreement between parties of a conflict: an armed group or a word of truce stands in its sentence."""
    if view.reading.holds(_NUCLEAR) and use.trigger.frame == "agreement":
        return False  # "توقيع الاتفاق مع إيران" in an article about the nuclear deal
    if view.holds(view.words["truce"]):
        return True
    near = _near(view.people, use, 20)
    return any("armed" in p.kinds or any(n.actor_class in FACTIONS for n in p.named) for p in near)


def _sure_protest(view: SentenceView) -> bool:
    return any(u.frame.family == "protest" and not u.trigger.needs and not u.reason for u in view.uses)


_MARCHES = frozenset({"protest.march", "protest.ihtajja"})
_TOOK_PART_WITHIN = 2  # words between "مشاركته" and the demonstration


def _shot_at(view: SentenceView, use: Use) -> bool:
    """ "قتل 60 شخصا برصاص الجيش خلال احتجاجات": who was shot then had come together."""
    amid = not use.verb and use.first > view.sentence.first and view.norms[use.first - 1] in _AMID
    return amid and any(_done_amid(view, u, use) for u in view.uses if u.trigger.frame in ("shot", "shoot"))


def _dispersed(view: SentenceView, use: Use) -> bool:
    """ "أطلقت الشرطة الغاز على مسيرة": a march and what disperses one say of each other which they are; so does who took part."""
    if use.trigger.id in _MARCHES:
        return any(u.trigger.frame == "intervene" for u in view.uses) or took_part(view, use)
    return use.trigger.frame == "intervene" and any(u.trigger.id in _MARCHES for u in view.uses)


def took_part(view: SentenceView, use: Use) -> bool:
    """ "قتل شاب خلال مشاركته في مسيرة": somebody whom the sentence tells of was in the demonstration."""
    near = view.norms[max(view.sentence.first, use.first - _TOOK_PART_WITHIN) : use.first]
    return not use.verb and any(n.startswith("مشاركت") for n in near)


def _crowded(view: SentenceView, use: Use) -> bool:
    """A crowd and what it wants stand near the word: "تجمع المئات أمام … للمطالبة ب…"; or many people who protest by the verb
    itself: "احتج مئات التجار"."""
    if _joined_in(view, use):
        return True
    if use.verb and (use.trigger.id == "protest.ihtajja" or _before_a_building(view, use)):
        beside = [p for p in view.people if 0 <= p.first - use.last <= 1 and not p.armed]
        if any(p.counted and (p.figure and (p.figure.low or 0) >= _MANY) for p in beside):
            return True
    near = [
        t.norm.removeprefix("و")
        for t in view.tokens[max(view.sentence.first, use.first - 8) : min(view.sentence.last, use.last + 22)]
    ]
    if view.words["demands"].isdisjoint(near):
        return False
    return any(n in view.words["crowds"] for n in near[:20]) or any(
        p.counted and (p.kinds or p.named) for p in _near(view.people, use, 8)
    )


def _near(people: Sequence[Participant], use: Use, reach: int) -> list[Participant]:
    return [
        p
        for p in people
        if (-reach <= p.first - use.last and p.last - use.first <= reach + 4 and p.slot != "source")
        or use.first <= p.first <= use.last + reach
    ]


_MANY = 10  # people who object together: a crowd
_BEFORE_WITHIN = 8  # words from "تجمع" to "أمام"
_JOINED_WITHIN = 8  # words from "شارك" to "مسيرة"


def _joined_in(view: SentenceView, use: Use) -> bool:
    """ "شارك آلاف العمال في مسيرة", "أهالي المدينة يحتجون على": many people in it, or people right before a verb of theirs."""
    if use.verb:
        theirs = use.trigger.id == "protest.ihtajja" and view.norms[use.first].endswith(("ون", "وا"))
        return theirs and any(0 <= use.first - p.last <= 1 and p.civil for p in view.people)
    first = max(view.sentence.first, use.first - _JOINED_WITHIN)
    if not any(n.removeprefix("و").startswith("شارك") for n in view.norms[first : use.first]):
        return False
    many = (p for p in view.people if first <= p.first < use.first and p.counted and not p.armed and p.figure)
    return any((p.figure.low or 0) >= _MANY for p in many if p.figure)


def _before_a_building(view: SentenceView, use: Use) -> bool:
    """ "تجمع مئات من السكان أمام مقر البلدية": people come together before somebody's door to be heard."""
    return use.trigger.id == "protest.gather" and "امام" in view.norms[use.last : use.last + _BEFORE_WITHIN]


_CROWD_VERBS = (
    "اقفل",
    "تراشق",
    "يقتحم",
    "يحرق",
    "يقطع",
    "يغلق",
    "يرشق",
    "يضرم",
    "يحاصر",
    "يخرج",
    "يتجمع",
    "يحتشد",
    "ينزل",
    "حطم",
    "كسر",
    "خرب",
    "اوقفت",
    "تفرق",
    "يفرق",
    "قمع",
    "فض",
    "سد",
    "اعتصم",
    "خرج",
    "تجمع",
    "احتشد",
    "رفع",
    "ردد",
    "هتف",
    "طالب",
    "احرق",
    "قطع",
    "اغلق",
    "نزل",
    "سار",
    "جاب",
    "توجه",
    "اقتحم",
    "رشق",
    "حاصر",
    "اضرم",
    "شارك",
    "تدفق",
    "انضم",
    "يردد",
    "يطالب",
    "يهتف",
    "يرفع",
    "داع",
    "مطالب",
    "هاتف",
    "اقدم",
    "فرق",
    "اطلق",
    "اعتقل",
    "وقف",
    "نفذ",
    "منع",
    "اصط",
)


def _crowd_act(view: SentenceView, use: Use) -> list[bool]:
    near = view.tokens[max(view.sentence.first, use.first - 8) : min(view.sentence.last, use.last + 8)]
    return [t.norm.removeprefix("و").startswith(_CROWD_VERBS) for t in near]


_EFFECT = ("دخل", "دخول", "سريان", "سري", "توصل", "وقع", "توقيع", "بدء", "بدا", "ابرم", "ابرام", "اعلن", "تم", "اعلان")
_EFFECT_STRONG = ("دخل", "دخول", "سريان", "سري", "وقع", "يوقع", "توقيع", "ابرم", "ابرام", "بدا", "بدء", "توصل", "اتفقت", "اتفقا", "اتفقوا")  # fmt: skip


def _took_effect(view: SentenceView, use: Use) -> bool:
    near = view.tokens[max(view.sentence.first, use.first - _SIGNED_WITHIN) : min(view.sentence.last, use.last + 7)]
    if any(t.norm.removeprefix("و").startswith(_EFFECT_STRONG) for t in near):
        return True
    first = max(view.sentence.first, use.first - _SIGNED_WITHIN)
    signed = [i for i in range(first, use.first) if view.tokens[i].norm.startswith("وقع")]
    return any(i == view.sentence.first or view.tokens[i - 1].norm not in view.words["relative"] for i in signed)


_SIGNED_WITHIN = 10  # words from "توصل طرفا النزاع في …" to "وقف إطلاق النار"


def _describe(view: SentenceView, draft: Draft) -> None:
    inside = [h for h in view.markers if draft.first <= h.first < draft.last]
    kinds = {h.phrase.entry.kind for h in inside}
    draft.separate = any(
        h.phrase.entry.kind == "separate" and any(_sets_apart(view, h, u) for u in draft.uses) for h in inside
    )
    draft.answered = any(draft.first <= h.first <= draft.first + 1 for h in answers(view)) or (
        draft.first > view.sentence.first and draft.first in earlier_deeds(view)
    )
    draft.update = any(h.phrase.entry.kind == "update" for h in view.markers)
    draft.another_story = any(opens_another(h) and draft.first <= h.first <= draft.first + 2 for h in breaks(view))
    draft.also = any(_one_more(view, h) and draft.first <= h.first <= draft.first + 1 for h in breaks(view))
    draft.separate = draft.separate or any(_days_before(view, u) for u in draft.uses)
    draft.background = "background" in kinds or _pluperfect(view, draft)
    draft.attempt = "attempt" in kinds
    events = [u for u in draft.uses if u.frame.family != "outcome"]
    known = [u for u in events if not _came_of_it(view, u, events)]
    draft.anaphoric = bool(known) and all(
        not u.verb
        and (u.hit.definite or _of_its_victims(view, u))
        and u.trigger.frame not in ("kill", "die")
        and not done(view.words, view.tokens, view.sentence.first, u)
        for u in known
    )
    draft.same_attacker = any(_by_the_attacker(view, u) for u in events)
    draft.place = choose_place(view, draft)
    draft.date = choose_date(view, draft)
    draft.long_ago = _of_other_years(view, draft.date)


def _came_of_it(view: SentenceView, use: Use, events: Sequence[Use]) -> bool:
    """ "وأسفر القصف عن مقتل عشرة": deaths behind the deed that they came of."""
    if use.verb or use.trigger.frame not in ("kill", "die"):
        return False
    before = [u for u in events if u.last <= use.first and not u.verb]
    return any(
        h.phrase.entry.kind == "result" and any(abs(u.first - h.first) <= _CAUSED_WITHIN for u in before)
        for h in view.markers
        if h.first < use.first
    )


_CAUSED_WITHIN = 3  # words between "أسفر" and the deed on either side


def _one_more(view: SentenceView, hit: Hit) -> bool:
    """ "كما قصفت الطائرات …" tells of one more deed; "كما دان الوزير الهجوم" of one more who spoke of it."""
    follows = view.norms[hit.last] if hit.last < view.sentence.last else ""
    return hit.phrase.words == ("كما",) and follows not in view.words["reacts"]


_OTHER_YEARS = 300  # days before publication: what is told with such a date is no news


def _of_other_years(view: SentenceView, date: DateMention | None) -> bool:
    """ "اعتداءات 11 سبتمبر 2001" in an article of 2015."""
    published = view.reading.article.published
    if not published or date is None or date.kind != "absolute" or not date.end:
        return False
    return (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(date.end)).days > _OTHER_YEARS


_THE_ATTACKER = frozenset({"الانتحاري", "الانتحاريه", "الانتحاريان", "الانتحاريين", "الانتحاريون", "المهاجم", "المهاجمه", "المهاجمون", "المهاجمين", "المهاجمان", "المنفذ", "المنفذين", "المنفذون", "منفذ", "الجاني", "الجناه"})  # fmt: skip


def _by_the_attacker(view: SentenceView, use: Use) -> bool:
    """ "الانتحاري فجر نفسه", "فتح المهاجمون النار": who did it is known from before, and so is the deed."""
    if not use.verb:
        return False
    beside = view.norms[max(view.sentence.first, use.first - 1) : use.first]
    return not _THE_ATTACKER.isdisjoint([*beside, *view.norms[use.last : min(view.sentence.last, use.last + 1)]])


def _of_its_victims(view: SentenceView, use: Use) -> bool:
    """ "19 من مصابي تفجير المسجد", "منفذ هجوم الفندق": the deed as something known, by those whom it struck or who did it."""
    return use.first > view.sentence.first and view.norms[use.first - 1].lstrip("ولب") in view.words["of_a_deed"]


def _days_before(view: SentenceView, use: Use) -> bool:
    """ "وقتل قبل أيام 45 مسلحا": a deed told beside that of today."""
    after = [t.norm for t in view.tokens[use.last : use.last + 2]]
    return use.verb and after[:1] == ["قبل"] and after[1:] != [] and after[1] in LONG_AGO


LONG_AGO = frozenset({"ايام", "اسابيع", "اشهر", "شهور", "سنوات", "شهر", "عام", "اسبوع", "عامين", "شهرين", "اسبوعين"})
_INCIDENT_NOUNS = frozenset({"attack", "bomb", "strike", "clash", "operation", "shoot", "incident"})
_CASES = frozenset({"حادث", "حادثه", "واقعه", "هجوم", "انفجار", "تفجير", "عمليه", "سياق"})
_AFTER_ANOTHER = frozenset({"غداه", "بعد"})


def _sets_apart(view: SentenceView, hit: Hit, use: Use) -> bool:
    """ "هجوم آخر", "انفجار منفصل": the word right after an event noun; "غداة هجوم", "بعد يوم من تفجير" before it."""
    before = view.tokens[hit.first - 1].norm.removeprefix("ال") if hit.first > view.sentence.first else ""
    if before in _CASES and 0 < use.first - hit.last <= 6:
        return True  # "في حادث منفصل انفجرت …"
    if use.trigger.frame not in _INCIDENT_NOUNS or use.verb:
        return False
    if hit.phrase.words[0] in _AFTER_ANOTHER:
        lasted = hit.last - hit.first > 1 and use.trigger.frame == "clash"  # "بعد يومين من المعارك": so long they took
        told = any(u.last <= hit.first and not u.reason for u in view.uses)  # else "عاد الهدوء غداة هجوم دام"
        return told and not lasted and 0 <= use.first - hit.last <= 1
    return 0 <= hit.first - use.last <= 1


def _pluperfect(view: SentenceView, draft: Draft) -> bool:
    """ "وكان … قد", "وكان جنود قتلوا": told as what went before."""
    head = draft.head
    norms = [t.norm for t in view.tokens[max(draft.first, head.first - 8) : head.first]]
    past = head.verb and head.hit.phrase.info.endswith("past")
    return any(n in ("وكان", "وكانت", "كان", "كانت") for n in norms) and ("قد" in norms or past)


def _of_a_toll(view: SentenceView, d: DateMention) -> bool:
    """ "حصيلة جديدة أعلنها مسؤولون لوكالة … السبت": the day on which the figure was given out, not that of the deed."""
    before = [t.norm for t in view.tokens[max(view.sentence.first, d.first - 9) : d.first]]
    return any(b in ("اعلنها", "اوردها", "اعلنتها", "اوردتها", "نشرها", "نشرتها") for b in before)


def _of_a_name(view: SentenceView, d: DateMention) -> bool:
    """ "كتيبة 17 فبراير", "ميدان 14 يناير": a day after which something is called."""
    before = view.norms[d.first - 1] if d.first > view.sentence.first else ""
    whole = d.rule != "date.day_month" or any(n.isdigit() and len(n) == _YEAR for n in view.norms[d.first : d.last])
    return not whole and before.lstrip("ولب") in view.words["called_by_a_day"]


_YEAR = 4  # digits of a year: "ثورة 25 يناير عام 2011" is a date
_SINCE_WITHIN = 5  # words from "منذ" to its year ("منذ انتهاء الاستعمار البريطاني عام 1947")


def _since(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "المقسمة منذ استقلال البلاد عام 1956": how long a state of things has lasted, in a month or a year, is no day of a deed."""
    if d.precision not in ("month", "year"):
        return False
    before = [t.norm for t in view.tokens[max(view.sentence.first, d.first - _SINCE_WITHIN) : d.first]]
    if "منذ" not in before:
        return False
    at = d.first - 1 - before[::-1].index("منذ")
    own = [u for u in draft.uses if not u.reason and at < u.first < d.first]
    return not own or draft.head.last <= at  # "أكبر هجوم منذ سيطرة الجيش عليها في نوفمبر"


def choose_date(view: SentenceView, draft: Draft) -> DateMention | None:
    """The date nearest to the event word; a day named with the speech verb ("أعلن الاثنين") only when there is no other."""
    dates = [
        d for d in view.dates if d.kind in ("absolute", "relative", "weekday") and (d.start or d.kind != "absolute")
    ]
    dates = [d for d in dates if not _of_a_name(view, d)]
    if any(
        h.phrase.entry.kind == "claim" for h in view.markers
    ):  # the day of the statement, unless the deed's verb has it
        dates = [d for d in dates if _told_of_the_deed(view, draft, d)]
    inside = [
        d for d in dates if draft.first <= d.first < draft.last and not (_of_a_toll(view, d) or _since(view, draft, d))
    ]
    inside = [d for d in inside if not (of_something_else(view, draft, d) or _of_a_clause(view, d))]
    inside = [d for d in inside if not (_of_what_followed(view, draft, d) or _of_another_deed(view, draft, d))]
    inside = [d for d in inside if not _of_days_after(view, draft, d)]
    said = [d for d in inside if of_a_statement(view, d) or _said_on(view, d)]
    if len(said) < len(inside) and any(d.first > draft.head.first for d in inside if d not in said):
        inside = [d for d in inside if d not in said]  # "أعلن الرئيس، الأربعاء، … الهجوم في مارس"
    elif said and len(said) == len(inside) and (draft.anaphoric or "موخرا" in view.norms[draft.first : draft.last]):
        return None  # "أعلنت الوزارة اليوم … الذين قاموا مؤخرا بالاعتداء", "قال الرئيس اليوم إن الهجوم …"
    if not inside:
        return _began(view, draft)
    head = draft.head

    def score(d: DateMention) -> float:
        value = -abs(d.first - head.first) * 0.05
        value += 1.0 if d.names_a_day else {"week": 0.5, "month": 0.2}.get(d.precision, 0.0)
        return value - (1.0 if of_a_statement(view, d) else 0.0)

    return max(inside, key=score)


def of_something_else(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """A day of the draft's sentence on which somebody visited, met or spoke, and nothing was done."""
    return _of_a_visit(view, draft, d) or _before_where(view, draft, d)


def _before_where(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "اجتمع المئات أمس على الجزيرة حيث قتل متطرف 69 شخصا": the day of what is told before "حيث", where that is no deed."""
    first = min(u.first for u in draft.uses)
    where = view.norms[first - 1] == "حيث" if first > view.sentence.first else False
    if not where or not view.uses or d.last > first:
        return False
    opens = {unwaw(n) for n in view.norms[view.sentence.first : view.sentence.first + 2]}
    return bool(opens & (view.words["visits"] | view.words["speaks"])) and not any(u.first < first for u in view.uses)


_GOING_ON = 3  # days of a fight that "منذ صباح الجمعة" may still date


def _began(view: SentenceView, draft: Draft) -> DateMention | None:
    """ "مواجهات تدور منذ صباح الجمعة": a fight that goes on since a day of this week has the days from then on."""
    if not draft.has("clash", "strike", "attack"):
        return None
    since = [d for d in view.dates if d.rule == "date.since" and draft.first <= d.first < draft.last]
    for d in since:
        if d.start and d.end and d.precision == "day":
            days = (dt.date.fromisoformat(d.end) - dt.date.fromisoformat(d.start)).days
            if 0 <= days <= _GOING_ON:
                return d
    return None


_VERB_WITHIN = 2  # words between the verb of a deed and its day ("هجوما استهدف السبت", "التفجير الذي وقع مساء السبت")


def _told_of_the_deed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """In a sentence that tells of a claim: a verb of the deed stands right before its day, or the deed is told with its day
    before anybody is said to have claimed it ("فجر انتحاري نفسه في معسكر، السبت، في هجوم أعلنت الحركة مسؤوليتها عنه")."""
    first = max(draft.first, d.first - _VERB_WITHIN - 1)
    if any(u.verb and first <= u.first < d.first for u in draft.uses):
        return True
    if any(t.norm.removeprefix("و") in view.words["happened"] for t in view.tokens[first : d.first]):
        return True
    deeds = [u.last for u in draft.uses if u.last <= d.first and u.frame.family == "violence"]
    said = [h.first for h in view.markers if h.phrase.entry.kind in ("said", "claim")]
    return bool(deeds) and not any(min(deeds) <= at < d.last for at in said)


_SPEECH_WITHIN = (
    12  # words from a verb of speech, past who spoke, to its day ("أعلن الرئيس الروسي، فلاديمير بوتن، الأربعاء")
)
_RELATIVE = frozenset({"الذي", "التي"})
_CLAUSES = _RELATIVE | {"ان", "انه", "انها", "انهم", "بان", "بانه", "بانها"}


def _said_on(view: SentenceView, d: DateMention) -> bool:
    """A day behind the speaker's name: no clause and no event word between it and the verb of speech."""
    events = {i for u in view.uses for i in range(u.first, u.last)}
    for i in range(d.first - 1, max(view.sentence.first, d.first - _SPEECH_WITHIN) - 1, -1):
        norm = unwaw(view.norms[i])
        if i in events or norm in _CLAUSES:
            return False
        if norm in view.words["speaks"]:
            return True
    return any(
        unwaw(n) in view.words["speaks"] for n in view.norms[d.last : d.last + 3]
    )  # "وكانت السفيرة، الاثنين، قد قالت"


def _of_a_clause(view: SentenceView, d: DateMention) -> bool:
    """ "الهدنة التي أبرمت في تموز": the day of a relative clause whose verb tells of no deed."""
    at = d.first - 1
    if at > view.sentence.first and view.norms[at] in ("في", "خلال"):
        at -= 1
    if at <= view.sentence.first or view.norms[at - 1] not in _RELATIVE:
        return False
    happened = view.norms[at] in view.words["happened"] or view.norms[at] in view.words["launch"]
    return not happened and not any(u.first <= at < u.last for u in view.uses)


def _of_another_deed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أعلن أمس تحرير الرهينة التي خطفت قبل شهر": the day behind the verb of a deed that is told apart."""
    others = [u for u in view.uses if u.verb and u not in draft.uses and draft.first <= u.first < draft.last]
    return any(draft.head.last <= u.first < d.first for u in others)


_AFTER_IT = frozenset({"بسبب", "خلفيه", "ردا", "اثر", "عقب", "جراء", "بعد", "نتيجه"})
_AFTER_WITHIN = 3  # words from "على خلفية" to the deed


def _of_what_followed(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أقرت الدول الجمعة عقوبات بسبب الهجوم": the day of what came of a known deed, told before it."""
    head = draft.head
    if not draft.anaphoric or d.last > head.first or any(u.first < head.first for u in draft.uses):
        return False
    near = range(max(d.last, head.first - _AFTER_WITHIN), head.first)
    return any(view.norms[i] in _AFTER_IT for i in near)


def _of_days_after(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "أعلن الوزير، الاثنين، بعد أيام على إطلاق نار": the day that stands before "بعد أيام" or "غداة" and the noun of the deed."""
    head = draft.head
    if head.verb or head.trigger.frame == "clash" or d.last > head.first:
        return False  # "أمس، بعد يومين من المعارك": so long they took
    at = days_later(view, head)
    if at is None and head.first - view.sentence.first >= _EVE_WITHIN:
        near = range(head.first - _EVE_WITHIN, head.first)
        at = next((i for i in near if unwaw(view.norms[i]) == "غداه"), None)
    return at is not None and d.last <= at


_EVE_WITHIN = 2  # words from "غداة" to the noun ("غداة سلسلة هجمات")


def _of_a_visit(view: SentenceView, draft: Draft, d: DateMention) -> bool:
    """ "زار الوزير، أمس، المصابين في التفجير": the day of the verb that opens the sentence, before the noun of the deed."""
    opener = next((h.last + 1 for h in breaks(view) if h.first <= view.sentence.first + 1), view.sentence.first)
    opens = {unwaw(n) for n in view.norms[opener : opener + 2]}  # "إلى ذلك، اطمأن الوزير أمس على …"
    between = any(d.last <= u.first < draft.head.first and u.verb for u in draft.uses)
    return bool(opens & view.words["visits"]) and not draft.head.verb and d.last <= draft.head.first and not between


_SAYING = ("قال", "اعلن", "ذكر", "افاد", "اكد", "صرح", "بيان", "تصريح", "اوضح", "اورد", "نقل", "كشف", "مصدر", "مصادر")
_SAID_WITHIN = 3  # words between a verb of speech and its day ("حسبما أوردته مصادر إعلامية اليوم")


def of_a_statement(view: SentenceView, d: DateMention) -> bool:
    """A day named with the speech verb: when it was said, which may be later than when it happened."""
    before = view.tokens[max(view.sentence.first, d.first - _SAID_WITHIN) : d.first]
    return any(t.norm.removeprefix("و").startswith(_SAYING) for t in before)


def broke_out(draft: Draft) -> bool:
    """ "فر ستة سجناء من سجن …": prisoners who fled, told by a past verb and with their number, are an incident of themselves."""
    fled = any(u.trigger.frame == "escape" and u.verb and u.hit.phrase.info.endswith("past") for u in draft.uses)
    return fled and any(c.key == "escaped" and c.stated and "detainee" in c.who.kinds for c in draft.counts)


def outcome_only(draft: Draft) -> bool:
    """Only words for what followed ("قتلى وجرحى", "فرار"), no word for the incident itself."""
    return all(u.frame.family == "outcome" or u.trigger.id in OUTCOMES for u in draft.uses)
