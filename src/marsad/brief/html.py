"""The brief as one HTML page: no script, nothing from elsewhere, well-formed XML, everything from pages escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, zip_longest

from marsad.brief.document import Block, Document, Drawing, Grid, Heading, Line, Span, Text

STYLE = """
html { font-size: 16px; }
body { font: 1rem/1.6 'Noto Naskh Arabic', Amiri, 'DejaVu Sans', sans-serif; color: #1f2933; margin: 2rem auto; padding: 0 1rem; }
.one { max-width: 50rem; } .both { max-width: 84rem; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2.5rem; align-items: start; }
h1 { font-size: 1.6rem; line-height: 1.3; } h2 { font-size: 1.25rem; border-bottom: 1px solid #c9d2da; margin-top: 2rem; }
h3 { font-size: 1.05rem; margin-bottom: .2rem; } p, ul { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .92rem; }
th, td { border: 1px solid #c9d2da; padding: .25rem .5rem; text-align: start; vertical-align: top; overflow-wrap: break-word; }
th { background: #eef2f5; } a { color: #8a2f0c; } .note { color: #5b6770; font-size: .88rem; }
blockquote { margin: .3rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid #c9d2da; }
figure { margin: .8rem 0; } svg { width: 100%; height: auto; } figcaption { color: #5b6770; font-size: .88rem; }
li, blockquote, .note { overflow-wrap: anywhere; } :target { background: #fdf3d7; }
@media (max-width: 60rem) { .pair { display: block; } }
@media screen and (max-width: 40rem) { table { font-size: .8rem; } th, td { padding: .2rem .25rem; overflow-wrap: anywhere; } }
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8pt 'Noto Sans', 'DejaVu Sans', sans-serif; color: #5b6770; } }
@media print { html { font-size: 12.5px; } body, body.one, body.both { margin: 0; padding: 0; max-width: none; line-height: 1.45; }
  tr, figure, blockquote { break-inside: avoid; } h2, h3, thead { break-after: avoid; } thead { display: table-header-group; }
  h2 + .note, h3 + p, h3 + p + p, section:not(.appendix) blockquote:has(+ .note) { break-after: avoid; }
  .next { break-before: page; } .appendix { font-size: .8rem; line-height: 1.35; } .appendix a { text-decoration: none; } }
"""
_NOT_XML = (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_CONTROLS = dict.fromkeys(_NOT_XML, "\ufffd")


def html(documents: Sequence[Document], *, beside: bool = True) -> bytes:
    """The page: one language, or two; `beside`: side by side, section by section, else (for paper) one after the other."""
    first = documents[0]
    direction = "rtl" if first.right_to_left else "ltr"
    out = [
        "<!DOCTYPE html>\n",
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{first.lang}" dir="{direction}">\n<head><meta charset="utf-8"/>',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f"<title>{_safe(' · '.join(d.title for d in documents))}</title><style>{STYLE}</style></head>\n",
        f'<body class="{"both" if beside and len(documents) > 1 else "one"}">\n<main>\n',
    ]
    for some in [documents] if beside else [[d] for d in documents]:
        out.append(_row(some, [f"<h1>{_safe(d.title)}</h1>" for d in some], "" if some[0] is first else "next"))
        rows = list(zip_longest(*(d.sections for d in some), fillvalue=()))
        for n, sections in enumerate(rows):
            cells = ["".join(_blocks(section)) for section in sections]
            out.append(_row(some, cells, "appendix" if n >= len(rows) - first.appendices else ""))
    out.append("</main>\n</body>\n</html>\n")
    return "".join(out).encode()


def _row(documents: Sequence[Document], cells: Sequence[str], kind: str) -> str:
    its = f' class="{kind}"' if kind else ""
    parts = [
        f'<section{its} lang="{d.lang}" dir="{"rtl" if d.right_to_left else "ltr"}">{cell}</section>'
        for d, cell in zip(documents, cells, strict=True)
    ]
    return f'<div class="pair">{"".join(parts)}</div>\n' if len(parts) > 1 else f"{parts[0]}\n"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for listed, some in groupby(blocks, lambda b: isinstance(b, Text) and b.kind == "item"):
        if listed:
            yield f"<ul>{''.join(map(_block, some))}</ul>\n"
        else:
            yield from map(_block, some)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level, anchor):
            return f"<h{level}{_id(anchor)}>{_safe(text)}</h{level}>\n"
        case Text(line, kind, anchor):
            return _text(line, kind, anchor)
        case Grid(head, rows):
            top = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in head)
            body = "".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
            return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>\n"
        case Drawing(svg, caption):
            return f"<figure>{svg}<figcaption>{_safe(caption)}</figcaption></figure>\n"


def _text(line: Line, kind: str, anchor: str) -> str:
    inner = _line(line)
    if kind == "item":
        return f"<li{_id(anchor)}>{inner}</li>"
    if kind == "quote":  # quotes are as the articles have them
        return f'<blockquote lang="ar" dir="auto">{inner}</blockquote>\n'
    return f"<p{' class=' + chr(34) + 'note' + chr(34) if kind == 'note' else ''}{_id(anchor)}>{inner}</p>\n"


def _id(anchor: str) -> str:
    return f' id="{_safe(anchor)}"' if anchor else ""


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    text = _safe(span.text)
    if span.foreign:
        text = f'<bdi dir="ltr">{text}</bdi>'
    return f'<a href="{_safe(span.to)}">{text}</a>' if span.to else text


def _safe(text: str) -> str:
    """Escaped, and without what no XML may hold."""
    return escape(text.translate(_CONTROLS))
