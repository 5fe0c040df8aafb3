"""A signed letter of mission is guarded by the database; it is amended and closed (December § 7, N7)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.frozen.fingerprint import marks_in
from fanal.core.frozen.testing import assert_frozen, forget, refused
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.tests.letters import YEAR, agreed, mission, rows, state, url

__all__ = ["mission"]
pytestmark = [pytest.mark.django_db, pytest.mark.clock(date(2026, 11, 26))]


@pytest.fixture
def head(client_of, school):
    return client_of(school, Role.HEAD)


def test_what_both_sign_bears_the_fingerprint_that_is_verified(head, lead, client_of, school, mission):
    """From the agreement on: the paper that is signed by hand, and the one that is printed afterwards."""
    made = agreed(lead, school)
    paper = url(school, "letter_file", made.number, 1)
    before = marks_in(head.get(paper).content)
    head.post(url(school, "letter_sign", made.number), {"signed_on": "2026-11-25"})
    assert marks_in(head.get(paper).content) == before != []
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(head.post(page, {"fingerprint": before[0][:20]}).text)
    assert "C’est la lettre de mission n° 1, version 1, document figé le 26 novembre 2026" in said
    other = words_of(client_of(school, Role.TEACHER).post(page, {"fingerprint": before[0]}).text)
    assert "Cette empreinte est celle d’un document de cet établissement" in other
    assert "lettre de mission" not in other


@pytest.fixture
def letter(head, lead, school, mission):
    made = agreed(lead, school)
    head.post(url(school, "letter_sign", made.number), {"signed_on": "2026-11-25"})
    with scope(school):
        yield rows(school)[0]


def test_nobody_who_serves_changes_a_signed_letter(letter):
    assert_frozen(letter)
    refused(
        "UPDATE mission_letters_missionletter SET signed_on = NULL, state = 'agreed' WHERE id = %s", letter.pk
    )
    with pytest.raises(IntegrityError, match="letter_signed_is_not_written"), transaction.atomic():
        MissionLetter.objects.filter(pk=letter.pk).update(state="draft")


def test_it_is_amended_then_closed(head, school, letter):
    head.post(url(school, "letter_amend", letter.number))
    assert {row.state for row in rows(school)} == {"signed", "draft"}
    head.post(url(school, "letter_discard", letter.number))
    head.post(url(school, "letter_close", letter.number))
    assert state(school) == "closed"
    with scope(school):
        assert_frozen(rows(school, version=1)[0])


def test_its_person_is_forgotten_by_the_declared_door(school, lead, letter):
    forget(lead.membership.person)
    letter.refresh_from_db()
    assert (letter.person, letter.main_missions, letter.pay, letter.school_year) == (None, "", "none", YEAR)
