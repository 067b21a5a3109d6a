"""Instructions: what a chat checkpoint is told, each a text file that a user can copy and change.

An instruction is a short front matter (its name, its purpose, and `articles: several` where it tells one story of
several) and a body: text, `{{ article }}`, `{{ code }}`, `{{ sentences }}`, `{{ words }}` and `if`, in a Jinja sandbox
of nothing else. Articles are hostile: `article` prints each text fenced between two lines with a code that the
article's author cannot know, and takes the life out of what a tokenizer would read as the end of a turn. Knows nothing
about checkpoints; what a model makes of an article that gives it orders is for the support check to catch.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from briefer.errors import TemplateError
from briefer.resources import find_prompt, read_prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

DEFAULT_INSTRUCTION = "headline"
KEYS = ("name", "purpose")
"""What a front matter must have."""
SEVERAL: Final = ("articles", "several")
"""What it may have, too: the instruction tells one story of several articles."""
VALUES = ("article", "code", "sentences", "words")
"""What a body may print and ask about."""
_LANGUAGE = "And CondExpr Compare Const If Name Not Operand Or Output Template TemplateData".split()
"""The kinds of Jinja's nodes that are left: no loops, calls, filters, sums or attributes."""

_TURN = re.compile(r"<(?=[^\s<>]{1,60}>)|\[(?=/?[A-Z][A-Z_]{1,30}\])")
"""Opens what a tokenizer may take for a mark of its own: `<|im_end|>`, `</s>`, `<start_of_turn>`, `[INST]`."""


Report = tuple[str, str]
"""The title of an article, or "", and its prose."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a model is told to do with an article."""

    name: str
    purpose: str
    """What it is for, in a line."""
    digest: str
    """8 hexadecimal digits that change with the text, for the signature."""
    where: str
    """The file that it was read from, for errors."""
    several: bool
    """Whether it tells one story of several articles; else each article is told by itself."""
    compiled: jinja2.Template = field(repr=False, compare=False)

    def fill(self, reports: Sequence[Report], sentences: int, words: int) -> list[dict[str, str]]:
        """Write the conversation that a model answers: one message of the user, which every chat template takes.

        Args:
            reports: The articles that the model is to read, one unless it tells a story of several.
            sentences: The most sentences of the answer.
            words: The most words of it; 0 for any number.

        Raises:
            TemplateError: The text asks for what cannot be.
        """
        from jinja2 import TemplateError as JinjaError

        code, article = fence(reports)
        try:
            content = self.compiled.render(article=article, code=code, sentences=sentences, words=words)
        except (JinjaError, TypeError) as error:
            raise TemplateError(f"{error}; check what the expression is given", self.where) from error
        return [{"role": "user", "content": content.strip()}]


def load_instruction(name: str) -> Instruction:
    """Read an instruction: a file, or a name in the project's, the user's or the bundled folder of instructions.

    Raises:
        TemplateError: There is none, or it is wrong.
    """
    path = find_prompt("instructions", name)
    return parse_instruction(read_prompt(path), str(path))


def parse_instruction(text: str, where: str) -> Instruction:
    """Read an instruction.

    Args:
        text: The whole file.
        where: The file's name, for errors.

    Raises:
        TemplateError: The front matter or the body is wrong; the error names file and line.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front, body = _split(text, where)
    values = _front_matter(front, where)
    above = text.count("\n") - body.count("\n")
    compiled = _compile("\n" * above + body, where)
    digest = hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:8]
    return Instruction(values["name"], values["purpose"], digest, where, SEVERAL[0] in values, compiled)


def fence(reports: Sequence[Report]) -> tuple[str, str]:
    """Set each article between two lines with a code, and return the code and all of it.

    The code is a hash of the articles. So the same articles give the same prompt, and nobody can write an article that
    has its own code in it.
    """
    inert = [
        (_TURN.sub(r"\g<0> ", " ".join(title.split())), _TURN.sub(r"\g<0> ", text.strip())) for title, text in reports
    ]
    whole = "\n".join(f"{title}\n{text}" for title, text in inert)
    code = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:20]
    return code, "\n\n".join(_fenced(title, text, code) for title, text in inert)


def _inert(text: str) -> str:
    return _TURN.sub(r"\g<0> ", text)


def _fenced(title: str, text: str, code: str) -> str:
    lines = [f"----- article {code} begins -----", *([f"Title: {title}", ""] if title else []), text]
    return "\n".join([*lines, f"----- article {code} ends -----"])


def _split(text: str, where: str) -> tuple[str, str]:
    """Split a file into front matter and body."""
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(text):
        raise TemplateError("no front matter; start with ---, the lines name: and purpose: and ---", f"{where}:1")
    try:
        return handler.split(text)
    except ValueError as error:
        raise TemplateError("the front matter has no end; close it with a line ---", f"{where}:1") from error


def _front_matter(front: str, where: str) -> dict[str, str]:
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    try:
        values: Any = YAMLHandler().load(front)
    except (YAMLError, ValueError, RecursionError) as error:
        raise TemplateError("front matter: not YAML; write each line as `key: value`", f"{where}:1") from error
    if not isinstance(values, dict):
        raise TemplateError("front matter: no keys in it; write each line as `key: value`", f"{where}:2")
    for key in KEYS:
        if not isinstance(values.get(key), str) or not values[key]:
            raise TemplateError(f"front matter: `{key}` must be there and a text; add it", f"{where}:2")
    for key in values:
        if key not in (*KEYS, SEVERAL[0]):
            known = ", ".join((*KEYS, SEVERAL[0]))
            raise TemplateError(f"front matter: no such key `{key}`; there are {known}", f"{where}:2")
    if values.get(SEVERAL[0], SEVERAL[1]) != SEVERAL[1]:
        raise TemplateError(f"front matter: `{SEVERAL[0]}` may only be `{SEVERAL[1]}`; or leave it out", f"{where}:2")
    return values


def _compile(source: str, where: str) -> jinja2.Template:
    import jinja2
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # it is no page: a model reads it, and `fence` guards what comes from outside
    )
    environment.globals = {}
    try:
        tree = environment.parse(source)
        names = {node.name for node in tree.find_all(nodes.Name)}
        for node in _all(tree):
            _refuse_what_is_not_ours(node, where)
        if "article" not in names:
            raise TemplateError("does not print the article; write {{ article }} where it shall stand", where)
        return environment.from_string(tree)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{str(error.message).rstrip('.')}; correct it", f"{where}:{error.lineno}") from error
    except RecursionError as error:
        raise TemplateError("nested too deep; write it simpler", where) from error


def _all(node: Any) -> list[Any]:  # noqa: ANN401 - Jinja's own types, which are imported above only
    """Return a node of a template and all nodes below it."""
    return [node, *(below for child in node.iter_child_nodes() for below in _all(child))]


def _refuse_what_is_not_ours(node: Any, where: str) -> None:  # noqa: ANN401 - as above
    kind = type(node).__name__
    if kind not in _LANGUAGE:
        message = f"an instruction has text, values and `if` only, and no {kind.lower()}; write it out in place"
        raise TemplateError(message, f"{where}:{node.lineno}")
    if kind == "Name" and node.name not in VALUES:
        raise TemplateError(f"there is no `{node.name}`; there are {', '.join(VALUES)}", f"{where}:{node.lineno}")
