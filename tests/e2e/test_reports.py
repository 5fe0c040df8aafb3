"""« Rapport au CA »: from nothing to frozen, then from a sentence to the request behind it."""

import re

import pytest

SCREENS = [(1280, False), (360, True)]
MOST_PAGES = 8


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_from_a_sentence_of_the_frozen_report_to_a_request_in_four_clicks(person, demonstration, width, dark):
    """C2 1: the report of last year, a sentence, the figure, a request."""
    lead = person("digital_lead", width=width, dark=dark)
    page = lead.page
    page.goto(demonstration.page("rapports/"))
    assert lead.axe() == []
    assert not lead.overflows()
    page.locator("tr", has_text="Figé").get_by_role("link").first.click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name=re.compile("demandes sur la période")).click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name=re.compile("^N°")).first.click()
    page.wait_for_url(re.compile(r"/demandes/\d+/"))
    assert lead.complaints == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_a_report_from_nothing_is_frozen(person, demonstration, width, dark):
    """Begun with its parts, a text written, frozen by the job; the page shows it by itself."""
    lead = person("digital_lead", width=width, dark=dark)
    page, title = lead.page, f"Le point de {width}"
    page.goto(demonstration.page("rapports/nouveau/"))
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Titre").fill(title)
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("heading", name=title).wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name=re.compile("Les demandes")).click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Texte").fill("Ce que nous retenons.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name=title).click()
    page.get_by_text("La direction le fige").wait_for()
    head = person("head", width=width, dark=dark).page
    head.goto(page.url)
    head.get_by_role("button", name="Figer ce rapport").click()
    head.get_by_role("dialog").get_by_role("button", name="Figer ce rapport").click()
    head.get_by_role("link", name="Rapport (PDF)").wait_for(timeout=60_000)
    page.reload()
    page.get_by_text("Ce que nous retenons.").wait_for()
    page.get_by_role("link", name="Envoyer").click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Adresses").fill(f"parent-{width}@exemple.fr")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text(f"parent-{width}@exemple.fr").wait_for()


def test_the_report_of_the_demonstration_has_at_most_eight_pages(person, demonstration):
    """C2 19, one command: the frozen report as a paper, counted page by page."""
    lead = person("digital_lead")
    lead.page.goto(demonstration.page("rapports/"))
    lead.page.locator("tr", has_text="Le numérique en").filter(has_text="Figé").get_by_role("link").click()
    address = lead.page.get_by_role("link", name="Rapport (PDF)").get_attribute("href")
    paper = lead.page.request.get(demonstration.contract["url"] + address).body()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= MOST_PAGES
