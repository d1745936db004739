"""The brief as PDF: the HTML page, printed by a Chromium on this machine without network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from marsad.brief.problems import WriterError

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
SECONDS = 120.0  # for a page of several hundred incidents on a slow machine; it takes 2 to 10


def pdf(page: bytes, browsers: tuple[str, ...] = BROWSERS) -> bytes:
    """The page as PDF. Raises WriterError where there is no Chromium, or it makes none."""
    found = next((path for name in browsers if (path := shutil.which(name))), None)
    if found is None:
        raise WriterError("a PDF needs Chromium, and there is none", todo="Install it (Debian: apt install chromium "
                          "fonts-noto-core), or write -o brief.html and print it with any browser")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="marsad-brief-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        source.write_bytes(page)
        arguments = [
            found, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions", "--disable-background-networking",
            "--no-first-run", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        if os.geteuid() == 0:  # Chromium refuses to run as root inside its sandbox; the page has no script
            arguments.insert(1, "--no-sandbox")
        said = _run(arguments)
        if not target.is_file() or target.stat().st_size == 0:
            raise WriterError(
                f"{found} made no PDF: {said or 'it said nothing'}",
                todo="Write -o brief.html and print it with any browser",
            )
        return target.read_bytes()


def _run(arguments: list[str]) -> str:
    """Run to its end; returns the last line of its complaints. Raises WriterError when it takes too long."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdin=nothing, stdout=nothing, stderr=subprocess.PIPE, start_new_session=True)  # noqa: S603
    try:
        _, complaints = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its own session: it and its helpers, nothing else
        process.communicate()
        raise WriterError(
            f"{arguments[0]} did not finish in {SECONDS:g} s", todo="Write -o brief.html and print it"
        ) from None
    lines = complaints.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
