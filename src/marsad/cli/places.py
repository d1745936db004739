"""`marsad places`: the gazetteer, looked into."""

from __future__ import annotations

from typing import Annotated

import typer

places = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look places up and see how a text is located.\n\n"
                     "Example: marsad places find الطبقة")  # fmt: skip
