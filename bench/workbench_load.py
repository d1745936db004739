"""Many readers and some writers at the workbench at once: what they wait for, and whether anything fails.

    python bench/workbench_load.py BASE.db --readers 50 --writers 2 --seconds 300

Starts `marsad serve` over the base on a free loopback port and ends it again. Readers open pages, filters and the API as
people do, with a pause between; writers judge values in the reader. Writes revisions into the base: use a made one
(bench/made_base.py). Prints a line a kind of request: how many, median and 95th percentile in ms, failures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx

PAUSE_SECONDS = 1.0  # between two requests of one person, on average
WAIT_SECONDS = 60.0  # longest for an answer
PAGES = (
    "/", "/incidents", "/incidents?country=SY", "/incidents?country=IQ&event_type=Battles", "/incidents?min_killed=5",
    "/incidents?start=2020-01-01&end=2020-03-31", "/incidents?q=حلب", "/overview.json", "/actors", "/claims", "/people", "/sources",
    "/health", "/queue", "/search?q=قصف", "/api/v1/incidents?limit=50", "/api/v1/reports?limit=50", "/api/v1/claims",
)  # fmt: skip
Times = dict[str, list[float]]


class Crowd:
    """Everybody who works with the server, and what they met."""

    def __init__(self, address: str, until: float) -> None:
        self.address, self.until = address, until
        self.times: Times = defaultdict(list)
        self.failures: list[str] = []

    async def ask(
        self, client: httpx.AsyncClient, kind: str, method: str, path: str, **more: Any
    ) -> httpx.Response | None:
        start = time.perf_counter()
        try:
            answer = await client.request(method, path, **more)
        except httpx.HTTPError as error:
            self.failures.append(f"{kind}: {type(error).__name__}")
            return None
        self.times[kind].append(time.perf_counter() - start)
        if answer.status_code not in (200, 303, 304):
            self.failures.append(f"{kind}: {answer.status_code}")
            return None
        return answer

    async def person(
        self, number: int, act: Callable[[httpx.AsyncClient, random.Random], Coroutine[Any, Any, None]]
    ) -> None:
        rnd = random.Random(number)  # noqa: S311 (nothing secret)
        async with httpx.AsyncClient(base_url=self.address, timeout=WAIT_SECONDS) as client:
            while time.monotonic() < self.until:
                await act(client, rnd)
                await asyncio.sleep(rnd.uniform(0, 2 * PAUSE_SECONDS))

    async def read(self, client: httpx.AsyncClient, rnd: random.Random) -> None:
        """A page; from a list of incidents also one of them."""
        path = rnd.choice(PAGES)
        answer = await self.ask(client, path.partition("?")[0], "GET", path)
        found = re.findall(r'href="(/incidents/i[0-9a-f]{12})"', answer.text) if answer is not None else []
        if found:
            await self.ask(client, "/incidents/ID", "GET", rnd.choice(found))

    async def write(self, client: httpx.AsyncClient, rnd: random.Random) -> None:
        """The next article of the queue, and a judgement about its first value."""
        found = await self.ask(client, "/queue", "GET", "/queue")
        if found is None:
            return
        page = await self.ask(client, "/articles/ID", "GET", found.headers["location"])
        if page is None:
            return
        form = page.text[page.text.index('action="/revisions"') :].partition("</form>")[0]
        values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"action": "accept"}
        await self.ask(client, "POST /revisions", "POST", "/revisions", data=values)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def crowd(address: str, readers: int, writers: int, seconds: float) -> Crowd:
    """Let them all work for so long."""
    people = Crowd(address, time.monotonic() + seconds)
    await asyncio.gather(
        *(people.person(n, people.read if n < readers else people.write) for n in range(readers + writers))
    )
    return people


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address + "/static/icon.svg", timeout=5)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def told(people: Crowd) -> list[str]:
    """The lines that say how it went."""
    every = [t for times in people.times.values() for t in times]
    rows = [*sorted(people.times.items()), ("all", every)]
    lines = []
    for kind, times in rows:
        last = sorted(times)[int(len(times) * 0.95)] if times else 0.0
        lines.append(
            f"{kind:20} {len(times):6}  p50 {statistics.median(times or [0]) * 1000:6.0f} ms  p95 {last * 1000:6.0f} ms"
        )
    return [*lines, f"{len(people.failures)} failures", *sorted(set(people.failures))[:20]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=300.0)
    args = parser.parse_args()
    port = free_port()
    command = [sys.executable, "-m", "marsad", "serve", "--db", str(args.base), "--port", str(port), "-q"]
    server = subprocess.Popen(command)  # noqa: S603 (our own server)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        people = asyncio.run(crowd(f"http://127.0.0.1:{port}", args.readers, args.writers, args.seconds))
    finally:
        server.terminate()
        server.wait(30)
    print(f"{args.readers} readers, {args.writers} writers, {args.seconds:.0f} s; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    print("\n".join(told(people)))
    return 1 if people.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
