"""A brief as JSON, there and back, and the JSON Schema that describes it.

Knows nothing about how a brief is composed. The fields, their order and what they mean are those of `brief.py`: its
attribute docstrings are the schema's descriptions. `brief.schema.json` beside this module is the published copy.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any

from briefer.briefs.brief import SCHEMA_VERSION, Brief
from briefer.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def to_json(brief: Brief) -> str:
    """Write a brief as JSON: two spaces a level, fields in the order of the dataclass, an end of line at the end."""
    return _adapter().dump_json(brief, indent=2).decode("utf-8") + "\n"


def from_json(text: str, *, where: str = "") -> Brief:
    """Read a brief that `to_json` wrote; nothing may be missing, unknown or of another type.

    Args:
        text: The JSON.
        where: What the error is to name: the file.

    Raises:
        InputError: It is no brief; names the first place that is wrong.
    """
    from pydantic import ValidationError

    try:
        brief = _adapter().validate_json(text)
    except ValidationError as error:
        raise InputError(f"{_first(error)}; this is no brief that briefer wrote", where) from error
    if brief is None:
        raise InputError("null is not a brief; give one as JSON", where)
    if brief.schema != SCHEMA_VERSION:
        raise InputError(
            f"schema: version {brief.schema!r} is not {SCHEMA_VERSION!r}, which this briefer reads; make it anew", where
        )
    return brief


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a brief, draft 2020-12."""
    definitions = _adapter().json_schema(mode="serialization")["$defs"]
    for definition in definitions.values():
        _tidy(definition)
        for field in definition["properties"].values():
            _tidy(field)
    definitions["Brief"]["properties"]["schema"]["const"] = SCHEMA_VERSION
    return {
        "$schema": DRAFT,
        "title": f"briefer: a situation brief, version {SCHEMA_VERSION}",
        "$ref": "#/$defs/Brief",
        "$defs": definitions,
    }


def published_schema() -> str:
    """Give the text of the published schema, `brief.schema.json`."""
    return resources.files("briefer.briefs").joinpath("brief.schema.json").read_text(encoding="utf-8")


@functools.cache
def _adapter() -> TypeAdapter[Brief | None]:
    """Make the one adapter.

    pydantic takes no settings beside a dataclass, but hands those of what stands around it down to it: so the type is
    a union, and `brief.py` stays free of pydantic.
    """
    from pydantic import ConfigDict, TypeAdapter

    settings = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True)
    return TypeAdapter(Brief | None, config=settings)


def _tidy(schema: dict[str, Any]) -> None:
    """Drop the title, which repeats the name, and put the description on one line."""
    schema.pop("title", None)
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split())


def _first(error: ValidationError) -> str:
    """Say in one line what is wrong first, and where: `head.latitude: ...`."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
    message = " ".join(first["msg"].split())
    return f"{place}: {message}" if place else message
