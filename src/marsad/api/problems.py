"""What can go wrong with a request, in one shape: {"error": {"code", "message", "where"}}."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from marsad.errors import MarsadError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Problem(msgspec.Struct, frozen=True):
    """`code` is stable; `message` says what is wrong and what to do; `where`: the field, id or address."""

    code: str
    message: str
    where: str


class ProblemBody(msgspec.Struct, frozen=True):
    error: Problem


class RequestError(MarsadError):
    """A request that is refused. `status`: HTTP."""

    code = "request"
    status = 400


class LoginError(RequestError):
    """Nobody is logged in, or the token is unknown."""

    code = "login"
    status = 401


class RoleError(RequestError):
    """The user's role does not allow it."""

    code = "role"
    status = 403


class FormError(RequestError):
    """A form without its token: sent from elsewhere, or from before the server was started anew."""

    code = "form-token"
    status = 403


class HostError(RequestError):
    """Addressed to a name that is not ours (DNS rebinding)."""

    code = "host"
    status = 421


class TooManyError(RequestError):
    """Too many tries to log in."""

    code = "too-many"
    status = 429


class TooLongError(RequestError):
    """A request body beyond the limit."""

    code = "too-long"
    status = 413


class FormatError(RequestError):
    """None of the formats that the client accepts is one of ours."""

    code = "format"
    status = 406


class NoPageError(RequestError):
    """Nothing is at this address."""

    code = "not-found"
    status = 404


_STATUS = {"not-found": 404, "store-locked": 503, "store-full": 507}


def status_of(error: MarsadError) -> int:
    """The HTTP status of a named error: those of the store are ours, the rest the client's."""
    if isinstance(error, RequestError):
        return error.status
    return _STATUS.get(error.code, 500 if error.code.startswith(("store", "dump", "lexicon")) else 400)


def problem(code: str, message: str, where: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The answer in the documented shape."""
    body = msgspec.json.encode(ProblemBody(Problem(code, message, where)))
    return Response(body, status, headers, "application/json")


def answer_to(error: MarsadError) -> Response:
    message = f"{error.what}. {error.todo}" if error.todo else error.what
    headers = {"Retry-After": "900"} if isinstance(error, TooManyError) else None
    return problem(error.code, message, error.where, status_of(error), headers)
