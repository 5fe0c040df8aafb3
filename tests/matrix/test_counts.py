"""A figure that is a link says how many things the page behind it lists (verified.md § 2.15).

The demonstration is told, then four roles read every page of the menu and of the first level behind it: the
lists, their tabs and their filters. The head also reads the second level.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core.paginator import Page
from lxml import html

from fanal.accounts.models import Membership, School
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.clock.testing import today
from fanal.core.story import tell
from fanal.core.tenancy import scope

# « 7 ans et plus » is an age, « 140 760 € » a sum; « 1 autre » is what the card leaves out.
LEADING = re.compile(r"^(\d[\d\u202f]*)(?:\s(?!ans\b|autres?\b|€)\D.*)?$")
IN_BRACKETS = re.compile(r"\((\d[\d\u202f]*)\)$")
# One thing, a filter of a list, or a file to keep: nothing to read for more figures.
NO_LIST = re.compile(r"/\d+/|\?|\.[a-z]+$")
DEPTHS = {Role.HEAD: 2, Role.DIGITAL_LEAD: 1, Role.BURSAR: 1, Role.TEACHER: 1}
# Lists without pages, by the end of their address: how one of their rows is seen.
ROWS = {
    "/designations/parapheur/": "//main//section[.//a[starts-with(normalize-space(), 'n°')]]",
    "/mission/transmission/": "//div[@class='what']",
}


@dataclass(frozen=True)
class Figure:
    """A link that counts: where it leads, what it says."""

    target: str
    said: int
    words: str


def figures(tree: Any, address: str) -> Iterator[Figure]:
    """A number that begins a link, the number of a filter or of the menu, one in brackets at the end."""
    for link in tree.xpath("//main//a[@href] | //nav//a[@href]"):
        words = re.sub(r"[ \n]+", " ", link.text_content()).strip()
        badge = link.xpath("./b[contains(@class, 'number')] | ./*[contains(@class, 'count')]")
        match = LEADING.match(words) or IN_BRACKETS.search(words)
        said = badge[0].text_content().strip() if badge else match[1] if match else ""
        if (number := said.replace("\u202f", "")).isdecimal():
            yield Figure(urljoin(address, link.get("href")), int(number), words)


def listed(answer: Any, fragment: str = "") -> int | None:
    """How many things a list has in all its pages; None for a page that is no list."""
    layers = [layer for context in answer.context or () for layer in context]
    pages = {id(value): value for layer in layers for value in layer.values() if isinstance(value, Page)}
    if len(pages) == 1:
        return next(iter(pages.values())).paginator.count
    row = next((row for end, row in ROWS.items() if answer.request["PATH_INFO"].endswith(end)), "")
    if pages or not row or answer.status_code != 200:
        return None
    tree = html.fromstring(answer.text)
    if not fragment:
        return len(tree.xpath(row)) if row.startswith("//main") else None
    return len(tree.xpath(f"//*[@id=$part]{row}", part=fragment))


def read(home: str, get: Callable[[str], Any], depth: int) -> Iterator[tuple[str, Figure]]:
    """Each figure of the pages within `depth` links of the menu, with the page it stands on."""
    waiting, levels = [home], {home: -1}
    for address in waiting:
        answer = get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        tree = html.fromstring(answer.text)
        for figure in figures(tree, address):
            if urlsplit(figure.target).path.startswith(home):
                yield address, figure
        if levels[address] >= depth:
            continue
        for link in tree.xpath("//main//a/@href | //nav//a/@href"):
            page = urldefrag(urljoin(address, link)).url
            is_here = page.startswith(home) and not NO_LIST.search(page.removeprefix(home))
            if is_here and page not in levels:
                levels[page] = levels[address] + 1
                waiting.append(page)


@pytest.mark.django_db
def test_every_figure_equals_the_list_it_opens():
    tell(today())
    school = School.objects.order_by("uai")[0]
    wrong: set[str] = set()
    compared: set[str] = set()
    for role, depth in DEPTHS.items():
        with scope(school):
            member = Membership.objects.for_school(school).holding(role).filter(user__isnull=False).first()
        client, read_already = signed_in(member), dict[str, Any]()

        def get(address: str, client: Any = client, pages: dict[str, Any] = read_already) -> Any:
            if address not in pages:
                pages[address] = client.get(address)
            return pages[address]

        for address, figure in read(f"/e/{school.uai}/", get, depth):
            page, fragment = urldefrag(figure.target)
            count = listed(get(page), fragment)
            if count is not None:
                compared.add(figure.target)
                if count != figure.said:
                    wrong.add(f"{role}: {address}: « {figure.words} » opens {count} ({figure.target})")
    assert not wrong, "\n" + "\n".join(sorted(wrong))
    # Filters, cards, chapters and the menu: should a class of links go unread, this says so.
    assert len(compared) > 40
    assert any("/transmission/#" in target for target in compared)
    assert any(target.endswith("/parapheur/") for target in compared)
