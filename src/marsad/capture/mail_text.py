"""A mail message to the text, the subject and the date that it states."""

from __future__ import annotations

from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import NamedTuple

from marsad.capture.charsets import Decoded, decode
from marsad.capture.problems import CaptureError


class MailText(NamedTuple):
    """The text part that was taken, decoded, with the headers as stated."""

    body: Decoded
    html: bool
    subject: str | None
    date: str | None


def read_mail(raw: bytes) -> MailText:
    """The plain text of a message; its HTML where it has no plain text worth the name. Raises CaptureError `no-text`."""
    message = BytesParser(policy=compat32).parsebytes(raw)
    parts = [(part, part.get_payload(decode=True)) for part in text_parts(message)]
    bodies = [(part, body) for part, body in parts if isinstance(body, bytes) and body.strip()]
    plain = [found for found in bodies if found[0].get_content_type() == "text/plain"]
    if not bodies:
        raise CaptureError("no-text", "is a mail without text", todo="Save its attachments and name them")
    part, body = max(plain or bodies, key=lambda found: len(found[1]))
    charset = part.get_content_charset()
    return MailText(decode(body, charset), not plain, _header(message, "Subject"), _header(message, "Date"))


def text_parts(message: Message) -> Iterator[Message]:
    """Parts of text, attachments and messages inside left out."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from text_parts(part)
    elif message.get_content_type() in ("text/plain", "text/html") and not message.get_filename():
        yield message


def _header(message: Message, name: str) -> str | None:
    """A header in words: encoded words decoded, folded lines joined; bytes that are not ASCII by the look of them."""
    value = message.get(name)
    if value is None:
        return None
    try:
        chunks = decode_header(value)
    except (HeaderParseError, ValueError):
        return None
    words = "".join(c if isinstance(c, str) else _bytes(c, charset) for c, charset in chunks)
    return " ".join(words.split()) or None


def _bytes(raw: bytes, charset: str | None) -> str:
    if not raw.strip():
        return raw.decode("ascii", "replace")
    try:
        return decode(raw, None if charset in (None, "unknown-8bit") else charset).text
    except CaptureError:
        return raw.decode(charset or "ascii", "replace") if charset != "unknown-8bit" else ""
