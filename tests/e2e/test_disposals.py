"""« Sorties »: from the list of equipment to the frozen list, by two people, on a screen and on a phone."""

import re

import pytest

from tests.e2e.story_tablets import DISPOSALS, tablet_name


def sound(someone):
    assert someone.axe() == []
    assert not someone.overflows()


def pdf(page, name):
    """The paper behind this link, as the browser would save it."""
    answer = page.request.get(page.url.rstrip("/") + "/" + name)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_prepared_printed_decided_gone(person, demonstration, width, dark):
    """Issue: list for the boards, wiping certificate, slip; one is refused by the owner and stays."""
    lead = person("digital_lead", width=width, dark=dark)
    page, words = lead.page, f"Tablettes {width}"
    page.goto(demonstration.page("sorties/nouvelle/"))
    sound(lead)
    page.get_by_label("Nom", exact=True).fill(words)
    names = [tablet_name(rank) for rank in DISPOSALS[width]]
    page.get_by_label("Équipements", exact=True).fill("\n".join(names))
    page.get_by_label("Destination").select_option(label="Don")
    page.get_by_role("button", name="Proposer à la sortie").click()
    page.get_by_text("2 équipements proposés").wait_for()
    page.get_by_role("button", name=re.compile("Mettre en réserve les 2")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Mettre en réserve les 2")).click()
    page.get_by_text("2 équipements mis en réserve").wait_for()
    sound(lead)
    where = page.url
    page.get_by_role("link", name="Noter un effacement").click()
    page.get_by_role("link", name="Cocher les 2 à effacer").click()
    page.get_by_label("Méthode").fill("Remise à zéro")
    sound(lead)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("C’est noté pour 2 équipements").wait_for()
    pdf(page, "effacement.pdf")

    bursar = person("bursar", width=width, dark=dark)
    page = bursar.page
    page.goto(where)
    page.get_by_role("button", name="Arrêter la liste").click()
    page.get_by_text("La liste est arrêtée").wait_for()
    pdf(page, "liste.pdf")
    pdf(page, "liste-conseil.pdf")
    page.get_by_role("link", name="Noter la décision").click()
    page.get_by_label("Référence de la décision").fill("CP-2026-7")
    page.get_by_label("Date de la décision").fill(page.get_by_label("Date de la décision").evaluate(TODAY))
    page.get_by_label(re.compile(names[1])).check()
    sound(bursar)
    page.get_by_role("button", name="Noter la décision").click()
    page.get_by_text("La décision est notée").wait_for()
    pdf(page, "remise/don.pdf")
    page.get_by_role("button", name="Sortir de l’inventaire").click()
    page.get_by_role("dialog").get_by_role("button", name="Sortir de l’inventaire").click()
    page.get_by_text("La liste est figée : ce qui change").wait_for()
    sound(bursar)
    page.get_by_role("link", name=names[0], exact=True).click()
    page.get_by_text(re.compile("Sortie n° .*, décision CP-2026-7")).wait_for()
    assert bursar.complaints == []


TODAY = "() => new Date().toLocaleDateString('sv')"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_disposals_are_read_by_all(person, demonstration, width):
    bursar = person("bursar", width=width)
    page = bursar.page
    page.goto(demonstration.page("sorties/"))
    sound(bursar)
    page.get_by_role("link", name="Postes de la salle 203").click()
    sound(bursar)
    page.get_by_role("link", name="Noter la décision").click()
    page.get_by_label("Référence de la décision").fill("CP-1")
    page.get_by_label("Date de la décision").fill("2190-01-01")
    page.get_by_role("button", name="Noter la décision").click()
    page.get_by_text(
        "La décision prise par l’organe compétent de la collectivité propriétaire porte une date"
    ).wait_for()
    sound(bursar)
    assert [words for words in bursar.complaints if "422" not in words] == []
