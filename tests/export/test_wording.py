"""Names that exports give to sources."""

from __future__ import annotations

from types import SimpleNamespace

from marsad.export.wording import sources_of


def test_an_article_without_publisher_is_no_name_of_a_source():
    reports = [SimpleNamespace(article="a1", source="paper"), SimpleNamespace(article="a2", source="a2")]
    found = SimpleNamespace(incident=SimpleNamespace(reports=reports))
    assert sources_of(found) == "paper"  # type: ignore[arg-type]
