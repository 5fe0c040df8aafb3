"""A convocation says whom to answer; what machines answer to it waits for nobody."""

import pytest
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.commission.actions.approval import publish_minutes
from fanal.commission.actions.convocation import convene_meeting
from fanal.commission.tasks import send_minutes
from fanal.commission.tests.conftest import NOW, TODAY, approved, outsider, planned
from fanal.core.mail import filing, inbox
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.mail.sending import compose
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.mail import receive_mail

pytestmark = pytest.mark.clock(TODAY)
REPLY = """From: nadia@parents.invalid
To: fanal@fanal.invalid
Subject: {subject}
In-Reply-To: {answers}
Message-ID: <1@z.invalid>
{header}

Je suis absente.
"""


def convocation(school, boss) -> Mail:
    outsider(school, boss)
    convene_meeting(planned(school, boss, "Bilan"), today=TODAY, now=NOW, by=boss)
    return Mail.objects.for_school(school).select_related("school").get(to="nadia@parents.invalid")


def named(school, by, **about) -> Person:
    Person.objects.for_school(school).filter(pk=by.person_id).update(**about)
    return Person.objects.for_school(school).get(pk=by.person_id)


def test_a_convocation_is_answered_to_whoever_convenes(school, boss, principal):
    """« Je ne pourrai pas venir » reached nobody: no Reply-To, and no word about whom to answer."""
    with scope(school):
        named(school, principal, email="direction@ecole.invalid")
        lead = named(school, boss, email="referent@ecole.invalid")
        mail = convocation(school, boss)
        assert compose(mail)["Reply-To"] == "referent@ecole.invalid"
        assert f"votre réponse va à {lead} (referent@ecole.invalid)" in mail.text


def test_without_an_address_of_theirs_it_is_answered_to_the_head(school, boss, principal):
    with scope(school):
        named(school, boss, email="")
        named(school, principal, email="direction@ecole.invalid")
        assert convocation(school, boss).reply_to == "direction@ecole.invalid"


def test_when_nobody_has_an_address_the_mail_says_so(school, boss):
    with scope(school):
        named(school, boss, email="")
        mail = convocation(school, boss)
        assert mail.reply_to == ""
        assert "n’atteint personne de la commission" in mail.text


def test_the_mail_of_minutes_is_answered_to_the_lead(school, boss, principal, colleague):
    with scope(school):
        named(school, boss, email="referent@ecole.invalid")
        made = approved(school, boss, principal, colleague)
        publish_minutes(made, "members", now=NOW, by=boss)
    send_minutes(school_id=school.pk, meeting_id=made.pk)
    with scope(school):
        assert {mail.reply_to for mail in Mail.objects.for_school(school)} == {"referent@ecole.invalid"}


@pytest.mark.parametrize(
    ("subject", "header", "state"),
    [
        ("Réponse automatique : Convocation", "Auto-Submitted: auto-replied", "filed"),
        ("Refusé : Convocation", "Content-Type: text/calendar; method=REPLY", "filed"),
        ("Re: Convocation", "X-Mailer: z", "to_sort"),
    ],
)
def test_what_machines_answer_to_a_convocation_is_not_to_sort(
    school, elsewhere, boss, subject, header, state
):
    """Filed without effect, in the school that wrote; what a person answers there is sorted by a person."""
    with scope(school):
        answers = convocation(school, boss).message_id
    raw = REPLY.format(subject=subject, answers=answers, header=header).encode()
    row = ArrivedMail.objects.create(
        fingerprint=inbox.fingerprint(raw, len(raw)), raw=raw, size=len(raw), arrived_at=timezone.now()
    )
    assert filing.file_mail(row.pk) == school.pk
    with scope(school):
        mail = receive_mail(IncomingMail.objects.for_school(school).get(), now=timezone.now())
        assert mail.state == state
