"""sources.toml: what to follow. Every problem of the file is found and told at once, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from marsad.watch.problems import SourcesError

KINDS = ("feed", "sitemap", "listing")
_ALIASES = {"rss": "feed", "atom": "feed", "feed": "feed", "sitemap": "sitemap", "listing": "listing"}
_SPAN = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(s|m|h|d)\s*$")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_NAME = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,63}$")


class Source(Struct, frozen=True):
    """Something to follow. Spans of time are seconds. `pattern`: links that do not match are left out; `select`: CSS
    selector of the links of a listing; `newest`: entries dated longer ago are left out; `most`: new links a poll;
    `delay`: between two requests to a host; `recheck`: how long after the first capture a page is looked at again."""

    name: str
    kind: str
    url: str
    every: float = 900.0
    delay: float = 5.0
    pattern: str | None = None
    select: str | None = None
    newest: float = 7 * 86400.0
    most: int = 200
    recheck: tuple[float, ...] = ()
    off: bool = False
    title: str = ""


class Watchlist(Struct, frozen=True):
    """A file of sources: `contact` goes into the User-Agent, so that a site can reach who runs the watch."""

    sources: tuple[Source, ...]
    contact: str = ""


_COMMON = ("every", "delay", "newest", "most", "recheck")
_KEYS = {"name", "kind", "url", "title", "pattern", "select", "off", *_COMMON}
_BOUNDS = {"every": (60.0, 30 * 86400.0), "delay": (0.0, 3600.0), "newest": (0.0, 3650 * 86400.0)}


def load(path: Path) -> Watchlist:
    """Read a file of sources. Raises SourcesError with every problem as file:line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SourcesError([f"{path}: there is no such file. Make one: marsad watch --init {path}"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError([f"{path}: cannot be read ({error}). Give a TOML file in UTF-8"]) from error
    return parse(text, str(path))


def parse(text: str, where: str) -> Watchlist:
    """The sources of a TOML text. Raises SourcesError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = int(line.group(1)) if line else len(text.splitlines())
        raise SourcesError([f"{where}:{at}: is no valid TOML ({error})"]) from error
    return _Checker(where, _lines(text)).watchlist(data)


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """Line numbers by (table, number of the [[source]], key); key "" is the header. Strings of several lines are skipped."""
    found: dict[tuple[str, int, str], int] = {}
    table, number, inside = "", -1, ""
    for at, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if head := re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", line):
            table = head.group(2)
            number += table == "source" and head.group(1) == "[["
            found.setdefault((table, number if table == "source" else 0, ""), at)
        elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            found.setdefault((table, number if table == "source" else 0, key.group(1)), at)
            inside = next((q for q in ('"""', "'''") if line.count(q) == 1), "")
    return found


class _Checker:
    def __init__(self, where: str, lines: Mapping[tuple[str, int, str], int]) -> None:
        self._where, self._lines, self._problems = where, lines, list[tuple[int, str]]()

    def watchlist(self, data: Mapping[str, Any]) -> Watchlist:
        for key in data.keys() - {"watch", "source"}:
            self._say("", 0, key, f"unknown table or key {key!r}. Known are [watch] and [[source]]")
        watch, rows = data.get("watch", {}), data.get("source", [])
        if not isinstance(watch, dict):
            self._say("watch", 0, "", "[watch] must be a table")
            watch = {}
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            self._say("source", 0, "", "each source begins with [[source]] (two brackets)")
            rows = []
        elif not rows:
            self._say("", 0, "", "names no source. Write a [[source]] with name, kind and url")
        for key in watch.keys() - {"contact", *_COMMON}:
            self._say("watch", 0, key, f"unknown key {key!r} in [watch]. Known: contact, {', '.join(_COMMON)}")
        defaults = self._values("watch", 0, watch)
        contact = self._text("watch", 0, watch, "contact") or ""
        if not contact.isascii() or not contact.isprintable():
            self._say("watch", 0, "contact", "contact must be plain ASCII, such as an address of mail or a page")
        found = [self._source(n, row, defaults) for n, row in enumerate(rows)]
        self._twice(rows)
        if self._problems:
            raise SourcesError([f"{self._where}:{line}: {what}" for line, what in sorted(self._problems)])
        return Watchlist(tuple(s for s in found if s), contact)

    def _say(self, table: str, number: int, key: str, what: str) -> None:
        line = self._lines.get((table, number, key)) or self._lines.get((table, number, "")) or 1
        self._problems.append((line, what))

    def _twice(self, rows: list[dict[str, Any]]) -> None:
        for key in ("name", "url"):
            seen: dict[object, int] = {}
            for number, row in enumerate(rows):
                value = row.get(key)
                if isinstance(value, str) and value in seen:
                    first = self._lines.get(("source", seen[value], key), 1)
                    self._say("source", number, key, f"{key} {value!r} stands on line {first} already")
                elif isinstance(value, str):
                    seen[value] = number

    def _source(self, n: int, row: Mapping[str, Any], defaults: dict[str, Any]) -> Source | None:
        before = len(self._problems)
        for key in row.keys() - _KEYS:
            self._say("source", n, key, f"unknown key {key!r}. Known: {', '.join(sorted(_KEYS))}")
        for key in {"name", "kind", "url"} - row.keys():
            self._say("source", n, "", f"has no {key}")
        name, url = self._text("source", n, row, "name"), self._text("source", n, row, "url")
        if name is not None and not _NAME.match(name):
            self._say("source", n, "name", f"name {name!r} must be of a-z, 0-9, dot, dash and underscore (64 at most)")
        if url is not None and not _is_url(url):
            self._say("source", n, "url", f"url {url!r} is no http or https address")
        kind = self._text("source", n, row, "kind")
        if kind is not None and kind not in _ALIASES:
            self._say("source", n, "kind", f"kind {kind!r} is unknown. Known: {', '.join(_ALIASES)}")
        pattern, select = self._pattern(n, row), self._select(n, row, kind)
        off = row.get("off", False)
        if not isinstance(off, bool):
            self._say("source", n, "off", "off must be true or false")
        title = self._text("source", n, row, "title") or ""
        values = defaults | self._values("source", n, row)
        if len(self._problems) > before or name is None or url is None or kind is None:
            return None
        return Source(name, _ALIASES[kind], url, pattern=pattern, select=select, off=off, title=title, **values)

    def _text(self, table: str, n: int, row: Mapping[str, Any], key: str) -> str | None:
        value = row.get(key)
        if value is not None and (
            not isinstance(value, str) or (not value.strip() and key not in ("title", "contact"))
        ):
            self._say(table, n, key, f"{key} must be a text in quotes")
            return None
        return value

    def _pattern(self, n: int, row: Mapping[str, Any]) -> str | None:
        pattern = self._text("source", n, row, "pattern")
        try:
            re.compile(pattern or "")
        except re.error as error:
            self._say("source", n, "pattern", f"pattern is no regular expression ({error})")
        return pattern

    def _select(self, n: int, row: Mapping[str, Any], kind: str | None) -> str | None:
        select = self._text("source", n, row, "select")
        if select is not None and kind != "listing":
            self._say("source", n, "select", "select is only for a listing")
        elif select is not None and (wrong := bad_selector(select)):
            self._say("source", n, "select", f"select is no CSS selector ({wrong})")
        elif kind == "listing" and select is None and row.get("pattern") is None:
            self._say("source", n, "", "a listing needs select or pattern, else every link of the page would be taken")
        return select

    def _values(self, table: str, n: int, row: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, (low, high) in _BOUNDS.items():
            if key not in row:
                continue
            seconds = span(row[key])
            if seconds is None or not low <= seconds <= high:
                self._say(table, n, key, f'{key} must be a span such as "15m", from {low:.0f} to {high:.0f} seconds')
            else:
                out[key] = seconds
        if "most" in row:
            most = row["most"]
            if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= 10_000:
                self._say(table, n, "most", "most must be a whole number from 1 to 10000")
            else:
                out["most"] = most
        if "recheck" in row:
            spans = row["recheck"] if isinstance(row["recheck"], list) else [None]
            seconds_of = [span(value) for value in spans]
            if None in seconds_of or any(s is not None and s < 60 for s in seconds_of) or len(spans) > 10:
                self._say(table, n, "recheck", 'recheck must be a list of at most ten spans such as ["1h", "1d"]')
            else:
                out["recheck"] = tuple(sorted(s for s in seconds_of if s is not None))
        return out


def span(value: object) -> float | None:
    """Seconds of "15m", "2h", "1d", "30s" or a bare number of seconds; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = _SPAN.match(value) if isinstance(value, str) else None
    return float(match.group(1)) * _SECONDS[match.group(2)] if match else None


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 80) > 0
    except ValueError:
        return False


def bad_selector(select: str) -> str | None:
    """What is wrong with a CSS selector, in the parser's words."""
    from marsad.watch.listing import picked

    try:
        picked("<html><body></body></html>", select)
    except Exception as error:
        return str(error).strip() or "unknown"
    return None


def starter() -> str:
    """The bundled list of Arabic outlets and agencies."""
    from importlib.resources import files

    return (files("marsad") / "data" / "sources" / "starter.toml").read_text(encoding="utf-8")
