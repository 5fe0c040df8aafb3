"""A whole Fanal for the journeys: `fanal demo` on a home of its own, and a real Chromium in front of it."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from fanal.core.testing import free_port
from tests.e2e.installations import Demonstration, Empty, Moved, migrated, served, shown
from tests.running.homes import Homes, copy_home, forget_cluster

CHROMIUM = shutil.which("chromium-headless-shell")  # the pages of Chromium without its own window
AXE = Path("node_modules/axe-core/axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# A target that the send bar covers at the fold is looked at where the bar covers none, with each font.
# What passed is not described: that takes axe twice as long as finding what did not.
RUN_AXE = """async ([only, rules]) =>
    (await axe.run(document, {runOnly: only, rules, resultTypes: ["violations"]})).violations"""
SET_FONT = "family => document.documentElement.style.setProperty('--font', family)"
PROJECTOR = "Vidéoprojecteur sans image"  # a request of the story, open and about a machine
# A page is looked at with the machine's own font, then its targets with those of a desk and of a phone.
FONTS = {"DejaVu Sans": "fonts-dejavu-core", "Roboto": "fonts-roboto-unhinted"}
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def homes(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """One folder of homes for all the workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    made = Homes((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "homes")
    yield made
    made.leave()


@pytest.fixture(scope="session")
def demonstration(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """Where the journeys of this worker go, one after the other: what they did stays."""
    with shown(homes, tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@pytest.fixture(scope="module")
def untouched(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The story and nothing else, for a module that reads all of it: no journey wrote there."""
    with shown(homes, tmp_path_factory.mktemp("untouched")) as running:
        yield running


@pytest.fixture
def moved(homes: Homes, tmp_path: Path) -> Iterator[Moved]:
    """`moved.go_to("2026-08-24T09:00+02:00")`: the same school, that morning."""
    copy_home(homes.once("migrated", migrated), tmp_path)
    made = Moved(tmp_path, free_port())
    yield made
    made.stop()
    forget_cluster(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Empty]:
    """From nothing at all, as the first time on a machine."""
    with served(tmp_path) as running:
        yield running


@pytest.fixture
def without_school(homes: Homes, tmp_path: Path) -> Iterator[Empty]:
    """Its tables are there already."""
    copy_home(homes.once("migrated", migrated), tmp_path)
    with served(tmp_path) as running:
        yield running


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
        pytest.fail("Il manque un navigateur : apt-get install chromium-headless-shell")
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
        violations = self.page.evaluate(RUN_AXE, [{"type": sort, "values": only}, rules])
        return [f"{rule['id']}: {node['html'][:150]}" for rule in violations for node in rule["nodes"]]

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
            page.set_default_timeout(60_000)
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
