"""Mail: single messages (.eml), digests that hold further messages, and mailboxes (.mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from marsad.capture.archives.json_lines import lines
from marsad.capture.archives.reading import Reader, Source, read_whole
from marsad.capture.problems import Unreadable
from marsad.model.document import Capture

MEDIA = "message/rfc822"
_PARTS_MOST = 1000
_STARTS = re.compile(rb"From \S+.*\d{4}")  # the line before each message of a mailbox


def read(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """A capture for the message where it has a text of its own, and one for each message inside it."""
    raw = read_whole(reader, source.file)
    yield from _message(reader, raw, source.origin, source.obtained)


def read_box(reader: Reader, source: Source) -> Iterator[Capture | Unreadable]:
    """The messages of a mailbox, `origin!n` counted from 1; one over the limit is reported and passed over."""
    held: list[bytes] = []
    size = number = 0
    for _, line in lines(source.file, reader.limit):
        if line is not None and _STARTS.match(line):
            yield from _boxed(reader, source, number, held, size)
            held, size, number = [], 0, number + 1
        else:
            size += reader.limit + 1 if line is None else len(line) + 1
            if line is not None and size <= reader.limit:
                held.append(line[1:] if line.startswith(b">From ") else line)
    yield from _boxed(reader, source, number, held, size)


def _boxed(reader: Reader, source: Source, number: int, held: list[bytes], size: int) -> Iterator[Capture | Unreadable]:
    where = f"{source.origin}!{number}"
    if size > reader.limit:
        yield Unreadable(where, "too-large", f"is larger than {reader.limit // 1_000_000} MB. Raise --limit-mb")
    elif held and b"".join(held).strip():
        yield from _message(reader, b"\n".join(held), where, "archive")


def _message(reader: Reader, raw: bytes, origin: str, obtained: str) -> Iterator[Capture | Unreadable]:
    message = BytesParser(policy=compat32).parsebytes(raw)
    inside = _inside(message)
    if not inside or _own_text(message):
        yield reader.capture(raw, origin, obtained, MEDIA)
    for number, part in enumerate(inside, 1):
        yield reader.capture(part.as_bytes(), f"{origin}!{number}", "archive", MEDIA)


def _inside(message: Message) -> list[Message]:
    """The messages that a digest or a forwarding mail holds, those inside them included, in order."""
    found: list[Message] = []
    for part in message.walk():
        if part.get_content_type() == MEDIA and part.is_multipart():
            payload = part.get_payload(0)
            if isinstance(payload, Message):
                found.append(payload)
        if len(found) >= _PARTS_MOST:
            break
    return found


def _own_text(message: Message) -> bool:
    """Has it text outside of the messages that it holds?"""
    from marsad.capture.mail_text import text_parts

    return any((part.get_payload(decode=True) or b"").strip() for part in text_parts(message))  # type: ignore[union-attr]
