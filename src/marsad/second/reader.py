"""The second reader as a whole: ask (or take the kept answer), check, compare."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Protocol

from marsad.model.record import Record
from marsad.second.check import Checker, events_of
from marsad.second.compare import Names, compare
from marsad.second.figures import Figures
from marsad.second.kept import Answer, Kept
from marsad.second.problems import ReaderError
from marsad.second.prompt import answer_schema, messages, prompt_digest, sent_text
from marsad.second.reading import Problem, SecondReading

GIVE_UP = 3  # articles in a row without reaching the server, after which it is not asked any more
_HOPELESS = frozenset({"reader-unreachable", "reader-redirect"})


class Asks(Protocol):
    """What the reader needs of an endpoint."""

    model: str

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str: ...


class SecondReader:
    """`read(record)` -> its second reading; an error is told in it and never stops the run."""

    def __init__(self, endpoint: Asks, figures: Figures, names: Names, kept: Kept | None = None) -> None:
        self._endpoint, self._figures, self._names, self._kept = endpoint, figures, names, kept
        self._digest, self._schema = prompt_digest(endpoint.model), answer_schema()
        self._unreached = 0

    def read(self, record: Record) -> SecondReading:
        text, cut = sent_text(record)
        empty = SecondReading(self._endpoint.model, self._digest, cut=cut)
        if not text.strip():
            return empty
        key = hashlib.sha256(json.dumps([(record.published or "")[:10], text]).encode()).hexdigest()[:32]
        content = self._kept.find(key, self._digest) if self._kept else None
        known = content is not None
        try:
            if content is None:
                content = self._ask(record)
            events = events_of(content)
        except ReaderError as error:
            return SecondReading(
                self._endpoint.model, self._digest, cut=cut, error=Problem(error.code, f"{error.what}. {error.todo}")
            )
        checker = Checker(record, self._figures)
        proposals = checker.proposals(events)
        reading = SecondReading(
            self._endpoint.model, self._digest, proposals, tuple(checker.dropped),
            compare(record, proposals, self._names), cut,
        )  # fmt: skip
        if self._kept and not known:
            self._kept.add(Answer(record.id, key, self._digest, content, reading))
        return reading

    def _ask(self, record: Record) -> str:
        if self._unreached >= GIVE_UP:
            todo = "Check the server and run again: what was answered is kept with --reader-out"
            raise ReaderError("reader-given-up", f"could not be reached {GIVE_UP} times in a row", todo)
        try:
            content = self._endpoint.ask(messages(record), self._schema)
        except ReaderError as error:
            self._unreached = self._unreached + 1 if error.code in _HOPELESS else 0
            raise
        self._unreached = 0
        return content
