"""Backups: a copy of the base made while others work with it, checked before it is called one, and the way back.

A SQLite base is copied as a file; a base on a server is written as an export (docs/BASE_FORMAT.md). Either can be
restored to either.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from marsad.errors import StoreError
from marsad.store import engine as engines
from marsad.store.dump import dump
from marsad.store.engine import files
from marsad.store.failures import (
    StoreDamagedError,
    StoreDeniedError,
    StoreExistsError,
    StoreMissingError,
    StoreOlderError,
    in_words,
)
from marsad.store.load import load
from marsad.store.repository import BUSY_SECONDS, Store
from marsad.store.undump import file_lines

Tick = Callable[[str], None]
SHOWN = 5  # faults told in a message


def backup(target: str, out: Path, tick: Tick, *, replace: bool = False) -> None:
    """Write a backup of the base to `out`, which is there only when it is whole.

    Raises StoreExistsError for a file that is there (unless `replace`), StoreDamagedError where the copy is not whole.
    """
    if out.exists() and not replace:
        todo = "Name another file after --out, or add --replace"
        raise StoreExistsError("is there already", where=str(out), todo=todo)
    source = engines.file_of(target)
    with _beside(out) as part:
        if source is None:
            with Store.view(target) as store:
                _whole(store, tick)
                tick("writing the rows")
                _export(store, part, packed=out.suffix == ".gz")
        else:
            with suppress(StoreOlderError):
                Store.view(target).close()  # says clearly what is wrong with it, if anything is
            tick("copying")
            with in_words(target):
                files.copy(source, part, timeout=BUSY_SECONDS)
            try:
                with Store.view(part) as copied:
                    _whole(copied, tick, where=str(out))
            except StoreOlderError:  # kept as it is, checked as this version would read it
                with _brought_up(part, out.parent, str(out)) as copied:
                    _whole(copied, tick, where=str(out))


def restore(saved: Path, target: str, tick: Tick, *, replace: bool = False) -> Path | None:
    """Make the base from a backup or an export. Returns where the base that was there before is now, if anywhere.

    The backup is checked first; nothing is touched where it is not whole. Raises StoreExistsError for a base that is
    there (unless `replace`).
    """
    if not saved.is_file():
        raise StoreMissingError("no such backup", where=str(saved), todo="Name a file that marsad backup wrote")
    path = engines.file_of(target)
    if path is None:
        _to_server(saved, target, tick, replace=replace)
        return None
    if path.exists() and not replace:
        todo = "Name a new file after --db, or add --replace (the old base is kept beside it)"
        raise StoreExistsError("there is a base already", where=str(path), todo=todo)
    if path.exists() and path.samefile(saved):
        raise StoreExistsError("is the backup itself", where=str(path), todo="Name another file after --db")
    with _beside(path) as part:
        if files.is_sqlite(saved):
            tick("copying")
            with _brought_up(saved, path.parent, str(saved)) as store:
                _whole(store, tick, where=str(saved))
                files.copy(Path(store.where), part, timeout=BUSY_SECONDS)
        else:
            tick("reading the rows")
            with Store.open(part) as store, saved.open("rb") as file:
                load(store, file_lines(file, str(saved)), str(saved))
            files.sync(part)
        return files.set_aside(path, where=str(path)) if path.exists() else None


def _to_server(saved: Path, target: str, tick: Tick, *, replace: bool) -> None:
    with Store.open(target) as store:
        if not replace and any(store.counts().values()):
            raise StoreExistsError(
                "the base holds articles already", where=store.where, todo="Add --replace to empty it first"
            )
        tick("reading the rows")
        if files.is_sqlite(saved):
            with _brought_up(saved, saved.parent, str(saved)) as source:
                load(store, dump(source), str(saved), clear=replace)
            return
        with saved.open("rb") as file:
            load(store, file_lines(file, str(saved)), str(saved), clear=replace)


@contextmanager
def _brought_up(saved: Path, folder: Path, where: str) -> Iterator[Store]:
    """A copy of a SQLite backup for a while, with the tables of this Marsad. Errors name the backup."""
    with TemporaryDirectory(prefix=".marsad-", dir=folder) as scratch:
        copied = Path(scratch) / "copy.db"
        with in_words(where):
            files.copy(saved, copied, timeout=BUSY_SECONDS)
        try:
            store = Store.open(copied)
        except StoreError as error:
            raise type(error)(error.what, where=where, todo=error.todo) from None
        with store:
            yield store


def _whole(store: Store, tick: Tick, *, where: str | None = None) -> None:
    wrong = store.check(tick)
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        todo = f"See all: marsad verify --db {store.where}. Nothing was written"
        raise StoreDamagedError(f"not whole: {'; '.join(wrong[:SHOWN])}{more}", where=where or store.where, todo=todo)


def _export(store: Store, path: Path, *, packed: bool) -> None:
    with path.open("wb") as file, packer(file, packed=packed) as out:
        out.writelines(dump(store))
    files.sync(path)


@contextmanager
def packer(file: IO[bytes], *, packed: bool) -> Iterator[IO[bytes]]:
    """The file, or gzip into it; the same rows give the same bytes (no name and time in the head)."""
    if not packed:
        yield file
        return
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as out:
        yield cast(IO[bytes], out)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name in the same folder; what is written there takes the place of `path` at the end of the block, whole."""
    if path.is_dir():
        raise StoreDeniedError("is a folder", where=str(path), todo=f"Name a file, such as {path / 'marsad.db'}")
    if not path.parent.is_dir():
        raise StoreMissingError("its folder is not there", where=str(path), todo=f"Make {path.parent} first")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
        files.sync(path)
    except PermissionError as error:
        raise StoreDeniedError(
            f"cannot be written ({error.strerror})", where=str(path), todo="Check the rights of the folder"
        ) from None
    finally:
        for end in ("", *files.BESIDE):
            part.with_name(part.name + end).unlink(missing_ok=True)
