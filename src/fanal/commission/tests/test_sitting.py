"""The sitting of a meeting: opened by mistake, not approved nor convened before its time."""

import pytest

from fanal.accounts.models.roles import Role
from fanal.commission.actions import convocation, meeting
from fanal.commission.tests.conftest import NOW, TODAY, held, planned, seated, url
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

pytestmark = pytest.mark.clock(TODAY)

TONIGHT = NOW.replace(hour=17)


def test_a_sitting_opened_by_mistake_is_shut_as_long_as_nothing_is_noted(client_of, school, boss, colleague):
    """« Modifier » and « Annuler » come back, and a convocation that left is not forgotten."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        seated(school, boss, person=colleague)
        made = planned(school, boss, "Bilan", starts_at=TONIGHT)
        convocation.convene_meeting(made, today=TODAY, now=NOW, by=boss)
    lead.post(url(school, "meeting_hold", made.number))
    page = url(school, "meeting_page", made.number)
    assert "Refermer la séance" in lead.get(page).text
    shut = words_of(lead.post(url(school, "sitting_shut", made.number), follow=True).text)
    assert "La séance est refermée" in shut
    assert "Annuler la réunion" in shut
    with scope(school):
        made.refresh_from_db()
        assert made.state == "convened"
        assert meeting.shut_sitting(made, by=boss).state == "convened", "pressed twice"
        written = held(school, boss, colleague)
        with pytest.raises(RuleBroken, match="ne se referme plus"):
            meeting.shut_sitting(written, by=boss)
    assert "Refermer la séance" not in lead.get(url(school, "meeting_page", written.number)).text


def test_minutes_are_not_offered_to_approve_before_the_hour(client_of, school, boss):
    head = client_of(school, Role.HEAD)
    with scope(school):
        made = meeting.hold_meeting(planned(school, boss, "Bilan", starts_at=TONIGHT), today=TODAY, by=boss)
    page = head.get(url(school, "meeting_page", made.number)).text
    assert url(school, "minutes_approve", made.number) not in page
    assert "L’heure de la réunion n’est pas passée" in words_of(page)


def test_a_meeting_that_nobody_can_be_convened_to_says_what_is_missing(client_of, school, boss, colleague):
    """« Convoquer » asked « Écrire 8 courriels ? », then refused an empty agenda."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        made = planned(school, boss)
    page, convene = url(school, "meeting_page", made.number), url(school, "meeting_convene", made.number)
    said = lead.get(page).text
    assert convene not in said
    assert "Pour convoquer : L’ordre du jour est vide" in words_of(said)
    assert "Aucun membre n’a d’adresse" in words_of(said)
    with scope(school):
        seated(school, boss, person=colleague)
        meeting.propose_item(made, {"title": "Bilan", "detail": ""}, by=boss)
    said = lead.get(page).text
    assert convene in said
    assert "Pour convoquer" not in words_of(said)


def test_who_is_convened_will_hear_of_the_new_day(client_of, school, boss, colleague):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        seated(school, boss, person=colleague)
        made = planned(school, boss, "Bilan")
        convocation.convene_meeting(made, today=TODAY, now=NOW, by=boss)
    moved = {"title": made.title, "starts_at": "2026-12-08T14:00", "length": "60", "place": "CDI"}
    page = words_of(lead.post(url(school, "meeting_change", made.number), moved, follow=True).text)
    assert "chaque membre recevra la nouvelle date" in page
