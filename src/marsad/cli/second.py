"""The second reader on the command line: its options, and the comparison as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from marsad.second.reading import Pair, SecondReading, Words
    from marsad.service import Counts

ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="URL",
        help="Let a language model read each article too (OpenAI-compatible, e.g. http://localhost:8080/v1). The text "
        "of the articles is sent there: a remote address is a third party. Key: MARSAD_READER_KEY.",
    ),
]  # fmt: skip
ModelOption = Annotated[str, typer.Option("--reader-model", metavar="NAME", help="The model to ask for there.")]
TimeoutOption = Annotated[
    float,
    typer.Option("--reader-timeout", metavar="S", min=1, max=3600, help="Seconds for one article, retries included."),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--reader-out", metavar="FILE.jsonl", help="Keep the answers there; what it holds already is not asked again."
    ),
]

TITLES = {
    "agree": "both agree",
    "differ": "they differ",
    "only_rules": "only the rules",
    "only_reader": "only the second reader",
}


def checked(reader: str | None, out: Path | None) -> None:
    """Wrong use is told before the lexicons are loaded."""
    if reader is None and out is not None:
        raise typer.BadParameter("--reader-out needs --reader URL")
    if reader is not None:
        from marsad.second.protocol import endpoint

        endpoint(reader)


def comparison(second: SecondReading) -> Iterator[str]:
    """Lines of the comparison: each event with its verdict, below it the fields on which the two do not agree."""
    if second.error:
        yield f"  second reader: no answer ({second.error.code})"
        return
    yield f"  second reader: {len(second.proposals)} events, {len(second.dropped)} values dropped" + (
        "; it saw the beginning only" if second.cut else ""
    )
    for pair in second.comparison:
        yield f"    {TITLES[pair.verdict]}: {_head(pair)}"
        for field in pair.fields:
            if field.verdict != "agree" and (pair.verdict == "differ" or field.field not in ("type", "sub_type")):
                yield f"      {field.field:10} rules {_said(field.rules)} · reader {_said(field.reader)}"


def _head(pair: Pair) -> str:
    said = next((f for f in pair.fields if f.field == "type"), None)
    if said is None:
        return pair.event or ""
    sides = (("", pair.event, said.rules), ("proposal ", pair.proposal, said.reader))
    return " · ".join(f"{title}{name} {_said(words)}" for title, name, words in sides if name)


def _said(words: Sequence[Words]) -> str:
    return ", ".join(f"{w.value} «{w.quote}»" if w.value != w.quote else f"«{w.quote}»" for w in words) or "-"


def second_summary(counts: Counts) -> Iterator[str]:
    """What the second reader saw, what of it was dropped, and what it did not read."""
    titles = {"second reader": counts.second, "its values dropped": counts.unquoted, "not read by it": counts.unread}
    for title, found in titles.items():
        if found:
            ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
            yield f"{title}: " + ", ".join(f"{name} {number}" for name, number in ordered)
