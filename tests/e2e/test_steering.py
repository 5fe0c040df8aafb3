"""« Projet numérique »: read by all, written by the référent, pointed to by a licence, covered or not."""

import re

import pytest

SCREENS = [(1280, False), (360, True)]
PAGES = ["", "couverture/", "couverture/?vue=rien", "frise/", "versions/", "grilles/", "grilles/nouvelle/"]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_of_the_project_are_read(person, demonstration, width, dark):
    lead = person("digital_lead", width=width, dark=dark)
    for path in PAGES:
        lead.page.goto(demonstration.page(f"projet/{path}"))
        assert lead.axe() == [], path
        assert not lead.overflows(), path
    assert lead.complaints == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_an_objective_is_added_to_the_next_version_and_moved(person, demonstration, width, dark):
    lead = person("digital_lead", width=width, dark=dark)
    page, title = lead.page, f"Que chacun sache imprimer à {width}"
    page.goto(demonstration.page("projet/"))
    page.get_by_role("link", name="Version en préparation").click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name="Ajouter un objectif").first.click()
    page.get_by_label("Objectif", exact=True).fill(title)
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("link", name=re.compile(title)).wait_for()
    page.get_by_role("button", name=re.compile("^Monter l’objectif 1")).last.click()
    page.get_by_role("link", name=re.compile(f"^1.. {title}")).click()
    page.get_by_role("link", name="Ajouter une action").click()
    page.get_by_label("Action", exact=True).fill("Écrire une fiche")
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("rowheader", name="Écrire une fiche").wait_for()
    assert lead.axe() == []
    assert lead.complaints == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_a_licence_points_to_an_objective(person, demonstration, width, dark):
    lead = person("digital_lead", width=width, dark=dark)
    page = lead.page
    page.goto(demonstration.page("fournitures/licences/?q=Antivirus"))
    page.get_by_role("link", name="Antivirus des postes").click()
    page.get_by_label("Objectif servi").select_option(label="3.2 Que les données de chacun soient protégées")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Sert l’objectif").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


def test_a_colleague_reads_it_on_a_phone(person, demonstration):
    teacher = person("teacher", width=360)
    teacher.page.goto(demonstration.page("projet/"))
    teacher.page.get_by_role("link", name=re.compile("Que chaque salle ait de quoi projeter")).click()
    assert teacher.axe() == []
    assert not teacher.overflows()
    assert teacher.page.get_by_text("14 400").count() == 0
    assert teacher.complaints == []
