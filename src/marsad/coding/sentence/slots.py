"""What stands before people: the slot that a preposition, a particle or a carrier word puts them in, and what of theirs was struck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.arabic.tokens import Token, unwaw
from marsad.coding.people.noun_phrases import TWO_MISSILES
from marsad.coding.people.participants import Participant
from marsad.coding.sentence.signs import (
    ARMS,
    QUOTE_MARKS,
    STOP_WORDS,
    arms_before,
    bare_nation,
    bare_noun,
    between_lands,
    faction,
    military_before,
    take_arms,
    take_unit,
)


class Slots:
    """Marks the slots of a sentence's people. `words`: the small word classes; `prepositions`: phrases with their slot."""

    def __init__(self, words: Any, prepositions: Sequence[tuple[tuple[str, ...], str]]) -> None:
        self._words = words
        self._ending: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # prepositions by their last word
        for form, slot in prepositions:
            for last in (form[-1], "و" + form[-1]) if len(form) == 1 else (form[-1],):
                self._ending.setdefault(last, []).append((form, slot))
        self.lending = frozenset({*words["backing"], "بمشاركه", "باشتراك"})  # who stands behind one took part in a deed
        saying = {*words["said"], *(form[-1] for form, slot in prepositions if slot == "source")}
        self.sayings = frozenset(saying | {"و" + word for word in saying})  # one stands before whoever is cited

    def mark(self, tokens: Sequence[Token], people: Sequence[Participant], first: int) -> None:
        """Set slot, asset, joined and part of each participant of a sentence that starts at token `first`."""
        previous: Participant | None = None
        for p in people:
            self._mark(tokens, p, first, previous)
            if previous and previous.slot == "on" and self._targets(tokens, previous, p, first):
                previous.slot, p.slot = "", "on"
            previous = p

    def _mark(self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None) -> None:
        take_unit(tokens, p, first)
        arms = take_arms(tokens, p, first)
        clitic = p.clitic
        i = p.first - 1
        while i >= first and (tokens[i].norm in QUOTE_MARKS):
            i -= 1
        if (
            previous
            and clitic.startswith("و")
            and p.first - previous.last <= 8
            and not self._launches(tokens, previous.last, p.first)
        ):
            p.joined = not between_lands(tokens, previous.last, p)
        if previous and p.organisation and (of := self._friends_of(tokens, p, previous)) is not None:
            p.first, p.clitic, p.joined = of, "و", True
            p.slot, p.asset, p.part = previous.slot, previous.asset, previous.part
            return
        if self._backing_before(tokens, p, max(first, previous.last if previous else 0)) is not None:
            p.slot = "ally"  # "بإسناد جوي قوي لطيران التحالف", "بدعم جوي روسي"
            if bare_nation(p):
                p.kinds.add("state")
            return
        if clitic in _FOR:
            p.slot = "by" if p.first > first and unwaw(tokens[p.first - 1].norm) in _ATTRIBUTED else "for"
        elif "ب" in clitic:
            p.slot = "with_b"
        steps = 0
        while i >= first and steps < 5:
            norm = tokens[i].norm
            slot = self._preposition(tokens, i, first)
            if slot == "of" and i > first and tokens[i - 1].norm == "كل":
                break  # "وجهت كل من إيطاليا وإسبانيا …"
            if slot == "of" and p.asset and i > first and unwaw(tokens[i - 1].norm) in _HOW_MANY:
                i, steps = i - 2, steps + 2  # "على عشرات من الأهداف العسكرية …"
                continue
            if norm == _TO_OUST and not p.organisation:
                break  # "مواجهة نشبت لطرد الإرهابيين": those of the next clause
            if slot == "on" and self._acting_arms(tokens, p, i) and self._subject_of_targeting(tokens, p, i, first):
                p.asset = None
                break
            if slot == "ally" and norm == _SIDE and not (previous and previous.last == i - 1):
                break  # "تقاتل إلى جانب القوات": whoever acts stands elsewhere
            if slot:
                p.slot = slot if not (p.slot == "for" and slot in ("of",)) else p.slot
                break
            plain = norm if norm in self._words["assets"] else norm.removeprefix("و")  # "وكر"
            bare = bare_noun(plain)
            named = previous is not None and previous.first <= i < previous.last  # "القاعدة" of a name is no base
            at_one = plain.removeprefix("ب") if plain.startswith("بال") else ""  # "بآلية": "ال" is of the noun
            if at_one in self._words["assets"]:
                bare = at_one
            if not named and (plain in self._words["assets"] or bare in self._words["assets"]):
                p.asset = bare
                if (
                    norm.startswith("و")
                    and norm not in self._words["assets"]
                    and self._struck_beside(tokens, previous, i)
                ):
                    p.joined = True
                    break
                if norm.startswith(("ب", "ل")) and norm not in self._words["assets"]:
                    p.slot = "on" if norm.startswith("ل") else p.slot
                i, steps = i - 1, steps + 1
                continue
            if norm in LINKS or norm.removesuffix("ا") in LINKS:
                i, steps = i - 1, steps + 1
                continue
            if self._of_a_thing(tokens, p, i, max(first, previous.last if previous else 0)):
                i, steps = i - 1, steps + 1
                continue
            if (
                clitic in _FOR
                and i == p.first - 1 > first
                and bare_noun(unwaw(tokens[i - 1].norm)) in self._words["assets"]
            ):
                i, steps = i - 1, steps + 1  # "قواعد خلفية لعناصر …"
                continue
            break
        if arms and p.slot == "on":
            p.asset = arms  # "على آلية تابعة للجيش"
        if (
            any(n.entry.startswith("nation.") for n in p.named)
            and not (p.counted or any(n.organisation for n in p.named))
            and (arms_before(tokens, self._supposed_from(tokens, p.first, first), first) or _force(tokens, p, first))
        ):
            p.kinds.add("state")  # "طائرات حربية إسرائيلية"
            p.asset = None
            lent = range(p.first - 2, max(first, p.first - _BACKED_WITHIN) - 1, -1)
            if any(self._preposition(tokens, i, first) == "ally" for i in lent):
                p.slot = "ally"  # "بمساعدة طائرات أمريكية"
            if p.first > first and self._to_a_target(tokens, p, first):
                p.slot = "on"  # "أطلق النار على موقع للمدفعية السورية"
        elif bare_nation(p) and (fired := self._fired(tokens, p, first, previous)) is not None:
            p.kinds.add("state")  # "أصاب صاروخ إسرائيلي موقعا"
            p.slot, p.asset = fired, None
        if (
            p.asset
            and bare_nation(p)
            and any(military_before(tokens, n, first) for n in range(max(i, first), p.first + 1))
        ):
            p.kinds.add("state")  # "مواقع عسكرية إسرائيلية"
        if (
            bare_nation(p)
            and p.slot in ("on", "")
            and (p.asset in _OF_WAR or (p.joined and previous and (previous.kinds or _like_them(tokens, previous, p))))
        ):
            p.kinds.add("state")  # "على أهداف عراقية وإيرانية"
        if p.slot == "holder":
            self._hold(tokens, p, first)
        p.part = any(t.norm in self._words["parts"] for t in tokens[max(first, p.first - 2) : p.first])
        namely = p.counted and p.first > first and tokens[p.first - 1].norm in _NAMELY
        p.part = p.part or (namely and not p.outcome)  # "الضحايا هم 14 قتيلا": the toll itself
        if p.joined and previous and not p.slot:
            p.slot, p.asset = previous.slot, p.asset or None
            # "12 قتيلا بينهم أطفال و30 جريحا": the hurt go on with the toll, and are no part of the dead
            own = p.counted and p.last < len(tokens) and tokens[p.last].norm in _BEFELL  # "بينهم 40 طفلا، و79 جرحوا"
            p.part = p.part or (previous.part and not own and (not p.outcome or bool(previous.outcome)))
        if self._epithet(tokens, p, first, previous):
            p.slot = "aside"
        if clitic.startswith("و") and between_lands(tokens, first if previous is None else previous.last, p):
            p.slot = "aside"
        if (p.slot != "by" and self._said_before(tokens, p, first, previous)) or (
            not p.slot and self._tells(tokens, p)
        ):
            p.slot = "source"

    def backed_from(self, tokens: Sequence[Token], p: Participant, first: int) -> int:
        """Token of the word for backing that leads to an ally ("بإسناد جوي من"), or of the ally itself."""
        backing = self._backing_before(tokens, p, first)
        if backing is not None:
            return backing
        for i in range(p.first - 1, max(first, p.first - _BACKED_WITHIN - 2) - 1, -1):
            if self._preposition(tokens, i, first) == "ally":
                led = (f for f, slot in self._ending[tokens[i].norm] if slot == "ally")
                return next((i - len(f) + 1 for f in led if unwaw(tokens[i - len(f) + 1].norm) == f[0]), i)
        return p.first

    def _backing_before(self, tokens: Sequence[Token], p: Participant, first: int) -> int | None:
        """Token of the word for backing before whoever gave it, at any distance that arms and adjectives fill: "تحت غطاء جوي كثيف
        من طائرات التحالف", "بإسناد جوي متواصل من مقاتلات التحالف"."""
        nation = bare_nation(p)
        if not (p.clitic in _FOR or p.organisation or nation or (p.clitic == "ب" and p.armed)):
            return None
        for i in range(p.first - 1, first - 1, -1):
            norm = unwaw(tokens[i].norm)
            behind = i > first and self._word_of_backing(tokens, i - 1)
            if self._word_of_backing(tokens, i) and not behind:  # "بدعم وإسناد من": the first of them
                led = norm.startswith(("ب", "م", "ال")) or (i > first and tokens[i - 1].norm == "تحت")
                near = p.first - i <= _BACKED_WITHIN
                return i if led or (near and not nation) else None
            if not (self._of_backing(norm) or (behind and norm.isalpha() and norm not in STOP_WORDS)):
                return None
        return None

    def _word_of_backing(self, tokens: Sequence[Token], i: int) -> bool:
        """ "بإسناد", "مدعومين"; with the article only where arms stand behind it ("القوات المسنودة بمقاتلات التحالف"), for "الميليشيات
        المدعومة من إيران" says whose friends they are."""
        norm = unwaw(tokens[i].norm)
        if not norm.startswith("ال"):
            return norm in self._words["backing"]
        behind = tokens[i + 1].norm
        helped = norm.startswith("المسنود") or (norm.startswith("المدعوم") and behind.startswith("ب"))
        return helped and norm.removeprefix("ال") in self._words["backing"]

    def _of_backing(self, norm: str) -> bool:
        """Between the backing and whose it is: arms, what they do, "من", and adjectives ("جوي", "جوية", "مكثف")."""
        word = bare_noun(norm)
        if norm == "من" or norm in QUOTE_MARKS or word in ARMS or word in _LENT or word in _OF_BACKING:
            return True
        return len(norm) >= _SHORTEST_NOUN and norm.endswith(("ي", "يه")) and norm not in STOP_WORDS

    def _friends_of(self, tokens: Sequence[Token], p: Participant, previous: Participant) -> int | None:
        """ "الحوثيين وحلفائهم من ميليشيات صالح", "المتمردين المدعومين بقوات صالح": where another group beside the one before begins."""
        at = previous.last
        if at >= p.first or not previous.armed:
            return None
        allies = unwaw(tokens[at].norm)
        if allies in _THEIR_FRIEND and p.first == at + 1:
            return at
        if not faction(p):
            return None
        if allies != tokens[at].norm and allies in _THEIR_FRIENDS and p.first - at <= _FRIENDS_WITHIN:
            return at
        backed = "ب" in p.clitic and p.first - 1 == at and allies.removeprefix("ال").startswith("مدعوم")
        return at if backed else None

    def _acting_arms(self, tokens: Sequence[Token], p: Participant, i: int) -> bool:
        """Is the party right behind the verb at token i, by itself or as the owner of arms ("استهدفت مسيرة تركية سيارة")?"""
        return i == p.first - 1 or (i == p.first - 2 and bare_noun(tokens[i + 1].norm) in ARMS)

    def _subject_of_targeting(self, tokens: Sequence[Token], p: Participant, i: int, first: int) -> bool:
        """ "تستهدف القوات الحكومية مناطق …": a verb that opens its clause is followed by its subject; after a noun
        ("هجوم استهدف القوات") by the one struck."""
        if unwaw(tokens[i].norm) not in TARGETING or p.civil or not (p.armed or arms_before(tokens, p.first, first)):
            return False
        opens = i == first or tokens[i - 1].norm in _CLAUSE_MARKS or tokens[i].norm.startswith("و")
        struck = self._words["assets"] | self._words["asset_public"]
        if opens and p.last < len(tokens) and tokens[p.last].norm in self._words["demonstrations"]:
            return True  # "استهدفت قوات الاحتلال مسيرات سلمية"
        if opens and self._object_next(tokens, p):
            return True  # "استهدفت القوات مجموعة من الصيادين"
        return opens and any(
            t.norm in struck or bare_noun(unwaw(t.norm)) in struck for t in tokens[p.last : p.last + 9]
        )

    def _object_next(self, tokens: Sequence[Token], p: Participant) -> bool:
        """Right behind a force an indefinite noun that is none of its adjectives and says neither where nor when."""
        if p.last >= len(tokens):
            return False
        norm = tokens[p.last].norm
        if not norm.isalpha() or len(norm) < _SHORTEST_NOUN or norm in _NO_OBJECT or norm in STOP_WORDS:
            return False
        own = tokens[p.last - 1].norm.startswith("ال") or p.organisation
        return (
            own and not norm.startswith(("ال", "ب", "لل", "ك", "و")) and not self._preposition(tokens, p.last, p.first)
        )

    def _targets(self, tokens: Sequence[Token], p: Participant, struck: Participant, first: int) -> bool:
        """ "استهدفت فصائل فلسطينية إسرائيل بقذيفة": right behind the verb that opens its clause its subject, then its object."""
        at = p.first - 1
        opens = at == first or (at > first and tokens[at - 1].norm in _CLAUSE_MARKS) or tokens[at].norm.startswith("و")
        if at < first or unwaw(tokens[at].norm) not in TARGETING or not opens or p.civil or not p.armed:
            return False
        party = struck.organisation or "protester" in struck.kinds  # "استهدفت القوات مسيرات سلمية"
        return struck.first == p.last and not struck.clitic and not struck.slot and party

    def _supposed_from(self, tokens: Sequence[Token], at: int, first: int) -> int:
        """ "طائرات يعتقد أنها روسية": where the words for a supposition before token `at` begin."""
        while at > first and tokens[at - 1].norm in SUPPOSED:
            at -= 1
        return at

    def _fired(self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None) -> str | None:
        """ "سقطت قذائف إسرائيلية", "ضربت صواريخ أمريكية", "صواريخ أرض-أرض إسرائيلية تستهدف": whose missile struck, told by its adjective
        where no force is told to have fired or brought it down; that forces stopped "صاروخين إسرائيليين" says it as well. Its slot."""
        at = self._supposed_from(tokens, p.first, first) - 1
        if at < first or p.slot not in ("", "of", "on"):
            return None
        start = at
        while start > first and at - start < _KIND_WITHIN and _kind_of_missile(tokens[start].norm):
            start -= 1
        if bare_noun(unwaw(tokens[start].norm)) in TWO_MISSILES and start == at:
            return ""
        if previous is not None and previous.armed:
            return None
        if start == first:  # "صواريخ إسرائيلية تستهدف مطارا"
            strikes = p.last < len(tokens) and tokens[p.last].norm in _HITS
            return "" if tokens[start].norm in _MISSILES and strikes else None
        if p.slot == "on" and unwaw(tokens[at - 1].norm) not in _HITS:
            return None  # "على مواقع صواريخ سورية"
        return "by" if tokens[start].norm in _MISSILES else None

    def _of_a_thing(self, tokens: Sequence[Token], p: Participant, i: int, first: int) -> bool:
        """ "مطار التيفور العسكري السوري", "قاعدة العند التابعة للجيش": an adjective or the name of a base between the thing that was
        struck and the nation or force whose it is."""
        owned = bare_nation(p) or (p.clitic in _FOR and tokens[p.first - 1].norm.removeprefix("ال").startswith("تابع"))
        if not owned or i <= first:
            return False
        norm = tokens[i].norm
        adjective = len(norm) > _SHORTEST_NOUN and norm.removesuffix("ا").endswith(("ي", "يه"))
        named = bare_noun(unwaw(tokens[i - 1].norm)) in self._words["assets"] and norm.isalpha()
        return (adjective or named) and norm not in STOP_WORDS

    def _hold(self, tokens: Sequence[Token], p: Participant, first: int) -> None:
        """ "على مواقع يتمركز فيها مسلحون": those who hold what is struck are struck; "في مدينة يسيطر عليها …" says only where."""
        near = range(p.first - 2, max(first, p.first - _HELD_WITHIN) - 1, -1)
        at = next((i for i in near if bare_noun(unwaw(tokens[i].norm)) in self._words["assets"]), None)
        p.slot, p.asset = "aside", None
        on = next((i for i in near if self._preposition(tokens, i, first) == "on"), None)
        if at is None and on is not None and not any(tokens[i].norm in _IN_PLACE for i in range(on, p.first)):
            p.slot = "on"  # "على مخابئ يستخدمها متشددون"; not "على مدرسة في منطقة يسيطر عليها متشددون"
        if at is not None and not tokens[at].norm.startswith("ال"):
            p.asset = bare_noun(tokens[at].norm)
            if at > first and unwaw(tokens[at - 1].norm) in _BESIDE:
                p.slot = "on"  # "أمام مطعم يقصده رجال شرطة"
                return
            p.slot = "on" if at > first and self._preposition(tokens, at - 1, first) == "on" else ""
            if p.asset in self._words["asset_public"] and any(t.norm in _IN_PLACE for t in tokens[at + 1 : p.first]):
                p.slot, p.asset = "aside", None  # "غارات على مدرسة في منطقة يسيطر عليها متمردون": no base of theirs
                return
            if at > first and not p.slot:
                away = any(tokens[i].norm in _IN_PLACE for i in range(at + 1, p.first))  # "معسكرا في مدينة يسيطر عليها"
                where = away or self._preposition(tokens, at - 1, first) or tokens[at].norm != p.asset
                p.slot = "aside" if where else "on"  # "قصف حيا تسيطر عليه القوات"

    def _to_a_target(self, tokens: Sequence[Token], p: Participant, first: int) -> bool:
        """Arms that stand in a place which something is done to: "على موقع للمدفعية السورية"."""
        for i in range(p.first - 1, max(first, p.first - 5) - 1, -1):
            if self._preposition(tokens, i, first) == "on":
                return any(bare_noun(t.norm) in self._words["assets"] - ARMS for t in tokens[i + 1 : p.first])
        return False

    def _preposition(self, tokens: Sequence[Token], i: int, first: int) -> str:
        """The slot of the prepositional phrase that ends at token i, or "" """
        for form, slot in self._ending.get(tokens[i].norm, ()):
            start = i - len(form) + 1
            if start < first:
                continue
            norms = [t.norm for t in tokens[start : i + 1]]
            if tuple(norms) == form or (norms[0] == "و" + form[0] and tuple(norms[1:]) == form[1:]):
                harm = {t.norm for t in tokens[i + 1 : i + _DOING_WITHIN]} & _BY_FORCE
                if form[-1] == "قيام" and start > first and tokens[start - 1].norm in _WHILE and not harm:
                    return "aside"  # "أثناء قيام الجنود بأداء الصلاة"
                return slot
        return ""

    def _said_before(
        self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None = None
    ) -> bool:
        if p.first > first and unwaw(tokens[p.first - 1].norm).removeprefix("ب") in _SUFFERED_BY:
            return False  # "أكد المتحدث مقتل قيادي …": he is told of, and tells nothing
        for back in range(1, 4):
            i = p.first - back
            if i < first:
                return False
            norm = tokens[i].norm
            if norm.removeprefix("و") in self._words["said"] and norm.removeprefix("و") not in ("ان", "بين"):
                # "أعلنت الحركة أسر جنود", "الشرطة تعلن فرار سجناء": somebody else beside the verb tells of them
                return previous is None or previous.last < i or p.joined or p.first == i + 1
            if norm in STRONG_STOPS:
                return False
        return False

    def _struck_beside(self, tokens: Sequence[Token], previous: Participant | None, at: int) -> bool:
        """ "مواقع للتنظيم ومقرات للحركة": the asset at token `at` is joined to those of another party before it."""
        if previous is None or not (previous.asset or previous.slot == "on") or at - previous.last > _JOINED_WITHIN:
            return False
        return not self._launches(tokens, previous.last, at)

    def _tells(self, tokens: Sequence[Token], p: Participant) -> bool:
        """ "الشرطة تعلن فرار سجناء": right before a verb of telling that agrees, and no verb in the plural of those beside it."""
        behind = tokens[p.last].norm if p.last < len(tokens) else ""
        if p.first and unwaw(tokens[p.first - 1].norm) in _HAD:
            led = [t.norm for t in tokens[p.last : p.last + _HAD_WITHIN]]  # "كان التحالف … قد أعلن مقتل"
            had = led.index("قد") if "قد" in led[:-1] else None
            return had is not None and "،" not in led[:had] and led[had + 1] in self._words["said"]
        return behind in TELLS and not p.counted and not p.part

    def _launches(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return any(self.launching(t.norm) for t in tokens[first:last])

    def launching(self, norm: str) -> bool:
        """ "شنت", "وشنت"; "وجهت" and "واصلت" begin with a "و" of their own."""
        return unwaw(norm) in self._words["launch"] or norm in self._words["launch"]

    # ---- roles

    def _epithet(self, tokens: Sequence[Token], p: Participant, first: int, previous: Participant | None) -> bool:
        """ "ميليشيات الحوثي الموالية لإيران", "فصائل مدعومة من تركيا": whose friends they are; the state did nothing itself."""
        state = bool(p.named) and all(n.entry.startswith("nation.") or n.entry.endswith(".gov") for n in p.named)
        if p.first > first and tokens[p.first - 1].norm in _LED_BY and p.kinds == {"state"} and not p.plural:
            return True  # "قوات المقاومة بقيادة العميد …"
        if p.organisation and p.slot == "of" and p.first - 2 >= first and "مدعوم" in tokens[p.first - 2].norm:
            return True  # "قوات الحكومة المدعومة من التحالف"
        if previous and state and previous.last == p.first - 1 and p.clitic in _FOR and faction(previous):
            return tokens[p.first - 1].norm.removeprefix("ال").startswith("تابع")  # "الميليشيات الحوثية التابعة لإيران"
        return (state and not p.counted) and any(
            bare_noun(unwaw(t.norm)) in self._words["loyal"] for t in tokens[max(first, p.first - 2) : p.first]
        )


def _like_them(tokens: Sequence[Token], previous: Participant, p: Participant) -> bool:
    """ "القوات الهندية والباكستانية": a second adjective right behind that of a force."""
    return previous.armed and p.first == previous.last and tokens[p.first].norm.startswith("وال")


LINKS = frozenset({"يشتبه", "يعتقد", "بانتمايها", "بانتمايه", "انتمايها", "بارتباطها", "بتبعيتها", "بانها", "انها", "مفترضه", "مشتبه", "سيطره", "نفوذ", "تمركز", "انتشار", "تواجد", "تنظيمي", "حركتي", "جماعتي", "متفرقه", "مختلفه", "متعدده", "جديده", "رئيسيه", "كبيره", "استراتيجيه", "حصينه", "محصنه", "متقدمه", "ميدانيه", "دفاعيه", "قتاليه", "حربيه", "سلاح", "اسلحه", "ذخيره", "ذخاير", "عمليات", "تدريب", "صواريخ", "تابع", "تابعه", "التابع", "التابعه", "تابعين", "التابعين", "تفتيش", "امني", "امنيه", "الامني", "الامنيه", "عسكري", "عسكريه", "العسكريه", "العسكري", "مشترك", "مشتركه", "تقل", "كان", "يستقلها", "كانت", "تستقلها", "يقلهم", "تقلهم", "مراقبه", "مليء", "مكتظ", "شعبي", "شعبيه", "لوجستيه", "عدد", "احد", "احدي", "بعض", "عده", "تجمع", "تجمعات", "من", "عناصر", "افراد", "مجموعه", "رجال"})  # fmt: skip
_JOINED_WITHIN = 4  # words between a party and the asset of another, joined by "و"
_SIDE = "جانب"  # of "إلى جانب", which joins allies right behind the party that acts
_NAMELY = frozenset({"هم", "وهم", "هما", "وهما"})  # "مقتل 23 عنصرا، هم خمسة من قوات النظام و18 من …"
TELLS = frozenset({"يعلن", "تعلن", "يعلنون", "تكشف", "يكشف", "توكد", "يوكد", "تقول", "يقول"})
_ATTRIBUTED = frozenset({"نسب", "نسبت", "ينسب", "تنسب", "منسوب", "منسوبه", "المنسوب", "المنسوبه"})  # "نسب لتنظيم …"
_FOR = frozenset({"ل", "لل", "ول", "ولل", "فل", "فلل"})


TARGETING = frozenset({"استهدف", "استهدفت", "يستهدف", "تستهدف", "استهدفوا"})
# told as what struck: "صاروخا" is what somebody fired
_MISSILES = frozenset({"صاروخ", "صاروخان", "صواريخ", "قذيفه", "قذيفتان", "قذايف", "قنبله", "قنابل", "نيران", "شظايا"})
_KIND_WITHIN = 4  # words from "صواريخ" to whose they are: "أرض-أرض", "بعيدة المدى"


def _kind_of_missile(norm: str) -> bool:
    return norm in _KINDS or (norm.endswith(("ي", "يه")) and not norm.startswith("ال"))


_KINDS = frozenset({"ارض", "-", "جو", "سطح", "كروز", "بعيده", "متوسطه", "قصيره", "المدي", "عده"})


def _force(tokens: Sequence[Token], p: Participant, first: int) -> bool:
    """ "هاجمت قوات عراقية", "قوات برية تركية": forces without the article, and whose they are."""
    if tokens[p.first].norm.startswith(("ال", "وال", "لل")) or p.clitic:
        return False
    at = p.first - 1
    if at > first and tokens[at].norm.endswith("يه") and not tokens[at].norm.startswith("ال"):
        at -= 1
    return at >= first and bare_noun(unwaw(tokens[at].norm)) in _FORCES and not tokens[at].norm.startswith("ال")


_FORCES = frozenset({"قوات", "قوه"})
_HITS = TARGETING | {"ضرب", "ضربت", "طال", "طالت", "اصاب", "اصابت"}
SUPPOSED = frozenset(
    {"يرجح", "يعتقد", "مرجح", "يبدو", "انه", "انها", "ان", "كان", "كانت", "تكون", "علي", "ما", "الارجح"}
)
_BACKED_WITHIN = 3  # words from "بإسناد" to who gave it
_HAD = frozenset({"كان", "كانت"})
_HAD_WITHIN = 8  # words from the party to "قد أعلن"
_OF_BACKING = frozenset(
    {"تابع", "تابعه", "كثيف", "مكثف", "مباشر", "كبير", "متواصل", "مستمر", "واسع", "كامل"}
)  # adjectives without "ي"
_THEIR_FRIENDS = frozenset({"حلفايهم", "حلفاوهم", "حلفاءهم", "حلفايها", "حلفاوها", "حلفايه", "حلفاوه", "حلفاءه", "حلفاءها"})  # fmt: skip
_LED_BY = frozenset({"بقياده", "بزعامه", "بامره"})
_THEIR_FRIEND = frozenset({"حليفتها", "حليفته", "حليفتهم", "حليفها", "حليفه", "حليفهم"})  # "النظام وحليفته روسيا"
_FRIENDS_WITHIN = 3  # words from "وحلفائهم" to who they are
_LENT = frozenset({"غارات", "ضربات", "غطاء", "اسناد", "قصف", "قوات", "نيران", "عناصر", "وحدات", "صواريخ"})
_SUFFERED_BY = frozenset({"مقتل", "قتل", "اصابه", "اغتيال", "اعتقال", "خطف", "اختطاف", "استشهاد", "وفاه", "اعدام", "تصفيه", "جرح", "توقيف", "احتجاز", "مصرع", "مشاركه", "سيطره", "استهداف", "تقدم", "انسحاب", "وصول", "دخول", "هجوم", "هجمات", "قصف"})  # fmt: skip
_BESIDE = frozenset({"امام", "قرب", "بجانب", "قباله", "جوار", "داخل"})
_OF_WAR = frozenset({"منشات", "منشاه", "منشاتين", "مخازن", "مستودعات", "مخزن", "مستودع", "اهداف", "هدف", "هدفا", "اهدافا", "مواقع", "موقع", "قواعد", "قاعده", "ثكنات", "ثكنه", "معسكرات", "معسكر", "تحصينات", "رتل", "رتلا", "ارتال", "منصه", "منصات", "راجمه", "راجمات", "دبابه", "دبابات", "ترسانه", "مربض", "مرابض", "بطاريه", "بطاريات", "مفاعل", "مفاعلا"})  # fmt: skip


_DOING_WITHIN = 6  # words from "قيام" to what was done
_BY_FORCE = frozenset(
    {"بفض", "باقتحام", "بمداهمه", "باعتقال", "بقصف", "باطلاق", "بهدم", "بتفريق", "بقتل", "بشن", "بتفجير"}
)
_BEFELL = frozenset({"قتلوا", "جرحوا", "اصيبوا", "اعتقلوا", "خطفوا", "استشهدوا", "اسروا"})
_TO_OUST = "لطرد"
_WHILE = frozenset({"اثناء", "خلال", "لدي", "عند", "حين", "وقت"})
_IN_PLACE = frozenset({"في", "قرب", "داخل", "من"})
_HELD_WITHIN = 7  # words from what is held to who holds it: "مواقع عسكرية تتمركز فيها"
_HOW_MANY = frozenset({"عشرات", "العشرات", "ميات", "عدد", "عددا", "بعض", "عديد", "العديد"})
_SHORTEST_NOUN = 3  # letters
# what stands behind a force that was struck ("استهدفت قوات الجيش قرب …", "… أدت إلى"): where, when and what came of it
_NO_OBJECT = frozenset({"قرب", "داخل", "وسط", "شمال", "شمالي", "جنوب", "جنوبي", "شرق", "شرقي", "غرب", "غربي", "قباله", "امام", "خارج", "اثناء", "عند", "لدي", "فجر", "صباح", "مساء", "ظهر", "عصر", "ليل", "ليله", "امس", "يوم", "الان", "حين", "حينما", "عندما", "اثر", "جراء", "عبر", "ضمن", "حول", "مما", "اسفر", "اسفرت", "ادي", "ادت", "اوقع", "اوقعت", "خلف", "خلفت", "قتل", "اصيب", "مرتين", "مجددا", "مباشره", "ثلاث", "اكثر", "تابعه", "متمركزه", "متواجده", "كانت", "كان"})  # fmt: skip
_CLAUSE_MARKS = frozenset(
    {"كذلك", "ايضا", "ثم", "ذلك", "لاحقا", "،", "؛", ":", ".", "-", '"', "فيما", "بينما", "حيث", "كما", "و"}
)
STRONG_STOPS = frozenset({"،", "؛", ":", ".", "-", "ان", "بان", "وان", "وبان", "فيما", "بينما", "حيث", "عندما", "حين", "حينما", "اذ", "بعدما", "قبل", "لكن"})  # fmt: skip
