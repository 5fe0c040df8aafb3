"""What a first visit weighs, and every page of the demonstration, as a browser receives them.

The limits are those that the project sets itself: 80 kB and 8 requests for a first visit, 50 kB of HTML.
Nothing compresses the pages themselves (a secret beside a typed word would be guessed).
"""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import PROJECTOR, Demonstration
from tests.e2e.crawling import crawl, shape_of

FIRST_VISIT, REQUESTS, HTML = 80_000, 8, 50_000
VISITS = [
    ("teacher", ""),
    ("teacher", "demandes/nouvelle/"),
    ("digital_lead", "demandes/"),
    ("digital_lead", "demandes/{}/"),
    ("bursar", "equipements/"),
    ("head", ""),
]


@pytest.fixture(scope="module")
def demonstration(untouched: Demonstration) -> Demonstration:
    """What the story weighs, without what journeys added."""
    return untouched


class Network:
    """What a page of the browser received: an address and a number of bytes for each answer."""

    def __init__(self, page: Any) -> None:
        self.addresses: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.responseReceived", self._answered)
        devtools.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["response"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    def lines(self) -> list[str]:
        return [f"{self.bytes.get(request, 0)} {address}" for request, address in self.addresses.items()]


@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_first_visit_is_light(person, visitor, demonstration, role, path):
    known = person(role)
    path = path.format(known.number_of(PROJECTOR, demonstration)) if "{}" in path else path
    cookies = known.page.context.cookies()
    page = visitor().page
    page.context.add_cookies(cookies)
    network = Network(page)
    page.goto(demonstration.page(path), wait_until="networkidle")
    assert len(network.addresses) <= REQUESTS, network.lines()
    assert sum(network.bytes.values()) <= FIRST_VISIT, network.lines()


@pytest.mark.parametrize("role", ["digital_lead", "teacher"])
def test_no_page_of_the_story_reaches_fifty_kilobytes(person, demonstration, role):
    """Every page one link leads to another, from the home; one page a shape of address, none missing."""
    found = list(crawl(person(role).page, demonstration.page()))
    inside = urlsplit(demonstration.page()).path
    shapes = {page.shape for page in found}
    assert {shape_of(inside + path) for path in ("demandes/", "demandes/nouvelle/", "fiches/")} <= shapes
    assert [f"{page.path} linked from {page.linked_from}" for page in found if not page.is_there] == []
    assert [f"{page.path}: {len(page.body)} bytes" for page in found if len(page.body) >= HTML] == []
