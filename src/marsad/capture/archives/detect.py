"""The kind of a stream, by its first bytes first and by its name where the bytes do not tell."""

from __future__ import annotations

import re
import zlib

from marsad.capture.archives.columns import Columns

_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
_CONTAINERS = (*_LINES, *_TABLES, ".warc", ".gz", ".zip", ".wacz", ".tar", ".tgz", ".parquet", ".mbox")
_MAIL_HEADER = re.compile(rb"(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|MIME-Version|Message-ID):", re.I)


def kind_of(head: bytes, name: str, columns: Columns | None = None) -> str | None:
    """A key of `KINDS`, or None for a single document."""
    name = name.lower()
    if head[:2] == b"\x1f\x8b":
        return "warc" if starts_warc(head) else "gzip"
    if head[:4] == b"PK\x03\x04":
        return "zip"
    if head[:5] == b"WARC/":
        return "warc"
    if head[:4] == b"PAR1":
        return "parquet"
    if head[257:262] == b"ustar":
        return "tar"
    if name.endswith(_LINES) or _looks_like_lines(head, columns):
        return "lines"
    if name.endswith(_TABLES):
        return "csv"
    if name.endswith(".mbox"):
        return "mbox"
    return "mail" if name.endswith(".eml") and _MAIL_HEADER.match(head.lstrip()) else None


def holds_many(name: str) -> bool:
    """Does a member of this name hold many documents, so that the limit of one does not apply to it?"""
    return name.lower().endswith(_CONTAINERS)


def starts_warc(packed: bytes) -> bool:
    """Do these first bytes of a gzip member unpack to a WARC record?"""
    try:
        return zlib.decompressobj(31).decompress(packed[:4096], 5) == b"WARC/"
    except zlib.error:
        return False


def _looks_like_lines(head: bytes, columns: Columns | None) -> bool:
    """A JSON object on the first line with a text or id in it."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    keys = ("text", "id", *(columns or {}).values())
    return first.startswith(b"{") and any(f'"{key}"'.encode() in first for key in keys)


def media_of(raw: bytes, name: str) -> str:
    """text/html or text/plain."""
    if name.lower().split("?")[0].endswith((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php", ".shtml")):
        return "text/html"
    head = raw[:4000].replace(b"\0", b"").lower()
    tags = (b"<html", b"<!doctype html", b"<body", b"<head", b"<table", b"<div", b"<article")
    return "text/html" if any(t in head for t in tags) else "text/plain"
