"""The end of a replacement is announced a week before, told once it came, and closes nothing by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fanal.accounts.models import Membership
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import member_of
from fanal.agenda.actions.endings import send_endings
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.helpdesk.models import NoticeChoice, WaitingNotice

NOW = datetime(2026, 11, 25, 8, 15, tzinfo=UTC)
DAY = date(2026, 11, 25)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(NOW)]


@pytest.fixture
def replacement(school, client_of):
    with scope(school):
        return member_of(school, Role.TEACHER, valid_from=DAY - timedelta(days=60), valid_until=DAY)


def tell(school, held, ends_on, now=NOW) -> list[Mail]:
    with scope(school):
        Membership.objects.filter(pk=held.pk).update(valid_until=ends_on)
        send_endings(school, now=now, by=system(System.SCHEDULE))
        return list(Mail.objects.for_school(school).order_by("pk"))


def test_those_who_may_note_a_departure_are_told_once_before_and_once_after(school, client_of, replacement):
    head = client_of(school, Role.HEAD).membership.person
    client_of(school, Role.BURSAR)
    assert tell(school, replacement, DAY + timedelta(days=8)) == []
    for _ in range(2):
        (mail,) = tell(school, replacement, DAY + timedelta(days=7))
    assert mail.to == head.email
    assert "s’arrêtent le 2 décembre" in mail.text
    assert f"/mouvements/depart/{replacement.person_id}/" in mail.text
    later = NOW + timedelta(days=9)
    assert len(tell(school, replacement, DAY + timedelta(days=7), later)) == 2
    last = tell(school, replacement, DAY + timedelta(days=7), later + timedelta(days=1))[-1]
    assert "ont pris fin le 2 décembre" in last.text
    with scope(school):
        replacement.person.refresh_from_db()
        assert replacement.person.left_on is None


def test_whoever_reads_one_summary_a_day_gets_it_there(school, client_of, replacement):
    head = client_of(school, Role.HEAD).membership.person
    with scope(school):
        NoticeChoice.objects.create(school=school, person=head, frequency="digest")
    assert tell(school, replacement, DAY + timedelta(days=2)) == []
    with scope(school):
        assert "Fin de fonctions" in WaitingNotice.objects.for_school(school).get().about


def test_whoever_leaves_is_not_told_of_themselves_and_no_end_tells_nothing(school, client_of):
    head = client_of(school, Role.HEAD).membership
    with scope(school):
        assert send_endings(school, now=NOW, by=system(System.SCHEDULE)) == 0
    assert tell(school, head, DAY + timedelta(days=2)) == []
