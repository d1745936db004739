"""A batch from its inputs to its folder: read, cut, skip what is whole, code the rest, tell what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from marsad import service
from marsad.batch.folder import Folder, Marker, Settings, opened, tally
from marsad.batch.pool import Lost, Pool
from marsad.batch.shards import Shard, cut
from marsad.service import Clock, Coding

_READ_SECONDS = 0.05  # reading between two looks at the workers


class Plan(Struct, frozen=True):
    """What to do. `limit_seconds`: for one article; `limit_mb`: of one document."""

    inputs: tuple[str, ...]
    out: Path
    workers: int = 1
    columns: str | None = None
    published: str | None = None
    limit_seconds: float = 10.0
    limit_mb: int = 64
    shard_articles: int = 500
    shard_mb: int = 32
    fast_pages: bool = False


class Progress(Struct):
    """Where a batch stands. `share`: part of the input bytes that have been dealt with; `articles` of this run."""

    articles: int
    shards: int
    skipped: int
    failed: int
    share: float
    seconds: float

    @property
    def rate(self) -> float:
        return self.articles / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """None while there is nothing to tell it from."""
        return self.seconds * (1 - self.share) / self.share if self.share > 0.01 else None


class Summary(Struct, frozen=True):
    """What a folder holds after a batch; `articles`, `seconds` and `articles_per_second` are of this run alone."""

    out: str
    shards: dict[str, int]  # done, skipped (done by an earlier run), failed
    coded: int
    found: dict[str, int]
    dropped: dict[str, int]
    failed: dict[str, int]
    mentions_set_aside: dict[str, int]
    articles_set_aside: int
    failed_shards: dict[str, str]
    articles: int
    seconds: float
    articles_per_second: float

    @property
    def whole(self) -> bool:
        """Was everything that is for Marsad coded?"""
        return not self.failed and not self.failed_shards


def run(plan: Plan, coder: Coding, *, clock: Clock, tick: Callable[[Progress], None]) -> Summary:
    """Do a batch. Raises BatchError (folder of another batch, in use, not writable, full); a rerun then goes on."""
    v = coder.versions
    settings = Settings(
        plan.inputs,
        v.marsad,
        v.lexicon,
        v.rules,
        plan.shard_articles,
        plan.shard_mb,
        plan.columns,
        plan.published,
        plan.fast_pages,
    )
    with opened(plan.out, settings) as folder:
        return _Run(plan, coder, folder, clock, tick).whole()


class _Run:
    def __init__(
        self, plan: Plan, coder: Coding, folder: Folder, clock: Clock, tick: Callable[[Progress], None]
    ) -> None:
        from marsad.capture.gauge import Gauge

        self._plan, self._coder, self._folder, self._clock, self._tick = plan, coder, folder, clock, tick
        self._gauge, self._total = Gauge(), sum(_size(Path(item)) for item in plan.inputs)
        self._markers: list[Marker] = []
        self._lost: dict[str, str] = {}
        self._skipped = self._given = 0
        self._names: set[str] = set()

    def whole(self) -> Summary:
        self._started = time.monotonic()
        plan = self._plan
        pool = Pool(self._folder.root, self._coder, plan.workers, plan.limit_seconds, fast=plan.fast_pages)
        try:
            shards = self._shards()
            more = True
            while more or pool.busy:
                if more and pool.hungry:
                    more = self._read_some(shards, pool)
                for outcome in pool.step(0.0 if more and pool.hungry else 0.2):
                    if isinstance(outcome, Lost):
                        self._lose(outcome)
                    else:
                        self._markers.append(outcome.marker)
                self._tick(self._progress(pool))
        finally:
            pool.close()
        for name in self._folder.strays(self._names):
            self._folder.forget(name)
        return self._summary(pool)

    def _shards(self) -> Iterator[Shard | None]:
        plan = self._plan
        columns = service.parse_columns(plan.columns) if plan.columns else None

        def read(item: str) -> Iterator[object]:
            return service.read(
                [item], clock=self._clock, stdin=None, fetcher=None, limit_mb=plan.limit_mb, published=plan.published,
                columns=columns, gauge=self._gauge,
            )  # fmt: skip

        return cut(
            plan.inputs, read, self._coder.versions, articles=plan.shard_articles, size=plan.shard_mb * 1_000_000  # type: ignore[arg-type]
        )  # fmt: skip

    def _read_some(self, shards: Iterator[Shard | None], pool: Pool) -> bool:
        """Read for a moment or until there is a shard; False at the end of the inputs."""
        end = time.monotonic() + _READ_SECONDS
        for shard in shards:
            if shard:
                self._take(shard, pool)
            if not pool.hungry or time.monotonic() > end:
                return True
        return False

    def _take(self, shard: Shard, pool: Pool) -> None:
        self._names.add(shard.name)
        marker = self._folder.marker(shard.name)
        if marker and marker.digest == shard.digest:
            self._markers.append(marker)
            self._skipped += 1
        else:
            self._given += len(shard.captures)
            pool.give(shard)

    def _lose(self, lost: Lost) -> None:
        self._folder.forget(lost.shard.name)
        reason = {"shard": lost.shard.name, "code": lost.code, "message": lost.message}
        told = reason | {"first": lost.shard.captures[0].origin, "articles": len(lost.shard.captures)}
        self._folder.write(self._folder.file("failed", lost.shard.name), msgspec.json.encode(told))
        self._lost[lost.shard.name] = f"{lost.message} [{lost.code}]"

    def _progress(self, pool: Pool) -> Progress:
        read = min(1.0, self._gauge.read / self._total) if self._total else 0.0
        share = read * pool.articles / self._given if self._given else read
        done = len(self._markers) - self._skipped
        seconds = time.monotonic() - self._started
        return Progress(pool.articles, done, self._skipped, len(self._lost), share, seconds)

    def _summary(self, pool: Pool) -> Summary:
        seconds = time.monotonic() - self._started
        markers = sorted(self._markers, key=lambda m: m.shard)
        done = {"done": len(markers) - self._skipped, "skipped": self._skipped, "failed": len(self._lost)}
        return Summary(
            out=str(self._plan.out),
            shards=done,
            coded=sum(m.coded for m in markers),
            found=tally(markers, "found"),
            dropped=tally(markers, "dropped"),
            failed=tally(markers, "failures"),
            mentions_set_aside=tally(markers, "rejections"),
            articles_set_aside=sum(m.set_aside for m in markers),
            failed_shards=dict(sorted(self._lost.items())),
            articles=pool.articles,
            seconds=round(seconds, 2),
            articles_per_second=round(pool.articles / seconds, 1) if seconds else 0.0,
        )


def _size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 for what is not there."""
    try:
        if path.is_dir():
            return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())
        return path.stat().st_size
    except OSError:
        return 0
