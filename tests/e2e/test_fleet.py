"""The fleet, the convention and the labels, as the bursar meets them on a screen and on a phone."""

import pytest


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
