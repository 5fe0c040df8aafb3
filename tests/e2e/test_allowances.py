"""A head goes from the needs of the service to the councils' table, timed; a teacher agrees on a phone."""

import time

from fanal.accounts.rules.years import year_of
from fanal.core.clock.testing import today

PAGES = (
    "mission/besoins/",
    "mission/partage/",
    "mission/indemnites/",
    "mission/indemnites/1/",
    "mission/indemnites/simuler/?a_total=12&a_people=2",
)


def test_a_head_goes_from_the_needs_to_the_councils_table(person, demonstration, capsys):
    for width, dark in ((360, False), (1280, True)):
        reader = person("head", width=width, dark=dark)
        for path in PAGES:
            assert reader.page.goto(demonstration.page(path)).status == 200, path
            assert reader.axe() == [], path
            assert not reader.overflows(), path
    year = year_of(today()).next
    head, started = person("head"), time.monotonic()
    page = head.page
    page.goto(demonstration.page(f"mission/besoins/?annee={year}"))
    page.get_by_role("link", name="Écrire la fiche").click()
    page.get_by_label("Projets de l’année").fill("Deuxième valise de tablettes.")
    page.get_by_label("Niveau d’expertise requis").fill("ENT, GAR, premier diagnostic.")
    page.get_by_label("Appréciation des besoins").fill("Une présence régulière sur trois sites.")
    assert head.axe() == []
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Arrêter la fiche").click()
    page.get_by_role("dialog").get_by_role("button", name="Arrêter la fiche").click()
    page.get_by_text("ses chiffres ne changent plus").wait_for()

    page.get_by_role("link", name="Décrire la mission").click()
    assert "Une présence régulière" in page.get_by_label("Charge effective de travail").input_value()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Saisir").click()
    page.get_by_label("Enveloppe notifiée, en IMP").fill("9,5")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Préparer une ligne").click()
    chosen = page.get_by_label("Mission", exact=True).locator("option:checked")
    assert chosen.inner_text() == "Référent numérique"
    offered = page.get_by_label("Personne", exact=True)
    assert offered.locator("option", has_text="Carpentier Hélène").count() == 0
    offered.select_option(offered.locator("option", has_text="Morvan Claire").get_attribute("value"))
    page.get_by_label("Taux", exact=True).select_option("8")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Accord sur papier").click()
    page.get_by_role("button", name="Enregistrer l’accord").click()
    page.get_by_role("button", name="Présenter aux instances").click()
    page.get_by_text("prend sa part de l’enveloppe").wait_for()
    page.get_by_role("link", name="Missions et indemnités").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableau pour les instances").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\nfrom the needs to the table: {seconds:.0f} s of machine")
    assert head.complaints == []


def test_a_teacher_reads_and_agrees_on_a_phone(person):
    teacher = person("teacher", width=360)
    page = teacher.page
    page.get_by_role("link", name="Lire la proposition").click()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_role("button", name="Je suis d’accord").click()
    page.get_by_text("Vous avez donné votre accord").wait_for()
    page.get_by_role("button", name="Reprendre mon accord").click()
    page.get_by_role("link", name="Je ne suis pas d’accord").click()
    page.get_by_label("Un mot pour la direction").fill("Un demi-taux me conviendrait.")
    assert teacher.axe() == []
    page.get_by_role("button", name="Enregistrer ma réponse").click()
    page.get_by_text("que vous n’êtes pas d’accord").wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_role("link", name="Accueil").click()
    page.get_by_role("link", name="Mes propositions d’indemnité").click()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.get_by_role("link", name="Référent culture").click()
    page.get_by_role("button", name="Je suis d’accord").click()
    page.get_by_text("Vous avez donné votre accord").wait_for()
    page.get_by_role("button", name="Reprendre mon accord").click()
    page.get_by_role("button", name="Je suis d’accord").wait_for()
    assert teacher.complaints == []
