"""The committed front end belongs to its sources, is whole, and asks nobody but our own server."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "marsad" / "web" / "static"
BUILT = ("marsad.css", "maplibre-worker.js", "world.json", "licences.txt")


def source_hash() -> str:
    """What web/build.mjs writes into the header: over path NUL bytes NUL of each source, sorted by path."""
    sources = [p for p in (WEB / "src").rglob("*") if p.is_file()]
    sources += [WEB / name for name in ("build.mjs", "package.json", "package-lock.json")]
    digest = hashlib.sha256()
    for name, path in sorted((p.relative_to(WEB).as_posix(), p) for p in sources):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def header_and_body() -> tuple[str, str]:
    header, _, body = (STATIC / "marsad.js").read_text("utf-8").partition(" */\n")
    return header, body


@pytest.mark.parametrize("name", ["marsad.js", "marsad.css"])
def test_built_from_these_sources(name: str) -> None:
    found = re.search(r"source sha256: ([0-9a-f]{64})", (STATIC / name).read_text("utf-8"))
    assert found
    assert found[1] == source_hash(), (
        "web/ has changed since the bundle was built: run `make web` and commit the built files"
    )


def test_nobody_edited_the_built_files() -> None:
    header, body = header_and_body()
    stated = dict(re.findall(r"^ \* (\S+) sha256: ([0-9a-f]{64})$", header, re.M))
    assert stated.pop("source")
    assert stated.pop("(below)") == hashlib.sha256(body.encode()).hexdigest()
    assert stated == {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in BUILT}


def test_our_sources_name_no_foreign_address() -> None:
    """Map, fonts and data come from the own server; a URL in a source would be the first step away from that."""
    for path in (WEB / "src").rglob("*"):
        if path.is_file():
            assert not re.search(r"https?://", path.read_text("utf-8")), f"{path.name} names an address"


def test_style_sheet_loads_nothing() -> None:
    addresses = re.findall(r"url\(\s*[\"']?([^)\"']{0,40})", (STATIC / "marsad.css").read_text("utf-8"))
    assert addresses
    assert all(a.startswith(("data:", "#")) for a in addresses)
