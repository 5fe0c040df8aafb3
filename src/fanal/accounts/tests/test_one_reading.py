"""Somebody's files are read one after the other, so that four of them hold two threads of nobody.

December § 7, N1: « one reading in flight a person (429 with a sentence) ».
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.http.limits import one_at_a_time


def bring(client, school):
    file = SimpleUploadedFile("postes.csv", b"Nom;Type\nT-01;Tablette\n")
    return client.post(reverse("equipment_import:import_start", args=[school.uai]), {"file": file})


def paste(client, school):
    form = "pasted=Nom%3BType%0AT-01%3BTablette"
    page = reverse("equipment_import:import_start", args=[school.uai])
    return client.post(page, form, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("send", [bring, paste])
def test_a_second_file_waits_for_the_first(client_of, school, send):
    lead, other = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.DIGITAL_LEAD)
    user = lead.session["_auth_user_id"]
    with one_at_a_time(f"reading:{user}", seconds=60):
        answer = send(lead, school)
        assert answer.status_code == 429
        assert "Fanal lit encore le fichier que vous venez de déposer. Réessayez dans" in answer.text
        assert int(answer.headers["Retry-After"]) > 0
        assert send(other, school).status_code == 302
    assert send(lead, school).status_code == 302


def test_a_reading_that_fails_is_over(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = reverse("equipment_import:import_start", args=[school.uai])
    broken = [SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing") for _ in range(2)]
    assert [lead.post(page, {"file": file}).status_code for file in broken] == [422, 422]


def test_who_dies_while_reading_is_forgotten(db, monkeypatch):
    with one_at_a_time("reading:1", seconds=-1) as first, one_at_a_time("reading:1", seconds=60) as second:
        assert (first, second) == (True, True)
