"""A mail that names no school, or that nothing can read: it waits in the pile, and somebody empties it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models import Membership, School, User
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.mail import bounded, filing, inbox, pile
from fanal.core.mail.addresses import Thread, claims
from fanal.core.mail.models import ArrivedMail, IncomingMail
from fanal.core.mail.parsing import UNREADABLE
from fanal.core.mail.testing import letter
from fanal.core.mail.tests.sending import send, write
from fanal.core.tenancy import scope


def arrived(message) -> ArrivedMail:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return ArrivedMail.objects.create(
        fingerprint=inbox.fingerprint(raw, len(raw)), raw=raw, size=len(raw), arrived_at=timezone.now()
    )


def received(school) -> list[IncomingMail]:
    with scope(school):
        return list(IncomingMail.objects.for_school(school))


def test_the_subject_carries_the_school_and_the_number(school, mail_servers):
    """Verified in November 2026, § 2.9: a tool that answers to `From` keeps the subject."""
    send(write(school, subject="Vidéoprojecteur " + "x" * 300, thread=Thread("demande", school.uai, 153)))
    (mail,) = mail_servers.mails
    assert mail["Subject"].endswith(f"[{school.uai} n°153]")
    assert len(mail["Subject"]) == 200


@pytest.mark.parametrize("subject", ["RE: [GLPI #0088531] Écran [{tag}]", "Tr : [{tag}]", "[{tag}"])
@pytest.mark.parametrize("form", ["{uai} n°7", "{uai} n° 7", "{uai} n?7", "{uai} n7"])
def test_an_answer_to_the_sender_is_filed_by_its_subject(school, elsewhere, subject, form):
    tagged = subject.format(tag=form.format(uai=elsewhere.uai))
    filing.file_mail(arrived(letter("outil@dep.invalid", "fanal@fanal.invalid", tagged, "Pris en charge")).pk)
    assert received(school) == []
    if not tagged.endswith("]"):
        assert received(elsewhere) == []
        return
    (mail,) = received(elsewhere)
    assert (mail.thread_number, mail.is_proven) == (7, False)


def test_a_subject_proves_nothing():
    (claim,) = claims(["fanal@fanal.invalid"], [], "Re: [0750001A n°12]")
    assert (claim.uai, claim.number, claim.is_proven) == ("0750001A", 12, False)


def close(school) -> None:
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=1))


def test_a_mail_for_a_closed_school_waits_in_the_pile(school, elsewhere):
    """Named by the mail, or known by its sender; the school that is left open does not get it."""
    teacher = _teacher(elsewhere)
    close(elsewhere)
    tagged = letter("outil@dep.invalid", "fanal@fanal.invalid", f"RE: [{elsewhere.uai} n°7]", "Pris")
    unnamed = letter(teacher, "fanal@fanal.invalid", "Écran", "Noir")
    for message in (tagged, unnamed):
        assert filing.file_mail(arrived(message).pk) is None
    assert received(school) == received(elsewhere) == []
    assert len(list(pile.waiting())) == 2


def test_the_only_school_there_is_takes_no_mail_once_closed(school):
    close(school)
    assert filing.file_mail(arrived(letter("a@b.invalid", "fanal@fanal.invalid", "Qui ?", "Noir")).pk) is None


def test_whoever_also_works_in_a_closed_school_writes_of_the_open_one(school, elsewhere):
    teacher = _teacher(school)
    with scope(elsewhere):
        there = member_of(elsewhere, Role.TEACHER)
        Membership.objects.filter(pk=there.pk).update(user=User.objects.get(email=teacher))
    close(elsewhere)
    filing.file_mail(arrived(letter(teacher, "fanal@fanal.invalid", "Écran", "Noir")).pk)
    assert [mail.text for mail in received(school)] == ["Noir"]


def _teacher(school) -> str:
    with scope(school):
        return member_of(school, Role.TEACHER).user.email


def test_a_mail_of_the_pile_is_listed_then_filed(school, elsewhere):
    row = arrived(letter("x@ailleurs.invalid", "fanal@fanal.invalid", "Qui ?", "Bonjour"))
    filing.file_mail(row.pk)
    (waiting,) = pile.waiting()
    assert (waiting.number, waiting.sender, waiting.subject) == (row.pk, "x@ailleurs.invalid", "Qui ?")
    pile.file_under(row.pk, elsewhere.pk)
    assert list(pile.waiting()) == []
    assert [mail.text for mail in received(elsewhere)] == ["Bonjour"]
    with pytest.raises(pile.NotInPile):
        pile.file_under(row.pk, school.pk)


def test_a_dropped_mail_leaves_its_fingerprint_alone(school, elsewhere):
    row = arrived(letter("x@ailleurs.invalid", "fanal@fanal.invalid", "Publicité", "Achetez"))
    filing.file_mail(row.pk)
    pile.drop(row.pk)
    row.refresh_from_db()
    assert (row.state, row.raw) == (ArrivedMail.State.DROPPED, None)
    filing.file_mail(row.pk)
    assert received(school) == received(elsewhere) == []


def test_a_poisoned_mail_goes_to_the_pile_after_one_failure(school, elsewhere, monkeypatch):
    """Verified in November 2026, S4: it is not tried again, and the mails behind it are filed."""
    tries = []

    def poison(raw, size):
        tries.append(size)
        raise bounded.Poisoned

    row = arrived(letter("x@ailleurs.invalid", "fanal@fanal.invalid", "Poison", "Bonjour"))
    with monkeypatch.context() as patched:
        patched.setattr(filing.bounded, "read", poison)
        assert filing.file_mail(row.pk) is None
    row.refresh_from_db()
    assert (row.state, row.reason, len(tries)) == (ArrivedMail.State.LOST, UNREADABLE, 1)
    pile.file_under(row.pk, school.pk)
    assert [mail.text for mail in received(school)] == ["Bonjour"]
