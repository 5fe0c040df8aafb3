"""What a head and a bursar see at once: who waits for whom, and what is late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.helpdesk.tests.factories import HelpRequestFactory


def home(browser, school) -> str:
    return browser.get(reverse("web:home", args=[school.uai])).text


@pytest.mark.parametrize("role", [Role.HEAD, Role.BURSAR])
def test_each_wait_has_its_place_and_the_late_come_first(client_of, school, role):
    waiting = {"school": school, "state": "waiting"}
    with scope(school):
        HelpRequestFactory(school=school, text="Nouvelle panne")
        HelpRequestFactory(**waiting, waiting_for="part", text="Une pièce", waiting_until=today())
        HelpRequestFactory(**waiting, waiting_for="authority", text="À l’heure")
        late = today() - timedelta(days=2)
        HelpRequestFactory(**waiting, waiting_for="authority", text="En retard", waiting_until=late)
    page = home(client_of(school, role), school)
    titles = ["Chez l’équipe (1)", "En attente du Département (2)", "En attente d’une pièce (1)"]
    places = [page.index(words) for words in titles]
    assert places == sorted(places)
    assert page.index(">En retard</a>") < page.index(">À l’heure</a>")
    assert "1 en retard" in page
    assert "En attente du demandeur" not in page


def test_what_was_entrusted_to_the_head_stands_as_theirs(client_of, school):
    """Newcomer of December, second sitting, 9: it stood « chez les référents », and nothing was hers."""
    head, other = client_of(school, Role.HEAD), client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        for reader, words in ((head, "Écran noir"), (other, "Souris perdue")):
            HelpRequestFactory(school=school, state="taken", taken_by=reader.membership.person, text=words)
        HelpRequestFactory(school=school, text="Nouvelle panne")
    page = home(head, school)
    places = [page.index(words) for words in ("Chez vous (1)", ">Écran noir<", "Chez l’équipe (2)")]
    assert places == sorted(places)
    assert page.index("Chez l’équipe (2)") < page.index(">Souris perdue<")
    listed = reverse("helpdesk:request_list", args=[school.uai])
    for view, count in (("a-vous", 1), ("referents", 2)):
        assert head.get(f"{listed}?vue={view}").context["page"].paginator.count == count
    assert "Chez vous" not in home(client_of(school, Role.BURSAR), school)


def test_nothing_in_hand_says_so(client_of, school):
    assert "Aucune demande n’est en cours" in home(client_of(school, Role.HEAD), school)


def test_a_lead_keeps_the_list_of_the_day(client_of, school):
    with scope(school):
        HelpRequestFactory.create_batch(2, school=school)
    page = home(client_of(school, Role.DIGITAL_LEAD, Role.TEACHER), school)
    assert "À faire aujourd’hui" in page
    assert "Chez l’équipe" not in page


def test_the_home_costs_the_same_for_1_and_20(client_of, school, count_queries):
    head = client_of(school, Role.HEAD)
    with scope(school):
        HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
    home(head, school)
    # Twelve of the page, and three of the test itself: a savepoint, its end, the scope put back.
    with count_queries() as one:
        home(head, school)
    with scope(school):
        HelpRequestFactory.create_batch(19, school=school, state="waiting", waiting_for="authority")
    with count_queries() as twenty:
        home(head, school)
    assert len(one) == len(twenty)
    assert len(twenty) <= 18, "\n".join(query["sql"][:150] for query in twenty)
