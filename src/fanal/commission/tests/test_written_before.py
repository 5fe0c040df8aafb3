"""Whoever was convened hears what becomes of the meeting; what does not arrive is said on its page."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.commission.actions import meeting as actions
from fanal.commission.actions.approval import publish_minutes
from fanal.commission.actions.convocation import convene_meeting
from fanal.commission.actions.member import change_member
from fanal.commission.models import CommissionMember
from fanal.commission.reading.letters import convocation_departure
from fanal.commission.tasks import send_minutes
from fanal.commission.tests.conftest import (
    MEETING,
    MEMBER,
    NOW,
    TODAY,
    approved,
    event_of,
    outsider,
    planned,
    seated,
    url,
)
from fanal.core.errors import RuleBroken
from fanal.core.mail import outbox
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)
LATER = NOW + timedelta(hours=1)
NEXT_MONTH = MEETING | {"starts_at": NOW + timedelta(days=40)}


def convened_and_gone(school, boss, colleague):
    """A meeting of which both mails left; the outsider sits until the end of the year 2026."""
    seated(school, boss, person=colleague)
    outsider(school, boss, ends_on=date(2026, 12, 31))
    made = convene_meeting(planned(school, boss, "Bilan"), today=TODAY, now=NOW, by=boss)
    Mail.objects.for_school(school).update(state=Mail.State.SENT)
    return made


def waiting(school) -> dict[str, Mail]:
    rows = Mail.objects.for_school(school).filter(state=Mail.State.QUEUED)
    return {mail.to: mail for mail in rows}


def test_who_does_not_sit_on_the_new_day_hears_that_it_moved(school, boss, colleague):
    """They kept the old date, and the page said that each member was told the new one."""
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        made = actions.change_meeting(made, NEXT_MONTH, today=TODAY, now=LATER, by=boss)
        mails = waiting(school)
        assert mails["ada@ecole.invalid"].subject.startswith("Réunion déplacée")
        gone = mails["nadia@parents.invalid"]
        assert gone.subject.startswith("Vous n’êtes plus attendu")
        calendar, event = event_of(gone)
        assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert len(gone.attachments) == 1


def test_they_hear_it_once_and_are_convened_again_when_it_moves_back(school, boss, colleague):
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        made = actions.change_meeting(made, NEXT_MONTH, today=TODAY, now=LATER, by=boss)
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        made = actions.change_meeting(made, NEXT_MONTH | {"place": "B12"}, today=TODAY, now=LATER, by=boss)
        assert set(waiting(school)) == {"ada@ecole.invalid"}
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        actions.change_meeting(made, MEETING, today=TODAY, now=LATER, by=boss)
        assert waiting(school)["nadia@parents.invalid"].subject.startswith("Réunion déplacée")


def test_what_never_left_is_taken_back_and_needs_no_other_mail(school, boss, colleague):
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        Mail.objects.for_school(school).update(state=Mail.State.QUEUED)
        actions.change_meeting(made, NEXT_MONTH, today=TODAY, now=LATER, by=boss)
        assert set(waiting(school)) == {"ada@ecole.invalid"}


def test_a_cancellation_reaches_a_member_whose_line_was_ended_since(school, boss, colleague):
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        member = CommissionMember.objects.for_school(school).get(person=colleague)
        ended = MEMBER | {"person": colleague, "ends_on": TODAY}
        change_member(member, ended, today=TODAY, by=boss)
        actions.cancel_meeting(made, now=LATER, by=boss)
        assert waiting(school)["ada@ecole.invalid"].subject.startswith("Réunion annulée")


def test_a_convocation_that_came_back_is_not_said_to_have_left(school, boss, colleague, client_of):
    """« Sent means it left »: the page names who did not get it."""
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        mail = Mail.objects.for_school(school).get(to="nadia@parents.invalid")
        outbox.mark_returned(school.pk, [mail.message_id], "Refusé.")
    text = client_of(school, Role.DIGITAL_LEAD).get(url(school, "meeting_page", made.number)).text
    assert "1 courriel parti" in " ".join(text.split())
    assert "Non remis" in text
    assert "Nadia Keller (nadia@parents.invalid)" in text


def test_minutes_that_came_back_are_said_too(school, boss, principal, colleague, client_of):
    with scope(school):
        made = approved(school, boss, principal, colleague)
        publish_minutes(made, "members", now=LATER, by=boss)
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert "Envoi du compte rendu" not in lead.get(url(school, "meeting_page", made.number)).text
    send_minutes(school_id=school.pk, meeting_id=made.pk)
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
        outbox.mark_returned(school.pk, [mail.message_id], "Refusé.")
    text = lead.get(url(school, "meeting_page", made.number)).text
    assert "0 courriel parti." in " ".join(text.split())
    assert f"{colleague} (ada@ecole.invalid)" in text


def test_who_came_since_or_has_another_address_is_convened_alone(school, boss, colleague):
    """« Rien n’a changé » was said to whoever had corrected the address of a mail that came back."""
    with scope(school):
        made = convened_and_gone(school, boss, colleague)
        mail = Mail.objects.for_school(school).get(to="nadia@parents.invalid")
        outbox.mark_returned(school.pk, [mail.message_id], "Refusé.")
        CommissionMember.objects.for_school(school).filter(email=mail.to).update(email="n.k@parents.invalid")
        outsider(school, boss, name="Paul Venu", email="paul@parents.invalid")
        made = convene_meeting(made, today=TODAY, now=LATER, by=boss)
        assert set(waiting(school)) == {"n.k@parents.invalid", "paul@parents.invalid"}
        assert event_of(waiting(school)["paul@parents.invalid"])[1]["SEQUENCE"] == made.sequence == 0
        with pytest.raises(RuleBroken, match="n’est pas envoyée une seconde fois"):
            convene_meeting(made, today=TODAY, now=LATER, by=boss)
        assert Mail.objects.for_school(school).get(to="nadia@parents.invalid").state == Mail.State.FAILED
        assert convocation_departure(made).returned == []
