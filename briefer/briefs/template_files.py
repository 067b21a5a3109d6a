"""Finds a template by its name, and the one that a brief is shown with where nobody says which.

Knows nothing about what a template holds; where they lie is `resources`' to know.
"""

from __future__ import annotations

from briefer.briefs.brief import Brief
from briefer.briefs.templates import Template, parse_template
from briefer.errors import TemplateError
from briefer.resources import find_prompt, read_prompt


def load_template(name: str) -> Template:
    """Find a template, the user's before ours, and read it.

    Raises:
        TemplateError: There is none of this name, or it is wrong.
    """
    path = find_prompt("briefs", name)
    return parse_template(read_prompt(path), str(path))


def default_template(brief: Brief) -> str:
    """Name the template for a brief: `daily` for one on a day, `sitrep` for one on an event."""
    return "daily" if brief.day else "sitrep"


def refuse_misfit(template: Template, brief: Brief) -> None:
    """Refuse a template that would leave out all stories of a day.

    Raises:
        TemplateError: It does.
    """
    if brief.day and "day" not in template.fields:
        message = "it is for a brief on one event and would leave out all stories of a day; choose daily, bluf, pdb"
        raise TemplateError(f"{message} or flash, or add `day` to its `fields`", template.where)
