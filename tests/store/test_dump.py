"""The whole base as JSON lines, from one database to the other and back: the same rows, or a named refusal."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import msgspec
import pytest

from marsad.store.dump import dump, line_sum
from marsad.store.failures import DumpError, DumpNewerError, StoreDamagedError
from marsad.store.load import load
from marsad.store.repository import Store
from marsad.store.search import search
from marsad.store.undump import file_lines
from tests.store.bases import everything, sql, write
from tests.store.made import AT, FIRST, SECOND, make_article, make_capture, make_record


def fill(base: str) -> None:
    """Articles with an older reading, a changed text, a second sighting, characters that databases dislike, problems."""
    with Store.open(base) as store:
        run = store.start_run("code", FIRST, AT)
        for n in range(5):
            write(store, n)
        write(store, 1, SECOND)
        write(store, 2, word="قصف")
        write(store, 3, origin="copy.jsonl#1")
        page = make_capture(9, word="نص\0\x1a\x1a0\t\U0001f600")
        article = make_article(page)
        store.add(page, article, make_record(article), at=AT)
        for _ in range(2):  # the same problem twice is two problems
            store.add_problem(run, "empty.html", "empty", "no text", AT)
        store.end_run(run, AT, coded=7, new_readings=8, failed=2)


def lines_of(base: str) -> list[bytes]:
    with Store.view(base) as store:
        return list(dump(store))


def bring(base: str, lines: list[bytes]) -> dict[str, int]:
    with Store.open(base) as store:
        return {name: number for name, number in load(store, lines, "base.jsonl").items() if number}


def test_the_same_rows_on_the_other_side_and_back(base: str, other: str, tmp_path: Path):
    fill(base)
    lines = lines_of(base)
    bring(other, lines)
    assert everything(other) == everything(base)
    assert lines_of(other) == lines
    back = str(tmp_path / "back.db")
    bring(back, lines_of(other))
    assert everything(back) == everything(base)
    with Store.view(other) as store:
        assert store.check() == []
        assert [r.article for r in search(store, "قصف", 5)] == ["a2"]
        assert "\0" in store.record("a9").text


def test_writing_goes_on_after_an_import(base: str, other: str):
    fill(base)
    bring(other, lines_of(base))
    with Store.open(other) as store:
        assert write(store, 77).new_article
        assert store.check() == []


def test_twice_is_once(base: str, other: str):
    fill(base)
    lines = lines_of(base)
    bring(other, lines)
    before = everything(other)
    assert bring(other, lines) == {}
    assert everything(other) == before


def test_two_bases_become_one(base: str, other: str):
    """Keys differ, one article is in both, and the base's own reading stays in force."""
    with Store.open(other) as store:
        for n in (8, 2):
            write(store, n)
        write(store, 1, SECOND)
    fill(base)
    new = bring(other, lines_of(base))
    assert new["articles"] == 5  # of a0..a4, the other text of a2, and a9, a1 and a2 were there
    with Store.view(other) as store:
        assert store.check() == []
        assert store.counts()["articles"] == 7
        assert store.record("a1").versions == SECOND
        assert store.record("a2").text == make_article(make_capture(2)).text
        assert {r.id for r in store.records()} == {"a0", "a1", "a2", "a3", "a4", "a8", "a9"}
    again = everything(other)
    assert bring(other, lines_of(base)) == {}
    assert everything(other) == again


def test_an_empty_base(base: str, other: str):
    Store.open(base).close()
    assert bring(other, lines_of(base)) == {}


def forged(line: bytes, **changes: object) -> bytes:
    """A line whose sum is right again after the change."""
    row = json.loads(line)
    written = msgspec.json.encode(row["row"] | changes)
    return b'{"table":"%s","sum":"%s","row":%s}\n' % (row["table"].encode(), line_sum(written).encode(), written)


def find(lines: list[bytes], table: str) -> int:
    return next(n for n, line in enumerate(lines) if line.startswith(b'{"table":"%s"' % table.encode()))


