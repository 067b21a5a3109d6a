"""Where the corpora are that quality is measured on; what needs one is skipped where it is not."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the corpora: `BRIEFER_DATA`, else beside the project."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("BRIEFER_DATA", beside))
    if not folder.is_dir():
        pytest.skip("no corpora here; set BRIEFER_DATA to their folder")
    return folder
