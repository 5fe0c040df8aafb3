"""Mails, summaries and passages of technicians know the public holidays of where the school is (§ 3.5)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fanal.accounts.reading.calendars import office_days
from fanal.helpdesk.actions.delivery import leaves_at
from fanal.helpdesk.rules.notification_frequency import digest_is_due
from fanal.visits.rules.visit import cannot_wait, warnings
from fanal.year.rules.calendars import Region

REUNION = ZoneInfo("Indian/Reunion")
HOLIDAY = datetime(2027, 12, 20, 10, tzinfo=REUNION)  # a Monday
pytestmark = pytest.mark.clock(HOLIDAY)


@pytest.fixture
def overseas(school):
    school.zone, school.timezone, school.region = "-", "Indian/Reunion", Region.REUNION.value
    school.save()
    return school


@pytest.mark.django_db
def test_a_mail_of_a_local_holiday_leaves_the_morning_after(overseas):
    assert leaves_at(overseas, HOLIDAY) == datetime(2027, 12, 21, 7, tzinfo=REUNION)


@pytest.mark.django_db
def test_no_summary_leaves_on_a_local_holiday(overseas):
    assert not digest_is_due(HOLIDAY, time(8), office_days(overseas), is_quiet=True)


@pytest.mark.django_db
def test_a_passage_on_a_local_holiday_is_announced_as_such(overseas):
    warned = warnings(HOLIDAY.date(), closing="", zone="-", region=overseas.region)
    assert warned == ["Ce jour est férié (Abolition de l’esclavage)."]
    assert warnings(HOLIDAY.date(), closing="", zone="A", region=Region.MAINLAND) == []


@pytest.mark.django_db
def test_the_passage_after_a_local_holiday_cannot_wait_for_a_summary(overseas):
    friday, tuesday = date(2027, 12, 17), date(2027, 12, 21)
    assert cannot_wait(tuesday, today=friday, calendar=office_days(overseas))
