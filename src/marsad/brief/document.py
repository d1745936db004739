"""A brief in words and in no format: what every writer writes, so that all of them tell the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.brief.tongue import Lang


class Span(Struct, frozen=True):
    """A run of text. `to`: an anchor of the same document, or a URL; `foreign`: an id or name to be kept left to right."""

    text: str
    to: str = ""
    foreign: bool = False


Line = tuple[Span, ...]


class Heading(Struct, frozen=True):
    text: str
    level: int  # 2 a section, 3 below it
    anchor: str = ""


class Text(Struct, frozen=True):
    """A paragraph; `kind`: a quote is in Arabic whatever the language of the brief."""

    line: Line
    kind: Literal["plain", "note", "quote", "item"] = "plain"
    anchor: str = ""


class Grid(Struct, frozen=True):
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


class Drawing(Struct, frozen=True):
    """An SVG with what it shows in words. A format without SVG leaves it out: its table says the same."""

    svg: str
    caption: str


Block = Heading | Text | Grid | Drawing


class Document(Struct, frozen=True):
    """A brief in one language: a title, and sections that are the same in number and order in every language, the last
    of them (`appendices`) for looking things up."""

    lang: Lang
    title: str
    sections: tuple[tuple[Block, ...], ...]
    appendices: int = 0

    @property
    def right_to_left(self) -> bool:
        return self.lang == "ar"


def line(*parts: str | Span) -> Line:
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def filled(template: str, **values: str | Span | Sequence[Span]) -> Line:
    """A template with spans in its fields, so that a number in a sentence can be a link."""
    from string import Formatter

    out: list[Span] = []
    for text, field, _, _ in Formatter().parse(template):
        if text:
            out.append(Span(text))
        if field is not None:
            value = values[field]
            out += [Span(value)] if isinstance(value, str) else [value] if isinstance(value, Span) else value
    return tuple(out)
