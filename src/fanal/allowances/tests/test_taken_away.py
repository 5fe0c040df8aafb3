"""What somebody takes away is held, read again, then asked who: two at once take it away once."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.errors import Gone, NotAllowed
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.missions.actions import absence, point, sharing, training
from fanal.missions.models import MissionShare, OwnTraining, PointLine, PresenceHour, WeekPoint
from fanal.missions.views import absence as page

DAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(DAY)


def hour(school, person):
    return PresenceHour.objects.create(
        school=school, person=person, weekday=0, starts=time(10), ends=time(12)
    )


def followed(school, person):
    return OwnTraining.objects.create(
        school=school, person=person, way="received", day=DAY, title="T", minutes=60
    )


def share(school, person):
    return MissionShare.objects.create(
        school=school,
        mission=MissionFactory(school=school),
        part="interface",
        person=person,
        percent=50,
        starts_on=DAY,
        ends_on=DAY,
    )


def proposed(school, person):
    made = WeekPoint.objects.create(school=school, number=1)
    return PointLine.objects.create(
        school=school, point=made, text="Wifi", author=person, written_at=timezone.now()
    )


KINDS = {
    "an hour": (hour, absence.remove_hour, Role.DIGITAL_LEAD, "missions.hour_withdrawn"),
    "a training": (followed, training.remove_training, Role.DIGITAL_LEAD, "missions.training_removed"),
    "a share": (share, sharing.drop_share, Role.HEAD, "missions.share_dropped"),
    "a line of the point": (proposed, point.remove_line, Role.DIGITAL_LEAD, "missions.line_withdrawn"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("make", "remove", "role", "verb"), KINDS.values(), ids=KINDS)
def test_two_take_it_away_at_the_same_second_and_it_is_told_once(make, remove, role, verb):
    school = SchoolFactory()
    with scope(school):
        who = PersonFactory(school=school)
        row = make(school, who)
    by = actor(role, who)
    assert at_once(school, *[lambda: remove(row, by=by)] * 2) == ["done", "refused"]
    with scope(school):
        assert not type(row).objects.for_school(school).exists()
        assert JournalEntry.objects.for_school(school).filter(verb=verb).count() == 1


@pytest.mark.parametrize(
    ("make", "remove"), [(hour, absence.remove_hour), (followed, training.remove_training)]
)
def test_who_may_is_asked_of_the_row_as_it_is_and_not_as_it_was_read(school, make, remove):
    with scope(school):
        own, other = PersonFactory.create_batch(2, school=school)
        row = make(school, own)
        type(row).objects.for_school(school).filter(pk=row.pk).update(person=other)
        with pytest.raises(NotAllowed):
            remove(row, by=actor(Role.DIGITAL_LEAD, own))
        assert type(row).objects.for_school(school).filter(pk=row.pk).exists()


def test_what_was_taken_away_meanwhile_says_so_on_the_page(client_of, school, monkeypatch):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        kept = hour(school, lead.membership.person)
    remove = absence.remove_hour

    def second(hour, *, by):
        PresenceHour.objects.for_school(school).filter(pk=hour.pk).delete()
        remove(hour, by=by)

    monkeypatch.setattr(page.actions, "remove_hour", second)
    answer = lead.post(reverse("absences:hour_remove", args=[school.uai, kept.pk]))
    assert answer.status_code == 422
    assert "quelqu’un vient de le retirer" in answer.text


def test_a_row_that_is_gone_is_refused_with_words(school):
    with scope(school), pytest.raises(Gone):
        PresenceHour.objects.for_school(school).locked(1)
