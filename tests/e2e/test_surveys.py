"""A survey on a phone without an account, then ended and read; a slot of an open hour booked with a thumb."""

import re
from urllib.parse import urlsplit

import pytest


@pytest.mark.parametrize("dark", [False, True])
def test_a_survey_is_answered_on_a_phone_and_says_thanks(person, demonstration, dark):
    """field-review: two minutes, no account; the teacher goes from the home page to the thanks."""
    teacher = person("teacher", width=390, dark=dark)
    page = teacher.page
    page.goto(demonstration.page())
    page.get_by_text("Un questionnaire vous attend").first.wait_for()
    page.goto(demonstration.page("questionnaires/"))
    page.get_by_role("link", name="Répondre").first.click()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_label("Arts, sport, documentation").check()
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("heading", name="Merci").wait_for()
    assert urlsplit(page.url).path.endswith("/repondre/merci/")
    assert teacher.axe() == []
    assert teacher.complaints == []


def test_a_slot_is_booked_and_given_back_on_a_phone(person, demonstration):
    teacher = person("teacher", width=390)
    page = teacher.page
    page.goto(demonstration.page("entraide/heures/"))
    page.get_by_role("link", name=re.compile(r"^Réserver\s+12")).click()
    page.get_by_label("Pour quoi").fill("Pix")
    page.get_by_role("button", name="Réserver").click()
    page.get_by_text("Le créneau est à vous").wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_role("button", name="Rendre").first.click()
    page.get_by_text("Le créneau est rendu").wait_for()
    assert teacher.complaints == []
