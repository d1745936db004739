"""Every word of the pages stands in both languages, and no page has words of its own."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from marsad.incidents import compare
from marsad.incidents.audit import COUNTED
from marsad.lexicon.rules import load_rules
from marsad.store.accounts import ROLES
from marsad.store.revisions import ACTIONS
from marsad.store.rows import FIGURES
from marsad.web.highlight import ORDER
from marsad.web.rendering import HERE, NAVIGATION
from marsad.web.texts import chosen, load_texts

TEMPLATES = sorted((HERE / "templates").glob("*.html"))
TEXTS = load_texts()
MADE_KEYS = {  # keys that templates put together
    "nav.": NAVIGATION, "role.": ORDER, "figure.": FIGURES, "action.": ACTIONS, "roles.": ROLES,
    "open.": ("actor", "victim", "place", "period"), "filter.": ("country", "event_type", "sub_event_type", "actor", "control", "status"),
    "count.": ("articles", "captures", "readings", "reports", "tallies", "claims", "people", "rejections"),
    "files.langs.": ("both", "ar", "en"),
}  # fmt: skip


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_holes():
    ar, en = TEXTS["ar"].words, TEXTS["en"].words
    assert set(ar) == set(en)
    assert {k: holes(v) for k, v in ar.items()} == {k: holes(v) for k, v in en.items()}
    assert not [k for k, v in ar.items() if not v.strip() or not en[k].strip()]


def test_arabic_words_are_arabic():
    latin = [k for k, v in TEXTS["ar"].words.items() if not re.search("[\u0600-\u06ff]", v)]
    assert set(latin) == {"other.code", "other.name"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_keys_of_templates_exist(path):
    text = path.read_text("utf-8")
    whole = set(re.findall(r"""\bt\(["']([\w.]+)["'](?! *\+)""", text))
    begun = set(re.findall(r"""\bt\(["']([\w.]+)["'] *\+""", text))
    assert whole <= set(TEXTS["en"].words)
    assert begun <= set(MADE_KEYS)


@pytest.mark.parametrize(("before", "names"), MADE_KEYS.items())
def test_keys_that_are_put_together_exist(before: str, names: tuple[str, ...]):
    assert {before + name for name in names} <= set(TEXTS["en"].words)


def own_words(text: str) -> list[str]:
    """Words between tags and in attributes that people see, without what Jinja fills in."""
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", text, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"<(code|kbd)\b.*?</\1>", "", text, flags=re.S)
    seen = re.findall(r"""(?:title|aria-label|placeholder|alt)="([^"]*)\"""", text)
    return re.findall(r"[^\W\d_]{2,}", " ".join([*seen, re.sub(r"<[^>]*>", " ", text)]).replace("&amp;", ""))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_have_no_words_of_their_own(path):
    assert own_words(path.read_text("utf-8")) == []


def test_the_check_of_own_words_finds_some():
    assert own_words('<p title="Hello">{{ t("x") }} there <code>x y</code></p>') == ["Hello", "there"]


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "language"),
    [("ar", "en", "en", "ar"), (None, "ar", "en", "ar"), (None, None, "fr, ar-EG;q=0.8", "ar"), ("xx", "yy", "", "en")],
)
def test_language_of_a_page(asked, cookie, accepted, language):
    assert chosen(asked, cookie, accepted) == language


def test_every_reason_code_of_the_codebook_has_words():
    book = (Path(__file__).parents[2] / "docs" / "CODEBOOK.md").read_text("utf-8")
    part = book.partition("## What is not an event")[2].partition("\n## ")[0]
    codes = {code for code in re.findall(r"`([a-z_]+)`", part) if code not in ("rejections", "rule", "entry", "unless")}
    assert len(codes) > 40
    assert sorted(code for code in codes if f"reason.{code}" not in TEXTS["ar"].words) == []


def test_what_a_trigger_lacks_has_words():
    wanted = {f"reason.no_{trigger.needs}" for trigger in load_rules().triggers if trigger.needs}
    assert sorted(wanted - set(TEXTS["ar"].words)) == []


def test_every_weapon_and_counted_noun_has_words():
    weapons = yaml.safe_load((files("marsad") / "data" / "lexicon" / "weapons.yaml").read_text("utf-8"))
    wanted = {f"weapon.{entry['id']}" for entry in weapons} | {f"what.{noun}" for noun in COUNTED}
    assert sorted(wanted - set(TEXTS["ar"].words)) == []


@pytest.mark.parametrize(
    ("iso", "ar", "en"),
    [("2022-01-20", "20 كانون الثاني 2022", "20 January 2022"), ("2022-01", "كانون الثاني 2022", "January 2022"), ("2022", "2022", "2022"), ("soon", "soon", "soon")],
)  # fmt: skip
def test_days(iso: str, ar: str, en: str):
    assert (TEXTS["ar"].day(iso), TEXTS["en"].day(iso)) == (ar, en)


def test_every_reason_of_a_comparison_has_words():
    source = Path(compare.__file__).read_text("utf-8")
    reasons = set(re.findall(r'[ (]"([^"]*(?:\{\}|[a-z] [a-z])[^"]*)"', re.sub(r'""".*?"""', "", source, flags=re.S)))
    plain = {reason for reason in reasons if re.search("[a-z]{2}", reason) and "/" not in reason and "\n" not in reason}
    assert {"the days overlap", "{} is not {}", "{} km apart"} <= plain and len(plain) > 25
    known = {
        "Protest with intervention",
        "Excessive force against protesters",
        "Mob violence",
        "Violent demonstration",
        "Strategic developments",
        "Disrupted weapons use",
    }
    assert sorted(reason for reason in plain - known if f"why.{reason}" not in TEXTS["ar"].words) == []


def test_a_reason_in_the_readers_words():
    said = ("{}; {}", (("{} is not {}", ("Armed clash", "Battles")), ("{}, {}", (("{} in both", (9,)), "x"))))
    assert TEXTS["en"].reason(said) == compare.told(said) == "Armed clash is not Battles; 9 in both, x"
    assert TEXTS["ar"].reason(said) == "اشتباك مسلح غير معارك؛ 9 في كليهما، x"


def test_moments_and_numbers():
    assert TEXTS["en"].moment("2022-01-21T18:20:00") == "21 January 2022 18:20"
    assert TEXTS["en"].moment("2022-01-21T18:20:00Z") == "21 January 2022 18:20 UTC"
    assert TEXTS["ar"].moment(None) == "" and TEXTS["ar"].number(12345) == TEXTS["en"].number(12345) == "12,345"
