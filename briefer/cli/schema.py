"""`briefer schema`: the JSON Schema of a brief."""

from __future__ import annotations

import click

from briefer.cli.printing import write


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer schema > brief.schema.json\n"
    "  briefer brief --format json article.txt | check-jsonschema --schemafile brief.schema.json -"
)
def schema_command() -> None:
    """Print the JSON Schema (draft 2020-12) that every brief in JSON follows."""
    from briefer.briefs.json_format import published_schema

    write(published_schema().rstrip("\n"))
