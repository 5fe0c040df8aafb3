"""A session that took place is written down afterwards; a sheet to sign; what a list says of places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.errors import RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.training.actions import session as actions
from fanal.training.actions.reminders import send_reminders
from fanal.training.models import TrainingSession
from fanal.training.reading.paper import attendance_paper
from fanal.training.reading.session import registered
from fanal.training.tests.conftest import SESSION, TODAY, joined, person_of, planned, url

pytestmark = pytest.mark.clock(TODAY)
TYPED = {
    "title": "Atelier du midi",
    "starts_at": "2026-08-28T12:30",
    "ends_at": "2026-08-28T13:30",
    "seats": "6",
}


def test_a_session_of_the_last_months_is_noted_and_nobody_is_written_to(lead, school):
    """Planned after it took place: those who came are added, the presence closes it, no letter leaves."""
    page = lead.post(url(school, "session_add"), TYPED, follow=True)
    assert "La séance est notée" in words_of(page.text)
    with scope(school):
        made = TrainingSession.objects.for_school(school).get()
        came = person_of(school)
    page = lead.post(url(school, "person_add", made.pk), {"person": came.pk}, follow=True)
    assert "notée présente" in words_of(page.text)
    with scope(school):
        row = made.registrations.get()
    lead.post(url(school, "presence_note", made.pk), {"present": [row.pk], "shown": [row.pk]})
    changed = TYPED | {"ends_at": "2026-08-28T14:00"}
    lead.post(url(school, "session_change", made.pk), changed)
    with scope(school):
        made.refresh_from_db()
        assert (made.state, made.day) == ("held", TODAY - timedelta(days=90))
        send_reminders(school, now=timezone.now() + timedelta(days=3), by=system(System.SCHEDULE))
        assert not Mail.objects.for_school(school).filter(key__startswith="seance-").exists()


def test_a_session_to_come_does_not_become_one_that_took_place(school, boss):
    with scope(school):
        made = planned(school, boss)
        past = {name: SESSION[name] - timedelta(days=30) for name in ("starts_at", "ends_at")}
        values = {name: getattr(made, name) for name in SESSION} | {"subject": None} | past
        with pytest.raises(RuleBroken, match="Ce moment est passé"):
            actions.change_session(made, values, now=timezone.now(), by=boss)
        old = {name: SESSION[name] - timedelta(days=400) for name in ("starts_at", "ends_at")}
        with pytest.raises(RuleBroken, match="plus d’un an"):
            planned(school, boss, **old)


def test_a_sheet_to_sign_is_for_whoever_hosts(client_of, school, boss):
    """With names, those who wait, and rows for those who only come."""
    host, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss, host=host.membership.person, seats=1)
        first, second = joined(made), joined(made)
    page = host.get(url(school, "session_page", made.pk)).text
    assert "Feuille de présence (PDF)" in page
    assert "Annuler la" not in page
    assert host.get(url(school, "attendance_file", made.pk)).content.startswith(b"%PDF")
    assert other.get(url(school, "attendance_file", made.pk)).status_code == 403
    with scope(school):
        paper = attendance_paper(made, registered(made), TODAY)
    assert [row["name"] for row in paper["people"]] == [str(first.person), str(second.person)]
    assert [row["words"] for row in paper["people"]] == ["", "attend une place"]
    assert paper["empty"] == 5


def test_a_list_says_how_many_places_are_left_and_a_host_is_not_asked_to_wait(client_of, school, boss):
    host, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss, host=host.membership.person, seats=2)
        joined(made)
    assert "1 place libre" in words_of(other.get(url(school, "session_list")).text)
    with scope(school):
        joined(made)
    assert "complet" in words_of(other.get(url(school, "session_list")).text)
    assert "Attendre une place" in other.get(url(school, "session_page", made.pk)).text
    page = host.get(url(school, "session_page", made.pk)).text
    assert "Attendre une place" not in page
    assert "Vous animez cette séance" in page
