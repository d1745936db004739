"""Who may work with the base: users with roles, who is logged in, API tokens, and the log of changes.

Passwords are kept as argon2id hashes, cookies and tokens only as SHA-256 of random values of 256 bits.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import delete, func, select

from marsad.errors import MarsadError
from marsad.store.schema import audit_log, sessions, tokens, users

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.repository import Store

ROLES = ("reader", "coder", "editor", "admin")  # each may do what those before it may
SHORTEST = 10  # characters of a password (NIST SP 800-63B asks for 8; length is what helps)
LONGEST = 200
SESSION_SECONDS = 12 * 3600
_NAME = re.compile(r"[\w.@-]{1,64}")


class AccountError(MarsadError):
    """A user that cannot be added or is not there, a password that is too short."""

    code = "account"
    exit_status = 2


class Token(Struct, frozen=True):
    user: str
    note: str
    at: str  # when it was made


class User(Struct, frozen=True):
    key: int
    name: str
    role: str

    def may(self, role: str) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)


def digest(secret: str) -> str:
    """What is kept of a cookie or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add_user(store: Store, name: str, role: str, password: str, at: str) -> None:
    """Add a user, or give a known one a new role and password and end its sessions. Raises AccountError."""
    from argon2 import PasswordHasher

    if not _NAME.fullmatch(name):
        raise AccountError("a name has 1 to 64 letters, digits and . @ - _", where=name, todo="Choose another name")
    if role not in ROLES:
        raise AccountError(f"{role} is no role", where=name, todo=f"One of {', '.join(ROLES)}")
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            "the password is too short or too long", where=name, todo=f"{SHORTEST} to {LONGEST} characters"
        )
    values = {"role": role, "password": PasswordHasher().hash(password), "at": at}
    with store.writing() as connection:
        key = connection.execute(select(users.c.key).where(users.c.name == name)).scalar()
        if key is None:
            connection.execute(users.insert().values(name=name, **values))
        else:
            connection.execute(users.update().where(users.c.key == key).values(**values))
            connection.execute(delete(sessions).where(sessions.c.user == key))


def remove_user(store: Store, name: str) -> None:
    """Remove a user with sessions and tokens; what it decided and revised stays under its name. Raises AccountError."""
    with store.writing() as connection:
        key = _key(connection, name)
        for table in (sessions, tokens):
            connection.execute(delete(table).where(table.c.user == key))
        connection.execute(delete(users).where(users.c.key == key))


def list_users(store: Store) -> list[User]:
    with store.reading() as connection:
        rows = connection.execute(select(users.c.key, users.c.name, users.c.role).order_by(users.c.name)).all()
    return [User(*row) for row in rows]


def add_token(store: Store, name: str, note: str, at: str) -> str:
    """A new API token of a user; it is shown once and kept only as a hash. Raises AccountError."""
    token = "marsad_" + secrets.token_urlsafe(32)
    with store.writing() as connection:
        row = {"digest": digest(token), "user": _key(connection, name), "note": note, "at": at}
        connection.execute(tokens.insert().values(**row))
    return token


def list_tokens(store: Store) -> list[Token]:
    with store.reading() as connection:
        query = select(users.c.name, tokens.c.note, tokens.c.at).join(users, users.c.key == tokens.c.user)
        return [Token(*row) for row in connection.execute(query.order_by(users.c.name, tokens.c.key))]


def remove_tokens(store: Store, name: str, note: str) -> int:
    """End all tokens of a user with that note; how many they were. Raises AccountError where there is none."""
    with store.writing() as connection:
        gone = delete(tokens).where(tokens.c.user == _key(connection, name), tokens.c.note == note)
        ended = connection.execute(gone).rowcount
    if not ended:
        raise AccountError(
            f"no token with the note {note!r}", where=name, todo="List them: marsad users list --db FILE"
        )
    return int(ended)


def _key(connection: Connection, name: str) -> int:
    key = connection.execute(select(users.c.key).where(users.c.name == name)).scalar()
    if key is None:
        raise AccountError("no such user", where=name, todo="List them: marsad users list --db FILE")
    return int(key)


def check_password(store: Store, name: str, password: str) -> User | None:
    """The user of a name and password; takes as long for a name that is not there."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    hasher = PasswordHasher()
    with store.reading() as connection:
        row = connection.execute(select(users).where(users.c.name == name)).first()
    if row is None:
        hasher.hash(password[:LONGEST])
        return None
    try:
        hasher.verify(row.password, password[:LONGEST])
    except VerificationError:
        return None
    return User(row.key, row.name, row.role)


def begin_session(store: Store, user: User, now: int) -> str:
    """A cookie for a user who has just shown the password. `now`: seconds since 1970."""
    cookie = secrets.token_urlsafe(32)
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.ends < now))
        row = {"digest": digest(cookie), "user": user.key, "ends": now + SESSION_SECONDS}
        connection.execute(sessions.insert().values(**row))
    return cookie


def end_session(store: Store, cookie: str) -> None:
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.digest == digest(cookie)))


def user_of_session(store: Store, cookie: str, now: int) -> User | None:
    found = select(users.c.key, users.c.name, users.c.role).join(sessions, sessions.c.user == users.c.key)
    return _user(store, found.where(sessions.c.digest == digest(cookie), sessions.c.ends >= now))


def user_of_token(store: Store, token: str) -> User | None:
    found = select(users.c.key, users.c.name, users.c.role).join(tokens, tokens.c.user == users.c.key)
    return _user(store, found.where(tokens.c.digest == digest(token)))


def _user(store: Store, query: Any) -> User | None:
    with store.reading() as connection:
        row = connection.execute(query).first()
    return User(*row) if row else None


def note(store: Store, who: str, action: str, what: str, at: str, address: str | None) -> None:
    """Write a line of the log of changes."""
    with store.writing() as connection:
        connection.execute(audit_log.insert().values(at=at, who=who, action=action, what=what[:500], address=address))


def last_notes(
    store: Store, limit: int = 200, who: str = "", action: str = "", before: int = 0
) -> list[dict[str, Any]]:
    """The log, newest first: of one person or action where stated, older than the line `before` where stated."""
    query = select(audit_log).order_by(audit_log.c.key.desc()).limit(limit)
    for column, wanted in ((audit_log.c.who, who), (audit_log.c.action, action)):
        query = query.where(column == wanted) if wanted else query
    if before:
        query = query.where(audit_log.c.key < before)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def noted(store: Store) -> tuple[list[str], list[str]]:
    """Who and what stands in the log."""
    with store.reading() as connection:
        columns = (audit_log.c.who, audit_log.c.action)
        whos, actions = (list(connection.execute(select(c).distinct().order_by(c)).scalars()) for c in columns)
    return whos, actions


def any_user(store: Store) -> bool:
    with store.reading() as connection:
        return bool(connection.execute(select(func.count()).select_from(users)).scalar())
