"""A PostgreSQL server of our own for the tests: a private cluster in a temporary folder, on a unix socket only.

Needs Debian's `postgresql` (initdb and postgres); .ci/run installs it. initdb refuses to run as root, so that root
hands over to the user `postgres`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

USER, SECRET_USER, SECRET = "marsad", "locked", "right"
HBA = f"local all {SECRET_USER} scram-sha-256\nlocal all all trust\n"
SERVER_USER = "postgres"


class NoServerError(Exception):
    """No server can be started here; says why."""


def programs() -> Path:
    """The folder of initdb and postgres."""
    found = [Path(p).resolve().parent for p in [shutil.which("initdb")] if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoServerError("PostgreSQL is not installed (apt install postgresql)")


def as_server() -> list[str]:
    """How to start a program as somebody who is not root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise NoServerError("we are root, initdb refuses root, and there is no setpriv (apt install util-linux)")
    try:
        user = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise NoServerError("we are root, initdb refuses root, and there is no user postgres") from None
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


class Cluster:
    """A running server. `url(name)` names a database on it; `make()` makes a new one."""

    def __init__(self) -> None:
        bin_, self._prefix = programs(), as_server()
        self._bin, self._made = bin_, 0
        self.folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
        if self._prefix:
            shutil.chown(self.folder, SERVER_USER)
        data = self.folder / "data"
        options = ["-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        done = self._run([str(bin_ / "initdb"), *options])
        if done.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise NoServerError(f"initdb failed: {done.stderr.strip()[-300:]}")
        (data / "pg_hba.conf").write_text(HBA)
        self.start()
        self.run(f"CREATE ROLE {SECRET_USER} LOGIN PASSWORD '{SECRET}'")

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self._prefix, *command], capture_output=True, text=True, cwd="/", check=False)

    def start(self) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._log = (self.folder / "log").open("ab")
        self._server = subprocess.Popen(
            [*self._prefix, str(self._bin / "postgres"), "-D", str(self.folder / "data"), *options],
            stdout=self._log, stderr=self._log, cwd="/",
        )  # fmt: skip
        until = time.monotonic() + 30
        while time.monotonic() < until and self._server.poll() is None:
            if self._run([str(self._bin / "pg_isready"), "-h", str(self.folder)]).returncode == 0:
                return
            time.sleep(0.05)
        self.stop()
        raise NoServerError(f"the server does not start: {(self.folder / 'log').read_text()[-300:]}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: rolls back and ends; SIGQUIT: as in a power cut, the log is replayed at the next start."""
        if self._server.poll() is None:
            self._server.send_signal(how)
            self._server.wait(30)
        self._log.close()

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str, *, user: str = USER, password: str = "") -> str:
        who = f"{user}:{password}" if password else user
        return f"postgresql+psycopg://{who}@/{name}?host={self.folder}"

    def run(self, statement: str) -> None:
        import psycopg

        where = f"host={self.folder} user={USER} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def make(self, options: str = "") -> str:
        self._made += 1
        self.run(f"CREATE DATABASE t{self._made} TEMPLATE template0 {options}")
        return self.url(f"t{self._made}")
