"""The brief as Markdown (CommonMark with pipe tables), one language after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marsad.brief.document import Block, Document, Drawing, Grid, Heading, Line, Span, Text

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown(documents: Sequence[Document]) -> bytes:
    out = []
    for document in documents:
        out.append(f"# {_plain(document.title)}\n")
        for section in document.sections:
            out += [text for block in section for text in _block(block)]
    text = re.sub("\n{3,}", "\n\n", "\n".join(out))
    return (text.rstrip("\n") + "\n").encode("utf-8", "replace")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level, _):
            yield f"\n{'#' * level} {_plain(text)}\n"  # a list may end right above
        case Text(line, kind, anchor):
            mark = {"item": "- ", "quote": "> "}.get(kind, "")
            name = f'<a id="{anchor}"></a>' if anchor else ""
            yield f"{mark}{name}{_line(line)}" + ("" if kind == "item" else "\n")
        case Grid(head, rows):
            yield ""
            yield f"| {' | '.join(map(_plain, head))} |"
            yield f"|{' --- |' * len(head)}"
            yield from (f"| {' | '.join(map(_line, row))} |" for row in rows)
            yield ""
        case Drawing():
            return  # the table beside it says the same


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    return f"[{_plain(span.text)}]({span.to})" if span.to else _plain(span.text)


def _plain(text: str) -> str:
    """On one line, and no mark of Markdown or HTML in force; a number that opens a line makes no list."""
    flat = _MARKS.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " ").replace("\r", " "))
    return re.sub(r"^(\s*)([-+]|\d+[.)])(\s)", r"\1\\\2\3", flat) if re.match(r"\s*[-+]\s", flat) else flat
