"""The rentrée: a file that is cut is stopped, the whole one goes through, one child is one child again."""

import re

from fanal.core.clock.testing import today
from fanal.people_files.story.exports import siecle_of
from fanal.year.rules.years import year_of

PUPILS = 600  # as the demonstration tells them


def bring(page, demonstration, count: int) -> None:
    text = siecle_of(demonstration.contract["uai"], year_of(today()), count)
    page.goto(demonstration.page("eleves/importer/"))
    file = {"name": "ElevesSansAdresses.xml", "mimeType": "text/xml", "buffer": text.encode()}
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("heading", name="Ce qui changerait").wait_for()


def pupils(page, demonstration) -> str:
    page.goto(demonstration.page("eleves/?q=adjani+adam"))
    return page.locator("#results").inner_text()


def test_a_cut_file_is_stopped_and_the_whole_one_goes_through(person, demonstration):
    lead = person("digital_lead")
    page = lead.page
    bring(page, demonstration, PUPILS * 7 // 10)
    assert "Tant de départs" in page.locator("main").inner_text()
    assert re.search(r"180 départs sur \d+ connus", page.locator("main").inner_text().replace("\xa0", " "))
    page.get_by_role("button", name="Appliquer").click()  # without saying that they left
    page.get_by_text("L’import n’est pas appliqué").wait_for()
    assert page.get_by_role("checkbox", name="Oui, ces personnes").is_checked() is False
    assert lead.axe() == []
    page.goto(demonstration.page("eleves/?vue=partis"))
    assert "Personne n’est parti" in page.locator("#results").inner_text()

    bring(page, demonstration, PUPILS + 1)
    words = page.locator("main").inner_text()
    assert "Tant de départs" not in words
    page.get_by_role("button", name="Appliquer").click()
    page.get_by_text("C’est fait").wait_for()
    bring(page, demonstration, PUPILS + 1)
    page.get_by_text("Ce fichier ne change rien").wait_for()
    # The refusal of the browser's own 422 is the only thing it complains of.
    assert [complaint for complaint in lead.complaints if "422" not in complaint] == []


def test_one_child_under_two_names_is_joined_and_separated_again(person, demonstration):
    for width, dark in ((1280, False), (360, True)):
        lead = person("digital_lead", width=width, dark=dark)
        page = lead.page
        page.goto(demonstration.page("eleves/doublons/"))
        assert lead.axe() == []
        page.get_by_role("link", name="Adam ADJANI").first.click()
        page.get_by_role("heading", name="Une personne ou deux").wait_for()
        assert lead.axe() == []
        assert not lead.overflows()
        page.get_by_role("button", name="Réunir sous ce nom").first.click()
        page.get_by_text("Réunie avec").wait_for()
        assert "AAF" in page.locator("main").inner_text()
        assert "MOREL" not in pupils(page, demonstration)
        page.get_by_role("link", name="ADJANI Adam").first.click()
        page.get_by_role("button", name="Séparer").click()
        page.get_by_role("dialog").get_by_role("button", name="Séparer").click()
        page.get_by_role("heading", name="Une personne ou deux").wait_for()
        assert "MOREL" in pupils(page, demonstration)
        assert lead.complaints == []


def test_a_leaver_s_sheet_says_what_remains_and_flags_an_account(person, demonstration):
    for role, width in (("head", 1280), ("bursar", 360)):
        someone = person(role, width=width)
        page = someone.page
        page.goto(demonstration.page("mouvements/"))
        assert someone.axe() == []
        assert not someone.overflows()
        page.get_by_role("link", name=re.compile("Matériel non rendu")).first.click()
        page.get_by_role("heading", name="Fiche de départ").wait_for()
        page.get_by_text("Du matériel n’est pas rendu").wait_for()
        page.get_by_role("button", name="Fermé malgré le matériel").first.wait_for()
        assert someone.axe() == []
        assert not someone.overflows()
        handed = page.get_by_role("listitem").filter(has_text="Transmettre ses projets")
        handed.get_by_role("button", name="C’est fait").click()
        page.get_by_text("Fait le").first.wait_for()
        page.get_by_role("button", name="Décocher").first.click()
        page.get_by_role("heading", name="Fiche de départ").wait_for()
        assert someone.complaints == []
