"""One sentence as the rules see it: its hits by kind, its people, places and dates, each looked for when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from marsad.arabic.dates.mention import DateMention
from marsad.arabic.numbers import Number
from marsad.arabic.tokens import Token, unwaw
from marsad.coding.asked import asked_once
from marsad.coding.people.described import CROWD_WORDS, armed_by_clause
from marsad.coding.people.noun_phrases import build
from marsad.coding.people.owned import name_owners
from marsad.coding.people.participants import (
    ARMED_CLASSES,
    ARMED_KINDS,
    AUTHORITY,
    FACTIONS,
    OUTCOMES,
    Participant,
)
from marsad.coding.people.pieces import apart, may_tell_of_people, pieces
from marsad.coding.sentence.draft import Use
from marsad.coding.sentence.reading import Reading, Sentence, within
from marsad.coding.sentence.readings import uses_of
from marsad.coding.sentence.signs import arms_before, bare_noun, men_at, military_before
from marsad.coding.sentence.slots import TELLS
from marsad.coding.sentence.weapons import in_this_sense
from marsad.lexicon.phrases import Hit
from marsad.lexicon.rules import Rules
from marsad.model.record import SourceRef
from marsad.places.locate import LOCATIVE, PlaceFound

if TYPE_CHECKING:
    from marsad.coding.roles.grammar import Grammar


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
        self.cited: Sequence[SourceRef] | None = None  # kept for attribution.cited

    @asked_once
    def _raw(self) -> list[Hit]:
        return self.reading.raw(self.sentence)

    @asked_once
    def _kinds(self) -> dict[str, list[Hit]]:
        """`_raw` by the kinds of its phrases."""
        kinds: dict[str, list[Hit]] = {}
        for hit in self._raw:
            kinds.setdefault(hit.phrase.kind, []).append(hit)
        return kinds

    @asked_once
    def _triggers(self) -> list[Hit]:
        return self._kinds.get("trigger", [])

    @asked_once
    def markers(self) -> list[Hit]:
        """Markers carry no condition; they and the triggers are looked at in every sentence, all else when asked for."""
        marks = [h for h in self._kinds.get("marker", ()) if "ك" not in h.proclitics]  # "كلم" is no ك + لم
        marks = [h for h in marks if self.norms[h.first] not in _TOWNS and not self._of_a_deed(h)]
        return _outside_names(marks, self._raw) if marks else marks

    def _of_a_deed(self, mark: Hit) -> bool:
        """ "القضاء على إرهابي وتوقيف آخر": no word of the judiciary, but a part of the longer word for a deed."""
        if mark.phrase.entry.kind != "court":
            return False
        deeds = (h for h in self._triggers if h.last - h.first > mark.last - mark.first)
        return any(h.first <= mark.first and mark.last <= h.last for h in deeds)

    @asked_once
    def tokens(self) -> list[Token]:
        return self.reading.tokens

    @asked_once
    def hits(self) -> list[Hit]:
        return self.reading.hits(self.sentence)

    @asked_once
    def uses(self) -> list[Use]:
        if not self._triggers:
            return []
        triggers = [(h.first, h.last) for h in self._triggers]
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
        named = [h.first for kind in _CITED for h in self._kinds.get(kind, ())]
        if named and self.holds(TELLS):
            return True  # "الشرطة تعلن …"
        first, sayings = self.sentence.first, self._grammar.slots.sayings
        return any(not sayings.isdisjoint(self.norms[max(first, at - _SAID_WITHIN) : at]) for at in named)

    @property
    def names_faction(self) -> bool:
        """May some of its people be an armed group that no state commands?"""
        return "anaphor" in self._kinds or any(h.phrase.entry.class_ in FACTIONS for h in self._kinds.get("actor", ()))

    def people_of(self, kinds: frozenset[str]) -> list[Participant]:
        """Its people of these kinds, each of which nothing but a noun says. The people, who ask for dates and places, are asked
        only where such a noun stands."""
        named = any(h.phrase.entry.kind in kinds for h in self._kinds.get("group", ()))
        named = named or ("protester" in kinds and self.holds(CROWD_WORDS))  # "شبان شاركوا في مظاهرة"
        named = named or (
            not kinds.isdisjoint(_BY_CLAUSE) and armed_by_clause(self.norms[self.sentence.first : self.sentence.last])
        )
        return [p for p in self.people if p.kinds & kinds] if named else []

    @asked_once
    def outcomes(self) -> frozenset[str]:
        """What its words for dead and hurt tell of (participants.OUTCOMES)."""
        told = (h.phrase.entry.id for h in self._triggers)
        return frozenset(OUTCOMES[entry] for entry in told if entry in OUTCOMES)

    @asked_once
    def armed(self) -> list[Participant]:
        """Its armed people, who are asked for only where a word may tell of some: a noun, a nation ("طائرات سورية") or a name."""
        named = (
            not _ARMED_PERHAPS.isdisjoint(self._kinds)
            or any(h.phrase.entry.kind in ARMED_KINDS for h in self._kinds.get("group", ()))
            or any(h.phrase.entry.class_ in ARMED_CLASSES for h in self._kinds.get("actor", ()))
        )
        return (
            [p for p in self.people if p.armed]
            if named or armed_by_clause(self.norms[self.sentence.first : self.sentence.last])
            else []
        )

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
        if kind not in self._kinds:
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
        found = pieces(hits, self.numbers)
        telling = {i for piece in found for i in range(piece.first, piece.last)}
        telling.difference_update(*(range(*span) for span in named))  # the name of an actor is no place
        placed = [
            (p.first, p.last)
            for p in (self.places if telling else ())
            if p.last - p.first <= _LONGEST_PLACE
            and not telling.isdisjoint(range(p.first, p.last))  # else nobody is told in its words
            and not any(a < p.last and p.first < b for a, b in named)
            and (p.place is not None or p.typed is not None)  # a bare name that was refused is mostly an ordinary word
            and not any(self._of_forces(i) for i in range(p.first, p.last))
            and not self._manned(p)
        ]
        people = build(self.tokens, apart(found, dated + cited + placed), self.words)
        name_owners(self.tokens, people, self.words["countries"])
        self._grammar.slots.mark(self.tokens, people, self.sentence.first)
        return people

    @asked_once
    def spoken_for(self) -> list[Participant]:
        """Organisations and nations in the names of those who are cited ("المتحدث باسم الجيش الإسرائيلي", "وزارة الدفاع الروسية"), of
        whom `people` tells nothing."""
        cited = [(h.first, h.last) for h in self.sources if h.last - h.first > 1 and self._speaks(h)]
        hits = [h for h in self._kinds.get("actor", []) + self._kinds.get("nation", []) if not h.phrase.condition]
        inside = [h for h in hits if any(first <= h.first and h.last <= last for first, last in cited)]
        return build(self.tokens, apart(pieces(inside, ()), ()), self.words)

    def _speaks(self, hit: Hit) -> bool:
        """ "قال قائد شرطة الولاية"; in "قتل قائد شرطة الولاية" he is struck, and no source."""
        beside = self.norms[max(self.sentence.first, hit.first - _SPEAKS_WITHIN) : hit.last + _SPEAKS_WITHIN]
        return not self._grammar.slots.sayings.isdisjoint(beside) or self.norms[hit.first].startswith("ل")

    def _absent(self, hit: Hit) -> bool:
        """ "تعملان بدون طيار": who is not there."""
        return hit.first > self.sentence.first and self.tokens[hit.first - 1].norm in _WITHOUT

    def _of_a_camp(self, hit: Hit) -> bool:
        """ "مخيم المغازي للاجئين": whom a camp is for."""
        if not hit.proclitics.startswith("ل"):
            return False
        return any("مخيم" in n for n in self.norms[max(self.sentence.first, hit.first - _CAMP_WITHIN) : hit.first])

    def _manned(self, place: PlaceFound) -> bool:
        """ "أعوان مركز الشرطة ببوفيشة": a station whose men are told is no mere place."""
        at = place.first
        if at > self.sentence.first and men_at(self.norms[at - 1], self.norms[at]):
            return True
        return any(  # "إقليم الحرس الوطني بسوسة"
            h.phrase.kind == "group" and h.phrase.entry.kind in _FORCES and at < h.first and h.last - h.first > 1
            for h in self.hits
            if h.first < place.last
        )

    def _of_forces(self, at: int) -> bool:
        """ "طائرة سورية", "مواقع عسكرية سورية", "غارات روسية وسورية": beside arms the name of a country is its adjective."""
        first = self.sentence.first
        before = unwaw(self.norms[at - 1]) if at > first else ""
        if before == "جويه" and at - 1 > first:
            before = unwaw(self.norms[at - 2])  # "غارات جوية سورية"
        adjective = unwaw(self.norms[at]).endswith("يه")
        if adjective and (bare_noun(before) in _BLOWS or (self.norms[at].startswith("و") and before.endswith("يه"))):
            return True
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
        if "ل" in "".join(hit.proclitics):
            return False  # "في كمين للمقاومة في لحج": whose it was
        if not self.reading.may_be_place(max(self.sentence.first, hit.first - _LONGEST_PLACE), hit.last):
            return False
        return any(p.relation in LOCATIVE and p.first <= hit.first and hit.last <= p.last for p in self.places)


_BY_CLAUSE = frozenset({"suspect", "state"})  # kinds that the words behind people may say they are of
_ARMED_PERHAPS = frozenset({"nation", "anaphor", "country"})  # kinds of hits that may be of armed people
_CITED = ("actor", "anaphor", "country")  # kinds of hits that may name an organisation which is cited
_LONGEST_PLACE = 6  # words of a place in which nobody else is told
_CAMP_WITHIN = 3  # words from "مخيم" to "للاجئين"
_SPEAKS_WITHIN = 3  # words between a source and its verb ("وأفادت أمس مصادر محلية")
_WHERE = frozenset({"في", "داخل", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "وسط"})
_LANDS = frozenset(
    {"ولايه", "مقاطعه", "مدينه", "بلده", "قريه", "جزيره", "اراضي", "حدود", "مياه", "عاصمه", "مجال", "اجواء"}
)
_TOWNS = frozenset({"بعقوبه"})  # the town, and no "عقوبة" with "ب"
_BLOWS = frozenset({"غارات", "غاره", "قذايف", "قذيفه", "نيران", "صواريخ", "ضربات", "ضربه"})
_FORCES = frozenset({"state", "police"})  # kinds of groups
_WITHOUT = frozenset({"بدون", "بلا", "دون", "غير"})
_NAMING = frozenset({"actor", "group", "source", "weapon"})


_SAID_WITHIN = 14  # words from one of saying to the name of who says it, over his office ("قال المتحدث باسم الجناح العسكري لحركة …")


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
