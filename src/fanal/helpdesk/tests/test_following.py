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
from fanal.core.typography import spaced
from fanal.helpdesk.models import Follower, HelpRequest, Message
from fanal.helpdesk.reading.follow_link import token_for
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def asked(school):
    with scope(school):
        return HelpRequestFactory(school=school, state="solved", solved_at=timezone.now())


def address(asked, person=None, uai="") -> str:
    person = person or asked.requester
    token = token_for(asked.school.uai, asked.number, person.pk)
    return f"/e/{uai or asked.school.uai}/suivre/{token}/"


def state_of(asked) -> str:
    with scope(asked.school):
        return HelpRequest.objects.for_school(asked.school).get(pk=asked.pk).state


def test_it_is_read_and_answered_without_an_account(client, asked):
    assert asked.text in client.get(address(asked)).text
    assert client.post(address(asked), {"text": "Toujours rien"}).status_code == 302
    assert "Toujours rien" in client.get(address(asked)).text
    with scope(asked.school):
        assert Message.objects.for_school(asked.school).get().author_id == asked.requester_id


@pytest.mark.parametrize(("answer", "state"), [("oui", "closed"), ("non", "taken")])
def test_does_it_work_again_is_answered_there(client, asked, answer, state):
    assert "Ça remarche ?" in client.get(address(asked)).text
    client.post(address(asked) + "reponse/", {"answer": answer})
    assert state_of(asked) == state


def test_a_note_of_the_team_is_never_shown(client, asked):
    with scope(asked.school):
        Message.objects.create(
            school=asked.school, help_request=asked, author_name="X", text="SECRET", audience="team",
            written_at=timezone.now(),
        )  # fmt: skip
    assert "SECRET" not in client.get(address(asked)).text


@pytest.mark.parametrize("change", ["seal", "number", "school"])
def test_another_seal_number_or_school_opens_nothing(client, asked, elsewhere, change):
    with scope(asked.school):
        HelpRequestFactory(school=asked.school)
    with scope(elsewhere):
        HelpRequestFactory(school=elsewhere)
    right = address(asked)
    token = right.split("/")[4]
    wrong = {
        "seal": right.replace(token, f"{token[:-4]}aaaa"),
        "number": right.replace(f"/{asked.number}-", f"/{asked.number + 1}-"),
        "school": right.replace(asked.school.uai, elsewhere.uai),
    }[change]
    for answer in (client.get(wrong), client.post(wrong, {"text": "x"}), client.post(wrong + "reponse/")):
        assert answer.status_code == 404
    assert state_of(asked) == "solved"


def test_a_follower_learns_the_step_and_never_a_word(client, client_of, asked):
    with scope(asked.school):
        person = PersonFactory(school=asked.school)
        Follower.objects.create(school=asked.school, help_request=asked, person=person)
    assert client.get(address(asked, person)).status_code == 404
    lead, args = client_of(asked.school, Role.DIGITAL_LEAD), [asked.school.uai, asked.number]
    lead.post(reverse("helpdesk:request_reopen", args=args))
    lead.post(reverse("helpdesk:request_reply", args=args), {"text": "Le mot secret"})
    lead.post(reverse("helpdesk:request_solve", args=args))
    with scope(asked.school):
        told = list(Mail.objects.for_school(asked.school).filter(to=person.email))
    assert [mail.subject for mail in told] == [spaced(f"Demande n° {asked.number} : résolue")]
    for mail in told:
        whole = mail.text + mail.html
        assert not [word for word in (asked.title, "secret", "/suivre/") if word in whole]
        assert mail.reply_to == ""


def test_whoever_left_the_school_opens_nothing_more(client, asked):
    with scope(asked.school):
        Person.objects.for_school(asked.school).filter(pk=asked.requester_id).update(left_on="2026-08-31")
    assert client.get(address(asked)).status_code == 404


def test_someone_no_longer_on_the_request_reads_nothing(client, asked):
    with scope(asked.school):
        person = PersonFactory(school=asked.school)
    assert client.get(address(asked, person)).status_code == 404


def test_the_link_ends_a_month_after_the_request(client, asked):
    with scope(asked.school):
        long_ago = timezone.now() - timedelta(days=31)
        HelpRequest.objects.for_school(asked.school).update(state="closed", closed_at=long_ago)
    assert client.get(address(asked)).status_code == 410
    for answer in ("oui", "non"):
        assert client.post(address(asked) + "reponse/", {"answer": answer}).status_code == 410
    assert state_of(asked) == "closed"


def test_nobody_is_written_to_about_what_they_did(client_of, asked, client):
    lead = client_of(asked.school, Role.DIGITAL_LEAD)
    client.post(address(asked), {"text": "Bonjour"})
    with scope(asked.school):
        told = set(Mail.objects.for_school(asked.school).values_list("to", flat=True))
    assert told == {lead.membership.user.email}


def test_not_yet_leaves_a_line_and_what_is_wrong(client, asked):
    """A newcomer, November 2026: « Non, pas encore » changed the step, and the thread said nothing."""
    assert "Qu’est-ce qui ne va pas" in client.get(address(asked)).text
    client.post(address(asked) + "reponse/", {"answer": "non", "text": "L’image saute"})
    with scope(asked.school):
        line = Message.objects.for_school(asked.school).get()
    assert (line.text, line.author_id) == ("Non, pas encore. L’image saute", asked.requester_id)
    assert line.author_name == str(asked.requester)