class TestDamage:
    """Every damaged line is refused with file:line, and nothing of the file is kept."""

    @pytest.fixture
    def lines(self, tmp_path: Path) -> list[bytes]:
        fill(str(tmp_path / "source.db"))
        return lines_of(str(tmp_path / "source.db"))

    def refused(self, base: str, lines: list[bytes], where: str, what: str, kind: type[Exception] = DumpError) -> None:
        with Store.open(base) as store:
            write(store, 1)
        before = everything(base)
        with pytest.raises(kind) as caught:
            bring(base, lines)
        assert where in str(caught.value) and what in str(caught.value), str(caught.value)
        assert everything(base) == before

    @pytest.mark.parametrize("table", ["captures", "articles", "readings", "evidence", "problems"])
    def test_one_changed_letter(self, base: str, lines: list[bytes], table: str):
        at = find(lines, table)
        lines[at] = lines[at].replace(b'"key":', b'"key": ', 1)
        self.refused(base, lines, f"base.jsonl:{at + 1}", "does not match its sum")

    @pytest.mark.parametrize(
        ("table", "changes", "what"),
        [
            ("captures", {"raw": "*"}, "raw is no base64"),
            ("captures", {"raw": "QQ=="}, "do not match their hash"),
            ("captures", {"size": "many"}, "size is not of its kind"),
            ("captures", {"size": True}, "size is not of its kind"),
            ("articles", {"text": None}, "text is empty"),
            ("articles", {"weather": "x"}, "no column weather"),
            ("reports", {"lat": "north"}, "lat is not of its kind"),
            ("reports", {"fatalities_low": 2**63}, "fatalities_low is too large"),
        ],
    )
    def test_a_value_that_does_not_fit(self, base: str, lines: list[bytes], table: str, changes: dict, what: str):
        at = find(lines, table)
        lines[at] = forged(lines[at], **changes)
        self.refused(base, lines, f"base.jsonl:{at + 1}", what)

    def test_a_figure_beyond_32_bits_is_kept(self, base: str, lines: list[bytes]):
        at = find(lines, "reports")
        lines[at] = forged(lines[at], fatalities_low=2**40)
        bring(base, lines)
        assert sql(base, "SELECT max(fatalities_low) FROM reports") == [(2**40,)]

    def test_a_forged_quote(self, base: str, lines: list[bytes]):
        at = find(lines, "evidence")
        lines[at] = forged(lines[at], quote="آخر")
        self.refused(base, lines, "base.jsonl", "its quote does not stand at")

    def test_a_missing_column(self, base: str, lines: list[bytes]):
        at = find(lines, "articles")
        row = json.loads(lines[at])["row"]
        del row["text"]
        written = msgspec.json.encode(row)
        lines[at] = b'{"table":"articles","sum":"%s","row":%s}\n' % (line_sum(written).encode(), written)
        self.refused(base, lines, f"base.jsonl:{at + 1}", "articles lacks text")

    def test_a_missing_line(self, base: str, lines: list[bytes]):
        del lines[find(lines, "problems")]
        self.refused(base, lines, f"base.jsonl:{len(lines)}", "missing or doubled of problems")

    def test_a_doubled_line(self, base: str, lines: list[bytes]):
        at = find(lines, "sightings")
        self.refused(base, [*lines[:at], lines[at], *lines[at:]], "base.jsonl:", "missing or doubled of sightings")

    def test_cut_off(self, base: str, lines: list[bytes]):
        self.refused(base, lines[:-1], f"base.jsonl:{len(lines)}", "cut off")
        self.refused(base, [*lines[:-2], lines[-2][:30]], f"base.jsonl:{len(lines) - 1}", "damaged")

    def test_more_after_the_end(self, base: str, lines: list[bytes]):
        self.refused(base, [*lines, b"x\n"], "base.jsonl:", "after its end")

    def test_a_row_without_its_parent(self, base: str, lines: list[bytes]):
        at = find(lines, "articles")
        lines[at] = forged(lines[at], capture=999)
        self.refused(base, lines, "base.jsonl", "")

    @pytest.mark.parametrize("head", [b"", b"{}\n", b"news\n", b'{"format":"other"}\n'])
    def test_not_an_export(self, base: str, head: bytes):
        self.refused(base, [head], "base.jsonl:1", "not an export")

    def test_by_a_newer_marsad(self, base: str, lines: list[bytes]):
        head = json.loads(lines[0])
        for newer in ({"tables": "9999"}, {"version": 2}):
            changed = [json.dumps(head | newer).encode(), *lines[1:]]
            self.refused(base, changed, "base.jsonl:1", "newer Marsad", DumpNewerError)

    def test_gzip_cut_off_or_damaged(self, base: str, lines: list[bytes]):
        packed = gzip.compress(b"".join(lines), 0)
        for broken in (packed[:-20], packed[:3000] + b"\xff" * 40 + packed[3040:]):
            file = io.BufferedReader(io.BytesIO(broken))  # type: ignore[arg-type]
            with pytest.raises(DumpError) as caught, Store.open(base) as store:
                load(store, file_lines(file, "base.jsonl.gz"), "base.jsonl.gz")
            assert "base.jsonl.gz:" in str(caught.value)
            with Store.view(base) as store:
                assert store.counts()["articles"] == 0


def test_a_capture_that_cannot_be_unpacked_is_not_exported(base: str):
    fill(base)
    broken = "decode('00ff', 'hex')" if "://" in base else "x'00ff'"
    sql(base, f"UPDATE captures SET raw = {broken} WHERE key = 1")
    with pytest.raises(StoreDamagedError, match="captures 1"):
        lines_of(base)
