"""The four customs of naming months, and whose is chosen."""

from __future__ import annotations

import pytest
from babel.dates import get_month_names

from marsad.cli.months import Months
from marsad.model.months import CUSTOMS, LOCALES, chosen_custom, custom, custom_of


def test_each_custom_has_its_own_august():
    assert {c: get_month_names(locale=LOCALES[c])[8] for c in CUSTOMS} == {
        "levant": "آب",
        "gulf": "أغسطس",
        "maghreb": "أوت",
        "morocco": "غشت",
    }


@pytest.mark.parametrize("region", ["SY", "LB", "JO", "PS", "IQ", "SA", "EG", "LY", "SD", "YE", "DZ", "TN", "MA"])
def test_a_country_is_given_the_months_that_cldr_gives_it(region: str):
    own = get_month_names(locale=f"ar_{region}")
    assert get_month_names(locale=LOCALES[custom_of(region)]) == own


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "expected"),
    [
        ("maghreb", "gulf", "ar-SY", "maghreb"),
        (None, "gulf", "ar-SY", "gulf"),
        (None, None, "en-US,en;q=0.9,ar-ma;q=0.4", "morocco"),
        (None, None, "ar", "gulf"),  # no region: the server's
        (None, None, "en-GB", "gulf"),
        ("nisan", "", "ar-JO;q=0.8", "levant"),
        ("", None, "ar-001", "gulf"),
    ],
)
def test_whose_custom_is_chosen(asked: str | None, cookie: str | None, accepted: str, expected: str):
    assert chosen_custom(asked, cookie, accepted, usual="gulf") == expected


def test_the_option_offers_all_customs():
    assert [m.value for m in Months] == list(CUSTOMS) and all(custom(m.value) for m in Months)
    assert custom("") is None
