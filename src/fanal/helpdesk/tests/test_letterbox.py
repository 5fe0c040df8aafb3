"""« Courriers »: what waits is seen by the team alone, and each press does what it says."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.actions.mail import take_from_pile
from fanal.helpdesk.models import HelpRequest


def received(school, number=1, **words) -> IncomingMail:
    fields = {"sender": "x@ailleurs.invalid", "subject": "Écran", "text": "Noir", "state": "to_sort"} | words
    with scope(school):
        return IncomingMail.objects.create(
            school=school, fingerprint=f"f{number}", size=1, received_at=timezone.now(), **fields
        )


def stuck(school, state="failed") -> Mail:
    now = timezone.now()
    with scope(school):
        return Mail.objects.create(
            school=school,
            key="k",
            to="a@b.invalid",
            subject="S",
            text="T",
            html="T",
            message_id="<m>",
            state=state,
            reason="Le serveur ne répond pas.",
            queued_at=now,
            not_before=now,
        )


def url(school, name, *args) -> str:
    return reverse(f"helpdesk:{name}", args=[school.uai, *args])


def test_a_mail_becomes_a_request_in_the_name_of_its_sender(lead, school):
    with scope(school):
        person = PersonFactory(school=school, email="x@ailleurs.invalid")
    mail = received(school)
    answer = lead.post(url(school, "mail_ask", mail.reference), {"person": person.pk})
    with scope(school):
        made = HelpRequest.objects.for_school(school).get()
    assert answer.url == url(school, "request_page", made.number)
    assert made.requester_id == person.pk
    assert lead.post(url(school, "mail_ask", mail.reference), {"person": person.pk}).status_code == 422


def test_a_mail_is_put_aside_and_stays_among_those_received(lead, school):
    mail = received(school)
    lead.post(url(school, "mail_discard", mail.reference))
    page = url(school, "mail_to_sort")
    assert "Noir" not in words_of(lead.get(page).text)
    assert "Noir" in lead.get(page, {"vue": "tous"}).text


def test_a_mail_that_did_not_leave_is_shown_and_sent_again(lead, school):
    mail = stuck(school)
    assert "ne répond pas" in lead.get(url(school, "mail_sent"), {"vue": "bloques"}).text
    assert "1 courriel non parti" in words_of(lead.get(reverse("web:home", args=[school.uai])).text)
    lead.post(url(school, "mail_send_again", mail.reference))
    with scope(school):
        assert Mail.objects.for_school(school).get().state == "queued"
    assert lead.post(url(school, "mail_send_again", mail.reference)).status_code == 422


def test_a_number_that_is_no_request_says_so(lead, school):
    mail = received(school)
    answer = lead.post(url(school, "mail_attach", mail.reference), {"number": 99})
    assert answer.status_code == 422
    assert "Aucune demande ne porte ce numéro" in answer.text


@pytest.mark.parametrize("name", ["mail_to_sort", "mail_sent"])
def test_a_teacher_reads_no_mail(client_of, school, name):
    assert client_of(school, Role.TEACHER).get(url(school, name)).status_code == 403


@pytest.mark.parametrize("name", ["mail_to_sort", "mail_sent"])
def test_the_page_costs_the_same_for_1_and_20(lead, school, name, count_queries):
    counts = []
    lead.get(url(school, name))  # what a process learns once is not counted
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            received(school, number)
        with count_queries() as queries:
            lead.get(url(school, name))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_the_whole_message_is_folded_beside_each_mail_to_sort(lead, client_of, school):
    """Verified in November 2026, § 2.8."""
    whole = "Noir\n\n> Et la lampe ?\nGrillée.\n" + "x" * 9_000 + "fin"
    mail = received(school, text="Noir", whole_text=whole)
    page = lead.get(url(school, "mail_to_sort")).text
    assert "Tout le message" in page
    assert "Grillée." in page
    assert "xfin" not in page
    assert url(school, "mail_text", mail.reference) in page
    answer = lead.get(url(school, "mail_text", mail.reference))
    assert answer.text == whole
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert client_of(school, Role.TEACHER).get(url(school, "mail_text", mail.reference)).status_code == 403


def test_a_mail_that_waits_says_why(lead, school, settings):
    """Verified in November 2026, § 2.16."""
    stuck(school, state="queued")
    with scope(school):
        Mail.objects.for_school(school).update(reason="")
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": ""})
    page = lead.get(url(school, "mail_sent")).text
    assert "En attente d’envoi" in page
    assert "Aucun serveur d’envoi n’est réglé." in page


def test_a_request_passed_on_says_that_its_mail_waits(lead, client_of, school, settings):
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": ""})
    ask = {"text": "Écran noir", "kind": "projector", "urgency": "blocked"}
    client_of(school, Role.TEACHER).post(url(school, "request_ask"), ask)
    answer = lead.post(url(school, "request_transmit", 1), follow=True)
    assert "aucun serveur d’envoi n’est réglé. Prévenez" in answer.text
    page = lead.get(url(school, "request_page", 1)).text
    assert "En attente d’envoi" in page
    with scope(school):
        Mail.objects.for_school(school).update(state="sent")
    assert "En attente d’envoi" not in lead.get(url(school, "request_page", 1)).text


def test_a_request_made_of_a_mail_keeps_its_whole_message_for_the_team(lead, client_of, school):
    teacher = client_of(school, Role.TEACHER)
    mail = received(school, whole_text="Noir\n\n> Et la lampe ?\nGrillée.")
    lead.post(url(school, "mail_ask", mail.reference), {"person": teacher.membership.person_id})
    assert "Grillée." in lead.get(url(school, "request_page", 1)).text
    own = teacher.get(url(school, "request_page", 1))
    assert own.status_code == 200
    assert "Grillée." not in own.text


@pytest.mark.parametrize("by", [Actor("7", "Mme Martin", frozenset({Role.HEAD})), system(System.MAIL)])
def test_only_whoever_keeps_the_installation_gives_a_mail_of_the_pile_to_a_school(school, by):
    lost = ArrivedMail.objects.create(fingerprint="p", size=1, state="lost", arrived_at=timezone.now())
    with pytest.raises(NotAllowed):
        take_from_pile(lost.pk, school, by=by)
    lost.refresh_from_db()
    assert lost.state == "lost"
