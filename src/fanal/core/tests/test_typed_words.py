"""Whoever writes about a thing that somebody deletes meanwhile finds their words again."""

import pytest
from django.test import Client
from django.urls import reverse

from fanal.core.forms.typed_words import MOST_TEXTS
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

TEXT = "Équiper chaque salle d’un écran, <b>avant</b> Noël"


@pytest.fixture
def gone(school):
    """The page of a room that is not there any more."""
    return reverse("equipment:room_change", args=[school.uai, 999_999])


def test_a_text_about_a_deleted_thing_is_given_back(lead, gone):
    answer = lead.post(gone, {"name": TEXT, "floor": "2", "note": ""})
    assert answer.status_code == 404
    assert "Page introuvable" in words_of(answer.content.decode())
    assert "copiez ce qui doit servir" in words_of(answer.content.decode())
    assert "&lt;b&gt;avant&lt;/b&gt;" in answer.content.decode()
    assert answer.content.decode().count("<textarea") == 1  # no number, nothing empty


def test_a_password_and_a_page_that_was_only_read_say_nothing(lead, gone):
    for answer in (lead.post(gone, {"password": "une phrase secrète"}), lead.get(gone, {"name": TEXT})):
        assert answer.status_code == 404
        assert "copiez" not in words_of(answer.content.decode())


def test_no_more_than_ten_texts_are_given_back(lead, gone):
    answer = lead.post(gone, {f"text-{number}": TEXT for number in range(MOST_TEXTS + 5)})
    assert answer.content.decode().count("<textarea") == MOST_TEXTS


def test_a_page_elsewhere_cannot_make_ours_say_its_words(lead, gone, school):
    """Without the token of a form no view is reached, and an address that is no page gives nothing back."""
    with scope(school):
        stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = lead.cookies
    for address in (gone, f"/e/{school.uai}/aucune-page-ici/"):
        answer = stranger.post(address, {"name": "Votre compte est fermé, appelez le 01"}, secure=True)
        assert answer.status_code in {403, 404}
        assert "appelez" not in words_of(answer.content.decode())
