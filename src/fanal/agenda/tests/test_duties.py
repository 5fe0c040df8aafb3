"""The duties of a service: shown on its page, put in the calendar in one gesture, once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.agenda.models import YearTask
from fanal.agenda.rules.reminders import duty_title
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(school):
    with scope(school):
        return OnlineService.objects.create(
            school=school, name="GAR", duties="Affecter\nRécupérer les licences"
        )


def page_of(school, service):
    return reverse("online_services:service_page", args=[school.uai, service.pk])


def plan(browser, school, service, days=10):
    day = today() + timedelta(days=days)
    address = reverse("agenda:plan_duties", args=[school.uai, service.pk])
    return browser.post(address, {"due_on": f"{day:%Y-%m-%d}"}, follow=True).text


def tasks(school):
    with scope(school):
        return list(YearTask.objects.for_school(school).order_by("number"))


def test_the_duties_of_a_service_become_tasks_once(client_of, school, service):
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert lead.get(page_of(school, service)).text.count("pas encore au calendrier") == 2
    assert "2 tâches ajoutées à l’année" in plan(lead, school, service)
    assert "Elles y étaient déjà" in plan(lead, school, service)
    assert [task.title for task in tasks(school)] == ["GAR : affecter", "GAR : récupérer les licences"]
    page = lead.get(page_of(school, service)).text
    assert reverse("agenda:task", args=[school.uai, tasks(school)[0].number]) in page
    assert "Mettre au calendrier" not in page
    with scope(school):
        OnlineService.objects.filter(pk=service.pk).update(duties="Affecter\nRécupérer les licences\nFermer")
    assert "1 tâche ajoutée à l’année" in plan(lead, school, service)


def test_a_past_day_or_none_is_refused_with_a_sentence(client_of, school, service):
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert "Ce jour est passé" in plan(lead, school, service, days=-1)
    address = reverse("agenda:plan_duties", args=[school.uai, service.pk])
    assert "Donnez un jour" in lead.post(address, {}, follow=True).text
    assert "vérifiez l’année" in lead.post(address, {"due_on": "9999-12-31"}, follow=True).text
    assert tasks(school) == []


def test_a_service_without_duties_says_so(client_of, school, service):
    with scope(school):
        OnlineService.objects.filter(pk=service.pk).update(duties="")
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert "Rien n’est dit de ce que ce service demande" in lead.get(page_of(school, service)).text
    assert "Aucun devoir n’est écrit" in plan(lead, school, service)


def test_a_teacher_reads_no_duty_and_plans_none(client_of, school, service):
    teacher = client_of(school, Role.TEACHER)
    assert "Affecter" not in teacher.get(page_of(school, service)).text
    assert "n’est pas prévu pour vous" in plan(teacher, school, service)
    assert tasks(school) == []


def test_a_title_is_never_longer_than_a_title_may_be():
    assert duty_title("ARENA", "OTP") == "ARENA : OTP"
    assert len(duty_title("n" * 80, "d" * 160)) == 160
