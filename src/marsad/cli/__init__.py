"""The command line: thin, over `marsad.service`. Starting it loads nothing heavy."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `marsad` command."""
    from marsad.cli.app import app

    app(prog_name="marsad")
