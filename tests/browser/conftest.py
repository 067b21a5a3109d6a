"""A real browser: Debian's chromium by its chromedriver. Tests skip only where there is none."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


@dataclass
class Browser:
    """What the tests ask of a browser."""

    driver: Any

    def open(self, page: Path, *, width: int = 1280, dark: bool = False) -> None:
        """Show a file in a window of such a width, in the light or the dark scheme."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        window = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", window)
        self.driver.get_log("performance")
        self.driver.get(page.as_uri())

    def ask(self, script: str) -> Any:
        """Run a script in the page and give what it returns."""
        return self.driver.execute_script(script)

    def requests(self) -> list[str]:
        """Give the addresses asked for since the page was opened."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def print(self, paper: tuple[float, float]) -> bytes:
        """Print to PDF as a person would: the page's own margins, the browser's own defaults."""
        width, height = paper
        asked = {"paperWidth": width, "paperHeight": height}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("chromium and chromedriver are not installed")
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    driver = Chrome(options=options, service=ChromeService(DRIVER))
    yield Browser(driver)
    driver.quit()
