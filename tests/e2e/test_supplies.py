"""« Licences », « Consommables », « Contrats »: bought and given, one taken at the cupboard, what ends."""

import re
from datetime import UTC, datetime, timedelta

import pytest

SCREENS = [(1280, False), (360, True)]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_a_licence_is_bought_given_refused_and_renewed(person, demonstration, width, dark):
    lead = person("digital_lead", width=width, dark=dark)
    page = lead.page
    page.goto(demonstration.page("fournitures/licences/nouvelle/"))
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Logiciel").fill(f"Traitement du son {width}")
    page.get_by_label("Places achetées").fill("2")
    page.get_by_label(re.compile("^Début")).fill("2026-01-01")
    page.get_by_label(re.compile("^Fin")).fill("2030-12-31")
    page.get_by_label("Où est gardée la clé").fill("clé : N8K2V-QQ7TD-44XPB-6M2YR-WD3CH")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("ressemble à un secret").first.wait_for()
    page.get_by_label("Où est gardée la clé").fill("Coffre de la direction")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Donner des places").click()
    assert lead.axe() == []
    page.get_by_label("Et encore").fill("INFO1-01\nINFO1-02\nINFO1-03")
    page.get_by_role("button", name="Donner", exact=True).click()
    page.get_by_text("Il reste 2 places sur 2, et il en faut 3").wait_for()
    page.get_by_label("Et encore").fill("INFO1-01\nINFO1-02")
    page.get_by_role("button", name="Donner", exact=True).click()
    page.get_by_text("2 places sont données").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name="Renouveler").click()
    page.get_by_label("Renouvelée jusqu’au").fill("2031-12-31")
    page.get_by_role("button", name="Renouveler").click()
    page.get_by_role("heading", name="Périodes", exact=True).wait_for()
    page.get_by_text("en cours").first.wait_for()
    assert [words for words in lead.complaints if "422" not in words] == []


def test_back_after_a_seat_was_taken_back_chooses_no_other_seat(person, demonstration):
    """« Reprendre », back, « Reprendre » took back the seat of a machine that nobody had chosen."""
    page = person("digital_lead", width=1280).page
    page.goto(demonstration.page("fournitures/licences/"))
    page.get_by_role("link", name="Atelier Photo").click()
    page.get_by_label("Choisir la place n° 2", exact=True).check()
    page.get_by_role("button", name="Reprendre les places cochées").click()
    page.get_by_text("1 place est reprise").wait_for()
    page.go_back()
    page.get_by_role("button", name="Reprendre les places cochées").wait_for()
    page.wait_for_load_state("load")
    assert page.locator("input[name=number]:checked").count() == 0


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_one_is_taken_in_one_press(person, demonstration, width, dark):
    bursar = person("bursar", width=width, dark=dark)
    page = bursar.page
    page.goto(demonstration.page("fournitures/consommables/?q=réseau"))
    page.get_by_role("link", name="Câble réseau").click()
    assert bursar.axe() == []
    assert not bursar.overflows()
    page.get_by_role("button", name="J’en ai pris un").click()
    page.get_by_text("C’est noté : il en reste").wait_for()
    assert bursar.complaints == []


@pytest.mark.parametrize(
    "path", ["licences/", "contrats/", "contrats/nouveau/", "consommables/", "echeances/"]
)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_supplies_are_read_by_all(person, demonstration, path, width):
    lead = person("digital_lead", width=width)
    lead.page.goto(demonstration.page(f"fournitures/{path}"))
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


def test_names_of_a_hundred_letters_do_not_widen_a_phone(person, demonstration):
    """On the page of a licence and on « Échéances », whatever somebody calls it."""
    lead = person("digital_lead", width=360)
    page, name = lead.page, "L" * 100
    page.goto(demonstration.page("fournitures/licences/nouvelle/"))
    page.get_by_label("Logiciel").fill(name)
    page.get_by_label("Éditeur").fill("E" * 100)
    page.get_by_label("Fournisseur").fill("F" * 100)
    page.get_by_label("Places achetées").fill("10000")
    page.get_by_label(re.compile("^Début")).fill("2026-01-01")
    page.get_by_label(re.compile("^Fin")).fill(f"{datetime.now(UTC).date() + timedelta(days=40)}")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("heading", name=name).wait_for()
    assert not lead.overflows()
    page.goto(demonstration.page("fournitures/echeances/"))
    page.get_by_role("link", name=name).wait_for()
    assert not lead.overflows()
    page.goto(demonstration.page("fournitures/licences/"))
    assert not lead.overflows()
