"""A whole Fanal for the journeys: `fanal demo` on a home of its own, and a real Chromium in front of it."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from fanal.core.clock.testing import instant, moved_children
from fanal.core.supervisor import die_with_parent
from fanal.core.testing import free_port

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path("node_modules/axe-core/axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# A target that the send bar covers at the fold is looked at where the bar covers none, with each font.
RUN_AXE = "([only, rules]) => axe.run(document, {runOnly: only, rules})"
SET_FONT = "family => document.documentElement.style.setProperty('--font', family)"
READY_SECONDS = 120
PROJECTOR = "Vidéoprojecteur sans image"  # a request of the story, open and about a machine
# A page is looked at with the machine's own font, then its targets with those of a desk and of a phone.
FONTS = {"DejaVu Sans": "fonts-dejavu-core", "Roboto": "fonts-roboto-unhinted"}
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Demonstration:
    """The running demonstration: its contract (`demo.json`) and how long it took to be ready."""

    home: Path
    process: subprocess.Popen[bytes]
    contract: dict[str, Any]
    seconds: float

    def page(self, path: str = "") -> str:
        return f"{self.contract['url']}/e/{self.contract['uai']}/{path}"


def launch(home: Path, *command: str, clock: str = "") -> subprocess.Popen[bytes]:
    """Run `fanal …` on a home of its own, its clock set to `clock`; what it prints is in `output.log`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
    env["FANAL_HOME"] = str(home)
    if clock:
        env |= moved_children(instant(clock))
    with (home / "output.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "fanal.config.cli", *command],
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid(), signal.SIGTERM),
        )


def wait_for(home: Path, process: subprocess.Popen[bytes], is_ready: Callable[[], object]) -> None:
    """Until it is ready, or end it and fail with the last lines it printed."""
    limit = time.monotonic() + READY_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > limit:
            process.terminate()
            process.wait(timeout=30)
            _forget_cluster(home)
            pytest.fail((home / "output.log").read_text()[-3000:])
        time.sleep(0.1)


