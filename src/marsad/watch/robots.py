"""robots.txt as RFC 9309 has it: the group for us or else for "*", the longest rule wins, `*` and `$` in paths.

The standard library's parser takes the first rule that fits and knows no `*`; news sites rely on both.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from msgspec import Struct

OUR_NAME = "marsad"  # how robots.txt may name us
SIZE_MOST = 500_000  # bytes that are read, RFC 9309 section 2.5
RULES_MOST = 5_000
DELAY_MOST = 3600.0  # seconds; a larger Crawl-delay is a mistake or a refusal, and an hour is close to one


class Rules(Struct, frozen=True):
    """What one group says. `paths`: (path pattern, is it allowed); `delay`: Crawl-delay in seconds, 0 for none."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """May the address be fetched? On a tie of lengths the permission wins."""
        parts = urlsplit(url)
        target = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        best = max(((len(p), ok) for p, ok in self.paths if matches(p, target)), default=(0, True))
        return best[1]


def matches(pattern: str, target: str) -> bool:
    """Does a path pattern fit? In one pass from left to right, so that no pattern makes it slow."""
    closed = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):
        if closed and n + 1 == len(rest):
            return target.endswith(piece) and len(target) - len(piece) >= at
        at = target.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not closed or at == len(target)


def read_robots(text: str, us: str = OUR_NAME) -> Rules:
    """The rules for us: all groups that name us, else all for "*"; none means that everything is allowed."""
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    names: list[str] = []
    open_group = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            names = [*names, value.lower()] if open_group else [value.lower()]
            open_group = True
            groups.setdefault(value.lower(), ([], []))
        elif key in ("allow", "disallow", "crawl-delay"):
            open_group = False
            for name in names:
                _note(groups[name], key, value)
    paths, delays = groups.get(us) or groups.get("*") or ([], [])
    return Rules(tuple(paths), min(max(delays, default=0.0), DELAY_MOST))


def _note(group: tuple[list[tuple[str, bool]], list[float]], key: str, value: str) -> None:
    if key == "crawl-delay":
        try:
            group[1].append(max(0.0, float(value)))
        except ValueError:
            return
    elif value and len(group[0]) < RULES_MOST:
        group[0].append((unquote(value), key == "allow"))
