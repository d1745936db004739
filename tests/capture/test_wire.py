"""Bounded unpacking and addresses, below the fetcher."""

from __future__ import annotations

import gzip
import http.server
import shutil
import ssl
import subprocess
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpcore
import pytest

from marsad.capture import Fetcher
from marsad.capture.addresses import ascii_url, is_public
from marsad.capture.problems import CaptureError
from marsad.capture.wire import unpack

TEXT = "خبر عاجل ".encode() * 100


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def packed(data: bytes) -> bytes:
    """gzip without the hour: the names of these tests hold the bytes, and must be the same in every process."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (packed(TEXT), "gzip"),
        (packed(TEXT), " X-GZIP "),
        (packed(TEXT[:300]) + packed(TEXT[300:]), "gzip"),
        (packed(TEXT) + b"\0\0padding", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (bare(TEXT), "deflate"),
    ],
)
def test_unpacked(body: bytes, encoding: str):
    assert unpack(body, encoding, len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (packed(TEXT), "gzip", "bomb"),  # one byte more than the limit below
        (packed(b"") * 500, "gzip", "bomb"),
        (packed(TEXT[:500])[:-9], "gzip", "cut-short"),
        (b"no gzip", "gzip", "bad-encoding"),
        (b"no deflate \xff\xff", "deflate", "bad-encoding"),
        (TEXT, "br", "bad-encoding"),
        (packed(packed(TEXT)), "gzip, gzip", "bad-encoding"),
    ],
)
def test_refused(body: bytes, encoding: str, code: str):
    with pytest.raises(CaptureError) as error:
        unpack(body, encoding, len(TEXT) - 1)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False),  # 10.0.0.1 behind NAT64
        ("2002:a00:1::1", False),  # 10.0.0.1 by 6to4
        ("2001:0:53aa:64c:0:0:f5ff:fffe", False),  # 10.0.0.1 by Teredo
        ("::ffff:127.0.0.1", False),
        ("::ffff:100.64.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("255.255.255.255", False),
        ("127.0.0.1", False),
    ],
)
def test_addresses(address: str, public: bool):
    assert is_public(address) is public


def test_addresses_are_sent_in_ascii():
    assert ascii_url("http://u:p@مثال.إختبار:81/خبر?س=1#x") == (
        "http://xn--mgbh0fb.xn--kgbechtv:81/%D8%AE%D8%A8%D8%B1?%D8%B3=1"
    )


# ---- TLS
@pytest.fixture
def tls_site(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """(port, certificate) of a server that is news.example by its own word only."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", key, "-out", certificate, "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True).start()
    yield server.server_port, certificate
    server.shutdown()
    server.server_close()


def test_the_name_is_checked_though_the_address_is_connected_to(
    tls_site: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
):
    port, certificate = tls_site
    fetcher = Fetcher(allow_loopback=True, resolver=lambda host, port: ["127.0.0.1"], seconds=5)
    with pytest.raises(CaptureError) as error:
        fetcher.fetch(f"https://news.example:{port}/")
    assert error.value.code == "network", "a certificate that nobody vouches for"
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(httpcore._sync.connection, "default_ssl_context", lambda: trusting)
    assert fetcher.fetch(f"https://news.example:{port}/").status == 200
    with pytest.raises(CaptureError):
        fetcher.fetch(f"https://other.example:{port}/")
