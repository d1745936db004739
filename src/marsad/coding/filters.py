"""What is not an event: negated, planned, threatened, feared, commemorated, judged, rehearsed, metaphorical, accidental.

Every trigger that is set aside carries a reason code (docs/CODEBOOK.md lists them); nothing vanishes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.arabic.tokens import Token
from marsad.coding.draft import Use
from marsad.coding.reading import Sentence
from marsad.lexicon.phrases import Hit

ARTICLE_SCOPE_MINIMUM = (
    4  # different words of one foreign topic (sport, film, markets, health) that make an article about it
)
_WALLS = frozenset({".", "؛", ":", "؟", "!"})
_ASSERTED = frozenset({"عقب", "بعدما", "بعد", "اثر", "اسفر", "اسفرت", "ادي", "ادت", "اوقع", "اوقعت", "خلف", "خلفت"})


def article_topics(markers: Sequence[Hit]) -> set[str]:
    """Reasons of the foreign topics that the article is about, by the number of different topic words."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    for hit in markers:
        if hit.phrase.entry.scope == "article":
            seen.setdefault(hit.phrase.entry.reason or hit.phrase.entry.kind, set()).add(hit.phrase.words)
    return {reason for reason, words in seen.items() if len(words) >= ARTICLE_SCOPE_MINIMUM}


def judge(
    tokens: Sequence[Token],
    sentence: Sentence,
    uses: Sequence[Use],
    markers: Sequence[Hit],
    topics: set[str],
    launch: frozenset[str],
) -> None:
    """Set `reason` on each trigger of the sentence that a marker sets aside."""
    accident = _scoped(markers, "accident")
    for use in uses:
        use.reason = (
            _future_verb(use)
            or _future_launch(tokens, sentence, use, launch)
            or _may(tokens, use)
            or _marked(tokens, sentence, use, markers)
            or _topic(use, topics)
        )
        if not use.reason and accident and _could_be_accident(use, uses):
            use.reason = accident
        if (
            not use.reason
            and (crime := _scoped(markers, "crime"))
            and use.frame.family in ("violence", "coerce", "outcome")
        ):
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
    if use.frame.family not in ("violence", "outcome"):
        return False
    return not any(u.trigger.frame in _VIOLENT_FRAMES and u.trigger.id not in _BLASTS and not u.reason for u in uses)


def _spread(uses: Sequence[Use]) -> None:
    """Outcome words live on the reason of the event word that they depend on: "خشية من هجوم يوقع قتلى"."""
    reasons = Counter(u.reason for u in uses if u.frame.family != "outcome")
    if len(reasons) == 1 and None not in reasons:
        reason = next(iter(reasons))
        for use in uses:
            use.reason = use.reason or reason
