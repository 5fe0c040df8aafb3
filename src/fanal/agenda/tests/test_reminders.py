"""One grouped mail, as each chose to be written to, by day; and what is kept for how long."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.actions import reminders as actions
from fanal.agenda.models import TaskFeed, YearTask
from fanal.agenda.privacy import FEEDS, TASKS
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.core.mail.models import Mail
from fanal.core.registry import NEEDED, registered
from fanal.core.tenancy import scope
from fanal.core.text.typography import spaced
from fanal.helpdesk.actions import digest
from fanal.helpdesk.models import NoticeChoice, WaitingNotice
from fanal.helpdesk.tests.factories import HelpRequestFactory

NOW = datetime(2026, 11, 25, 8, 15, tzinfo=UTC)
DAY = date(2026, 11, 25)
BY = system(System.SCHEDULE)
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture(autouse=True)
def yesterday():
    """Tasks are made the day before: what is touched today waits for tomorrow."""
    with time_machine.travel("2026-11-24 09:00+01:00", tick=False):
        yield


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD).membership.person


def remind(school, now=NOW):
    return actions.send_reminders(school, now=now, by=BY)


def mails(school, **where):
    return list(Mail.objects.for_school(school).filter(**where).order_by("pk"))


def test_one_mail_for_all_the_tasks_and_no_second_one(school, lead):
    with scope(school):
        soon = YearTaskFactory(school=school, due_on=DAY + timedelta(days=5))
        late = YearTaskFactory(school=school, due_on=DAY - timedelta(days=3))
        YearTaskFactory(school=school, due_on=DAY + timedelta(days=20), title="Plus tard")
        YearTaskFactory(school=school, state="done", ended_at=NOW, due_on=DAY, title="Fini")
        YearTaskFactory(school=school, owner="head", due_on=DAY, title="Sans personne")
        assert remind(school) == 1
        assert remind(school, NOW + timedelta(hours=1)) == 0
        (mail,) = mails(school)
        assert mail.to == lead.email
        assert spaced(f"{late.title} : en retard") in mail.text
        assert spaced(f"{soon.title} : pour le lundi 30 novembre") in mail.text
        assert [word for word in ("Plus tard", "Fini", "Sans personne") if word in mail.text] == []
        assert "Recevoir moins de courriels" in mail.text


def test_a_task_given_to_somebody_is_told_to_them_alone(school, lead):
    with scope(school):
        teacher, gone = PersonFactory(school=school), PersonFactory(school=school, left_on=DAY)
        YearTaskFactory(school=school, due_on=DAY, person=teacher)
        assert remind(school) == 1
        assert [mail.to for mail in mails(school)] == [teacher.email]
        YearTaskFactory(school=school, due_on=DAY, person=gone)
        remind(school, NOW + timedelta(hours=1))
        assert [mail.to for mail in mails(school)] == [teacher.email, lead.email]


def test_what_is_touched_today_waits_for_tomorrow(school, lead):
    with scope(school):
        YearTaskFactory(school=school, due_on=DAY, changed_at=NOW)
        assert remind(school) == 0
        assert remind(school, NOW + timedelta(days=1)) == 1


def test_the_mail_never_leaves_at_night(school, lead):
    night = datetime(2026, 11, 25, 21, 30, tzinfo=UTC)
    with scope(school):
        YearTaskFactory(school=school, due_on=DAY)
        remind(school, night)
        (mail,) = mails(school)
        assert mail.not_before.astimezone(school.zone_info).hour == 7


def test_whoever_wants_one_mail_a_day_finds_it_in_the_summary(school, lead):
    with scope(school):
        NoticeChoice.objects.create(school=school, person=lead, frequency="digest")
        tasks = [YearTaskFactory(school=school, due_on=DAY + timedelta(days=shift)) for shift in (0, 2)]
        remind(school)
        assert mails(school) == []
        help_request = HelpRequestFactory(school=school)
        WaitingNotice.objects.create(
            school=school,
            key="nouvelle",
            person=lead,
            help_request=help_request,
            about=f"{help_request}",
            said="Pris",
            is_for_team=False,
            needs_reader=False,
            written_at=NOW,
        )
        mail = digest.send_digest(school, lead.pk, now=NOW + timedelta(hours=8))
        assert "1 nouvelle sur 1 demande et 2 rappels" in mail.subject
        for task in tasks:
            assert f"{task.title}\n- À faire pour" in mail.text
            assert f"/annee/{task.number}/" in mail.text
        assert remind(school, NOW + timedelta(hours=9)) == 0


def test_a_summary_of_reminders_alone_says_so(school, lead):
    with scope(school):
        NoticeChoice.objects.create(school=school, person=lead, frequency="digest")
        YearTaskFactory(school=school, due_on=DAY)
        remind(school)
        mail = digest.send_digest(school, lead.pk, now=NOW + timedelta(hours=8))
        assert mail.subject == spaced("Aujourd’hui : 1 rappel")
        assert "demande" not in mail.text.partition("Recevoir")[0]


def test_the_clock_writes_by_day_and_on_working_days(school, lead, mail_servers, run_jobs):
    from fanal.agenda.tasks import plan_reminders

    with scope(school):
        YearTaskFactory(school=school, due_on=DAY)
    for moment, expected in (
        ("2026-11-25 06:15+01:00", 0),
        ("2026-11-25 08:15+01:00", 1),
        ("2026-11-25 09:15+01:00", 1),
        ("2026-11-28 09:15+01:00", 1),
    ):
        with time_machine.travel(moment, tick=True):
            plan_reminders(0)
            run_jobs()
        assert len(mail_servers.to(lead.email)) == expected, moment


def test_names_and_notes_go_two_years_after_the_end(school, lead):
    later = NOW.replace(year=2028, month=11, day=26)
    with scope(school):
        fields = {"school": school, "person": lead, "ended_by": lead, "note": "Mme X", "state": "done"}
        old = YearTaskFactory(ended_at=NOW, **fields)
        recent = YearTaskFactory(ended_at=NOW.replace(year=2027), **fields)
        assert TASKS.purge(school.pk, later) == 1
        assert TASKS.purge(school.pk, later) == 0
        rows = {task.pk: task for task in YearTask.objects.for_school(school)}
        assert (rows[old.pk].person_id, rows[old.pk].ended_by_id, rows[old.pk].note) == (None, None, "")
        assert rows[recent.pk].note == "Mme X"


def test_a_link_goes_with_its_person_and_an_open_task_keeps_their_name(school, lead):
    with scope(school):
        TaskFeed.objects.create(school=school, person=lead, seed="x", made_at=NOW)
        YearTaskFactory(school=school, person=lead)
        needed = {person for people in registered(NEEDED) for person in people(school.pk)}
        assert needed == {lead.pk}
        lead.left_on = DAY - timedelta(days=1)
        lead.save()
        assert FEEDS.purge(school.pk, NOW) == 1
