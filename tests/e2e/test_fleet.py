"""The fleet, the convention and the labels, as the bursar meets them on a screen and on a phone."""

import pytest

ROWS_IN_VIEW = """() => [...document.querySelectorAll("tbody tr")].filter((row) => {
    const bar = document.querySelector(".bottom-nav")?.getBoundingClientRect();
    const floor = bar?.height ? bar.top : innerHeight;
    return row.getBoundingClientRect().bottom <= floor;
}).length"""


@pytest.mark.parametrize("role", ["bursar", "digital_lead"])
@pytest.mark.parametrize(("width", "height", "least"), [(1280, 800, 10), (1366, 768, 10), (390, 844, 5)])
def test_the_first_rows_of_the_list_are_in_view(person, demonstration, role, width, height, least):
    """December § 4.4: « five rows in view » of the list of equipment, for the height of its head."""
    page = person(role, width=width).page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(demonstration.page("equipements/"))
    assert page.evaluate(ROWS_IN_VIEW) >= least


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_pages_of_the_fleet_are_accessible_and_fit(person, demonstration, width, dark):
    bursar = person("bursar", width=width, dark=dark)
    for path in (
        "parc/",
        "convention/",
        "convention/nouvelle/",
        "etiquettes/?salle=1",
        "etiquettes/formats/nouveau/",
    ):
        bursar.page.goto(demonstration.page(f"equipements/{path}"))
        assert bursar.axe() == []
        assert not bursar.overflows()
    assert bursar.complaints == []


def test_a_sheet_of_labels_comes_from_a_room(person, demonstration):
    bursar = person("bursar", width=360)
    page = bursar.page
    page.goto(demonstration.page("equipements/salles/1/"))
    page.get_by_role("link", name="Étiquettes").click()
    page.get_by_text("4 × 10").click()
    with page.expect_download() as made:
        page.get_by_role("button", name="Faire le PDF").click()
    assert made.value.suggested_filename.startswith("etiquettes-")


def test_a_file_dropped_anywhere_on_the_page_is_taken(person, demonstration):
    page = person("bursar").page
    page.goto(demonstration.page("equipements/import/"))
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["Nom;N° de série\\nPC-1;AB1\\n"], "liste.csv", { type: "text/csv" }));
            document.querySelector("h1").dispatchEvent(
                new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/colonnes/")


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (360, False)])
def test_records_are_changed_from_a_preview_and_come_back(person, demonstration, width, dark):
    """December § 4.4: owner, purchase, warranty and price of several records at once."""
    bursar = person("bursar", width=width, dark=dark)
    page = bursar.page
    page.goto(demonstration.page("equipements/?proprietaire=authority"))
    page.locator("input[name=number]").first.check()
    page.locator("input[name=number]").nth(1).check()
    page.get_by_role("button", name="Modifier les fiches").click()
    page.get_by_role("heading", name="Modifier 2 fiches").wait_for()
    assert (bursar.axe(), bursar.overflows()) == ([], False)
    page.get_by_label("Propriétaire").select_option("school")
    page.get_by_label("Prix de chacun").fill("349,90")
    page.get_by_role("button", name="Voir ce qui change").click()
    page.get_by_role("heading", name="2 fiches changent").wait_for()
    assert (bursar.axe(), bursar.overflows()) == ([], False)
    page.get_by_role("button", name="Corriger").click()
    assert page.get_by_label("Prix de chacun").input_value() == "349,90"
    page.get_by_role("button", name="Voir ce qui change").click()
    page.get_by_role("button", name="Modifier 2 fiches").click()
    page.locator(".toast", has_text="2 fiches modifiées").get_by_role("button", name="Annuler").click()
    page.get_by_text("de nouveau comme avant").wait_for()
    assert page.url.endswith("?proprietaire=authority")
    assert bursar.complaints == []
