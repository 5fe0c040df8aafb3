"""A whole Fanal for the journeys: `fanal demo` on a home of its own, and a real Chromium in front of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path("node_modules/axe-core/axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
READY_SECONDS = 60
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Demonstration:
    """The running demonstration: its contract (`demo.json`) and how long it took to be ready."""

    home: Path
    process: subprocess.Popen[bytes]
    told: dict[str, Any]
    seconds: float

    def page(self, path: str = "") -> str:
        return f"{self.told['url']}/e/{self.told['uai']}/{path}"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    home = tmp_path_factory.mktemp("demonstration")
    env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
    env["FANAL_HOME"] = str(home)
    started = time.monotonic()
    with (home / "output.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "fanal.config.cli", "demo", "--port", str(_free_port())],
            env=env, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    while not (home / "demo.json").exists():
        assert process.poll() is None, (home / "output.log").read_text()[-3000:]
        assert time.monotonic() - started < READY_SECONDS, (home / "output.log").read_text()[-3000:]
        time.sleep(0.1)
    told = json.loads((home / "demo.json").read_text())
    yield Demonstration(home, process, told, time.monotonic() - started)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    _forget_cluster(home)


def _forget_cluster(home: Path) -> None:
    from fanal.core.embedded import Embedded

    server = Embedded(home)
    assert not server.is_running(), "the database outlived its supervisor"
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.fail("Il manque un navigateur : apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Person:
    """Someone at a screen: a page, and what the browser complained of."""

    page: Any
    complaints: list[str]

    def axe(self) -> list[str]:
        """The accessibility problems of the page as it stands, as « rule: element »."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        return [
            f"{rule['id']}: {node['html'][:150]}" for rule in found["violations"] for node in rule["nodes"]
        ]

    def overflows(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.fixture
def person(demonstration: Demonstration, chromium: Any) -> Iterator[Callable[..., Person]]:
    """`person("teacher", width=360, dark=True)`: signed in by the one-click address of that role."""
    contexts = []

    def enter(role: str, *, width: int = 1280, dark: bool = False, javascript: bool = True) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 800 if width > 600 else 740},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.set_default_timeout(8000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.goto(demonstration.told["logins"][role])
        return Person(page, complaints)

    yield enter
    for context in contexts:
        context.close()
