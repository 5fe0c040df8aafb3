"""Forms and buttons that are a part of a larger page: refused there, done once, led on."""

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.missions.models import OwnTraining, PointLine, PresenceHour
from fanal.work_log.models import WorkEntry

KEY = "0123456789abcdef0123"
HOUR = {"weekday": "0", "starts": "10:00", "ends": "12:30", "place": "salle 204"}
pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def url(name, school, *args):
    return reverse(name, args=[school.uai, *args])


def rows(model, school):
    with scope(school):
        return list(model.objects.for_school(school))


def test_a_form_is_refused_on_its_page_and_saved_once(lead, school):
    page = url("absences:hour_add", school)
    refused = lead.post(page, HOUR | {"ends": "09:00", "key": KEY})
    assert refused.status_code == 422
    assert "après l’heure de début" in refused.text
    assert "Signaler une absence" in refused.text
    first, again = lead.post(page, HOUR | {"key": KEY}), lead.post(page, HOUR | {"key": KEY})
    assert first.status_code == again.status_code == 302
    assert first.url == again.url == url("absences:absence", school)
    assert len(rows(PresenceHour, school)) == 1


def test_who_may_not_is_refused_whatever_is_sent(client_of, school):
    head = client_of(school, Role.HEAD)
    for sent in (HOUR, HOUR | {"starts": "?"}):
        assert head.post(url("absences:hour_add", school), sent).status_code == 403


def test_a_button_is_done_once_and_its_refusal_has_a_page(lead, school):
    lead.post(url("points:add", school), {"text": "Prêter la valise"})
    lead.post(url("points:add", school), {"text": "Fermer les comptes"})
    first, second = rows(PointLine, school)
    page = url("points:remove", school, first.pk)
    answers = [lead.post(page, {"key": KEY}) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, url("points:point", school))
    ] * 2
    lead.post(url("points:send", school))
    refused = lead.post(url("points:remove", school, second.pk), {"key": KEY + "x"})
    assert refused.status_code == 422
    assert "déjà parti" in refused.text
    assert rows(PointLine, school) == [second]


def test_a_line_of_the_log_is_deleted_once_and_the_second_press_leads_to_the_log(lead, school):
    lead.post(url("work:add", school), {"usual": "20", "activity": "advice", "day": "2026-11-26"})
    (entry,) = rows(WorkEntry, school)
    answers = [lead.post(url("work:delete", school, entry.pk), {"key": KEY}) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, url("work:log", school))] * 2
    assert rows(WorkEntry, school) == []


def test_an_amount_and_its_unit_are_kept_in_minutes(lead, school):
    typed = {"way": "given", "title": "ENT", "day": "2026-10-01", "amount": "2", "unit": "hours"}
    lead.post(url("trainings:add", school), typed | {"people": "4"})
    (training,) = rows(OwnTraining, school)
    assert (training.minutes, training.people, training.is_shared) == (120, 4, False)
    assert lead.post(url("trainings:add", school), typed | {"people": "0"}).status_code == 422
