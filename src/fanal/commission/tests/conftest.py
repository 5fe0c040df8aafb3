from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.commission.actions import approval, meeting, minutes
from fanal.commission.actions import decision as decision_actions
from fanal.commission.actions.member import add_member
from fanal.commission.actions.minutes import version_of_minutes
from fanal.commission.models import AgendaItem, CommissionMember
from fanal.core.files.attachments import read_whole
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
MEETING = {
    "circle": "commission",
    "title": "Bilan du trimestre",
    "partner": "",
    "starts_at": NOW + timedelta(days=7),
    "length": 60,
    "place": "CDI",
}
MEMBER = {
    "circle": "commission",
    "person": None,
    "name": "",
    "email": "",
    "quality": "documentation",
    "has_voice": True,
    "starts_on": date(2026, 9, 1),
    "ends_on": None,
}
DECISION = {"side": "school", "owner": None, "owner_words": "", "due_on": date(2026, 12, 10)}


@pytest.fixture
def boss(school):
    """The référent, as who acts."""
    with scope(school):
        return actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)


@pytest.fixture
def principal(school):
    """The head, as who acts."""
    with scope(school):
        return actor_of(member_of(school, Role.HEAD).person, Role.HEAD)


@pytest.fixture
def colleague(school):
    with scope(school):
        return PersonFactory(school=school, given_name="Ada", family_name="Hamel", email="ada@ecole.invalid")


def planned(school, by, *points, **about):
    """A meeting in a week with these points, inside `scope(school)`."""
    made = meeting.plan_meeting(school, MEETING | about, today=TODAY, by=by)
    for title in points:
        meeting.propose_item(made, {"title": title, "detail": ""}, by=by)
    return made


def seated(school, by, **about) -> CommissionMember:
    return add_member(school, MEMBER | about, today=TODAY, by=by)


def outsider(school, by, **about) -> CommissionMember:
    named = {"name": "Nadia Keller", "email": "nadia@parents.invalid", "ends_on": date(2027, 8, 31)}
    return seated(school, by, **named | about)


def held(school, by, person, **about):
    """A meeting of yesterday, one member present, one point written."""
    made = planned(school, by, "Équipement", starts_at=NOW - timedelta(days=1), **about)
    if not CommissionMember.objects.for_school(school).filter(circle=made.circle).exists():
        seated(school, by, person=person, circle=made.circle)
    made = meeting.hold_meeting(made, today=TODAY, by=by)
    members = CommissionMember.objects.for_school(school).filter(circle=made.circle)
    minutes.record_presences(made, {member.pk: "present" for member in members}, by=by)
    item = AgendaItem.objects.for_school(school).select_related("meeting").get(meeting=made)
    minutes.write_minutes(item, "Les tablettes d’abord.", seen=version_of_minutes(item), now=NOW, by=by)
    return made


def decided(made, by, text="Chiffrer les tablettes", **about):
    return decision_actions.add_decision(made, DECISION | {"text": text} | about, by=by)


def approved(school, by, head, person, *decisions, **about):
    """Approved minutes; each of `decisions` gives what a decision says."""
    made = held(school, by, person, **about)
    for each in decisions:
        decided(made, by, **each)
    return approval.approve_minutes(made, now=NOW, by=head)


def url(school, name, *args):
    return reverse(f"commission:{name}", args=[school.uai, *args])


def event_of(mail: Mail):
    (attachment,) = mail.attachments
    calendar = Calendar.from_ical(read_whole(mail.school_id, attachment["sha256"]))
    (event,) = calendar.walk("VEVENT")
    return calendar, event
