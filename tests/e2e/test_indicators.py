"""« Indicateurs »: the head says what the year should tell, and a set is proposed."""

import pytest

SCREENS = [(1280, False), (360, True)]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_head_chooses_the_indicators_of_the_year(person, demonstration, width, dark):
    """Issue: head and référent choose eight to fifteen in October, a wizard proposes a set per objective."""
    head = person("head", width=width, dark=dark)
    page = head.page
    page.goto(demonstration.page("indicateurs/"))
    assert head.axe() == []
    assert not head.overflows()
    page.get_by_role("link", name="Choisir").first.click()
    page.get_by_label("Dépanner vite, et savoir ce qui casse").check()
    page.get_by_role("button", name="Proposer une liste").click()
    page.wait_for_url("**aims=repair**")
    assert head.axe() == []
    assert not head.overflows()
    ticked = page.locator("input[name=codes]:checked")
    assert 8 <= ticked.count() <= 15
    while ticked.count() > 7:
        ticked.last.uncheck()
    page.get_by_role("button", name="Suivre ces indicateurs").click()
    page.get_by_text("il en faut au moins 8").first.wait_for()
    assert ticked.count() == 7, "what was unticked stays so"
    assert head.axe() == []
    page.locator("input[name=codes]:not(:checked)").first.check()
    page.get_by_role("button", name="Suivre ces indicateurs").click()
    page.get_by_text("Ces indicateurs sont suivis").wait_for()
    assert [words for words in head.complaints if "422" not in words] == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_a_lead_makes_an_indicator_of_the_school_and_reads_its_rows(person, demonstration, width, dark):
    """House, third edition, § 5: a name, a unit, two measures divided, shown as the others are."""
    lead = person("digital_lead", width=width, dark=dark)
    page, name = lead.page, f"Demandes résolues pour 100 ({width})"
    page.goto(demonstration.page("indicateurs/ajouter/"))
    page.get_by_role("link", name="En créer un à vous").click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Nom", exact=False).first.fill(name)
    page.get_by_label("Nombre du haut : Fanal le compte").select_option("helpdesk.solved")
    page.get_by_label("Nombre du bas : Fanal le compte").select_option("helpdesk.asked")
    page.get_by_label("La valeur est").select_option("per_hundred")
    page.get_by_role("button", name="Créer et suivre").click()
    page.get_by_text("est suivi").first.wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    assert page.get_by_text("demandes résolues ÷ demandes envoyées × 100").count() == 1
    page.locator("main table a").first.click()
    page.get_by_text("Ce qui est compté").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []
