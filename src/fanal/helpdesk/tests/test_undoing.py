"""« Annuler », for ten seconds after « Résolue »: all of it, or a sentence that says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import AuthorityFactory
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.actions.requests import move, reopen_request, solve_request
from fanal.helpdesk.actions.solving import take_back_solution
from fanal.helpdesk.actions.transmission import conclude_transmission
from fanal.helpdesk.models import HelpRequest, Message, TimeSpent, Transmission
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.tests.factories import HelpRequestFactory

pytestmark = pytest.mark.django_db


def mails(school):
    with scope(school):
        return list(Mail.objects.for_school(school).values_list("state", "not_before", "queued_at"))


@pytest.fixture
def waiting(school):
    """A request that waits for a part, whose requester reads mails."""
    with scope(school):
        request = HelpRequestFactory(
            school=school, state="waiting", waiting_for="part", waiting_until=today() + timedelta(days=3)
        )
        request.requester.email = "asker@ecole.invalid"
        request.requester.save()
    return request


def test_solved_can_be_undone_and_its_mail_has_not_left(lead, school, waiting):
    """Issue 14: mails announced by an undoable action leave after its ten seconds, not if it was undone."""
    solve = reverse("helpdesk:request_solve", args=[school.uai, waiting.number])
    page = html.fromstring(lead.post(solve, follow=True).text)
    (toast,) = page.find_class("toast")
    assert "résolue" in words_of(toast.text_content())
    ((state, not_before, queued_at),) = mails(school)
    assert state == "queued"
    assert not_before - queued_at >= timedelta(seconds=10)
    lead.post(toast.xpath("string(.//form/@action)"))
    assert mails(school) == []
    with scope(school):
        request = HelpRequest.objects.for_school(school).get()
        assert (request.state, request.waiting_for, request.solved_at) == ("waiting", "part", None)
        assert request.waiting_until == waiting.waiting_until


def test_once_the_mail_has_left_it_is_no_longer_undone(lead, school, waiting):
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, waiting.number]))
    with scope(school):
        earlier = timezone.now() - timedelta(seconds=30)
        HelpRequest.objects.for_school(school).update(solved_at=earlier)
    answer = lead.post(reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number]))
    assert answer.status_code == 422
    assert "déjà prévenu" in words_of(answer.text)
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"


def test_whoever_signs_in_next_does_not_read_what_was_done(lead, school, waiting):
    """A sentence not yet shown goes with its session: a machine of the staff room is shared."""
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, waiting.number]))
    lead.post(reverse("account_logout"))
    page = lead.get(reverse("account_login"), follow=True).text
    assert "résolue" not in words_of(page)
    assert "undo" not in page


def test_nobody_else_undoes_it(client_of, lead, school, waiting):
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, waiting.number]))
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        HelpRequest.objects.for_school(school).update(requester=teacher.membership.person)
    address = reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number])
    assert teacher.post(address).status_code == 403
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"


def test_a_colleague_undoes_neither_the_press_nor_the_minutes(client_of, lead, school, waiting):
    """The minutes of somebody are theirs alone to read: they would stand in the form of another."""
    lead.post(
        reverse("helpdesk:request_solve", args=[school.uai, waiting.number]), {"text": "Mot", "minutes": "15"}
    )
    answer = client_of(school, Role.BURSAR).post(
        reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number])
    )
    assert answer.status_code == 422
    assert "c’est un collègue" in words_of(answer.text)
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"
        assert TimeSpent.objects.for_school(school).get().minutes == 15


def test_what_is_not_solved_has_nothing_to_undo(lead, school, waiting):
    address = reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number])
    assert lead.post(address).status_code == 422


def test_what_was_said_and_noted_with_it_is_undone_too(lead, school, waiting):
    """Nothing of it leaves, and what was typed is in the form again."""
    lead.post(
        reverse("helpdesk:request_solve", args=[school.uai, waiting.number]),
        {"text": "Câble rebranché.", "minutes": "15"},
    )
    with scope(school):
        assert Mail.objects.for_school(school).count() == 2
        assert all(left - at >= timedelta(seconds=16) for _, left, at in mails(school))
    page = lead.post(reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number])).text
    (typed,) = html.fromstring(page).xpath("//textarea[@id='solve_text']")
    assert typed.text_content().strip() == "Câble rebranché."
    assert html.fromstring(page).xpath("//select[@id='solve_minutes']/option[@selected]/@value") == ["15"]
    assert mails(school) == []
    with scope(school):
        assert not Message.objects.for_school(school).exists()
        assert not TimeSpent.objects.for_school(school).exists()


@pytest.mark.parametrize("state", [Mail.State.HELD, Mail.State.SENT])
def test_a_mail_held_goes_with_it_and_one_that_left_is_not_denied(lead, school, waiting, state):
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, waiting.number]))
    with scope(school):
        Mail.objects.for_school(school).update(state=state)
    answer = lead.post(reverse("helpdesk:request_unsolve", args=[school.uai, waiting.number]), follow=True)
    with scope(school):
        now = HelpRequest.objects.for_school(school).get().state
        left = Mail.objects.for_school(school).count()
    if state == Mail.State.SENT:
        assert (answer.status_code, now, left) == (422, "solved", 1)
        assert "déjà parti" in words_of(answer.text)
    else:
        assert (answer.status_code, now, left) == (200, "waiting", 0)


def test_the_toast_does_not_say_that_somebody_without_address_is_told(lead, school, waiting):
    with scope(school):
        waiting.requester.email = ""
        waiting.requester.save()
    page = lead.post(reverse("helpdesk:request_solve", args=[school.uai, waiting.number]), follow=True).text
    said = html.fromstring(page).find_class("toast")[0].text_content()
    assert "Aucun courriel ne part" in words_of(said)


def test_a_technician_is_not_offered_what_they_may_not_undo(client_of, school):
    technician = client_of(school, Role.TECHNICIAN)
    with scope(school):
        request = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
        sent_to_authority(request)
    answer = technician.post(
        reverse("helpdesk:request_solve", args=[school.uai, request.number]), follow=True
    )
    assert "résolue" in words_of(answer.text)
    assert html.fromstring(answer.text).find_class("toast") == []


def sent_to_authority(request):
    school = request.school
    if school.authority is None:
        school.authority = AuthorityFactory()
        school.save(update_fields=["authority"])
    return Transmission.objects.create(
        school=school, help_request=request, authority=school.authority, sent_at=timezone.now()
    )


@pytest.fixture
def alone(lead, school):
    """One request whose referent is this one, for what happens between a press and its undoing."""
    by = Actor(
        "person:1", "Le référent", frozenset({Role.DIGITAL_LEAD}), school.pk, lead.membership.person_id
    )
    with scope(school):
        request = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
    return request, by


def test_what_the_authority_ended_is_not_undone(alone, school):
    """Its transmission would be over and the request would wait for it."""
    request, by = alone
    with scope(school):
        sent = sent_to_authority(request)
        solve_request(request, now=timezone.now(), by=by)
        conclude_transmission(sent, now=timezone.now(), by=by)
        with pytest.raises(RuleBroken, match="a changé depuis"):
            take_back_solution(request, now=timezone.now(), by=by)


def test_the_end_of_an_outage_is_not_undone(alone, school):
    """« helpdesk.service_back » told everybody: only « Résolue » itself is taken back."""
    request, by = alone
    with scope(school):
        solve_request(request, now=timezone.now(), by=by)
        reopen_request(request, now=timezone.now(), by=by)
        moved = HelpRequest.objects.for_school(school).get()
        move(moved, RequestState.SOLVED, by=by, verb="helpdesk.service_back", solved_at=timezone.now())
        with pytest.raises(RuleBroken, match="a changé depuis"):
            take_back_solution(request, now=timezone.now(), by=by)
        assert HelpRequest.objects.for_school(school).get().state == "solved"
