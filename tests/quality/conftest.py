"""Where the corpora are that quality is measured on; what needs one is skipped where it is not.

Some of it is measured as a bench does; benches are no package, so they are loaded by their file.
"""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the corpora: `BRIEFER_DATA`, else beside the project."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("BRIEFER_DATA", beside))
    if not folder.is_dir():
        pytest.skip("no corpora here; set BRIEFER_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def load_bench() -> Callable[[str], ModuleType]:
    """Load a bench by its name."""

    def load(name: str) -> ModuleType:
        file = Path(__file__).parents[1] / "bench" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"bench_{name}", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
