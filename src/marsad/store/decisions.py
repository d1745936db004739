"""What analysts decided: these reports are one incident, those are not. Later runs obey; undoing keeps the trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from sqlalchemy import select, update

from marsad.incidents.linking import Decisions
from marsad.store.failures import NotStoredError
from marsad.store.schema import cards, decisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

Identity = tuple[str, str]  # article id and event id: they outlive a new run over the article


class Decision(Struct, frozen=True):
    """All pairs of a report in `a` and one in `b` are the same or different incidents. `undone_*`: None while in force."""

    key: int
    kind: str
    a: tuple[Identity, ...]
    b: tuple[Identity, ...]
    who: str
    why: str
    at: str
    undone_at: str | None = None
    undone_by: str | None = None
    undone_why: str | None = None


def decide(
    connection: Connection, kind: str, a: Sequence[Identity], b: Sequence[Identity], who: str, why: str, at: str
) -> int:
    """Keep a decision ("same" or "different") and mark what it touches for linking. Returns its key."""
    row = {"kind": kind, "a": _json(a), "b": _json(b), "who": who, "why": why, "at": at}
    key = connection.execute(decisions.insert().values(**row)).inserted_primary_key
    assert key is not None
    _touch(connection, [*a, *b])
    return int(key[0])


def undo(connection: Connection, key: int, who: str, why: str, at: str) -> Decision:
    """Take a decision out of force. Raises NotStoredError for one that is not there or undone already."""
    found = next((d for d in listing(connection) if d.key == key and d.undone_at is None), None)
    if found is None:
        raise NotStoredError(f"no decision {key} in force", todo="List them: marsad decisions --db FILE")
    values = {"undone_at": at, "undone_by": who, "undone_why": why}
    connection.execute(update(decisions).where(decisions.c.key == key).values(**values))
    _touch(connection, [*found.a, *found.b])
    return found


def listing(connection: Connection) -> list[Decision]:
    """All decisions, the oldest first, the undone ones too."""
    return [
        Decision(row.key, row.kind, _identities(row.a), _identities(row.b), row.who, row.why, row.at,
                 row.undone_at, row.undone_by, row.undone_why)
        for row in connection.execute(select(decisions).order_by(decisions.c.key))
    ]  # fmt: skip


def pairs_of(connection: Connection) -> Decisions:
    """The decisions in force as pairs of keys; about one pair the latest decision holds."""
    verdict: dict[tuple[int, int], str] = {}
    for decision in listing(connection):
        if decision.undone_at is None:
            left, right = _keys(connection, decision.a), _keys(connection, decision.b)
            for one in left:
                for other in right:
                    if one != other:
                        verdict[min(one, other), max(one, other)] = decision.kind
    return Decisions(
        same=frozenset(pair for pair, kind in verdict.items() if kind == "same"),
        different=frozenset(pair for pair, kind in verdict.items() if kind == "different"),
    )


def _keys(connection: Connection, identities: Sequence[Identity]) -> list[int]:
    query = select(cards.c.report)
    found = (query.where(cards.c.article == article, cards.c.event == event) for article, event in identities)
    return [key for wanted in found for key in connection.execute(wanted).scalars()]


def _touch(connection: Connection, identities: Sequence[Identity]) -> None:
    """What hangs together with these reports is to be linked again."""
    keys = _keys(connection, identities)
    parts = (
        connection.execute(select(cards.c.part).where(cards.c.report.in_(keys), cards.c.part.is_not(None)))
        .scalars()
        .all()
    )
    connection.execute(update(cards).where(cards.c.part.in_(parts) | cards.c.report.in_(keys)).values(linked=0))


def _json(identities: Sequence[Identity]) -> str:
    return msgspec.json.encode(list(identities)).decode()


def _identities(text: str) -> tuple[Identity, ...]:
    return msgspec.json.decode(text, type=tuple[Identity, ...])
