"""The language of templates: Jinja in a sandbox, of which text, expressions, `if`, `for` and `set` are left.

Knows nothing about files and front matter. A template presents and never computes: it has no arithmetic, no methods,
no macros and no way to loop but over a brief, so that it always ends. This module imports Jinja: import it inside the
function that needs it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefer.briefs.brief import KeyFigure, Line, Reading
from briefer.briefs.markdown_escape import Marked, escape
from briefer.briefs.template_filters import FILTERS, Cited, citations, cited, picture, values

Compiled: TypeAlias = jinja2.Template

DEEPEST = 3
"""Loops inside loops: each may run over a whole section, so that more would take long."""
LONGEST = 2_000_000
"""Characters of a filled template."""
JINJA_FILTERS = "count default first last length list lower map reject rejectattr reverse select selectattr sort upper"
FUNCTIONS = frozenset({"picture"})

_CALCULATION = "a template does not compute; write text outside the braces, or take a field or filter that has it"
_ONE_FILE = "a template is one file; write it out in place"
_NO_MACRO = "there are no macros or blocks here; write it out in place"
_REFUSED: dict[type[nodes.Node], str] = {
    **dict.fromkeys((nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow), _CALCULATION),
    nodes.Concat: _CALCULATION,
    nodes.Extends: _ONE_FILE,
    nodes.Include: _ONE_FILE,
    nodes.Import: _ONE_FILE,
    nodes.FromImport: _ONE_FILE,
    nodes.Macro: _NO_MACRO,
    nodes.Block: _NO_MACRO,
    nodes.CallBlock: _NO_MACRO,
    nodes.FilterBlock: _NO_MACRO,
    nodes.AssignBlock: _NO_MACRO,
}


class LanguageError(Exception):
    """A template is wrong at a line."""

    def __init__(self, message: str, line: int) -> None:
        """Args: `message` says what is wrong and what to do; `line` counts from 1."""
        super().__init__(message)
        self.message = message
        self.line = line


class Missing(jinja2.StrictUndefined):
    """What is not there: an error wherever it is used, which says what there is instead."""

    @property
    def _undefined_message(self) -> str:
        owner = self._undefined_obj
        if not dataclasses.is_dataclass(owner):
            return f"there is no `{self._undefined_name}` here; put it inside `if`, or check the spelling"
        names = [field.name for field in dataclasses.fields(owner)]
        return f"`{type(owner).__name__}` has no `{self._undefined_name}`; it has {', '.join(names)}"


def compile_template(source: str) -> tuple[Compiled, dict[str, int]]:
    """Compile a template.

    Returns:
        The compiled template, and the line of each name that it takes from outside.

    Raises:
        LanguageError: It is not of this language.
    """
    environment = _environment()
    try:
        tree = environment.parse(source)
        _refuse_what_is_not_ours(tree)
        return environment.from_string(tree), _names(tree)
    except jinja2.TemplateSyntaxError as error:
        raise LanguageError(f"{_plain(error)}; correct it", error.lineno) from error
    except RecursionError as error:
        raise LanguageError("nested too deep; write it simpler", 1) from error


def run_template(
    compiled: Compiled, fields: Mapping[str, object], *, pictures: Mapping[str, str], links: bool
) -> Iterator[str]:
    """Fill a template and yield the Markdown piece by piece.

    Raises:
        LanguageError: It asks for what is not there, prints what is no text, or gets too long.
    """
    length = 0
    try:
        for piece in compiled.generate(**fields, links_=links, pictures_=pictures):
            length += len(piece)
            if length > LONGEST:
                raise LanguageError(f"gives more than {LONGEST:,} characters; print less", 1)
            yield piece
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
        raise LanguageError(_advice(error), _line_of(error)) from error


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=Missing,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # `finalize` escapes for Markdown; whatever makes HTML of that guards it
    )
    environment.filters = {name: environment.filters[name] for name in JINJA_FILTERS.split()} | FILTERS
    environment.filters |= {"cited": _cited, "citations": _citations, "values": _values}
    environment.globals = {"picture": _picture}
    return environment


def _finalize(value: object) -> str:
    """Escape what is printed, unless it is Markdown of our own making."""
    if isinstance(value, Marked):
        return value
    if isinstance(value, str | jinja2.Undefined):
        return escape(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return escape(str(value))
    kind = "a list" if isinstance(value, tuple | list) else f"`{type(value).__name__}`"
    raise TypeError(f"{kind} cannot be printed; loop over it, or print one of its parts")


@jinja2.pass_context
def _cited(context: jinja2.runtime.Context, line: Line) -> Marked:
    return cited(line, links=context["links_"])


@jinja2.pass_context
def _citations(context: jinja2.runtime.Context, value: Cited) -> Marked:
    return citations(value, links=context["links_"])


@jinja2.pass_context
def _values(context: jinja2.runtime.Context, figure: KeyFigure | Reading) -> Marked:
    return values(figure, links=context["links_"])


@jinja2.pass_context
def _picture(context: jinja2.runtime.Context, name: str) -> Marked:
    return picture(name, pictures=context["pictures_"])


def _refuse_what_is_not_ours(tree: nodes.Template) -> None:
    for kind, message in _REFUSED.items():
        for node in tree.find_all(kind):
            raise LanguageError(message, node.lineno)
    for call in tree.find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS):
            raise LanguageError(f"only {', '.join(FUNCTIONS)}() can be called; use a filter", call.lineno)
    _refuse_deep_loops(tree, 0)


def _refuse_deep_loops(node: nodes.Node, depth: int) -> None:
    for child in node.iter_child_nodes():
        below = depth + isinstance(child, nodes.For)
        if below > DEEPEST or (isinstance(child, nodes.For) and child.recursive):
            raise LanguageError(f"a loop more than {DEEPEST} deep; write it simpler", child.lineno)
        _refuse_deep_loops(child, below)


def _names(tree: nodes.Template) -> dict[str, int]:
    """Return the names that a template takes from outside, each with the line of its first use."""
    wanted = find_undeclared_variables(tree) - FUNCTIONS
    used = [(node.lineno, node.name) for node in tree.find_all(nodes.Name) if node.name in wanted]
    return {name: line for line, name in sorted(used, reverse=True)}


def _line_of(error: BaseException) -> int:
    """Return the line of the template where an error rose: Jinja puts it into the traceback."""
    line, traceback = 1, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _plain(error: Any) -> str:  # noqa: ANN401 - Jinja's message may be None
    return str(error.message or error).rstrip(".")


def _advice(error: Exception) -> str:
    """Say what went wrong and what to do."""
    text = str(error).rstrip(".")
    return text if "; " in text else f"{text}; check what the expression is given"
