"""The shipped lexicons are clean, and each check fires on a bad sample."""

from __future__ import annotations

import msgspec
import pytest

from marsad.arabic.folding import Folded
from marsad.arabic.tokens import words
from marsad.errors import LexiconError
from marsad.lexicon.lint import lint
from marsad.lexicon.phrases import Phrase, PhraseIndex, words_of
from marsad.lexicon.rules import load_rules
from marsad.lexicon.tables import ActorEntry, Form, forms_of, load_tables


def actor(**changes: object) -> ActorEntry:
    base = ActorEntry("zz.x", "X", "Rebel group", "", "", "", "", "", (Form("قوات تجربة"),), "zz.tsv:2")
    return msgspec.structs.replace(base, **changes)


def problems(*actors: ActorEntry) -> str:
    tables = msgspec.structs.replace(load_tables(), actors=(*load_tables().actors, *actors))
    return "\n".join(lint(tables, load_rules()))


def test_the_shipped_lexicons_are_clean():
    assert lint(load_tables(), load_rules()) == []


def test_breadth():
    tables = load_tables()
    assert len([a for a in tables.actors if not a.id.endswith(".auto")]) >= 550
    assert len(tables.sources) >= 330
    assert {"SY", "IQ", "YE", "LY", "SD", "EG", "PS", "LB", "SO", "ML"} <= {
        c for a in tables.actors for c in a.country.split(",")
    }


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (actor(id="Bad Id"), "the id"),
        (actor(class_="Army"), "unknown class"),
        (actor(start="2020", end="2010"), "is after"),
        (actor(forms=()), "no forms"),
        (actor(forms=(Form("داعش"),)), "is claimed by"),
        (actor(forms=(Form("قوات أ"), Form("قوات ا"))), "given twice"),
        (actor(forms=(Form(" قوات أ"),)), "stray spaces"),
    ],
)
def test_each_check_fires(bad: ActorEntry, said: str):
    assert said in problems(bad)


def test_two_rows_with_one_id():
    assert "stands already" in problems(actor(), actor())


def test_labels_are_marked_and_give_the_neutral_name():
    by_form = {form.text: (form.label, actor.name) for actor in load_tables().actors for form in actor.forms}
    assert by_form["قوات المخلوع"] == (True, "Pro-Saleh forces")
    assert by_form["عصابة أبو شباب"] == (True, "Popular Forces (Gaza)")
    assert by_form["كتيبة النواصي"] == (False, "Nawasi Brigade")


def test_conditions_are_parsed():
    assert forms_of("الجيش{SY,IQ}|التنظيم{after}|صالح{cue:قوات}") == (
        Form("الجيش", "SY,IQ"), Form("التنظيم", "after"), Form("صالح", "cue:قوات"),
    )  # fmt: skip


def test_broken_rule_files_name_every_problem():
    good = {n: load_raw(n) for n in ("triggers.yaml", "frames.yaml", "weapons.yaml", "markers.yaml", "nearby.yaml")}
    good["triggers.yaml"] = b"- {id: a, frame: nowhere}\n- {id: b, frame: kill, wrong: 1}\n"
    with pytest.raises(LexiconError) as error:
        load_rules(lambda name: good[name])
    assert len(error.value.problems) == 2
    assert "unknown frame" in str(error.value) and "wrong" in str(error.value)


def load_raw(name: str) -> bytes:
    from importlib.resources import files

    return (files("marsad") / "data" / "lexicon" / name).read_bytes()


def test_phrases_take_proclitics_and_pass_over_quotes():
    index = PhraseIndex(
        [
            Phrase(words_of("قوات سوريا الديمقراطية"), "actor", "sdf", "n"),
            Phrase(words_of("قتل"), "trigger", "kill", "v"),
        ]
    )
    [hit] = index.find(words(Folded("وقوات سوريا «الديمقراطية»")))
    assert (hit.phrase.entry, hit.proclitics) == ("sdf", "و")
    assert index.find(["بقتل"]) == []  # a verb takes no preposition
