"""Approved minutes bear their fingerprint, a project none (December § 7, N7)."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.commission.models import Meeting
from fanal.commission.reading.paper import minutes_pdf
from fanal.commission.tests.conftest import TODAY, approved, held
from fanal.core.frozen.fingerprint import fingerprint_of_sum, marks_in
from fanal.core.frozen.testing import refused
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

pytestmark = pytest.mark.clock(TODAY)


def test_approved_minutes_are_known_and_not_what_they_say_to_whoever_may_not(
    client_of, lead, school, boss, principal, colleague
):
    with scope(school):
        made = Meeting.objects.get(pk=approved(school, boss, principal, colleague).pk)
        paper = minutes_pdf(made)
        assert paper == minutes_pdf(made)
    fingerprint = fingerprint_of_sum(made.seal)
    assert marks_in(paper) == [fingerprint]
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(lead.post(page, {"fingerprint": fingerprint[:20]}).text)
    assert "C’est le compte rendu de la réunion du" in said
    assert "n’a pas changé depuis" in said
    other = words_of(client_of(school, Role.TEACHER).post(page, {"fingerprint": fingerprint[:20]}).text)
    assert "Cette empreinte est celle d’un document de cet établissement" in other
    assert "compte rendu de la réunion" not in other


def test_a_project_of_minutes_bears_none(school, boss, colleague):
    with scope(school):
        assert marks_in(minutes_pdf(held(school, boss, colleague))) == []


def test_nobody_gives_approved_minutes_another_author(school, boss, principal, colleague):
    """December, architect 17b: with the password of the database, approved minutes got another author."""
    with scope(school):
        made = approved(school, boss, principal, colleague)
        assert made.approved_by_id == principal.person_id
        refused("UPDATE commission_meeting SET approved_by_id = %s WHERE id = %s", boss.person_id, made.pk)
        refused("UPDATE commission_meeting SET approved_by_id = NULL WHERE id = %s", made.pk)
