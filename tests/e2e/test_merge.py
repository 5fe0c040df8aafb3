"""« Doublons possibles »: two records of one machine become one, and two again; what is lent to who asks."""

import pytest


@pytest.mark.parametrize(
    ("width", "dark", "kept", "other"),
    [(360, False, "INFO1-04", "Poste 4"), (1280, True, "VP-103", "Vidéoprojecteur 103")],
)
def test_two_records_become_one_and_come_back(person, demonstration, width, dark, kept, other):
    """users-ask.md B1 and B9: duplicates are merged field by field, and undone."""
    lead = person("digital_lead", width=width, dark=dark)
    page = lead.page
    page.goto(demonstration.page("equipements/"))
    page.get_by_role("link", name="Doublons").click()
    page.get_by_role("heading", name="Doublons possibles").wait_for()
    assert (lead.axe(), lead.overflows()) == ([], False)
    page.get_by_role("link", name=f"{kept} et {other}").click()
    page.get_by_role("heading", name="Une machine ou deux").wait_for()
    assert (lead.axe(), lead.overflows()) == ([], False)
    page.get_by_role("group", name="Nom").get_by_text(other).click()
    page.get_by_role("button", name="Réunir les deux fiches").click()
    page.get_by_text("Les deux fiches n’en font plus qu’une").wait_for()
    page.get_by_role("heading", name=other, level=1).wait_for()
    assert (lead.axe(), lead.overflows()) == ([], False)
    page.get_by_role("button", name="Séparer la fiche").click()
    page.get_by_role("dialog").get_by_role("button", name="Séparer").click()
    page.get_by_text("séparées, telles qu’elles étaient").wait_for()
    page.goto(demonstration.page("equipements/doublons/"))
    page.get_by_role("link", name=f"{kept} et {other}").wait_for()
    assert lead.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_lent_to_me_is_offered_where_i_ask(person, demonstration, width):
    """glpi#21566: without any right on the equipment."""
    teacher = person("teacher", width=width)
    page = teacher.page
    page.goto(demonstration.page("demandes/nouvelle/"))
    page.locator("#change summary").click()
    mine = page.locator("select[name=equipment] optgroup[label='Ce qui m’est prêté'] option")
    name = mine.first.inner_text()
    assert (teacher.axe(), teacher.overflows()) == ([], False)
    page.get_by_label("Quel équipement").select_option(label=name)
    page.get_by_label("Que se passe-t-il").fill(f"Il ne s’allume plus, code {width}")
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("est envoyée").first.wait_for()
    page.get_by_text(name).first.wait_for()
    assert teacher.complaints == []
