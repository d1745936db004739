"""`marsad schema` and `marsad samples`: what a newcomer asks for first."""

from __future__ import annotations

import sys

import typer


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of the records that marsad code writes.

    Example: marsad schema > record.schema.json
    """
    import json

    from marsad import service

    sys.stdout.write(json.dumps(service.record_schema(), ensure_ascii=False, indent=1) + "\n")


def samples() -> None:
    """Print the paths of the bundled sample pages, one a line.

    Example: marsad samples | tr '\\n' '\\0' | xargs -0 marsad code --db demo.db
    """
    from marsad import service

    for path in service.sample_pages():
        typer.echo(str(path))
