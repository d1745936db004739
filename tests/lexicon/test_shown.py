"""Arabic names of actors: neutral, whole, and of names that exist."""

from __future__ import annotations

import re

import pytest

from marsad.errors import LexiconError
from marsad.lexicon.shown import FILE, Shown, arabic_names, read_shown
from marsad.lexicon.tables import load_tables

TABLES = load_tables()
NAMES = arabic_names(TABLES, read_shown())


@pytest.mark.parametrize(
    ("name", "arabic"),
    [("Islamic State", "تنظيم الدولة الإسلامية"), ("Syrian government forces", "القوات الحكومية السورية"), ("SDF", "قوات سوريا الديمقراطية"),
     ("Jaish al-Islam", "جيش الإسلام"), ("Police", "الشرطة"), ("Canada", "القوات الحكومية الكندية"),
     ("Jordanian government forces", "القوات الأردنية"), ("Unidentified armed group", "مسلحون مجهولون"), ("Reuters", "رويترز")],
)  # fmt: skip
def test_names(name: str, arabic: str):
    assert NAMES[name] == arabic


def test_every_actor_has_an_arabic_name():
    missing = [a.name for a in TABLES.actors if not re.search("[\u0621-\u064a]", NAMES.get(a.name, ""))]
    assert missing == []


def test_no_name_is_the_label_of_one_side():
    labels = {form.text for actor in TABLES.actors for form in actor.forms if form.label}
    assert {name for name in NAMES.values() if name in labels} == set()
    sided = re.compile("النظام السوري|الاحتلال|داعش|الإرهابي|المرتزقة ال|الكيان|العدو|الانقلابي|ميليشيا")
    assert [name for name in NAMES.values() if sided.search(name)] == []


def test_the_table_names_only_what_exists():
    known = {e.name for e in (*TABLES.actors, *TABLES.groups, *TABLES.demonyms, *TABLES.sources, *TABLES.outlets)}
    assert sorted(set(read_shown().names) - known) == []


def test_two_actors_do_not_share_a_display_name():
    actors = {a.name for a in TABLES.actors}
    shown: dict[str, str] = {}
    twice = [(name, shown[NAMES[name]]) for name in sorted(actors) if shown.setdefault(NAMES[name], name) != name]
    assert twice == []


def test_without_the_table_the_first_form_without_condition_stands():
    assert arabic_names(TABLES, Shown({}, ()))["Islamic State"] == "داعش"


@pytest.mark.parametrize("line", ["Islamic State\tx", "a\t\tb", "a\tb\tc\na\td\te"])
def test_broken_rows(tmp_path, line: str):
    (tmp_path / FILE).write_text(f"name\tarabic\tnote\n{line}\n", "utf-8")
    with pytest.raises(LexiconError, match=FILE):
        read_shown(tmp_path)
