"""From eleven needs and one more to an accepted FIT; a teacher says a need and is oriented."""

import re
from datetime import UTC, datetime, timedelta

import pytest

SCREENS = [(1280, False), (360, True)]
FIRST, SECOND = "Évaluer avec le numérique", "Les tablettes en classe"


def say_need(person, demonstration, subject):
    """Three taps on the page that a teacher finds beside the practice sheets."""
    page = person.page
    page.goto(demonstration.page("formation/besoins/nouveau/"))
    assert person.axe() == []
    assert not person.overflows()
    page.reload()  # axe moved the focus and the fonts: a press that falls beside its choice says nothing
    for choice in (subject, "Je débute", "En ligne, à mon rythme"):
        page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("button", name="C’est dit").click()
    page.get_by_text("C’est noté").wait_for()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_a_teacher_is_oriented(person, demonstration, width, dark):
    """A few trainings that fit, each with its reason; nobody else reads the page."""
    teacher = person("teacher", width=width, dark=dark)
    say_need(teacher, demonstration, SECOND)
    page = teacher.page
    page.get_by_text(re.compile("Même sujet, ")).first.wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    # Theirs alone: another journey may have said another need as the same teacher, before or after.
    own = page.locator("section", has_text=SECOND).filter(has_not=page.locator("section"))
    own.get_by_role("button", name="Retirer ce besoin").click()
    page.get_by_text("il n’en reste rien").wait_for()
    assert teacher.complaints == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_eleven_needs_and_one_more_become_an_accepted_request(person, demonstration, width, dark):
    """One is missing, and a neighbouring school has it; the request is written, sent, accepted, planned. A
    twelfth need that is said now is read on Monday."""
    lead = person("digital_lead", width=width, dark=dark)
    page = lead.page
    page.goto(demonstration.page("formation/plan/"))
    assert lead.axe() == []
    assert not lead.overflows()
    if width == SCREENS[0][0]:
        page.get_by_text("11 besoins · Il manque 1 personne pour demander une FIT").wait_for()
        say_need(person("teacher"), demonstration, FIRST)
        page.reload()
        page.get_by_text("11 besoins · Il manque 1 personne pour demander une FIT").wait_for()
        page.get_by_role("link", name=f"Préparer une FIT sur {FIRST}").click()
        page.get_by_label(re.compile("^Date souhaitée")).fill(
            f"{datetime.now(UTC).date() + timedelta(days=90)}"
        )
        page.get_by_label(re.compile("^Personnes d’autres établissements")).fill("1")
        page.get_by_role("button", name="Enregistrer").click()
        assert lead.axe() == []
        page.get_by_role("button", name="La demande est partie").click()
        page.get_by_role("link", name="Noter la réponse").click()
        page.get_by_label("Acceptée").check()
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("link", name="Prévoir la séance").click()
        assert page.get_by_label(re.compile("^Places")).input_value() == "12"
    else:
        page.get_by_role("link", name=re.compile("^L’IA")).click()  # refused, whichever journey came first
        page.get_by_text("Enveloppe de l’année épuisée").first.wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


@pytest.mark.parametrize("path", ["plan/", "plan/regles/", "seances/", "seances/nouvelle/", "offres/", ""])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_trainings_are_read_by_all(person, demonstration, path, width):
    lead = person("digital_lead", width=width)
    lead.page.goto(demonstration.page(f"formation/{path}"))
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []
