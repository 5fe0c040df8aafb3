"""The pages of the habits: who reads them, who answers, what nothing typed loses, what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.online_services.models import OnlineService
from fanal.privacy.models import DataBreach
from fanal.service_security.models import ServiceHabit
from fanal.service_status.models import StatePeriod

pytestmark = pytest.mark.django_db
READERS = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR)


def url(name, school, *args):
    return reverse(f"habits:{name}", args=[school.uai, *args])


@pytest.fixture
def ent(school):
    with scope(school):
        return OnlineService.objects.create(school=school, name="ENT", owner="authority")


@pytest.mark.parametrize("role", READERS)
def test_the_management_the_leads_and_the_bursar_read(client_of, school, ent, role):
    browser = client_of(school, role)
    for address in (
        url("habit_list", school),
        url("habit_page", school, ent.pk),
        url("password_rules", school),
    ):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF, Role.TECHNICIAN, Role.DPO])
def test_others_do_not(client_of, school, ent, role):
    for address in (
        url("habit_list", school),
        url("habit_page", school, ent.pk),
        url("password_rules", school),
    ):
        assert client_of(school, role).get(address).status_code in {403, 404}


def test_answers_are_sent_in_one_form_and_come_back_in_the_table(client_of, school, ent):
    head = client_of(school, Role.HEAD)
    sent = {"factor": "yes", "own": "no", "own_note": "Un seul compte « admin »", "password": "unknown"}
    page = head.post(url("habit_page", school, ent.pk), sent, follow=True)
    assert "2 réponses enregistrées" in page.text
    with scope(school):
        assert {row.code: row.answer for row in ServiceHabit.objects.for_school(school)} == {
            "factor": "yes",
            "own": "no",
        }
    assert "Un seul compte" in head.get(url("habit_page", school, ent.pk)).text


def test_sent_twice_it_is_written_once(client_of, school, ent):
    head = client_of(school, Role.HEAD)
    sent = {"factor": "yes", "key": "a-key-of-at-least-16"}
    first = head.post(url("habit_page", school, ent.pk), sent)
    second = head.post(url("habit_page", school, ent.pk), sent)
    assert (first.status_code, second.url) == (302, first.url)
    with scope(school):
        assert ServiceHabit.objects.for_school(school).count() == 1


def test_an_answer_that_does_not_exist_or_somebody_elses_meanwhile_loses_nothing_typed(
    client_of, school, ent
):
    head = client_of(school, Role.HEAD)
    bad = head.post(url("habit_page", school, ent.pk), {"factor": "bogus", "own_note": "gardez-moi"})
    assert bad.status_code == 422
    assert "gardez-moi" in bad.text
    late = {"factor": "yes", "factor_note": "gardez-moi", "seen": "factor=no:2026-01-01:"}
    answer = head.post(url("habit_page", school, ent.pk), late)
    assert answer.status_code == 422
    assert "Quelqu’un a répondu" in answer.text
    assert "gardez-moi" in answer.text
    assert 'name="seen" value="factor=no' not in answer.text


def test_a_lead_without_an_act_reads_and_is_offered_no_form(client_of, school, ent):
    bursar = client_of(school, Role.BURSAR)
    page = bursar.get(url("habit_page", school, ent.pk)).text
    assert "Enregistrer les réponses" not in page
    assert bursar.post(url("habit_page", school, ent.pk), {"factor": "yes"}).status_code == 403


def test_incidents_are_for_those_who_read_breaches(client_of, school, ent):
    now = timezone.now()
    with scope(school):
        DataBreach.objects.create(
            school=school, number=1, title="Clé USB perdue", description="x", known_at=now
        )
        StatePeriod.objects.create(school=school, service=ent, state="down", source="declared", starts_at=now)
    page = client_of(school, Role.HEAD).get(url("habit_list", school)).text
    assert "Incidents des douze derniers mois" in page
    assert "1 à suivre" in page
    assert "Clé USB" not in page
    assert "Incidents" not in client_of(school, Role.BURSAR).get(url("habit_list", school)).text


def test_the_page_names_nobody(client_of, school, ent):
    head = client_of(school, Role.HEAD)
    page = head.get(url("habit_list", school)).text.split("<main", 1)[1]
    assert "Double authentification" in page
    assert "sur" in page


def test_no_next_step_leads_where_one_may_not_go(client_of, school, ent):
    bursar, head = client_of(school, Role.BURSAR), client_of(school, Role.HEAD)
    act = reverse("designations:act_add", args=[school.uai, ent.pk])
    assert act in head.get(url("habit_page", school, ent.pk)).text
    assert act not in bursar.get(url("habit_page", school, ent.pk)).text


def test_the_calculator_counts_without_any_password(client_of, school):
    head = client_of(school, Role.HEAD)
    page = head.get(
        url("password_rules", school), {"longueur": "12", "sortes": ["lower", "upper", "digit", "sign"]}
    )
    assert "79,5 bits" in page.text
    assert "Cas 1 atteint" in page.text
    assert 'type="password"' not in page.text
    both = head.get(url("password_rules", school), {"longueur": "12", "mots": "7"}).text
    assert "l’un ou l’autre" in both
    assert "79,5 bits" not in head.get(url("password_rules", school), {"longueur": "abc"}).text


def test_a_service_put_away_has_no_checklist(client_of, school, ent):
    with scope(school):
        OnlineService.objects.filter(pk=ent.pk).update(archived_on="2026-01-01")
    assert client_of(school, Role.HEAD).get(url("habit_page", school, ent.pk)).status_code == 404


def test_the_service_page_shows_its_habits_to_those_who_read_them(client_of, school, ent):
    address = reverse("online_services:service_page", args=[school.uai, ent.pk])
    assert "Habitudes de sécurité" in client_of(school, Role.HEAD).get(address).text
    assert "Habitudes de sécurité" not in client_of(school, Role.TEACHER).get(address).text


def test_a_list_costs_the_same_for_one_service_and_twenty(client_of, school, ent):
    head = client_of(school, Role.HEAD)
    head.get(url("habit_list", school))
    counts = []
    for more in (0, 19):
        with scope(school):
            for rank in range(more):
                made = OnlineService.objects.create(school=school, name=f"Service {rank}")
                ServiceHabit.objects.create(
                    school=school, service=made, code="factor", answer="yes", said_on="2026-11-01"
                )
        with CaptureQueriesContext(connection) as queries:
            assert head.get(url("habit_list", school)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
