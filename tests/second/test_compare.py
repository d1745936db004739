"""The second reading beside the rules' record: nothing merged, both quotes shown."""

from __future__ import annotations

import msgspec

from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Event, Evidence, Figure, Record
from marsad.second.compare import compare
from marsad.second.reading import Pair, Proposal, Words
from tests.store.made import FIRST, make_event, make_record

TEXT = (
    "قتل سبعة جنود في هجوم شنه تنظيم الدولة على قسد في الطبقة أمس. وفي حادث آخر بعيد"
    + " جدا" * 60
    + " خطف مسلحون طبيبا"
)


def words(value: str, quote: str | None = None) -> Words:
    quote = quote or value
    at = TEXT.index(quote)
    return Words(value, quote, at, at + len(quote))


def rules() -> Record:
    article = Article("a", TEXT, (Paragraph(0, len(TEXT), Role.BODY),), published="2024-05-01")
    record = make_record(article, FIRST, events=0)
    event = make_event(article, 0)
    spans = {
        name: words(q) for name, q in (("is", "تنظيم الدولة"), ("sdf", "قسد"), ("place", "الطبقة"), ("hit", "هجوم"))
    }
    at = {name: {"text": w.quote, "start": w.start, "end": w.end} for name, w in spans.items()}
    trigger = Evidence(spans["hit"].start, spans["hit"].end, "هجوم", "trigger")
    dead = words("سبعة جنود")
    first = msgspec.structs.replace(
        event,
        actor1=(msgspec.structs.replace(event.actor1[0], **at["is"]),),
        actor2=(msgspec.structs.replace(event.actor2[0], **at["sdf"]),),
        place=msgspec.structs.replace(event.place, **at["place"]),
        fatalities=Figure(7, 7),
        evidence=(trigger, Evidence(dead.start, dead.end, dead.quote, "fatalities")),
    )
    return msgspec.structs.replace(record, events=(first,))


def proposal(**changes: object) -> Proposal:
    base = Proposal(
        type=words("Battles", "هجوم شنه"), sub_type="Armed clash", actor1=(words("تنظيم الدولة"),), actor2=(words("قسد"),),
        place=words("الطبقة"), date=words("2024-04-30", "أمس"), fatalities=words("7", "سبعة"),
    )  # fmt: skip
    return msgspec.structs.replace(base, **changes)


def nothing(_: str) -> frozenset[str]:
    return frozenset()


def verdicts(pair: Pair) -> dict[str, str]:
    return {f.field: f.verdict for f in pair.fields if f.verdict != "agree"}


def test_they_agree():
    [pair] = compare(rules(), [proposal()], nothing)
    assert (pair.verdict, pair.event, pair.proposal, verdicts(pair)) == ("agree", "a#1", 1, {})


def test_they_differ_and_both_quotes_are_there():
    [pair] = compare(
        rules(), [proposal(fatalities=words("17", "سبعة"), place=None, injured=words("1", "جنود"))], nothing
    )
    assert pair.verdict == "differ"
    assert verdicts(pair) == {"fatalities": "differ", "place": "only_rules", "injured": "only_reader"}
    [figure] = [f for f in pair.fields if f.field == "fatalities"]
    assert (figure.rules[0].value, figure.rules[0].quote) == ("7", "سبعة جنود")
    assert (figure.reader[0].value, figure.reader[0].quote) == ("17", "سبعة")


def test_another_name_of_the_same_actor_agrees_by_the_lexicon():
    other = proposal(actor1=(words("جنود"),))
    assert verdicts(compare(rules(), [other], nothing)[0]) == {"actor1": "differ"}
    names = {"جنود": frozenset({"Islamic State"})}
    assert verdicts(compare(rules(), [other], lambda w: names.get(w, frozenset()))[0]) == {}


def test_one_actor_more_is_a_difference():
    more = proposal(actor1=(words("تنظيم الدولة"), words("مسلحون")))
    assert verdicts(compare(rules(), [more], nothing)[0]) == {"actor1": "differ"}


def test_words_far_away_are_another_event():
    far = Proposal(type=words("Violence against civilians", "خطف مسلحون طبيبا"))
    both = compare(rules(), [far], nothing)
    assert [(p.verdict, p.event, p.proposal) for p in both] == [("only_rules", "a#1", None), ("only_reader", None, 1)]


def test_the_closest_proposal_is_the_partner_and_each_stands_once():
    near = Proposal(type=words("Riots", "قسد"))
    pairs = compare(rules(), [near, proposal()], nothing)
    assert [(p.event, p.proposal) for p in pairs] == [("a#1", 2), (None, 1)]


def test_nothing_and_nothing():
    record = msgspec.structs.replace(rules(), events=())
    assert compare(record, [], nothing) == ()


def test_the_record_is_left_alone():
    record = rules()
    before = msgspec.json.encode(record)
    compare(record, [proposal(fatalities=words("17", "سبعة"))], nothing)
    assert msgspec.json.encode(record) == before
    assert isinstance(record.events[0], Event)
