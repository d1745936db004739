"""`check` says of everything that is not whole what it is and where."""

from __future__ import annotations

import pytest

from marsad.store.repository import Store
from tests.store.bases import sql, write


@pytest.fixture
def one(base: str) -> str:
    with Store.open(base) as store:
        for n in (1, 2):
            write(store, n)
        assert store.check() == []
    return base


def found(base: str) -> str:
    with Store.view(base) as store:
        return "\n".join(store.check())


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("DELETE FROM reports WHERE number = 1 AND reading = 1", "readings 1: 1 of 2 reports"),
        ("DELETE FROM evidence WHERE part = 'people'", "evidence"),
        ("UPDATE readings SET record = replace(record, 'SDF', 'XYZ') WHERE key = 2", "readings 2: its record does not match its digest"),
        ("UPDATE readings SET current = 0 WHERE key = 1", "article a1: 0 readings in force"),
        ("DELETE FROM captures WHERE key = 1", "articles 1: points to a missing row of captures (1)"),
        ("UPDATE captures SET size = 3 WHERE key = 2", "captures 2: 77 bytes instead of 3"),
        ("UPDATE captures SET sha256 = 'f' WHERE key = 2", "captures 2: its bytes do not match their hash"),
        ("UPDATE articles SET title = 'عنوان' WHERE key = 2", "articles 2 (a2): it does not match its digest"),
        ("UPDATE articles SET paragraphs = '[' WHERE key = 2", "articles 2 (a2): its paragraphs cannot be read"),
        ("UPDATE evidence SET quote = 'آخر' WHERE key = 1", "evidence 1 (article a1): its quote does not stand at 0-4"),
        ("UPDATE evidence SET start = -4 WHERE key = 1", "evidence 1 (article a1): its quote does not stand at -4-4"),
        ("UPDATE tallies SET quote = 'آخر' WHERE key = 2", "tallies 2 (article a2)"),
        ("UPDATE claims SET quote = 'آخر' WHERE key = 2", "claims 2 (article a2)"),
        ("UPDATE rejections SET quote = 'آخر' WHERE key = 2", "rejections 2 (article a2)"),
        ("UPDATE evidence SET part_number = 9 WHERE key = 1", "evidence 1: points to a missing row of reports (number 9)"),
        ("UPDATE evidence SET part = 'weather' WHERE key = 1", "evidence 1: belongs to no kind of value (weather)"),
    ],
)  # fmt: skip
def test_each_kind_of_damage_is_found(one: str, damage: str, finding: str):
    sql(one, damage)
    assert finding in found(one)


def test_bytes_that_cannot_be_unpacked(one: str):
    broken = "decode('00ff', 'hex')" if "://" in one else "x'00ff'"
    sql(one, f"UPDATE captures SET raw = {broken} WHERE key = 1")
    assert "captures 1: its bytes cannot be unpacked" in found(one)


def test_an_article_that_search_would_not_find(one: str):
    if "://" in one:
        sql(one, "DELETE FROM search WHERE article = 2")
    else:
        sql(one, "INSERT INTO search (search) VALUES ('delete-all')")
    assert "articles 2: not in the search index" in found(one)


def test_each_step_is_told(one: str):
    told: list[str] = []
    with Store.view(one) as store:
        store.check(told.append)
    assert "captures" in told and "quotes" in told
