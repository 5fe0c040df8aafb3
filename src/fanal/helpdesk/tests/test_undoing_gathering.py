"""« Annuler », for ten seconds after « Réunir »: each request as it was, and nobody told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.helpdesk.models import Follower, HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alike(school):
    """Three of one kind in one room; the last waits for a part."""
    with scope(school):
        room = RoomFactory(school=school)
        made = HelpRequestFactory.create_batch(3, school=school, kind="projector", room=room)
        for request in made:
            request.requester.email = f"p{request.number}@ecole.invalid"
            request.requester.save()
        waits = {"state": "waiting", "waiting_for": "part", "waiting_until": today() + timedelta(days=3)}
        HelpRequest.objects.for_school(school).filter(pk=made[2].pk).update(**waits)
    return made


def url(name, school, number):
    return reverse(f"helpdesk:{name}", args=[school.uai, number])


def gather(who, school, alike):
    """The address that its « Annuler » posts to."""
    first, *others = alike
    sent = {"numbers": [other.number for other in others]}
    page = html.fromstring(who.post(url("request_gather", school, first.number), sent, follow=True).text)
    return page.xpath("string(//*[contains(@class, 'toast')]//form/@action)")


def rows(school):
    with scope(school):
        requests = HelpRequest.objects.for_school(school).order_by("number")
        values = requests.values_list("state", "waiting_for", "waiting_until", "closed_at", "merged_into")
        return list(values)


def test_gathered_requests_are_as_before_and_their_mails_have_not_left(lead, school, alike):
    """Issue 14: « Annuler » for Réunir; mails leave after its ten seconds, not if it was undone."""
    before = rows(school)
    undo = gather(lead, school, alike)
    assert [row[0] for row in rows(school)] == ["sent", "closed", "closed"]
    with scope(school):
        for mail in Mail.objects.for_school(school):
            assert mail.not_before - mail.queued_at >= timedelta(seconds=10)
        assert Mail.objects.for_school(school).count() == 2
    answer = words_of(lead.post(undo, follow=True).text)
    assert "chaque demande redevient ce qu’elle était" in answer
    assert rows(school) == before
    with scope(school):
        assert not Mail.objects.for_school(school).exists()
        assert not Follower.objects.for_school(school).exists()
    assert "plus rien à annuler" in words_of(lead.post(undo).text)  # pressed twice


def test_one_gathered_by_its_number_is_undone_on_its_own_page(lead, school, alike):
    _, second, _ = alike
    before = rows(school)
    sent = {"number": str(alike[0].number), "lien": "reunir"}
    page = html.fromstring(lead.post(url("request_kin", school, second.number), sent, follow=True).text)
    lead.post(page.xpath("string(//*[contains(@class, 'toast')]//form/@action)"))
    assert rows(school) == before


def test_neither_a_colleague_nor_a_teacher_undoes_it(client_of, lead, school, alike):
    undo = gather(lead, school, alike)
    after = rows(school)
    for role, status in ((Role.HEAD, 422), (Role.TEACHER, 404)):
        assert client_of(school, role).post(undo).status_code == status
    assert rows(school) == after


def test_once_somebody_is_told_it_is_separated_and_no_longer_undone(lead, school, alike):
    undo = gather(lead, school, alike)
    with scope(school):
        earlier = timezone.now() - timedelta(seconds=30)
        HelpRequest.objects.for_school(school).exclude(closed_at=None).update(closed_at=earlier)
    after = rows(school)
    answer = lead.post(undo)
    assert "« Séparer » reste possible" in words_of(answer.text)
    assert rows(school) == after


def test_one_that_moved_since_is_left_as_it_is(lead, school, alike):
    undo = gather(lead, school, alike)
    lead.post(url("request_separate", school, alike[1].number))
    lead.post(undo)
    assert [row[0] for row in rows(school)] == ["sent", "sent", "waiting"]
