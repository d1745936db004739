"""What is not an event: negated, planned, threatened, feared, commemorated, judged, rehearsed, metaphorical, accidental.

Every trigger that is set aside carries a reason code (docs/CODEBOOK.md lists them); nothing vanishes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from marsad.arabic.tokens import Token
from marsad.coding.draft import Use
from marsad.coding.participants import Participant
from marsad.coding.reading import Sentence
from marsad.lexicon.phrases import Hit
from marsad.model.document import Role

ARTICLE_SCOPE_MINIMUM = (
    4  # different words of one foreign topic (sport, film, markets, health) that make an article about it
)
_WALLS = frozenset({".", "؛", ":", "؟", "!"})
_ASSERTED = frozenset({"عقب", "بعدما", "بعد", "اثر", "اسفر", "اسفرت", "ادي", "ادت", "اوقع", "اوقعت", "خلف", "خلفت"})


class Headed(Protocol):
    """What is asked of a sentence's view here (coding/mentions.py)."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def markers(self) -> Sequence[Hit]: ...
    @property
    def uses(self) -> Sequence[Use]: ...
    @property
    def weapons(self) -> Sequence[Hit]: ...
    @property
    def people(self) -> Sequence[Participant]: ...


def article_topics(markers: Sequence[Hit]) -> set[str]:
    """Reasons of the foreign topics that the article is about, by the number of different topic words."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    for hit in markers:
        if hit.phrase.entry.scope == "article":
            seen.setdefault(hit.phrase.entry.reason or hit.phrase.entry.kind, set()).add(hit.phrase.words)
    return {reason for reason, words in seen.items() if len(words) >= ARTICLE_SCOPE_MINIMUM}


def headline_topics(views: Iterable[Headed]) -> set[str]:
    """Accident or ordinary crime named in the headline, without any word of violence there: what the article is about."""
    out: set[str] = set()
    for view in views:
        if view.sentence.role != Role.TITLE or _armed_words(view):
            continue
        kinds = {h.phrase.entry.kind: h.phrase.entry.reason for h in view.markers}
        harm = any(u.frame.family in ("violence", "outcome", "coerce") for u in view.uses)
        out |= {str(kinds[k]) for k in ("accident", "crime") if k in kinds and (k == "accident" or harm)}
    return out


def _armed_words(view: Headed) -> bool:
    """Weapons, armed sides or sure words of violence in the sentence."""
    if view.weapons or any(p.armed for p in view.people):
        return True
    return any(u.trigger.frame in _VIOLENT_FRAMES and u.trigger.id not in _BLASTS for u in view.uses)


def judge(
    tokens: Sequence[Token],
    sentence: Sentence,
    uses: Sequence[Use],
    markers: Sequence[Hit],
    topics: set[str],
    launch: frozenset[str],
) -> None:
    """Set `reason` on each trigger of the sentence that a marker sets aside."""
    accident = _scoped(markers, "accident") or ("accident" if "accident" in topics else None)
    crime = _scoped(markers, "crime") or next((r for r in ("court", "ordinary_crime") if r in topics), None)
    for use in uses:
        use.reason = (
            _future_verb(use)
            or _future_launch(tokens, sentence, use, launch)
            or _may(tokens, use)
            or _purpose(tokens, sentence, use)
            or _situation(sentence, use)
            or _marked(tokens, sentence, use, markers)
            or _topic(use, topics)
        )
        if not use.reason and accident and _could_be_accident(use, uses):
            use.reason = accident
        if use.trigger.id == "die.martyr":
            continue  # whoever is called a martyr died in a conflict, whatever crime the sentence names
        if not use.reason and crime and _could_be_crime(use, uses):
            use.reason = crime
    _spread(uses)


def _scoped(markers: Sequence[Hit], kind: str) -> str | None:
    return next((h.phrase.entry.reason for h in markers if h.phrase.entry.kind == kind), None)


def _future_verb(use: Use) -> str | None:
    return "planned" if use.verb and "س" in use.hit.proclitics else None


def _future_launch(tokens: Sequence[Token], sentence: Sentence, use: Use, launch: frozenset[str]) -> str | None:
    """ "سيشن التحالف غارات", "ستنفذ عملية": the light verb of the deed is in the future."""
    near = tokens[max(sentence.first, use.first - 5) : use.first]
    future = any(
        t.norm.removeprefix("و").startswith(("سي", "ست")) and t.norm.removeprefix("و")[1:] in launch for t in near
    )
    return "planned" if future and not use.verb else None


def _may(tokens: Sequence[Token], use: Use) -> str | None:
    """ "قد" before a present verb says that it may be; before a past verb that it was."""
    before = tokens[use.first - 1].norm if use.first else ""
    return "hypothetical" if before in ("قد", "وقد") and use.verb and use.hit.phrase.info.endswith("present") else None


_PURPOSE = frozenset(
    {"clash", "attack", "overtake", "retake", "execute", "massacre", "destroy", "protest", "attack_soft"}
)
_DONE = frozenset({"attack.hujum", "attack.ightidaa", "attack.ambush"})  # nouns of a deed, not of a purpose
_SUFFERED = ("تعرض", "تتعرض", "يتعرض", "نتيج", "ضحي", "شهد", "ادا", "ادي", "ادت", "وفق", "مشاهد", "شن", "نفذ", "كمين", "عمليه", "هجوم", "اطلق", "خرج", "استخدم", "فتح")  # fmt: skip


def _purpose(tokens: Sequence[Token], sentence: Sentence, use: Use) -> str | None:
    """ "مستعدة لقتال القوات", "فرصة لاقتحام البلدة": what is to be done; "تعرض لهجوم" and "شن هجوما لاستعادة" were done."""
    proclitics = use.hit.proclitics
    if use.verb or not proclitics.startswith("ل") or use.trigger.frame not in _PURPOSE or use.trigger.id in _DONE:
        return None
    near = tokens[max(sentence.first, use.first - 8) : use.first]
    done = any(t.norm.removeprefix("و").startswith(_SUFFERED) for t in near)
    return None if done else "planned"


def _situation(sentence: Sentence, use: Use) -> str | None:
    """ "تسيطر الجماعة على مناطق واسعة": present control is how things stand; in a headline the present is news."""
    if use.trigger.frame != "overtake" or not use.verb or sentence.role == Role.TITLE:
        return None
    return "general" if use.hit.phrase.info.endswith("present") else None


def _marked(tokens: Sequence[Token], sentence: Sentence, use: Use, markers: Sequence[Hit]) -> str | None:
    for hit in markers:
        entry = hit.phrase.entry
        if not entry.reason or entry.kind in ("accident", "crime") or entry.scope == "article":
            continue
        if hit.first < use.last and use.first < hit.last:
            continue
        gap = use.first - hit.last
        if (
            0 <= gap < entry.reach
            and not _walled(tokens, hit.last, use.first)
            and _applies(entry.kind, use, tokens, hit)
        ):
            return str(entry.reason)
        gap = hit.first - use.last
        if 0 <= gap < entry.before and use.frame.family != "protest" and not _walled(tokens, use.last, hit.first):
            return str(entry.reason)
    return None


_TALKED_OF = frozenset({"plan", "threat", "fear", "call"})


def _applies(kind: str, use: Use, tokens: Sequence[Token], hit: Hit) -> bool:
    between = [t.norm for t in tokens[hit.last : use.first]]
    if kind in ("court", "condemnation", "accusation", "commemoration", "call") and use.frame.family == "protest":
        return False
    if kind == "generic":
        return not use.verb and use.hit.definite  # "عمليات الاختطاف": the practice, not one case
    if kind == "attempt":
        return False  # an attempt that was made is an event; merging marks it
    if kind in ("condemnation", "accusation", "topic", "denial") and use.verb:
        return kind in ("denial",) and not any(g in ("الذي", "التي") for g in between)
    if kind in _TALKED_OF and "،" in between and use.verb and use.hit.phrase.info.endswith("past"):
        return False  # a past verb after the comma tells what happened: "جهود لإقناع الدول بفتح سفاراتها، أصيب السفير"
    if (
        kind == "hypothetical"
        and use.verb
        and use.hit.phrase.info.endswith("past")
        and tokens[hit.first].norm in ("حال", "حق", "اجل")
    ):
        return False
    return not any(g in _ASSERTED for g in between)


def _walled(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(t.norm in _WALLS for t in tokens[first:last])


def _topic(use: Use, topics: set[str]) -> str | None:
    if not topics:
        return None
    for reason in ("sport", "fiction", "metaphor", "health"):
        if reason in topics and (
            reason in ("sport", "fiction")
            or use.frame.family == "outcome"
            or use.frame.rank < 30
            or reason == "metaphor"
        ):
            return reason
    return None


_VIOLENT_FRAMES = frozenset(
    {"attack", "bomb", "strike", "clash", "shoot", "shot", "execute", "abduct", "repel", "operation", "massacre"}
)
_BLASTS = frozenset({"bomb.infijar", "bomb.detonated"})


def _could_be_accident(use: Use, uses: Sequence[Use]) -> bool:
    """Deaths and blasts in a sentence that names an accident, unless some other word there says violence."""
    if use.frame.family not in ("violence", "outcome") and use.trigger.frame != "destroy":
        return False
    return not any(u.trigger.frame in _VIOLENT_FRAMES and u.trigger.id not in _BLASTS and not u.reason for u in uses)


_OF_WAR = frozenset(
    {"bomb.suicide", "attack.darba", "attack.ghara", "attack.qasf", "attack.shells", "attack.ghara.verb"}
)


def _could_be_crime(use: Use, uses: Sequence[Use]) -> bool:
    """Violence in a sentence that names an ordinary crime, unless a suicide bombing or a bombardment is told there."""
    if use.frame.family not in ("violence", "coerce", "outcome"):
        return False
    return not any(u.trigger.id in _OF_WAR and not u.reason for u in uses)


def _spread(uses: Sequence[Use]) -> None:
    """Outcome words live on the reason of the event word that they depend on: "خشية من هجوم يوقع قتلى"."""
    reasons = Counter(u.reason for u in uses if u.frame.family != "outcome")
    if len(reasons) == 1 and None not in reasons:
        reason = next(iter(reasons))
        for use in uses:
            use.reason = use.reason or reason
