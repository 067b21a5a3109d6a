"""Templates: the forms of a brief, and how a brief fills one to give Markdown.

A template is a text with a short front matter (its name, its purpose, the fields of the brief that it uses) and a body
in the language of `template_language`. It presents and never computes. All that comes from a source is escaped, so
that no article can make markup. Knows nothing about where templates lie and what becomes of the Markdown.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefer.briefs.brief import Brief
from briefer.errors import TemplateError

if TYPE_CHECKING:
    from briefer.briefs.template_language import Compiled, LanguageError

KEYS = ("name", "purpose", "fields")
"""What a front matter has, all of it and nothing else."""
FIELDS = tuple(field.name for field in dataclasses.fields(Brief))

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Template:
    """A form of a brief."""

    name: str
    purpose: str
    """What it is for, in a line."""
    fields: tuple[str, ...]
    """The fields of the brief that it uses."""
    where: str
    """The file that it was read from, for errors."""
    compiled: Compiled = field(repr=False, compare=False)


def parse_template(text: str, where: str) -> Template:
    """Read a template.

    Args:
        text: The whole file.
        where: The file's name, for errors.

    Raises:
        TemplateError: The front matter or the body is wrong; the error names file and line.
    """
    from briefer.briefs.template_language import LanguageError, compile_template

    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front, body = _split(text, where)
    above = text.count("\n") - body.count("\n")
    values = _values(front, where)
    try:
        compiled, used = compile_template("\n" * above + body)
    except LanguageError as error:
        raise _located(error, where) from error
    for name, line in used.items():
        if name not in values["fields"]:
            raise TemplateError(_undeclared(name), f"{where}:{line}")
    return Template(values["name"], values["purpose"], tuple(values["fields"]), where, compiled)


def fill(template: Template, brief: Brief, *, pictures: Mapping[str, str], links: bool) -> str:
    """Write a brief as Markdown.

    Args:
        template: The form.
        brief: What fills it.
        pictures: Name of each picture that there is (`figures`, `map`, `timeline`) to its text equivalent.
        links: Whether each citation is a link to its paragraph, `#s1-p3`.

    Raises:
        TemplateError: The template asks for what is not there; the error names file and line.
    """
    from briefer.briefs.template_language import LanguageError, run_template

    fields = {name: getattr(brief, name) for name in template.fields}
    try:
        filled = "".join(run_template(template.compiled, fields, pictures=pictures, links=links))
    except LanguageError as error:
        raise _located(error, template.where) from error
    return _BLANK_LINES.sub("\n\n", filled).strip() + "\n"


def check(text: str, where: str) -> Template:
    """Read a template and try it on a brief that has everything, on one that has next to nothing, and on an empty day.

    Raises:
        TemplateError: It is wrong; the error names file and line.
    """
    from briefer.briefs.sample import BARE, FULL, QUIET_DAY

    template = parse_template(text, where)
    fill(template, FULL, pictures={"figures": "Figures", "map": "Map", "timeline": "Timeline"}, links=True)
    for brief in (BARE, QUIET_DAY):
        fill(template, brief, pictures={}, links=False)
    return template


def _split(text: str, where: str) -> tuple[str, str]:
    """Split a file into front matter and body."""
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(text):
        message = f"no front matter; start with ---, the lines {', '.join(f'{key}:' for key in KEYS)} and ---"
        raise TemplateError(message, f"{where}:1")
    try:
        return handler.split(text)
    except ValueError as error:
        raise TemplateError("the front matter has no end; close it with a line ---", f"{where}:1") from error


def _values(front: str, where: str) -> dict[str, Any]:
    """Read the front matter and check it."""
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    try:
        values = YAMLHandler().load(front)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise TemplateError(
            f"front matter: {problem}; correct it", f"{where}:{mark.line + 1 if mark else 1}"
        ) from error
    if not isinstance(values, dict):
        raise TemplateError("front matter: no keys in it; write each line as `key: value`", f"{where}:2")
    for wrong, key in _faults(values):
        raise TemplateError(f"front matter: {wrong}", f"{where}:{_line_of(key, front)}")
    return values


def _faults(values: Mapping[Any, Any]) -> list[tuple[str, str]]:
    """List what is wrong with a front matter, each with the key that it is about."""
    found = [(f"no such key `{key}`; there are {', '.join(KEYS)}", str(key)) for key in values if key not in KEYS]
    found += [(f"`{key}` is missing; add it", key) for key in KEYS if not values.get(key)]
    found += [
        (f"`{key}` must be a text; put it in quotes", key)
        for key in ("name", "purpose")
        if not isinstance(values.get(key), str)
    ]
    names = values.get("fields")
    if not isinstance(names, list):
        return [*found, ("`fields` must be a list; write [head, bluf]", "fields")]
    unknown = [name for name in names if name not in FIELDS]
    return found + [(f"a brief has no field `{name}`; it has {', '.join(FIELDS)}", "fields") for name in unknown]


def _line_of(key: str, front: str) -> int:
    """Return the line of the file that a key of the front matter stands on; the first where it is missing."""
    lines = front.split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.match(rf"['\"]?{re.escape(key)}\b", line)), 1)


def _undeclared(name: str) -> str:
    if name in FIELDS:
        return f"`{name}` is used but not declared; add it to `fields` in the front matter"
    return f"there is no `{name}`; a brief has {', '.join(FIELDS)}"


def _located(error: LanguageError, where: str) -> TemplateError:
    return TemplateError(error.message, f"{where}:{error.line}")
