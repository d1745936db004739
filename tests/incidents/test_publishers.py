"""Which articles are of one source: the same publisher, however it is written."""

from __future__ import annotations

import pytest

from marsad.incidents.publishers import source_of


@pytest.mark.parametrize(
    ("publisher", "url", "source"),
    [
        ("ا ف ب", None, "AFP"),
        ("فرانس برس", "https://www.alriyadh.com/1", "AFP"),  # who wrote it, not who prints it
        ("الشرق الأوسط أونلاين", None, "Asharq Al-Awsat"),
        (None, "https://www.aawsat.com/home/1", "Asharq Al-Awsat"),
        ("الوطن", "http://www.alwatan.com.sa/1", "Al-Watan (Saudi)"),  # papers of one name: the site tells which
        ("الوطن", None, "Al-Watan (Egypt)"),
        ("نشرة لا يعرفها أحد", None, "نشرة لا يعرفها أحد"),
        (None, "http://www.nobody.example/1", "www.nobody.example"),
        (None, None, "a1"),
    ],
)
def test_a_publisher_has_one_name(publisher: str | None, url: str | None, source: str):
    assert source_of(publisher, url, "a1") == source
