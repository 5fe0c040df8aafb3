"""Whoever waits for a word of a colleague is told by mail, without a name nor a word of the thread."""

import pytest
from django.utils import timezone

from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.actions import project_help as helps
from fanal.peer_help.tests.conftest import TODAY, acting, asked, held, helped, offering

pytestmark = pytest.mark.clock(TODAY)


def mails(school):
    """Who is written to, and what the first line says, the oldest first."""
    rows = Mail.objects.for_school(school).order_by("pk")
    return [(mail.to, mail.text.split("\n\n")[1]) for mail in rows]


def test_a_named_colleague_is_told_and_nobody_else(school, ada, zoe):
    with scope(school):
        asked(ada)
        assert mails(school) == []
        asked(ada, offering(zoe))
        assert mails(school) == [("zoe@ecole.invalid", "Un collègue vous demande un coup de main.")]


def test_whoever_asked_hears_that_somebody_helps_and_that_it_waits_again(school, ada, zoe):
    with scope(school):
        row = helped(ada, zoe)
        helps.release_help(row, now=timezone.now(), by=acting(zoe))
        assert [(to, said[:19]) for to, said in mails(school)] == [
            ("ada@ecole.invalid", "Quelqu’un vous aide"),
            ("ada@ecole.invalid", "Votre demande atten"),
        ]


def test_five_words_in_a_row_are_one_mail_and_an_answer_is_another(school, ada, zoe):
    with scope(school):
        row = helped(ada, zoe)
        Mail.objects.for_school(school).delete()
        for _ in range(5):
            helps.write_message(row, "Mardi, en salle 12 ?", now=timezone.now(), by=acting(ada))
        helps.write_message(row, "Oui", now=timezone.now(), by=acting(zoe))
        waits = "Un mot vous attend."
        assert mails(school) == [("zoe@ecole.invalid", waits), ("ada@ecole.invalid", waits)]


def test_no_mail_names_anybody_nor_says_a_word_of_the_thread(school, ada, zoe):
    with scope(school):
        row = helped(ada, zoe)
        helps.write_message(row, "Mardi, en salle 12 ?", now=timezone.now(), by=acting(zoe))
        helps.end_help(row, is_thanked=True, now=timezone.now(), by=acting(ada))
        rows = list(Mail.objects.for_school(school))
    said = " ".join(f"{mail.subject} {mail.text}" for mail in rows)
    assert "on vous dit merci" in said
    assert not any(word in said for word in ("Hamel", "Le Guen", "salle 12", "Comment s’y prendre"))
    assert all(mail.is_private for mail in rows), "no list of mails names them"


def test_who_booked_a_slot_is_told_that_the_hour_is_cancelled(school, ada, zoe):
    with scope(school):
        hour = held(zoe)
        hours.book_slot(hour.slots.get(position=1), "ENT", now=timezone.now(), by=acting(ada))
        hours.cancel_hour(hour, now=timezone.now(), by=acting(zoe))
        ((to, said),) = mails(school)
    assert (to, "est annulée" in said) == ("ada@ecole.invalid", True)
