"""A signed link opens one request for one person, without an account, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.text.typography import spaced
from fanal.helpdesk.models import Follower, HelpRequest, Message
from fanal.helpdesk.reading.follow_link import token_for
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def help_request(school):
    with scope(school):
        return HelpRequestFactory(school=school, state="solved", solved_at=timezone.now())


def address(help_request, person=None, uai="") -> str:
    person = person or help_request.requester
    token = token_for(help_request.school.uai, help_request.number, person.pk)
    return f"/e/{uai or help_request.school.uai}/suivre/{token}/"


def state_of(help_request) -> str:
    with scope(help_request.school):
        return HelpRequest.objects.for_school(help_request.school).get(pk=help_request.pk).state


def test_it_is_read_and_answered_without_an_account(client, help_request):
    assert help_request.text in client.get(address(help_request)).text
    assert client.post(address(help_request), {"text": "Toujours rien"}).status_code == 302
    assert "Toujours rien" in client.get(address(help_request)).text
    with scope(help_request.school):
        assert Message.objects.for_school(help_request.school).get().author_id == help_request.requester_id


@pytest.mark.parametrize(("answer", "state"), [("oui", "closed"), ("non", "sent")])
def test_does_it_work_again_is_answered_there(client, help_request, answer, state):
    assert "Ça remarche ?" in client.get(address(help_request)).text
    client.post(address(help_request) + "reponse/", {"answer": answer})
    assert state_of(help_request) == state


def test_a_note_of_the_team_is_never_shown(client, help_request):
    with scope(help_request.school):
        Message.objects.create(
            school=help_request.school,
            help_request=help_request,
            author_name="X",
            text="SECRET",
            audience="team",
            written_at=timezone.now(),
        )
    assert "SECRET" not in client.get(address(help_request)).text


@pytest.mark.parametrize("change", ["seal", "number", "school"])
def test_another_seal_number_or_school_opens_nothing(client, help_request, elsewhere, change):
    with scope(help_request.school):
        HelpRequestFactory(school=help_request.school)
    with scope(elsewhere):
        HelpRequestFactory(school=elsewhere)
    right = address(help_request)
    token = right.split("/")[4]
    wrong = {
        "seal": right.replace(token, f"{token[:-4]}aaaa"),
        "number": right.replace(f"/{help_request.number}-", f"/{help_request.number + 1}-"),
        "school": right.replace(help_request.school.uai, elsewhere.uai),
    }[change]
    for answer in (client.get(wrong), client.post(wrong, {"text": "x"}), client.post(wrong + "reponse/")):
        assert answer.status_code == 404
    assert state_of(help_request) == "solved"


def test_a_follower_learns_the_step_and_never_a_word(client, client_of, help_request):
    with scope(help_request.school):
        person = PersonFactory(school=help_request.school)
        Follower.objects.create(school=help_request.school, help_request=help_request, person=person)
    assert client.get(address(help_request, person)).status_code == 404
    lead, args = (
        client_of(help_request.school, Role.DIGITAL_LEAD),
        [help_request.school.uai, help_request.number],
    )
    lead.post(reverse("helpdesk:request_reopen", args=args))
    lead.post(reverse("helpdesk:request_reply", args=args), {"text": "Le mot secret"})
    lead.post(reverse("helpdesk:request_solve", args=args))
    with scope(help_request.school):
        mails = list(Mail.objects.for_school(help_request.school).filter(to=person.email))
    assert [mail.subject for mail in mails] == [spaced(f"Demande n° {help_request.number} : résolue")]
    for mail in mails:
        whole = mail.text + mail.html
        assert not [word for word in (help_request.title, "secret", "/suivre/") if word in whole]
        assert mail.reply_to == ""


def test_whoever_left_the_school_opens_nothing_more(client, help_request):
    with scope(help_request.school):
        Person.objects.for_school(help_request.school).filter(pk=help_request.requester_id).update(
            left_on="2026-08-31"
        )
    assert client.get(address(help_request)).status_code == 404


def test_someone_no_longer_on_the_request_reads_nothing(client, help_request):
    with scope(help_request.school):
        person = PersonFactory(school=help_request.school)
    assert client.get(address(help_request, person)).status_code == 404


def test_the_link_ends_a_month_after_the_request(client, help_request):
    with scope(help_request.school):
        long_ago = timezone.now() - timedelta(days=31)
        HelpRequest.objects.for_school(help_request.school).update(state="closed", closed_at=long_ago)
    assert client.get(address(help_request)).status_code == 410
    for answer in ("oui", "non"):
        assert client.post(address(help_request) + "reponse/", {"answer": answer}).status_code == 410
    assert state_of(help_request) == "closed"


def test_nobody_is_written_to_about_what_they_did(client_of, help_request, client):
    lead = client_of(help_request.school, Role.DIGITAL_LEAD)
    client.post(address(help_request), {"text": "Bonjour"})
    with scope(help_request.school):
        addresses = set(Mail.objects.for_school(help_request.school).values_list("to", flat=True))
    assert addresses == {lead.membership.user.email}


def test_not_yet_leaves_a_line_and_what_is_wrong(client, help_request):
    """A newcomer, November 2026: « Non, pas encore » changed the step, and the thread said nothing."""
    assert "Qu’est-ce qui ne va pas" in client.get(address(help_request)).text
    client.post(address(help_request) + "reponse/", {"answer": "non", "text": "L’image saute"})
    with scope(help_request.school):
        line = Message.objects.for_school(help_request.school).get()
    assert (line.text, line.author_id) == ("Non, pas encore. L’image saute", help_request.requester_id)
    assert line.author_name == str(help_request.requester)
