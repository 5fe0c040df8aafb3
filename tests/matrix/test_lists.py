"""No list grows without end: with 300 rows a page shows its share, and says how many there are (§ 7, S17).

Each list is opened as the head, with the row of the world and 299 copies of it.
"""

import copy
import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import School
from fanal.agenda.models import TaskTemplate
from fanal.core.http.answers import ListPaginator
from fanal.core.tenancy import scope
from fanal.designations.models import Designation
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest, Message
from fanal.missions.models import ParticularMission
from fanal.online_services.models import OnlineService
from fanal.privacy.models import DataBreach, Processing, RightsRequest
from fanal.service_security.models import AccessReview
from fanal.service_status.models import StatePeriod
from fanal.supplies.models import Consumable, Licence, MaintenanceContract
from fanal.training.models import TrainingOffer, TrainingSession, TrainingSubject
from fanal.visits.models import Visit
from tests.architecture.lists import declared_lists
from tests.matrix.measuring import cost
from tests.matrix.neighbours import (
    OWN_FIRST,
    browser_of,
    named_rows,
    pages,
    program_of,
    token_routes,
)
from tests.matrix.rows import World
from tests.matrix.world import make_world

ROWS = 300


@dataclass(frozen=True)
class Listed:
    """A list: its address, its rows, at most how many a page, how one is seen in the page.

    `apart` names what may not be the same in two rows; `others` says what only the copies say.
    """

    page: str
    model: type[models.Model]
    seen: str
    apart: str = "number"
    size: int = 25
    others: tuple[tuple[str, object], ...] = ()


LISTS = [
    Listed("privacy:breach_list", DataBreach, r"/violations/\d+/"),
    Listed("privacy:rights_list", RightsRequest, r"/droits/\d+/"),
    Listed("privacy:register", Processing, r"/registre/\d+/"),
    Listed("designations:act_list", Designation, r"/designations/\d+/"),
    Listed("visits:visit_list", Visit, r"/passages/\d+/"),
    Listed("equipment:room_list", Room, r"/salles/\d+/", apart="name", size=50),
    Listed("online_services:service_list", OnlineService, r"/services/\d+/", apart="name"),
    Listed("reviews:review_list", AccessReview, r"/revues/\d+/", others=(("closed_on", date(2020, 1, 6)),)),
    Listed("states:state_list", OnlineService, r"/etat/\d+/", apart="name"),
    Listed("agenda:templates", TaskTemplate, r"/modeles/\d+/", "title", 50, others=(("code", ""),)),
    Listed("supplies:licence_list", Licence, r"/licences/\d+/", apart="name"),
    Listed("supplies:contract_list", MaintenanceContract, r"/contrats/\d+/", apart="name"),
    Listed("supplies:consumable_list", Consumable, r"/consommables/\d+/", apart="name"),
    Listed("training:session_list", TrainingSession, r"/seances/\d+/", apart="title"),
    Listed("training:offer_list", TrainingOffer, r"/offres/\d+/", apart="title"),
    Listed("training:plan", TrainingSubject, r"/sujets/\d+/\"", apart="name"),
    Listed("allowances:allowance_list", ParticularMission, r"/missions/\d+/", others=(("kind", "other"),)),
]


def fill(listed: Listed) -> int:
    """Copies of the world's row; how many rows of it there are then."""
    manager = listed.model._base_manager
    first = manager.order_by("-pk").first()
    copies = []
    for rank in range(ROWS - manager.count()):
        made = copy.copy(first)
        made._state = copy.copy(first._state)
        made.pk = None
        for name, value in listed.others:
            setattr(made, name, value)
        setattr(made, listed.apart, 10_000 + rank if listed.apart == "number" else f"{first} {rank}"[:60])
        copies.append(made)
    manager.bulk_create(copies)
    return int(manager.count())


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


def pages_of(browser, address: str) -> list:
    """Every page of the list, one after the other."""
    answers = [browser.get(address)]
    while 'rel="next"' in answers[-1].text:
        assert len(answers) < 40
        answers.append(browser.get(f"{address}?page={len(answers) + 1}"))
    assert {answer.status_code for answer in answers} == {200}
    return answers


def questions(browser, address: str) -> int:
    """How many questions the page asks, once the process has asked those that it asks once."""
    browser.get(address).close()
    spent = cost(browser, address)
    assert spent is not None
    return len(spent[0])


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.page)
def test_a_list_of_three_hundred_rows_is_read_by_pages(world, listed):
    browser, address = browser_of(world, "head"), reverse(listed.page, args=[world.school.uai])
    few = questions(browser, address)
    with scope(world.school):
        total = fill(listed)
    assert questions(browser, address) == few
    answers = pages_of(browser, address)
    rows = [set(re.findall(listed.seen, answer.text[answer.text.index("<main") :])) for answer in answers]
    assert max(map(len, rows)) <= listed.size
    seen = set().union(*rows)
    assert len(seen) == sum(map(len, rows)) >= total - 5
    assert len(answers) >= total / listed.size
    total_said = re.search(r"sur (\d+) ", answers[0].text)
    assert total_said is not None
    assert len(seen) <= int(total_said[1]) <= len(seen) + 3  # a building without rooms has its own line


