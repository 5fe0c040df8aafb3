"""What is written about acts that end: when it leaves, to whom, and never at night."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.designations.testing import TODAY, signed
from fanal.designations.tests.act_pages import act_for, by, day, head, teacher, watch

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["day", "head", "teacher"]


def test_reminders_are_grouped_by_week_and_the_last_comes_on_the_working_day_before(school, head, teacher):
    sunday = date(2026, 12, 13)
    act = act_for(school, head, teacher, ends_on=sunday)
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
        for shift in range(14):
            watch(school, TODAY + timedelta(days=shift))
        to_head = Mail.objects.for_school(school).filter(to=head.membership.person.email)
        assert to_head.count() == 3  # three weeks
        watch(school, date(2026, 12, 11))  # Friday
        last = Mail.objects.for_school(school).filter(subject__contains="prend fin le 13")
        assert set(last.values_list("to", flat=True)) == {
            head.membership.person.email,
            teacher.membership.person.email,
        }


def test_the_last_reminder_leaves_the_working_day_before_a_last_day_that_is_worked(school, head, teacher):
    """verified.md § 3.1: it started on the last day itself."""
    friday = date(2026, 12, 11)
    act = act_for(school, head, teacher, ends_on=friday)
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
        last = Mail.objects.for_school(school).filter(subject__contains="le 11 décembre")
        watch(school, date(2026, 12, 9))
        assert not last.exists()
        watch(school, date(2026, 12, 10))
        assert last.count() == 2
        watch(school, friday)
        assert last.count() == 2


def test_reminders_never_leave_at_night_nor_on_a_saturday(school, head, teacher):
    """verified.md § 3.1: the job runs at 4.35 in the morning, every day of the week."""
    act = act_for(school, head, teacher, ends_on=date(2026, 12, 13))
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
        watch(school, date(2026, 11, 28))  # Saturday
        assert not Mail.objects.for_school(school).exists()
        for day in (30, 41):  # Monday 30 November, Friday 11 December
            watch(school, date(2026, 10, 31) + timedelta(days=day))
        zone = school.zone_info
        mails = list(Mail.objects.for_school(school).order_by("pk"))
        moments = [mail.not_before.astimezone(zone) for mail in mails]
        assert {(moment.hour, moment.isoweekday() < 6) for moment in moments} == {(7, True)}
        assert len(mails) == 4


def test_a_school_without_quiet_hours_is_reminded_on_a_saturday(school, head, teacher):
    act = act_for(school, head, teacher, ends_on=date(2026, 12, 13))
    with scope(school):
        signed(school, act, by(head, Role.HEAD))
        school.has_quiet_hours = False
        school.save()
        watch(school, date(2026, 11, 28))
        assert Mail.objects.for_school(school).count() == 1
