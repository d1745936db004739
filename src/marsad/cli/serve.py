"""`marsad serve` and `marsad users`: the workbench, and who may use it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.base import BaseOption
from marsad.cli.clock import utc_now
from marsad.cli.folders import PlacesOption, places_folder
from marsad.cli.months import Months, MonthsOption
from marsad.errors import MarsadError

if TYPE_CHECKING:
    from marsad.store.repository import Store

users = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Who may use the workbench of a base.\n\n"
                    "Example: marsad users add rima --role coder --db marsad.db")  # fmt: skip
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits and . @ - _")]


KEEP_ALIVE_SECONDS = 60  # a browser whose connection is closed while it asks again would have to ask twice


class ServeError(MarsadError):
    """The server cannot listen where it was told to, or must not."""

    code = "serve"
    exit_status = 2


def serve(
    db: BaseOption,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="H", help="The address; anything but loopback needs users.")
    ] = "127.0.0.1",
    login: Annotated[bool, typer.Option("--login", help="Ask for a log-in on loopback too (behind a proxy).")] = False,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further name it may be reached by.")
    ] = None,
    secure: Annotated[
        bool, typer.Option("--secure", help="Cookies over HTTPS only (behind a proxy that speaks it).")
    ] = False,
    months: MonthsOption = Months.LEVANT,
    places: PlacesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say where it listens.")] = False,
) -> None:
    """Open the workbench: pages and the REST API over a base, on this machine only unless told otherwise.

    On a loopback address whoever sits at the machine may do everything. Beyond it everybody logs in (docs/ADMIN.md).

    Example: marsad serve --db marsad.db

    Example: marsad serve --db marsad.db --host 0.0.0.0 --port 8080
    """
    import getpass
    import secrets
    import time
    from threading import Thread

    import uvicorn

    from marsad.api.settings import LOOPBACK, Settings
    from marsad.model.months import USUAL, custom
    from marsad.store.accounts import any_user
    from marsad.store.repository import Store
    from marsad.web.app import make_app, warm

    local = host in LOOPBACK
    with Store.open(db) as store:
        if (not local or login) and not any_user(store):
            todo = f"Add one first: marsad users add NAME --role admin --db {db}"
            raise ServeError("nobody could log in: the base has no users", where=host, todo=todo)
        hosts = LOOPBACK | {name.lower() for name in allow_host or ()} if local or allow_host else frozenset[str]()
        settings = Settings(
            login or not local,
            hosts,
            getpass.getuser(),
            utc_now,
            time.time,
            secrets.token_bytes(32),
            secure,
            custom(months.value) or USUAL,
            places_folder(places),
        )
        if not quiet:
            shown = f"[{host}]" if ":" in host else host
            sys.stderr.write(f"Marsad's workbench: http://{shown}:{port}/   (Ctrl-C ends it)\n")
        app = make_app(store, settings)
        Thread(target=warm, args=(app,), daemon=True).start()
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            proxy_headers=False,
        )


@users.command("add")
def add(
    db: BaseOption,
    name: NameArgument,
    role: Annotated[
        str, typer.Option(help="reader, coder, editor or admin; each may do what those before it may.")
    ] = "reader",
) -> None:
    """Add a user, or change the role and password of one; the password is asked for, or read from standard input.

    Example: marsad users add rima --role coder --db marsad.db
    """
    from marsad.store.accounts import add_user
    from marsad.store.repository import Store

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    with Store.open(db) as store:
        add_user(store, name, role, password, utc_now())
        _note(store, "user added", f"{name} {role}")
    typer.echo(f"{name} may now log in as {role}", err=True)


@users.command("list")
def list_(db: BaseOption) -> None:
    """List the users of a base with their roles, and under each its API tokens by their notes.

    Example: marsad users list --db marsad.db
    """
    from marsad.store.accounts import list_tokens, list_users
    from marsad.store.repository import Store

    with Store.view(db) as store:
        made = list_tokens(store)
        for user in list_users(store):
            typer.echo(f"{user.name}  {user.role}")
            for token in made:
                if token.user == user.name:
                    typer.echo(f"  token  {token.at}  {token.note}".rstrip())


@users.command("remove")
def remove(db: BaseOption, name: NameArgument) -> None:
    """Remove a user with all sessions and tokens; what the user decided stays, under that name.

    Example: marsad users remove rima --db marsad.db
    """
    from marsad.store.accounts import remove_user
    from marsad.store.repository import Store

    with Store.open(db) as store:
        remove_user(store, name)
        _note(store, "user removed", name)
    typer.echo(f"{name} is removed", err=True)


@users.command("token")
def token(
    db: BaseOption,
    name: NameArgument,
    note: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Make an API token of a user; it is shown once (send it as: Authorization: Bearer TOKEN).

    Example: marsad users token rima --note "weekly export" --db marsad.db
    """
    from marsad.store.accounts import add_token
    from marsad.store.repository import Store

    with Store.open(db) as store:
        made = add_token(store, name, note, utc_now())
        _note(store, "token made", f"{name} {note}".strip())
    typer.echo(made)


@users.command("revoke")
def revoke(
    db: BaseOption,
    name: NameArgument,
    note: Annotated[str, typer.Option(help="The note it was made with.")] = "",
) -> None:
    """End the API tokens of a user that were made with a note; the user and other tokens stay.

    Example: marsad users revoke rima --note "weekly export" --db marsad.db
    """
    from marsad.store.accounts import remove_tokens
    from marsad.store.repository import Store

    with Store.open(db) as store:
        ended = remove_tokens(store, name, note)
        _note(store, "token revoked", f"{name} {note}".strip())
    typer.echo(f"ended: {ended}", err=True)


def _note(store: Store, action: str, what: str) -> None:
    """A line of the log, in the name of whoever sits at the machine."""
    import getpass

    from marsad.store.accounts import note

    note(store, getpass.getuser(), action, what, utc_now(), None)
