"""A request about a service: asked in place of the machine, shown on its page to whoever may read it."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.helpdesk.models import HelpRequest
from fanal.online_services.models import OnlineService

pytestmark = pytest.mark.django_db
SENT = {"text": "Pronote refuse mon code", "guessed": "ent", "kind": "ent", "urgency": "annoying"}


@pytest.fixture
def service(school):
    with scope(school):
        return OnlineService.objects.create(school=school, name="Pronote")


def url(name, school, *args):
    return reverse(name, args=[school.uai, *args])


def the_one(school):
    with scope(school):
        return HelpRequest.objects.for_school(school).get()


def test_the_service_is_asked_in_place_of_the_machine(client_of, school, service):
    teacher = client_of(school, Role.TEACHER)
    opening = teacher.get(url("helpdesk:request_ask", school)).text
    assert "Quel équipement" in opening
    assert "Quel service" not in opening
    hints = url("helpdesk:ask_hints", school)
    page = teacher.post(hints, {"text": "Pronote refuse mon code", "kind": "", "guessed": ""}).text
    assert "Quel service" in page
    assert "Quel équipement" not in page
    assert (
        "Quel équipement" in teacher.post(hints, {"text": "Vidéoprojecteur", "kind": "", "guessed": ""}).text
    )


def test_a_school_without_services_asks_as_before(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    page = teacher.post(
        url("helpdesk:ask_hints", school), {"text": "Pronote", "kind": "", "guessed": ""}
    ).text
    assert "Quel équipement" in page


def test_the_page_of_a_service_leads_to_a_request_about_it_and_shows_it_to_whoever_may_read_it(
    client_of, school, service
):
    teacher, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    page = url("online_services:service_page", school, service.pk)
    ask = f"{url('helpdesk:request_ask', school)}?service={service.pk}"
    assert f'href="{ask}"' in teacher.get(page).text
    assert f'<option value="{service.pk}" selected>Pronote' in teacher.get(ask).text
    teacher.post(url("helpdesk:request_ask", school), SENT | {"service": str(service.pk)})
    help_request = the_one(school)
    assert help_request.service_id == service.pk
    assert "Pronote refuse mon code" in teacher.get(page).text
    assert "Pronote refuse mon code" in client_of(school, Role.DIGITAL_LEAD).get(page).text
    assert "Pronote refuse mon code" not in other.get(page).text
    assert "· Pronote" in teacher.get(url("helpdesk:request_page", school, help_request.number)).text


def test_words_that_say_nothing_keep_the_chosen_service(client_of, school, service):
    teacher = client_of(school, Role.TEACHER)
    sent = {"text": "Rien ne va", "kind": "ent", "guessed": "ent", "service": str(service.pk)}
    assert "Quel service" in teacher.post(url("helpdesk:ask_hints", school), sent).text
    teacher.post(url("helpdesk:request_ask", school), sent | {"urgency": "annoying"})
    assert (the_one(school).kind, the_one(school).service_id) == ("ent", service.pk)


def test_a_breakdown_of_a_machine_is_about_no_service(client_of, school, service):
    teacher = client_of(school, Role.TEACHER)
    sent = SENT | {"text": "Vidéoprojecteur noir", "kind": "projector", "service": str(service.pk)}
    teacher.post(url("helpdesk:request_ask", school), sent)
    assert the_one(school).service_id is None


def test_a_service_of_another_school_is_no_choice(client_of, school, elsewhere):
    with scope(elsewhere):
        theirs = OnlineService.objects.create(school=elsewhere, name="Voisin")
    teacher = client_of(school, Role.TEACHER)
    answer = teacher.post(url("helpdesk:request_ask", school), SENT | {"service": str(theirs.pk)})
    assert answer.status_code == 422
    with scope(school):
        assert not HelpRequest.objects.for_school(school).exists()
