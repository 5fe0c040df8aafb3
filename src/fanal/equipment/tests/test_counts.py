"""Every count of the pages of equipment is the count of the list that it opens."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.handover import HANDOVER
from fanal.core.clock.testing import today
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory

LISTED = re.compile(r'data-announce="(\d+) équipements?"')
STATES = {"service": 4, "broken": 3, "repair": 2, "stock": 1, "lost": 1, "stolen": 1, "disposed": 2}


@pytest.fixture
def fleet(school):
    """Some of each state, of several ages, types, owners and rooms."""
    day = today()
    with scope(school):
        kinds = [EquipmentTypeFactory(school=school), EquipmentTypeFactory(school=school)]
        rooms = [RoomFactory(school=school), RoomFactory(school=school)]
        rank = 0
        for state, count in STATES.items():
            for _ in range(count):
                rank += 1
                EquipmentFactory(
                    school=school,
                    state=state,
                    type=kinds[rank % 2],
                    room=rooms[rank % 2] if rank % 3 else None,
                    owner=("authority", "school", "state")[rank % 3],
                    payer=("authority", "school")[rank % 2],
                    bought_on=day - timedelta(days=rank * 300) if rank % 4 else None,
                    warranty_until=day + timedelta(days=rank * 9),
                    price_cents=rank * 1000,
                )
    return school


def listed(browser, url):
    """How many the list of this address says and how many it shows."""
    page = browser.get(url).text
    said = LISTED.search(page)
    row_count = len(html.fromstring(page).xpath("//*[@id='results']//tbody/tr"))
    count = int(said[1]) if said else 0
    assert min(count, 25) == (row_count if said else 0)
    return count


def counted_links(page, path):
    """(address, number said beside it) of each link or figure of a page that leads to this path."""
    for link in html.fromstring(page).xpath(f"//a[@href = '{path}' or starts-with(@href, '{path}?')]"):
        row = next((up for up in link.iterancestors("tr")), None)
        inside = re.match(r"\s*(\d+)", link.text_content())
        cell = row.xpath("td[contains(@class, 'number')]")[0].text_content() if row is not None else ""
        said = cell.strip() or (inside[1] if inside else "")
        if said.isdecimal():
            yield link.get("href"), int(said)


@pytest.mark.parametrize("name", ["equipment:fleet", "equipment:type_list", "web:home"])
def test_each_count_of_a_page_is_that_of_the_list_it_opens(client_of, fleet, name):
    """verified.md § 2.15: « 5 en panne » opened 3."""
    head = client_of(fleet, Role.HEAD)
    path = reverse("equipment:equipment_list", args=[fleet.uai])
    links = list(counted_links(head.get(reverse(name, args=[fleet.uai])).text, path))
    assert len(links) > 1
    assert {url: listed(head, url) for url, _ in links} == dict(links)


def test_each_chip_of_the_list_counts_what_it_opens(client_of, fleet):
    head = client_of(fleet, Role.HEAD)
    path = reverse("equipment:equipment_list", args=[fleet.uai])
    chips = html.fromstring(head.get(path + "?etat=a-reparer").text).xpath(
        "//*[@id='results']//*[contains(@class, 'chips')]//a"
    )
    counts = {chip.get("href"): int(re.search(r"\d+", chip.text_content())[0]) for chip in chips}
    assert len(counts) == 8
    assert {url: listed(head, path + url) for url in counts} == counts


def test_each_room_counts_what_its_page_shows(client_of, fleet):
    head = client_of(fleet, Role.HEAD)
    page = html.fromstring(head.get(reverse("equipment:room_list", args=[fleet.uai])).text)
    with scope(fleet):
        rooms = {row.room_id for row in Equipment.objects.for_school(fleet).present() if row.room_id}
    assert rooms
    for room in rooms:
        path = reverse("equipment:room_page", args=[fleet.uai, room])
        (link,) = page.xpath(f"//a[@href='{path}']")
        line = next(up for up in link.iterancestors("li")).text_content()
        rows = html.fromstring(head.get(path).text).xpath("//tbody/tr")
        assert f"{len(rows)} équipement" in line
        broken = sum("En panne" in row.text_content() for row in rows)  # what is repaired is not there
        said = re.search(r"(\d+) en panne", line)
        assert (int(said[1]) if said else 0) == broken


def test_what_a_successor_finds_out_of_order_is_the_list_it_opens(client_of, fleet):
    head = client_of(fleet, Role.HEAD)
    (chapter,) = (chapter for chapter in registered(HANDOVER) if chapter.code == "machines")
    with scope(fleet):
        count = chapter.rows(fleet.pk, today()).count()
    assert listed(head, chapter.page(fleet)) == count == 5
