"""Each figure of the home page opens the rows that it counts (December § 2.7: « 4 à prendre » opened 7)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.helpdesk.contributions.home import COUNTED_VIEWS
from fanal.helpdesk.tests.factories import HelpRequestFactory

# « À prendre », « en retard », « en attente du Département », « résolues en 7 jours », in their order.
SHOWN = {"a-prendre": 3, "retard": 1, "collectivite": 6, "recentes": 2}


@pytest.fixture
def desk(school):
    """Requests of every state, so that no two views of the list hold as many."""
    now = timezone.now()
    waiting = {"school": school, "state": "waiting"}
    solved = {"school": school, "state": "solved"}
    with scope(school):
        HelpRequestFactory.create_batch(2, school=school)
        HelpRequestFactory(school=school, due_at=now - timedelta(hours=1))
        HelpRequestFactory.create_batch(4, school=school, state="taken")
        HelpRequestFactory.create_batch(5, **waiting, waiting_for="authority")
        HelpRequestFactory(**waiting, waiting_for="authority", waiting_until=today() - timedelta(days=1))
        HelpRequestFactory.create_batch(2, **waiting, waiting_for="part")
        HelpRequestFactory.create_batch(5, **waiting, waiting_for="requester")
        HelpRequestFactory.create_batch(2, **solved, solved_at=now - timedelta(days=2))
        HelpRequestFactory.create_batch(9, **solved, solved_at=now - timedelta(days=9))
    return school


def listed(browser, address: str) -> int:
    page = browser.get(address).context["page"]
    assert len(page) == page.paginator.count
    return page.paginator.count


def test_each_figure_opens_the_rows_that_it_counts(client_of, desk):
    lead = client_of(desk, Role.DIGITAL_LEAD)
    page = lead.get(reverse("web:home", args=[desk.uai])).text
    found = re.findall(r'<a class="figure[^"]*" href="([^"]*\?vue=([a-z-]+))"><b[^>]*>(\d+)</b>', page)
    assert {view: int(count) for _, view, count in found} == SHOWN
    assert {view: listed(lead, address) for address, view, _ in found} == SHOWN


@pytest.mark.parametrize("role", [Role.HEAD, Role.DEPUTY, Role.BURSAR])
def test_each_wait_opens_all_of_its_rows(client_of, desk, role):
    browser = client_of(desk, role)
    page = browser.get(reverse("web:home", args=[desk.uai])).text
    found = re.findall(r'<a href="([^"]*\?vue=([a-z-]+))">Voir les (\d+)</a>', page)
    assert {view: int(count) for _, view, count in found} == {
        "referents": 7,
        "collectivite": 6,
        "demandeur": 5,
    }
    assert [listed(browser, address) for address, _, _ in found] == [int(count) for *_, count in found]


def test_a_view_that_a_figure_opens_is_a_tab_of_its_own_and_a_file(client_of, desk):
    lead, address = client_of(desk, Role.DIGITAL_LEAD), reverse("helpdesk:request_list", args=[desk.uai])
    for view in set(COUNTED_VIEWS.values()):
        tabs = lead.get(f"{address}?vue={view}").context["tabs"]
        assert [tab.url for tab in tabs if tab.current] == [f"?vue={view}"]
    assert "Résolues en 7 jours" not in lead.get(address).text
    export = reverse("helpdesk:request_export", args=[desk.uai, "csv"])
    lines = b"".join(lead.get(f"{export}?vue=collectivite").streaming_content).decode().strip().splitlines()
    assert len(lines) == 1 + SHOWN["collectivite"]
