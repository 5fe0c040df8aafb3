"""A page on paper: what one reads, and nothing that one presses."""

import pytest

from tests.e2e.conftest import PROJECTOR

PRESSED = ".rail, .tabs, .top, .bottom-nav, .btn, textarea, .chips, .skip, .foot, [role=search]"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("demandes/{}/", "Il s’allume mais reste noir"),
        ("demandes/?vue=toutes&q=vidéoprojecteur", "Vidéoprojecteur sans image"),
        ("equipements/1/", "Achat et garantie"),
        ("fiches/1/", "À essayer, dans l’ordre"),
    ],
)
def test_a_printed_page_has_the_words_and_no_button(person, demonstration, path, words):
    lead = person("digital_lead")
    page, path = lead.page, path.format(lead.number_of(PROJECTOR, demonstration))
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(demonstration.page(path))
    buttons = [button.inner_html()[:80] for button in page.locator(PRESSED).all() if button.is_visible()]
    assert buttons == []
    assert page.get_by_text(words).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_printed_list_has_its_school_its_day_every_row_and_every_column(person, demonstration):
    """verified.md § 5: starts with a blank page, loses a column and 214 of 239 rows."""
    page = person("digital_lead").page
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto(demonstration.page("equipements/"))
    page.evaluate("document.querySelector('.pages a[href*=\"page=tout\"]').click()")
    page.wait_for_url("**page=tout**")
    count = int(page.locator("caption").inner_text().split()[0])
    assert page.locator("tbody tr").count() == count > 200
    headings = page.locator("thead th")
    assert all(headings.nth(rank).is_visible() for rank in range(headings.count()))
    cells = page.locator("tbody tr").last.locator("th, td")
    assert [cells.nth(rank).is_visible() for rank in range(cells.count())] == [True] * headings.count()
    assert page.locator("table").bounding_box()["y"] < 400
    assert page.locator("table").bounding_box()["width"] <= 703
    assert page.locator("p.only-print").inner_text().startswith("Collège Simone-Veil · ")
    assert [box for box in page.locator("[type=checkbox]").all() if box.is_visible()] == []


def test_a_printed_request_has_no_box_that_is_closed(person, demonstration):
    """Seen in November 2026: « Autres demandes » alone at the head of a second sheet."""
    lead = person("digital_lead")
    page = lead.page
    page.goto(demonstration.page(f"demandes/{lead.number_of(PROJECTOR, demonstration)}/"))
    assert page.get_by_role("heading", name="Autres demandes").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("heading", name="Autres demandes").is_visible()


def test_a_printed_plan_of_rooms_says_rooms_alone(person, demonstration):
    page = person("digital_lead").page
    page.emulate_media(media="print")
    page.goto(demonstration.page("equipements/salles/"))
    assert page.get_by_text("Salle 204").first.is_visible()
    assert [link for link in page.get_by_text("Modifier").all() if link.is_visible()] == []
