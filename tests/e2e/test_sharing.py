"""The head shares the whole mission on one page, and the chosen year follows from tab to tab."""


def test_the_whole_mission_is_shared_on_one_page(person, demonstration):
    for width, dark, typed in ((1280, True, "20"), (360, False, "")):
        head = person("head", width=width, dark=dark)
        page = head.page
        page.goto(demonstration.page("mission/partage/"))
        assert head.axe() == []
        page.get_by_role("link", name="Partager", exact=True).click()
        cell = page.get_by_label("Veille et relais de l’académie, Yann Le Goff")
        cell.fill(typed)
        assert head.axe() == []
        assert not head.overflows()
        more = page.get_by_label("Ajouter une personne")
        more.select_option(index=1)
        page.get_by_role("button", name="Ajouter").click()
        page.get_by_role("columnheader").nth(3).or_(page.locator("[name=people]")).first.wait_for(
            state="attached"
        )
        assert page.get_by_label("Veille et relais de l’académie, Yann Le Goff").input_value() == typed
        assert not head.overflows()
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_text("1 part enregistrée.").first.wait_for()
        assert head.complaints == []


def test_the_chosen_year_follows_from_tab_to_tab_and_on_a_phone(person, demonstration):
    head = person("head", width=360)
    page = head.page
    page.goto(demonstration.page("mission/besoins/"))
    year = page.get_by_role("navigation", name="Année scolaire")
    year.get_by_role("link").last.click()
    chosen = year.locator("[aria-current]").inner_text()
    for tab in ("Partage", "Indemnités", "Lettre de mission"):
        page.get_by_role("navigation", name="Rubriques").get_by_role("link", name=tab, exact=True).click()
        assert year.locator("[aria-current]").inner_text() == chosen, tab
        assert not head.overflows()
    assert head.complaints == []
    wide = person("head", width=1280)
    wide.page.goto(demonstration.page("mission/lettres/1/"))
    assert not wide.overflows()  # with the field of a file
