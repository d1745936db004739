"""`marsad explain`: why a sentence was coded as it was, or not."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marsad.cli.code import PublishedOption
from marsad.cli.folders import PlacesOption, places_folder


def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="Arabic text, or - to read it from stdin.")],
    published: PublishedOption = None,
    places: PlacesOption = None,
) -> None:
    """Say which rules and lexicon entries fire on a sentence, and why something in it is not coded.

    Example: marsad explain "قُتل ثلاثة جنود أمس في هجوم على حاجز" --published 2024-05-02
    """
    from marsad import service

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if sentence == "-" else sentence
    lines = service.explain(service.load_coder(places_folder(places)), text, published)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
