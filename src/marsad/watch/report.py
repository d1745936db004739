"""What a round did, in numbers and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from marsad.service import Coded, Counts, Failure


class Report:
    """Counts of a round; `lines` says them."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: dict[str, Counter[str]] = {}
        self.coded = Counts()
        self.waits_until: str | None = None

    def add(self, what: str, reason: str = "", number: int = 1) -> None:
        """Count something, by reason where there is one: polled, quiet, poll-failed, new, again, left-out, fetched, same,
        unchanged, waiting, recovered."""
        self.counts[what] += number
        if reason:
            self.reasons.setdefault(what, Counter())[reason] += number

    def outcome(self, outcome: Coded | Failure) -> None:
        self.coded.add(outcome)

    @property
    def failed(self) -> int:
        """Sources and pages that went wrong (a page that is not Arabic is no fault)."""
        faults = sum(
            n
            for code, n in self.coded.failures.items()
            if code not in ("not-arabic", "other-language", "robots", "media")
        )
        return self.counts["poll-failed"] + faults

    def lines(self) -> Iterator[str]:
        n = self.counts
        polls = f"polled {n['polled']} sources: {n['new']} new links, {n['again']} to look at again"
        polls += f", {n['quiet']} sources unchanged" if n["quiet"] else ""
        yield polls + self._why("poll-failed", ", {n} failed")
        if n["resting"]:
            yield f"{n['resting']} sources rest after failures (marsad watch --health)"
        if n["left-out"]:
            yield f"left out {n['left-out']} links" + self._why("left-out", "")
        pages = f"fetched {n['fetched']} pages"
        pages += f", {n['unchanged']} unchanged" if n["unchanged"] else ""
        pages += f", {n['same']} with the same bytes as before" if n["same"] else ""
        pages += f", {n['recovered']} read back from the archive" if n["recovered"] else ""
        yield pages + self._why("waiting", ", {n} wait for another try")
        if n["waiting-still"]:
            yield f"{n['waiting-still']} pages wait, the first until {self.waits_until}"
        coded = self.coded
        yield f"coded {coded.coded} articles: {coded.new} new readings, {coded.known} there already" + "".join(
            f", {number} {name}" for name, number in coded.found.items()
        )
        if coded.failures:
            yield "not coded" + _listed(coded.failures)

    def _why(self, what: str, words: str) -> str:
        if not self.counts[what]:
            return ""
        return words.replace("{n}", str(self.counts[what])) + _listed(self.reasons.get(what, Counter()))


def _listed(reasons: Counter[str]) -> str:
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return (": " + ", ".join(f"{reason} {number}" for reason, number in ordered)) if ordered else ""