def test_the_thread_of_a_request_is_read_by_pages_the_latest_first(world):
    with scope(world.school):
        request = HelpRequest.objects.for_school(world.school).filter(merged_into=None).order_by("pk").first()
        first = Message._base_manager.filter(help_request=request).first() or Message._base_manager.first()
        copies = []
        for rank in range(ROWS):
            made = copy.copy(first)
            made._state = copy.copy(first._state)
            made.pk, made.help_request, made.text = None, request, f"message-{rank:03}."
            copies.append(made)
        Message._base_manager.bulk_create(copies)
    browser = browser_of(world, "head")
    answers = pages_of(browser, reverse("helpdesk:request_page", args=[world.school.uai, request.number]))
    messages = [re.findall(r"message-(\d{3})\.", answer.text) for answer in answers]
    assert max(map(len, messages)) <= 50
    assert messages[0][-1] == "299"
    assert messages[0] == sorted(messages[0])
    assert len({rank for some in messages for rank in some}) == ROWS


def periods(school: School, service: OnlineService, ranks: range) -> list[StatePeriod]:
    now = timezone.now()
    return [
        StatePeriod(
            school=school,
            service=service,
            state="down",
            source="declared",
            reason=f"panne-{rank:03}",
            starts_at=now - timedelta(hours=rank + 1),
            ended_at=now - timedelta(hours=rank, minutes=30),
        )
        for rank in ranks
    ]


def test_the_history_of_a_service_is_read_by_pages(world):
    """Verified in November 2026, § 7, S17."""
    with scope(world.school):
        service = OnlineService._base_manager.order_by("pk").first()
        StatePeriod._base_manager.all().delete()
        StatePeriod._base_manager.bulk_create(periods(world.school, service, range(2)))
    address = reverse("states:state_page", args=[world.school.uai, service.pk])
    browser = browser_of(world, "head")
    few = questions(browser, address)
    with scope(world.school):
        StatePeriod._base_manager.bulk_create(periods(world.school, service, range(2, ROWS)))
    assert questions(browser, address) == few
    answers = pages_of(browser, address)
    reasons = [set(re.findall(r"panne-\d{3}", answer.text)) for answer in answers]
    assert max(map(len, reasons)) <= 25
    assert len(set().union(*reasons)) == ROWS


def test_what_a_room_holds_is_read_by_pages(world):
    with scope(world.school):
        total = fill(Listed("", Equipment, "", others=(("serial", ""),)))
        room = Room._base_manager.filter(equipment__isnull=False).first() or Room._base_manager.first()
        Equipment._base_manager.update(room=room, state="service")
    answers = pages_of(
        browser_of(world, "head"), reverse("equipment:room_page", args=[world.school.uai, room.pk])
    )
    rows = [set(re.findall(r"/equipements/\d+/\"", answer.text)) for answer in answers]
    assert max(map(len, rows)) <= 50
    assert len(set().union(*rows)) >= total - 5


UNIQUE = {"pk", "id", "number"}


def ends_in_a_unique_column(rows: models.QuerySet) -> bool:
    """Two rows that are equal in the order of a list may stand on both of two pages, or on none."""
    terms = [*rows.query.order_by] or [*rows.model._meta.ordering]
    return bool(terms) and isinstance(terms[-1], str) and terms[-1].lstrip("-") in UNIQUE


def test_every_list_that_is_cut_in_pages_has_one_order(world, monkeypatch, at_least):
    """The lists of the demonstration stood in another order from one day to the next (November 2026)."""
    loose, cut = set(), set()

    class Seen(ListPaginator):
        def __init__(self, rows, *args, **kwargs):
            if isinstance(rows, models.QuerySet):
                cut.add(rows.model)
                if not ends_in_a_unique_column(rows):
                    loose.add(f"{rows.model.__name__}: {rows.query.order_by}")
            super().__init__(rows, *args, **kwargs)

    monkeypatch.setattr("fanal.core.http.answers.ListPaginator", Seen)
    monkeypatch.setattr("fanal.core.http.api.Paginator", Seen)
    for state in ("head", "teacher", "technician"):
        browser = browser_of(world, state)
        for address in pages(world):
            browser.get(address).close()
    for listing in declared_lists():  # their first page is a prepared question, asked beside the paginator
        browser_of(world, "head").get(f"{reverse(listing.address, args=[world.school.uai])}?page=1").close()
    program, values = program_of(world, "head"), named_rows(world)
    for route in token_routes():
        program.get(route.address(world.school.uai, **values)).close()
    at_least("tables that are cut in pages", len(cut), 42)
    assert loose == set()
