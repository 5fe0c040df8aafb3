"""A file is read before the transaction of the request opens, and only for whoever may import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.files import uploads
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope

LIST = b"Nom;N\xc2\xb0 de s\xc3\xa9rie\nPC-204;AB1234\n"


@pytest.fixture
def readings(monkeypatch):
    """Whether a transaction was open, at each reading of a table."""
    seen = []

    def watched(*given, **named):
        seen.append(connection.in_atomic_block)
        return read_table(*given, **named)

    monkeypatch.setattr(uploads, "read_table", watched)
    return seen


def start(browser, school, **sent):
    return browser.post(reverse("equipment_import:import_start", args=[school.uai]), sent)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_a_file(client_of, school, readings):
    lead = client_of(school, Role.DIGITAL_LEAD)
    answer = start(lead, school, file=SimpleUploadedFile("liste.csv", LIST))
    assert answer.status_code == 302
    assert readings == [False]
    with scope(school):
        assert Import.objects.for_school(school).get().lines.count() == 1


def test_a_file_that_cannot_be_read_is_refused_and_the_pasted_text_stays(client_of, school, readings):
    lead = client_of(school, Role.DIGITAL_LEAD)
    answer = start(lead, school, file=SimpleUploadedFile("liste.xlsx", b"PK\x03\x04"), pasted="Nom\tSalle")
    assert answer.status_code == 422
    assert "Nom\tSalle" in answer.text
    assert len(readings) == 1


def test_whoever_may_not_import_has_nothing_read(client_of, school, elsewhere, readings):
    file = SimpleUploadedFile("liste.csv", LIST)
    assert start(client_of(school, Role.TEACHER), school, file=file).status_code == 403
    assert start(client_of(elsewhere, Role.HEAD), school, file=file).status_code == 404
    assert readings == []


def test_a_pasted_table_without_a_file_is_read_too(client_of, school, readings):
    lead = client_of(school, Role.DIGITAL_LEAD)
    address = reverse("equipment_import:import_start", args=[school.uai])
    sent = "pasted=Nom%09N%C2%B0+de+s%C3%A9rie%0APC-204%09AB1234"
    answer = lead.post(address, sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
