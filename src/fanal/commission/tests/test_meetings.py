"""Meetings planned, convened once, moved, cancelled; the agenda proposed by members and ordered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from fanal.accounts.models.member import Member, actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.commission.actions import convocation
from fanal.commission.actions import meeting as actions
from fanal.commission.models import AgendaItem, Meeting
from fanal.commission.reading.convocation import calendar_file
from fanal.commission.tests.conftest import MEETING, NOW, TODAY, event_of, outsider, planned, seated
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)


def convened(school, boss, colleague):
    seated(school, boss, person=colleague)
    outsider(school, boss)
    made = planned(school, boss, "Bilan", "Équipement")
    return convocation.convene_meeting(made, today=TODAY, now=NOW, by=boss)


def test_a_convocation_leaves_once_with_the_agenda_and_a_calendar_file(school, boss, colleague):
    """« Sent once, marked automatic »: the members of the day, by mail, in one press or two."""
    with scope(school):
        made = convened(school, boss, colleague)
        mails = list(Mail.objects.for_school(school))
        assert {mail.to for mail in mails} == {"ada@ecole.invalid", "nadia@parents.invalid"}
        assert all(mail.headers["Auto-Submitted"] == "auto-generated" for mail in mails)
        assert "2. Équipement" in mails[0].text
        calendar, event = event_of(mails[0])
        assert (calendar["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("PUBLISH", 0, "CONFIRMED")
        with pytest.raises(RuleBroken, match="n’est pas envoyée une seconde fois"):
            convocation.convene_meeting(made, today=TODAY, now=NOW, by=boss)
        assert Mail.objects.for_school(school).count() == 2


def test_an_outsider_reads_no_link_that_asks_to_sign_in(school, boss, colleague):
    with scope(school):
        convened(school, boss, colleague)
        by_address = {mail.to: mail.text for mail in Mail.objects.for_school(school)}
    assert "Ouvrir la réunion" in by_address["ada@ecole.invalid"]
    assert "Ouvrir la réunion" not in by_address["nadia@parents.invalid"]


def test_a_moved_meeting_is_told_with_the_next_sequence(school, boss, colleague):
    """« Moved → updated convocation with SEQUENCE+1 »; what waited of the first sending is taken back."""
    with scope(school):
        made = convened(school, boss, colleague)
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        values = MEETING | {"starts_at": NOW + timedelta(days=8)}
        made = actions.change_meeting(made, values, today=TODAY, now=NOW, by=boss)
        (waiting, _) = Mail.objects.for_school(school).filter(state=Mail.State.QUEUED)
        assert waiting.subject.startswith("Réunion déplacée")
        assert event_of(waiting)[1]["SEQUENCE"] == made.sequence == 1
        first_uid = Calendar.from_ical(calendar_file(made, NOW)).walk("VEVENT")[0]["UID"]
        assert event_of(waiting)[1]["UID"] == first_uid
        actions.change_meeting(made, values | {"title": "Autre objet"}, today=TODAY, now=NOW, by=boss)
        assert Mail.objects.for_school(school).count() == 4


def test_a_cancelled_meeting_leaves_the_calendars(school, boss, colleague):
    with scope(school):
        made = convened(school, boss, colleague)
        actions.cancel_meeting(made, now=NOW, by=boss)
        waiting = list(Mail.objects.for_school(school).filter(state=Mail.State.QUEUED))
        assert len(waiting) == 2, "the convocation that had not left is taken back"
        calendar, event = event_of(waiting[0])
        assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_a_meeting_writes_a_bounded_number_of_mails_a_day(school, boss, colleague):
    with scope(school):
        made = convened(school, boss, colleague)
        first = Mail.objects.for_school(school).first()
        Mail.objects.bulk_create(
            Mail(
                school=school,
                key=f"reunion-{made.number}-x{rank}",
                to=first.to,
                queued_at=NOW,
                not_before=NOW,
                state=Mail.State.SENT,
            )
            for rank in range(120)
        )
        with pytest.raises(RuleBroken, match="trop de courriels"):
            actions.change_meeting(made, MEETING | {"place": "Salle 12"}, today=TODAY, now=NOW, by=boss)


def test_a_member_proposes_a_point_and_nobody_else(school, boss, colleague):
    with scope(school):
        made = planned(school, boss, "Bilan")
        teacher = actor_of(colleague, Role.TEACHER)
        values = {"title": "Tablettes", "detail": ""}
        with pytest.raises(NotAllowed):
            actions.propose_item(made, values, by=teacher)
        seated(school, boss, person=colleague)
        item = actions.propose_item(made, values, by=teacher)
        actions.raise_item(item, by=boss)
        rows = AgendaItem.objects.for_school(school).filter(meeting=made).order_by("position")
        assert [row.title for row in rows] == ["Tablettes", "Bilan"]
        actions.withdraw_item(item, by=boss)
        with pytest.raises(NotAllowed):
            actions.raise_item(rows[0], by=teacher)


def test_members_see_their_meetings_and_staff_what_is_published(school, boss, colleague):
    with scope(school):
        made = planned(school, boss)
        person = member_of(school, Role.TEACHER).person
        member = Member(school, 0, frozenset({Role.TEACHER.value}), person=person)
        assert not Meeting.objects.visible_to(member).exists()
        seated(school, boss, person=person, ends_on=date(2026, 11, 25))
        assert not Meeting.objects.visible_to(member).exists(), "no longer a member"
        seated(school, boss, person=person)
        assert Meeting.objects.visible_to(member).get() == made
        planned(school, boss, circle="dialogue")
        assert Meeting.objects.visible_to(member).count() == 1, "of the other circle they are no member"


def test_nobody_sits_twice_and_a_circle_is_bounded(school, boss, colleague):
    with scope(school):
        seated(school, boss, person=colleague)
        with pytest.raises(RuleBroken, match="siège déjà"):
            seated(school, boss, person=colleague)
        outsider(school, boss)
        with pytest.raises(RuleBroken, match="siège déjà"):
            outsider(school, boss)


def test_a_convened_meeting_is_not_moved_to_an_hour_that_is_past(school, boss, colleague):
    """It moved to this morning, and every member was told of it in the afternoon."""
    with scope(school):
        made = convened(school, boss, colleague)
        values = MEETING | {"starts_at": NOW - timedelta(minutes=1)}
        with pytest.raises(RuleBroken, match="L’heure de cette réunion est passée"):
            actions.change_meeting(made, values, today=TODAY, now=NOW, by=boss)
        assert Mail.objects.for_school(school).count() == 2


def test_the_place_of_a_meeting_that_has_begun_is_corrected_and_nobody_is_written_to(school, boss, colleague):
    with scope(school):
        made = convened(school, boss, colleague)
        values, begun = MEETING | {"place": "B12"}, MEETING["starts_at"] + timedelta(minutes=5)
        made = actions.change_meeting(made, values, today=begun.date(), now=begun, by=boss)
        assert made.place == "B12"
        assert Mail.objects.for_school(school).count() == 2


def test_an_hour_that_comes_twice_keeps_its_length_in_calendars(school, boss):
    """2:30 on 31 October 2027 for an hour ended as it began, in a calendar of Paris."""
    begins = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    with scope(school):
        made = planned(school, boss, "Bilan", starts_at=begins)
        (event,) = Calendar.from_ical(calendar_file(made, NOW)).walk("VEVENT")
    assert event["DTSTART"].dt == begins
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)
