"""Who did what to whom: fills agents, patients and counts of a draft from the grammar around each trigger.

Arabic news leaves voice unwritten (قتل is "killed" and "was killed"), so slots decide: verb-subject-object order,
subject-first order after "إن" and in headlines, من قبل / على يد, masdar chains ("مقتل X", "هجوم X على Y", "هجوم شنه X"),
"بين X وY". Frames (data/lexicon/frames.yaml) say what each slot means for a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.arabic.tokens import Token
from marsad.coding.people.participants import Participant
from marsad.coding.roles.carried import carried_on
from marsad.coding.roles.casualties import add_named_captive, add_named_victim, add_parts, add_tolls, name_counted
from marsad.coding.roles.deals import dealers
from marsad.coding.roles.doers import (
    fill_accused,
    fill_announcer,
    fill_bomber,
    fill_confronted,
    fill_jailer,
    fill_planter,
    fill_raiders,
    fill_teller,
)
from marsad.coding.roles.nouns import roles_by_noun
from marsad.coding.roles.sides import FIGHTING, fill_allies, fill_companions
from marsad.coding.roles.struck import fill_blasted, fill_robbed, fill_struck
from marsad.coding.roles.verbs import roles_by_verb
from marsad.coding.sentence.draft import Draft
from marsad.coding.sentence.signs import both_fell, faced_alone, fighters_first, sought
from marsad.coding.sentence.slots import Slots


class Grammar:
    """The role grammar over one sentence. `words`: the small word classes; `prepositions`: phrases with their slot."""

    def __init__(self, words: Any, prepositions: Sequence[tuple[tuple[str, ...], str]]) -> None:
        self._words = words
        self.slots = Slots(words, prepositions)

    def fill(self, tokens: Sequence[Token], draft: Draft, people: Sequence[Participant], verbs: Sequence[int]) -> None:
        """Fill the draft's agents, patients and counts. `verbs`: token indices of all verb triggers in the sentence."""
        inside = [p for p in people if p.first >= draft.first and p.last <= draft.last]
        lent = (range(self.slots.backed_from(tokens, p, draft.first), p.last) for p in inside if p.slot == "ally")
        draft.adverbial = draft.adverbial.union(*lent)  # "هاجم الجيش مسنودا بالطيران مواقع الحركة"
        for use in sorted(draft.uses, key=lambda u: -u.frame.rank):
            if (
                use.frame.family == "outcome"
                and use.trigger.frame.startswith("toll_")
                and use.trigger.frame != "toll_lives"
            ):
                continue
            if use.verb or use.trigger.frame == "die_light":
                roles_by_verb(tokens, draft, use, inside, verbs)
            else:
                roles_by_noun(self._words, self.slots, tokens, draft, use, inside)
            if use.trigger.frame in ("kill", "die", "execute"):
                add_named_victim(self._words, tokens, draft, use)
            elif use.trigger.frame in ("arrest", "abduct"):
                add_named_captive(self._words, tokens, draft, use)
        fill_companions(tokens, draft, inside)
        fill_announcer(tokens, draft, inside)
        if not draft.agents:
            draft.agents += carried_on(tokens, draft, people)
        fill_confronted(draft)
        fill_raiders(tokens, draft, inside)
        sought(tokens, draft, inside)
        fill_bomber(draft, inside)
        fill_planter(tokens, draft, inside)
        fill_accused(tokens, draft, people)
        fill_jailer(tokens, draft, inside)
        fill_teller(tokens, draft, people)
        fill_allies(self.slots, tokens, draft, inside)
        add_tolls(tokens, draft, inside)
        add_parts(draft, inside)
        fill_blasted(draft, inside)
        fill_robbed(tokens, draft, inside)
        fill_struck(tokens, draft, inside)
        name_counted(draft)
        fighters_first(tokens, draft)
        both_fell(draft)
        dealers(tokens, draft, inside)
        faced_alone(tokens, draft)
        if not draft.agents and len(draft.uses) == 1 and tokens[draft.head.first].norm in FIGHTING:
            draft.patients = []  # "شركاء في قتال التنظيم": nobody fought