def end(home: Path, process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    _forget_cluster(home)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    home, started = tmp_path_factory.mktemp("demonstration"), time.monotonic()
    process = launch(home, "demo", "--port", str(free_port()))
    wait_for(home, process, (home / "demo.json").exists)
    contract = json.loads((home / "demo.json").read_text())
    yield Demonstration(home, process, contract, time.monotonic() - started)
    end(home, process)


@dataclass
class Moved:
    """A demonstration whose clock is moved: it stops, and starts again on the same home at another moment."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    contract: dict[str, Any] = field(default_factory=dict)

    def go_to(self, moment: str) -> None:
        self.stop()
        (self.home / "demo.json").unlink(missing_ok=True)
        self.process = launch(self.home, "demo", "--port", str(self.port), clock=moment)
        wait_for(self.home, self.process, (self.home / "demo.json").exists)
        self.contract = json.loads((self.home / "demo.json").read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(timeout=30) == 0
        self.process = None

    def page(self, path: str = "") -> str:
        return f"{self.contract['url']}/e/{self.contract['uai']}/{path}"


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Moved]:
    """`moved.go_to("2026-08-24T09:00+02:00")`: the same school, that morning."""
    made = Moved(tmp_path, free_port())
    yield made
    made.stop()
    _forget_cluster(tmp_path)


@dataclass
class Empty:
    """A Fanal without a school: its address, its home, and the code its terminal shows."""

    home: Path
    url: str
    code: str


CODE = re.compile(r"(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Empty]:
    port = free_port()
    process = launch(tmp_path, "serve", "--port", str(port))
    log = tmp_path / "output.log"
    wait_for(tmp_path, process, lambda: CODE.search(log.read_text()))
    yield Empty(tmp_path, f"http://localhost:{port}", CODE.search(log.read_text())[0])
    end(tmp_path, process)


def _forget_cluster(home: Path) -> None:
    from fanal.core.embedded import Embedded

    server = Embedded(home)
    assert not server.is_running(), "the database outlived its supervisor"
    shutil.rmtree(server.folder, ignore_errors=True)


@dataclass
class Chromium:
    """The browser of this worker, awake during a journey alone.

    Between two calls Playwright leaves its event loop marked as the running one: Django would refuse every
    question that another test of this worker asks.
    """

    browser: Any
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def awake(self) -> Iterator[Any]:
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(None)


def _has_font(browser: Any, family: str) -> bool:
    """Whether text is as wide in this family whatever stands behind it."""
    page = browser.new_page()
    widths = page.evaluate(WIDTHS, [f'"{family}", {behind}' for behind in ("monospace", "serif")])
    page.close()
    return widths[0] == widths[1]


WIDTHS = """families => {
    const pen = document.createElement("canvas").getContext("2d");
    return families.map(family => (pen.font = `40px ${family}`, pen.measureText("Wiifanal").width));
}"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.fail("Il manque un navigateur : apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        missing = [package for family, package in FONTS.items() if not _has_font(browser, family)]
        if missing:
            pytest.fail(f"Il manque des polices : apt-get install {' '.join(missing)}")
        made = Chromium(browser, asyncio.get_running_loop())
        asyncio._set_running_loop(None)
        yield made
        asyncio._set_running_loop(made.loop)
        browser.close()


@dataclass
class Person:
    """Someone at a screen: a page, and what the browser complained of."""

    page: Any
    complaints: list[str]

    def axe_once(self) -> list[str]:
        """The accessibility problems of the page as it stands, with the machine’s own font alone."""
        self.page.evaluate(AXE.read_text())
        problems = self._violations(TAGS, without=("target-size",))
        self.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        return problems + self._violations(["target-size"], "rule")

    def axe(self) -> list[str]:
        """The accessibility problems of the page as it stands, as « rule: element ».

        Its targets are looked at again with each font: « target-size: element, in Roboto ».
        """
        self.page.evaluate(AXE.read_text())
        problems = self._violations(TAGS, without=("target-size",))
        for family in FONTS:
            self.page.evaluate(SET_FONT, f'"{family}", sans-serif')
            # At the end of the page the send bar stands at its own place, and covers no target.
            self.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            problems += [f"{problem}, in {family}" for problem in self._violations(["target-size"], "rule")]
        self.page.evaluate(SET_FONT, "")
        return problems

    def _violations(self, only: list[str], sort: str = "tag", without: tuple[str, ...] = ()) -> list[str]:
        rules = {rule: {"enabled": False} for rule in without}
        answer = self.page.evaluate(RUN_AXE, [{"type": sort, "values": only}, rules])
        return [
            f"{rule['id']}: {node['html'][:150]}" for rule in answer["violations"] for node in rule["nodes"]
        ]

    def number_of(self, title: str, demonstration: Demonstration) -> str:
        """The number of the request that the list shows under this title."""
        self.page.goto(demonstration.page(f"demandes/?vue=toutes&q={quote(title)}"))
        line = self.page.locator("[id^=demande-]", has_text=title).first
        return line.get_attribute("id").removeprefix("demande-")

    def overflows(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.fixture
def visitor(chromium: Chromium) -> Iterator[Callable[..., Person]]:
    """`visitor(width=360, dark=True)`: a browser that nobody knows yet, on a blank page.

    `forced`: with the colours of the system, as some who see badly have them.
    """
    with chromium.awake() as browser, ExitStack() as opened:

        def come(
            *, width: int = 1280, dark: bool = False, javascript: bool = True, forced: bool = False
        ) -> Person:
            context = browser.new_context(
                viewport={"width": width, "height": 800 if width > 600 else 740},
                color_scheme="dark" if dark else "light",
                forced_colors="active" if forced else "none",
                locale="fr-FR",
                java_script_enabled=javascript,
            )
            opened.callback(context.close)
            page, complaints = context.new_page(), []
            page.set_default_timeout(20_000)
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda problem: complaints.append(str(problem)))
            return Person(page, complaints)

        yield come


@pytest.fixture
def person(demonstration: Demonstration, visitor: Callable[..., Person]) -> Callable[..., Person]:
    """`person("teacher", width=360, dark=True)`: signed in by the one-click address of that role."""

    def enter(role: str, **screen: Any) -> Person:
        someone = visitor(**screen)
        someone.page.goto(demonstration.contract["logins"][role])
        return someone

    return enter
