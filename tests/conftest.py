"""What every test may use: the project's folder and, once it has landed, the bundled checkpoint."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BUNDLED = PROJECT / "models" / "briefer-encoder" / "config.json"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_model: reads the bundled checkpoint")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what reads the bundled checkpoint where the checkout does not have it."""
    if not BUNDLED.is_file():
        for item in items:
            if item.get_closest_marker("needs_model"):
                item.add_marker(pytest.mark.skip(reason="models/briefer-encoder has not been trained yet"))


@pytest.fixture
def project() -> Path:
    """The project's folder."""
    return PROJECT


@pytest.fixture
def articles(project: Path) -> Path:
    """The folder of sample articles."""
    return project / "tests" / "articles"


@pytest.fixture(scope="session")
def tokenizer():
    """The bundled checkpoint's tokenizer."""
    from briefer.summarising.encoder import load_tokenizer

    return load_tokenizer(BUNDLED.parent)
