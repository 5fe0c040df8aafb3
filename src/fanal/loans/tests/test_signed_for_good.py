"""A signed agreement is never unsigned but by its declared way, which keeps it (December § 7, N7)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from fanal.core.tenancy import scope
from fanal.loans.actions import signing
from fanal.loans.actions.returning import prolong
from fanal.loans.models import Loan, LoanSignature
from fanal.loans.tests.conftest import DRAWN, DUE, TODAY, lend, moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def loan(school, boss, pupil, tablets):
    with scope(school):
        yield lend(school, pupil, ["T-01"], boss)


def refused(statement: str, *values: object) -> None:
    words = r"what is frozen never changes|the text that it was under"
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE loans_loan SET signed_on = NULL WHERE id = %s",
        "UPDATE loans_loan SET signed_on = signed_on - 1 WHERE id = %s",
        "UPDATE loans_loan SET signed_on = NULL, agreement = '{}' WHERE id = %s",
        'UPDATE loans_loan SET agreement = \'{"title": "autre"}\' WHERE id = %s',
        "UPDATE loans_loansignature SET replaced_on = '2026-11-26' WHERE loan_id = %s",
        'UPDATE loans_loansignature SET former_agreement = \'{"title": "autre"}\' WHERE loan_id = %s',
        "UPDATE loans_loansignature SET replaced_on = '2026-11-26', "
        'former_agreement = \'{"title": "autre"}\' WHERE loan_id = %s',
        "DELETE FROM loans_loansignature WHERE loan_id = %s",
        "DELETE FROM loans_loan WHERE id = %s",
    ],
)
def test_whoever_serves_neither_unsigns_nor_forges(loan, attack):
    refused(attack, loan.pk)
    loan.refresh_from_db()
    assert loan.signed_on == TODAY
    assert loan.agreement["signatures"] == 1


def test_the_text_stands_from_the_first_of_two_signatures_on(school, boss, pupil, tablets):
    """Two guardians sign: between them, nobody changes what the first one signed."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
        Loan.objects.filter(pk=loan.pk).update(
            agreement={"title": "Convention", "signatures": 2, "blocks": []}
        )
        refused("UPDATE loans_loan SET agreement = '{}' WHERE id = %s", loan.pk)
        refused("UPDATE loans_loan SET agreement = '{\"signatures\": 1}' WHERE id = %s", loan.pk)


def test_another_signature_is_asked_for_by_its_way_which_keeps_what_was_signed(loan, boss):
    """An earlier end: each signature is kept with its text, then the loan is signed again for good."""
    before = loan.agreement
    asked = prolong(loan, DUE - timedelta(days=9), today=TODAY, by=boss)
    assert (asked.signed_on, asked.agreement) == (None, {})
    signed = signing.sign_on_screen(asked, "Mme Martin", DRAWN, quality="guardian", **moment(boss))
    assert signed.signed_on == TODAY
    former = LoanSignature.objects.get(loan=loan, replaced_on=TODAY)
    assert former.former_agreement == before
    refused("UPDATE loans_loansignature SET former_agreement = '{}' WHERE id = %s", former.pk)
    refused("UPDATE loans_loansignature SET replaced_on = NULL WHERE id = %s", former.pk)
    refused("UPDATE loans_loan SET signed_on = NULL, agreement = '{}' WHERE id = %s", loan.pk)


def test_a_scan_is_joined_once(school, loan):
    """The scan of a paper is what proves it: another file never takes its place."""
    rows = LoanSignature.objects.filter(loan=loan)
    scan = {"file_name": "convention.pdf", "mime": "application/pdf", "size": 9, "sha256": "a" * 64}
    rows.update(**scan)
    for name, value in {"file_name": "autre.pdf", "mime": "image/png", "size": 8, "sha256": "b" * 64}.items():
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            rows.update(**{name: value})
