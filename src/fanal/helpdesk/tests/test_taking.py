"""« Je m’en occupe » pressed by two at once: one has it, the other is told who."""

from functools import partial

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import refusals_at_once
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.mark.django_db(transaction=True)
def test_the_second_who_takes_a_request_is_told_who_has_it():
    """Verified in November 2026, § 7, S13: both succeeded."""
    school = SchoolFactory()
    with scope(school):
        people = [member_of(school, Role.DIGITAL_LEAD).person for _ in range(2)]
        request = HelpRequestFactory(school=school)
    refused = refusals_at_once(
        school,
        *(
            partial(actions.take_request, request, by=actor_of(person, Role.DIGITAL_LEAD))
            for person in people
        ),
    )
    with scope(school):
        holder = HelpRequest.objects.for_school(school).get(pk=request.pk).taken_by
        assert JournalEntry.objects.for_school(school).filter(verb="helpdesk.taken").count() == 1
    assert holder in people
    assert len(refused) == 1
    assert refused[0].startswith(f"{holder} vient de prendre cette demande")


def test_the_page_of_a_request_taken_meanwhile_says_by_whom_then_lets_it_be_taken_over(school):
    with scope(school):
        first, second = (member_of(school, Role.DEPUTY) for _ in range(2))
        request = HelpRequestFactory(school=school)
        actions.take_request(request, by=actor_of(first.person, Role.DEPUTY))
    client = signed_in(second)
    take = reverse("helpdesk:request_take", args=[school.uai, request.number])
    answer = client.post(take)
    assert answer.status_code == 422
    assert f"{first.person} vient de prendre cette demande" in answer.text
    assert f'name="a_la_place_de" value="{first.person_id}"' in answer.text
    assert client.post(take, {"a_la_place_de": first.person_id}).status_code == 302
    with scope(school):
        assert HelpRequest.objects.for_school(school).get(pk=request.pk).taken_by_id == second.person_id


@pytest.mark.parametrize("word", ["", "x", "-1", "9" * 40])
def test_a_strange_word_about_whom_it_was_with_takes_nothing_from_anyone(school, word):
    with scope(school):
        first, second = (member_of(school, Role.DEPUTY) for _ in range(2))
        request = HelpRequestFactory(school=school)
        actions.take_request(request, by=actor_of(first.person, Role.DEPUTY))
    client = signed_in(second)
    take = reverse("helpdesk:request_take", args=[school.uai, request.number])
    assert client.post(take, {"a_la_place_de": word}).status_code == 422


def test_the_same_press_sent_twice_is_done_once_and_leads_to_the_same_place(school):
    with scope(school):
        client, request = signed_in(member_of(school, Role.DEPUTY)), HelpRequestFactory(school=school)
    take = reverse("helpdesk:request_take", args=[school.uai, request.number])
    first, again = (client.post(take, {"key": "k" * 24}) for _ in range(2))
    assert (first.status_code, first.url) == (again.status_code, again.url)
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="helpdesk.taken").count() == 1


def test_a_press_that_is_not_allowed_is_refused_however_often_it_is_sent(school):
    with scope(school):
        teacher = member_of(school, Role.TEACHER)
        request = HelpRequestFactory(school=school, requester=teacher.person)
    client, take = signed_in(teacher), reverse("helpdesk:request_take", args=[school.uai, request.number])
    assert [client.post(take, {"key": "k" * 24}).status_code for _ in range(2)] == [403, 403]
